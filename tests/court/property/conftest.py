"""A handler of 准格尔旗's court, the cases of the stories in his hands, and a bank that was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.property.asked import case_of, institution, requests_of
from tests.court.property.given import DAY, loan, support

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff
from duixian.court.property.actions.searching import order_search
from duixian.court.property.models import Institution, SearchRequest


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


@pytest.fixture
def bank(db: None) -> Institution:
    return institution()


@pytest.fixture
def asked(handler: Staff, bank: Institution) -> SearchRequest:
    """A case against one person, about whom 示例银行 was asked."""
    case = case_of(handler)
    order_search(handler, [case], [bank], on=DAY)
    return requests_of(case)[0]
