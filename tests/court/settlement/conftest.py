"""The people of 准格尔旗's court, and a case of it against one person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import titled
from tests.court.settlement import given

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """A handler of another court."""
    return staff("handler", "内0602")


@pytest.fixture
def case(handler: Staff) -> Case:
    facts = titled(handler.court_id, handler=handler, respondents=(given.RESPONDENT,))
    return register_case(handler, facts, given.DAY)
