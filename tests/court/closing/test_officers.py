"""Whatever officers try, in whatever order: nothing closes unlawfully, and what must go is named."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.closing import given
from tests.court.closing.given import DAY, YUAN

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import record_event, record_payment, record_waiver, register_case
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import EventKind, Status
from duixian.court.closing import actions
from duixian.court.closing.checking import checked
from duixian.court.closing.facts import undistributed
from duixian.court.closing.models import Statement
from duixian.court.coercion import actions as coercion
from duixian.court.coercion import moments
from duixian.court.coercion.models import Restriction
from duixian.court.coercion.queries import to_lift
from duixian.court.property.actions.control import release
from duixian.court.property.actions.leads import LeadFacts, note_lead, verify_lead
from duixian.court.property.models import Lead, Measure
from duixian.law.errors import DuixianError

PREPARING = ("notice", "report", "search", "visit", "see", "restrict", "talk", "agree", "behave")
DOING = (
    "pay_some", "pay_all", "waive", "hold", "let_go", "take", "pass_on", "lead", "verify", "explain",
    "lift", "suspend", "perform", "terminate", "withdraw", "sign", "sign", "sign", "refuse",
)  # fmt: skip
SIGNED = (("sign", "C"), ("sign", "P"))
MEANT = (
    *((("suspend", "H"), *SIGNED),) * 2,
    (("perform", "H"), *SIGNED),
    (("pay_all", "H"), ("perform", "H"), *SIGNED),
    (("hold", "H"), ("take", "H"), ("pass_on", "H"), ("pay_all", "H")),
    (("hold", "H"), ("let_go", "H")),
    (("terminate", "H"), *SIGNED),
    (("lead", "H"), ("verify", "H")),
)
"""What officers mean to do; another act comes between now and then, or another officer does it."""

others = st.tuples(st.sampled_from((*DOING, *PREPARING)), st.sampled_from("HCPS"))


def disturbed(meant):
    """Each step is done, or another comes before it, or instead of it."""
    return st.tuples(*(st.one_of(st.just((step,)), st.just((step,)), slipped(step)) for step in meant))


def slipped(step):
    return st.tuples(others, st.booleans()).map(lambda drawn: (drawn[0], step) if drawn[1] else (drawn[0],))


steps = st.lists(st.sampled_from(MEANT).flatmap(disturbed), min_size=2, max_size=5).map(
    lambda some: [step for meant in some for done in meant for step in done]
)

GAMES = int(os.environ.get("DUIXIAN_GAMES", "12"))
"""How many plays; a long run sets thousands."""


@pytest.fixture
def starts(handler, chief, president):
    """Cases from which a play begins: fresh or searched in every way, paid or not."""
    found = {}
    for searched, paid in product((False, True), repeat=2):
        case = register_case(handler, given.facts(handler), DAY)
        if searched:
            given.search_all(handler, chief, president, case)
        if paid:
            given.pay_all(handler, case)
        found[searched, paid] = case
    return found


@settings(
    max_examples=GAMES,
    deadline=None,
    # A play takes a second: to shorten one that failed would take many minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@drawn(st.booleans(), st.booleans(), steps)
def test_no_case_closes_unlawfully(handler, chief, president, staff_elsewhere, starts, searched, paid, steps):
    people = {"H": handler, "C": chief, "P": president, "S": staff_elsewhere}
    case = starts[searched, paid]
    with transaction.atomic():
        for what, who in steps:
            case.refresh_from_db()
            before = case.status
            ways = ("suspended", "fully_performed") if what == "sign" else ()
            unmet = {way: missing(case, way) for way in ways}
            with suppress(DuixianError), transaction.atomic():
                attempt(what, people[who], case, people)
            case.refresh_from_db()
            lawful(case, people)
            if before == Status.OPEN != case.status:
                assert undistributed([case]) == 0
                assert not unmet.get(case.status)
        event(f"ended {case.status}")
        transaction.set_rollback(True)


@pytest.fixture
def staff_elsewhere(staff):
    return staff("handler", "内0602")


def missing(case, way):
    if case.status != Status.OPEN:
        return set()
    return {one.key for one in checked(case, way, DAY, evidence="有") if one.met is not True}


def lawful(case, people):
    if case.status == Status.OPEN:
        return
    assert case.closing_proposals.filter(state="closed").count() == 1
    row = case.closing_proposals.get(state="closed")
    signed = {step.role: step.decided_by_id for step in row.request.steps.filter(decision="granted")}
    assert row.noted_by_id not in signed.values()
    if case.status in (Status.SUSPENDED, Status.TERMINATED):
        assert signed["president"] == people["P"].pk
    if case.status != Status.SUSPENDED:
        explained = Statement.objects.filter(case=case, condition="measures").exists()
        live = case.measures.filter(state__in=[Measure.State.HELD, Measure.State.QUEUED])
        assert explained or not live.exists()
    if case.status == Status.FULLY_PERFORMED:
        assert statement_of(case, case.closed_on).total == 0
        restricted = Restriction.objects.filter(case=case, decision="granted", ended_on=None)
        waiting = restricted.exclude(endings__decision="waiting")
        listed = {line.row.pk for line in to_lift(people["H"], moments.now())}
        assert {row.pk for row in waiting} <= listed


def attempt(what, actor, case, people):
    owed = statement_of(case, DAY).total
    day = {"on": DAY, "today": DAY}
    if what in PREPARING:
        prepare(what, people, case)
    elif what in ("suspend", "perform", "terminate", "withdraw"):
        way = {"suspend": "suspended", "perform": "fully_performed", "terminate": "terminated"}.get(
            what, "withdrawn"
        )
        actions.propose(actor, case, way, ground="withdrawn", reason="已核实", **day)
    elif what in ("sign", "refuse"):
        for request in Request.objects.filter(case=case, state="pending"):
            if what == "sign":
                approvals.grant(actor, request, **day)
            else:
                approvals.refuse_request(actor, request, reason="不同意", **day)
    elif what == "pay_some":
        record_payment(actor, case, on=DAY, amount=1_000 * YUAN, today=DAY)
    elif what == "pay_all":
        record_payment(actor, case, on=DAY, amount=owed, today=DAY)
    elif what == "waive":
        record_waiver(actor, case, on=DAY, of="principal", amount=2_000 * YUAN, basis="当庭", today=DAY)
    else:
        on_property(what, actor, case, day)


def prepare(what, people, case):
    if what == "restrict":
        given.restrict(people["H"], people["C"], people["P"], case)
    else:
        getattr(given, what)(people["H"], case)


def on_property(what, actor, case, day):
    measure = case.measures.filter(state=Measure.State.HELD).first()
    if what == "hold":
        given.hold_account(actor, case, 3_000, number=f"示例{case.pk}-{case.measures.count()}")
    elif what == "let_go" and measure:
        release(actor, measure, amount=None, why="已履行", ruling_no="解", **day)
    elif what == "take" and measure:
        given.take(actor, measure, 1_000)
    elif what == "pass_on":
        record_event(
            actor, case, EventKind.RELEASED, on=DAY, text="发放", amount=undistributed([case]), today=DAY
        )
    elif what == "lead":
        note_lead(actor, case, LeadFacts("有车", DAY), today=DAY)
    elif what == "verify":
        lead = Lead.objects.filter(case=case, verified_on=None).first()
        if lead:
            verify_lead(actor, lead, Lead.Outcome.UNFOUNDED, "查无此车", **day)
    elif what == "explain":
        told = {"way": "fully_performed", "text": "另案轮候", "evidence": "函"}
        actions.state(actor, case, "measures", **told, **day)
    elif what == "lift":
        coercion.ask_all_lifted(actor, case, **day)
