"""The plan: one seed one plan, the published sums, and nothing that law/ would refuse."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from duixian.demo import mix
from duixian.demo.days import campaign_weeks
from duixian.demo.facts import Plan, PlannedCase, PlannedEvent
from duixian.demo.owing import owed
from duixian.demo.plan import draw_plan
from duixian.demo.recoveries import recovered_in_campaign
from duixian.demo.totals import PUBLISHED
from duixian.law.calendar import add_months, is_working_day

FIRST, LAST = PUBLISHED.starts_on, PUBLISHED.ends_on


def counted(plan: Plan) -> list[PlannedCase]:
    return [case for case in plan.cases if case.counts]


def performed(plan: Plan) -> list[PlannedCase]:
    ends = [(case, case.closing) for case in counted(plan)]
    return [c for c, end in ends if end and end.way == "fully_performed" and FIRST <= end.on <= LAST]


def events(plan: Plan, kind: str) -> list[PlannedEvent]:
    of_counted = (event for case in counted(plan) for event in case.events)
    return [event for event in of_counted if event.kind == kind and FIRST <= event.on <= LAST]


def test_one_seed_gives_one_plan(plan: Plan) -> None:
    assert draw_plan(plan.seed) == plan


@pytest.mark.parametrize("seed", [1, 7])
def test_another_seed_gives_other_cases_and_the_same_sums(plan: Plan, seed: int) -> None:
    other = draw_plan(seed)
    assert other.cases != plan.cases
    assert len(performed(other)) == PUBLISHED.fully_performed
    assert sum(recovered_in_campaign(case.payments) for case in counted(other)) == PUBLISHED.recovered


def test_about_three_thousand_cases_lie_open_in_the_campaign(plan: Plan) -> None:
    open_in_it = [case for case in plan.cases if case.closing is None or case.closing.on >= FIRST]
    assert 2_900 <= len(open_in_it) <= 3_200


def test_so_many_cases_are_fully_performed(plan: Plan) -> None:
    assert len(performed(plan)) == 798


def test_so_much_is_recovered_to_the_fen(plan: Plan) -> None:
    assert sum(recovered_in_campaign(case.payments) for case in counted(plan)) == 60_621_500_00


@pytest.mark.parametrize(("kind", "count"), [("summoned_by_force", 448), ("detained", 36), ("fined", 1)])
def test_so_many_persons_are_brought_in_detained_and_fined(plan: Plan, kind: str, count: int) -> None:
    found = events(plan, kind)
    assert len(found) == count
    assert len({event.person for event in found}) == count


def test_every_court_and_every_week_has_its_part(plan: Plan) -> None:
    days = Counter((case.court, case.closing.on) for case in performed(plan) if case.closing)
    assert {court for court, _ in days} == set(mix.COURT_SHARES)
    for week in campaign_weeks():
        assert sum(count for (_, day), count in days.items() if day in week) >= 20


def test_the_weeks_cover_the_campaign_without_gap() -> None:
    weeks = campaign_weeks()
    assert len(weeks) == 13
    days = [day for week in weeks for day in week]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (FIRST, LAST)


def test_a_case_fully_performed_owes_nothing_and_was_not_overpaid(plan: Plan) -> None:
    for case in plan.cases:
        if case.closing and case.closing.way == "fully_performed":
            bill = owed(case, case.closing.on, case.payments, case.waivers)
            assert (bill.total, bill.overpaid) == (0, 0), case.case_no


def test_a_case_not_fully_performed_still_owes(plan: Plan) -> None:
    paid_in_part = [
        c for c in plan.cases if c.payments and (c.closing is None or c.closing.way == "suspended")
    ]
    assert len(paid_in_part) > 300
    for case in paid_in_part[::5]:
        assert owed(case, plan.day, case.payments, case.waivers).total > 0, case.case_no


def test_every_case_lets_law_compute_its_statement(plan: Plan) -> None:
    for case in plan.cases[::7]:
        assert owed(case, case.filed_on).total > 0, case.case_no


def test_case_numbers_are_unique_and_name_court_and_year(plan: Plan) -> None:
    assert len({case.case_no for case in plan.cases}) == len(plan.cases)
    for case in plan.cases:
        if not case.story:
            assert case.case_no.startswith(f"（{case.filed_on.year}）{case.court}执")


def test_everything_happens_between_filing_and_closing(plan: Plan) -> None:
    for case in plan.cases:
        last = case.closing.on if case.closing else plan.day
        assert all(case.filed_on <= event.on <= last for event in case.events), case.case_no
        if not case.story:
            assert all(case.filed_on < payment.on <= last for payment in case.payments), case.case_no


def test_courts_act_on_working_days(plan: Plan) -> None:
    days = {event.on for case in plan.cases for event in case.events}
    days |= {case.closing.on for case in plan.cases if case.closing}
    assert [day for day in days if not is_working_day(day)] == []


def test_nothing_is_suspended_within_three_months_of_filing(plan: Plan) -> None:
    suspended = [case for case in plan.cases if case.closing and case.closing.way == "suspended"]
    assert len(suspended) > 150
    for case in suspended:
        assert case.closing is not None
        assert case.closing.on > add_months(case.filed_on, 3)
        assert {"consumption", "visit", "search", "notice"} <= {event.kind for event in case.events}


def test_titles_were_due_before_filing(plan: Plan) -> None:
    for case in plan.cases:
        assert case.title.effective_on < case.filed_on - timedelta(7)
        assert date(2018, 1, 1) < case.title.effective_on


def test_force_is_not_used_on_companies(plan: Plan) -> None:
    for case in plan.cases:
        names = {one.name for one in case.respondents if one.is_person}
        assert all(e.person in names for e in case.events if e.kind in ("summoned_by_force", "detained"))


def test_some_things_happen_that_no_campaign_counts(plan: Plan) -> None:
    outside = [case for case in plan.cases if case.scope == "outside"]
    assert sum(recovered_in_campaign(case.payments) for case in outside) > 0
    assert any(event.kind == "summoned_by_force" for case in outside for event in case.events)
    assert any(payment.on < FIRST for case in counted(plan) for payment in case.payments)
    early = [event for case in counted(plan) for event in case.events if event.on < FIRST]
    assert any(event.kind == "summoned_by_force" for event in early)
