"""Days on which courts work, drawn and counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache
from random import Random

from duixian.demo.totals import PUBLISHED
from duixian.law.calendar import is_working_day

FIRST_FILING = date(2025, 10, 9)
LAST_FILING = date(2026, 6, 26)
DEMO_DAY = PUBLISHED.ends_on


@cache
def _working_days() -> tuple[date, ...]:
    span = (DEMO_DAY - FIRST_FILING).days + 1
    days = (FIRST_FILING + timedelta(n) for n in range(span))
    return tuple(day for day in days if is_working_day(day))


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from `first` to `last`, both counted, none before the sample's first filing."""
    days = _working_days()
    return days[bisect_left(days, first) : bisect_right(days, last)]


def some_day(random: Random, first: date, last: date) -> date | None:
    """A working day drawn from `first` to `last`; None where there is none."""
    days = working_days(first, last)
    return random.choice(days) if days else None


@cache
def campaign_weeks() -> tuple[tuple[date, ...], ...]:
    """The thirteen weeks of the campaign as working days; its last day belongs to the thirteenth."""
    starts = [PUBLISHED.starts_on + timedelta(7 * n) for n in range(13)]
    ends = [start - timedelta(1) for start in starts[1:]] + [PUBLISHED.ends_on]
    return tuple(working_days(start, end) for start, end in zip(starts, ends, strict=True))
