"""What the work desk says is due, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.cases.given import DAY, facts

from duixian.court.cases import duties
from duixian.court.cases.actions import register_case
from duixian.court.people.models import Role, Staff


@drawn(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(-400, 7))
def test_every_day_up_to_a_week_ahead_is_in_exactly_one_band(on: date, distance: int) -> None:
    day = on + timedelta(days=distance)
    bands = [
        span.name
        for span in duties.spans(on)
        if (span.after is None or day > span.after) and day <= span.until
    ]
    assert bands == ["overdue" if distance < 0 else "today" if distance == 0 else "week"]


def test_a_handler_watches_his_own_cases_and_a_chief_all_of_the_court(staff: Callable[..., Staff]) -> None:
    one, other, chief = staff(Role.HANDLER), staff(Role.HANDLER), staff(Role.BUREAU_CHIEF)
    mine = register_case(chief, facts(handler=one), DAY)
    his = register_case(chief, facts(handler=other), DAY)
    assert set(duties.on_desk(one)) == {mine}
    assert set(duties.on_desk(chief)) == {mine, his}
    assert set(duties.on_desk(staff(Role.BUREAU_CHIEF, "内0602"))) == set()


def test_a_chief_sees_what_is_due_by_handler_and_a_supervisor_by_court(staff: Callable[..., Staff]) -> None:
    one, chief = staff(Role.HANDLER), staff(Role.BUREAU_CHIEF)
    # 六个月：2025-12-10 立案到 2026-06-10，逾期；2025-12-30 到 2026-06-30，今日；
    # 2026-01-05 到 2026-07-05，七日内；2026-03-01 到 2026-09-01，不在三段之内。
    for filed_on in (date(2025, 12, 10), date(2025, 12, 30), date(2026, 1, 5), date(2026, 3, 1)):
        register_case(chief, facts(handler=one, filed_on=filed_on), DAY)
    [load] = duties.loads(chief, DAY)
    assert (load.words, load.overdue, load.today, load.week) == (one.name, 1, 1, 1)
    [load] = duties.loads(staff(Role.SUPERVISOR, "内06"), DAY)
    assert (load.key, load.overdue, load.today, load.week) == ("内0622", 1, 1, 1)
    assert duties.loads(one, DAY) == []
    assert duties.count_due(chief, DAY) == 2
