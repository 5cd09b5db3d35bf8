"""今晨清单: what was due in the morning, and which of it is done with."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duixian.court.agenda.models import Digest
from duixian.court.agenda.queries.items import keys_still_due
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day


@login_required
@require_GET
def morning(request: HttpRequest) -> HttpResponse:
    """The actor's list of this morning, each row open or done."""
    actor, on = person(request), working_day().day
    access.require(actor, Act.VIEW_CASES)
    digest = Digest.objects.filter(staff=actor, on=on).first()
    rows = digest.rows if digest else []
    still = keys_still_due(actor, [row["key"] for row in rows], on)
    context = {
        "digest": digest,
        "rows": [(row, row["key"] not in still) for row in rows],
        "done": sum(row["key"] not in still for row in rows),
    }
    return render(request, "agenda/morning.html", context)
