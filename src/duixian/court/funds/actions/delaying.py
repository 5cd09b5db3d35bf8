"""延期发放、提存: why money stays longer, until when, and by whose approval."""

from __future__ import annotations

from datetime import date

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions.acting import action, fitting, hold
from duixian.court.cases.models import Case
from duixian.court.funds import book
from duixian.court.funds.actions.common import parts_of, tell, written
from duixian.court.funds.book import Draft, Kind, Move, of_case, of_payee
from duixian.court.funds.models import Account, Delay, Payee, Place
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import funds as law
from duixian.law.errors import InputError
from duixian.law.money import display


@action
def ask_delay(actor: Staff, case: Case, *, reason: str, text: str, until: date, on: date) -> list[Delay]:
    """报请延期发放 of all that lies in a case. Raises InputError, NotAllowed.

    Source: 法发〔2017〕6号 第十条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    names = {one.key: one.name for one in law.delay_reasons()}
    if reason not in names:
        raise InputError("延期事由", f"“{reason[:20]}”不认识", f"请在{'、'.join(names.values())}中选择")
    if until <= on:
        raise InputError("延至", f"{until}不晚于今天", "请填写今后的一天")
    held = Account.objects.filter(book=case.court_id, case=case, place=Place.HELD, balance__lt=0)
    receipts = [one.receipt_id for one in held.order_by("pk") if one.receipt_id]
    if not receipts:
        raise InputError(f"{case.case_no} 延期发放", "没有待发放的案款", "请刷新页面核对")
    if Delay.objects.filter(case=case, state=Delay.State.ASKED).exists():
        raise InputError(f"{case.case_no} 延期发放", "已经报请，还没有审批", "请先等待签批")
    told = f"{names[reason]}：{written('说明', text, '请写明具体情况')}；延至{until}"
    rows = []
    request = approvals.ask(actor, case, law.DELAY_MATTER, text=told, on=on, today=on)
    for receipt in receipts:
        row = Delay(
            court_id=case.court_id,
            case=case,
            receipt_id=receipt,
            reason=reason,
            text=text.strip(),
            until=until,
            request=request,
        )
        fitting("延期发放", row).save()
        rows.append(row)
    return rows


def granted(signer: Staff, request: Request, on: date) -> None:
    """The new day of release."""
    Delay.objects.filter(request=request).update(state=Delay.State.GRANTED, decided_on=on)


def refused(signer: Staff, request: Request, on: date) -> None:
    """The first day stays."""
    Delay.objects.filter(request=request).update(state=Delay.State.REFUSED, decided_on=on)


@action
def deposit(
    actor: Staff, case: Case, payee: Payee, *, amount: int, why: str, told_on: date, on: date
) -> None:
    """提存 what a payee did not take since he was told. Raises InputError, NotAllowed.

    Source: 法发〔2017〕6号 第十三条, not verified.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    payee = Payee.objects.get(pk=payee.pk)
    if payee.case_id != case.pk or payee.kind != Payee.Kind.APPLICANT:
        raise InputError("收款人", "不是本案申请执行人的账户", "请先登记收款账户，账户不详的填写身份信息")
    first = law.escrow_from(told_on)
    if on < first:
        raise InputError("提存", f"自{told_on}告知起，{first}才可以提存", "请继续通知领取，或报请延期发放")
    why = written("提存理由", why, "请写明如何通知、为何未领")
    for receipt, fen in parts_of(case.court_id, case, Place.HELD, amount):
        move = Move(of_case(Place.HELD, receipt, case), of_payee(Place.ESCROW, receipt, case, payee), fen)
        book.post(actor, case.court_id, Draft(on, Kind.ESCROW, (move,), f"提存 {payee.name} {why}", case.pk))
    tell(actor, case, on, f"提存应发{payee.name}的{display(amount)}元：{why}", amount)


@action
def call_back(actor: Staff, case: Case, payee: Payee, *, amount: int, on: date) -> None:
    """领取提存款: it can be released again. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    for receipt, fen in parts_of(case.court_id, case, Place.ESCROW, amount, payee.pk):
        move = Move(of_payee(Place.ESCROW, receipt, case, payee), of_case(Place.HELD, receipt, case), fen)
        book.post(
            actor, case.court_id, Draft(on, Kind.ESCROW, (move,), f"提存款转回待发 {payee.name}", case.pk)
        )
    tell(actor, case, on, f"{payee.name}的提存款{display(amount)}元转回待发放", amount)
