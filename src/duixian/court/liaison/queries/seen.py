"""Requests, whereabouts, tours and visits that an actor may see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from duixian.court.cases.models import Case
from duixian.court.liaison.models import FieldVisit, LiaisonRequest, Sighting, Tour, VisitPhoto
from duixian.court.people.access import courts_of
from duixian.court.people.models import Role, Staff

SHOWN = 100
"""Unanswered requests of the main page; the agenda has the rest."""


def unanswered(actor: Staff) -> QuerySet[LiaisonRequest]:
    """待答复 requests that are the person's to watch, by the day until which they are due."""
    found = LiaisonRequest.objects.filter(court__in=courts_of(actor), answered_on=None)
    if actor.role == Role.HANDLER:
        found = found.filter(case__handler=actor)
    elif actor.role == Role.CLERK:
        found = found.filter(case__clerk_name=actor.name)
    return found.select_related("case", "party").order_by("due_on", "pk")


def tours_ahead(actor: Staff, on: date) -> QuerySet[Tour]:
    """外勤 of the day and of those to come, with how many stops each has and how many are done."""
    tours = Tour.objects.filter(court__in=courts_of(actor), on__gte=on).select_related("leader", "court")
    return _counted(tours).order_by("on", "pk")


def tours_past(actor: Staff, on: date, limit: int = 10) -> QuerySet[Tour]:
    """The last tours before the day."""
    tours = Tour.objects.filter(court__in=courts_of(actor), on__lt=on).select_related("leader", "court")
    return _counted(tours).order_by("-on", "-pk")[:limit]


def find_tour(actor: Staff, pk: int) -> Tour:
    """The tour of an id. Raises Http404 where there is none that the actor may see."""
    tour = Tour.objects.filter(pk=pk, court__in=courts_of(actor)).select_related("leader", "court").first()
    if tour is None:
        raise Http404("没有这次外勤，或不在您可查看的法院")
    return tour


def stops(tour: Tour) -> list[FieldVisit]:
    """The stops of a tour in their order."""
    photos = Prefetch("photos", VisitPhoto.objects.defer("content"))
    visits = tour.visits.select_related("case", "party", "recorded_by").defer("signature")
    return list(visits.prefetch_related(photos).order_by("position", "pk"))


def find_visit(actor: Staff, wanted: int | uuid.UUID) -> FieldVisit:
    """The visit of an id or of a phone's key. Raises Http404 where there is none that the actor may see."""
    named = {"key": wanted} if isinstance(wanted, uuid.UUID) else {"pk": wanted}
    visits = FieldVisit.objects.filter(court__in=courts_of(actor), **named)
    visit = visits.select_related("case", "party", "tour", "recorded_by").first()
    if visit is None:
        raise Http404("没有这次走访，或不在您可查看的法院")
    return visit


def find_photo(actor: Staff, pk: int) -> VisitPhoto:
    """A photo of a case that the actor may see. Raises Http404."""
    photo = VisitPhoto.objects.filter(pk=pk, visit__court__in=courts_of(actor)).first()
    if photo is None:
        raise Http404("没有这张照片，或不在您可查看的法院")
    return photo


def find_request(actor: Staff, pk: int) -> LiaisonRequest:
    """A request of a case that the actor may see. Raises Http404."""
    found = LiaisonRequest.objects.filter(pk=pk, court__in=courts_of(actor))
    request = found.select_related("case", "case__court", "party").first()
    if request is None:
        raise Http404("没有这件协助请求，或不在您可查看的法院")
    return request


def requests_of(case: Case) -> list[LiaisonRequest]:
    """What was asked for a case, the newest first."""
    return list(case.liaison_requests.select_related("party").order_by("-sent_on", "-pk"))


def sightings_of(case: Case) -> list[Sighting]:
    """下落 in a case, the newest first."""
    return list(case.sightings.select_related("party", "noted_by").order_by("-seen_on", "-pk"))


def visits_of(case: Case) -> Sequence[FieldVisit]:
    """走访 in a case with their photos, the newest first."""
    photos = Prefetch("photos", VisitPhoto.objects.defer("content"))
    visits = case.visits.select_related("party", "recorded_by", "tour", "tour__leader").defer("signature")
    return list(visits.prefetch_related(photos).order_by("-planned_on", "-pk"))


def _counted(tours: QuerySet[Tour]) -> QuerySet[Tour]:
    going = ~Q(visits__state=FieldVisit.State.CALLED_OFF)
    return tours.annotate(
        count=Count("visits", filter=going),
        done=Count("visits", filter=Q(visits__state=FieldVisit.State.DONE)),
    )
