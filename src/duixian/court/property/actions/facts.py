"""What an act on property is told, in the shape that people tell it. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.court.cases.models import Party
from duixian.court.property.models import Measure
from duixian.law.control import Thing


@dataclass(frozen=True)
class AssetFacts:
    """财产 as its holder knows it."""

    thing: Thing
    holder: str
    identity: str
    description: str
    owner: str = ""
    worth: int | None = None
    worth_on: date | None = None
    worth_basis: str = ""
    encumbrance: int = 0
    encumbered_by: str = ""
    divisible: bool = True


@dataclass(frozen=True)
class ControlFacts:
    """裁定 to hold: `amount` None is the whole thing, `months` None the longest term that law allows.

    `reason` answers what the guards ask: an unknown value, a thing that another owns.
    """

    party: Party
    asset: AssetFacts
    act: Measure.Act
    ruling_no: str
    amount: int | None = None
    months: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Service:
    """送达 of a ruling to the holder, and what the holder's receipt says.

    `frozen` is what is really held (None: not told, or not money); `ahead` counts the measures of other
    courts that the registry names before this one.
    """

    on: date
    receipt: str = ""
    frozen: int | None = None
    registered_end: date | None = None
    ahead: int = 0
