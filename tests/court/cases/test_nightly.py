"""The night's reckoning: the list's debts follow the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.court.cases.given import DAY

from duixian.court.cases.models import Case
from duixian.court.cases.nightly import reckon_all
from duixian.court.cases.queries import statement_of

pytestmark = pytest.mark.django_db


def test_the_lists_debt_is_that_of_the_new_day(case: Case) -> None:
    tomorrow = DAY + timedelta(days=1)
    assert reckon_all(tomorrow) == 1
    case.refresh_from_db()
    assert (case.owed, case.owed_on) == (statement_of(case, tomorrow).total, tomorrow)
    assert case.owed > statement_of(case, DAY).total
