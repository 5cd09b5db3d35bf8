"""Statutory periods: days, months, years, public holidays, and the roll forward over them.

The table of public holidays comes from chinese_calendar. It knows only the years whose holidays the
State Council has announced; a year it does not know gives a warning, never a guess.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeriodEnd:
    """The last day of a period (期间届满日), with what a person must still check."""

    day: date
    warnings: tuple[str, ...] = ()


def is_working_day(day: date) -> bool | None:
    """Whether courts work on this day, make-up working days included; None in an unknown year."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def roll_forward(day: date) -> PeriodEnd:
    """The first working day on or after `day`; unchanged, with a warning, in an unknown year.

    Source: 民事诉讼法 第八十五条第三款.
    """
    rolled = day
    while True:
        working = is_working_day(rolled)
        if working:
            return PeriodEnd(rolled)
        if working is None:
            return PeriodEnd(
                day, (f"{rolled.year}年的放假安排尚未收录，{day}届满是否因节假日顺延请人工核对",)
            )
        rolled += DAY


def period_end(start: date, days: int, *, roll: bool = True) -> PeriodEnd:
    """The last day of a period of `days` that starts on `start`, itself not counted.

    Source: 民事诉讼法 第八十五条第二款、第三款.
    """
    last = start + timedelta(days=days)
    return roll_forward(last) if roll else PeriodEnd(last)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of a month that has none.

    Source: 民法典 第二百零二条.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The corresponding day `years` later; 29 February becomes the 28th in a common year."""
    return add_months(day, 12 * years)


def birthday(born: date, age: int) -> date:
    """The day on which a person born on `born` completes `age` years (周岁)."""
    return add_years(born, age)


def days_between(start: date, end: date) -> int:
    """Days of the half-open span from `start` to the day before `end`."""
    return (end - start).days
