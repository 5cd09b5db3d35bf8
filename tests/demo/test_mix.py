"""The mix of the sample stands in the campaign's scope where the generator believes it to stand."""

from __future__ import annotations

from random import Random

import pytest

from duixian.demo import mix
from duixian.demo.drafts import draw_drafts
from duixian.demo.facts import PlannedCase
from duixian.demo.staff import ROLES, accounts, draw_staff
from duixian.law.case_number import parse_case_number
from duixian.law.scope import CATEGORIES, Decision, decide, default_scope


@pytest.fixture(scope="module")
def filed() -> list[PlannedCase]:
    random = Random(11)
    return [draft.case for draft in draw_drafts(random, draw_staff(random))]


def decision(case: PlannedCase) -> Decision:
    is_person = all(one.is_person for one in case.applicants)
    return decide(default_scope(), case.cause, case.amount_claimed, is_person)


def planned(case: PlannedCase) -> str:
    return "review" if case.scope in mix.DECISIONS else case.scope


def where(found: Decision) -> str:
    if found.category is None:
        return "outside"
    return found.confidence


def test_the_scope_agrees_with_the_generator_on_every_case(filed: list[PlannedCase]) -> None:
    assert {
        (case.cause, planned(case), where(decision(case)))
        for case in filed
        if planned(case) != where(decision(case))
    } == set()


def test_all_five_categories_occur(filed: list[PlannedCase]) -> None:
    assert {decision(case).category for case in filed} == {*CATEGORIES, None}


def test_every_court_has_cases_by_its_share(filed: list[PlannedCase]) -> None:
    whole = sum(mix.COURT_SHARES.values())
    for court, share in mix.COURT_SHARES.items():
        count = sum(case.court == court for case in filed)
        assert abs(count - mix.CASES * share / whole) < 1


def test_case_numbers_are_valid(filed: list[PlannedCase]) -> None:
    for case in filed:
        number = parse_case_number(case.case_no)
        assert (str(number), number.court_code, number.year) == (case.case_no, case.court, case.filed_on.year)


def test_small_claims_stay_within_the_limit(filed: list[PlannedCase]) -> None:
    small = [case for case in filed if decision(case).category == "small_claim"]
    assert len(small) > 800
    assert max(case.amount_claimed for case in small) <= 100_000_00


def test_there_are_about_a_hundred_and_ten_staff_and_one_shown_account_a_role() -> None:
    staff = draw_staff(Random(11))
    assert 100 <= len(staff) <= 120
    assert len({one.name for one in staff}) == len({one.username for one in staff}) == len(staff)
    roles = {one.username: ROLES[one.role] for one in staff}
    assert [(role, roles[username]) for role, username, _ in accounts()] == [(r, r) for r in ROLES.values()]
