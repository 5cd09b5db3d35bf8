"""What the agenda gathers here: parts not yet paid, agreements paid and not noted, breaches unanswered."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.settlement import given
from tests.court.settlement.given import DAY, FOUR

from duixian.court.cases.actions import reverse_payment
from duixian.court.cases.clocks import COLUMNS, source
from duixian.court.settlement import actions

LATE = date(2026, 8, 1)


def due(key):
    found = source(key)
    assert found
    return [dict(zip(COLUMNS, row, strict=True)) for row in found.rows().only(*COLUMNS)]


def untils(key):
    return sorted(row["row_until"] for row in due(key))


def test_each_part_is_due_on_its_day_until_payments_reach_it(handler, case):
    given.settled(handler, case)
    assert untils("settlement") == [one.on for one in FOUR]
    row = min(due("settlement"), key=lambda one: one["row_until"])
    assert (row["row_no"], row["row_court"], row["row_handler"]) == (case.case_no, "内0622", handler.pk)
    assert (row["row_what"], row["row_whom"], row["row_since"]) == ("第1期和解款", "虚构乙某", DAY)
    assert source("settlement").href(row["row_ref"], row["row_case"]) == f"/cases/{case.pk}/settlement/"
    assert source("settlement").early == 7


@pytest.mark.parametrize(("amount", "left"), [(2_499_99, 4), (2_500_00, 3), (7_499_99, 2), (10_000_00, 0)])
def test_the_oldest_parts_are_done_with_first_to_the_fen(handler, case, amount, left):
    given.settled(handler, case)
    given.paid(handler, case, LATE, amount)
    assert untils("settlement") == [one.on for one in FOUR][4 - left :]


def test_a_payment_reversed_brings_its_part_back(handler, case):
    given.settled(handler, case)
    payment = given.paid(handler, case, LATE)
    reverse_payment(handler, payment, "记错案件", LATE)
    assert len(due("settlement")) == 4


def test_a_draft_and_what_is_over_are_due_no_more(handler, case):
    actions.draft(handler, case, given.terms(), DAY)
    assert due("settlement") == []
    settlement = given.settled(handler, case)
    actions.void(handler, settlement, on=DAY, text="双方另行协商", today=DAY)
    assert due("settlement") == []


def test_what_is_paid_whole_is_to_be_noted_as_performed(handler, case):
    settlement = given.settled(handler, case)
    given.paid(handler, case, LATE, 9_999_99)
    assert due("settlement_paid") == []
    given.paid(handler, case, LATE, 1)
    [row] = due("settlement_paid")
    assert (row["row_until"], row["row_what"]) == (FOUR[-1].on, "和解款已付清")
    actions.perform(handler, settlement, on=LATE, today=LATE)
    assert due("settlement_paid") == []


def test_a_breach_waits_for_the_creditor_s_answer(handler, case):
    settlement = given.settled(handler, case)
    assert due("settlement_broken") == []
    actions.breach(handler, settlement, on=LATE, text="没有付", today=LATE)
    [row] = due("settlement_broken")
    assert (row["row_until"], row["row_ref"]) == (LATE, settlement.pk)
    assert due("settlement") == []
    actions.revive(handler, settlement, on=LATE, today=LATE)
    assert due("settlement_broken") == []


def test_a_breach_that_is_sued_on_is_answered(handler, case):
    settlement = given.settled(handler, case)
    actions.breach(handler, settlement, on=LATE, text="没有付", today=LATE)
    actions.sue(handler, settlement, on=LATE, text="（2026）示民初9号", today=LATE)
    assert due("settlement_broken") == []
