"""A case of 10,000.00 yuan against one person, and all that a suspension of it needs; names are invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.court.cases.given import titled
from tests.court.liaison import given as visits
from tests.court.property import given as property_given
from tests.court.property.asked import PERSON

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import CaseFacts, PartyFacts, produce_document, record_event, record_payment
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case, Document, EventKind, Party, Payment
from duixian.court.closing import actions
from duixian.court.closing.models import Proposal
from duixian.court.coercion import actions as coercion
from duixian.court.coercion.actions import ListingAsk, Misconduct, RestrictionAsk, Whom
from duixian.court.coercion.models import DishonestEntry, Fine
from duixian.court.liaison import actions as liaison
from duixian.court.liaison.actions import SightingFacts
from duixian.court.people.models import Staff
from duixian.court.property.actions import leads, searching
from duixian.court.property.actions.control import control, serve
from duixian.court.property.actions.deduct import deduct
from duixian.court.property.models import (
    Deduction,
    Find,
    Institution,
    Measure,
    PropertyReport,
    SearchOrder,
    SearchRequest,
)
from duixian.court.settlement.actions import ContactFacts, note_contact
from duixian.law.closing.table import table
from duixian.law.control import Thing

DAY = date(2026, 6, 30)
ASKED = date(2026, 6, 1)
YUAN = 100
SEEN = date(2026, 6, 20)


# Another man of the same name.
NAMESAKE = PartyFacts(PERSON.name, is_person=True, id_no="000000198602020027")


def facts(handler: Staff, **given: Any) -> CaseFacts:
    return titled(handler.court_id, handler=handler, **{"respondents": (PERSON,)} | given)


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]


def sign(request: Request, *signers: Staff, on: date = DAY) -> Request:
    for signer in signers:
        request = approvals.grant(signer, request, on=on, today=on)
    return request


def notice(handler: Staff, case: Case) -> Document:
    day = date(2026, 1, 8)
    paper = produce_document(handler, case, "enforcement_notice", on=day, facts={}, today=DAY)
    record_event(handler, case, EventKind.NOTICE, on=day, text="送达执行通知书", today=DAY)
    return paper


def report(
    handler: Staff, case: Case, party: Party | None = None, *, truthful: bool = True
) -> PropertyReport:
    ordered = leads.order_report(
        handler, case, party or respondent(case), served_on=date(2026, 1, 8), today=DAY
    )
    given = leads.take_report(handler, ordered, "无财产", on=date(2026, 1, 15), today=DAY)
    return leads.judge_report(handler, given, truthful=truthful, why="与查询结果一致", on=ASKED, today=DAY)


def search(
    handler: Staff, case: Case, *, state: str = "none", on: date = ASKED, leave: str = ""
) -> SearchOrder:
    """Every source is asked and has answered."""
    rules = table()["suspension"]
    for kind in (*rules["central"], *rules["besides"]):
        if kind != leave and not Institution.objects.filter(source=kind).exists():
            Institution.objects.create(code=kind, name=f"示例{kind}", source=kind)
    asked = Institution.objects.exclude(source=leave)
    order = searching.order_search(handler, [case], list(asked), on=on, business_of_persons=True)
    SearchRequest.objects.filter(order=order).update(state=state, sent_on=on, answered_on=on)
    return order


def visit(handler: Staff, case: Case) -> None:
    """Somebody went there."""
    stop = visits.tour(handler, visits.plan(case)).visits.get()
    liaison.arrive(handler, stop, liaison.Arrival(visits.at(9)), DAY)
    liaison.record_visit(handler, stop, visits.record(), DAY)


def see(handler: Staff, case: Case) -> None:
    """He was seen himself, so that he is known to live."""
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


def list_for_report(handler: Staff, case: Case) -> DishonestEntry:
    ask = ListingAsk(4, Whom(respondent(case)), "虚假报告财产", SEEN, applied_on=SEEN)
    return coercion.ask_listing(handler, case, ask, DAY)


def find_account(case: Case, yuan: int, number: str = "示例尾号0001") -> Find:
    """What a bank said of him."""
    return Find.objects.create(
        case=case,
        court_id=case.court_id,
        party=respondent(case),
        found_on=SEEN,
        thing=Thing.DEPOSIT.value,
        identity=number,
        description="活期存款账户",
        worth=yuan * YUAN,
    )


def ask_fine(handler: Staff, case: Case) -> Fine:
    act = Misconduct(
        whom=Whom(respondent(case)), conduct="hiding", act_on=SEEN, reason="将货车转移至外地隐藏"
    )
    return coercion.ask_fine(
        handler, case, act, 1_000 * YUAN, on=DAY, today=DAY, pay_by=DAY + timedelta(days=10)
    )


def talk(handler: Staff, case: Case, on: date = SEEN) -> None:
    said = ContactFacts(
        side="applicant",
        person="甲某某",
        way="office",
        on=on,
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


def behave(handler: Staff, case: Case) -> None:
    """Nobody obstructed, as the handler himself states."""
    told = {"way": "suspended", "text": "没有妨害执行的行为", "evidence": "办案说明"}
    actions.state(handler, case, "obstruction", **told, on=DAY, today=DAY)


def search_all(handler: Staff, chief: Staff, president: Staff, case: Case, *, leave: str = "") -> None:
    """All of it but what is left out."""
    steps = {
        "notice": lambda: notice(handler, case),
        "report": lambda: report(handler, case),
        "search": lambda: search(handler, case),
        "visit": lambda: visit(handler, case),
        "see": lambda: see(handler, case),
        "restrict": lambda: restrict(handler, chief, president, case),
        "talk": lambda: talk(handler, case),
        "agree": lambda: agree(handler, case),
        "behave": lambda: behave(handler, case),
    }
    for name, step in steps.items():
        if name != leave:
            step()


def hold_account(
    handler: Staff, case: Case, yuan: int, on: date = DAY, number: str = "示例尾号0001"
) -> Measure:
    """冻结 of an account, served and held."""
    asset = property_given.account(yuan, number)
    row = control(handler, case, property_given.freeze(case, asset, yuan), on=on, today=DAY)
    return serve(handler, row, property_given.served(on, yuan), today=DAY)


def take(handler: Staff, measure: Measure, yuan: int, on: date = DAY) -> Deduction:
    """扣划 to the court's account: the money lies there until it is passed on."""
    number = f"{measure.case.case_no}之三"
    return deduct(handler, measure, amount=yuan * YUAN, ruling_no=number, on=on, today=DAY)


def pay_all(handler: Staff, case: Case, on: date = DAY) -> Payment:
    return record_payment(handler, case, on=on, amount=statement_of(case, on).total, today=DAY)


def close(handler: Staff, chief: Staff, president: Staff, case: Case, way: str, **given: Any) -> Proposal:
    plain = {"reason": "各项财产均已查询，无财产可供执行", "on": DAY, "today": DAY} | given
    row = actions.propose(handler, case, way, **plain)
    sign(row.request, *((chief,) if way not in actions.MATTERS else (chief, president)))
    row.refresh_from_db()
    return row
