"""Planned acts on property and with those who assist: plain values, each with the days of its whole course.

A day that is None has not come. Money is fen; `party` counts the respondents of the case from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from duixian.law.control import Thing


@dataclass(frozen=True)
class PlannedAsset:
    """财产 of a respondent; `whole` is indivisible, so that it is held or not."""

    thing: Thing
    holder: str
    identity: str
    description: str
    worth: int | None = None
    worth_basis: str = ""
    whole: bool = False


@dataclass(frozen=True)
class PlannedMeasure:
    """控制 from its ruling and service on one day to its renewal or release; `amount` None is the whole."""

    on: date
    act: Literal["seal", "seize", "freeze"]
    asset: PlannedAsset
    amount: int | None = None
    frozen: int | None = None
    months: int | None = None
    receipt: str = ""
    ahead: int = 0
    renewed_on: date | None = None
    released_on: date | None = None
    released_why: str = ""
    party: int = 0


@dataclass(frozen=True)
class PlannedExpected:
    """待收款项 from the day it was heard of to the day it was taken."""

    known_on: date
    kind: str
    payer: str
    amount: int
    expected_on: date
    source: str
    noticed_on: date | None = None
    withheld: int = 0
    taken_on: date | None = None
    taken: int = 0
    party: int = 0


@dataclass(frozen=True)
class PlannedLead:
    """财产线索, and what came of it."""

    on: date
    text: str
    origin: str = "applicant"
    told_by: str = ""
    urgent: bool = False
    verified_on: date | None = None
    outcome: str = ""
    findings: str = ""
    party: int = 0


@dataclass(frozen=True)
class PlannedReport:
    """财产报告 from the order to what was declared."""

    on: date
    reported_on: date | None = None
    content: str = ""
    party: int = 0


@dataclass(frozen=True)
class PlannedSighting:
    """下落."""

    on: date
    place: str
    source: str
    certainty: str
    area: str = ""
    text: str = ""
    party: int = 0


@dataclass(frozen=True)
class PlannedRequest:
    """协助请求 and its answer; `due_on` None is the day that the agreement with such a body gives."""

    on: date
    body: str
    name: str
    channel: str
    purpose: str
    text: str
    due_on: date | None = None
    answered_on: date | None = None
    answer: str = ""
    seen: PlannedSighting | None = None
    party: int = 0


@dataclass(frozen=True)
class PlannedVisit:
    """走访 that was made, alone on its day."""

    on: date
    area: str
    address: str
    purpose: str
    result: str
    met: str = ""
    outcome: str = ""
    party: int = 0


PlannedAct = (
    PlannedMeasure
    | PlannedExpected
    | PlannedLead
    | PlannedReport
    | PlannedSighting
    | PlannedRequest
    | PlannedVisit
)


@dataclass(frozen=True)
class PlannedTour:
    """外勤 of a day to the addresses of the first respondents of these cases, not yet begun."""

    on: date
    court: str
    leader: str
    area: str
    members: str
    vehicle: str
    purpose: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class PlannedInstitution:
    """协助单位."""

    code: str
    name: str
    source: str
    central: bool = False
    answers_in_days: int = 3
