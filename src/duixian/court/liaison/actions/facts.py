"""What is told to the actions of this room: plain frozen values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from duixian.court.cases.models import Case, Party
from duixian.court.liaison.route import Place


@dataclass(frozen=True)
class SightingFacts:
    """下落 as somebody told it; `certainty` is one of Sighting.Certainty."""

    party: Party
    seen_on: date
    place: str
    source: str
    certainty: str
    area: str = ""
    text: str = ""


@dataclass(frozen=True)
class VisitPlan:
    """One address to go to."""

    case: Case
    address: str
    purpose: str
    party: Party | None = None
    area: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Arrival:
    """到达, with the position where the officer wanted it told."""

    at: datetime
    place: Place | None = None


@dataclass(frozen=True)
class VisitRecord:
    """What came of a visit; `result` is one of FieldVisit.Result, `signature` an image as the phone drew it.

    `confirmed`: the person does live or stay there.
    """

    done_at: datetime
    result: str
    met: str = ""
    outcome: str = ""
    transcript: str = ""
    signature: bytes = b""
    signed_by: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class PhotoFacts:
    """照片 as the camera gave it; its name and the type it claims are not asked for."""

    key: uuid.UUID
    content: bytes
    caption: str = ""
    taken_at: datetime | None = None
    with_position: bool = False
