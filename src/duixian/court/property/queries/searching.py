"""What is looked at of searches: who waits for an answer, what came, what fits nobody. By courts seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Case as WhenCase
from django.db.models import Count, Exists, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404

from duixian.court.cases.models import Case, Status
from duixian.court.people.access import Act, courts_of, may
from duixian.court.people.models import Staff
from duixian.court.property.models import (
    Delivery,
    Find,
    Institution,
    Lead,
    PropertyReport,
    SearchOrder,
    SearchRequest,
    Stray,
)

SHOWN = 200
State = SearchRequest.State
R = TypeVar("R")
_FIRST = (State.ERROR, State.SENT, State.WAITING, State.FOUND, State.NONE)


@dataclass(frozen=True)
class Waiting:
    """Requests that an institution has not been sent yet, since when, and what the last try met with."""

    institution: Institution
    n: int
    since: date
    why: str


@dataclass(frozen=True)
class Progress:
    """How far an order has come at one institution."""

    institution: Institution
    asked: int
    waiting: int
    sent: int
    found: int
    none: int
    failed: int

    @property
    def by_file(self) -> bool:
        """Whether a person carries the questions there."""
        return self.institution.connector == Institution.Connector.FILE


def requests_of(case: Case) -> list[SearchRequest]:
    """Every request of a case, the latest first."""
    rows = case.search_requests.select_related("party", "institution", "order")
    return list(rows.order_by("-pk"))


def reports_of(case: Case) -> list[PropertyReport]:
    """报告财产令 of a case, the latest first."""
    return list(case.property_reports.select_related("party").order_by("-pk"))


def overdue(actor: Staff, on: date) -> list[SearchRequest]:
    """Requests whose answer is late, the oldest first."""
    rows = _requests(actor).filter(state=State.SENT, due_on__lt=on).order_by("due_on", "pk")
    return list(rows.select_related("case", "party", "institution", "order")[:SHOWN])


def failed(actor: Staff) -> list[SearchRequest]:
    """Requests that came to nothing and were not asked again since, the latest first."""
    later = SearchRequest.objects.filter(
        party=OuterRef("party"), institution=OuterRef("institution"), pk__gt=OuterRef("pk")
    )
    rows = _requests(actor).filter(~Exists(later), state=State.ERROR, case__status=Status.OPEN)
    return list(rows.select_related("case", "party", "institution").order_by("-pk")[:SHOWN])


def waiting(actor: Staff) -> list[Waiting]:
    """What is still to be sent, institution by institution."""
    rows = _requests(actor).filter(state=State.WAITING).order_by()
    counted = rows.values("institution").annotate(n=Count("pk"), since=Min("order__on"), why=Max("why"))
    found = {row["institution"]: row for row in counted}
    return [
        Waiting(one, found[one.pk]["n"], found[one.pk]["since"], found[one.pk]["why"])
        for one in Institution.objects.filter(pk__in=found)
    ]


def orders(actor: Staff, limit: int = 20) -> list[SearchOrder]:
    """The latest orders, each with how many were asked and have answered."""
    seen = SearchOrder.objects.filter(court__in=courts_of(actor)).select_related("ordered_by")
    answered = Q(requests__state__in=[State.FOUND, State.NONE, State.ERROR])
    rows = seen.annotate(asked=Count("requests"), answered=Count("requests", filter=answered))
    return list(rows.order_by("-pk")[:limit])


def deliveries(actor: Staff, on: date) -> list[Delivery]:
    """The day's feedback of the institutions that his courts ask; the counts are of his courts alone."""
    courts = sorted(courts_of(actor))
    asked = SearchRequest.objects.filter(court__in=courts).values("institution")
    rows = Delivery.objects.filter(on=on, institution__in=asked).defer("content")
    return list(_counted(rows, courts).select_related("institution").order_by("-pk")[:SHOWN])


def strays(actor: Staff) -> list[Stray]:
    """Rows that wait for a person, the oldest first."""
    rows = _strays(actor).filter(settled_on=None).order_by("pk")
    return list(rows.select_related("delivery__institution").defer("delivery__content")[:SHOWN])


def institutions() -> list[Institution]:
    """Every institution, those in use first."""
    return list(Institution.objects.order_by("-is_active", "source", "name"))


def find_order(actor: Staff, pk: int) -> SearchOrder:
    """An order that the actor may see. Raises Http404 as if there were none."""
    rows = SearchOrder.objects.filter(court__in=courts_of(actor)).select_related("ordered_by", "court")
    return _one(rows.filter(pk=pk).first(), "没有这次查询，或不在您可查看的法院")


