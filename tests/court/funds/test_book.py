"""案款账: what the database holds whoever writes to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.court.funds import given
from tests.court.funds.given import DAY, YUAN

from duixian.court.funds import book
from duixian.court.funds.book import BANK, Draft, Kind, Move, of_case, unclaimed
from duixian.court.funds.models import Account, Book, Entry, Place, Posting
from duixian.law.errors import InputError


@pytest.fixture
def receipt(finance):
    return given.receipt(finance, 1_000)


def arrival(receipt, **more):
    moves = (Move(BANK, unclaimed(receipt), receipt.amount),)
    return Draft(
        **{"on": DAY, "kind": Kind.ARRIVAL, "moves": moves, "text": "到账", "key": receipt.key} | more
    )


@pytest.fixture
def arrived(finance, receipt):
    return book.post(finance, "内0622", arrival(receipt))


def sums():
    found = Account.objects.order_by("pk").values_list("place", "balance")
    return {place: fen for place, fen in found if fen}


def claim(receipt, case, yuan, **more):
    moves = (Move(unclaimed(receipt), of_case(Place.HELD, receipt, case), yuan * YUAN),)
    return Draft(**{"on": DAY, "kind": Kind.CLAIM, "moves": moves, "text": "认领", "case": case.pk} | more)


def test_what_came_in_lies_with_the_bank_and_is_owed_to_somebody(arrived):
    assert sums() == {"bank": 100_000, "unclaimed": -100_000}
    assert list(arrived.postings.order_by("no").values_list("no", "amount")) == [(1, 100_000), (2, -100_000)]


def test_a_claim_leaves_the_rest_where_it_was(finance, receipt, arrived, case):
    book.post(finance, "内0622", claim(receipt, case, 400))
    assert sums() == {"bank": 100_000, "unclaimed": -60_000, "held": -40_000}


def test_nothing_leaves_a_place_that_has_less(finance, receipt, arrived, case):
    with pytest.raises(InputError, match="余额不够"):
        book.post(finance, "内0622", claim(receipt, case, 1_001))
    assert sums() == {"bank": 100_000, "unclaimed": -100_000}


def test_the_same_key_again_is_the_entry_of_before(finance, receipt, arrived):
    assert book.post(finance, "内0622", arrival(receipt)) == arrived
    assert sums()["bank"] == 100_000
    with pytest.raises(InputError, match="防重键"):
        book.post(finance, "内0622", arrival(receipt, moves=(Move(BANK, unclaimed(receipt), 1),)))


def test_a_reversal_is_the_entry_the_other_way_and_comes_once(finance, receipt, arrived, case):
    claimed = book.post(finance, "内0622", claim(receipt, case, 400))
    back = book.reverse(finance, claimed, "认领有误", DAY)
    assert (back.reverses, sums()) == (claimed, {"bank": 100_000, "unclaimed": -100_000})
    with pytest.raises(InputError, match="已经冲正"):
        book.reverse(finance, claimed, "再来", DAY)


def test_a_reversal_is_not_before_its_entry(finance, receipt, arrived, case):
    claimed = book.post(finance, "内0622", claim(receipt, case, 400))
    with pytest.raises(InputError, match=f"早于所冲正分录的日期{DAY}"):
        book.reverse(finance, claimed, "认领有误", DAY - timedelta(days=1))
    assert sums() == {"bank": 100_000, "unclaimed": -60_000, "held": -40_000}


def test_what_has_gone_on_is_not_reversed(finance, receipt, arrived, case):
    book.post(finance, "内0622", claim(receipt, case, 400))
    with pytest.raises(InputError, match="余额不够"):
        book.reverse(finance, arrived, "银行冲正", DAY)


def test_of_many_entries_one_wrong_is_none(finance, receipt, case):
    with pytest.raises(InputError):
        book.post_all(finance, "内0622", [arrival(receipt), claim(receipt, case, 2_000)])
    assert not Entry.objects.exists() and sums() == {}


def test_no_sum_below_one_fen(finance, receipt):
    with pytest.raises(InputError, match="大于零"):
        book.post(finance, "内0622", arrival(receipt, moves=(Move(BANK, unclaimed(receipt), 0),)))


def test_a_closed_day_takes_no_entry(finance, receipt):
    Book.objects.create(court_id="内0622", closed_on=DAY)
    with pytest.raises(InputError, match="已经结账"):
        book.post(finance, "内0622", arrival(receipt))
    assert book.post(finance, "内0622", arrival(receipt, on=DAY + timedelta(days=1))).pk


class TestDatabase:
    """What no program can do, whichever way it comes."""

    def entry(self, finance, lines=2, **more):
        told = {"book_id": "内0622", "on": DAY, "kind": "arrival", "text": "x", "made_by": finance}
        return Entry.objects.create(lines=lines, **told | more)

    def sides(self, entry, *pairs):
        rows = [Posting(entry=entry, no=no, account_id=a, amount=f) for no, (a, f) in enumerate(pairs, 1)]
        Posting.objects.bulk_create(rows)

    @pytest.fixture
    def places(self, arrived):
        return dict(Account.objects.values_list("place", "pk"))

    @pytest.mark.parametrize("fen", [[1, -2], [1, 1], [1, -1, 1, -1], [5]])
    def test_an_entry_that_does_not_balance_or_is_not_whole(self, finance, places, fen):
        # The last but one balances, yet has more lines than its entry says; the last has fewer.
        with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
            ids = [places["bank"], places["unclaimed"]] * 2
            self.sides(self.entry(finance), *zip(ids[: len(fen)], fen, strict=True))

    def test_an_entry_without_its_postings(self, finance, places):
        with pytest.raises(IntegrityError, match="entry_is_whole"), transaction.atomic():
            self.entry(finance)
            connection.check_constraints()

    def test_a_posting_that_comes_later(self, finance, places, arrived):
        for no in (1, 3):
            with pytest.raises(IntegrityError), transaction.atomic():
                Posting.objects.create(entry=arrived, no=no, account_id=places["bank"], amount=1)

    def test_an_account_of_another_book(self, finance, places):
        Book.objects.create(court_id="内0602")
        other = Account.objects.create(book_id="内0602", place="bank")
        with pytest.raises(IntegrityError, match="another book"), transaction.atomic():
            self.sides(self.entry(finance), (other.pk, 5), (places["unclaimed"], -5))

    def test_a_reversal_that_is_none(self, finance, places, arrived):
        with pytest.raises(IntegrityError, match="does not reverse"), transaction.atomic():
            back = self.entry(finance, kind="reversal", reverses=arrived)
            self.sides(back, (places["bank"], -1), (places["unclaimed"], 1))

    def test_a_reversal_before_its_entry(self, finance, places, arrived):
        with pytest.raises(IntegrityError, match="does not reverse"), transaction.atomic():
            back = self.entry(finance, kind="reversal", reverses=arrived, on=DAY - timedelta(days=1))
            sides = arrived.postings.order_by("no").values_list("account_id", "amount")
            self.sides(back, *((account, -fen) for account, fen in sides))

    @pytest.mark.parametrize(
        "write",
        [
            "UPDATE funds_entry SET text = 'y'",
            "DELETE FROM funds_entry",
            "UPDATE funds_posting SET amount = amount * 2",
            "DELETE FROM funds_posting",
            "UPDATE funds_account SET balance = -1 WHERE place = 'bank'",
            "UPDATE funds_account SET place = 'cash' WHERE place = 'bank'",
            "DELETE FROM funds_book",
        ],
    )
    def test_what_is_written_stays(self, arrived, write):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(write)

    @pytest.mark.parametrize("told", [{"place": "held"}, {"place": "paying"}, {"place": "unclaimed"}])
    def test_a_place_without_its_owner(self, arrived, told):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create(book_id="内0622", **told)
