"""The people of 准格尔旗's court, and a case of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import DAY, titled

from duixian.court.approvals import registry
from duixian.court.cases.actions import register_case
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
def second_chief(staff: Callable[..., Staff]) -> Staff:
    return staff("bureau_chief")


@pytest.fixture
def president(staff: Callable[..., Staff]) -> Staff:
    return staff("president")


@pytest.fixture
def case(handler: Staff) -> Case:
    return register_case(handler, titled(handler.court_id, handler=handler), DAY)


@pytest.fixture(autouse=True)
def nobody_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """This room alone: what other rooms do after a signature is tested there."""
    monkeypatch.setattr(registry, "_answers", {})
