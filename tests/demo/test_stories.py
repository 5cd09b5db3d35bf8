"""The three told cases, by the arithmetic of their own amounts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from duixian.demo import stories
from duixian.demo.acts import PlannedExpected, PlannedMeasure, PlannedRequest
from duixian.demo.facts import PlannedCase, PlannedStaff
from duixian.demo.owing import due_on_payment, owed
from duixian.demo.staff import draw_staff
from duixian.law.fees import enforcement_fee


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
    (request,) = [act for act in case.acts if isinstance(act, PlannedRequest)]
    assert (request.on, request.answered_on) == (date(2026, 4, 21), date(2026, 6, 8))
    (land,) = [act for act in case.acts if isinstance(act, PlannedExpected)]
    assert (land.known_on, land.amount) == (date(2026, 6, 8), 612_400_00)
    assert (land.noticed_on, land.taken_on) == (date(2026, 6, 10), date(2026, 6, 12))
    assert land.taken_on == land.expected_on - timedelta(2)
    assert (land.withheld, land.taken) == (111_500_00, 111_500_00)
    assert kinds(case)[-1] == "released"


def test_the_loan_is_paid_in_full_after_everything_is_under_control(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.loan(staff)
    bill = due_on_payment(case, date(2026, 5, 27))
    assert bill.principal + bill.interest == 80_000_00 + 60_000_00 == 140_000_00
    # 365 days of 2025, 31+28+31+30 to April, 26 of May: 511 days at 80,000 × 0.000175 = 14.00.
    assert bill.surcharge == 511 * 14_00 == 7_154_00
    assert sum(payment.amount for payment in case.payments) == 140_000_00
    held = [act for act in case.acts if isinstance(act, PlannedMeasure)]
    assert [(act.on, act.act) for act in held] == [
        (date(2026, 1, 30), "freeze"),
        (date(2026, 1, 30), "freeze"),
        (date(2026, 2, 4), "seal"),
        (date(2026, 4, 14), "freeze"),
    ]
    assert {act.released_on for act in held} == {date(2026, 5, 27)}


def test_the_loan_is_never_held_for_more_than_is_owed(staff: tuple[PlannedStaff, ...]) -> None:
    case, day = stories.loan(staff), date(2026, 4, 14)
    # 365 days of 2025, 31 + 28 + 31 of 2026 to March, 14 of April: 469 days at 14.00.
    assert owed(case, day).total == 140_000_00 + 469 * 14_00 == 146_566_00
    # 50.00 to 10,000.00 and 1.5% of the 136,566.00 above, 2,048.49: 2,098.49, in whole yuan 2,098.
    assert enforcement_fee(146_566_00).fee == 2_098_00
    held = [act for act in case.acts if isinstance(act, PlannedMeasure)]
    sums = [act.frozen if act.amount else act.asset.worth for act in held]
    assert sums == [3_268_41, 1_904_52, 46_000_00, 95_000_00]
    assert sum(each or 0 for each in sums) == 146_172_93 < 146_566_00 + 2_098_00
    assert (held[-1].asset.worth or 0) > 146_566_00 + 2_098_00


def test_the_support_lies_with_the_account_that_the_demo_prints(staff: tuple[PlannedStaff, ...]) -> None:
    case = stories.support(staff)
    assert (case.case_no, case.handler) == ("（2026）内0622执102号", "handler")
