"""发放: asked by one, approved by another, paid by finance; what the bank sends back comes back. Fen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions.acting import action, hold, not_later, positive
from duixian.court.cases.models import Case, EventKind
from duixian.court.funds import book
from duixian.court.funds.actions.common import lying_in, parts_of, tell, written
from duixian.court.funds.actions.payees import payer
from duixian.court.funds.book import BANK, Draft, Kind, Move, of_case, of_payee, unclaimed
from duixian.court.funds.models import Batch, Claim, CourtAccount, Hold, Payee, Place, Plan, Receipt, Release
from duixian.court.funds.screening import debts_of
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.errors import InputError
from duixian.law.money import display
from duixian.writing.payment import Payment, PaymentBatch, checked

MATTER = "release"
State = Release.State


@action
def ask_release(
    actor: Staff,
    case: Case,
    payee: Payee,
    *,
    amount: int,
    purpose: str,
    cleared: str = "",
    on: date,
    today: date,
) -> list[Release]:
    """报请发放; the money leaves the case's hands at once, so that nobody asks for it twice.

    `cleared` says why a payee who may himself be a debtor is paid all the same.
    Raises InputError, NotAllowed. Source: 法发〔2017〕6号 第十条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    payee = _ready(case, payee)
    positive(amount, "发放金额")
    not_later(on, today, "报请日期")
    note = _screened(case, payee, cleared)
    _within(case, payee, amount)
    parts = parts_of(case.court_id, case, Place.HELD, amount)
    purpose = written("用途", purpose, "请写明用途，如 执行案款")[:140]
    whom = f"{payee.get_kind_display()}{payee.name}（{payee.bank} 尾号{payee.account_no[-4:]}）"
    text = f"向{whom}发放{display(amount)}元，{purpose}。{note}"
    request = approvals.ask(actor, case, MATTER, text=text, on=on, today=today)
    made = []
    for receipt, fen in parts:
        row = Release.objects.create(
            court_id=case.court_id,
            receipt=receipt,
            case=case,
            payee=payee,
            amount=fen,
            purpose=purpose,
            asked_by=actor,
            asked_on=on,
            check_note=note[:500],
            request=request,
        )
        move = Move(of_case(Place.HELD, receipt, case), of_payee(Place.PAYING, receipt, case, payee), fen)
        book.post(actor, case.court_id, Draft(on, Kind.PAY, (move,), f"报请发放 {payee.name}", case.pk))
        made.append(row)
    return made


@action
def return_to_payer(
    actor: Staff,
    receipt: Receipt,
    *,
    name: str,
    bank: str,
    account_no: str,
    reason: str,
    on: date,
    today: date,
) -> Release:
    """报请退回 money of no case to its payer; another person approves. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, receipt.court_id)
    receipt = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    not_later(on, today, "报请日期")
    left = book.lying(unclaimed(receipt), receipt.court_id)
    positive(left, "待退回的金额")
    payee = payer(actor, receipt.court_id, name=name, bank=bank, account_no=account_no, on=on)
    row = Release.objects.create(
        court_id=receipt.court_id,
        receipt=receipt,
        payee=payee,
        amount=left,
        purpose=written("退回理由", reason, "请写明理由，如 误汇、多汇")[:140],
        asked_by=actor,
        asked_on=on,
        check_note="退回原交款人",
    )
    move = Move(unclaimed(receipt), of_payee(Place.PAYING, receipt, None, payee), left)
    book.post(actor, receipt.court_id, Draft(on, Kind.RETURN, (move,), f"退回 {payee.name} {reason}"))
    receipt.open = False
    receipt.save(update_fields=["open"])
    return row


@action
def approve_return(actor: Staff, release: Release, *, on: date, today: date) -> Release:
    """批准退回, by a chief. Raises InputError, NotAllowed."""
    access.require(actor, Act.SIGN, release.court_id)
    row = _locked(release, State.ASKED)
    if row.request_id or actor.pk == row.asked_by_id:
        raise InputError("退回", "这笔发放要在审批中签批，或者是本人报请的", "请由他人批准")
    not_later(on, today, "批准日期")
    row.state, row.approved_by, row.approved_on = State.APPROVED, actor, on
    row.save()
    return row


def granted(signer: Staff, request: Request, on: date) -> None:
    """After the last signature it waits for finance."""
    for row in Release.objects.select_for_update().filter(request=request, state=State.ASKED):
        row.state, row.approved_by, row.approved_on = State.APPROVED, signer, on
        row.save()


def refused(signer: Staff, request: Request, on: date) -> None:
    """The money is the case's again."""
    for row in Release.objects.select_for_update().filter(request=request, state=State.ASKED):
        _back(signer, row, State.CANCELLED, "审批未同意或撤回", on)


