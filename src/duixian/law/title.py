"""The vocabulary of everything below: what a title (执行依据) orders and what happened to it since.

Money is int fen, rates are Decimal fractions of one, days are dates. Every class is a value:
two with the same content are the same, and none changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

RateKind = Literal["annual", "monthly", "daily", "lpr", "pboc"]
Every = Literal["month", "quarter", "half_year", "year"]
Until = Literal["payment", "performance", "effective"]
Bucket = Literal["fees", "interest", "principal", "surcharge"]


@dataclass(frozen=True)
class Title:
    """执行依据: the days from which its periods count."""

    effective_on: date | None = None
    served_on: tuple[date, ...] = ()
    appeal_days: int | None = None


@dataclass(frozen=True)
class DueOn:
    """Falls due on a named last day of the performance period."""

    day: date


@dataclass(frozen=True)
class DaysAfterEffective:
    """Falls due N days after the title takes effect; 0 is at once."""

    days: int


@dataclass(frozen=True)
class Instalment:
    """One part of an obligation: its last day and its sum in fen."""

    on: date
    amount: int


@dataclass(frozen=True)
class Instalments:
    """分期履行; `accelerates` where one default makes all that is left due."""

    parts: tuple[Instalment, ...]
    accelerates: bool = False


@dataclass(frozen=True)
class Periodic:
    """定期给付, such as support: `amount` fen for every period from the month `start`.

    Exactly one end: `until` (last month, as its first day), `child_born_on` (to the 18th
    birthday, whose month counts whole) or `until_event` (counted to the day of the statement, with
    a warning).
    `due_month_day` where what accrues by month is payable once a year.
    """

    amount: int
    every: Every
    day: int | Literal["last"]
    start: date
    until: date | None = None
    child_born_on: date | None = None
    until_event: str | None = None
    due_month_day: tuple[int, int] | None = None


FallsDue = DueOn | DaysAfterEffective | Instalments | Periodic


@dataclass(frozen=True)
class Rate:
    """A rate as a title words it; `value` for annual, monthly, daily; `tenor` for lpr, pboc."""

    kind: RateKind
    value: Decimal | None = None
    tenor: str | None = None
    multiple: Decimal = Decimal(1)
    fixed_on: date | None = None
    cap: Rate | None = None


@dataclass(frozen=True)
class Accrued:
    """Interest that the title has already summed up to a day."""

    amount: int
    as_of: date


@dataclass(frozen=True)
class InterestRule:
    """一般债务利息: one rule of an obligation; several add up.

    `base` in fen, or the unpaid principal where it is None. `until` a date is inclusive.
    """

    start: date
    until: Until | date
    rate: Rate
    base: int | None = None
    year_days: Literal[360, 365] = 365
    accrued: Accrued | None = None


@dataclass(frozen=True)
class Obligation:
    """判项: money that the title orders to be paid."""

    id: str
    subject: str
    falls_due: FallsDue
    amount: int | None = None
    interest: tuple[InterestRule, ...] = ()
    surcharge: bool = True


@dataclass(frozen=True)
class Fee:
    """Costs that the respondent bears, to the applicant who advanced them or to the court."""

    subject: str
    amount: int
    payable_to: Literal["applicant", "court"] = "applicant"


@dataclass(frozen=True)
class Payment:
    """到位款: money received; `on` is the day that stops interest (transfer, not release)."""

    on: date
    amount: int
    to: Bucket | None = None


@dataclass(frozen=True)
class Waiver:
    """放弃、减免: a dated fact with its scope; the title never changes."""

    on: date
    of: Bucket
    amount: int


@dataclass(frozen=True)
class ExcludedPeriod:
    """Days that bear no surcharge; first and last day both belong to it."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True)
class Options:
    """The choices on which practice is split; each is printed with the statement."""

    count_as_of: bool = True
    rounding: Literal["per_segment", "once"] = "per_segment"
    surcharge_start: Literal["next_day", "expiry_day"] = "next_day"
    court_fee_in_base: bool = False
    accrued_interest_in_base: bool = False
    extend_last_quote: bool = False


@dataclass(frozen=True)
class Claim:
    """All that a statement of debt is computed from, but for the tables of rates."""

    as_of: date
    obligations: tuple[Obligation, ...]
    title: Title = field(default_factory=Title)
    fees: tuple[Fee, ...] = ()
    payments: tuple[Payment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    excluded: tuple[ExcludedPeriod, ...] = ()
    options: Options = field(default_factory=Options)
