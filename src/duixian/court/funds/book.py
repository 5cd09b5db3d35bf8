"""记账: money moves from place to place. The only way in which postings come to be; sums are fen.

Whoever calls asks for permission first; here it is settled only that the book stays true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg import Cursor

from duixian.court.cases.models import Case
from duixian.court.funds.models import Account, Book, Entry, Place, Posting
from duixian.court.funds.models.payee import Payee
from duixian.court.funds.models.receipt import Receipt
from duixian.court.people.models import Staff
from duixian.law.calendar import DAY
from duixian.law.errors import InputError

Kind = Entry.Kind
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of money by its ids; which of them it needs follows from its kind (see Account)."""

    place: Place
    receipt: int | None = None
    case: int | None = None
    payee: int | None = None

    @property
    def ref(self) -> str:
        """The same word by which the database knows the account of this place."""
        ids = ("" if one is None else str(one) for one in (self.receipt, self.case, self.payee))
        return ":".join((str(self.place), *ids))


@dataclass(frozen=True, slots=True)
class Move:
    """借贷, in fen: what the court has grows by a debit, what it holds for others by a credit."""

    debit: Spot
    credit: Spot
    amount: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be made. `key` is that of what came from outside."""

    on: date
    kind: Entry.Kind
    moves: tuple[Move, ...]
    text: str
    case: int | None = None
    key: str | None = None


BANK, CASH = Spot(Place.BANK), Spot(Place.CASH)


def unclaimed(receipt: Receipt) -> Spot:
    """Where money lies of which nobody knows yet whose it is."""
    return Spot(Place.UNCLAIMED, receipt.pk)


def of_case(place: Place, receipt: Receipt, case: Case) -> Spot:
    """A place of money that a case has and nobody in it yet."""
    return Spot(place, receipt.pk, case.pk)


def of_payee(place: Place, receipt: Receipt, case: Case | None, payee: Payee) -> Spot:
    """A place of money that is somebody's."""
    return Spot(place, receipt.pk, case.pk if case else None, payee.pk)


def post(actor: Staff, court: str, draft: Draft) -> Entry:
    """One entry. A key that is known gives the entry of before.

    Raises InputError where a place has less than is to leave it, where the day is closed, or where a known
    key tells of another move.
    """
    [pk] = post_all(actor, court, [draft])
    return Entry.objects.get(pk=pk)


def post_all(actor: Staff, court: str, drafts: Sequence[Draft]) -> list[int]:
    """All entries or none, in one statement; their ids in the order of the drafts. Raises as `post`."""
    sides = [_sides(draft) for draft in drafts]
    try:
        with transaction.atomic():
            ids = _write(actor, court, drafts, sides)
    except IntegrityError as error:
        raise _said(error, drafts) from error
    known = _known(court, [draft for draft, pk in zip(drafts, ids, strict=True) if pk is None])
    return [pk or known[draft.key or ""] for draft, pk in zip(drafts, ids, strict=True)]


def reverse(actor: Staff, entry: Entry, reason: str, on: date) -> Entry:
    """冲正: the same postings the other way; both stay.

    Raises InputError where the money has gone on, and for a day before that of the entry: until then it
    would tell of money that never moved.
    """
    if on < entry.on:
        raise InputError("日期", f"{on}早于所冲正分录的日期{entry.on}", f"请填写{entry.on}或以后的一天")
    if Entry.objects.filter(reverses=entry).exists():
        raise InputError(entry.text[:60], "这笔分录已经冲正", "请刷新页面核对")
    sides = list(entry.postings.order_by("no").values_list("account_id", "amount"))
    text = f"冲正：{reason}"[:_LONGEST]
    try:
        with transaction.atomic(savepoint=connection.in_atomic_block):
            back = Entry.objects.create(
                book_id=entry.book_id,
                on=on,
                kind=Kind.REVERSAL,
                case_id=entry.case_id,
                text=text,
                reverses=entry,
                lines=len(sides),
                made_by=actor,
            )
            Posting.objects.bulk_create(
                Posting(entry=back, no=no, account_id=account, amount=-amount)
                for no, (account, amount) in enumerate(sides, 1)
            )
    except IntegrityError as error:
        raise _said(error, [Draft(on, Kind.REVERSAL, (), text)]) from error
    return back


def in_turn(court: str) -> None:
    """Let nobody else bring money into this book until the transaction ends; other entries go on."""
    Book.objects.bulk_create([Book(court_id=court)], ignore_conflicts=True)
    Book.objects.select_for_update(no_key=True).get(court=court)


def first_open_day(court: str, on: date) -> date:
    """The day itself, or the first after the book was closed, for money of which the bank told late."""
    closed = Book.objects.filter(court=court).values_list("closed_on", flat=True).first()
    return max(on, closed + DAY) if closed else on


def entry_of(court: str, key: str) -> Entry:
    """The entry of a key. Raises Entry.DoesNotExist."""
    return Entry.objects.get(book=court, key=key)


