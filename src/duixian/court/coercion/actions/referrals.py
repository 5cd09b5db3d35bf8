"""移送拒执罪: the evidence put together from the case, sent, and what came of it. Sums are fen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, not_later
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion import evidence
from duixian.court.coercion.actions.common import (
    asked,
    going_on,
    granted_only,
    held_case,
    locked,
    once,
    put,
    tell,
    whom_columns,
)
from duixian.court.coercion.actions.facts import RefusalAsk
from duixian.court.coercion.models import Referral
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError


@action
def ask_referral(actor: Staff, case: Case, told: RefusalAsk, today: date) -> Referral:
    """报请移送, with the checklist as it stands. Raises InputError with the item that is missing, NotAllowed.

    Source: 刑法 第三百一十三条; 法释〔2024〕13号.
    """
    case = held_case(actor, case)
    going_on(case, "移送拒执罪", told.on)
    if told.way not in Referral.Way.values:
        raise InputError("途径", f"“{told.way}”不认识", f"请在{'、'.join(Referral.Way.labels)}中选择")
    columns = whom_columns(case, told.whom)
    facts = evidence.facts_of(case, columns["person_key"], told)
    checks = list(law.checks_refusal(facts, told.on))
    if told.way == Referral.Way.PRIVATE:
        checks.append(law.check_private(refused_by=told.refused_by, refused_on=told.refused_on))
    law.refuse(case.case_no, checks)
    row = Referral(
        **asked(actor, case, told.reason, told.on),
        **columns,
        head=told.head,
        acted_on=told.acted_on,
        able=told.able,
        means=told.means.strip(),
        suit_began_on=told.suit_began_on,
        way=told.way,
        to=told.to.strip(),
        evidence="\n".join(one.words for one in evidence.list_of(case))[:2000],
        checks=[asdict(one) for one in checks],
    )
    if not row.to:
        raise InputError("受移送机关", "没有填写", "请写明公安机关；自诉的写明管辖法院")
    return put(actor, row, "referral", f"{row.get_way_display()}追究{row.person}拒执罪", checks, today)


@action
def send_referral(actor: Staff, referral: Referral, on: date, today: date) -> Referral:
    """移送 with the file. Raises InputError, NotAllowed."""
    row = _held(actor, referral)
    granted_only(row, "移送")
    once(row.sent_on, "移送日期")
    not_later(on, today, "移送日期")
    if row.decided_on and on < row.decided_on:
        raise InputError("移送日期", f"早于批准日期 {row.decided_on}", "请核对两个日期")
    row.sent_on = on
    row.save(update_fields=["sent_on"])
    private = row.way == Referral.Way.PRIVATE
    words = f"告知申请执行人可以向{row.to}自诉" if private else f"移送{row.to}"
    tell(
        actor,
        row,
        EventKind.REFERRED,
        on,
        f"{words}，追究{row.person}拒执罪：{row.reason}",
        person=row.person,
    )
    return row


@action
def record_outcome(
    actor: Staff,
    referral: Referral,
    *,
    outcome: str,
    on: date,
    text: str,
    today: date,
    indicted_on: date | None = None,
) -> Referral:
    """登记结果: what the police, procurator or criminal court did; what was paid till then is kept beside it.

    A judgment tells as well when he was indicted, where that was not recorded. Raises InputError, NotAllowed.
    """
    row = _held(actor, referral)
    if row.sent_on is None:
        raise InputError("结果", "还没有移送", "请先登记移送日期")
    if outcome not in Referral.Outcome.values:
        raise InputError("结果", f"“{outcome}”不认识", f"请在{'、'.join(Referral.Outcome.labels)}中选择")
    not_later(on, today, "结果日期")
    if on < max(row.sent_on, row.outcome_on or row.sent_on):
        raise InputError("结果日期", "早于移送或者前一结果的日期", "请核对两个日期")
    row.outcome, row.outcome_on, row.outcome_text = outcome, on, text.strip()
    _prosecuted(row, indicted_on)
    row.paid_before = evidence.paid_between(row.case, row.sent_on, row.judged_on or on)
    fitting("结果", row).save()
    words = f"拒执罪：{row.get_outcome_display()}{f'，{row.outcome_text}' if row.outcome_text else ''}"
    tell(actor, row, EventKind.STATE, on, words, person=row.person, amount=row.paid_before or None)
    return row


def _prosecuted(row: Referral, told: date | None) -> None:
    """Keep the days before which payment weighs: of the indictment and of the first judgment."""
    private = row.way == Referral.Way.PRIVATE
    judged = row.outcome in (Referral.Outcome.CONVICTED, Referral.Outcome.ACQUITTED)
    if row.outcome == Referral.Outcome.INDICTED:
        if private:
            raise InputError("结果", "自诉案件不提起公诉", "请登记法院的判决、撤诉")
        row.indicted_on = row.indicted_on or row.outcome_on
    elif judged and not private and row.indicted_on is None:
        row.indicted_on = _indicted(row, told)
    if told and told != row.indicted_on:
        why = "公诉案件登记判决、以前没有登记公诉的才填写；已登记的不能更改"
        raise InputError("提起公诉日期", f"{told} 与已登记的不符，或者这一结果不需要填写", why)
    if judged:
        row.judged_on = row.judged_on or row.outcome_on


def _indicted(row: Referral, told: date | None) -> date:
    assert row.sent_on and row.outcome_on  # noqa: S101  an outcome follows the sending
    if told is None:
        raise InputError("提起公诉日期", "没有填写", "请照起诉书填写：提起公诉前后的履行，从宽不同")
    if not row.sent_on <= told <= row.outcome_on:
        raise InputError("提起公诉日期", f"{told} 不在移送和判决之间", "请核对移送、公诉、判决的日期")
    return told


def _held(actor: Staff, referral: Referral) -> Referral:
    case = held_case(actor, referral.case)
    row = locked(Referral, referral.pk)
    row.case = case
    return row
