"""Bands of the agenda: into which of them a day falls, and whom an alarm has reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from duixian.court.people.models import Role
from duixian.law import clock
from duixian.law.clock import Level

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LEVELS = tuple(Level)
"""From the handler upwards."""
LEVEL_WORDS = {
    Level.HANDLER: "承办人",
    Level.BUREAU_CHIEF: "执行局长",
    Level.PRESIDENT: "院长",
    Level.HIGHER_COURT: "上级法院",
}
_OF_ROLE = {
    Role.BUREAU_CHIEF: Level.BUREAU_CHIEF,
    Role.PRESIDENT: Level.PRESIDENT,
    Role.SUPERVISOR: Level.HIGHER_COURT,
}


@dataclass(frozen=True)
class Band:
    """One band; `nothing` is said where it is empty, `tone` its colour."""

    name: str
    words: str
    nothing: str
    tone: str = ""


CLIMBED = Band("climbed", "升级到我的", "没有升级到您的事。", "late")
OVERDUE = Band("overdue", "已逾期", "没有逾期的事。", "late")
TODAY = Band("today", "今日", "今天没有到期的事。", "soon")
SOON = Band("week", "七日内", "七天内没有到期的事。")
EARLY = Band("early", "控制将到期", "没有将到期的控制措施。")
LATER = Band("later", "更晚", "没有更晚的期限。")
BANDS = {band.name: band for band in (CLIMBED, OVERDUE, TODAY, SOON, EARLY, LATER)}


def level_of(role: str) -> Level | None:
    """The level at which alarms reach who has this role above the handler; None for the others."""
    return _OF_ROLE.get(Role(role))


def last_due(level: Level, on: date) -> date:
    """The latest due day whose alarm, unanswered, has reached the level on a day.

    Asked of law.clock itself, so that its table stays the only place that says when an alarm climbs.
    """
    place = LEVELS.index(level)
    return next(day for day in _back_from(on) if LEVELS.index(clock.level(day, on)) >= place)


def band_of(until: date, on: date, early: int) -> Band:
    """The band of a day; `early` is how many days ahead its source is shown."""
    if until < on:
        return OVERDUE
    if until == on:
        return TODAY
    if until <= on + WEEK:
        return SOON
    return EARLY if until <= shown_until(on, early) else LATER


def shown_until(on: date, early: int) -> date:
    """The last day of what is near: a week ahead, or as many days as the source is shown earlier."""
    return on + max(WEEK, timedelta(days=early))


def _back_from(on: date) -> Iterator[date]:
    return (on - timedelta(days=days) for days in count())
