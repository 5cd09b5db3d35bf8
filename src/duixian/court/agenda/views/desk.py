"""工作台: what is due first, whoever it has climbed to before all, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from duixian.court.agenda import bands, queries
from duixian.court.agenda.bands import Band
from duixian.court.agenda.models import Digest
from duixian.court.agenda.queries import Filters, Item, Line
from duixian.court.agenda.queries.counts import Counts, summed
from duixian.court.agenda.views.filters import filter_context
from duixian.court.cases import clocks, duties
from duixian.court.cases.duties import Duty
from duixian.court.cases.models import Status
from duixian.court.cases.views.common import person
from duixian.court.people.access import Act, may
from duixian.court.people.models import Court, Role, Staff
from duixian.court.people.workday import working_day

SHOWN = 8
"""Rows of a band on the desk; the rest is one click away in the list."""
_BANDS = (bands.CLIMBED, bands.OVERDUE, bands.TODAY, bands.SOON, bands.EARLY)


@dataclass(frozen=True)
class Shown:
    """One band of the desk; `href` is the list behind `count`."""

    band: Band
    count: int
    href: str
    items: list[Item] = field(default_factory=list)
    errands: list[Duty] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many of them stand on the desk."""
        return len(self.items) + len(self.errands)


Load = tuple[str, str, Counts]
"""What is due at one handler's, at one court's, or of one kind: its words, its desk, its counts."""


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """升级到我的, 已逾期, 今日, 七日内, 控制将到期; the person's figures and the last events of his cases."""
    actor = person(request)
    if not may(actor, Act.VIEW_CASES):
        return redirect("staff-list")
    on = working_day().day
    wanted = Filters.from_query({**request.GET.dict(), "band": ""})
    lines = queries.count_lines(actor, on, wanted)
    context = {
        "bands": _bands(actor, on, wanted, lines),
        "loads": _loads(actor, lines),
        "load_head": "法院" if actor.role == Role.SUPERVISOR else "承办人",
        "kinds": _kinds(lines),
        "stopped": queries.stopped(actor).count(),
        "morning": Digest.objects.filter(staff=actor, on=on).first(),
        "events": queries.recent_events(actor),
        "figures": duties.own_figures(actor, on),
        "mine_href": _mine(actor),
        "mine_words": "我的在办案件" if actor.role == Role.HANDLER else "在办案件",
        **working_rights(actor),
        **filter_context(actor, {**request.GET.dict(), "band": ""}, with_bands=False),
    }
    return render(request, "agenda/desk.html", context)


def working_rights(actor: Staff) -> dict[str, Any]:
    """Whether a row has the button that does it, and the one that answers it."""
    works = may(actor, Act.WORK_CASE)
    return {"may_work": works, "may_answer": works or may(actor, Act.DECIDE_SCOPE)}


def _bands(actor: Staff, on: date, wanted: Filters, lines: list[Line]) -> list[Shown]:
    counts = summed(lines, lambda line: "").get("", Counts())
    others = [] if any(vars(wanted).values()) else duties.errands(actor, on)
    full: dict[str, set[str]] = {}
    for line in lines:
        full.setdefault(line.band, set()).add(line.source)
    items = queries.band_items(actor, on, wanted, full, SHOWN)
    shown = []
    for band in _BANDS:
        asked = replace(wanted, band=band.name)
        here = [one for one in others if bands.band_of(one.until, on, clocks.WEEK) == band]
        n = counts[band.name]
        if n or band != bands.CLIMBED:
            shown.append(Shown(band, n + len(here), _href(asked), items.get(band.name, []), here[:SHOWN]))
    return shown


def _loads(actor: Staff, lines: list[Line]) -> list[Load]:
    """By handler the most overdue first; by court in the courts' fixed order."""
    if not any(line.by for line in lines):
        return []
    counted = summed(lines, lambda line: line.by)
    if actor.role == Role.SUPERVISOR:
        courts = Court.objects.filter(pk__in=counted).order_by("position")
        return [(one.short_name, _desk(court=one.pk), counted[one.pk]) for one in courts]
    words = {line.by: line.words for line in lines}
    rows = [(words[by], _desk(handler=by), one) for by, one in counted.items() if any(one.of.values())]
    return sorted(rows, key=lambda row: (-row[2].late, -row[2]["today"], row[0]))


def _kinds(lines: list[Line]) -> list[Load]:
    """Each kind of which something is due: its words, its list, its counts."""
    counted = summed(lines, lambda line: line.source)
    return [
        (one.label, _desk(kind=one.key), counted[one.key])
        for one in clocks.sources()
        if one.key in counted and any(counted[one.key].of.values())
    ]


def _href(asked: Filters) -> str:
    return f"{reverse('agenda')}?{urlencode({name: value for name, value in vars(asked).items() if value})}"


def _desk(**given: str) -> str:
    return f"{reverse('desk')}?{urlencode(given)}"


def _mine(actor: Staff) -> str:
    given = duties.filters_of(actor) | {"status": str(Status.OPEN)}
    return f"{reverse('case-list')}?{urlencode(given)}"
