"""The people of 准格尔旗's court, and a case of it against one person in 大塔村."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import titled
from tests.court.liaison import given

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def colleague(staff: Callable[..., Staff]) -> Staff:
    return staff("clerk")


@pytest.fixture
def president(staff: Callable[..., Staff]) -> Staff:
    """Sees the court's cases and works none."""
    return staff("president")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """A handler of another court."""
    return staff("handler", "内0602")


@pytest.fixture
def new_case(handler: Staff) -> Callable[..., Case]:
    """new_case() files one more case of the handler's."""

    def file(officer: Staff = handler) -> Case:
        facts = titled(officer.court_id, handler=officer, respondents=(given.RESPONDENT,))
        return register_case(officer, facts, given.DAY)

    return file


@pytest.fixture
def case(new_case: Callable[..., Case]) -> Case:
    return new_case()
