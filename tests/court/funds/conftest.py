"""The people of 准格尔旗's court, and a case of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.cases.given import titled
from tests.court.funds import given

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import Case
from duixian.court.funds.actions import claiming, receiving
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.models import Claim, Payee, Receipt
from duixian.court.people.models import Court, Installation, Staff


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


@pytest.fixture
def here(db: None) -> Court:
    return Court.objects.get(pk=given.COURT)


@pytest.fixture
def arrived(finance: Staff, here: Court, case: Case) -> Receipt:
    """4,000.00 whose remark names the case, and 77.50 of nobody."""
    content = given.statement(
        (given.DAY, "4000.00", "丙某某", case.case_no), (given.DAY, "77.50", "无名氏", "")
    )
    receiving.import_statement(finance, here, content, "六月.csv", today=given.DAY)
    return Receipt.objects.order_by("pk")[0]


@pytest.fixture
def claimed(handler: Staff, arrived: Receipt, case: Case) -> Claim:
    return claiming.claim(handler, arrived, Told(case, 4_000 * given.YUAN), on=given.DAY, today=given.DAY)


@pytest.fixture
def payee(handler: Staff, clerk: Staff, case: Case) -> Payee:
    return given.payee(handler, clerk, case)
