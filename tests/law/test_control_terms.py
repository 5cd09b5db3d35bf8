"""控制期限: how long a thing may be held, and that no chain of renewals holds on a day outside its terms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.control import (
    NAMES,
    Chain,
    Term,
    Thing,
    Waiting,
    effective,
    held,
    last_day,
    most_months,
    reminder,
    renew,
    term,
)
from duixian.law.errors import InputError, Lapsed

SERVED = date(2026, 6, 10)
DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
things = st.sampled_from(list(Thing))


class TestTerms:
    @pytest.mark.parametrize(
        ("thing", "last"),
        [
            # 民诉法解释485: deposits one year, movables two, immovables and other rights three.
            (Thing.DEPOSIT, date(2027, 6, 10)),
            (Thing.ONLINE_PAYMENT, date(2027, 6, 10)),
            (Thing.VEHICLE, date(2028, 6, 10)),
            (Thing.IMMOVABLE, date(2029, 6, 10)),
            (Thing.POLICY, date(2029, 6, 10)),
        ],
    )
    def test_the_longest_term_ends_on_the_corresponding_day(self, thing: Thing, last: date) -> None:
        assert term(thing, SERVED).last == last

    def test_a_month_without_the_day_ends_on_its_last(self) -> None:
        assert term(Thing.DEPOSIT, date(2026, 8, 31), months=6).last == date(2027, 2, 28)

    def test_more_than_the_law_allows_is_refused_with_the_article(self) -> None:
        with pytest.raises(InputError, match=r"银行存款最长12个月，填的是13个月；民诉法解释 第四百八十五条"):
            term(Thing.DEPOSIT, SERVED, months=13)
        with pytest.raises(InputError, match="填的是0个月"):
            term(Thing.DEPOSIT, SERVED, months=0)

    def test_an_earlier_day_in_the_holders_register_binds_a_later_one_does_not(self) -> None:
        assert term(Thing.DEPOSIT, SERVED, registered_end=date(2026, 12, 9)).last == date(2026, 12, 9)
        assert term(Thing.DEPOSIT, SERVED, registered_end=date(2028, 6, 9)).last == date(2027, 6, 10)

    def test_a_register_that_ends_before_service_is_refused(self) -> None:
        with pytest.raises(InputError, match="早于送达日"):
            term(Thing.DEPOSIT, SERVED, registered_end=date(2026, 6, 9))

    def test_every_thing_has_its_name_and_its_term(self) -> None:
        assert set(NAMES) == set(Thing)
        assert {most_months(thing) for thing in Thing} == {12, 24, 36}


class TestRenewal:
    def test_on_the_last_day_it_still_holds_and_is_renewed_without_a_gap(self) -> None:
        chain = renew(Chain((term(Thing.DEPOSIT, SERVED),)), Thing.DEPOSIT, date(2027, 6, 10))
        assert [(one.start, one.last) for one in chain.terms] == [
            (SERVED, date(2027, 6, 9)),
            (date(2027, 6, 10), date(2028, 6, 10)),
        ]

    def test_the_day_after_it_has_lapsed_and_is_a_new_measure(self) -> None:
        with pytest.raises(Lapsed, match=r"2027-06-10届满.*顺位重新排列"):
            renew(Chain((term(Thing.DEPOSIT, SERVED),)), Thing.DEPOSIT, date(2027, 6, 11))

    def test_the_holders_earlier_day_ends_it(self) -> None:
        chain = Chain((term(Thing.DEPOSIT, SERVED, registered_end=date(2026, 12, 9)),))
        with pytest.raises(Lapsed, match="2026-12-09"):
            renew(chain, Thing.DEPOSIT, date(2026, 12, 10))

    def test_what_was_released_or_never_served_is_not_renewed(self) -> None:
        served = Chain((term(Thing.DEPOSIT, SERVED),), released_on=date(2026, 7, 1))
        for chain in (Chain(), served):
            with pytest.raises(InputError, match="没有正在生效的控制"):
                renew(chain, Thing.DEPOSIT, date(2026, 8, 1))

    def test_a_renewal_that_would_end_before_the_term_it_prolongs_is_refused(self) -> None:
        chain = Chain((term(Thing.IMMOVABLE, SERVED),))  # to 2029-06-10
        with pytest.raises(InputError, match=r"2026-08-01早于原届满日2029-06-10；请加长期限，最长36个月"):
            renew(chain, Thing.IMMOVABLE, date(2026, 7, 1), months=1)

    def test_a_renewal_is_served_after_the_term_before_began(self) -> None:
        with pytest.raises(InputError, match="不晚于上一期的起始日"):
            renew(Chain((term(Thing.DEPOSIT, SERVED),)), Thing.DEPOSIT, SERVED)

    def test_an_early_day_that_the_holder_wrote_down_binds_a_renewal_too(self) -> None:
        chain = Chain((term(Thing.DEPOSIT, SERVED),))
        early = date(2027, 1, 31)
        assert last_day(renew(chain, Thing.DEPOSIT, date(2026, 12, 1), registered_end=early)) == early

    def test_a_release_ends_the_hold_on_its_day(self) -> None:
        chain = Chain((term(Thing.DEPOSIT, SERVED),), released_on=date(2026, 7, 1))
        assert held(chain, date(2026, 6, 30))
        assert not held(chain, date(2026, 7, 1))

    @given(things, days, st.lists(st.tuples(st.integers(-5, 1200), st.integers(1, 36)), max_size=6), days)
    def test_no_chain_shows_held_on_a_day_outside_its_terms(
        self, thing: Thing, served: date, tries: list[tuple[int, int]], asked: date
    ) -> None:
        chain = Chain((term(thing, served),))
        for after, months in tries:
            try:
                chain = renew(
                    chain,
                    thing,
                    chain.terms[-1].start + timedelta(days=after),
                    months=min(months, most_months(thing)),
                )
            except InputError:
                continue
        last = last_day(chain)
        assert last
        # Without a gap: held on every day from the first service to the last day, and on no other.
        assert held(chain, asked) == (served <= asked <= last)
        covering = [one for one in chain.terms if one.start <= asked <= one.last]
        assert len(covering) <= 1
        for one in chain.terms:
            longest = term(thing, one.start)
            assert one.last <= longest.last

    @given(things, days, st.integers(1, 400))
    def test_a_renewal_never_shortens_below_the_day_of_its_service(
        self, thing: Thing, served: date, after: int
    ) -> None:
        first = Chain((term(thing, served),))
        on = min(served + timedelta(days=after), first.terms[0].last)
        if on > served:
            assert last_day(renew(first, thing, on)) == term(thing, on).last


class TestReminders:
    def test_sixty_thirty_fifteen_seven_and_lapsed(self) -> None:
        last = date(2026, 12, 31)
        steps = {n: reminder(last, last - timedelta(days=n)) for n in (61, 60, 31, 30, 16, 15, 8, 7, 0, -1)}
        assert steps == {61: None, 60: 60, 31: 60, 30: 30, 16: 30, 15: 15, 8: 15, 7: 7, 0: 7, -1: 7}


class TestQueue:
    def test_the_next_takes_effect_on_the_day_the_earlier_one_ends(self) -> None:
        queue = (
            Waiting("甲案", date(2026, 1, 5), ended_on=date(2026, 3, 1)),
            Waiting("乙案", date(2026, 2, 1)),
            Waiting("丙案", date(2026, 2, 2)),
        )
        assert effective(queue, date(2026, 2, 28)) == "甲案"
        assert effective(queue, date(2026, 3, 1)) == "乙案"
        assert effective(queue, date(2026, 1, 1)) is None

    def test_of_those_served_on_one_day_the_first_in_line_goes_first(self) -> None:
        queue = (Waiting("先到", SERVED, ended_on=date(2026, 7, 1)), Waiting("后到", SERVED))
        assert effective(queue, SERVED) == "先到"
        assert effective(queue, date(2026, 7, 1)) == "后到"

    @given(st.lists(st.tuples(days, st.none() | st.integers(0, 900)), max_size=6, unique_by=lambda t: t[0]))
    def test_each_takes_effect_once(self, drawn: list[tuple[date, int | None]]) -> None:
        queue = tuple(
            Waiting(str(n), served, None if length is None else served + timedelta(days=length))
            for n, (served, length) in enumerate(drawn)
        )
        turns: list[str] = []
        day = date(2024, 1, 1)
        while day < date(2033, 12, 31):
            now = effective(queue, day)
            if now is not None and (not turns or turns[-1] != now):
                turns.append(now)
            day += DAY
        assert len(turns) == len(set(turns))


def test_a_term_keeps_both_its_own_and_the_registered_end() -> None:
    kept = Term(SERVED, date(2027, 6, 10), date(2026, 12, 9))
    assert (kept.end, kept.last) == (date(2027, 6, 10), date(2026, 12, 9))
