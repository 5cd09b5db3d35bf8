"""What is told to the actions of this room: plain frozen values; sums are fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from duixian.court.cases.models import Party


@dataclass(frozen=True)
class Whom:
    """Against whom: a respondent by its row; a unit's responsible person, or an outsider, by his name.

    `post` is one of Post.
    """

    party: Party | None = None
    post: str = "respondent"
    name: str = ""
    id_no: str = ""


@dataclass(frozen=True)
class AppearanceAsk:
    """拘传 as it is asked for."""

    whom: Whom
    reason: str
    on: date
    summoned_on: date | None = None
    summons: str = ""
    place: str = ""
    bring_to: str = ""
    outside: bool = False
    assisting_court: str = ""


@dataclass(frozen=True)
class LegFacts:
    """One stretch of the way; `with_person` once he is in custody."""

    start: str
    end: str
    left_at: datetime
    officers: str
    vehicle: str = ""
    with_person: bool = False


@dataclass(frozen=True)
class Misconduct:
    """The act that is punished: of whom, which kind of Sanction.Conduct, on which day."""

    whom: Whom
    conduct: str
    act_on: date
    reason: str


@dataclass(frozen=True)
class RestrictedFacts:
    """A person of a unit who is restricted with it."""

    name: str
    post: str
    id_no: str = ""


@dataclass(frozen=True)
class RestrictionAsk:
    """限制消费 or 限制出境 as it is asked for; without `applied_on` the court acts of its own accord."""

    kind: str
    whom: Whom
    reason: str
    on: date
    applied_on: date | None = None
    persons: tuple[RestrictedFacts, ...] = ()


@dataclass(frozen=True)
class ListingAsk:
    """纳入失信名单 as it is asked for; `spared` are the exclusions of Article 3 that hold, by key."""

    ground: int
    whom: Whom
    reason: str
    on: date
    applied_on: date | None = None
    added_years: int = 0
    spared: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchReport:
    """How a search of premises went; `witnesses` who was told to be present."""

    began_at: datetime
    ended_at: datetime
    officers: tuple[str, ...]
    present: str
    warrant_shown: bool = True
    found: str = ""
    taken: str = ""


@dataclass(frozen=True)
class RefusalAsk:
    """移送拒执罪 as it is asked for; `refused_by` and `refused_on` open the way of private prosecution."""

    whom: Whom
    head: str
    reason: str
    on: date
    way: str = "police"
    to: str = ""
    acted_on: date | None = None
    able: bool | None = None
    means: str = ""
    suit_began_on: date | None = None
    refused_by: str = ""
    refused_on: date | None = None
