"""What is told of a case when it is registered: plain frozen values; money in fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from duixian.court.cases.models import Case
from duixian.court.people.models import Staff


@dataclass(frozen=True)
class PartyFacts:
    """当事人; `is_person` is None where nobody said."""

    name: str
    is_person: bool | None = None
    id_no: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class TitleFacts:
    """执行依据."""

    number: str = ""
    kind: str = ""
    made_by: str = ""
    effective_on: date | None = None
    operative: str = ""


@dataclass(frozen=True)
class FeeFacts:
    """由被执行人负担的费用."""

    subject: str
    amount: int
    payable_to: str = "applicant"


@dataclass(frozen=True)
class PaymentFacts:
    """到位款; a second one with the same `key` is the same payment."""

    on: date
    amount: int
    to: str = ""
    channel: str = ""
    key: str | None = None


@dataclass(frozen=True)
class ExcludedFacts:
    """Days that bear no surcharge; both days belong to it."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True)
class CaseFacts:
    """A case as it is filed; `obligations` are in the contract's shape.

    The court follows from the case number; only a number of before 2016 needs `court`, a code.
    `handler_name` is for a ledger that names a handler who has no account.
    """

    case_no: str
    filed_on: date
    amount_claimed: int
    court: str = ""
    cause: str = ""
    applicants: tuple[PartyFacts, ...] = ()
    respondents: tuple[PartyFacts, ...] = ()
    handler: Staff | None = None
    handler_name: str = ""
    clerk_name: str = ""
    title: TitleFacts | None = None
    obligations: tuple[Mapping[str, Any], ...] = ()
    fees: tuple[FeeFacts, ...] = ()
    payments: tuple[PaymentFacts, ...] = ()
    excluded: tuple[ExcludedFacts, ...] = ()


class PaymentEntry(NamedTuple):
    """到位 at one case; a plain tuple in this order does as well. `on` is the day that stops interest."""

    case: Case
    on: date
    amount: int
    to: str = ""
    channel: str = ""
    key: str | None = None


class EventEntry(NamedTuple):
    """经过 at one case; a plain tuple in this order does as well. `amount` in fen."""

    case: Case
    kind: str
    on: date
    text: str
    person: str = ""
    amount: int | None = None
    data: Mapping[str, Any] | None = None


class Closing(NamedTuple):
    """结案 of one case; a plain tuple in this order does as well."""

    case: Case
    way: str
    on: date
    text: str = ""
