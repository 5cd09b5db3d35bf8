"""The campaigns over REST: the same figures as the pages, in the contract's shape."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from duixian.court.campaigns import bulletins, queries
from duixian.court.campaigns.queries import Line
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.money import contract_yuan
from duixian.writing.bulletin import contract

router = Router(tags=["专项行动"])


@router.get("/campaigns")
def campaigns(request: HttpRequest) -> list[dict[str, Any]]:
    """The campaigns of the actor's court."""
    return [
        {
            "slug": each.slug,
            "name": each.name,
            "organiser": each.organiser.name,
            "starts_on": each.starts_on,
            "ends_on": each.ends_on,
        }
        for each in queries.campaigns(cast(Staff, request.user))
    ]


@router.get("/campaigns/{slug}/figures")
def figures(request: HttpRequest, slug: str, as_of: date | None = None) -> dict[str, Any]:
    """The dashboard's figures: the whole, the courts that the actor sees, the categories."""
    actor = cast(Staff, request.user)
    campaign = get_object_or_404(queries.campaigns(actor), slug=slug)
    board = queries.dashboard(actor, campaign, _day(as_of))
    return {
        "as_of": board.as_of,
        "city": _line(board.city),
        "courts": [_line(line) for line in board.courts],
        "categories": [_line(line) for line in board.categories],
    }


@router.get("/campaigns/{slug}/bulletin")
def bulletin(request: HttpRequest, slug: str, as_of: date | None = None) -> dict[str, Any]:
    """What `duixian demo --json` prints of a bulletin."""
    actor = cast(Staff, request.user)
    campaign = get_object_or_404(queries.campaigns(actor), slug=slug)
    return contract(bulletins.bulletin(actor, campaign, _day(as_of)))


def _day(asked: date | None) -> date:
    today = working_day().day
    return min(asked, today) if asked else today


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "cases": line.cases,
        "in_hand": line.in_hand,
        "closed": line.closed,
        "fully_performed": line.performed,
        "amount_claimed": contract_yuan(line.claimed),
        "amount_recovered": contract_yuan(line.recovered),
        "fully_performed_rate": line.performed_rate.percent,
        "recovery_rate": line.recovery.percent,
        "average_days": line.average_days.number,
        "person_times": dict(line.times),
        "persons": dict(line.persons),
        "fined_amount": contract_yuan(line.fined_amount),
        "targets": dict(line.targets),
    }
