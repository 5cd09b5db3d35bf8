"""Cases as they are filed: who against whom, for what, on which title, in whose hands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from duixian.demo import mix
from duixian.demo.acts import PlannedAct
from duixian.demo.claims import Setting
from duixian.demo.days import DEMO_DAY, FIRST_FILING, LAST_FILING, working_days
from duixian.demo.facts import (
    PlannedCase,
    PlannedClosing,
    PlannedEvent,
    PlannedPayment,
    PlannedStaff,
    PlannedWaiver,
)
from duixian.demo.names import Someone, companies, court_name, persons
from duixian.demo.totals import apportion


@dataclass
class Draft:
    """A case while its course is being drawn."""

    case: PlannedCase
    payments: list[PlannedPayment] = field(default_factory=list)
    waivers: list[PlannedWaiver] = field(default_factory=list)
    events: list[PlannedEvent] = field(default_factory=list)
    acts: list[PlannedAct] = field(default_factory=list)
    closing: PlannedClosing | None = None

    @property
    def until(self) -> date:
        """The last day on which something can still happen: the closing, or the demo's day."""
        return self.closing.on if self.closing else DEMO_DAY

    @property
    def acts_until(self) -> date:
        """The last day on which force makes sense: that of the payment which ends the case."""
        performed = self.closing and self.closing.way == "fully_performed"
        return max(payment.on for payment in self.payments) if performed else self.until

    def finished(self) -> PlannedCase:
        """The case with its course, everything in order of days."""
        return replace(
            self.case,
            payments=tuple(sorted(self.payments, key=lambda payment: payment.on)),
            waivers=tuple(sorted(self.waivers, key=lambda waiver: waiver.on)),
            events=tuple(sorted(self.events, key=lambda event: event.on)),
            acts=tuple(self.acts),
            closing=self.closing,
        )


@dataclass(frozen=True)
class _People:
    """Where the parties come from; companies come back, as employers and sellers do."""

    persons: Iterator[Someone]
    companies: tuple[Someone, ...]

    @classmethod
    def drawn(cls, random: Random) -> _People:
        firms = companies(random)
        return cls(persons(random), tuple(next(firms) for _ in range(160)))

    def one(self, random: Random, company_percent: int) -> Someone:
        if random.randrange(100) < company_percent:
            return random.choice(self.companies)
        return next(self.persons)


def draw_drafts(random: Random, staff: tuple[PlannedStaff, ...]) -> list[Draft]:
    """All cases of the ten courts, each court's in the order of filing."""
    people = _People.drawn(random)
    filing_days = working_days(FIRST_FILING, LAST_FILING)
    rush = [mix.RUSH_WEIGHT if mix.RUSH_FIRST <= day <= mix.RUSH_LAST else 1 for day in filing_days]
    counts = apportion(mix.CASES, list(mix.COURT_SHARES.values()))
    drafts: list[Draft] = []
    for court, count in zip(mix.COURT_SHARES, counts, strict=True):
        desk = _Desk(random, court, staff)
        filed = sorted(random.choices(filing_days, rush, k=count))
        drafts += [Draft(_case(random, desk, filed_on, people)) for filed_on in filed]
    return drafts


class _Desk:
    """The filing desk of one court: gives the next case number and a handler."""

    def __init__(self, random: Random, court: str, staff: tuple[PlannedStaff, ...]) -> None:
        self.court = court
        self._handlers = [one.username for one in staff if (one.court, one.role) == (court, "handler")]
        # The first carries most: his is the account that the demo prints.
        self._loads = [8, *(random.randint(3, 7) for _ in self._handlers[1:])]
        self._clerks = [one.name for one in staff if (one.court, one.role) == (court, "clerk")]
        self._serials: Counter[tuple[int, str]] = Counter()

    def number(self, random: Random, filed_on: date) -> str:
        kind = "执恢" if random.randrange(100) < mix.REVIVED_PERCENT else "执"
        self._serials[filed_on.year, kind] += random.randint(1, 3)
        return (
            f"（{filed_on.year}）{self.court}{kind}{mix.FIRST_SERIAL + self._serials[filed_on.year, kind]}号"
        )

    def hands(self, random: Random) -> tuple[str, str]:
        return random.choices(self._handlers, self._loads)[0], random.choice(self._clerks)


def _case(random: Random, desk: _Desk, filed_on: date, people: _People) -> PlannedCase:
    kind = mix.draw_kind(random)
    cause = kind.cause(random)
    applicant = people.one(random, mix.COMPANY_APPLIES.get(cause, 0))
    respondents = [people.one(random, mix.COMPANY_RESPONDS.get(cause, 0))]
    if random.random() < 0.2 and cause in mix.JOINT_DEBTORS:
        respondents.append(people.one(random, 0))
    setting = Setting(desk.court, court_name(desk.court), filed_on, applicant.name, respondents[0].name)
    claimed = kind.build(random, kind.principal(random), setting)
    handler, clerk = desk.hands(random)
    return PlannedCase(
        case_no=desk.number(random, filed_on),
        court=desk.court,
        cause=cause,
        filed_on=filed_on,
        amount_claimed=claimed.amount,
        applicants=(applicant,),
        respondents=tuple(respondents),
        handler=handler,
        clerk_name=clerk,
        title=claimed.title,
        scope=_decided(random) if kind.scope == "review" else kind.scope,
    )


def _decided(random: Random) -> str:
    return random.choices(list(mix.DECISIONS), list(mix.DECISIONS.values()))[0]
