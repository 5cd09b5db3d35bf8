"""期限: the last day of a limit, and what stands still on the way. The figures are counted on a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.clock import Level, Stop, clock, clocks, due, level, reasons, stopped_days
from duixian.law.errors import InputError

FILED = date(2026, 1, 6)
days = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@st.composite
def stops(draw: st.DrawFn) -> Stop:
    start = draw(days)
    length = draw(st.integers(0, 90))
    return Stop(
        start, start + timedelta(days=length), draw(st.sampled_from(sorted(clock("enforcement").stops)))
    )


class TestExamples:
    @pytest.mark.parametrize(
        ("key", "start", "last"),
        [
            # 执行工作规定63: six months from 2026-01-06, the corresponding day.
            ("enforcement", FILED, date(2026, 7, 6)),
            # No 31 September: the last day of the month.
            ("enforcement", date(2026, 3, 31), date(2026, 9, 30)),
            ("enforcement_non_litigation", FILED, date(2026, 4, 6)),
            # 财产调查规定2: seven days after Monday 2026-06-08 is Monday 15; urgent three days, Thursday 11.
            ("verify_lead", date(2026, 6, 8), date(2026, 6, 15)),
            ("verify_lead_urgent", date(2026, 6, 8), date(2026, 6, 11)),
            # Seven days after Saturday 2026-06-06 is Saturday 13: the next working day is Monday 15.
            ("verify_lead", date(2026, 6, 6), date(2026, 6, 15)),
            # Fifteen days after 2026-06-10 is 2026-06-25.
            ("third_party_claim_objection", date(2026, 6, 10), date(2026, 6, 25)),
            # Three working days after Thursday 2026-05-07: Friday 8, Saturday 9 (made up), Monday 11.
            ("dishonest_deletion", date(2026, 5, 7), date(2026, 5, 11)),
            ("money_release", date(2026, 6, 12), date(2026, 7, 12)),
            ("recheck", date(2026, 2, 27), date(2026, 8, 27)),
        ],
    )
    def test_the_last_day(self, key: str, start: date, last: date) -> None:
        assert due(key, start).day == last

    def test_days_that_stood_still_are_added_at_the_end(self) -> None:
        told = due("enforcement", FILED, [Stop(date(2026, 3, 1), date(2026, 3, 10), "appraisal")])
        assert told.day == date(2026, 7, 16)  # 1 to 10 March are 10 days; 6 July + 10
        assert "审计、评估、鉴定" in told.why
        assert "第六十三条" in told.why

    def test_a_day_that_two_reasons_stop_is_added_once(self) -> None:
        told = due(
            "enforcement",
            FILED,
            [
                Stop(date(2026, 3, 1), date(2026, 3, 10), "appraisal"),
                Stop(date(2026, 3, 6), date(2026, 3, 15), "auction"),
            ],
        )
        assert told.day == date(2026, 7, 21)  # 1 to 15 March are 15 days; 6 July + 15

    def test_a_stop_that_begins_in_the_days_added_counts_too(self) -> None:
        told = due(
            "enforcement",
            FILED,
            [
                Stop(date(2026, 7, 1), date(2026, 7, 5), "stay"),  # 5 days: to 11 July
                Stop(date(2026, 7, 10), date(2026, 7, 12), "auction"),  # 3 days: to 14 July
            ],
        )
        assert told.day == date(2026, 7, 14)

    def test_a_stop_still_open_leaves_no_last_day_and_says_why(self) -> None:
        told = due("enforcement", FILED, [Stop(date(2026, 5, 1), None, "settlement")])
        assert told.day is None
        assert "2026-05-01起因执行和解" in told.why

    def test_a_stop_after_the_last_day_changes_nothing(self) -> None:
        assert due("enforcement", FILED, [Stop(date(2026, 8, 1), None, "stay")]).day == date(2026, 7, 6)

    def test_a_stop_that_has_not_begun_today_is_no_stop_yet(self) -> None:
        coming = [Stop(date(2026, 6, 1), None, "stay")]
        assert due("enforcement", FILED, coming, today=date(2026, 5, 1)).day == date(2026, 7, 6)

    def test_a_reason_that_does_not_stop_this_limit_is_refused_with_those_that_do(self) -> None:
        with pytest.raises(InputError, match=r"核实财产线索.*没有可以停止计算的事由"):
            due("verify_lead", FILED, [Stop(FILED, None, "stay")])
        with pytest.raises(InputError, match="拍卖、变卖"):
            due("enforcement", FILED, [Stop(FILED, None, "holiday")])

    def test_a_stop_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(InputError, match="起止颠倒"):
            due("enforcement", FILED, [Stop(date(2026, 3, 2), date(2026, 3, 1), "stay")])

    def test_a_year_without_known_holidays_gives_a_warning(self) -> None:
        told = due("verify_lead", date(2035, 6, 4))
        assert told.day == date(2035, 6, 11)
        assert "2035年的放假安排尚未收录" in told.warnings[0]


class TestTable:
    def test_every_limit_says_its_trigger_its_length_and_its_article(self) -> None:
        for one in clocks():
            assert one.name and one.trigger and one.cite, one.key
            assert one.length[0].isdigit(), one.key

    def test_every_reason_has_its_words(self) -> None:
        assert set().union(*(one.stops for one in clocks())) == set(reasons())


class TestProperties:
    @given(st.lists(stops(), max_size=5), stops())
    def test_one_more_stop_never_gives_an_earlier_day(self, known: list[Stop], more: Stop) -> None:
        before, after = due("enforcement", FILED, known).day, due("enforcement", FILED, [*known, more]).day
        assert before and after and after >= before

    @given(st.lists(stops(), max_size=5))
    def test_the_order_of_stops_does_not_matter(self, known: list[Stop]) -> None:
        assert due("enforcement", FILED, known) == due("enforcement", FILED, known[::-1])

    @given(st.lists(stops(), max_size=5))
    def test_the_limit_runs_on_as_many_days_as_without_stops(self, known: list[Stop]) -> None:
        last = due("enforcement", FILED, known).day
        assert last
        span = [FILED + timedelta(days=n) for n in range(1, (last - FILED).days + 1)]
        running = [day for day in span if not any(s.start <= day <= (s.end or day) for s in known)]
        assert len(running) == (date(2026, 7, 6) - FILED).days

    @given(st.lists(stops(), max_size=5), days, st.integers(0, 200))
    def test_stopped_days_count_each_day_once(self, known: list[Stop], first: date, length: int) -> None:
        span = [first + timedelta(days=n) for n in range(length)]
        by_hand = sum(any(s.start <= day <= (s.end or day) for s in known) for day in span)
        assert stopped_days(known, first, first + timedelta(days=length - 1)) == by_hand


class TestEscalation:
    def test_an_alarm_that_nobody_answers_climbs(self) -> None:
        # The table: chief after 1 day, president after 8, higher court after 16.
        day = date(2026, 6, 1)
        reached = {n: level(day, day + timedelta(days=n)) for n in (-3, 0, 1, 7, 8, 15, 16, 300)}
        assert reached == {
            -3: Level.HANDLER,
            0: Level.HANDLER,
            1: Level.BUREAU_CHIEF,
            7: Level.BUREAU_CHIEF,
            8: Level.PRESIDENT,
            15: Level.PRESIDENT,
            16: Level.HIGHER_COURT,
            300: Level.HIGHER_COURT,
        }

    def test_an_answer_holds_the_climb_until_its_day_and_no_longer(self) -> None:
        day, until = date(2026, 6, 1), date(2026, 6, 20)
        assert level(day, until, until) == Level.HANDLER
        assert level(day, until + timedelta(days=1), until) == Level.HIGHER_COURT

    @given(days, st.integers(-30, 60))
    def test_it_never_falls_while_nobody_answers(self, day: date, after: int) -> None:
        order = list(Level)
        today = day + timedelta(days=after)
        assert order.index(level(day, today)) <= order.index(level(day, today + timedelta(days=1)))
