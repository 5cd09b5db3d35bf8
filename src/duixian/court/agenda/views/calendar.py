"""日历订阅: the private address, shown once; and the calendar that is read by it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from duixian.court.agenda import actions, queries
from duixian.court.agenda.calendars import AHEAD, MOST, calendar_of
from duixian.court.agenda.models import Subscription
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day


@login_required
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Make an address, replace it, or end it. A new one is shown in the answer alone and kept nowhere."""
    actor = person(request)
    access.require(actor, Act.VIEW_CASES)
    shown = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            actions.revoke(actor)
            return redirect("agenda-calendar")
        token = actions.subscribe(actor, with_names="with_names" in request.POST)
        shown = request.build_absolute_uri(reverse("agenda-feed", args=[token]))
    in_force = Subscription.objects.filter(staff=actor, revoked_at=None).first()
    return render(request, "agenda/calendar.html", {"in_force": in_force, "shown": shown})


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One person's own days; whoever holds the address reads them, until it is revoked."""
    found = actions.reader_of(token)
    if found is None:
        raise Http404("没有这个日历，或已作废")
    on = working_day().day
    items = queries.own_items(found.staff, on, on + AHEAD, MOST)
    data = calendar_of(items, on, timezone.now(), with_names=found.with_names)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return response
