"""A campaign of the ten courts with a scope of 100,000 yuan, and cases made in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from tests.court.campaigns.given import END, SCOPE, START, YUAN, Maker

from duixian.court.campaigns.actions import create_campaign
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.models import Case, Event, Party, Payment, Status
from duixian.court.people.models import Court, Staff


@pytest.fixture
def supervisor(staff: Callable[..., Staff]) -> Staff:
    return staff("supervisor", "内06")


@pytest.fixture
def campaign(supervisor: Staff, courts: dict[str, Court]) -> Campaign:
    return create_campaign(
        supervisor,
        slug="minsheng-2026",
        name="涉民生、小标的专项执行行动",
        organiser=courts["内06"],
        starts_on=START,
        ends_on=END,
        scope_toml=SCOPE,
        on=START,
    )


@pytest.fixture
def make_case(courts: dict[str, Court]) -> Maker:
    """make_case(cause, yuan, court=..., paid=[(day, yuan)], events=[(kind, day, person)], ...)."""
    serials = count(1)

    def make(
        cause: str = "民间借贷纠纷",
        yuan: int = 20_000,
        *,
        court: str = "内0622",
        filed: date = date(2026, 4, 1),
        closed: date | None = None,
        way: str = Status.FULLY_PERFORMED,
        kind: str = "执",
        paid: list[tuple[date, int]] = [],  # noqa: B006
        events: list[tuple[str, date, str]] = [],  # noqa: B006
        **extra: Any,
    ) -> Case:
        case = Case.objects.create(
            court=courts[court],
            case_no=f"（2026）{court}{kind}{next(serials)}号",
            kind=kind,
            cause=cause,
            amount_claimed=yuan * YUAN,
            filed_on=filed,
            closed_on=closed,
            status=way if closed else Status.OPEN,
            **extra,
        )
        Party.objects.create(case=case, side=Party.Side.APPLICANT, name="甲某（测试）", is_person=True)
        for on, amount in paid:
            Payment.objects.create(case=case, on=on, amount=amount * YUAN)
        for what, on, person in events:
            Event.objects.create(case=case, court=case.court, on=on, kind=what, text="测试", person=person)
        return case

    return make
