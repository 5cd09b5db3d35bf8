"""The people of 准格尔旗's court, and a case in which all was done that a suspension needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.closing import given

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def president(staff: Callable[..., Staff]) -> Staff:
    return staff("president")


@pytest.fixture
def case(handler: Staff) -> Case:
    return register_case(handler, given.facts(handler), given.DAY)


@pytest.fixture
def searched(handler: Staff, chief: Staff, president: Staff, case: Case) -> Case:
    """Nothing is missing any more but the signature."""
    given.search_all(handler, chief, president, case)
    return case


@pytest.fixture
def suspended(handler: Staff, chief: Staff, president: Staff, searched: Case) -> Case:
    given.close(handler, chief, president, searched, "suspended")
    searched.refresh_from_db()
    return searched
