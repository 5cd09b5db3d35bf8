"""Whose cases an actor sees; every query of this room starts here."""

from __future__ import annotations

from django.db.models import QuerySet

from duixian.court.cases.models import Case
from duixian.court.people.access import courts_of
from duixian.court.people.models import Court, Staff
from duixian.court.people.recent import recent


def seen_courts(actor: Staff, wanted: tuple[str, ...] = ()) -> frozenset[str] | None:
    """The courts to look at; None where that is every court there is, so that no index need ask for it."""
    seen = courts_of(actor)
    if wanted:
        return seen & frozenset(wanted)
    return None if len(seen) == recent("courts", Court.objects.count) else seen


def cases_at(courts: frozenset[str] | None) -> QuerySet[Case]:
    """The cases of these courts, of every court where it is None."""
    return Case.objects.all() if courts is None else Case.objects.filter(court__in=sorted(courts))


def seen_cases(actor: Staff) -> QuerySet[Case]:
    """The cases that the actor may see."""
    return cases_at(seen_courts(actor))
