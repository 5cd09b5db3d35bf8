"""财产查控: terms that end, and money on its way, by day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.workday import working_day
from duixian.court.property.queries import case as queries


@login_required
@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """控制期限 and 待收款项 of the courts that the person sees."""
    actor, on = person(request), working_day().day
    access.require(actor, access.Act.VIEW_CASES)
    context = {"expected": queries.watch_list(actor, on), "ending": queries.terms_ending(actor, on)}
    return render(request, "property/watch.html", context)
