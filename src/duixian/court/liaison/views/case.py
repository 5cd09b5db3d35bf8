"""联动 of one case: who was asked, where people were seen, who went there; and the answer to a request."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.queries import find_case
from duixian.court.cases.views.common import person
from duixian.court.liaison import actions, acts
from duixian.court.liaison.actions import SightingFacts
from duixian.court.liaison.forms import AnswerForm
from duixian.court.liaison.models import LiaisonRequest, Sighting
from duixian.court.liaison.queries import seen
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError


@login_required
@require_GET
def case_liaison(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of a case."""
    actor = person(request)
    case = find_case(actor, pk)
    context = tabs.shell(actor, case, acts.PAGE) | {
        "requests": seen.requests_of(case),
        "sightings": seen.sightings_of(case),
        "visits": seen.visits_of(case),
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
        "lead": acts.lead_act(actor, case),
    }
    return render(request, "liaison/case.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """登记答复: back to the case, where an answer of property leads on to its lead."""
    actor, on = person(request), working_day().day
    asked = seen.find_request(actor, pk)
    access.require(actor, Act.WORK_CASE, asked.court_id)
    form = AnswerForm(request.POST or None, initial=_start(asked, on))
    form.fit(asked.case)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(actor, asked, form.cleaned_data, on)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect(acts.PAGE, asked.case_id)
    context = tabs.shell(actor, asked.case, acts.PAGE) | {"asked": asked, "answer": form}
    return render(request, "liaison/answer.html", context, status=422 if form.is_bound else 200)


def _start(asked: LiaisonRequest, on: date) -> dict[str, object]:
    return {"on": on, "seen_on": on, "party": asked.party_id, "certainty": Sighting.Certainty.LIKELY}


def _answer(actor: Staff, asked: LiaisonRequest, typed: dict[str, Any], on: date) -> None:
    sighting = None
    if typed["place"]:
        given = {name: typed[name] for name in ("party", "seen_on", "place", "area", "certainty")}
        sighting = SightingFacts(source=asked.name, **given)
    actions.answer(actor, asked, on=typed["on"], text=typed["text"], today=on, sighting=sighting)
