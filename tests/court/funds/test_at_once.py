"""Two at once: the same click by two people does once what it does."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connection
from tests.court.funds import given
from tests.court.funds.given import COURT, DAY, YUAN

from duixian.court.approvals import actions as approvals
from duixian.court.funds import book
from duixian.court.funds.actions import claiming, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.book import BANK, Draft, Kind, Move, of_case, unclaimed
from duixian.court.funds.models import Batch, Place, Receipt, Release
from duixian.court.funds.proof import prove
from duixian.law.errors import InputError

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[int], object], workers: int = 2) -> list[str]:
    """What became of each: "" where it was done, else the refusal."""
    barrier = threading.Barrier(workers)

    def one(number: int) -> str:
        barrier.wait()
        try:
            work(number)
        except InputError as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(workers) as pool:
        return sorted(pool.map(one, range(workers)))


def test_one_receipt_is_claimed_once(handler, arrived, case):
    told = Told(case, 4_000 * YUAN)
    done, refused = at_once(lambda _: claiming.claim(handler, arrived, told, on=DAY, today=DAY))
    assert (done, "余额不够" in refused) == ("", True)
    assert case.payments.count() == 1


def test_the_same_money_is_asked_for_once_and_sent_once(handler, chief, finance, here, case, claimed, payee):
    done, refused = at_once(lambda _: given.release(handler, case, payee, 4_000))
    assert (done, bool(refused), Release.objects.count()) == ("", True, 1)
    row = Release.objects.get()
    approvals.grant(chief, row.request, on=DAY, today=DAY)
    given.court_account(finance, here)
    told = {"format": "icbc", "on": DAY, "today": DAY}
    done, refused = at_once(lambda _: releasing.send_batch(finance, here, [row], **told))
    assert (done, bool(refused), Batch.objects.count()) == ("", True, 1)
    done, refused = at_once(lambda _: releasing.note_paid(finance, row, on=DAY, today=DAY))
    assert (done, bool(refused), prove(COURT).faults) == ("", True, ())


def test_the_same_statement_twice_at_once_is_entered_once(finance, here):
    content = given.statement(*((DAY, f"{n}.00", "丙某某", "") for n in range(1, 40)))
    assert at_once(lambda n: receiving.import_statement(finance, here, content, f"{n}.csv", today=DAY)) == [
        "",
        "",
    ]
    # 1 + 2 + … + 39 yuan.
    assert (Receipt.objects.count(), prove(COURT).own) == (39, 78_000)


def test_two_workers_move_the_same_money_about_and_no_fen_goes_astray(finance, handler, new_case):
    """Random moves between the same few places, in both directions; neither waits for the other for ever."""
    receipts, cases = [given.receipt(finance, 1_000) for _ in range(3)], [new_case(), new_case()]
    arrivals = [
        Draft(DAY, Kind.ARRIVAL, (Move(BANK, unclaimed(one), one.amount),), "到账") for one in receipts
    ]
    book.post_all(finance, COURT, arrivals)
    refused = count()

    def work(number: int) -> None:
        lot = random.Random(number)
        for _ in range(150):
            receipt = lot.choice(receipts)
            spots = [unclaimed(receipt), *(of_case(Place.HELD, receipt, case) for case in cases)]
            moves = []
            for _ in range(lot.randint(1, 3)):
                debit, credit = lot.sample(spots, 2)
                moves.append(Move(debit, credit, lot.randint(1, 60_000)))
            try:
                book.post(finance, COURT, Draft(DAY, Kind.CLAIM, tuple(moves), "往来"))
            except InputError:
                next(refused)

    assert at_once(work) == ["", ""]
    found = prove(COURT)
    # Three times 1,000.00; some moves were refused since a place had less, and most were made.
    assert (found.own, found.held, found.faults) == (300_000, 300_000, ())
    assert 3 < found.entries == 303 - (next(refused))
