"""What follows when a request is decided: the row moves on, its paper is made, its event is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.urls import reverse

from duixian.court.approvals import registry
from duixian.court.approvals.models import Request
from duixian.court.approvals.registry import Answer
from duixian.court.coercion import papers
from duixian.court.coercion.actions import appearances, endings, restrictions, sanctions
from duixian.court.coercion.actions.common import draw_up
from duixian.court.coercion.models import (
    Appearance,
    Decision,
    Detention,
    DishonestEntry,
    Ending,
    Exemption,
    Extension,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
    Signed,
)
from duixian.court.people.models import Staff

S = TypeVar("S", bound=Signed)
Then = Callable[[Staff, Any, date], None]


def register() -> None:
    """Called once, when the room's app is ready."""
    for matter, (model, then) in _FOLLOWS.items():
        registry.register(matter, _answer(matter, model, then))


def _answer(matter: str, model: type[Signed], then: Then) -> Answer:
    def granted(actor: Staff, request: Request, on: date) -> None:
        row = _decided(model, request, Decision.GRANTED, on)
        then(actor, row, on)
        if drawn := papers.of(matter, row, on):
            row.document = draw_up(row, *drawn, on)
        row.save()

    def refused(actor: Staff, request: Request, on: date) -> None:
        _decided(model, request, Decision.REFUSED, on).save()

    def href(request: Request) -> str:
        return reverse("case-coercion", args=[request.case_id])

    return Answer(granted, refused, href)


def _decided(model: type[S], request: Request, decision: Decision, on: date) -> S:
    rows = model._default_manager.select_for_update(of=("self",)).select_related("case", "request")
    row = rows.get(request=request)
    row.decision, row.decided_on = decision, on
    return row


def _ordered(actor: Staff, row: Appearance, on: date) -> None:
    """Outside the area the court there is asked to help."""
    if row.outside:
        draw_up(row, "assist_court_letter", papers.assistance(row), on)


def _nothing(actor: Staff, row: Any, on: date) -> None:
    """The signature alone is what was asked for."""


_FOLLOWS: dict[str, tuple[type[Signed], Then]] = {
    "summons_by_force": (Appearance, _ordered),
    "summons_extension": (Extension, appearances.extend),
    "premises_search": (PremisesSearch, _nothing),
    "fine": (Fine, sanctions.fined),
    "detention": (Detention, _nothing),
    "detention_release": (Ending, endings.ended),
    "consumption": (Restriction, restrictions.restricted),
    "exit": (Restriction, restrictions.restricted),
    "consumption_exempt": (Exemption, _nothing),
    "consumption_lift": (Ending, endings.ended),
    "exit_lift": (Ending, endings.ended),
    "dishonest": (DishonestEntry, restrictions.listed),
    "dishonest_delete": (Ending, endings.ended),
    "referral": (Referral, _nothing),
}
