"""A person's days as iCalendar: an all-day event for each row, and one of today for what is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from duixian.court.agenda.queries.items import Item

AHEAD = timedelta(days=366)
MOST = 1_000
"""Events of one calendar; a calendar's program reads all of them at each refresh."""


def calendar_of(items: Iterable[Item], on: date, at: datetime, *, with_names: bool) -> bytes:
    """The file for a calendar's program (RFC 5545); no name of a party unless it was chosen."""
    made = Calendar()
    made.add("prodid", "-//duixian//agenda//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", "兑现 期限")
    late = 0
    for item in items:
        late += item.until < on
        summary = f"{item.source.label} {item.case_no}"
        if with_names:
            summary = f"{item.source.label}：{item.what} {item.whom} {item.case_no}"
        made.add_component(_event(item.key, item.until, summary, f"了结凭据：{item.source.proof}", at))
    if late:
        said = "列在各自的到期日，请在工作台处理"
        made.add_component(_event("overdue", on, f"兑现：已逾期 {late} 项", said, at))
    return bytes(made.to_ical())


def _event(uid: str, day: date, summary: str, description: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@duixian")
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
