"""Where people of open cases may be found, and what earlier visits told of the map.

A closed network asks no map service: a place is known once somebody told his position there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from duixian.court.cases.models import Party, Status
from duixian.court.liaison.models import FieldVisit, Sighting
from duixian.court.liaison.route import Place
from duixian.court.people.access import courts_of
from duixian.court.people.models import Role, Staff

MOST_FOUND = 60
"""Addresses that a search offers."""


@dataclass(frozen=True)
class Candidate:
    """A person who may be visited: at the place of the last sighting, else at the address of the case."""

    party: Party
    address: str
    source: str


def candidates(actor: Staff, court: str, words: str) -> list[Candidate]:
    """Who can be visited in the open cases of a court; each word stands in address, number or name."""
    found = _respondents(actor, court)
    for word in words.split():
        found = found.filter(
            Q(last_place__icontains=word)
            | Q(last_area__icontains=word)
            | Q(address__icontains=word)
            | Q(name__icontains=word)
            | Q(case__case_no__icontains=word)
        )
    return [_candidate(party) for party in found.order_by("case__filed_on", "pk")[:MOST_FOUND]]


def known_places(court: str, addresses: Iterable[str]) -> dict[str, Place]:
    """The position told at the last arrival at each of these addresses, where one was."""
    arrived = FieldVisit.objects.filter(
        court=court, address__in=list(addresses), arrived_latitude__isnull=False
    )
    told = arrived.order_by("arrived_at").only("address", "arrived_latitude", "arrived_longitude")
    places = ((visit.address, place_of(visit.arrived_latitude, visit.arrived_longitude)) for visit in told)
    return {address: place for address, place in places if place}


def place_of(latitude: Decimal | None, longitude: Decimal | None) -> Place | None:
    """The two columns as one place, None where nobody said."""
    if latitude is None or longitude is None:
        return None
    return Place(float(latitude), float(longitude))


def _respondents(actor: Staff, court: str) -> QuerySet[Party]:
    parties = Party.objects.filter(
        case__court__in=courts_of(actor) & {court}, case__status=Status.OPEN, side=Party.Side.RESPONDENT
    )
    if actor.role == Role.HANDLER:
        parties = parties.filter(case__handler=actor)
    last = Sighting.objects.filter(party=OuterRef("pk")).order_by("-seen_on", "-pk")
    return parties.select_related("case").annotate(
        last_place=Subquery(last.values("place")[:1]), last_area=Subquery(last.values("area")[:1])
    )


def _candidate(party: Party) -> Candidate:
    last = party.last_place  # type: ignore[attr-defined]
    if last:
        return Candidate(party, last, "最近下落")
    return Candidate(party, party.address, "登记住址" if party.address else "未录地址")
