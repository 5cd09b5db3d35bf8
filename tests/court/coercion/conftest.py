"""The people of 准格尔旗's court, and a case of it against one person and one company."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import titled
from tests.court.coercion import given

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
def chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def president(staff: Callable[..., Staff]) -> Staff:
    """Signs, and works no case."""
    return staff("president")


@pytest.fixture
def stranger(staff: Callable[..., Staff]) -> Staff:
    """A handler of another court."""
    return staff("handler", "内0602")


@pytest.fixture
def new_case(handler: Staff) -> Callable[..., Case]:
    """new_case() files one more case of the handler's."""

    def file(**more: object) -> Case:
        facts = titled(
            handler.court_id,
            **{"handler": handler, "respondents": (given.PERSON, given.COMPANY), "filed_on": given.FILED}
            | more,
        )
        return register_case(handler, facts, given.DAY)

    return file


@pytest.fixture
def case(new_case: Callable[..., Case]) -> Case:
    return new_case()


@pytest.fixture
def sign(chief: Staff, president: Staff) -> Callable[..., object]:
    """sign(row) brings the row's request all its signatures and gives the row as it then is."""

    def work(row, on=given.DAY):
        return given.sign(row, chief, president, on)

    return work
