"""记账: money moves from place to place. The only way in which postings come to be; sums are fen.

Whoever calls asks for permission first; here it is settled only that the book stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from duixian.court.cases.models import Case
from duixian.court.funds.models import Account, Book, Entry, Place, Posting
from duixian.court.funds.models.payee import Payee
from duixian.court.funds.models.receipt import Receipt
from duixian.court.people.models import Staff
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


def own(receipt: Receipt) -> Spot:
    """Where the court itself has a receipt's money."""
    return CASH if receipt.channel == Receipt.Channel.CASH and receipt.banked_on is None else BANK


def post(actor: Staff, court: str, draft: Draft) -> Entry:
    """One entry. A key that is known gives the entry of before.

    Raises InputError where a place has less than is to leave it, where the day is closed, or where a known
    key tells of another move.
    """
    return post_all(actor, court, [draft])[0]


def post_all(actor: Staff, court: str, drafts: Sequence[Draft]) -> list[Entry]:
    """All entries or none, written together. Raises InputError as `post`."""
    known = _known(court, drafts)
    fresh = [draft for draft in drafts if draft.key is None or draft.key not in known]
    try:
        with transaction.atomic(savepoint=connection.in_atomic_block):
            made = iter(_write(actor, court, fresh) if fresh else ())
    except IntegrityError as error:
        raise _said(error, fresh) from error
    entries: list[Entry] = []
    for draft in drafts:
        entry = known.get(draft.key or "") or next(made)
        if draft.key and draft.key in known and not _same(entry, draft):
            raise InputError(draft.text[:60], "这笔款的防重键已用于另一笔分录", "请核对是否重复导入")
        entries.append(entry)
    return entries


def reverse(actor: Staff, entry: Entry, reason: str, on: date) -> Entry:
    """冲正: the same postings the other way; both stay. Raises InputError where the money has gone on."""
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


def lying(spot: Spot, court: str) -> int:
    """Fen in a place now; where it is to be moved from, the place is held until the transaction ends."""
    rows = Account.objects.filter(book=court, ref=spot.ref)
    if connection.in_atomic_block:
        rows = rows.select_for_update(no_key=True)
    found = rows.values_list("balance", flat=True).first()
    return abs(found or 0)


def _write(actor: Staff, court: str, drafts: Sequence[Draft]) -> list[Entry]:
    moves = [move for draft in drafts for move in draft.moves]
    accounts = _accounts(court, [spot for move in moves for spot in (move.debit, move.credit)])
    sides = [_sides(draft, accounts) for draft in drafts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('funds_entry', 'id')) FROM generate_series(1, %s)",
            [len(drafts)],
        )
        ids = [row[0] for row in cursor.fetchall()]
        entries = [
            Entry(
                pk=pk,
                book_id=court,
                on=draft.on,
                kind=draft.kind,
                case_id=draft.case,
                text=draft.text[:_LONGEST],
                key=draft.key,
                lines=len(rows),
                made_by=actor,
            )
            for pk, draft, rows in zip(ids, drafts, sides, strict=True)
        ]
        with connection.wrap_database_errors:
            _copy(cursor, entries, sides)
    return entries


_Sides = Sequence[tuple[int, int]]
_ENTRY = 'id, book_id, "on", kind, case_id, text, key, lines, made_by_id'


def _copy(cursor: CursorWrapper, entries: Sequence[Entry], sides: Sequence[_Sides]) -> None:
    """By COPY, since a statement brings thousands and each is checked as a whole."""
    with cursor.copy(f"COPY funds_entry ({_ENTRY}) FROM STDIN") as copy:
        for one in entries:
            named = (one.text, one.key, one.lines, one.made_by_id)
            copy.write_row((one.pk, one.book_id, one.on, str(one.kind), one.case_id, *named))
    with cursor.copy("COPY funds_posting (entry_id, no, account_id, amount) FROM STDIN") as copy:
        for one, rows in zip(entries, sides, strict=True):
            for no, (account, fen) in enumerate(rows, 1):
                copy.write_row((one.pk, no, account, fen))


def _sides(draft: Draft, accounts: dict[Spot, int]) -> list[tuple[int, int]]:
    """The postings of an entry, one for each account."""
    sums: dict[int, int] = {}
    for move in draft.moves:
        if move.amount <= 0:
            raise InputError(draft.text[:60], "金额须大于零", "请核对金额")
        for spot, fen in ((move.debit, move.amount), (move.credit, -move.amount)):
            sums[accounts[spot]] = sums.get(accounts[spot], 0) + fen
    return [(account, fen) for account, fen in sums.items() if fen]


def _accounts(court: str, spots: Sequence[Spot]) -> dict[Spot, int]:
    """The accounts of places, made where there was none."""
    wanted = {spot.ref: spot for spot in spots}
    found = _find(court, wanted)
    lacking = sorted(wanted.keys() - found.keys())
    if lacking:
        Book.objects.bulk_create([Book(court_id=court)], ignore_conflicts=True)
        # In one order, so that two who make the same places do not wait for each other.
        made = [_account(court, wanted[ref]) for ref in lacking]
        Account.objects.bulk_create(made, ignore_conflicts=True, batch_size=2_000)
        found |= _find(court, lacking)
    return {spot: found[ref] for ref, spot in wanted.items()}


def _account(court: str, spot: Spot) -> Account:
    owners = {"receipt_id": spot.receipt, "case_id": spot.case, "payee_id": spot.payee}
    return Account(book_id=court, place=spot.place, **owners)


def _find(court: str, refs: Iterable[str]) -> dict[str, int]:
    return dict(Account.objects.filter(book=court, ref__in=list(refs)).values_list("ref", "pk"))


def _known(court: str, drafts: Sequence[Draft]) -> dict[str, Entry]:
    keys = [draft.key for draft in drafts if draft.key]
    if not keys:
        return {}
    return {entry.key: entry for entry in Entry.objects.filter(book=court, key__in=keys) if entry.key}


def _same(entry: Entry, draft: Draft) -> bool:
    moved = sum(amount for amount in entry.postings.values_list("amount", flat=True) if amount > 0)
    return entry.kind == draft.kind and moved == sum(move.amount for move in draft.moves)


def _said(error: IntegrityError, drafts: Sequence[Draft]) -> InputError:
    """What the database refused, in the words of a clerk."""
    told = str(error)
    where = drafts[0].text[:60] if len(drafts) == 1 else "记账"
    if "account_not_overdrawn" in told:
        return InputError(where, "该处的余额不够", "这笔款可能已被别人处理，请刷新页面核对")
    if "is closed on" in told:
        days = "、".join(sorted({str(draft.on) for draft in drafts}))
        return InputError(where, f"{days}已经结账", "请记在结账日以后的一天")
    if "entry_once" in told:
        return InputError(where, "同一笔款刚刚已由别人记账", "请刷新页面核对")
    raise error