def lying(spot: Spot, court: str) -> int:
    """Fen in a place now; where it is to be moved from, the place is held until the transaction ends."""
    rows = Account.objects.filter(book=court, ref=spot.ref)
    if connection.in_atomic_block:
        rows = rows.select_for_update(no_key=True)
    found = rows.values_list("balance", flat=True).first()
    return abs(found or 0)


_OPEN = """
WITH here AS (INSERT INTO funds_book (court_id) VALUES (%s) ON CONFLICT DO NOTHING)
INSERT INTO funds_account (book_id, place, receipt_id, case_id, payee_id, balance)
SELECT %s, place, receipt, kase, payee, 0
FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[]) AS s(place, receipt, kase, payee)
ON CONFLICT DO NOTHING
"""
_IDS = """
SELECT ref, id FROM funds_account WHERE book_id = %s AND ref = ANY(%s) UNION ALL
SELECT NULL, nextval(pg_get_serial_sequence('funds_entry', 'id')) FROM generate_series(1, %s)
"""
_ENTER = """
INSERT INTO funds_entry (id, "on", kind, case_id, text, key, lines, book_id, made_by_id)
SELECT e.*, court, actor FROM (VALUES (%s, %s::bigint)) AS by(court, actor),
    unnest(%s::bigint[], %s::date[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::smallint[]) AS e
ON CONFLICT DO NOTHING RETURNING id
"""
_POST = """
INSERT INTO funds_posting (entry_id, no, account_id, amount)
SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[])
"""


def _write(
    actor: Staff, court: str, drafts: Sequence[Draft], sides: Sequence[Mapping[Spot, int]]
) -> list[int | None]:
    """The ids of what was entered; None for an entry whose key is known."""
    spots = {spot.ref: spot for side in sides for spot in side}
    with connection.wrap_database_errors:
        # Bound by the server and prepared, since one entry takes less time than its plan.
        cursor: Cursor[Any] = Cursor(connection.connection)
        told = cursor.execute(_IDS, (court, list(spots), len(drafts)), prepare=True).fetchall()
        accounts = {ref: pk for ref, pk in told if ref}
        ids = [pk for ref, pk in told if not ref]
        # In one order, so that two who open the same places do not wait for each other.
        if lacking := sorted(spots.keys() - accounts.keys()):
            new = [
                (one.place.value, one.receipt, one.case, one.payee) for one in map(spots.__getitem__, lacking)
            ]
            cursor.execute(_OPEN, (court, court, *_columns(new)), prepare=True)
            accounts |= dict(cursor.execute(_IDS, (court, lacking, 0), prepare=True).fetchall())
        rows = [
            (pk, one.on, one.kind.value, one.case, one.text[:_LONGEST], one.key, len(side))
            for pk, one, side in zip(ids, drafts, sides, strict=True)
        ]
        made = {pk for (pk,) in cursor.execute(_ENTER, (court, actor.pk, *_columns(rows)), prepare=True)}
        postings = [
            (pk, no, accounts[spot.ref], fen)
            for pk, side in zip(ids, sides, strict=True)
            if pk in made
            for no, (spot, fen) in enumerate(side.items(), 1)
        ]
        if postings:
            cursor.execute(_POST, _columns(postings), prepare=True)
    return [pk if pk in made else None for pk in ids]


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _sides(draft: Draft) -> dict[Spot, int]:
    """The postings of an entry, one for each place."""
    sums: dict[Spot, int] = {}
    for move in draft.moves:
        if move.amount <= 0:
            raise InputError(draft.text[:60], "金额须大于零", "请核对金额")
        for spot, fen in ((move.debit, move.amount), (move.credit, -move.amount)):
            sums[spot] = sums.get(spot, 0) + fen
    return {spot: fen for spot, fen in sums.items() if fen}


def _known(court: str, drafts: Sequence[Draft]) -> dict[str, int]:
    """The entries of before, by their keys. Raises InputError where a key tells of another move."""
    if not drafts:
        return {}
    entries = Entry.objects.filter(book=court, key__in=[draft.key for draft in drafts])
    found = {entry.key: entry for entry in entries.prefetch_related("postings")}
    for draft in drafts:
        entry = found[draft.key]
        moved = sum(row.amount for row in entry.postings.all() if row.amount > 0)
        if entry.kind != draft.kind or moved != sum(move.amount for move in draft.moves):
            raise InputError(draft.text[:60], "这笔款的防重键已用于另一笔分录", "请核对是否重复导入")
    return {entry.key: entry.pk for entry in found.values() if entry.key}


def _said(error: IntegrityError, drafts: Sequence[Draft]) -> InputError:
    """What the database refused, in the words of a clerk."""
    told = str(error)
    where = drafts[0].text[:60] if len(drafts) == 1 else "记账"
    if "account_not_overdrawn" in told:
        return InputError(where, "该处的余额不够", "这笔款可能已被别人处理，请刷新页面核对")
    if "is closed on" in told:
        days = "、".join(sorted({str(draft.on) for draft in drafts}))
        return InputError(where, f"{days}已经结账", "请记在结账日以后的一天")
    raise error
