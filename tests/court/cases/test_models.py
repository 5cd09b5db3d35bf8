"""What the database itself refuses, whoever asks."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, IntegrityError, connection, transaction
from tests.court.cases.given import DAY, facts

from duixian.court.cases import actions
from duixian.court.cases.models import Case, Event, Payment, Status, Waiver


def refused(sql: str) -> bool:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return True


@pytest.fixture
def paid(clerk, case):
    actions.record_payment(clerk, case, on=DAY, amount=100, today=DAY)
    actions.record_waiver(clerk, case, on=DAY, of="principal", amount=100, basis="声明", today=DAY)
    return case


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cases_event SET text = '改过'",
        "DELETE FROM cases_event",
        "UPDATE cases_payment SET amount = 1",
        "UPDATE cases_payment SET \"on\" = '2020-01-01'",
        "DELETE FROM cases_payment",
        "UPDATE cases_waiver SET amount = 1",
        "DELETE FROM cases_waiver",
        "DELETE FROM cases_case",
        "UPDATE cases_caseversion SET status = 'open'",
        "DELETE FROM cases_paymentversion",
    ],
)
def test_what_happened_can_be_neither_changed_nor_removed(paid, sql):
    assert refused(sql)
    assert Event.objects.filter(case=paid).count() == 3
    assert (Payment.objects.get().amount, Waiver.objects.get().amount) == (100, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": Status.SUSPENDED},
        {"closed_on": DAY},
        {"status": Status.SUSPENDED, "closed_on": date(2020, 1, 1)},
        {"amount_claimed": -1},
        {"owed": -1},
        {"status": "lost"},
        {"category": "other"},
        {"case_no": "2026内0622执1号"},
    ],
)
def test_a_case_that_cannot_be_is_refused(case, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


def test_case_numbers_are_ordered_as_numbers(clerk):
    numbers = [
        "（2026）内0622执101号",
        "（2026）内0622执99号",
        "（2025）内0622执恢3号",
        "（2025）内0622执200号",
    ]
    actions.register_cases(clerk, [facts(case_no=number) for number in numbers], DAY)
    in_order = list(Case.objects.order_by("order_no").values_list("case_no", flat=True))
    assert in_order == [numbers[3], numbers[2], numbers[1], numbers[0]]
