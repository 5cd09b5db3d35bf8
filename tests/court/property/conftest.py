"""A handler of 准格尔旗's court, and the cases of the stories in his hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.property.given import DAY, loan, support

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@pytest.fixture
def clerk(staff: Callable[..., Staff]) -> Staff:
    return staff("clerk")


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """A handler of another court."""
    return staff("handler", "内0602")


@pytest.fixture
def mother(clerk: Staff) -> Case:
    """111,500.00 of support is owed, no surcharge."""
    return register_case(clerk, support(), DAY)


@pytest.fixture
def lender(clerk: Staff) -> Case:
    """140,000.00 of a loan is owed."""
    return register_case(clerk, loan(), DAY)
