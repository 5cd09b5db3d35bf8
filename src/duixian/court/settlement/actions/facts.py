"""What is told to the actions of this room: plain frozen values; sums are fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from duixian.court.cases.models import Party
from duixian.law.settlement import Forgiven, Planned

NOTHING = Forgiven()


@dataclass(frozen=True)
class ContactFacts:
    """沟通 as it was; `side`, `way` and `result` are values of Contact's choices."""

    side: str
    person: str
    way: str
    on: date
    said: str
    result: str
    time: time | None = None


@dataclass(frozen=True)
class HardshipFacts:
    """困难情况 of a party; `kind` is one of Hardship.Kind."""

    party: Party
    kind: str
    on: date
    text: str
    evidence: str


@dataclass(frozen=True)
class Terms:
    """和解协议: `kind`, `waived_by` and `takes_effect` are values of Settlement's choices.

    `at_once` is paid at the signing, the rest in `instalments`.
    """

    on: date
    kind: str
    text: str
    forgiven: Forgiven = NOTHING
    waived_by: str = "party"
    waiver_words: str = ""
    takes_effect: str = "performance"
    at_once: int = 0
    instalments: tuple[Planned, ...] = ()
    guarantor: str = ""
    guarantee: str = ""
    direct_enforcement: bool = False

    @property
    def agreed(self) -> int:
        """Fen to be paid in all."""
        return self.at_once + sum(one.amount for one in self.instalments)


@dataclass(frozen=True)
class Signing:
    """Who signed for each side, when, and how what is due at once was paid."""

    on: date
    applicant: str
    respondent: str
    channel: str = "和解当场履行"
