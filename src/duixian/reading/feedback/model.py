"""What a feedback says, row by row. Money is fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["found", "none", "error"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing of one respondent; `thing` is a kind of law.control.Thing, `queue` who holds it already."""

    row: int
    ref: str
    name: str
    id_no: str
    source: str
    thing: str
    identity: str
    description: str
    worth: int | None
    available: int | None
    owner: str
    encumbered_by: str
    encumbrance: int | None
    queue: int | None
    as_of: date | None
    control_until: date | None
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The institution's answer about one respondent; `why` where it failed."""

    row: int
    ref: str
    name: str
    id_no: str
    state: State
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken: which field, its value, why, and what to do."""

    row: int
    field: str
    value: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Feedback:
    """A whole feedback, in the order of the file."""

    founds: tuple[Found, ...]
    answers: tuple[Answer, ...]
    refused: tuple[Refused, ...]
