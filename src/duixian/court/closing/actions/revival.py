"""恢复执行: the debt of a suspended case goes on in a new one, less what was paid, and without a new fee."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from duixian.court.cases.actions import produce_document, register_case
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.actions.derived import refresh
from duixian.court.cases.actions.facts import (
    CaseFacts,
    ExcludedFacts,
    FeeFacts,
    PartyFacts,
    PaymentFacts,
    TitleFacts,
)
from duixian.court.cases.claims import Rows, statement_of
from duixian.court.cases.models import Case, EventKind, Party, Status, Waiver
from duixian.court.closing.actions.common import note
from duixian.court.closing.models import Recheck, Revival
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.case_number import CaseNumber, parse_case_number
from duixian.law.errors import InputError

KIND = "执恢"
_CARRIED = ("category", "category_confidence", "category_reason", "green_channel", "key_supervision")


def next_number(case: Case, on: date) -> str:
    """The number that follows the last revival of the case's court in the year of a day."""
    year = f"（{on.year}）{case.court_id}{KIND}"
    taken = Case.objects.filter(court=case.court_id, kind=KIND, case_no__startswith=year)
    last = taken.aggregate(last=Max("serial"))["last"] or 0
    return str(CaseNumber(on.year, case.court_id, KIND, last + 1))


@action
def revive(actor: Staff, case: Case, *, case_no: str = "", reason: str, on: date, today: date) -> Revival:
    """恢复执行: a new case of kind 执恢 with parties, title and what was paid; no fee is charged anew.

    Without `case_no` it has the next number of its court. Raises InputError where nothing is left to
    enforce or the number is not one of revival; NotAllowed.
    Source: 法〔2016〕373号 第九条; 诉讼费用交纳办法 第二十六条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 恢复执行"
    not_later(on, today, f"{where} 日期")
    if case.status != Status.SUSPENDED or case.closed_on is None:
        raise InputError(
            where, f"案件是{case.get_status_display()}", "只有终本案件恢复执行，和解后违约的在和解中恢复"
        )
    if on < case.closed_on:
        raise InputError(f"{where} 日期", f"早于终本日期{case.closed_on}", "请核对日期")
    if not reason.strip():
        raise InputError(f"{where} 理由", "没有填写", "请写明发现了什么财产")
    if Revival.objects.filter(former=case).exists():
        raise InputError(where, "已经恢复过", "请到恢复后的案件中办理")
    number = _number(case, case_no, on)
    _all_paid_before(where, case, on)
    left = statement_of(case, on).total
    if not left:
        raise InputError(where, "已经没有应付款项", "已履行完毕的不需要恢复")
    new = _again(actor, case, number, on, left)
    row = Revival(former=case, case=new, on=on, reason=reason.strip(), left=left, made_by=actor)
    facts = {"former_no": case.case_no, "reason": row.reason, "left": left}
    row.document = produce_document(actor, new, "revival_notice", on=on, facts=facts, today=today)
    fitting(where, row).save()
    Recheck.objects.filter(case=case, done_on=None, dropped_on=None).update(dropped_on=on)
    for each, words in ((case, f"恢复执行为{new.case_no}"), (new, f"由{case.case_no}恢复执行")):
        note(actor, each, EventKind.REVIVED, on, f"{words}：{row.reason}", {"revival": row.pk})
    return row


def _again(actor: Staff, case: Case, case_no: str, on: date, left: int) -> Case:
    """The case anew: what was paid and waived before lowers the debt, but is not recovered a second time."""
    rows = Rows.of(case)
    title = rows.title
    parties = {
        side: tuple(_party(one) for one in case.parties.all() if one.side == side) for side in Party.Side
    }
    facts = CaseFacts(
        case_no=case_no,
        filed_on=on,
        amount_claimed=left,
        cause=case.cause,
        applicants=parties[Party.Side.APPLICANT],
        respondents=parties[Party.Side.RESPONDENT],
        handler=case.handler,
        handler_name=case.handler_name,
        clerk_name=case.clerk_name,
        title=TitleFacts(title.number, title.kind, title.made_by, title.effective_on, title.operative)
        if title
        else None,
        obligations=tuple(one.terms for one in rows.obligations),
        fees=tuple(FeeFacts(one.subject, one.amount, one.payable_to) for one in rows.fees),
        payments=tuple(
            PaymentFacts(one.on, one.amount, one.to, one.channel)
            for one in rows.payments
            if one.reversed_on is None and rows.obligations
        ),
        excluded=tuple(ExcludedFacts(one.start, one.end, one.reason) for one in rows.excluded),
    )
    new = register_case(actor, facts, on)
    Case.objects.filter(pk=new.pk).update(**{name: getattr(case, name) for name in _CARRIED})
    new.refresh_from_db()
    if rows.obligations:
        _waive_again(new, rows, on)
    return new


def _waive_again(new: Case, rows: Rows, on: date) -> None:
    """What was waived stays waived; of a sum alone, what is left says it already."""
    Waiver.objects.bulk_create(
        Waiver(case=new, on=one.on, of=one.of, amount=one.amount, basis=one.basis) for one in rows.waivers
    )
    refresh([new], on)


def _number(case: Case, case_no: str, on: date) -> str:
    """What was typed, if it is one of the court's revivals; or the next, while nobody else takes it."""
    Court.objects.select_for_update(no_key=True).get(pk=case.court_id)
    if not case_no.strip():
        return next_number(case, on)
    try:
        number = parse_case_number(case_no)
    except ValueError as error:
        raise InputError("恢复执行案号", str(error), "请改正，或留空由系统编号") from error
    if number.kind != KIND or number.court_code != case.court_id:
        raise InputError(
            "恢复执行案号", f"“{case_no}”不是本院的{KIND}案号", f"请填写如 {next_number(case, on)} 的案号"
        )
    return str(number)


def _all_paid_before(where: str, case: Case, on: date) -> None:
    """What is paid on or after the day of filing counts as recovered in the new case, and would twice."""
    last = case.payments.filter(reversed_on=None, on__gte=on).order_by("-on").first()
    if last:
        raise InputError(f"{where} 日期", f"原案在{last.on}还有到位款", f"请填写{last.on}以后的日期")


def _party(party: Party) -> PartyFacts:
    return PartyFacts(party.name, party.is_person, party.id_no, party.phone, party.address)
