"""What is looked at of courts and accounts, starting from what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet

from duixian.court.people.access import managed_courts
from duixian.court.people.models import Court, Role, Staff, StaffEvent


def staff_of(actor: Staff) -> QuerySet[Staff]:
    """The accounts that the actor keeps, court by court."""
    found = Staff.objects.filter(court__in=managed_courts(actor)).exclude(role=Role.OPERATOR)
    return found.select_related("court").order_by("court__position", "role", "username")


def courts_managed(actor: Staff) -> QuerySet[Court]:
    """The courts for which the actor may add accounts."""
    return Court.objects.filter(pk__in=managed_courts(actor))


def handlers_at(courts: Iterable[str]) -> QuerySet[Staff]:
    """Who can be given cases at these courts."""
    people = Staff.objects.filter(
        court__in=courts, role__in=[Role.HANDLER, Role.BUREAU_CHIEF], is_active=True
    )
    return people.select_related("court").order_by("court__position", "name")


def staff_events(actor: Staff, limit: int = 50) -> QuerySet[StaffEvent]:
    """The last things done to the accounts that the actor keeps, newest first."""
    found = StaffEvent.objects.filter(staff__court__in=managed_courts(actor))
    return found.select_related("staff", "actor")[:limit]


def minutes_locked(username: str, now: datetime) -> int:
    """For how many more minutes a username is locked after too many wrong passwords."""
    last = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    if last is None:
        return 0
    until = last.attempt_time + timedelta(hours=settings.AXES_COOLOFF_TIME)
    return max(1, -(-int((until - now).total_seconds()) // 60))
