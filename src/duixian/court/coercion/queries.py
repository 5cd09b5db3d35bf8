"""What is looked at of coercion: one case's measures, and those of the courts that the actor sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from duixian.court.cases.models import Case
from duixian.court.coercion.clocks import performed
from duixian.court.coercion.models import (
    Appearance,
    Detention,
    DishonestEntry,
    Ending,
    Exemption,
    Extension,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
    Review,
)
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.court.coercion.showing import Line, line
from duixian.court.people.access import courts_of
from duixian.court.people.models import Staff

M = TypeVar("M", bound=Model)
SHOWN = 100
KINDS: dict[str, type[Model]] = {
    "appearance": Appearance,
    "detention": Detention,
    "fine": Fine,
    "restriction": Restriction,
    "entry": DishonestEntry,
    "premisessearch": PremisesSearch,
    "referral": Referral,
    "review": Review,
    "ending": Ending,
}
"""The measures by the word that names them in addresses."""
_HELD = Q(arrived_at__isnull=False, released_at=None)
_DETAINED = Q(began_at__isnull=False, ended_on=None)


def lines_of(case: Case, now: datetime) -> list[Line]:
    """Every measure of a case, the newest first within its kind."""
    return [line(row, now) for model in KINDS.values() for row in _rows(model).filter(case=case)]


def exemptions_of(case: Case) -> list[Exemption]:
    """单次豁免 of a case, the newest first."""
    return list(Exemption.objects.filter(case=case).select_related("document", "restriction"))


def extension_of(appearance: Appearance) -> Extension | None:
    """The last request for more hours."""
    return appearance.extensions.select_related("request").first()


def find(actor: Staff, kind: str, pk: int) -> Any:
    """A measure by its kind and id. Raises Http404 where there is none that the actor may see."""
    if kind not in KINDS:
        raise Http404
    found = _rows(KINDS[kind]).filter(pk=pk, court__in=courts_of(actor)).first()
    if found is None:
        raise Http404("没有这项措施，或不在您可查看的法院")
    return found


def held_now(actor: Staff, now: datetime) -> list[Line]:
    """Who is held at the courts that the actor sees: who must go first, first."""
    courts = courts_of(actor)
    here = _rows(Appearance).filter(_HELD, court__in=courts).order_by("release_by")
    detained = _rows(Detention).filter(_DETAINED, court__in=courts).order_by("last_on")
    return [line(row, now) for row in (*here, *detained)]


def under_way(actor: Staff, now: datetime) -> list[Line]:
    """路上: appearances whose officers have left and not come back with the person."""
    left = Q(left_at__isnull=False, arrived_at=None, dropped_on=None)
    found = _rows(Appearance).filter(left, court__in=courts_of(actor)).exclude(decision="refused")
    return [line(row, now) for row in found.order_by("left_at")[:SHOWN]]


def to_lift(actor: Staff, now: datetime) -> list[Line]:
    """What is still in force though all was performed, and nobody asked to lift; who waits longest, first."""
    courts = courts_of(actor)
    found: list[Line] = []
    for model in (Restriction, DishonestEntry):
        rows = performed(_rows(model).filter(IN_FORCE, court__in=courts)).order_by("performed_on")
        some = rows.exclude(endings__decision="waiting")[:SHOWN]
        found += [line(row, now) for row in some]
    return sorted(found, key=lambda one: one.row.performed_on)


def in_force(actor: Staff, kind: str, now: datetime) -> list[Line]:
    """Restrictions of a kind, or entries, in force; the newest first, as many as a page bears."""
    courts = courts_of(actor)
    if kind == "dishonest":
        rows: Iterable[Any] = _rows(DishonestEntry).filter(IN_FORCE, court__in=courts)[:SHOWN]
    else:
        rows = _rows(Restriction).filter(IN_FORCE, court__in=courts, kind=kind)[:SHOWN]
    return [line(row, now) for row in rows]


def count_in_force(actor: Staff) -> dict[str, int]:
    """How many of each kind are in force."""
    courts = courts_of(actor)
    kinds = {
        kind: Restriction.objects.filter(IN_FORCE, court__in=courts, kind=kind).count()
        for kind in Restriction.Kind.values
    }
    return kinds | {"dishonest": DishonestEntry.objects.filter(IN_FORCE, court__in=courts).count()}


def _rows(model: type[M]) -> QuerySet[M]:
    rows = model._default_manager.select_related("case", "case__court")
    if model is Restriction:
        return rows.select_related("document", "request").prefetch_related("persons", "endings")
    if model is DishonestEntry:
        return rows.select_related("document", "request").prefetch_related("endings")
    if model in (Fine, Detention):
        return rows.select_related("document", "request").prefetch_related("reviews")
    if model is Review:
        return rows.select_related("fine", "detention")
    if model is Ending:
        return rows.select_related(
            "document", "request", "restriction", "entry", "detention"
        ).prefetch_related("restriction__persons")
    return rows.select_related("document", "request")
