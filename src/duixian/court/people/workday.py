"""The day of work: today in China, or the demo's own day; read at the edge and passed inward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from duixian.court.people.models import Installation


@dataclass(frozen=True)
class WorkingDay:
    day: date
    is_demo: bool


def working_day() -> WorkingDay:
    """演示日 where the installation has one, else today in China."""
    demo_day = Installation.objects.values_list("demo_day", flat=True).first()
    if demo_day:
        return WorkingDay(demo_day, is_demo=True)
    return WorkingDay(datetime.now(ZoneInfo("Asia/Shanghai")).date(), is_demo=False)