@action
def cancel_release(actor: Staff, release: Release, *, reason: str, on: date, today: date) -> Release:
    """不再发放 what was approved and not sent yet. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, release.court_id)
    row = _locked(release, State.APPROVED)
    not_later(on, today, "日期")
    _back(actor, row, State.CANCELLED, written("理由", reason, "请写明为何不发放"), on)
    return row


@action
def send_batch(
    actor: Staff, court: Court, releases: Iterable[Release], *, format: str, on: date, today: date
) -> Batch:
    """交付银行: one file of approved releases. Raises InputError, InputErrors of each fault, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, court.pk)
    not_later(on, today, "付款日期")
    # Held, so that nobody takes the same number.
    account = CourtAccount.objects.select_for_update().filter(court=court).first()
    if account is None:
        raise InputError("案款专户", "没有登记", "请先登记本院案款专户")
    wanted = {one.pk for one in releases}
    rows = list(
        Release.objects.select_for_update(of=("self",)).filter(pk__in=wanted, court=court).order_by("pk")
    )
    if not rows or len(rows) < len(wanted) or any(row.state != State.APPROVED for row in rows):
        raise InputError("付款批次", "有的发放不是待付款的", "可能已由别人付款，请刷新页面后重新选择")
    late = [row for row in rows if row.approved_on and on < row.approved_on]
    if late:
        raise InputError("付款日期", f"早于批准日期{late[0].approved_on}", "请核对日期")
    batch = Batch(
        court=court,
        number=_number(court, on),
        on=on,
        format=Batch.Format(format),
        payer_name=account.name,
        payer_account=account.account_no,
        payer_bank=account.bank,
        payer_bank_code=account.bank_code,
        made_by=actor,
    )
    batch.save()
    for row in rows:
        row.state, row.batch = State.SENT, batch
        row.save()
    checked(file_of(batch))
    return batch


def file_of(batch: Batch) -> PaymentBatch:
    """The batch as its file tells it; made again, it is the same."""
    rows = batch.releases.select_related("payee").order_by("pk")
    return PaymentBatch(
        number=batch.number,
        on=batch.on,
        payer_name=batch.payer_name,
        payer_account=batch.payer_account,
        payer_bank=batch.payer_bank,
        payer_bank_code=batch.payer_bank_code,
        payments=tuple(
            Payment(
                end_to_end=f"DX{row.pk}",
                name=row.payee.name,
                account_no=row.payee.account_no,
                bank=row.payee.bank,
                bank_code=row.payee.bank_code,
                amount=row.amount,
                purpose=row.purpose,
            )
            for row in rows
        ),
    )


@action
def note_paid(actor: Staff, release: Release, *, on: date, today: date) -> Release:
    """登记付讫: the bank has paid. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, release.court_id)
    row = _locked(release, State.SENT)
    _after_sending(row, on, today)
    row.state, row.paid_on = State.PAID, on
    row.save()
    move = Move(of_payee(Place.PAYING, row.receipt, row.case, row.payee), BANK, row.amount)
    book.post(
        actor,
        row.court_id,
        Draft(on, Kind.PAID, (move,), f"付讫 {row.payee.name}", row.case_id, f"paid:{row.pk}"),
    )
    if row.case:
        said = f"向{row.payee.get_kind_display()}{row.payee.name}发放{display(row.amount)}元"
        kind = EventKind.RELEASED if row.payee.kind == Payee.Kind.APPLICANT else EventKind.NOTE
        tell(actor, row.case, on, said, row.amount, kind)
    return row


@action
def note_returned(actor: Staff, release: Release, *, reason: str, on: date, today: date) -> Release:
    """登记退汇: the bank could not pay; the money is the case's again. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, release.court_id)
    row = _locked(release, State.SENT)
    _after_sending(row, on, today)
    _back(actor, row, State.RETURNED, written("退汇原因", reason, "请照银行的回单填写"), on)
    return row


