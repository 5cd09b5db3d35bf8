"""罚款, 拘留: asked for, served, paid, carried out, told to the family, ended. Sums are fen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from duixian.court.cases.actions import produce_document
from duixian.court.cases.actions.acting import action, fitting, not_later, positive
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion import moments, papers
from duixian.court.coercion.actions.appearances import let_go
from duixian.court.coercion.actions.common import (
    after,
    asked,
    come,
    granted_only,
    held_case,
    is_person,
    locked,
    once,
    put,
    tell,
    whom_columns,
)
from duixian.court.coercion.actions.facts import Misconduct
from duixian.court.coercion.models import Appearance, Decision, Detention, Fine
from duixian.court.coercion.models.sanction import Sanction
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError
from duixian.law.money import display

_KINDS: dict[Literal["fine", "detention"], type[Fine] | type[Detention]] = {
    "fine": Fine,
    "detention": Detention,
}


@action
def ask_fine(
    actor: Staff,
    case: Case,
    act: Misconduct,
    amount: int,
    *,
    on: date,
    today: date,
    pay_by: date | None,
) -> Fine:
    """报请罚款 of a person or a unit. Raises InputError with the article by which law refuses, NotAllowed.

    Source: 民事诉讼法 第一百一十八条、第一百一十九条; 民诉法解释 第一百八十四条.
    """
    case = held_case(actor, case)
    positive(amount, "罚款金额")
    if pay_by is None or pay_by < on:
        raise InputError("缴纳期限", "没有填写，或者早于报请日期", "请写明何时以前缴纳")
    columns = _act(case, act, on)
    human = is_person(columns)
    key = columns["act_key"]
    checks = law.checks_fine(
        law.FineFacts(amount=amount, is_person=human, act=key, on=on, earlier=penalties(key))
    )
    row = Fine(**asked(actor, case, act.reason, on), **columns, unit=not human, amount=amount, pay_by=pay_by)
    return put(actor, row, "fine", f"对{row.person}罚款{display(amount)}元", checks, today)


@action
def ask_detention(
    actor: Staff,
    case: Case,
    act: Misconduct,
    days: int,
    *,
    on: date,
    today: date,
    place: str = "",
    fine: int = 0,
    pay_by: date | None = None,
    appearance: Appearance | None = None,
    urgent_at: datetime | None = None,
) -> Detention:
    """报请拘留, with a `fine` beside it. `urgent_at`: carried out at that moment, reported at once.

    Raises InputError with the article by which law refuses, NotAllowed.
    Source: 民事诉讼法 第一百一十八条、第一百一十九条; 民诉法解释 第一百八十一条至第一百八十四条.
    """
    case = held_case(actor, case)
    columns = _act(case, act, on)
    key = columns["act_key"]
    checks = law.checks_detention(
        law.DetentionFacts(days=days, is_person=is_person(columns), act=key, on=on, earlier=penalties(key))
    )
    law.refuse(case.case_no, checks)
    row = Detention(
        **asked(actor, case, act.reason, on),
        **columns,
        days=days,
        fine=ask_fine(actor, case, act, fine, on=on, today=today, pay_by=pay_by) if fine else None,
        appearance=appearance,
        place=place.strip(),
        urgent=urgent_at is not None,
    )
    row = put(actor, row, "detention", f"对{row.person}拘留{days}日", checks, today, urgent_at)
    if urgent_at:
        _begin(actor, row, urgent_at, moments.now(), place)
    return row


def fined(actor: Staff, fine: Fine, on: date) -> None:
    """What the signature does."""
    words = f"决定对{fine.person}罚款{display(fine.amount)}元，{fine.pay_by}前缴纳：{fine.reason}"
    tell(actor, fine, EventKind.FINED, on, words, person=fine.person, amount=fine.amount)


@action
def serve(actor: Staff, sanction: Fine | Detention, on: date, today: date) -> Sanction:
    """送达决定书: the days for asking review run from here. Raises InputError, NotAllowed."""
    row: Any = _held(actor, sanction)
    granted_only(row, "送达")
    once(row.served_on, "送达日期")
    not_later(on, today, "送达日期")
    if on < row.decided_on:
        raise InputError("送达日期", f"早于决定日期 {row.decided_on}", "请核对两个日期")
    row.served_on = on
    row.save(update_fields=["served_on"])
    last = law.file_by(on).day
    words = f"向{row.person}送达{_name(row)}决定书，{last}前可以申请复议，复议期间不停止执行"
    tell(actor, row, EventKind.NOTICE, on, words, person=row.person)
    return row  # type: ignore[no-any-return]


@action
def pay(actor: Staff, fine: Fine, amount: int, on: date, today: date) -> Fine:
    """缴纳罚款, in whole or in part: the debt is as before. Raises InputError, NotAllowed."""
    row: Fine = _held(actor, fine)
    granted_only(row, "缴纳罚款")
    positive(amount, "缴纳金额")
    not_later(on, today, "缴纳日期")
    if row.decided_on and on < row.decided_on:
        raise InputError("缴纳日期", f"早于决定日期 {row.decided_on}", "请核对两个日期")
    if row.paid + amount > row.amount:
        raise InputError("缴纳金额", f"只欠{display(row.amount - row.paid)}元罚款", "多缴的，请退还")
    row.paid += amount
    row.paid_on = on if row.paid == row.amount else None
    row.save(update_fields=["paid", "paid_on"])
    tell(
        actor,
        row,
        EventKind.NOTE,
        on,
        f"{row.person}缴纳罚款{display(amount)}元",
        person=row.person,
        amount=amount,
    )
    return row


@action
def carry_out(actor: Staff, detention: Detention, at: datetime, now: datetime, place: str = "") -> Detention:
    """收拘 by the signed decision; who was brought in by force leaves the questioning.

    Raises InputError, NotAllowed.
    """
    row: Detention = _held(actor, detention)
    granted_only(row, "收拘")
    if row.revoked_on:
        raise InputError("收拘", f"决定已于{row.revoked_on}撤销", "不得执行")
    once(row.began_at, "收拘时间")
    if row.decided_on and moments.day_of(at) < row.decided_on:
        raise InputError("收拘时间", f"早于决定日期 {row.decided_on}", "先行拘留的，按紧急报请")
    return _begin(actor, row, at, now, place)


@action
def tell_family(
    actor: Staff, detention: Detention, at: datetime, now: datetime, *, whom: str = "", unreachable: str = ""
) -> Detention:
    """通知家属, or why nobody can be told. Raises InputError, NotAllowed. Source: 民诉法解释 第一百八十条."""
    row: Detention = _held(actor, detention)
    if row.began_at is None or row.family_by is None:
        raise InputError("通知家属", "还没有收拘", "收拘以后二十四小时内通知")
    once(row.family_at, "通知家属时间")
    come(at, now, "通知家属时间")
    after(at, row.began_at, "通知家属时间", "收拘时间")
    if not whom.strip() and not unreachable.strip():
        raise InputError("通知了何人", "没有填写", "请写明通知了哪位家属，无法通知的写明原因")
    row.family_at, row.family, row.family_unreachable = at, whom.strip(), unreachable.strip()
    fitting("通知家属", row).save(update_fields=["family_at", "family", "family_unreachable"])
    if row.family:
        day = moments.day_of(at)
        notice = papers.family_notice(row)
        produce_document(actor, row.case, "detention_family_notice", on=day, facts=notice, today=day)
    words = f"{moments.clock(at)} " + (
        f"将拘留{row.person}通知其家属{row.family}"
        if row.family
        else f"无法通知{row.person}家属：{unreachable.strip()}"
    )
    late = "，超过二十四小时" if at > row.family_by else ""
    tell(actor, row, EventKind.NOTICE, moments.day_of(at), words + late, person=row.person)
    return row


@action
def discharge(actor: Staff, detention: Detention, on: date, today: date) -> Detention:
    """期满解除, on the last day; before that only by a signature. Raises InputError, NotAllowed."""
    row: Detention = _held(actor, detention)
    if row.began_at is None or row.last_on is None:
        raise InputError("解除拘留", "还没有收拘", "请先登记收拘时间")
    once(row.ended_on, "解除日期")
    not_later(on, today, "解除日期")
    must_go = row.decision == Decision.REFUSED
    if on < row.last_on and not must_go:
        raise InputError(
            "解除拘留", f"{row.last_on}期满（民诉法解释 第一百八十二条）", "承认并改正错误的，报请提前解除"
        )
    over = (on - row.last_on).days
    why = "未获批准，立即解除" if must_go else "期满解除" + (f"，超过{over}日" if over > 0 else "")
    return end_detention(actor, row, on, why)


def end_detention(actor: Staff, row: Detention, on: date, why: str) -> Detention:
    """The end of a detention that is held already."""
    row.ended_on, row.ended_why = on, why[:300]
    row.save(update_fields=["ended_on", "ended_why"])
    tell(actor, row, EventKind.LIFTED, on, f"解除对{row.person}的拘留：{why}", person=row.person)
    return row


def penalties(key: str) -> list[law.Penalty]:
    """What the same act has been punished with, or is asked to be."""
    found: list[law.Penalty] = []
    for kind, model in _KINDS.items():
        rows = model.objects.filter(act_key=key, revoked_on=None).exclude(decision=Decision.REFUSED)
        found += [law.Penalty(kind, key, row.decided_on or row.asked_on) for row in rows]
    return found


def _begin(actor: Staff, row: Detention, at: datetime, now: datetime, place: str) -> Detention:
    come(at, now, "收拘时间")
    other = Detention.objects.filter(person_key=row.person_key, began_at__isnull=False, ended_on=None)
    if other.exclude(pk=row.pk).exists():
        raise InputError("收拘", f"{row.person}现在已被拘留", "请核对另一件拘留的解除日期")
    row.began_at = at
    row.last_on = law.last_day(moments.day_of(at), row.days)
    row.family_by = law.family_told_by(at)
    row.family_on = moments.day_of(row.family_by)
    row.place = place.strip() or row.place
    if not row.place:
        raise InputError("拘留所", "没有填写", "请写明送哪个拘留所")
    fitting("拘留", row).save()
    brought = row.appearance and locked(Appearance, row.appearance.pk)
    if brought and brought.is_held:
        brought.case = row.case
        let_go(actor, brought, at, now, Appearance.Outcome.DETAINED, f"拘留{row.days}日")
    way = "先行" if row.urgent and not row.is_granted else "依法"
    words = f"{way}拘留{row.person}{row.days}日，送{row.place}，至{row.last_on}"
    tell(actor, row, EventKind.DETAINED, moments.day_of(at), words, person=row.person)
    return row


def _act(case: Case, act: Misconduct, on: date) -> dict[str, Any]:
    if act.conduct not in Sanction.Conduct.values:
        labels = "、".join(Sanction.Conduct.labels)
        raise InputError("妨害行为", f"“{act.conduct}”不认识", f"请在{labels}中选择")
    not_later(act.act_on, on, "行为日期")
    columns = whom_columns(case, act.whom)
    key = f"{columns['person_key']}|{act.conduct}|{act.act_on}"
    return columns | {"conduct": act.conduct, "act_on": act.act_on, "act_key": key}


def _name(row: Fine | Detention) -> str:
    return "罚款" if isinstance(row, Fine) else "拘留"


def _held(actor: Staff, row: Any) -> Any:
    case = held_case(actor, row.case)
    found = locked(type(row), row.pk)
    found.case = case
    return found
