"""The people of 准格尔旗's court, and one case in the handler's hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.agenda.given import filed

from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def colleague(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def president(staff: Callable[..., Staff]) -> Staff:
    return staff("president")


@pytest.fixture
def supervisor(staff: Callable[..., Staff]) -> Staff:
    return staff("supervisor", "内06")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """The bureau chief of another court."""
    return staff("bureau_chief", "内0602")


@pytest.fixture
def case(handler: Staff) -> Case:
    return filed(handler)
