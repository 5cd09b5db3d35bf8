"""The plan's cases written through the actions of the case room, each by the person whose work it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duixian.court.cases import actions
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff
from duixian.demo.facts import PlannedCase
from duixian.demo.names import Someone
from duixian.demo.staff import HIGHER_COURT

_OUT = "released"
"""Money goes out after it came in, also on one day."""


@dataclass(frozen=True)
class Office:
    """Who acts, and on which rows: staff by username, cases by case number."""

    staff: Mapping[str, Staff]
    cases: dict[str, Case] = field(default_factory=dict)

    def first(self, role: str, court: str = HIGHER_COURT) -> Staff:
        """The first of a role at a court."""
        return next(one for one in self.staff.values() if (one.court_id, one.role) == (court, role))


def register(office: Office, cases: Iterable[PlannedCase], today: date) -> None:
    """Every court's clerk registers what was filed there."""
    for court, group in _grouped(cases, lambda case: case.court).items():
        facts = [_facts(case, office.staff[case.handler]) for case in group]
        for row in actions.register_cases(office.first("clerk", court), facts, today):
            office.cases[row.case_no] = row


def record(office: Office, cases: Iterable[PlannedCase], today: date) -> None:
    """Every handler records what happened in his cases."""
    for username, group in _grouped(cases, lambda case: case.handler).items():
        _record(office, office.staff[username], group, today)


def _record(office: Office, handler: Staff, cases: list[PlannedCase], today: date) -> None:
    """In the order in which a day goes: acts, waivers, money in, money out, closing."""
    rows = [(case, office.cases[case.case_no]) for case in cases]
    events = [
        actions.EventEntry(row, event.kind, event.on, event.text, event.person, event.amount)
        for case, row in rows
        for event in case.events
    ]
    payments = [
        actions.PaymentEntry(row, paid.on, paid.amount, channel=paid.channel)
        for case, row in rows
        for paid in case.payments
    ]
    closings = [
        actions.Closing(row, case.closing.way, case.closing.on, case.closing.text)
        for case, row in rows
        if case.closing
    ]
    _each(actions.record_events, handler, [event for event in events if event.kind != _OUT], today)
    for case, row in rows:
        for waiver in case.waivers:
            actions.record_waiver(handler, row, today=today, **vars(waiver))
    _each(actions.record_payments, handler, payments, today)
    _each(actions.record_events, handler, [event for event in events if event.kind == _OUT], today)
    _each(actions.close_cases, handler, closings, today)


def _each(act: Callable[[Staff, Any, date], object], handler: Staff, entries: list[Any], today: date) -> None:
    if entries:
        act(handler, entries, today)


def _grouped(cases: Iterable[PlannedCase], key: Callable[[PlannedCase], str]) -> dict[str, list[PlannedCase]]:
    groups: defaultdict[str, list[PlannedCase]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return groups


def _facts(case: PlannedCase, handler: Staff) -> actions.CaseFacts:
    title = case.title
    return actions.CaseFacts(
        case_no=case.case_no,
        filed_on=case.filed_on,
        amount_claimed=case.amount_claimed,
        cause=case.cause,
        applicants=_parties(case.applicants),
        respondents=_parties(case.respondents),
        handler=handler,
        clerk_name=case.clerk_name,
        title=actions.TitleFacts(
            title.number, title.kind, title.made_by, title.effective_on, title.operative
        ),
        obligations=title.obligations,
        fees=tuple(actions.FeeFacts(subject, amount) for subject, amount in title.fees),
    )


def _parties(side: Iterable[Someone]) -> tuple[actions.PartyFacts, ...]:
    return tuple(actions.PartyFacts(one.name, one.is_person, one.id_no, address=one.address) for one in side)
