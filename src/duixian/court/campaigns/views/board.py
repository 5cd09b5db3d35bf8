"""The campaign's dashboard, the lists behind its figures, and the wall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duixian.court.campaigns import queries
from duixian.court.campaigns.indicators import statistical_year
from duixian.court.campaigns.links import Links
from duixian.court.campaigns.models import Campaign, Measure
from duixian.court.campaigns.queries import Dashboard
from duixian.court.campaigns.screening import courts_of
from duixian.court.campaigns.tallies import FORCED, RECOVERED
from duixian.court.campaigns.views.common import day_of, find, in_order, links, sort_of
from duixian.court.cases.models import Category, Event, EventKind
from duixian.court.cases.views.common import person
from duixian.court.people.access import Act, may
from duixian.court.people.workday import working_day
from duixian.law.money import contract_yuan, round_half_up
from duixian.writing.chart import option, weekly

PAGE = 100
STUCK_SHOWN = 8
WALL_EVENTS = 8
_ENTRIES = {RECOVERED: "到位金额", **{kind: EventKind(kind).label for kind in FORCED}}


@login_required
@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns of the actor's court."""
    actor = person(request)
    return render(
        request,
        "campaigns/list.html",
        {"campaigns": queries.campaigns(actor), "may_edit": may(actor, Act.EDIT_CAMPAIGN, actor.court_id)},
    )


@login_required
@require_GET
def campaign_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Six figures, the courts, the weeks; what looks at single cases is fetched after."""
    actor, campaign, as_of = person(request), find(request, slug), day_of(request)
    board = queries.dashboard(actor, campaign, as_of)
    sort = sort_of(request)
    which = "recovered" if request.GET.get("chart") == "recovered" else "performed"
    context = _of_board(request, board) | {
        "sort": sort,
        "lines": in_order(board.courts, sort),
        "chart": chart(board, which, links(request, campaign, as_of)),
        "chart_now": which,
        "asked_day": as_of,
        "may_edit": may(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id),
        "may_screen": may(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id) or may(actor, Act.IMPORT_LEDGER),
        "may_decide": may(actor, Act.DECIDE_SCOPE),
        "to_review": queries.to_review(actor, campaign).count(),
    }
    return render(request, "campaigns/page.html", context)


@login_required
@require_GET
def campaign_indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """The indicators with numerator, denominator and interval; a part of the dashboard."""
    campaign, as_of = find(request, slug), day_of(request)
    start, end = queries.period(campaign, as_of)
    year, of_year = statistical_year(end), request.GET.get("period") == "year"
    context = {
        "indicators": queries.case_indicators(person(request), campaign, as_of, of_year=of_year),
        "courts": queries.visible_courts(person(request), campaign),
        "start": max(start, year) if of_year else start,
        "end": end,
        "of_year": of_year,
        "year_starts_within": start < year,
    }
    return render(request, "campaigns/_indicators.html", context)


@login_required
@require_GET
def campaign_stuck(request: HttpRequest, slug: str) -> HttpResponse:
    """The oldest cases on which nothing is done; a part of the dashboard."""
    campaign, as_of = find(request, slug), day_of(request)
    rows = queries.stuck(person(request), campaign, as_of)
    context = {"rows": rows[:STUCK_SHOWN], "count": rows.count(), "days": queries.STUCK_DAYS, "as_of": as_of}
    return render(request, "campaigns/_stuck.html", context)


@login_required
@require_GET
def campaign_entries(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """What a figure counted: each event or payment with its case."""
    if measure not in _ENTRIES:
        raise Http404
    campaign = find(request, slug)
    start, end = queries.period(campaign, day_of(request, "to"))
    court, category = request.GET.get("court", ""), request.GET.get("category", "")
    found = queries.entries(person(request), campaign, measure, start, end, court, category)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "what": _ENTRIES[measure],
        "of_payments": measure == RECOVERED,
        "found": found,
        "page": page,
        "start": start,
        "end": end,
        "category": dict(Category.choices).get(category, ""),
        "court": next((each for each in courts_of(campaign) if each.pk == court), None),
    }
    return render(request, "campaigns/entries.html", context)


@login_required
@require_GET
def campaign_wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The big screen: figures, courts, and what happened last; refreshes itself."""
    actor, campaign = person(request), find(request, slug)
    board = queries.dashboard(actor, campaign, working_day().day)
    context = _of_board(request, board) | {"events": _last_events(request, campaign, board.as_of)}
    name = "campaigns/_wall.html" if "HX-Request" in request.headers else "campaigns/wall.html"
    return render(request, name, context)


def chart(board: Dashboard, which: str, opened: Links) -> dict[str, Any]:
    """The weeks by category: 万元 recovered, or cases performed, whose columns open these cases."""
    labels = [f"{week.monday.month}-{week.monday.day:02d}" for week in board.weeks]
    if which == "recovered":
        weeks = [_named(week.recovered, _wan) for week in board.weeks]
        return option(weekly("每周到位金额（万元，按类别）", labels, weeks))
    drawn = option(
        weekly("每周执行完毕（件，按类别）", labels, [_named(week.performed) for week in board.weeks])
    )
    for category, series in zip(queries.CATEGORIES, drawn["series"], strict=True):
        series["data"] = [
            {"value": value, "href": opened.performed_in(week.monday, category)}
            for week, value in zip(board.weeks, series["data"], strict=True)
        ]
    return drawn


def _named(figures: Mapping[str, int], shown: Callable[[int], Any] = int) -> dict[str, Any]:
    return {Category(code).label: shown(value) for code, value in figures.items()}


def _wan(fen: int) -> str:
    return contract_yuan(round_half_up(Fraction(fen, 10**4)))


def _of_board(request: HttpRequest, board: Dashboard) -> dict[str, Any]:
    lines = board.courts
    return {
        "board": board,
        "campaign": board.campaign,
        "links": links(request, board.campaign, board.as_of),
        "Measure": Measure,
        "indicator": {each.definition.code: each for each in board.indicators},
        "most": {
            "cases": max([line.cases for line in lines], default=0),
            "performed": max([line.performed for line in lines], default=0),
            "recovered": max([line.recovered for line in lines], default=0),
            "days": max([line.average_days.value or 0 for line in lines], default=0),
        },
    }


def _last_events(request: HttpRequest, campaign: Campaign, on: date) -> list[Event]:
    shown = queries.last_events(person(request), campaign, on)
    return list(shown[:WALL_EVENTS])
