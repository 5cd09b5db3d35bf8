"""What is held and heard in the sample's open cases, as planned: something for every band of the agenda."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TypeVar

import pytest

from duixian.demo.acts import (
    PlannedAct,
    PlannedExpected,
    PlannedLead,
    PlannedMeasure,
    PlannedReport,
    PlannedRequest,
)
from duixian.demo.facts import Plan, PlannedCase
from duixian.demo.names import Someone
from duixian.demo.plan import draw_plan
from duixian.demo.staff import SHOWN_COURT, SHOWN_HANDLER
from duixian.law.calendar import add_months, is_working_day
from duixian.law.control import most_months

A = TypeVar("A", bound=PlannedAct)


def busy(plan: Plan) -> list[PlannedCase]:
    return [case for case in plan.cases if case.acts and not case.story]


def acts(plan: Plan, kind: type[A]) -> list[tuple[PlannedCase, A]]:
    return [(case, act) for case in busy(plan) for act in case.acts if isinstance(act, kind)]


def first_day(act: PlannedAct) -> date:
    return act.known_on if isinstance(act, PlannedExpected) else act.on


def last_day(act: PlannedMeasure) -> date:
    return add_months(act.renewed_on or act.on, act.months or most_months(act.asset.thing))


def test_about_sixty_open_cases_have_more_told_of_them(plan: Plan) -> None:
    cases = busy(plan)
    assert 50 <= len(cases) <= 65
    assert all(case.closing is None for case in cases)
    assert sum(case.court == SHOWN_COURT for case in cases) > 30
    assert sum(case.handler == SHOWN_HANDLER for case in cases) > 15
    assert len({case.court for case in cases}) > 3


def test_everything_begins_after_filing_on_a_working_day_that_has_come(plan: Plan) -> None:
    for case in busy(plan):
        for act in case.acts:
            day = first_day(act)
            assert case.filed_on < day <= plan.day, (case.case_no, act)
            assert is_working_day(day), (case.case_no, act)


@pytest.mark.parametrize(("first", "last"), [(1, 7), (8, 15), (16, 30), (31, 60)])
def test_some_terms_end_in_every_band_of_reminding(plan: Plan, first: int, last: int) -> None:
    ends = [last_day(act) for _, act in acts(plan, PlannedMeasure)]
    within = [end for end in ends if plan.day + timedelta(first) <= end <= plan.day + timedelta(last)]
    assert len(within) >= 4


def test_some_were_renewed_in_time_without_a_receipt_and_some_lapsed(plan: Plan) -> None:
    held = [act for _, act in acts(plan, PlannedMeasure)]
    renewed = [act for act in held if act.renewed_on]
    assert len(renewed) == 4
    for act in renewed:
        assert act.on < (act.renewed_on or act.on) <= add_months(act.on, act.months or 0)
    assert 2 <= sum(last_day(act) < plan.day for act in held) <= 4


def test_several_cases_wait_for_one_house_of_one_company(plan: Plan) -> None:
    houses: dict[str, list[Someone]] = {}
    for case, act in acts(plan, PlannedMeasure):
        houses.setdefault(act.asset.identity, []).append(case.respondents[act.party])
    (waiting,) = [owners for owners in houses.values() if len(owners) > 1]
    assert len(waiting) == 4
    assert len({owner.name for owner in waiting}) == 1
    assert not waiting[0].is_person


def test_of_leads_reports_and_requests_some_are_done_some_late_some_in_time(plan: Plan) -> None:
    leads = [act for _, act in acts(plan, PlannedLead)]
    assert Counter(bool(act.verified_on) for act in leads) == {True: 4, False: 12}
    # Seven days to verify: what was told nine days ago is late, what was told five days ago is not.
    ages = [(plan.day - act.on).days for act in leads if not act.verified_on]
    assert min(ages) < 5
    assert max(ages) > 9
    assert Counter(bool(act.reported_on) for _, act in acts(plan, PlannedReport)) == {True: 4, False: 8}
    assert Counter(bool(act.answered_on) for _, act in acts(plan, PlannedRequest)) == {True: 5, False: 10}


def test_money_is_expected_within_ten_days_and_some_of_it_is_stopped(plan: Plan) -> None:
    coming = [act for _, act in acts(plan, PlannedExpected)]
    assert len(coming) == 7
    assert all(plan.day < act.expected_on <= plan.day + timedelta(10) for act in coming)
    assert 0 < sum(act.noticed_on is not None for act in coming) < len(coming)


def test_a_tour_of_the_day_goes_to_five_persons_of_the_shown_handler(plan: Plan) -> None:
    (tour,) = plan.tours
    assert (tour.on, tour.leader, len(set(tour.cases))) == (plan.day, SHOWN_HANDLER, 5)
    visited = [case for case in plan.cases if case.case_no in tour.cases]
    assert all(case.handler == SHOWN_HANDLER and case.closing is None for case in visited)
    assert all(case.respondents[0].is_person for case in visited)


def test_a_dozen_institutions_are_invented_each_with_a_name_of_its_own(plan: Plan) -> None:
    assert len(plan.institutions) >= 12
    assert len({one.code for one in plan.institutions}) == len({one.name for one in plan.institutions})
    assert all(one.name.startswith("示例") for one in plan.institutions)
    assert {act.asset.holder for _, act in acts(plan, PlannedMeasure)} <= {
        one.name for one in plan.institutions
    }


@pytest.mark.parametrize("seed", [1, 7])
def test_another_seed_gives_its_own_acts(plan: Plan, seed: int) -> None:
    other = draw_plan(seed)
    assert 50 <= len(busy(other)) <= 65
    assert {case.case_no for case in busy(other)} != {case.case_no for case in busy(plan)}
