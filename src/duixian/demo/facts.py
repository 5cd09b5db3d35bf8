"""What the generator plans: plain frozen values, drawn before any database is touched.

Money is fen, days are dates; obligations keep the contract's own shape, as an import would bring them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.demo.acts import PlannedAct, PlannedInstitution, PlannedTour
from duixian.demo.names import Someone

Terms = Mapping[str, Any]
"""One obligation in the contract's shape."""


@dataclass(frozen=True)
class PlannedStaff:
    """干警, with the court's code and the role as access.py names it."""

    username: str
    name: str
    court: str
    role: str


@dataclass(frozen=True)
class PlannedTitle:
    """执行依据 with what it orders; `fees` are (subject, fen), all payable to the applicant."""

    number: str
    kind: str
    made_by: str
    effective_on: date
    operative: str
    obligations: tuple[Terms, ...]
    fees: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PlannedPayment:
    """到位款; `by_act` is one that an act of the case makes, and nobody records beside it."""

    on: date
    amount: int
    channel: str
    by_act: bool = False


@dataclass(frozen=True)
class PlannedWaiver:
    """放弃 of a part of the surcharge, interest or principal."""

    on: date
    of: str
    amount: int
    basis: str


@dataclass(frozen=True)
class PlannedEvent:
    """经过 other than those which filing, paying, waiving, closing and `acts` leave by themselves."""

    on: date
    kind: str
    text: str
    person: str = ""
    amount: int | None = None


@dataclass(frozen=True)
class PlannedClosing:
    """结案: the way as the court's Status names it."""

    on: date
    way: str
    text: str


@dataclass(frozen=True)
class PlannedInclusion:
    """纳入专项 that a person decides, where the scope by itself would not include the case."""

    category: str
    reason: str
    on: date


@dataclass(frozen=True)
class PlannedCase:
    """A whole case from filing to the demo's day.

    `scope`: core, outside, or what a person makes of a doubtful case: confirmed, removed, review (not yet).
    """

    case_no: str
    court: str
    cause: str
    filed_on: date
    amount_claimed: int
    applicants: tuple[Someone, ...]
    respondents: tuple[Someone, ...]
    handler: str
    clerk_name: str
    title: PlannedTitle
    scope: str
    payments: tuple[PlannedPayment, ...] = ()
    waivers: tuple[PlannedWaiver, ...] = ()
    events: tuple[PlannedEvent, ...] = ()
    acts: tuple[PlannedAct, ...] = ()
    closing: PlannedClosing | None = None
    inclusion: PlannedInclusion | None = None
    story: str = ""

    @property
    def counts(self) -> bool:
        """Whether the campaign is to count it: by its scope, or by a person's decision."""
        return self.scope in ("core", "confirmed")


@dataclass(frozen=True)
class Plan:
    """All that fill.py writes."""

    seed: int
    day: date
    staff: tuple[PlannedStaff, ...]
    cases: tuple[PlannedCase, ...]
    tours: tuple[PlannedTour, ...] = ()
    institutions: tuple[PlannedInstitution, ...] = ()
