"""What lies where: of a case, of a court, on any day, and why. Sums are fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from duixian.court.cases.models import Case
from duixian.court.funds.matching import in_transit
from duixian.court.funds.models import Account, Delay, Hold, Place, Posting, Receipt, Release
from duixian.law import funds as law

LYING = (Place.HELD, Place.PAYING, Place.WITHHELD)
"""Where money is that a court has of a case and has still to pass on; what is in escrow is settled."""


@dataclass(frozen=True)
class Lie:
    """Money in one place on a day: how much, since when, why it is there, who must act by when."""

    account: Account
    amount: int
    since: date
    why: str
    who: str
    due_on: date | None


def lying(cases: Iterable[Case]) -> int:
    """Fen in the court's hands that are these cases' and have still to be passed on."""
    rows = Account.objects.filter(case__in=list(cases), place__in=LYING)
    fen: int | None = rows.aggregate(fen=Sum("balance"))["fen"]
    return -(fen or 0)


def awaited(cases: Iterable[Case]) -> int:
    """Fen that were taken for these cases and have not come in."""
    return sum(one.amount for one in in_transit(cases=cases))


def why(account: Account, on: date) -> Lie | None:
    """Why money lies in a place on a day; None where nothing lay there."""
    amount = balance_on(account, on)
    if amount == 0:
        return None
    since = _since(account, on)
    told = {
        Place.BANK: _own,
        Place.CASH: _own,
        Place.UNCLAIMED: _unclaimed,
        Place.HELD: _held,
        Place.PAYING: _paying,
        Place.WITHHELD: _withheld,
        Place.ESCROW: _escrow,
    }[Place(account.place)]
    words, who, due_on = told(account, on)
    return Lie(account, amount, since, words, who, due_on)


def balance_on(account: Account, on: date) -> int:
    """Fen that lay in a place at the end of a day."""
    rows = Posting.objects.filter(account=account, entry__on__lte=on)
    fen: int | None = rows.aggregate(fen=Sum("amount"))["fen"]
    return abs(fen or 0)


def to_release() -> QuerySet[Any]:
    """Places with money to be released, each with its `last` day, later where a delay was granted."""
    granted = Q(receipt__delays__state=Delay.State.GRANTED, receipt__delays__case=F("case"))
    delayed = Max("receipt__delays__until", filter=granted)
    held = Account.objects.filter(place=Place.HELD, balance__lt=0)
    return held.annotate(last=Greatest("receipt__release_by", Coalesce(delayed, "receipt__release_by")))


def release_by(receipt: Receipt, case: Case, on: date) -> tuple[date, str]:
    """The last day of release as it stands on a day, and on what it rests."""
    granted = Delay.objects.filter(
        receipt=receipt,
        case=case,
        state=Delay.State.GRANTED,
        decided_on__lte=on,
        until__gt=receipt.release_by,
    )
    last = granted.aggregate(day=Max("until"))["day"]
    if last is None:
        return receipt.release_by, "到账三十日内发放"
    names = {one.key: one.name for one in law.delay_reasons()}
    row = granted.filter(until=last).order_by("pk").last()
    assert row  # noqa: S101  it has this very day
    return last, f"经批准延期：{names.get(row.reason, row.reason)}"


def _since(account: Account, on: date) -> date:
    """The first day since which the place was not empty; money comes and goes within a day."""
    total, since = 0, on
    rows = Posting.objects.filter(account=account, entry__on__lte=on)
    for day, fen in rows.values_list("entry__on").annotate(Sum("amount")).order_by("entry__on"):
        since = day if total == 0 else since
        total += fen
    return since


def _own(account: Account, on: date) -> tuple[str, str, date | None]:
    return "本院持有，逐笔见应付", "财务", None


def _unclaimed(account: Account, on: date) -> tuple[str, str, date | None]:
    receipt = account.receipt
    assert receipt  # noqa: S101  of the place
    told = f"，{receipt.why}" if receipt.why else ""
    return f"{receipt.payer_name or '付款人不详'}汇入，尚未认领{told}", "执行局", receipt.claim_by


def _held(account: Account, on: date) -> tuple[str, str, date | None]:
    assert account.receipt and account.case  # noqa: S101  of the place
    day, basis = release_by(account.receipt, account.case, on)
    return f"已认领，待发放（{basis}）", account.case.handler_name or "未分案", day


def _paying(account: Account, on: date) -> tuple[str, str, date | None]:
    rows = Release.objects.filter(
        receipt=account.receipt, case=account.case, payee=account.payee, asked_on__lte=on
    )
    row = (
        rows.exclude(Q(ended_on__lte=on) | Q(paid_on__lte=on)).select_related("batch").order_by("pk").first()
    )
    if row is None:
        return "发放途中", "财务", None
    if row.approved_on is None or row.approved_on > on:
        return f"{row.asked_on}报请发放，待审批", "执行局长", None
    if row.batch is None or row.batch.on > on:
        return f"{row.approved_on}已批准，待付款", "财务", None
    return f"{row.batch.on}已交银行（批次{row.batch.number}），待回单", "财务", None


def _withheld(account: Account, on: date) -> tuple[str, str, date | None]:
    rows = Hold.objects.filter(
        receipt=account.receipt, case=account.case, payee=account.payee, held_on__lte=on
    ).exclude(ended_on__lte=on)
    row = rows.select_related("for_case").order_by("pk").first()
    if row is None:
        return "依令扣留", "承办人", None
    paper = f"{row.get_basis_display()}{row.basis_no}"
    return f"为{row.for_case.case_no}扣留，{paper}", row.for_case.handler_name or "未分案", row.until


def _escrow(account: Account, on: date) -> tuple[str, str, date | None]:
    return "提存，待收款人领取", "收款人", None
