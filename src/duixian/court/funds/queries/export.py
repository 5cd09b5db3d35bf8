"""The book for others' eyes: every entry for beancount, a month for 对账. Sums are fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Prefetch, Q, Sum

from duixian.court.funds.models import Account, Claim, Entry, Posting, Receipt, Statement
from duixian.court.funds.models.book import OWN
from duixian.court.people.models import Court
from duixian.law.calendar import add_months
from duixian.writing.beancount import BookEntry, account_name
from duixian.writing.reconciliation import Arrival, CourtMonth, Reconciliation

_CHUNK = 5_000
_FROM_ANOTHER_CASE = (Claim.Source.HOLD, Claim.Source.PLAN)


def book_entries(court: str) -> Iterator[BookEntry]:
    """Every entry of a court's book, in the order of its days."""
    entries = Entry.objects.filter(book=court).order_by("on", "pk")
    told = list(entries.values_list("pk", "on", "text", "case__case_no"))
    # Read after the entries, so that whoever posts meanwhile opens no place that these do not know.
    names = {
        pk: account_name(place, court, receipt=_id(receipt), case=_id(case), payee=_id(payee))
        for pk, place, receipt, case, payee in Account.objects.filter(book=court).values_list(
            "pk", "place", "receipt_id", "case_id", "payee_id"
        )
    }
    for start in range(0, len(told), _CHUNK):
        some = told[start : start + _CHUNK]
        sides: dict[int, list[tuple[str, int]]] = defaultdict(list)
        rows = Posting.objects.filter(entry__in=[row[0] for row in some]).order_by("entry_id", "no")
        for entry, account, fen in rows.values_list("entry_id", "account_id", "amount"):
            sides[entry].append((names[account], fen))
        for pk, on, text, case_no in some:
            yield BookEntry(on, str(pk), text, case_no or "", tuple(sides[pk]))


def month_of(court: Court, month: date) -> Reconciliation:
    """月度对账 of a court: what came in, to which case, and the balances that must meet the bank's."""
    first = month.replace(day=1)
    after = add_months(first, 1)
    days = _entered(court, first, after)
    claims = Claim.objects.filter(undone_on=None).exclude(source__in=_FROM_ANOTHER_CASE)
    told_of = Prefetch("claims", claims.select_related("case", "made_by").order_by("pk"))
    receipts = Receipt.objects.filter(pk__in=days).select_related("taken_by").order_by("arrived_on", "pk")
    rows = [row for one in receipts.prefetch_related(told_of) for row in _arrivals(court, one, days[one.pk])]
    opening, closing = _own(court, first), _own(court, after)
    received = sum(row.amount for row in rows)
    told = CourtMonth(
        court=court.name,
        opening=opening,
        received=received,
        paid_out=opening + received - closing,
        closing=closing,
        bank=_bank(court, first, after),
    )
    return Reconciliation(court.name, first, tuple(rows), (told,))


def _id(pk: int | None) -> str:
    return "" if pk is None else str(pk)


def _entered(court: Court, first: date, after: date) -> dict[int, date]:
    """The receipts entered in the month and when; not those that were taken back within it."""
    entries = Entry.objects.filter(book=court.pk, kind=Entry.Kind.ARRIVAL, on__gte=first, on__lt=after)
    kept = entries.exclude(reversal__on__gte=first, reversal__on__lt=after)
    return {int((key or "").removeprefix("arrival:")): on for key, on in kept.values_list("key", "on")}


def _arrivals(court: Court, receipt: Receipt, on: date) -> Iterator[Arrival]:
    """A row for each case that a receipt went to by the claims at hand, and one for what nobody claimed."""
    left = receipt.amount
    plain = Arrival(
        court=court.name,
        on=on,
        amount=0,
        case_no="",
        officer="",
        applicants="",
        respondents="",
        payer=receipt.payer_name,
        reason=receipt.remark,
        # Cash is taken by two of the bureau.
        finance_by="" if receipt.channel == Receipt.Channel.CASH else receipt.taken_by.name,
        enforcement_by="",
    )
    for one in receipt.claims.all():
        left -= one.amount
        yield replace(
            plain,
            amount=one.amount,
            case_no=one.case.case_no,
            officer=one.case.handler_name,
            applicants=one.case.applicants,
            respondents=one.case.respondents,
            reason=one.get_source_display(),
            enforcement_by=one.made_by.name,
        )
    if left:
        yield replace(plain, amount=left)


def _own(court: Court, before: date) -> int:
    """Fen with the bank and in the safe when a day began."""
    of_court = Q(account__book=court.pk, account__place__in=OWN, entry__on__lt=before)
    fen: int | None = Posting.objects.filter(of_court).aggregate(fen=Sum("amount"))["fen"]
    return fen or 0


def _bank(court: Court, first: date, after: date) -> int | None:
    """What the bank says lay with it at the month's end, where a statement runs to its last day."""
    last = after - timedelta(days=1)
    row = Statement.objects.filter(court=court, closing__isnull=False, last=last).order_by("-pk").first()
    return row.closing if row else None