def _ready(case: Case, payee: Payee) -> Payee:
    if Plan.objects.filter(case=case, state__in=Plan.OPEN).exists():
        raise InputError(f"{case.case_no} 发放", "分配方案还没有执行完", "请先按方案划付，或者撤销方案")
    payee = Payee.objects.select_related("party").get(pk=payee.pk)
    if payee.case_id != case.pk or payee.ended_on:
        raise InputError("收款账户", "不是本案在用的账户", "请刷新页面后重新选择")
    if payee.verified_by_id is None:
        raise InputError("收款账户", f"{payee}还没有核对", "请由登记人以外的人先核对账户")
    return payee


def _screened(case: Case, payee: Payee, cleared: str) -> str:
    """What the check before release found. Raises InputError where nobody has answered what it found."""
    debts = debts_of(payee)
    if not debts:
        return (
            "发放前核查：收款人在辖区各院没有作为被执行人的未结案件"
            if payee.party
            else "发放前核查：非当事人账户"
        )
    held = set(Hold.objects.filter(payee__party=payee.party, case=case).values_list("for_case_id", flat=True))
    open_ones = [one for one in debts if one.case.pk not in held]
    named = "、".join(map(str, debts[:5]))
    if open_ones and not cleared.strip():
        raise InputError(
            "发放前核查",
            f"收款人是另案被执行人：{named}",
            "请先依另案的裁定或协助执行通知扣留，或者写明仍然发放的理由（如 核对不是同一人）",
        )
    return f"发放前核查：{named}。{cleared.strip() or '已另行扣留'}"


def _within(case: Case, payee: Payee, amount: int) -> None:
    """An applicant gets no more than what came in for him; a respondent no more than what is left over."""
    counted = (
        Claim.objects.filter(case=case, undone_on=None).aggregate(fen=Sum("payment__amount"))["fen"] or 0
    )
    out = Release.objects.filter(case=case).exclude(state__in=(State.RETURNED, State.CANCELLED))
    kinds = (Payee.Kind.APPLICANT, Payee.Kind.COURT, Payee.Kind.TREASURY)
    gone = out.filter(payee__kind__in=kinds).aggregate(fen=Sum("amount"))["fen"] or 0
    held = Hold.objects.filter(case=case, payee__kind=Payee.Kind.APPLICANT)
    kept = sum(row.amount if row.ended_on is None else row.taken for row in held)
    left = max(0, counted - gone - kept - lying_in(case.court_id, case, Place.ESCROW))
    if payee.kind == Payee.Kind.APPLICANT and amount > left:
        raise InputError(
            "发放金额", f"超过应发给申请执行人的{display(left)}元", f"请填写不超过{display(left)}元的金额"
        )
    if payee.kind == Payee.Kind.RESPONDENT:
        over = max(0, lying_in(case.court_id, case, Place.HELD) - left)
        if amount > over:
            raise InputError("退还金额", f"超过余款{display(over)}元", f"请填写不超过{display(over)}元的金额")


def _back(actor: Staff, row: Release, state: str, reason: str, on: date) -> None:
    row.state, row.ended_on, row.ended_why = state, on, reason[:300]
    row.save()
    paying = of_payee(Place.PAYING, row.receipt, row.case, row.payee)
    home = of_case(Place.HELD, row.receipt, row.case) if row.case else unclaimed(row.receipt)
    text = f"{State(state).label} {row.payee.name} {reason}"
    book.post(
        actor, row.court_id, Draft(on, Kind.RETURN, (Move(paying, home, row.amount),), text, row.case_id)
    )
    if row.case is None:
        row.receipt.open = True
        row.receipt.save(update_fields=["open"])
    elif state == State.RETURNED:
        tell(
            actor, row.case, on, f"向{row.payee.name}发放的{display(row.amount)}元退汇：{reason}", row.amount
        )


def _locked(release: Release, state: str) -> Release:
    rows = Release.objects.select_for_update(of=("self",)).select_related("receipt", "case", "payee", "batch")
    row = rows.get(pk=release.pk)
    if row.state != state:
        raise InputError("发放", f"现在是“{row.get_state_display()}”", "可能已由别人办理，请刷新页面核对")
    return row


def _after_sending(row: Release, on: date, today: date) -> None:
    not_later(on, today, "日期")
    if row.batch and on < row.batch.on:
        raise InputError("日期", f"早于交付银行的{row.batch.on}", "请核对日期")


def _number(court: Court, on: date) -> str:
    """Consecutive on a day."""
    last = Batch.objects.filter(court=court, on=on).count()
    place = Court.objects.filter(pk=court.pk).values_list("position", flat=True).get()
    return f"{on:%Y%m%d}{place:03d}{last + 1:03d}"
