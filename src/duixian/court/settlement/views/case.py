"""和解沟通 of one case: the plan reckoned in the page, talks, hardships, agreements."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duixian.court.cases import tabs
from duixian.court.cases.models import Case
from duixian.court.cases.queries import find_case
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day
from duixian.court.settlement import acts, planning, queries
from duixian.court.settlement.forms import PlanForm
from duixian.court.settlement.views.agreement import MOVES
from duixian.law.errors import InputError, InputErrors


@login_required
@require_GET
def case_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of a case; a plan in the address is shown reckoned."""
    actor = person(request)
    case = find_case(actor, pk)
    context = tabs.shell(actor, case, acts.PAGE) | {
        "contacts": queries.contacts_of(case),
        "hardships": queries.hardships_of(case),
        "settlements": queries.settlements_of(case),
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
        "moves": MOVES,
    }
    return render(request, "settlement/case.html", context | _planned(request, case))


@login_required
@require_GET
def case_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan alone, as its fields change."""
    actor = person(request)
    case = find_case(actor, pk)
    context = {"case": case, "may_work": access.may(actor, Act.WORK_CASE, case.court_id)}
    return render(request, "settlement/_proposal.html", context | _planned(request, case))


def _planned(request: HttpRequest, case: Case) -> dict[str, Any]:
    start = PlanForm.start(working_day().day)
    asked = {**start, **request.GET.dict()}
    form = PlanForm(asked)
    shown, refused = None, []
    if form.is_valid():
        try:
            shown = planning.outlook(case, form.cleaned_data)
        except (InputError, InputErrors) as error:
            refused = str(error).split("\n")
    typed = {name: asked[name] for name in form.fields if asked.get(name)}
    return {"plan": form, "plan_query": urlencode(typed), "shown": shown, "refused": refused}