def progress_of(order: SearchOrder) -> list[Progress]:
    """How far an order has come, institution by institution."""
    requests = order.requests.order_by()
    states = requests.values_list("institution", "state").annotate(n=Count("pk"))
    counted = {(institution, state): n for institution, state, n in states}
    found = []
    for one in Institution.objects.filter(pk__in={institution for institution, _ in counted}):
        waiting, sent, found_, none, failed_ = (counted.get((one.pk, state.value), 0) for state in State)
        total = waiting + sent + found_ + none + failed_
        found.append(Progress(one, total, waiting, sent, found_, none, failed_))
    return found


def requests_in(order: SearchOrder) -> list[SearchRequest]:
    """The requests of an order: failed and late first, then those that wait; the first of many."""
    rows = order.requests.select_related("case", "party", "institution")
    first = WhenCase(
        *(When(state=state, then=place) for place, state in enumerate(_FIRST)), output_field=IntegerField()
    )
    return list(rows.order_by(first, "pk")[:SHOWN])


def find_delivery(actor: Staff, pk: int) -> Delivery:
    """Feedback of an institution that the actor's courts ask. Raises Http404 as if there were none."""
    courts = sorted(courts_of(actor))
    asked = SearchRequest.objects.filter(court__in=courts).values("institution")
    rows = _counted(Delivery.objects.filter(institution__in=asked).defer("content"), courts)
    return _one(rows.select_related("institution").filter(pk=pk).first(), "没有这份反馈，或不归您查看")


def finds_in(actor: Staff, delivery: Delivery) -> list[Find]:
    """What a delivery says of the cases that the actor may see; the first of many."""
    rows = Find.objects.filter(delivery=delivery, court__in=courts_of(actor))
    return list(rows.select_related("case", "party").order_by("row", "pk")[:SHOWN])


def strays_in(actor: Staff, delivery: Delivery) -> list[Stray]:
    """The rows of a delivery that fit nobody and are his to see."""
    return list(_strays(actor).filter(delivery=delivery).select_related("settled_by").order_by("row")[:SHOWN])


def may_open(actor: Staff, delivery: Delivery) -> bool:
    """Whether every court of which a delivery can speak is one that the actor sees."""
    asking = SearchRequest.objects.filter(institution=delivery.institution_id)
    courts = set(asking.order_by().values_list("court", flat=True).distinct())
    return bool(courts) and courts <= courts_of(actor)


def content_of(actor: Staff, pk: int) -> Delivery:
    """Feedback with its bytes. Raises Http404 where it may speak of what the actor may not see."""
    if not may_open(actor, find_delivery(actor, pk)):
        raise Http404("这份反馈含有其他法院的案件，不能整份查看")
    return Delivery.objects.get(pk=pk)


def find_stray(actor: Staff, pk: int) -> Stray:
    """A stray that the actor may see. Raises Http404 as if there were none."""
    return _one(_strays(actor).filter(pk=pk).first(), "没有这一行，或不归您处理")


def find_lead(actor: Staff, pk: int) -> Lead:
    """A lead that the actor may see. Raises Http404 as if there were none."""
    rows = Lead.objects.filter(court__in=courts_of(actor)).select_related("case", "case__court")
    return _one(rows.filter(pk=pk).first(), "没有这条线索，或不在您可查看的法院")


def find_report(actor: Staff, pk: int) -> PropertyReport:
    """A report of property that the actor may see. Raises Http404 as if there were none."""
    rows = PropertyReport.objects.filter(court__in=courts_of(actor)).select_related("case", "party")
    return _one(rows.filter(pk=pk).first(), "没有这份财产报告，或不在您可查看的法院")


def cases_named(actor: Staff, ids: Iterable[int]) -> list[Case]:
    """Cases by their ids, of those that the actor may see."""
    return list(Case.objects.filter(pk__in=list(ids), court__in=courts_of(actor)).order_by("pk"))


def _requests(actor: Staff) -> QuerySet[SearchRequest]:
    return SearchRequest.objects.filter(court__in=courts_of(actor))


def _strays(actor: Staff) -> QuerySet[Stray]:
    """Those of his courts; one that names no court is seen by whoever sees all that ask there."""
    courts = courts_of(actor)
    if not may(actor, Act.VIEW_CASES):
        return Stray.objects.none()
    others = SearchRequest.objects.exclude(court__in=courts).order_by().values("institution")
    nobodys = Q(court=None) & ~Q(delivery__institution__in=others)
    return Stray.objects.filter(Q(court__in=courts) | nobodys)


def _counted(rows: QuerySet[Delivery], courts: list[str]) -> QuerySet[Delivery]:
    def own(model: type[Find] | type[Stray]) -> Coalesce:
        mine = model.objects.filter(delivery=OuterRef("pk"), court__in=courts).order_by()
        return Coalesce(Subquery(mine.values("delivery").annotate(n=Count("pk")).values("n")), 0)

    return rows.annotate(own_finds=own(Find), own_strays=own(Stray))


def _one(found: R | None, why: str) -> R:
    if found is None:
        raise Http404(why)
    return found
