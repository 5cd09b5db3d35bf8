"""Statutory periods: the first day is not counted, the last rolls forward over holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.calendar import (
    add_months,
    add_years,
    birthday,
    days_between,
    is_working_day,
    period_end,
)

KNOWN_DAYS = st.dates(date(2005, 1, 1), date(2026, 9, 30))


def test_ten_days_from_the_first_of_march_end_on_the_eleventh() -> None:
    end = period_end(date(2024, 3, 1), 10)
    assert end.day == date(2024, 3, 11)
    assert end.warnings == ()


def test_an_appeal_period_that_ends_in_the_national_holiday_ends_after_it() -> None:
    # Served 2024-09-18, 15 days end on 2024-10-03; the holiday runs from 10-01 to 10-07.
    assert period_end(date(2024, 9, 18), 15).day == date(2024, 10, 8)


def test_a_make_up_sunday_is_a_working_day() -> None:
    # Mid-autumn 2016: off from Thursday 09-15 to 09-17, at work on Sunday 09-18.
    assert period_end(date(2016, 9, 1), 15).day == date(2016, 9, 18)
    assert is_working_day(date(2016, 9, 18)) is True


def test_an_ordinary_saturday_rolls_to_monday_unless_told_not_to() -> None:
    # 2024-03-01 + 15 days = 2024-03-16, a Saturday.
    assert period_end(date(2024, 3, 1), 15).day == date(2024, 3, 18)
    assert period_end(date(2024, 3, 1), 15, roll=False).day == date(2024, 3, 16)


def test_a_year_without_announced_holidays_gives_a_warning_and_no_guess() -> None:
    # 2040-01-01 is a Sunday and New Year, and still the table does not know 2040.
    end = period_end(date(2039, 12, 22), 10)
    assert is_working_day(date(2040, 1, 1)) is None
    assert end.day == date(2040, 1, 1)
    assert "2040年" in end.warnings[0]


def test_a_period_that_rolls_out_of_the_known_years_keeps_its_day_and_warns() -> None:
    # 2003-12-31 lies before the table, which starts with 2004.
    assert period_end(date(2003, 12, 21), 10).warnings


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 5, 15), 12, date(2025, 5, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_child_born_on_the_29th_of_february_comes_of_age_on_the_28th() -> None:
    assert birthday(date(2004, 2, 29), 18) == date(2022, 2, 28)
    assert birthday(date(2010, 5, 2), 18) == date(2028, 5, 2)
    assert add_years(date(2004, 2, 29), 4) == date(2008, 2, 29)


def test_days_are_counted_without_the_last() -> None:
    # The worked example of the surcharge: 2024-03-11 to 2024-09-01 are 174 days.
    assert days_between(date(2024, 3, 11), date(2024, 9, 1)) == 174


@given(KNOWN_DAYS, st.integers(0, 60))
def test_a_rolled_end_is_the_first_working_day_from_the_counted_one(start: date, days: int) -> None:
    end = period_end(start, days).day
    counted = start + timedelta(days=days)
    assert is_working_day(end)
    assert all(
        is_working_day(counted + timedelta(days=each)) is False for each in range((end - counted).days)
    )


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-240, 240))
def test_adding_months_never_leaves_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
