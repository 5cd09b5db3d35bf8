"""The plan's acts on property and with others, each done by the case's handler, all in the order of days.

An act takes several days: it yields the day of its next step and goes on when that day has come, so that
what one court does to a thing stands before what another does to it later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any

from duixian.court.cases.models import Case, Party
from duixian.court.liaison import actions as liaison
from duixian.court.liaison.models import LiaisonRequest
from duixian.court.people.models import Staff
from duixian.court.property.actions import control, expected, leads
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.models import ExpectedPayment, Lead, Measure
from duixian.demo import acts
from duixian.demo.facts import PlannedCase
from duixian.demo.office import Office
from duixian.demo.visiting import visit

Course = Iterator[date]


@dataclass(frozen=True)
class Desk:
    """Who acts in which case, for whom, on the demo's day; `numbers` counts the case's rulings."""

    handler: Staff
    case: Case
    respondents: list[Party]
    today: date
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def ruling(self) -> str:
        """The number of the next ruling."""
        return f"{self.case.case_no}之{next(self.numbers)}"


def do_acts(office: Office, cases: Iterable[PlannedCase], today: date) -> None:
    """Do every act of the cases; what was held and not renewed in time is recorded as lapsed at the end."""
    ahead = [(next(course), place, course) for place, course in enumerate(_courses(office, cases, today))]
    heapify(ahead)
    while ahead:
        _, place, course = heappop(ahead)
        if day := next(course, None):
            heappush(ahead, (day, place, course))
    control.record_lapses(office.first("supervisor"), today)


def _courses(office: Office, cases: Iterable[PlannedCase], today: date) -> Iterator[Course]:
    busy = [case for case in cases if case.acts]
    parties = _respondents(office.cases[case.case_no] for case in busy)
    for case in busy:
        row = office.cases[case.case_no]
        desk = Desk(office.staff[case.handler], row, parties[row.pk], today)
        for act in case.acts:
            yield _DOING[type(act)](desk, act)


def _respondents(cases: Iterable[Case]) -> dict[int, list[Party]]:
    found: defaultdict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case__in=list(cases), side=Party.Side.RESPONDENT).order_by("pk"):
        found[party.case_id].append(party)
    return found


def _measure(desk: Desk, plan: acts.PlannedMeasure) -> Course:
    yield plan.on
    handler, today = desk.handler, desk.today
    party = desk.respondents[plan.party]
    facts = ControlFacts(
        party,
        _asset(plan.asset, party, plan.on),
        Measure.Act(plan.act),
        desk.ruling(),
        amount=plan.amount,
        months=plan.months,
    )
    measure = control.control(handler, desk.case, facts, on=plan.on, today=today)
    service = Service(plan.on, plan.receipt, plan.frozen, ahead=plan.ahead)
    measure = control.serve(handler, measure, service, today=today)
    if plan.renewed_on:
        yield plan.renewed_on
        service = Service(plan.renewed_on)
        control.renew(handler, measure, service, ruling_no=desk.ruling(), months=plan.months, today=today)
    if plan.released_on:
        yield plan.released_on
        control.release(
            handler,
            measure,
            amount=None,
            why=plan.released_why,
            ruling_no=desk.ruling(),
            on=plan.released_on,
            today=today,
        )


def _asset(asset: acts.PlannedAsset, owner: Party, on: date) -> AssetFacts:
    return AssetFacts(
        thing=asset.thing,
        holder=asset.holder,
        identity=asset.identity,
        description=asset.description,
        owner=owner.name,
        worth=asset.worth,
        worth_on=None if asset.worth is None else on,
        worth_basis=asset.worth_basis,
        divisible=not asset.whole,
    )


def _expected(desk: Desk, plan: acts.PlannedExpected) -> Course:
    yield plan.known_on
    row = expected.expect(desk.handler, desk.case, _heard(desk, plan), today=desk.today)
    if plan.noticed_on:
        yield plan.noticed_on
        row = expected.serve_notice(
            desk.handler,
            row,
            amount=plan.withheld,
            ruling_no=desk.ruling(),
            ruled_on=plan.noticed_on,
            service=Service(plan.noticed_on, "协助单位签收", frozen=plan.withheld),
            today=desk.today,
        )
    if plan.taken_on:
        yield plan.taken_on
        expected.intercept(
            desk.handler,
            row,
            amount=plan.taken,
            ruling_no=desk.ruling(),
            on=plan.taken_on,
            today=desk.today,
            receipt="协助单位已划款",
        )


def _heard(desk: Desk, plan: acts.PlannedExpected) -> expected.ExpectedFacts:
    return expected.ExpectedFacts(
        desk.respondents[plan.party],
        ExpectedPayment.Kind(plan.kind),
        plan.payer,
        plan.known_on,
        plan.amount,
        plan.expected_on,
        plan.source,
    )


def _lead(desk: Desk, plan: acts.PlannedLead) -> Course:
    yield plan.on
    party = desk.respondents[plan.party]
    told = leads.LeadFacts(plan.text, plan.on, Lead.Origin(plan.origin), plan.told_by, party, plan.urgent)
    lead = leads.note_lead(desk.handler, desk.case, told, today=desk.today)
    if plan.verified_on:
        yield plan.verified_on
        leads.verify_lead(
            desk.handler, lead, plan.outcome, plan.findings, on=plan.verified_on, today=desk.today
        )


def _report(desk: Desk, plan: acts.PlannedReport) -> Course:
    yield plan.on
    party = desk.respondents[plan.party]
    report = leads.order_report(desk.handler, desk.case, party, served_on=plan.on, today=desk.today)
    if plan.reported_on:
        yield plan.reported_on
        leads.take_report(desk.handler, report, plan.content, on=plan.reported_on, today=desk.today)


def _request(desk: Desk, plan: acts.PlannedRequest) -> Course:
    yield plan.on
    request: LiaisonRequest = liaison.ask(
        desk.handler,
        desk.case,
        body=plan.body,
        name=plan.name,
        channel=plan.channel,
        purpose=plan.purpose,
        text=plan.text,
        sent_on=plan.on,
        due_on=plan.due_on,
        party=desk.respondents[plan.party],
        today=desk.today,
    )
    if plan.answered_on:
        yield plan.answered_on
        seen = _seen(desk, plan.seen) if plan.seen else None
        liaison.answer(
            desk.handler, request, on=plan.answered_on, text=plan.answer, sighting=seen, today=desk.today
        )


def _sighting(desk: Desk, plan: acts.PlannedSighting) -> Course:
    yield plan.on
    liaison.note_sighting(desk.handler, desk.case, _seen(desk, plan), desk.today)


def _seen(desk: Desk, plan: acts.PlannedSighting) -> liaison.SightingFacts:
    return liaison.SightingFacts(
        party=desk.respondents[plan.party],
        seen_on=plan.on,
        place=plan.place,
        source=plan.source,
        certainty=plan.certainty,
        area=plan.area,
        text=plan.text,
    )


def _visit(desk: Desk, plan: acts.PlannedVisit) -> Course:
    yield plan.on
    visit(desk.handler, desk.case, desk.respondents[plan.party], plan)


_DOING: dict[type[Any], Callable[[Desk, Any], Course]] = {
    acts.PlannedMeasure: _measure,
    acts.PlannedExpected: _expected,
    acts.PlannedLead: _lead,
    acts.PlannedReport: _report,
    acts.PlannedSighting: _sighting,
    acts.PlannedRequest: _request,
    acts.PlannedVisit: _visit,
}
