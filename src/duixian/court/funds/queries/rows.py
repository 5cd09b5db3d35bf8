"""Rows of case money for pages: only those of courts that the asker may see. Sums are fen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet, Sum
from django.http import Http404

from duixian.court.cases.models import Case
from duixian.court.funds.models import Account, Batch, Claim, Entry, Hold, Place, Receipt, Release, Statement
from duixian.court.funds.queries.lying import Lie, balance_on, to_release, why
from duixian.court.people import access
from duixian.court.people.models import Court, Staff
from duixian.law.case_number import parse_case_number
from duixian.law.errors import InputError
from duixian.law.funds import Colour, colour

M = TypeVar("M", bound=Model)
SHOWN = 200
"""Rows of one list; the rest is counted."""


def find(actor: Staff, model: type[M], pk: int) -> M:
    """A row of a court that the actor may see. Raises Http404."""
    row = model._default_manager.filter(pk=pk, court__in=access.courts_of(actor)).first()
    if row is None:
        raise Http404
    return row


def case_of(text: str) -> Case:
    """The case of a number that somebody typed, at any court here. Raises InputError."""
    try:
        number = str(parse_case_number(text, known_court=False))
    except ValueError as error:
        raise InputError(
            "案号", f"“{text[:40]}”不是案号", "请照裁判文书填写，如 （2026）内0622执1号"
        ) from error
    case = Case.objects.filter(case_no=number).first()
    if case is None:
        raise InputError("案号", f"{number}不在系统中", "请核对案号，或先导入台账")
    return case


@dataclass(frozen=True)
class Waiting:
    """Money of a case that lies to be released: since when, until when, and its colour."""

    account: Account
    last: date
    basis: str
    colour: Colour | None


@dataclass(frozen=True)
class Desk:
    """What finance and the bureau have to do with money."""

    own: dict[str, int]
    sums: dict[str, int]
    unclaimed: list[Receipt]
    unclaimed_count: int
    cash: list[Receipt]
    waiting: list[Waiting]
    to_approve: list[Release]
    to_pay: list[Release]
    sent: list[Batch]
    returned: list[Release]
    holds: list[Hold]
    statements: list[Statement]


def desk(actor: Staff, courts: frozenset[str], on: date) -> Desk:
    """The desk of some courts, the oldest first."""
    sums: dict[str, int] = defaultdict(int)
    for place, fen in Account.objects.filter(book__in=courts).values_list("place").annotate(Sum("balance")):
        sums[place] = abs(fen)
    of = {"court__in": courts}
    unclaimed = Receipt.objects.filter(**of, open=True).select_related("suggested").order_by("claim_by", "pk")
    releases = Release.objects.filter(**of).select_related("case", "payee", "request").order_by("pk")
    cash = Receipt.objects.filter(**of, bank_by__isnull=False, banked_on=None).order_by("bank_by", "pk")
    return Desk(
        own={name: sums[name] for name in (Place.BANK, Place.CASH)},
        sums=dict(sums),
        unclaimed=list(unclaimed[:SHOWN]),
        unclaimed_count=unclaimed.count(),
        cash=list(cash.select_related("suggested")[:SHOWN]),
        waiting=_waiting(courts, on),
        to_approve=list(releases.filter(state=Release.State.ASKED, request=None)[:SHOWN]),
        to_pay=list(releases.filter(state=Release.State.APPROVED)[:SHOWN]),
        sent=list(
            Batch.objects.filter(**of, releases__state=Release.State.SENT).distinct().order_by("pk")[:SHOWN]
        ),
        returned=_returned(courts),
        holds=list(
            Hold.objects.filter(**of, ended_on=None)
            .select_related("case", "for_case", "payee")
            .order_by("until")
        ),
        statements=list(Statement.objects.filter(**of).select_related("brought_by")[:5]),
    )


def count_overdue(actor: Staff, on: date) -> int:
    """Receipts that nobody claimed in time; money of known cases stands on the agenda."""
    return Receipt.objects.filter(court__in=access.courts_of(actor), open=True, claim_by__lt=on).count()


def bank_balance(court: Court) -> tuple[Statement | None, int]:
    """The last statement that tells a balance, and what the book has with the bank on its last day."""
    row = (
        Statement.objects.filter(court=court, closing__isnull=False, last__isnull=False)
        .order_by("-last")
        .first()
    )
    account = Account.objects.filter(book=court.pk, place=Place.BANK).first()
    if row is None or account is None or row.last is None:
        return row, 0
    return row, balance_on(account, row.last)


@dataclass(frozen=True)
class CaseBook:
    """案款账页 of one case."""

    lies: list[Lie]
    entries: list[Entry]
    claims: QuerySet[Claim]
    releases: QuerySet[Release]
    holds: QuerySet[Hold]
    came: int
    paid: int


def book_of(case: Case, on: date) -> CaseBook:
    """All of a case's money on a day."""
    accounts = Account.objects.filter(case=case).select_related("receipt", "case", "payee").order_by("pk")
    entries = Entry.objects.filter(case=case, on__lte=on).prefetch_related("postings__account")
    claims = case.claims.select_related("receipt", "payment", "made_by")
    releases = case.releases.select_related("payee", "request", "batch", "receipt")
    paid: Any = releases.filter(state=Release.State.PAID, paid_on__lte=on).aggregate(fen=Sum("amount"))["fen"]
    came: Any = claims.filter(undone_on=None, on__lte=on).aggregate(fen=Sum("amount"))["fen"]
    return CaseBook(
        lies=[lie for one in accounts if (lie := why(one, on))],
        entries=list(entries.order_by("on", "pk")),
        claims=claims,
        releases=releases,
        holds=case.holds.select_related("for_case", "payee"),
        came=came or 0,
        paid=paid or 0,
    )


def _waiting(courts: frozenset[str], on: date) -> list[Waiting]:
    rows = to_release().filter(book__in=courts).select_related("receipt", "case").order_by("last", "pk")
    found = []
    for one in rows[:SHOWN]:
        assert one.receipt  # noqa: S101  of the place
        delayed = one.last > one.receipt.release_by
        words = "经批准延期" if delayed else "到账三十日内发放"
        found.append(Waiting(one, one.last, words, colour(one.receipt.arrived_on, on)))
    return found


def _returned(courts: frozenset[str]) -> list[Release]:
    """What the bank sent back and still lies with its case."""
    rows = Release.objects.filter(court__in=courts, state=Release.State.RETURNED, case__isnull=False)
    lying = Account.objects.filter(place=Place.HELD, balance__lt=0).values("case")
    return list(rows.filter(case__in=lying).select_related("case", "payee").order_by("-ended_on")[:SHOWN])
