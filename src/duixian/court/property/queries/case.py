"""What is looked at of one case's property: finds, leads, money on its way, what is held and against what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.http import Http404

from duixian.court.cases.models import Case
from duixian.court.people.access import courts_of
from duixian.court.people.models import Staff
from duixian.court.property import guards
from duixian.court.property.models import ExpectedPayment, Find, Lead, Measure, MeasureTerm, SearchRequest
from duixian.law.control import Guard
from duixian.law.errors import InputError, InputErrors


@dataclass(frozen=True)
class Balance:
    """What is held against what is owed on a day; `refused` says why law cannot tell."""

    limit: guards.Limit | None
    guard: Guard | None
    refused: str = ""


@dataclass(frozen=True)
class Sources:
    """Searches of a case by their answer: how many were asked, answered, failed, wait."""

    asked: int
    answered: int
    failed: int
    late: int


def balance_of(case: Case, on: date) -> Balance:
    """The guard's sums for the page."""
    try:
        return Balance(guards.limit_of(case, on), guards.guard_of(case, on))
    except (InputError, InputErrors) as error:
        return Balance(None, None, str(error))


def measures_of(case: Case) -> list[Measure]:
    """Every measure of a case, those that hold first, each with its terms, releases and deductions."""
    terms = Prefetch("terms", MeasureTerm.objects.order_by("starts_on"))
    found = case.measures.select_related("asset", "party")
    rows = list(found.prefetch_related(terms, "releases", "deductions").order_by("pk"))
    return sorted(rows, key=lambda row: (row.state not in guards.LIVE, row.ends_on or date.max, row.pk))


def finds_of(case: Case) -> list[Find]:
    """The latest find of each thing of a case, the dearest first."""
    latest: dict[tuple[int, str, str, str], Find] = {}
    for row in case.finds.select_related("party", "institution").order_by("found_on", "pk"):
        latest[row.party_id, row.thing, row.identity, row.description if not row.identity else ""] = row
    return sorted(latest.values(), key=lambda row: -(row.worth or 0))


def leads_of(case: Case) -> list[Lead]:
    """线索, those not yet verified first."""
    rows = case.leads.select_related("party", "verified_by").order_by("due_on")
    return sorted(rows, key=lambda row: (row.verified_on is not None, row.due_on))


def expected_of(case: Case) -> list[ExpectedPayment]:
    """待收款项 by the day of payment."""
    rows = case.expected_payments.select_related("party", "measure")
    return sorted(rows, key=lambda row: (row.ended_on is not None, row.expected_on or date.max, row.pk))


def sources_of(case: Case, on: date) -> Sources:
    """How far the network search of a case has come."""
    states = list(case.search_requests.values_list("state", "due_on"))
    done = {SearchRequest.State.FOUND, SearchRequest.State.NONE}
    return Sources(
        asked=len(states),
        answered=sum(state in done for state, _ in states),
        failed=sum(state == SearchRequest.State.ERROR for state, _ in states),
        late=sum(state == SearchRequest.State.SENT and due is not None and due < on for state, due in states),
    )


def find_measure(actor: Staff, pk: int) -> Measure:
    """A measure that the actor may see. Raises Http404 as if there were none."""
    rows = Measure.objects.filter(court__in=courts_of(actor)).select_related("case", "asset", "party")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这项控制措施，或不在您可查看的法院")
    return found


def find_expected(actor: Staff, pk: int) -> ExpectedPayment:
    """Money on its way that the actor may see. Raises Http404 as if there were none."""
    seen = ExpectedPayment.objects.filter(court__in=courts_of(actor))
    rows = seen.select_related("case", "party", "measure__asset")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这笔待收款项，或不在您可查看的法院")
    return found


def find_find(actor: Staff, pk: int) -> Find:
    """A find that the actor may see. Raises Http404 as if there were none."""
    found = Find.objects.filter(court__in=courts_of(actor), pk=pk).select_related("case").first()
    if found is None:
        raise Http404("没有这条查明的财产，或不在您可查看的法院")
    return found


def watch_list(actor: Staff, on: date, days: int = 60) -> list[ExpectedPayment]:
    """待收款项 that are not done with, by the day of payment; those without a day come first."""
    waiting = ExpectedPayment.objects.filter(
        court__in=courts_of(actor),
        state__in=[
            ExpectedPayment.State.WATCHED,
            ExpectedPayment.State.NOTICED,
            ExpectedPayment.State.OBJECTED,
        ],
    ).exclude(expected_on__gt=on + timedelta(days=days))
    rows = waiting.select_related("case", "party", "measure").order_by("expected_on", "pk")[:500]
    return sorted(rows, key=lambda row: (row.expected_on is not None, row.expected_on or on, row.pk))


def terms_ending(actor: Staff, on: date, days: int = 60) -> list[Measure]:
    """控制中 whose term ends within `days`, the earliest first; and what lapsed within the last 90."""
    seen = Measure.objects.filter(court__in=courts_of(actor)).select_related("case", "asset", "party")
    ending = seen.filter(state=Measure.State.HELD, ends_on__lte=on + timedelta(days=days))
    lapsed = seen.filter(state=Measure.State.LAPSED, ended_on__gte=on - timedelta(days=90))
    return [*lapsed.order_by("ended_on")[:200], *ending.order_by("ends_on", "pk")[:500]]
