"""What the agenda gathers here: until somebody answers, until somebody has gone there."""

from __future__ import annotations

from datetime import date

from tests.court.liaison import given
from tests.court.liaison.given import DAY

from duixian.court.cases.clocks import COLUMNS, source
from duixian.court.liaison import actions


def due(key):
    found = source(key)
    assert found
    return [dict(zip(COLUMNS, row, strict=True)) for row in found.rows().only(*COLUMNS)]


def test_a_request_is_due_until_it_is_answered(handler, case):
    asked = given.request(handler, case, party=given.respondent(case))
    [row] = due("liaison")
    assert (row["row_no"], row["row_court"], row["row_handler"]) == (case.case_no, "内0622", handler.pk)
    assert (row["row_whom"], row["row_what"]) == ("虚构乙某", "示例镇派出所")
    assert (row["row_until"], row["row_since"]) == (date(2026, 6, 27), date(2026, 6, 20))
    assert source("liaison").href(row["row_ref"], row["row_case"]) == f"/liaison/requests/{asked.pk}/answer/"
    actions.answer(handler, asked, on=DAY, text="无", today=DAY)
    assert due("liaison") == []


def test_a_request_that_names_nobody_concerns_all_respondents(handler, case):
    given.request(handler, case)
    assert [row["row_whom"] for row in due("liaison")] == [case.respondents]


def test_a_visit_is_due_on_its_day_until_it_is_made_or_called_off(handler, case):
    visit = given.stop(handler, case)
    actions.arrive(handler, visit, actions.Arrival(given.at(9)), DAY)
    [row] = due("visit")
    assert (row["row_what"], row["row_whom"], row["row_until"]) == (visit.address, "虚构乙某", DAY)
    assert source("visit").href(row["row_ref"], row["row_case"]) == f"/cases/{case.pk}/liaison/"
    actions.record_visit(handler, visit, given.record(), DAY)
    assert due("visit") == []
    actions.call_off_visit(handler, given.stop(handler, case), "已到院", DAY)
    assert due("visit") == []
