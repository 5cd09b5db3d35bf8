"""线索 and 财产报告: their days, their proof, and who may write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.property.asked import DAY, PERSON, case_of, respondent

from duixian.court.cases.models import Case, Event, EventKind, Party
from duixian.court.people.models import Staff
from duixian.court.property.actions import leads
from duixian.court.property.actions.leads import LeadFacts
from duixian.court.property.models import Lead
from duixian.law import clock
from duixian.law.calendar import is_working_day
from duixian.law.errors import InputError, NotAllowed

HOUSE = "东胜区某小区有一套房屋，登记在其妻名下"


@pytest.fixture
def case(handler: Staff) -> Case:
    return case_of(handler, PERSON)


@pytest.fixture
def lead(handler: Staff, case: Case) -> Lead:
    return leads.note_lead(handler, case, LeadFacts(HOUSE, date(2026, 6, 22)), today=DAY)


def test_a_lead_is_verified_within_seven_days(lead: Lead) -> None:
    """Received on Monday June 22: the seventh day after is Monday June 29."""
    assert lead.due_on == date(2026, 6, 29)


def test_an_urgent_lead_is_verified_within_three(handler: Staff, case: Case) -> None:
    facts = LeadFacts("车辆将于明日过户", date(2026, 6, 26), urgent=True)
    lead = leads.note_lead(handler, case, facts, today=DAY)
    # Friday June 26 + 3 is Monday June 29.
    assert lead.due_on == date(2026, 6, 29)


@drawn(st.dates(date(2024, 1, 1), date(2026, 11, 30)))
def test_the_last_day_to_verify_is_no_holiday_and_never_early(received: date) -> None:
    due = clock.due("verify_lead", received).day
    assert due is not None
    assert due >= received + timedelta(days=7)
    assert is_working_day(due)


def test_a_lead_stands_on_the_timeline(lead: Lead, case: Case) -> None:
    event = Event.objects.get(case=case, kind=EventKind.LEAD)
    assert HOUSE in event.text
    assert event.data == {"lead": lead.pk}
    assert event.on == date(2026, 6, 22)


def test_verified_it_says_how(handler: Staff, lead: Lead) -> None:
    done = leads.verify_lead(handler, lead, "partly", "确有房屋，已抵押", on=date(2026, 6, 30), today=DAY)
    assert (done.verified_on, done.verified_by, done.outcome) == (DAY, handler, "partly")
    said = Event.objects.filter(kind=EventKind.LEAD).latest("pk").text
    assert said == "线索核实部分属实，已超过核实期限：确有房屋，已抵押"


def test_a_lead_is_verified_once(handler: Staff, lead: Lead) -> None:
    leads.verify_lead(handler, lead, "unfounded", "登记中心无此房屋", on=DAY, today=DAY)
    with pytest.raises(InputError, match="已于2026-06-30核实"):
        leads.verify_lead(handler, lead, "confirmed", "有", on=DAY, today=DAY)


@pytest.mark.parametrize(
    ("outcome", "findings", "on", "why"),
    [
        ("maybe", "看过", DAY, "不认识"),
        ("confirmed", "  ", DAY, "没有填写"),
        ("confirmed", "看过", date(2026, 6, 21), "早于收到线索"),
        ("confirmed", "看过", date(2026, 7, 1), "还没有到"),
        ("confirmed", "长" * 501, DAY, "超过500字"),
    ],
)
def test_a_verification_that_says_nothing_is_refused(
    handler: Staff, lead: Lead, outcome: str, findings: str, on: date, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        leads.verify_lead(handler, lead, outcome, findings, on=on, today=DAY)


def test_a_lead_names_a_respondent_of_the_case(handler: Staff, case: Case) -> None:
    elsewhere = respondent(case_of(handler))
    applicant = Party.objects.get(case=case, side=Party.Side.APPLICANT)
    for party in (elsewhere, applicant):
        with pytest.raises(InputError, match="不是本案被执行人"):
            leads.note_lead(handler, case, LeadFacts(HOUSE, DAY, party=party), today=DAY)


def test_a_lead_of_tomorrow_or_of_nothing_is_refused(handler: Staff, case: Case) -> None:
    with pytest.raises(InputError, match="还没有到"):
        leads.note_lead(handler, case, LeadFacts(HOUSE, date(2026, 7, 1)), today=DAY)
    with pytest.raises(InputError, match="没有填写"):
        leads.note_lead(handler, case, LeadFacts(" ", DAY), today=DAY)


def test_another_court_neither_notes_nor_verifies(
    staff: Callable[..., Staff], case: Case, lead: Lead
) -> None:
    stranger = staff("handler", "内0602")
    with pytest.raises(NotAllowed):
        leads.note_lead(stranger, case, LeadFacts(HOUSE, DAY), today=DAY)
    with pytest.raises(NotAllowed):
        leads.verify_lead(stranger, lead, "confirmed", "属实", on=DAY, today=DAY)


def test_the_order_to_report_names_its_day(handler: Staff, case: Case) -> None:
    report = leads.order_report(
        handler, case, respondent(case), served_on=date(2026, 6, 22), due_on=date(2026, 6, 30), today=DAY
    )
    assert report.due_on == date(2026, 6, 30)
    said = Event.objects.get(case=case, kind=EventKind.NOTICE).text
    assert said == "向虚构乙某送达报告财产令，限2026-06-30前报告"


def test_without_a_day_of_its_own_the_table_says_it(handler: Staff, case: Case) -> None:
    """Ten days after Friday June 12 is Monday June 22."""
    report = leads.order_report(handler, case, respondent(case), served_on=date(2026, 6, 12), today=DAY)
    assert report.due_on == date(2026, 6, 22)


def test_a_report_is_taken_and_judged(handler: Staff, case: Case) -> None:
    served = date(2026, 6, 12)
    report = leads.order_report(handler, case, respondent(case), served_on=served, today=DAY)
    with pytest.raises(InputError, match="还没有报告财产"):
        leads.judge_report(handler, report, truthful=True, why="相符", on=DAY, today=DAY)
    report = leads.take_report(handler, report, "无财产", on=date(2026, 6, 25), today=DAY)
    assert report.reported_on == date(2026, 6, 25)
    assert Event.objects.latest("pk").text == "虚构乙某报告财产，已逾期：无财产"
    report = leads.judge_report(handler, report, truthful=False, why="名下有存款 3 户", on=DAY, today=DAY)
    assert report.truthful is False
    assert Event.objects.latest("pk").text == "虚构乙某的财产报告经核实不实：名下有存款 3 户"


def test_an_order_that_waits_for_its_report_is_not_served_again(handler: Staff, case: Case) -> None:
    party = respondent(case)
    leads.order_report(handler, case, party, served_on=DAY, today=DAY)
    with pytest.raises(InputError, match="不必重复送达"):
        leads.order_report(handler, case, party, served_on=DAY, today=DAY)


def test_a_report_before_its_order_is_refused(handler: Staff, case: Case) -> None:
    report = leads.order_report(handler, case, respondent(case), served_on=DAY, today=DAY)
    with pytest.raises(InputError, match="早于送达报告财产令"):
        leads.take_report(handler, report, "无财产", on=date(2026, 6, 29), today=DAY)


def test_an_order_does_not_end_before_it_is_served(handler: Staff, case: Case) -> None:
    with pytest.raises(InputError, match="早于送达"):
        leads.order_report(handler, case, respondent(case), served_on=DAY, due_on=date(2026, 6, 1), today=DAY)
