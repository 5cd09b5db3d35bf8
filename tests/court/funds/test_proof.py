"""日结与验账: what is changed behind the program's back is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from tests.court.funds import given
from tests.court.funds.given import DAY
from tests.court.funds.test_book import arrival, claim

from duixian.court.funds import book
from duixian.court.funds.models import DayClose
from duixian.court.funds.proof import close_day, prove
from duixian.court.people.models import Court
from duixian.law.errors import InputError, NotAllowed

NEXT, THIRD = DAY + timedelta(days=1), DAY + timedelta(days=2)
COURT = "内0622"


@pytest.fixture
def days(finance, case):
    """Two closed days, and a third that is open."""
    here = Court.objects.get(pk=COURT)
    for on in (DAY, NEXT):
        receipt = given.receipt(finance, 1_000, on)
        book.post(finance, COURT, arrival(receipt, on=on))
        book.post(finance, COURT, claim(receipt, case, 400, on=on))
        close_day(finance, here, on, THIRD)
    book.post(finance, COURT, claim(receipt, case, 100, on=THIRD))
    return here


def test_a_true_book_is_proved(days):
    found = prove(COURT)
    # Twice 1,000.00 came in; two entries a day, and one on the third.
    assert (found.faults, found.closes, found.entries, found.own, found.held) == ((), 2, 5, 200_000, 200_000)
    first, second = DayClose.objects.order_by("on")
    assert (first.previous, second.previous) == ("", first.hash)
    assert (first.own, second.own, first.entries) == (100_000, 200_000, 2)


@pytest.mark.parametrize(
    ("write", "fault"),
    [
        ("UPDATE funds_entry SET text = '改' WHERE \"on\" = '2026-07-01'", "2026-07-01的日结与账簿不符"),
        (
            "UPDATE funds_posting SET amount = amount + 1 WHERE id = (SELECT min(id) FROM funds_posting)",
            "相差0.01元",
        ),
        ("UPDATE funds_account SET balance = balance + 1 WHERE place = 'bank'", "分录相加是2,000.00元"),
        ("DELETE FROM funds_posting WHERE entry_id = (SELECT min(id) FROM funds_entry)", "2026-06-30的日结"),
        ("UPDATE funds_dayclose SET hash = repeat('0', 64) WHERE \"on\" = '2026-06-30'", "没有接上"),
        ("UPDATE funds_book SET closed_on = '2026-06-30'", "最后的日结却是2026-07-01"),
        ("UPDATE funds_dayclose SET own = own + 1", "结存的银行和现金与分录不符"),
    ],
)
def test_what_a_master_of_the_database_changes_is_found(days, write, fault):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(write)
        cursor.execute("SET session_replication_role = DEFAULT")
    assert any(fault in said for said in prove(COURT).faults)


def test_a_day_is_closed_when_it_is_over_and_once(finance, days):
    for on, said in ((THIRD, "还没有到"), (NEXT, "已于2026-07-01结账")):
        with pytest.raises(InputError, match=said):
            close_day(finance, days, on, THIRD)


def test_who_keeps_no_funds_closes_no_day(handler, days, staff):
    for other in (handler, staff("bureau_chief"), staff("finance", "内0602")):
        with pytest.raises(NotAllowed):
            close_day(other, days, THIRD, THIRD + timedelta(days=1))
