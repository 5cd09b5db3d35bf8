"""What the agenda shows of coercion, by the minute and by the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.court.coercion import given
from tests.court.coercion.given import DAY, EVE, HOUR, LATER, at

from duixian.court.agenda.queries import Filters, count_lines, item_page
from duixian.court.cases.actions import close_case, record_payment
from duixian.court.cases.models import Status
from duixian.court.coercion import actions, moments


def due(actor, source, on=DAY):
    return [(one.whom, one.what, one.until) for one in item_page(actor, on, Filters(kind=source)).items]


@pytest.fixture
def granted(handler, case, sign):
    return sign(given.appearance(handler, case), EVE)


def test_who_is_here_is_due_today_and_one_held_too_long_is_overdue_at_once(handler, granted):
    assert due(handler, "appearance") == []
    row = actions.arrive(handler, granted, moments.now() - 9 * HOUR, moments.now())
    [(whom, what, until)] = due(handler, "appearance")
    assert (whom, until) == ("虚构乙某", row.release_on - timedelta(days=1))
    assert what == f"拘传 {moments.clock(row.release_by)[5:]} 前放回"
    assert until < DAY
    actions.release(handler, row, moments.now(), moments.now())
    assert due(handler, "appearance") == []


def test_within_the_hours_it_is_due_on_the_day_of_the_last_moment(handler, granted):
    row = actions.arrive(handler, granted, moments.now() - HOUR, moments.now())
    [(_, _, until)] = due(handler, "appearance")
    assert until == row.release_on >= DAY


def test_a_detention_s_family_and_last_day(handler, case, sign):
    row = sign(given.detention(handler, case, 5), EVE)
    row = actions.carry_out(handler, row, at(10), LATER, "示例拘留所")
    # 29 June to 3 July.
    assert due(handler, "detention") == [("虚构乙某", "拘留期满", date(2026, 7, 3))]
    assert len(due(handler, "detention_family")) == 1
    actions.tell_family(handler, row, at(12), LATER, whom="其妻")
    assert due(handler, "detention_family") == []
    actions.discharge(handler, row, date(2026, 7, 3), date(2026, 7, 3))
    assert due(handler, "detention") == []


def test_a_week_ahead_is_counted_as_it_is_listed(handler, case, sign):
    row = sign(given.detention(handler, case, 5), EVE)
    actions.carry_out(handler, row, at(10), LATER, "示例拘留所")
    # Detained from Monday 29 June to Friday 3 July: on Tuesday 30 June three days are left.
    assert due(handler, "detention") == [("虚构乙某", "拘留期满", date(2026, 7, 3))]
    [line] = count_lines(handler, DAY, Filters(kind="detention"))
    assert (line.band, line.n) == ("week", 1)


def test_an_emergency_refused_is_overdue_at_once(handler, chief, case):
    row = given.detention(handler, case, urgent_at=at(9), place="示例拘留所")
    given.refused(row, chief, DAY)
    assert due(handler, "detention") == [("虚构乙某", "拘留未获批准，立即解除", EVE)]


def test_a_fine_unpaid_and_a_review_undecided(handler, case, sign):
    fine = given.fine(handler, case)
    fine = sign(fine, EVE)
    assert due(handler, "fine_unpaid") == [("虚构乙某", "缴纳罚款", date(2026, 7, 5))]
    actions.serve(handler, fine, EVE, DAY)
    actions.file_review(handler, fine, filed_on=EVE, sent_on=EVE, text="没有隐瞒", today=DAY)
    # Five days after 29 June, Saturday 4 July, moves to Monday.
    assert due(handler, "coercion_review") == [("虚构乙某", "复议决定", date(2026, 7, 6))]
    actions.pay(handler, fine, 5_000_00, DAY, DAY)
    assert due(handler, "fine_unpaid") == []


def test_after_full_performance_what_is_in_force_is_due(handler, case, sign):
    given.noticed(handler, case)
    sign(given.restriction(handler, case), EVE)
    sign(given.listing(handler, case), EVE)
    assert (due(handler, "to_lift"), due(handler, "to_delete")) == ([], [])
    record_payment(handler, case, on=EVE, amount=20_000_00, today=DAY)
    assert due(handler, "to_lift") == [("虚构乙某", "解除限制消费", EVE)]
    assert due(handler, "to_delete") == [("虚构乙某", "删除失信信息", EVE + timedelta(days=3))]
    close_case(handler, case, Status.FULLY_PERFORMED, DAY, "执行完毕", today=DAY)
    assert len(due(handler, "to_lift")) == 1
    asked = actions.ask_all_lifted(handler, case, on=DAY, today=DAY)
    assert (due(handler, "to_lift"), due(handler, "to_delete")) == ([], [])
    assert len(due(handler, "ending")) == 2
    for one in asked:
        sign(one)
    assert due(handler, "ending") == []


def test_a_term_that_ends_is_due(handler, case, sign):
    sign(given.listing(handler, case), EVE)
    assert due(handler, "dishonest_term") == [("虚构乙某", "失信期限届满", date(2028, 6, 29))]
