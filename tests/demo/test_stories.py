"""The three told cases, by the arithmetic of their own amounts."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from duixian.demo import stories
from duixian.demo.facts import PlannedCase, PlannedStaff
from duixian.demo.owing import due_on_payment, owed
from duixian.demo.staff import draw_staff


@pytest.fixture(scope="module")
def staff() -> tuple[PlannedStaff, ...]:
    return draw_staff(Random(1))


def last_payment(case: PlannedCase) -> int:
    return case.payments[-1].amount


def kinds(case: PlannedCase) -> list[str]:
    return [event.kind for event in case.events]


def test_each_story_ends_with_nothing_owed(staff: tuple[PlannedStaff, ...]) -> None:
    for case in stories.told(staff):
        assert case.closing is not None
        assert case.closing.way == "fully_performed"
        assert owed(case, case.closing.on, case.payments, case.waivers).total == 0


def test_the_injury_is_settled_on_the_day_the_debtor_is_brought_in(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.injury(staff)
    day = date(2026, 5, 14)
    bill = due_on_payment(case, day)
    # 26 days of September, 31+30+31+31+28+31+30 to April, 13 of May: 251 days at 86,000 × 0.000175 = 15.05.
    assert bill.surcharge == 251 * 15_05 == 3_777_55
    assert (bill.principal, bill.fees) == (86_000_00, 975_00)
    assert last_payment(case) == 86_000_00 + 975_00 - 6_000_00
    assert [w.amount for w in case.waivers] == [6_000_00, 3_777_55]
    same_day = [event.kind for event in case.events if event.on == day]
    assert same_day == ["summoned_by_force", "contact", "settlement", "released"]
    assert case.closing is not None
    assert case.closing.on == day


def test_the_support_takes_what_sixty_months_left_unpaid(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.support(staff)
    before = [payment for payment in case.payments if payment.on < case.filed_on]
    assert sum(payment.amount for payment in before) == 8_500_00
    bill = owed(case, date(2026, 6, 8), before)
    assert bill.total == bill.principal == 60 * 2_000_00 - 8_500_00 == 111_500_00
    assert bill.surcharge == 0
    assert last_payment(case) == 111_500_00
    found = next(event for event in case.events if event.kind == "found")
    assert (found.on, found.amount) == (date(2026, 6, 8), 612_400_00)
    assert 600_000_00 < (found.amount or 0) < 700_000_00
    by_day = {event.on: event.kind for event in case.events}
    assert by_day[date(2026, 6, 10)] == "notice"
    assert by_day[date(2026, 6, 12)] == "deducted"
    assert kinds(case)[-1] == "released"


def test_the_loan_is_paid_in_full_after_everything_is_under_control(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.loan(staff)
    bill = due_on_payment(case, date(2026, 5, 27))
    assert bill.principal + bill.interest == 80_000_00 + 60_000_00 == 140_000_00
    # 365 days of 2025, 31+28+31+30 to April, 26 of May: 511 days at 80,000 × 0.000175 = 14.00.
    assert bill.surcharge == 511 * 14_00 == 7_154_00
    assert sum(payment.amount for payment in case.payments) == 140_000_00
    assert kinds(case).count("frozen") == 3
    assert "sealed" in kinds(case)


def test_the_support_lies_with_the_account_that_the_demo_prints(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.support(staff)
    assert (case.case_no, case.handler) == ("（2026）内0622执102号", "handler")
