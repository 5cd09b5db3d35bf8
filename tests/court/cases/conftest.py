"""The people of 准格尔旗's court, and a case of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import DAY, titled

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
def chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """A clerk of another court."""
    return staff("clerk", "内0602")


@pytest.fixture
def supervisor(staff: Callable[..., Staff]) -> Staff:
    return staff("supervisor", "内06")


@pytest.fixture
def case(clerk: Staff) -> Case:
    return register_case(clerk, titled(), DAY)
