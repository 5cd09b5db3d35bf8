"""强制措施 over the actor's courts, and one appearance as officers have it in hand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duixian.court.cases.views.common import person
from duixian.court.coercion import moments, queries, showing
from duixian.court.coercion.models import Appearance, Decision
from duixian.court.coercion.views.moves import MOVES, blank
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day

IN_FORCE = {"consumption": "限制消费", "exit": "限制出境", "dishonest": "失信名单"}


@login_required
@require_GET
def coercion_page(request: HttpRequest) -> HttpResponse:
    """The room's main page: who is held, what must be lifted, who is on the way, what is in force."""
    actor, now = person(request), moments.now()
    access.require(actor, Act.VIEW_CASES)
    kind = request.GET.get("kind", "")
    kind = kind if kind in IN_FORCE else "consumption"
    held = queries.held_now(actor, now)
    context = {
        "held": held,
        "alarms": [one for one in held if one.standing.tone == "late"],
        "to_lift": queries.to_lift(actor, now),
        "ways": queries.under_way(actor, now),
        "force": queries.in_force(actor, kind, now),
        "counts": queries.count_in_force(actor),
        "kinds": IN_FORCE,
        "kind": kind,
        "shown": queries.SHOWN,
    }
    return render(request, "coercion/list.html", context)


@login_required
@require_GET
def appearance_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One appearance, for a phone: what comes next is the first button."""
    actor, now, on = person(request), moments.now(), working_day().day
    row = queries.find(actor, "appearance", pk)
    may_work = access.may(actor, Act.WORK_CASE, row.court_id)
    names = _next(row) if may_work else ()
    context = {
        "row": row,
        "case": row.case,
        "line": showing.line(row, now),
        "level": showing.level(row, now) if row.is_held else "",
        "left": showing.hours_words(showing.left(row, now)) if row.is_held else "",
        "extension": queries.extension_of(row),
        "legs": list(row.legs.all()),
        "moves": [
            (name, MOVES["appearance", name], blank(MOVES["appearance", name], row, on)) for name in names
        ],
        "may_work": may_work,
    }
    return render(request, "coercion/appearance.html", context)


def _next(row: Appearance) -> tuple[str, ...]:
    """The moves open now, the likeliest first."""
    if row.dropped_on or row.released_at:
        return ()
    if row.is_held:
        asked = row.extended_at or row.extensions.filter(decision=Decision.WAITING).exists()
        return ("question", "release", *(() if asked else ("extend",)), "hand_over")
    if not row.is_granted:
        return ()
    way = ("leg_end",) if row.legs.filter(arrived_at=None).exists() else ("leg",)
    start = () if row.left_at else ("leave",)
    return (*start, "arrive", *way, "hand_over", "drop")
