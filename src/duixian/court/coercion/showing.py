"""A measure in one line: what it is, how it stands, until when, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from typing import Any

from duixian.court.coercion import moments
from duixian.court.coercion.actions.appearances import minutes_over
from duixian.court.coercion.models import (
    Appearance,
    Decision,
    Detention,
    DishonestEntry,
    Ending,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
    Review,
)
from duixian.law import coercion as law
from duixian.law.money import display

HELD, WAITING, FORCE, OVER = "held", "waiting", "force", "over"


@dataclass(frozen=True)
class Standing:
    """How a row stands: its group, a word with its tone, a sentence, the names of the moves open now."""

    group: str
    state: str
    tone: str
    told: str = ""
    moves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row as a page shows it; `kind` and the id name it in addresses and anchors."""

    kind: str
    row: Any
    words: str
    person: str
    standing: Standing

    @property
    def anchor(self) -> str:
        """Where the page has it."""
        return f"{self.kind}-{self.row.pk}"


def line(row: Any, now: datetime) -> Line:
    """The line of any row of this room."""
    kind = "entry" if isinstance(row, DishonestEntry) else row._meta.model_name
    return Line(kind, row, _words(row), _person(row), _standing(row, now))


def hours_words(minutes: int) -> str:
    """2 小时 5 分; of a time past, how long ago."""
    size = abs(minutes)
    said = f"{size // 60} 小时 {size % 60} 分" if size >= 60 else f"{size} 分"
    return f"已超过 {said}" if minutes < 0 else f"还有 {said}"


