"""期限: every statutory time limit as one table, and the day on which a limit ends.

A limit runs from the day after its trigger. What stops it is part of the limit: days on which it stood
still are added at its end, days that two reasons stop are added once. A limit that stands still today has
no last day; it says since when and why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from duixian.law.calendar import DAY, PeriodEnd, add_months, is_working_day, roll_forward
from duixian.law.errors import InputError

_TABLE = Path(__file__).parent / "tables" / "clocks.toml"
_LENGTHS = ("days", "working_days", "months")
_FIELDS = {"key", "name", "trigger", "from", "roll", "stops", "cite", "verified", *_LENGTHS}
_BEGINNING = date(1991, 4, 9)
"""The Civil Procedure Law; a limit without a day of its own is as old."""


@dataclass(frozen=True)
class Stop:
    """停止计算: days on which a limit does not run, both counted; `end` None has not ended yet."""

    start: date
    end: date | None
    reason: str


@dataclass(frozen=True)
class Clock:
    """One limit as the table has it, in force from `start`; exactly one of the three lengths is set."""

    key: str
    name: str
    trigger: str
    cite: str
    start: date = _BEGINNING
    days: int = 0
    working_days: int = 0
    months: int = 0
    roll: bool = False
    stops: frozenset[str] = frozenset()
    verified: bool = True

    @property
    def length(self) -> str:
        """How long, in words."""
        if self.months:
            return f"{self.months}个月"
        return f"{self.working_days}个工作日" if self.working_days else f"{self.days}日"


@dataclass(frozen=True)
class Due:
    """The last day of a limit; None while it stands still. `why` is the sentence that explains it."""

    clock: Clock
    start: date
    day: date | None
    stopped: tuple[Stop, ...]
    why: str
    warnings: tuple[str, ...] = ()


class Level(StrEnum):
    """Who must answer an alarm: it climbs while nobody does."""

    HANDLER = "handler"
    BUREAU_CHIEF = "bureau_chief"
    PRESIDENT = "president"
    HIGHER_COURT = "higher_court"


def clock(key: str, on: date | None = None) -> Clock:
    """The limit of a key as in force on a day (by default the latest). Raises KeyError for an unknown key."""
    known = _book().clocks[key]
    fitting = [one for one in known if on is None or one.start <= on]
    return (fitting or known[:1])[-1]


def clocks() -> tuple[Clock, ...]:
    """The whole table, the latest of each key."""
    return tuple(versions[-1] for versions in _book().clocks.values())


def reasons() -> Mapping[str, str]:
    """What can stop a limit: key → words."""
    return {key: row["words"] for key, row in _book().stops.items()}


def due(key: str, start: date, stops: Sequence[Stop] = (), *, today: date | None = None) -> Due:
    """The last day of the limit that `start` triggers, itself not counted.

    A stop counts from the first day on which the limit runs. With `today`, a stop that begins later is no
    stop yet. Raises InputError for a stop that this limit does not know, or that ends before it begins.
    Source: the article of each limit in the table; 民事诉讼法 第八十五条.
    """
    limit = clock(key, start)
    known = _checked(limit, stops, today)
    end = _end(limit, start)
    warnings = list(end.warnings)
    last, counted, open_stop = _carried(start, end.day, known)
    if open_stop:
        return Due(limit, start, None, counted, _stopped_words(limit, start, open_stop), tuple(warnings))
    if limit.roll and last != end.day:
        rolled = roll_forward(last)
        last = rolled.day
        warnings.extend(rolled.warnings)
    return Due(
        limit, start, last, counted, _words(limit, start, last, counted), tuple(dict.fromkeys(warnings))
    )


def stopped_days(stops: Iterable[Stop], first: date, last: date) -> int:
    """Days of [first, last] on which at least one of the stops holds; an open stop holds to the end."""
    return sum((b - a).days + 1 for a, b in _union(stops, first, last))


def level(due_on: date, today: date, answered_until: date | None = None) -> Level:
    """Who must answer an alarm today; an answer holds the climb until its day, no longer.

    Source: the table's [escalation], an arrangement of supervision, not a statute.
    """
    if answered_until and today <= answered_until:
        return Level.HANDLER
    days = (today - due_on).days
    steps = _book().escalation
    for one in (Level.HIGHER_COURT, Level.PRESIDENT, Level.BUREAU_CHIEF):
        if days >= steps[one.value]:
            return one
    return Level.HANDLER


@dataclass(frozen=True)
class _Book:
    clocks: dict[str, tuple[Clock, ...]]
    stops: dict[str, dict[str, str]]
    escalation: dict[str, int]


@cache
def _book() -> _Book:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    found: dict[str, tuple[Clock, ...]] = {}
    for row in raw["clock"]:
        one = _clock(row, raw["stops"])
        found[one.key] = tuple(sorted((*found.get(one.key, ()), one), key=lambda each: each.start))
    latest = max(raw["escalation"], key=lambda row: row["from"])
    return _Book(found, raw["stops"], {each.value: latest[each.value] for each in list(Level)[1:]})


def _clock(row: dict[str, Any], stops: Mapping[str, object]) -> Clock:
    key = row.get("key", "?")
    if unknown := set(row) - _FIELDS:
        raise ValueError(f"期限表 {key}：不认识的字段 {sorted(unknown)}")
    if sum(bool(row.get(name)) for name in _LENGTHS) != 1:
        raise ValueError(f"期限表 {key}：days、working_days、months 须写且只写一个")
    if unknown := set(row.get("stops", ())) - set(stops):
        raise ValueError(f"期限表 {key}：不认识的停止事由 {sorted(unknown)}")
    given = {name: value for name, value in row.items() if name not in {"from", "stops"}}
    return Clock(**given, start=row.get("from", _BEGINNING), stops=frozenset(row.get("stops", ())))


def _checked(limit: Clock, stops: Sequence[Stop], today: date | None) -> list[Stop]:
    for stop in stops:
        if stop.reason not in limit.stops:
            allowed = "、".join(reasons()[key] for key in sorted(limit.stops)) or "没有可以停止计算的事由"
            raise InputError(limit.name, f"“{stop.reason}”不停止计算这一期限", f"可以停止的是：{allowed}")
        if stop.end and stop.end < stop.start:
            raise InputError(limit.name, f"停止计算的期间{stop.start}至{stop.end}起止颠倒", "请核对两个日期")
    return [stop for stop in stops if today is None or stop.start <= today]


def _end(limit: Clock, start: date) -> PeriodEnd:
    if limit.months:
        last = add_months(start, limit.months)
    elif limit.working_days:
        return _working_end(start, limit.working_days)
    else:
        last = start + timedelta(days=limit.days)
    return roll_forward(last) if limit.roll else PeriodEnd(last)


def _working_end(start: date, days: int) -> PeriodEnd:
    last, left = start, days
    while left:
        last += DAY
        working = is_working_day(last)
        if working is None:
            return PeriodEnd(
                start + timedelta(days=days), (f"{last.year}年的放假安排尚未收录，{days}个工作日请人工核对",)
            )
        left -= working
    return PeriodEnd(last)


def _carried(start: date, last: date, stops: Sequence[Stop]) -> tuple[date, tuple[Stop, ...], Stop | None]:
    """The last day, moved by the days that stood still before it; the stops that counted; the one still open.

    A day moved in may itself stand still, so the end moves until no day is left to add.
    """
    first, base = start + DAY, last
    while True:
        touching = [one for one in stops if one.start <= last and (one.end is None or one.end >= first)]
        ordered = tuple(sorted(touching, key=lambda one: (one.start, one.end or date.max, one.reason)))
        open_stop = next((one for one in ordered if one.end is None), None)
        if open_stop:
            return last, ordered, open_stop
        closed = max((one.end for one in ordered if one.end), default=last)
        moved = base + timedelta(days=stopped_days(ordered, first, max(last, closed)))
        if moved == last:
            return last, ordered, None
        last = moved


def _union(stops: Iterable[Stop], first: date, last: date) -> list[tuple[date, date]]:
    spans = sorted((max(one.start, first), min(one.end or last, last)) for one in stops)
    merged: list[tuple[date, date]] = []
    for begin, end in spans:
        if begin > end:
            continue
        if merged and begin <= merged[-1][1] + DAY:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((begin, end))
    return merged


def _words(limit: Clock, start: date, last: date, stopped: Sequence[Stop]) -> str:
    said = f"自{start}{limit.trigger}起{limit.length}，至{last}届满"
    for stop in stopped:
        said += f"，扣除{stop.start}至{stop.end}{reasons()[stop.reason]}"
    return f"{said}（{limit.cite}）"


def _stopped_words(limit: Clock, start: date, stop: Stop) -> str:
    why = reasons()[stop.reason]
    return f"自{start}{limit.trigger}起{limit.length}，{stop.start}起因{why}停止计算（{limit.cite}）"
