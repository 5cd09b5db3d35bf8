"""The minute: hours of a person's freedom are counted by the clock of China, on the day of work."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.timezone import localtime

from duixian.court.people.workday import working_day

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The time of this moment, on the demo's own day where it has one."""
    return datetime.combine(working_day().day, datetime.now(CHINA).time(), CHINA)


def day_of(at: datetime) -> date:
    """The day in China on which a moment falls."""
    return localtime(at, CHINA).date()


def clock(at: datetime) -> str:
    """2026-06-30 14:05."""
    return localtime(at, CHINA).strftime("%Y-%m-%d %H:%M")
