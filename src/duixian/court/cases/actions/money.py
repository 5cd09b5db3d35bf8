"""到位, 冲正, 放弃: what becomes of the debt. Sums are fen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.actions.derived import refresh, refresh_softly
from duixian.court.cases.actions.facts import PaymentEntry
from duixian.court.cases.actions.register import payment_words
from duixian.court.cases.models import Bucket, Case, Event, EventKind, Payment, Waiver
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError
from duixian.law.money import display


def record_payment(
    actor: Staff,
    case: Case,
    *,
    on: date,
    amount: int,
    to: str = "",
    channel: str = "",
    key: str | None = None,
    today: date | None = None,
) -> Payment:
    """登记到位: `on` is the day that stops interest. The same `key` again gives the payment of before.

    Raises InputError, NotAllowed.
    """
    return record_payments(actor, [PaymentEntry(case, on, amount, to, channel, key)], today)[0]


@action
def record_payments(
    actor: Staff, entries: Iterable[PaymentEntry | tuple[Any, ...]], today: date | None
) -> list[Payment]:
    """登记到位 for many cases at once: all, or none. Raises InputError, NotAllowed."""
    told = [PaymentEntry(*entry) for entry in entries]
    held = hold(actor, Act.WORK_CASE, (entry.case for entry in told))
    known = {
        row.key: row for row in Payment.objects.filter(key__in={entry.key for entry in told if entry.key})
    }
    payments, new = [], []
    for entry in told:
        case = held[entry.case.pk]
        payment = known.get(entry.key) if entry.key else None
        if payment is None:
            payment = _payment(case, entry, today)
            new.append(payment)
            if entry.key:
                known[entry.key] = payment
        elif payment.case_id != case.pk or payment.amount != entry.amount:
            raise InputError(case.case_no, "这笔到位的防重键已用于另一笔", "请刷新页面后重新登记")
        payments.append(payment)
    Payment.objects.bulk_create(new, batch_size=2_000)
    Event.objects.bulk_create((_payment_event(actor, held, row) for row in new), batch_size=2_000)
    refresh((held[pk] for pk in sorted({row.case_id for row in new})), today)
    return payments


@action
def reverse_payment(actor: Staff, payment: Payment, reason: str, on: date) -> Payment:
    """冲正: the payment no longer counts; both stay on the timeline. Raises InputError, NotAllowed."""
    held = hold(actor, Act.WORK_CASE, [payment.case])
    case = held[payment.case_id]
    payment = Payment.objects.get(pk=payment.pk)
    if payment.reversed_on:
        raise InputError(case.case_no, f"这笔到位已于{payment.reversed_on}冲正", "请刷新页面核对")
    if not reason.strip():
        raise InputError("冲正理由", "没有填写", "请写明为何冲正")
    payment.reversed_on = on
    payment.save(update_fields=["reversed_on"])
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.REVERSAL,
        actor=actor,
        text=f"冲正{payment.on}到位的{display(payment.amount)}元：{reason}"[:500],
        amount=payment.amount,
        data={"payment": payment.pk},
    )
    refresh([case], on)
    return payment


@action
def record_waiver(
    actor: Staff, case: Case, *, on: date, of: str, amount: int, basis: str, today: date | None = None
) -> Waiver:
    """登记放弃 of a part of the debt. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    positive(amount, "放弃金额")
    not_later(on, today, "放弃日期")
    if of not in Bucket.values:
        raise InputError("放弃范围", f"“{of}”不认识", f"请在{'、'.join(Bucket.labels)}中选择")
    if not basis.strip():
        raise InputError("放弃的依据", "没有填写", "请写明和解协议、申请人书面声明等")
    waiver = fitting("放弃", Waiver(case=case, on=on, of=of, amount=amount, basis=basis))
    waiver.save()
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.WAIVER,
        actor=actor,
        text=f"放弃{Bucket(of).label}{display(amount)}元：{basis}"[:500],
        amount=amount,
        data={"of": of},
    )
    refresh([case], today)
    return waiver


@action
def refresh_owed(actor: Staff, cases: Iterable[Case], on: date) -> list[Case]:
    """Reckon the debts of the list anew to a day; returns the cases of which law cannot say."""
    return refresh_softly(hold(actor, Act.VIEW_CASES, cases).values(), on)


def _payment(case: Case, entry: PaymentEntry, today: date | None) -> Payment:
    positive(entry.amount, f"{case.case_no} 到位金额")
    not_later(entry.on, today, f"{case.case_no} 到位日期")
    if entry.to and entry.to not in Bucket.values:
        raise InputError(
            f"{case.case_no} 指定抵充", f"“{entry.to}”不认识", f"请在{'、'.join(Bucket.labels)}中选择"
        )
    payment = Payment(
        case=case, on=entry.on, amount=entry.amount, to=entry.to, channel=entry.channel, key=entry.key or None
    )
    return fitting(case.case_no, payment)


def _payment_event(actor: Staff, held: dict[int, Case], payment: Payment) -> Event:
    case = held[payment.case_id]
    return Event(
        case=case,
        court_id=case.court_id,
        on=payment.on,
        kind=EventKind.PAYMENT,
        actor=actor,
        text=payment_words(payment),
        amount=payment.amount,
        data={"payment": payment.pk},
    )
