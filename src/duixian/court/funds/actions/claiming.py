"""认领: whose money it is. The debt falls on the day of transfer, once, whoever told of it first. Fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from duixian.court.cases import claims as debts
from duixian.court.cases.actions import record_payment, reverse_payment
from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.models import Case, Payment
from duixian.court.funds import book
from duixian.court.funds.actions.common import limit, tell, written
from duixian.court.funds.book import Draft, Kind, Move, of_case, unclaimed
from duixian.court.funds.models import Claim, Place, Receipt
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError, InputErrors
from duixian.law.money import display


@dataclass(frozen=True)
class Told:
    """What a person says of a sum: its case, how much of it, from where, why.

    `payment` is one that the case's record has already, by which the debt fell: then it falls no more.
    """

    case: Case
    amount: int
    source: str = Claim.Source.DEBTOR
    why: str = ""
    payment: Payment | None = None


@action
def claim(actor: Staff, receipt: Receipt, told: Told, *, on: date, today: date) -> Claim:
    """认领 a receipt or a part of it. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [told.case])[told.case.pk]
    receipt = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if receipt.court_id != case.court_id:
        raise InputError("认领", "到账的不是本院的账户", "请与收款的法院联系转款")
    positive(told.amount, "认领金额")
    not_later(on, today, "认领日期")
    if on < receipt.arrived_on:
        raise InputError("认领日期", f"早于到账日期{receipt.arrived_on}", "请核对日期")
    row = Claim(
        court_id=case.court_id,
        receipt=receipt,
        case=case,
        amount=told.amount,
        source=told.source,
        on=on,
        why=written("认领依据", told.why or receipt.why, "请写明依据，如 附言写有案号、当事人来电"),
        made_by=actor,
        tell_by=limit("money_notice", receipt.arrived_on),
    )
    fitting("认领", row).save()
    _enter(actor, row)
    row.payment = _known(told, case) or pay(actor, row, receipt.arrived_on, today)
    if row.payment:
        row.save(update_fields=["payment"])
    receipt.open = book.lying(unclaimed(receipt), receipt.court_id) > 0
    receipt.save(update_fields=["open"])
    over = told.amount - (row.payment.amount if row.payment else 0)
    more = f"，其中{display(over)}元超出所欠，待退还或抵执行费用" if over else ""
    payer = receipt.payer_name or "付款人不详"
    said = f"认领{receipt.arrived_on}到账的{display(told.amount)}元（{payer}）{more}"
    tell(actor, case, on, said, told.amount)
    return row


@action
def claim_certain(actor: Staff, receipts: Iterable[Receipt], *, on: date, today: date) -> int:
    """认领 all for which the statement itself speaks with certainty; how many. Raises as `claim`."""
    done = 0
    wanted = [one.pk for one in receipts]
    rows = Receipt.objects.filter(
        pk__in=wanted, open=True, sure=Receipt.Sure.CERTAIN, suggested__isnull=False
    )
    found = list(rows.select_related("suggested").order_by("pk"))
    hold(actor, Act.WORK_CASE, [one.suggested for one in found if one.suggested])
    for receipt in found:
        assert receipt.suggested  # noqa: S101  asked for above
        payment = awaiting(receipt.suggested, receipt.amount)
        source = Claim.Source.DEDUCTION if payment else Claim.Source.DEBTOR
        told = Told(receipt.suggested, receipt.amount, source, receipt.why, payment)
        claim(actor, receipt, told, on=on, today=today)
        done += 1
    return done


@action
def undo_claim(actor: Staff, row: Claim, *, reason: str, on: date, today: date) -> Claim:
    """撤销认领, while the money still lies with the case. Raises InputError, NotAllowed."""
    hold(actor, Act.WORK_CASE, [row.case])
    row = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("receipt", "case", "payment")
        .get(pk=row.pk)
    )
    if row.undone_on:
        raise InputError("认领", f"已于{row.undone_on}撤销", "请刷新页面核对")
    if row.source in (Claim.Source.HOLD, Claim.Source.PLAN):
        raise InputError("认领", "是依裁定或分配方案从另案划转来的", "不能单独撤销，请与原案一并更正")
    reason = written("撤销理由", reason, "请写明为何撤销，如 认领到同名的另一人")
    not_later(on, today, "撤销日期")
    book.reverse(actor, book.entry_of(row.court_id, f"claim:{row.pk}"), reason, on)
    made_here = row.payment if row.payment and row.payment.key == f"claim:{row.pk}" else None
    row.payment, row.undone_on, row.undone_why = None, on, reason[:300]
    row.save(update_fields=["payment", "undone_on", "undone_why"])
    if made_here:
        reverse_payment(actor, made_here, f"撤销认领：{reason}", on)
    row.receipt.open = True
    row.receipt.save(update_fields=["open"])
    tell(actor, row.case, on, f"撤销{row.on}认领的{display(row.amount)}元：{reason}", row.amount)
    return row


@action
def note_told(actor: Staff, row: Claim, *, on: date, today: date) -> Claim:
    """登记已告知当事人到账. Raises InputError, NotAllowed."""
    hold(actor, Act.WORK_CASE, [row.case])
    row = Claim.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if row.told_on or row.undone_on:
        raise InputError("告知当事人", "已经登记，或者认领已撤销", "请刷新页面核对")
    not_later(on, today, "告知日期")
    if on < row.on:
        raise InputError("告知日期", f"早于认领日期{row.on}", "请核对日期")
    row.told_on = on
    row.save(update_fields=["told_on"])
    tell(actor, row.case, on, f"告知当事人到账{display(row.amount)}元", row.amount)
    return row


def awaiting(case: Case, amount: int) -> Payment | None:
    """The one payment of just this sum whose money has not come yet."""
    found = list(unmet(case).filter(amount=amount)[:2])
    return found[0] if len(found) == 1 else None


def unmet(case: Case) -> QuerySet[Payment]:
    """到位 of a case that came by 扣划 and that no claim has met."""
    return told_before(case).filter(deduction__isnull=False)


def told_before(case: Case) -> QuerySet[Payment]:
    """到位 of a case that no claim has met, whichever way it came: what arrives may be one of them."""
    return Payment.objects.filter(case=case, reversed_on=None, claim=None)


def _enter(actor: Staff, row: Claim) -> None:
    moves = (Move(unclaimed(row.receipt), of_case(Place.HELD, row.receipt, row.case), row.amount),)
    text = f"认领 {row.case.case_no} {row.why}"
    book.post(actor, row.court_id, Draft(row.on, Kind.CLAIM, moves, text, row.case_id, f"claim:{row.pk}"))


def _known(told: Told, case: Case) -> Payment | None:
    if told.payment is None:
        return None
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=told.payment.pk)
    if payment.case_id != case.pk or payment.reversed_on or Claim.objects.filter(payment=payment).exists():
        raise InputError("对应的到位", "不是本案未对应的到位", "请刷新页面后重新选择")
    if payment.amount != told.amount:
        raise InputError(
            "对应的到位",
            f"登记的是{display(payment.amount)}元，认领的是{display(told.amount)}元",
            "请把认领金额拆成相同的数，其余另行认领",
        )
    return payment


def pay(actor: Staff, row: Claim, on: date, today: date) -> Payment | None:
    """The payment by which the debt falls: no more than is owed on the day of transfer."""
    try:
        part = min(row.amount, debts.statement_of(row.case, on).total)
    except (InputError, InputErrors):
        part = row.amount
    if part == 0:
        return None
    channel = Claim.Source(row.source).label
    return record_payment(
        actor, row.case, on=on, amount=part, channel=channel, key=f"claim:{row.pk}", today=today
    )
