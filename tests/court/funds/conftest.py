"""The people of 准格尔旗's court, and a case of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import titled
from tests.court.funds import given

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Installation, Staff


@pytest.fixture(autouse=True)
def _day(db: None) -> None:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    return staff("handler")


@pytest.fixture
def clerk(staff: Callable[..., Staff]) -> Staff:
    return staff("clerk")


@pytest.fixture
def chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def finance(staff: Callable[..., Staff]) -> Staff:
    return staff("finance")


@pytest.fixture
def new_case(handler: Staff) -> Callable[..., Case]:
    """new_case() files one more case of the handler's."""

    def file(**more: object) -> Case:
        told = {"handler": handler, "filed_on": given.FILED} | more
        return register_case(handler, titled(handler.court_id, **told), given.DAY)

    return file


@pytest.fixture
def case(new_case: Callable[..., Case]) -> Case:
    return new_case()