def left(row: Appearance, now: datetime) -> int:
    """Minutes until a person must be let go, below zero where that is past: a minute begun is past."""
    assert row.release_by  # noqa: S101  who is here has it
    if over := minutes_over(row, now):
        return -over
    return int((row.release_by - now).total_seconds() // 60)


def level(row: Appearance, now: datetime) -> str:
    """ok, soon or over, as law has it."""
    assert row.arrived_at  # noqa: S101  who is here has arrived
    return law.level(row.arrived_at, now, extended=row.extended_at is not None)


@singledispatch
def _words(row: Any) -> str:
    return str(row._meta.verbose_name)


@_words.register
def _(row: Appearance) -> str:
    return f"拘传（{row.assisting_court}协助）" if row.outside else "拘传"


@_words.register
def _(row: PremisesSearch) -> str:
    return f"搜查 {row.place}"


@_words.register
def _(row: Fine) -> str:
    return f"罚款 {display(row.amount)} 元"


@_words.register
def _(row: Detention) -> str:
    return f"拘留 {row.days} 日"


@_words.register
def _(row: Restriction) -> str:
    names = "、".join(one.name for one in row.persons.all())
    return f"{row.get_kind_display()}{f'（及{names}）' if names else ''}"


@_words.register
def _(row: DishonestEntry) -> str:
    return f"失信名单 第{row.ground}项"


@_words.register
def _(row: Referral) -> str:
    return f"拒执罪 {row.get_way_display()}"


@_words.register
def _(row: Review) -> str:
    return "复议"


@_words.register
def _(row: Ending) -> str:
    of: Any = row.restriction or row.entry or row.detention
    return f"解除{_words(of)}"


def _person(row: Any) -> str:
    if isinstance(row, Review):
        return str((row.fine or row.detention).person)  # type: ignore[union-attr]
    if isinstance(row, Ending):
        return str((row.restriction or row.entry or row.detention).person)  # type: ignore[union-attr]
    return str(row.person)


@singledispatch
def _standing(row: Any, now: datetime) -> Standing:
    return _undecided(row) or Standing(OVER, row.get_decision_display(), "plain")


def _undecided(row: Any) -> Standing | None:
    if row.decision == Decision.WAITING:
        return Standing(WAITING, "待审批", "due", f"{row.asked_on} 报请")
    if row.decision == Decision.REFUSED:
        return Standing(OVER, "未批准", "plain", f"{row.decided_on}")
    return None


@_standing.register
def _(row: Appearance, now: datetime) -> Standing:
    if row.is_held:
        tone = {"over": "late", "soon": "due"}.get(level(row, now), "act")
        state = "超时未放回" if tone == "late" else "询问中"
        told = f"{_at(row.release_by)} 前放回，{hours_words(left(row, now))}"
        return Standing(HELD, state, tone, told, ("open",))
    if row.released_at:
        over_by = minutes_over(row, row.released_at)
        told = f"{_at(row.arrived_at)} 到案，{_at(row.released_at)} {row.get_outcome_display()}"
        return Standing(OVER, "超时" if over_by else "已办结", "late" if over_by else "done", told, ("open",))
    if row.dropped_on:
        return Standing(OVER, "已取消", "plain", f"{row.dropped_on} {row.outcome_text}")
    if row.left_at:
        return Standing(FORCE, "在途", "act", f"{_at(row.left_at)} 出发", ("open",))
    return _undecided(row) or Standing(FORCE, "已批准，待执行", "due", f"{row.decided_on} 批准", ("open",))


@_standing.register
def _(row: PremisesSearch, now: datetime) -> Standing:
    if row.began_at:
        told = f"{_at(row.began_at)}，{row.present}在场；{row.found or '没有发现财物'}"
        return Standing(OVER, "已搜查", "done", told)
    return _undecided(row) or Standing(FORCE, "已批准，待执行", "due", f"{row.decided_on} 批准", ("search",))


@_standing.register
def _(row: Fine, now: datetime) -> Standing:
    if row.revoked_on:
        return Standing(OVER, "复议撤销", "plain", str(row.revoked_on))
    if undecided := _undecided(row):
        return undecided
    moves = [*_serving(row)]
    if row.paid_on:
        return Standing(OVER, "已缴清", "done", str(row.paid_on), tuple(moves))
    late = row.pay_by is not None and row.pay_by < moments.day_of(now)
    told = f"{row.pay_by} 前缴纳，已缴 {display(row.paid)} 元"
    return Standing(FORCE, "逾期未缴" if late else "待缴纳", "late" if late else "due", told, ("pay", *moves))


@_standing.register
def _(row: Detention, now: datetime) -> Standing:
    if row.ended_on:
        return Standing(OVER, "已解除", "done", f"{row.ended_on} {row.ended_why}")
    if row.revoked_on:
        return Standing(OVER, "复议撤销", "plain", str(row.revoked_on))
    if row.is_held:
        return _detained(row, now)
    return _undecided(row) or Standing(
        FORCE, "已批准，待收拘", "due", f"{row.decided_on} 批准", ("carry_out", *_serving(row))
    )


def _detained(row: Detention, now: datetime) -> Standing:
    today = moments.day_of(now)
    moves = [*([] if row.family_at else ["family"]), "discharge", "early", *_serving(row)]
    told = f"{_at(row.began_at)} 收拘，{row.last_on} 期满"
    late = row.decision == Decision.REFUSED or (row.last_on is not None and row.last_on < today)
    if row.family_at is None and row.family_by:
        told += f"；{_at(row.family_by)} 前通知家属"
        late = late or now > row.family_by
    state = "未获批准，立即解除" if row.decision == Decision.REFUSED else "拘留中"
    return Standing(HELD, state, "late" if late else "act", told, tuple(moves))


@_standing.register
def _(row: Restriction, now: datetime) -> Standing:
    if undecided := _undecided(row):
        return undecided
    if row.ended_on:
        return Standing(OVER, "已解除", "done", f"{row.decided_on} 至 {row.ended_on}")
    exempt = ("exempt",) if row.kind == Restriction.Kind.CONSUMPTION else ()
    return Standing(FORCE, "现行", "act", f"自 {row.decided_on}", (*_ending(row, "lift"), *exempt))


@_standing.register
def _(row: DishonestEntry, now: datetime) -> Standing:
    if undecided := _undecided(row):
        return undecided
    if row.ended_on:
        return Standing(OVER, "已删除", "done", f"{row.decided_on} 至 {row.ended_on}")
    late = row.until is not None and row.until < moments.day_of(now)
    told = f"自 {row.decided_on}，{f'至 {row.until}' if row.until else '无固定期限'}"
    return Standing(
        FORCE, "期满应删除" if late else "现行", "late" if late else "act", told, _ending(row, "delete")
    )


@_standing.register
def _(row: Referral, now: datetime) -> Standing:
    if row.outcome:
        over = row.outcome not in (Referral.Outcome.FILED, Referral.Outcome.INDICTED)
        told = f"{row.outcome_on} {row.outcome_text}"
        if row.indicted_on and row.indicted_on != row.outcome_on:
            told += f"；{row.indicted_on} 提起公诉"
        told += f"；移送后已履行 {display(row.paid_before)} 元"
        return Standing(OVER if over else FORCE, row.get_outcome_display(), "done", told, ("outcome",))
    if row.sent_on:
        return Standing(FORCE, "已移送", "act", f"{row.sent_on} {row.to}", ("outcome",))
    return _undecided(row) or Standing(FORCE, "已批准，待移送", "due", f"{row.decided_on} 批准", ("send",))


@_standing.register
def _(row: Review, now: datetime) -> Standing:
    if row.decided_on:
        return Standing(OVER, row.get_result_display(), "done", f"{row.decided_on} {row.number}")
    late = row.due_on < moments.day_of(now)
    return Standing(FORCE, "复议中", "late" if late else "due", f"{row.due_on} 前作出决定", ("decide",))


def _serving(row: Fine | Detention) -> Iterator[str]:
    if not row.is_granted or row.revoked_on:
        return
    if row.served_on is None:
        yield "serve"
    elif not row.reviews.all():
        yield "review"


def _ending(row: Restriction | DishonestEntry, move: str) -> tuple[str, ...]:
    waiting = any(one.decision == Decision.WAITING for one in row.endings.all())
    return () if waiting else (move,)


def _at(moment: datetime | None) -> str:
    return moments.clock(moment) if moment else ""
