"""What stands beside the list: answers given, limits that are stopped, the last things that happened."""

from __future__ import annotations

from django.db.models import QuerySet

from duixian.court.agenda.models import Answer
from duixian.court.agenda.queries.items import Item
from duixian.court.cases.duties import watched
from duixian.court.cases.models import ClockStop, Event
from duixian.court.people.access import courts_of
from duixian.court.people.models import Role, Staff


def stopped(actor: Staff) -> QuerySet[ClockStop]:
    """停止计算 that have not ended, of the open cases of this person's watch, the longest first."""
    cases = watched(actor).filter(status="open")
    found = ClockStop.objects.filter(end=None, case__in=cases)
    return found.select_related("case", "noted_by").order_by("start", "pk")


def answers_of(item: Item) -> list[Answer]:
    """答复 given to one row so far, the latest first."""
    rows = Answer.objects.filter(source=item.source.key, ref=item.ref)
    return list(rows.select_related("by").order_by("-pk")[:20])


def recent_events(actor: Staff, limit: int = 8) -> list[Event]:
    """The last things that happened on the cases of this desk."""
    events = Event.objects.filter(court__in=courts_of(actor)).select_related("case")
    if actor.role == Role.HANDLER:
        events = events.filter(case__handler=actor)
    elif actor.role == Role.CLERK:
        events = events.filter(case__clerk_name=actor.name)
    return list(events.order_by("-id")[:limit])
