"""日结与验账: the days of a book chained by hashes, and the proof of the whole from its first entry.

A close seals what was entered since the close before. The proof reckons every hash and every balance anew
from the postings, so that whoever changes a fen behind the program's back is found, with the day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, Sum

from duixian.court.cases.actions.acting import action, not_later
from duixian.court.funds.models import Account, Book, DayClose, Entry, Place, Posting
from duixian.court.funds.models.book import OWN
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.errors import InputError
from duixian.law.money import display

_CHUNK = 5_000


@dataclass(frozen=True)
class Proof:
    """What the proof of one book found: `faults` in words, none where it is true; sums in fen."""

    court: str
    closes: int
    entries: int
    own: int
    held: int
    faults: tuple[str, ...]


@action
def close_day(actor: Staff, court: Court, on: date, today: date) -> DayClose:
    """日结 of all entries up to a day that is over. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, court.pk)
    not_later(on, today - timedelta(days=1), "结账日")
    Book.objects.get_or_create(court=court)
    # Entries under way hold the book; what they bring is counted, or comes on a later day.
    book = Book.objects.select_for_update().get(court=court)
    last = DayClose.objects.filter(book=book).order_by("on").last()
    if last and on <= last.on:
        raise InputError("结账日", f"已于{last.on}结账", f"请填写{last.on}以后的一天")
    count, seal = _seal(court.pk, last.on if last else None, on, last.hash if last else "")
    row = DayClose.objects.create(
        book=book,
        on=on,
        entries=count,
        own=_own(court.pk, on),
        previous=last.hash if last else "",
        hash=seal,
        made_by=actor,
    )
    book.closed_on = on
    book.save(update_fields=["closed_on"])
    return row


def prove(court: str) -> Proof:
    """验账: the chain, every balance, and that what the court has is what it holds for others."""
    faults = [*_chain(court), *_balances(court)]
    sums = {False: 0, True: 0}
    for place, fen in Account.objects.filter(book=court).values_list("place").annotate(Sum("balance")):
        sums[place in OWN] += fen
    if sums[True] + sums[False]:
        faults.append(f"银行和现金{display(sums[True])}元，应付{display(-sums[False])}元，不相等")
    return Proof(
        court=court,
        closes=DayClose.objects.filter(book=court).count(),
        entries=Entry.objects.filter(book=court).count(),
        own=sums[True],
        held=-sums[False],
        faults=tuple(faults),
    )


def _chain(court: str) -> Iterator[str]:
    previous, since = "", None
    for close in DayClose.objects.filter(book=court).order_by("on"):
        count, seal = _seal(court, since, close.on, previous)
        if close.previous != previous:
            yield f"{close.on}的日结没有接上前一日的校验值"
        if count != close.entries:
            yield f"{close.on}的日结有{close.entries}笔分录，现在是{count}笔"
        elif seal != close.hash:
            yield f"{close.on}的日结与账簿不符：自{since or '第一笔'}以后至{close.on}的分录被改动过"
        if close.own != _own(court, close.on):
            yield f"{close.on}结存的银行和现金与分录不符"
        previous, since = close.hash, close.on
    book = Book.objects.filter(court=court).first()
    if book and book.closed_on != since:
        yield f"账簿记着结账至{book.closed_on}，最后的日结却是{since}"


def _balances(court: str) -> Iterator[str]:
    wrong = (
        Account.objects.filter(book=court)
        .annotate(told=Sum("postings__amount", default=0))
        .exclude(balance=F("told"))
        .order_by("pk")
    )
    for account in wrong[:20]:
        yield (
            f"{account.get_place_display()}（{account.ref}）记着{display(account.balance)}元，"
            f"分录相加是{display(account.told)}元"
        )
    unequal = Entry.objects.filter(book=court).annotate(off=Sum("postings__amount", default=0)).exclude(off=0)
    for entry in unequal.order_by("pk")[:20]:
        yield f"分录{entry.pk}借贷相差{display(entry.off)}元"


def _own(court: str, on: date) -> int:
    """Fen with the bank and in the safe at the end of a day."""
    of_court = Q(account__book=court, account__place__in=(Place.BANK, Place.CASH), entry__on__lte=on)
    fen: int | None = Posting.objects.filter(of_court).aggregate(fen=Sum("amount"))["fen"]
    return fen or 0


def _seal(court: str, since: date | None, on: date, previous: str) -> tuple[int, str]:
    """The entries after a day up to another, and their hash with the hash before."""
    seal, count = hashlib.sha256(previous.encode()), 0
    for line in _lines(court, since, on):
        seal.update(line.encode())
        count += 1
    return count, seal.hexdigest()


def _lines(court: str, since: date | None, on: date) -> Iterator[str]:
    """Each entry as one line that says all of it."""
    entries = Entry.objects.filter(book=court, on__lte=on)
    if since:
        entries = entries.filter(on__gt=since)
    told = entries.order_by("pk").values_list(
        *("pk", "on", "kind", "case_id", "text", "key", "reverses_id", "made_by_id", "made_at")
    )
    last = 0
    while True:
        some = list(told.filter(pk__gt=last)[:_CHUNK])
        if not some:
            return
        sides: dict[int, list[tuple[int, str, int]]] = {}
        rows = Posting.objects.filter(entry_id__in=[row[0] for row in some]).order_by("entry_id", "no")
        for entry, no, ref, fen in rows.values_list("entry_id", "no", "account__ref", "amount"):
            sides.setdefault(entry, []).append((no, ref, fen))
        for pk, day, *rest, at in some:
            # The moment in its own zone would read otherwise on another machine.
            said = [pk, day.isoformat(), *rest, round(at.timestamp() * 1_000_000), sides.get(pk)]
            yield json.dumps(said, ensure_ascii=False) + "\n"
        last = some[-1][0]
