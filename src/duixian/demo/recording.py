"""The plan's cases written through the actions of the rooms, each by the person whose work it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from duixian.court.cases import actions
from duixian.court.people.models import Staff
from duixian.demo.doing import do_acts
from duixian.demo.facts import PlannedCase
from duixian.demo.names import Someone
from duixian.demo.office import Office

_OUT = "released"
"""Money goes out after it came in, also on one day."""


def register(office: Office, cases: Iterable[PlannedCase], today: date) -> None:
    """Every court's clerk registers what was filed there."""
    for court, group in _grouped(cases, lambda case: case.court).items():
        facts = [_facts(case, office.staff[case.handler]) for case in group]
        for row in actions.register_cases(office.first("clerk", court), facts, today):
            office.cases[row.case_no] = row


def record(office: Office, cases: Iterable[PlannedCase], today: date) -> None:
    """Every handler records what happened in his cases: the course, acts on property, and the end."""
    told = list(cases)
    by_handler = _grouped(told, lambda case: case.handler)
    for username, group in by_handler.items():
        _record_course(office, office.staff[username], group, today)
    do_acts(office, told, today)
    for username, group in by_handler.items():
        _record_ends(office, office.staff[username], group, today)


def _record_course(office: Office, handler: Staff, cases: list[PlannedCase], today: date) -> None:
    """In the order in which a day goes: what was done, waivers, money in."""
    rows = [(case, office.cases[case.case_no]) for case in cases]
    payments = [
        actions.PaymentEntry(row, paid.on, paid.amount, channel=paid.channel)
        for case, row in rows
        for paid in case.payments
        if not paid.by_act
    ]
    _each(actions.record_events, handler, _events(office, cases, out=False), today)
    for case, row in rows:
        for waiver in case.waivers:
            actions.record_waiver(handler, row, today=today, **vars(waiver))
    _each(actions.record_payments, handler, payments, today)


def _record_ends(office: Office, handler: Staff, cases: list[PlannedCase], today: date) -> None:
    """Money out, then the closing."""
    closings = [
        actions.Closing(office.cases[case.case_no], case.closing.way, case.closing.on, case.closing.text)
        for case in cases
        if case.closing
    ]
    _each(actions.record_events, handler, _events(office, cases, out=True), today)
    _each(actions.close_cases, handler, closings, today)


def _events(office: Office, cases: Iterable[PlannedCase], *, out: bool) -> list[actions.EventEntry]:
    return [
        actions.EventEntry(
            office.cases[case.case_no], event.kind, event.on, event.text, event.person, event.amount
        )
        for case in cases
        for event in case.events
        if (event.kind == _OUT) == out
    ]


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
