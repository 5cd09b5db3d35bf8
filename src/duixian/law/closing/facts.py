"""What a case's own record tells for its closing. Money in fen; None is not known, and never a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["found", "none", "failed"]
Kind = Literal["person", "entity", "exempt"]


@dataclass(frozen=True)
class Query:
    """One answered or unanswered query of one respondent: an institution that failed has searched nothing."""

    on: date
    party: str
    kind: str
    outcome: Outcome


@dataclass(frozen=True)
class Find:
    """Something found: why it cannot be used, or that it was disposed of."""

    what: str
    worth: int | None
    useless: str = ""
    disposed: bool = False


@dataclass(frozen=True)
class Respondent:
    """A respondent; `exempt` are village and residents' committees, owners' bodies and branches.

    `ground` is whether a ground of the dishonest list is met, with `listed` whether he is on it.
    `responsible` are the persons of a unit that its restriction names; `whereabouts` is what is known of
    where he is, or what was done to find him, "" where neither.
    """

    name: str
    kind: Kind
    alive: bool | None = True
    restricted: bool = False
    ground: bool | None = None
    listed: bool = False
    responsible: tuple[str, ...] = ()
    whereabouts: str = ""


@dataclass(frozen=True)
class Facts:
    """All of it. `unreleased` measures stand without a reason, `undistributed` is money in court.

    `sanctions` are fines, detentions and referrals for obstruction; `sanctions_open` those not yet decided.
    """

    filed_on: date
    category: str = ""
    claimed: int = 0
    owed: int | None = None
    conduct_only: bool = False
    respondents: tuple[Respondent, ...] = ()
    notice_on: date | None = None
    report_order_on: date | None = None
    report_dealt_with: bool | None = None
    queries: tuple[Query, ...] = ()
    inquiries: tuple[date, ...] = ()
    open_leads: tuple[str, ...] = ()
    finds: tuple[Find, ...] = ()
    talk_on: date | None = None
    consent: bool | None = None
    panel_on: date | None = None
    sanctions: tuple[str, ...] = ()
    sanctions_open: tuple[str, ...] = ()
    undistributed: int = 0
    unreleased: tuple[str, ...] = ()
    ground: str = ""
    ground_evidence: str = ""
    settlement_open: bool = False


@dataclass(frozen=True)
class Condition:
    """One condition of closing; `act` names what would meet it at the case, "" where nothing would.

    What is `answerable` no register can tell: the handler's own written statement meets it.
    """

    key: str
    item: str
    met: bool | None
    why: str
    cite: str
    remedy: str = ""
    act: str = ""
    exempt: bool = False
    verified: bool = True
    answerable: bool = False
