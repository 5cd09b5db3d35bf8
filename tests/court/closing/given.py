"""A case of 10,000.00 yuan against one person, and all that a suspension of it needs; names are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.court.cases.given import titled
from tests.court.property.asked import PERSON

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import CaseFacts, produce_document, record_event
from duixian.court.cases.models import Case, EventKind, Party
from duixian.court.closing import actions
from duixian.court.closing.models import Proposal
from duixian.court.coercion import actions as coercion
from duixian.court.coercion.actions import ListingAsk, RestrictionAsk, Whom
from duixian.court.liaison import actions as liaison
from duixian.court.liaison.actions import SightingFacts
from duixian.court.people.models import Staff
from duixian.court.property.actions import leads, searching
from duixian.court.property.models import Institution, PropertyReport, SearchRequest
from duixian.court.settlement.actions import ContactFacts, note_contact
from duixian.law.closing.table import table

DAY = date(2026, 6, 30)
ASKED = date(2026, 6, 1)
YUAN = 100
SEEN = date(2026, 6, 20)


def facts(handler: Staff, **given: Any) -> CaseFacts:
    return titled(handler.court_id, handler=handler, respondents=(PERSON,), **given)


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]


def sign(request: Request, *signers: Staff, on: date = DAY) -> Request:
    for signer in signers:
        request = approvals.grant(signer, request, on=on, today=on)
    return request


def notice(handler: Staff, case: Case) -> None:
    day = date(2026, 1, 8)
    produce_document(handler, case, "enforcement_notice", on=day, facts={}, today=DAY)
    record_event(handler, case, EventKind.NOTICE, on=day, text="送达执行通知书", today=DAY)


def report(handler: Staff, case: Case, *, truthful: bool = True) -> PropertyReport:
    ordered = leads.order_report(handler, case, respondent(case), served_on=date(2026, 1, 8), today=DAY)
    given = leads.take_report(handler, ordered, "无财产", on=date(2026, 1, 15), today=DAY)
    return leads.judge_report(handler, given, truthful=truthful, why="与查询结果一致", on=ASKED, today=DAY)


def search(handler: Staff, case: Case, *, state: str = "none", on: date = ASKED, leave: str = "") -> None:
    """Every source is asked and has answered."""
    rules = table()["suspension"]
    for kind in (*rules["central"], *rules["besides"]):
        if kind != leave and not Institution.objects.filter(source=kind).exists():
            Institution.objects.create(code=kind, name=f"示例{kind}", source=kind)
    asked = Institution.objects.exclude(source=leave)
    order = searching.order_search(handler, [case], list(asked), on=on, business_of_persons=True)
    SearchRequest.objects.filter(order=order).update(state=state, sent_on=on, answered_on=on)


def visit(handler: Staff, case: Case) -> None:
    """Somebody went there; and he was seen himself, so that he is known to live."""
    from tests.court.liaison import given as visits

    stop = visits.tour(handler, visits.plan(case)).visits.get()
    liaison.arrive(handler, stop, liaison.Arrival(visits.at(9)), DAY)
    liaison.record_visit(handler, stop, visits.record(), DAY)
    seen = SightingFacts(
        party=respondent(case),
        seen_on=SEEN,
        place="示例路1号",
        area="",
        source="社区",
        certainty="certain",
        text="本人在家",
    )
    liaison.note_sighting(handler, case, seen, DAY)


def restrict(handler: Staff, chief: Staff, president: Staff, case: Case) -> None:
    whom = Whom(respondent(case))
    asked = coercion.ask_restriction(
        handler, case, RestrictionAsk("consumption", whom, "未按执行通知履行", SEEN, applied_on=SEEN), DAY
    )
    sign(asked.request, president)
    listed = coercion.ask_listing(
        handler, case, ListingAsk(1, whom, "有收入而拒不履行", SEEN, applied_on=SEEN), DAY
    )
    sign(listed.request, president)


def talk(handler: Staff, case: Case) -> None:
    said = ContactFacts(
        side="applicant",
        person="甲某某",
        way="office",
        on=SEEN,
        said="告知查询结果和终本后果",
        result="reached",
    )
    note_contact(handler, case, said, DAY)


def agree(handler: Staff, case: Case) -> None:
    actions.state(
        handler,
        case,
        "agreed",
        way="suspended",
        text="申请执行人签字同意终本",
        evidence="2026-06-20笔录",
        on=DAY,
        today=DAY,
    )


def search_all(handler: Staff, chief: Staff, president: Staff, case: Case) -> None:
    notice(handler, case)
    report(handler, case)
    search(handler, case)
    visit(handler, case)
    restrict(handler, chief, president, case)
    talk(handler, case)
    agree(handler, case)


def close(handler: Staff, chief: Staff, president: Staff, case: Case, way: str, **given: Any) -> Proposal:
    plain = {"reason": "各项财产均已查询，无财产可供执行", "on": DAY, "today": DAY} | given
    row = actions.propose(handler, case, way, **plain)
    sign(row.request, *((chief,) if way not in actions.MATTERS else (chief, president)))
    row.refresh_from_db()
    return row
