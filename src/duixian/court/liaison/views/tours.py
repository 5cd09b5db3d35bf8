"""联动走访: what is unanswered, the tours of today and ahead, the next one planned from an area."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.cases.models import Party
from duixian.court.cases.queries.sight import seen_cases
from duixian.court.cases.views.common import person
from duixian.court.liaison import actions
from duixian.court.liaison.actions import VisitPlan
from duixian.court.liaison.forms import TourForm
from duixian.court.liaison.models import Tour
from duixian.court.liaison.queries import places, seen
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError


@login_required
@require_GET
def liaison_page(request: HttpRequest) -> HttpResponse:
    """The room's main page."""
    actor, on = person(request), working_day().day
    waiting = list(seen.unanswered(actor)[: seen.SHOWN + 1])
    context = {
        "waiting": waiting[: seen.SHOWN],
        "more": len(waiting) > seen.SHOWN,
        "shown": seen.SHOWN,
        "tours": list(seen.tours_ahead(actor, on)),
        "past": list(seen.tours_past(actor, on)),
        "may_work": access.may(actor, Act.WORK_CASE),
    }
    return render(request, "liaison/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def tour_new(request: HttpRequest) -> HttpResponse:
    """安排外勤: `q` finds people by address, case number or name; the chosen ones become the day's stops."""
    actor, on = person(request), working_day().day
    access.require(actor, Act.WORK_CASE)
    words = request.GET.get("q", "").strip()[:60]
    form = TourForm(request.POST or None, initial={"on": on, "area": words, "leader": actor.pk})
    form.fit(actor.court_id)
    if request.method == "POST" and form.is_valid():
        try:
            tour = _plan(actor, form.cleaned_data, request.POST)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("tour-sheet", tour.pk)
    found = places.candidates(actor, actor.court_id, words) if words else []
    context = {"form": form, "q": words, "found": found, "most": places.MOST_FOUND} | _typed(request.POST)
    return render(request, "liaison/plan.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def tour_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """外勤单: the stops as a table that a person can reorder, and print on A4."""
    actor = person(request)
    tour = seen.find_tour(actor, pk)
    may_work = access.may(actor, Act.WORK_CASE, tour.court_id)
    return render(
        request, "liaison/sheet.html", {"tour": tour, "stops": seen.stops(tour), "may_work": may_work}
    )


@login_required
@require_POST
def tour_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the stops in a sensible order again."""
    actor = person(request)
    actions.put_in_order(actor, seen.find_tour(actor, pk))
    return redirect("tour-sheet", pk)


@login_required
@require_POST
def visit_move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One stop up or down."""
    actor = person(request)
    visit = seen.find_visit(actor, pk)
    actions.move_visit(actor, visit, -1 if way == "up" else 1)
    return redirect("tour-sheet", visit.tour_id)


@login_required
@require_POST
def visit_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """取消 one stop, with the reason."""
    actor = person(request)
    visit = seen.find_visit(actor, pk)
    actions.call_off_visit(actor, visit, request.POST.get("reason", ""), working_day().day)
    return redirect("tour-sheet", visit.tour_id)


def _plan(actor: Staff, typed: dict[str, Any], posted: QueryDict) -> Tour:
    ids = [int(pk) for pk in posted.getlist("pick") if pk.isdigit()]
    chosen = Party.objects.filter(pk__in=ids, case__in=seen_cases(actor)).select_related("case")
    purpose = typed.pop("purpose")
    visits = [
        VisitPlan(party.case, posted.get(f"address-{party.pk}", ""), purpose, party) for party in chosen
    ]
    return actions.plan_tour(actor, actor.court, visits=visits, today=working_day().day, **typed)


def _typed(posted: QueryDict) -> dict[str, Any]:
    """What was ticked and written in the list, so that a refusal loses none of it."""
    addresses = {name: text for name, text in posted.items() if name.startswith("address-")}
    return {"picked": set(posted.getlist("pick")), "addresses": addresses}
