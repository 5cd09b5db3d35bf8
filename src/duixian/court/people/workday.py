"""The day of work: today in China, or the demo's own day; read at the edge and passed inward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from duixian.court.people.models import Installation
from duixian.court.people.recent import recent


@dataclass(frozen=True)
class WorkingDay:
    day: date
    is_demo: bool


def working_day() -> WorkingDay:
    """演示日 where the installation has one, else today in China."""
    if demo_day := recent("demo day", _demo_day):
        return WorkingDay(cast(date, demo_day), is_demo=True)
    return WorkingDay(datetime.now(ZoneInfo("Asia/Shanghai")).date(), is_demo=False)


def _demo_day() -> date | str:
    return Installation.objects.values_list("demo_day", flat=True).first() or ""
