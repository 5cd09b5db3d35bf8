"""解除, 删除, 提前解除: asked for, signed, told."""

from __future__ import annotations

from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import action, not_later
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion import moments
from duixian.court.coercion.actions.common import asked, granted_only, held_case, locked, owed_on, put, tell
from duixian.court.coercion.actions.sanctions import end_detention
from duixian.court.coercion.models import Decision, Detention, DishonestEntry, Ending, Restriction
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError
from duixian.law.money import display

PERFORMED = "performed"
REPENTS = "repents"
ENDED = "expired"
"""A term that is over needs no other ground."""


@action
def ask_lift(
    actor: Staff,
    restriction: Restriction,
    *,
    ground: str,
    arose_on: date,
    reason: str,
    on: date,
    today: date,
) -> Ending:
    """报请解除 a restriction, at once when its ground arises. Raises InputError, NotAllowed.

    Source: 法释〔2015〕17号 第九条; 程序解释 第二十五条.
    """
    case = held_case(actor, restriction.case)
    row = locked(Restriction, restriction.pk)
    _in_force(row, row.get_kind_display())
    kind = row.kind
    checks = law.checks_lift(ground, owed=owed_on(case, on), kind=kind)  # type: ignore[arg-type]
    law.refuse(case.case_no, checks)
    ending = _ending(actor, case, ground, arose_on, arose_on, reason, on)
    ending.restriction = row
    words = f"解除对{row.person}的{row.get_kind_display()}（{law.lifting()[ground]}）"
    return put(actor, ending, f"{kind}_lift", words, checks, today)


@action
def ask_deletion(
    actor: Staff,
    entry: DishonestEntry,
    *,
    ground: str,
    arose_on: date,
    reason: str,
    on: date,
    today: date,
) -> Ending:
    """报请删除失信信息, within three working days of its ground. Raises InputError, NotAllowed.

    Source: 法释〔2017〕7号 第十条.
    """
    case = held_case(actor, entry.case)
    row = locked(DishonestEntry, entry.pk)
    _in_force(row, "失信信息")
    check = _check_deletion(row, ground, owed_on(case, on), on)
    law.refuse(case.case_no, [check])
    due_on = law.deletion_due(arose_on).day
    assert due_on  # noqa: S101  nothing stops this limit
    ending = _ending(actor, case, ground, arose_on, due_on, reason, on)
    ending.entry = row
    words = f"删除{row.person}的失信信息（{deletion_words(ground)}）"
    return put(actor, ending, "dishonest_delete", words, [check], today)


@action
def ask_early_release(
    actor: Staff, detention: Detention, *, repents: bool, reason: str, on: date, today: date
) -> Ending:
    """报请提前解除拘留 of who admits and mends. Raises InputError, NotAllowed.

    Source: 民诉法解释 第一百八十二条.
    """
    case = held_case(actor, detention.case)
    row = locked(Detention, detention.pk)
    if not row.is_held or row.began_at is None:
        raise InputError("提前解除", f"{row.person}现在没有被拘留", "请核对收拘和解除日期")
    checks = law.checks_early_release(
        repents=repents, on=on, began_on=moments.day_of(row.began_at), days=row.days
    )
    law.refuse(case.case_no, checks)
    ending = _ending(actor, case, REPENTS, on, on, reason, on)
    ending.detention = row
    return put(actor, ending, "detention_release", f"提前解除对{row.person}的拘留", checks, today)


@action
def ask_all_lifted(actor: Staff, case: Case, *, on: date, today: date) -> list[Ending]:
    """全部报请解除 after full performance: what is in force and nobody asked to lift yet.

    Raises InputError where something is still owed, NotAllowed.
    """
    case = held_case(actor, case)
    if owed := owed_on(case, on):
        raise InputError(f"{case.case_no} 解除", f"还有应付款项{display(owed)}元", "履行完毕后再办")
    last = case.payments.filter(reversed_on=None).order_by("-on").first()
    told: dict[str, Any] = {
        "ground": PERFORMED,
        "arose_on": case.closed_on or (last.on if last else on),
        "reason": "义务已经全部履行完毕",
        "on": on,
        "today": today,
    }
    waiting = {"endings__decision": Decision.WAITING}
    restrictions = Restriction.objects.filter(IN_FORCE, case=case).exclude(**waiting)
    entries = DishonestEntry.objects.filter(IN_FORCE, case=case).exclude(**waiting)
    endings = [ask_lift(actor, row, **told) for row in restrictions]
    endings += [ask_deletion(actor, row, **told) for row in entries]
    if not endings:
        raise InputError(f"{case.case_no} 解除", "没有需要报请解除的措施", "请刷新页面核对")
    return endings


def ended(actor: Staff, ending: Ending, on: date) -> None:
    """What the signature does."""
    if ending.detention_id:
        detention = locked(Detention, ending.detention_id)
        if detention.is_held:
            end_detention(actor, detention, on, f"提前解除：{ending.reason}")
        return
    if ending.restriction_id:
        restriction = locked(Restriction, ending.restriction_id)
        restriction.ended_on = on
        restriction.save(update_fields=["ended_on"])
        words = f"解除对{restriction.person}的{restriction.get_kind_display()}：{ending.reason}"
        tell(actor, restriction, EventKind.LIFTED, on, words, person=restriction.person)
        return
    entry = locked(DishonestEntry, ending.entry_id or 0)
    entry.ended_on = on
    entry.save(update_fields=["ended_on"])
    late = f"，超过{ending.due_on}的期限" if on > ending.due_on else ""
    words = f"删除{entry.person}的失信信息：{ending.reason}{late}"
    tell(actor, entry, EventKind.LIFTED, on, words, person=entry.person)


def deletion_words(ground: str) -> str:
    """A ground of deletion in words; the end of the term is one of them."""
    return {ENDED: "纳入期限届满", **law.deletions()}.get(ground, "")


def _check_deletion(row: DishonestEntry, ground: str, owed: int, on: date) -> law.Check:
    words = deletion_words(ground)
    met: bool | None = bool(words)
    why = words or "不是删除的事由"
    if ground == PERFORMED and owed:
        met, why = False, "还有应付款项，不是全部履行完毕"
    if ground == ENDED and (row.until is None or on <= row.until):
        met, why = False, f"期限至{row.until}" if row.until else "这一情形没有固定期限"
    return law.Check("ground", "删除事由", met, why, "法释〔2017〕7号 第十条", "请在列出的事由中选择")


def _in_force(row: Restriction | DishonestEntry, what: str) -> None:
    granted_only(row, f"解除{what}")
    if row.ended_on:
        raise InputError(f"解除{what}", f"已于{row.ended_on}解除", "请刷新页面核对")
    if row.endings.exclude(decision=Decision.REFUSED).exists():
        raise InputError(f"解除{what}", "已经报请解除", "请在审批中查看")


def _ending(
    actor: Staff, case: Case, ground: str, arose_on: date, due_on: date, reason: str, on: date
) -> Ending:
    not_later(arose_on, on, "事由发生日期")
    return Ending(**asked(actor, case, reason, on), ground=ground, arose_on=arose_on, due_on=due_on)
