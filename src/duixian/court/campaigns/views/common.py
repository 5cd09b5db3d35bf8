"""What the pages of this room share: whose campaign, which day, which sort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from duixian.court.campaigns import queries
from duixian.court.campaigns.links import Links
from duixian.court.campaigns.models import Campaign
from duixian.court.campaigns.queries import Line
from duixian.court.campaigns.screening import courts_of
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.workday import working_day
from duixian.writing.ratio import Ratio

_KEYS: dict[str, Callable[[Line], Ratio]] = {
    "cases": lambda line: Ratio(line.cases, 1),
    "in_hand": lambda line: Ratio(line.in_hand, 1),
    "performed": lambda line: Ratio(line.performed, 1),
    "rate": lambda line: line.performed_rate,
    "recovered": lambda line: Ratio(line.recovered, 1),
    "recovery": lambda line: line.recovery,
    "days": lambda line: line.average_days,
}


def find(request: HttpRequest, slug: str) -> Campaign:
    """The campaign of the address, 404 where it is none of the actor's."""
    return get_object_or_404(queries.campaigns(person(request)), slug=slug)


def day_of(request: HttpRequest, name: str = "as_of") -> date:
    """The day asked for, else the working day; a day to come is the working day."""
    today = working_day().day
    try:
        return min(date.fromisoformat(request.GET.get(name, "")), today)
    except ValueError:
        return today


def links(request: HttpRequest, campaign: Campaign, as_of: date) -> Links:
    """The addresses behind the figures of a day."""
    start, end = queries.period(campaign, as_of)
    openable = access.courts_of(person(request))
    every = courts_of(campaign).values_list("pk", flat=True)
    return Links(campaign, start, end, openable, openable.issuperset(every))


def sort_of(request: HttpRequest) -> str:
    """The column that the person sorts by for himself; "" is the courts' fixed order."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in _KEYS else ""


def in_order(lines: Sequence[Line], sort: str) -> list[Line]:
    """The lines as the person sorted them; what has no figure stands last."""
    if not sort:
        return list(lines)
    key, falling = _KEYS[sort.removeprefix("-")], sort.startswith("-")
    with_figure = [line for line in lines if key(line).value is not None]
    ordered = sorted(with_figure, key=lambda line: key(line).value or 0, reverse=falling)
    return ordered + [line for line in lines if key(line).value is None]
