"""查询: who is asked about whom, what is said of those who are not, and what becomes of a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.court.property.asked import (
    DAY,
    FIRM,
    OTHER,
    PERSON,
    case_of,
    institution,
    requests_of,
    respondent,
)

from duixian.court.cases.actions import PartyFacts, close_case
from duixian.court.cases.models import Case, Event, EventKind, Status
from duixian.court.people.models import Staff
from duixian.court.property.actions import searching
from duixian.court.property.connectors.base import Request, Sent
from duixian.court.property.models import Institution, SearchOrder, SearchRequest, Source
from duixian.law.errors import InputError, NotAllowed

State = SearchRequest.State


@pytest.fixture
def case(handler: Staff) -> Case:
    return case_of(handler)


@dataclass
class Desk:
    """An institution that knows a request by its number; it can refuse some, or be out of reach."""

    refuses: Mapping[str, str] = field(default_factory=dict)
    fails_after: int | None = None
    known: list[str] = field(default_factory=list)
    calls: int = 0

    def send(self, requests: Sequence[Request]) -> Sent:
        if self.fails_after is not None and self.calls >= self.fails_after:
            raise InputError("接口", "连接不上", "请稍后再试")
        self.calls += 1
        taken = [one.ref for one in requests if one.ref not in self.refuses]
        self.known += [ref for ref in taken if ref not in self.known]
        return Sent(tuple(taken), dict(self.refuses), None)


def test_an_order_asks_every_institution_about_every_respondent(handler: Staff, bank: Institution) -> None:
    case, cars = case_of(handler, PERSON, FIRM), institution(Source.VEHICLE, "示例车管所")
    order = searching.order_search(handler, [case], [bank, cars], on=DAY)
    asked = [(row.party.name, row.institution.name, row.state) for row in requests_of(case)]
    assert asked == [
        ("虚构乙某", "示例银行", State.WAITING),
        ("虚构乙某", "示例车管所", State.WAITING),
        ("示例商贸有限公司", "示例银行", State.WAITING),
        ("示例商贸有限公司", "示例车管所", State.WAITING),
    ]
    event = Event.objects.get(case=case, kind=EventKind.SEARCH)
    assert event.text == "向示例银行、示例车管所查询虚构乙某、示例商贸有限公司的财产"
    assert event.data == {"search_order": order.pk}
    assert order.left_out == []


def test_only_respondents_are_asked_about(handler: Staff, case: Case, bank: Institution) -> None:
    searching.order_search(handler, [case], [bank], on=DAY)
    assert [row.party for row in requests_of(case)] == [respondent(case)]


def test_every_request_has_a_number_of_its_own(handler: Staff, bank: Institution) -> None:
    cases = [case_of(handler, PERSON, OTHER) for _ in range(3)]
    searching.order_search(handler, cases, [bank], on=DAY)
    refs = set(SearchRequest.objects.values_list("ref", flat=True))
    assert len(refs) == 6
    assert all(ref.isascii() and ref.startswith("20260630-") for ref in refs)


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        (Source.HOUSING_FUND, ["虚构乙某"]),
        (Source.PENSION, ["虚构乙某"]),
        (Source.BUSINESS, ["示例商贸有限公司"]),
        (Source.INSURANCE, ["虚构乙某", "示例商贸有限公司"]),
    ],
)
def test_a_source_is_asked_about_those_who_can_have_it(
    handler: Staff, source: Source, asked: list[str]
) -> None:
    case = case_of(handler, PERSON, FIRM)
    searching.order_search(handler, [case], [institution(source)], on=DAY)
    assert [row.party.name for row in requests_of(case)] == asked


def test_the_registry_of_firms_is_asked_about_a_person_when_wanted(handler: Staff, case: Case) -> None:
    registry = institution(Source.BUSINESS)
    searching.order_search(handler, [case], [registry], on=DAY, business_of_persons=True)
    assert len(requests_of(case)) == 1


def test_who_waits_for_an_answer_is_not_asked_again_and_the_order_says_so(
    handler: Staff, case: Case, bank: Institution
) -> None:
    cars = institution(Source.VEHICLE, "示例车管所")
    searching.order_search(handler, [case], [bank], on=DAY)
    second = searching.order_search(handler, [case], [bank, cars], on=DAY)
    assert [row.institution for row in requests_of(case)] == [bank, cars]
    assert second.left_out == [{"why": searching.PENDING, "n": 1, "who": ["虚构乙某（示例银行）"]}]


@pytest.mark.parametrize("state", [State.NONE, State.ERROR, State.FOUND])
def test_who_was_answered_may_be_asked_again(
    handler: Staff, case: Case, bank: Institution, state: State
) -> None:
    searching.order_search(handler, [case], [bank], on=DAY)
    SearchRequest.objects.update(state=state, answered_on=DAY)
    searching.order_search(handler, [case], [bank], on=DAY)
    assert [row.state for row in requests_of(case)] == [state, State.WAITING]


def test_an_order_for_nobody_is_refused_with_the_reason(
    handler: Staff, case: Case, bank: Institution
) -> None:
    searching.order_search(handler, [case], [bank], on=DAY)
    with pytest.raises(InputError, match="上次查询还没有反馈 1 项"):
        searching.order_search(handler, [case], [bank], on=DAY)
    assert SearchOrder.objects.count() == 1


def test_a_person_without_an_identity_number_is_left_out_a_firm_is_not(
    handler: Staff, bank: Institution
) -> None:
    nameless = PartyFacts("虚构丁某", is_person=True)
    firm = PartyFacts("示例建筑有限公司", is_person=False)
    case = case_of(handler, nameless, firm)
    order = searching.order_search(handler, [case], [bank], on=DAY)
    assert [row.party.name for row in requests_of(case)] == ["示例建筑有限公司"]
    assert order.left_out == [{"why": searching.NO_ID, "n": 1, "who": ["虚构丁某"]}]


def test_a_closed_case_is_left_out(handler: Staff, case: Case, bank: Institution) -> None:
    done = case_of(handler)
    close_case(handler, done, Status.WITHDRAWN, DAY, "申请执行人撤回", today=DAY)
    order = searching.order_search(handler, [case, done], [bank], on=DAY)
    assert requests_of(done) == []
    assert order.left_out == [{"why": searching.CLOSED, "n": 1, "who": [done.case_no]}]


def test_the_same_key_gives_the_order_of_before(handler: Staff, case: Case, bank: Institution) -> None:
    first = searching.order_search(handler, [case], [bank], on=DAY, key="form-1")
    second = searching.order_search(handler, [case], [bank], on=DAY, key="form-1")
    assert first == second
    assert Event.objects.filter(case=case, kind=EventKind.SEARCH).count() == 1


@pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
def test_who_works_no_case_orders_no_search(
    staff: Callable[..., Staff], case: Case, bank: Institution, role: str
) -> None:
    actor = staff(role, "内06" if role == "supervisor" else "内0622")
    with pytest.raises(NotAllowed):
        searching.order_search(actor, [case], [bank], on=DAY)


def test_another_courts_case_is_not_searched(
    staff: Callable[..., Staff], case: Case, bank: Institution
) -> None:
    with pytest.raises(NotAllowed):
        searching.order_search(staff("handler", "内0602"), [case], [bank], on=DAY)
    assert requests_of(case) == []


def test_an_institution_out_of_use_is_not_asked(handler: Staff, case: Case) -> None:
    with pytest.raises(InputError, match="请选择要查询的单位"):
        searching.order_search(handler, [case], [institution(is_active=False)], on=DAY)


def test_many_cases_cost_no_more_queries_than_few(handler: Staff, bank: Institution) -> None:
    cases = [case_of(handler, PERSON, FIRM) for _ in range(40)]
    with CaptureQueriesContext(connection) as few:
        searching.order_search(handler, cases[:2], [bank], on=DAY)
    with CaptureQueriesContext(connection) as many:
        searching.order_search(handler, cases[2:], [bank], on=DAY)
    assert len(many) == len(few)


def test_what_was_sent_waits_for_its_answer_by_the_agreed_day(
    handler: Staff, case: Case, bank: Institution
) -> None:
    """示例银行 answers within three days: asked on June 30, by July 3."""
    searching.order_search(handler, [case], [bank], on=DAY)
    outcome = searching.send(bank, Desk(), on=DAY)
    (row,) = requests_of(case)
    assert outcome == searching.Outcome(sent=1)
    assert (row.state, row.sent_on, row.due_on, row.tries) == (State.SENT, DAY, date(2026, 7, 3), 1)


def test_a_request_tells_what_the_institution_needs(handler: Staff, case: Case, bank: Institution) -> None:
    order = searching.order_search(handler, [case], [bank], on=DAY)
    (row,) = searching.told(order.requests.all())  # type: ignore[attr-defined]
    told = searching.as_request(row)
    assert (told.ref, told.source, told.name, told.id_no) == (row.ref, "bank", "虚构乙某", PERSON.id_no)
    assert (told.case_no, told.court) == (case.case_no, "准格尔旗人民法院")
    assert told.legal_basis == "《中华人民共和国民事诉讼法》第二百五十三条"


def test_what_the_institution_will_not_take_is_an_error_with_its_words(
    handler: Staff, bank: Institution
) -> None:
    case = case_of(handler, PERSON, OTHER)
    searching.order_search(handler, [case], [bank], on=DAY)
    bad = requests_of(case)[0].ref
    searching.send(bank, Desk(refuses={bad: "证件号码校验不通过"}), on=DAY)
    first, second = requests_of(case)
    assert (first.state, first.why) == (State.ERROR, "协助单位未受理：证件号码校验不通过")
    assert second.state == State.SENT


def test_broken_off_before_it_was_marked_it_goes_out_again_under_its_own_number(
    handler: Staff, case: Case, bank: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching.order_search(handler, [case], [bank], on=DAY)
    desk = Desk()
    with monkeypatch.context() as broken:
        broken.setattr(searching, "mark_sent", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            searching.send(bank, desk, on=DAY)
    assert requests_of(case)[0].state == State.WAITING
    searching.send(bank, desk, on=DAY)
    assert desk.calls == 2
    assert desk.known == [row.ref for row in requests_of(case)]
    assert [row.state for row in requests_of(case)] == [State.SENT]


def _power_cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_out_of_reach_in_the_middle_what_went_out_stays_marked_the_rest_waits(
    handler: Staff, bank: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "BATCH", 2)
    searching.order_search(handler, [case_of(handler) for _ in range(5)], [bank], on=DAY)
    outcome = searching.send(bank, Desk(fails_after=1), on=DAY)
    assert (outcome.sent, outcome.why) == (2, "接口：连接不上；请稍后再试")
    waiting = SearchRequest.objects.filter(state=State.WAITING).order_by("pk")
    assert [(row.tries, row.why) for row in waiting] == [
        (1, "接口：连接不上；请稍后再试"),
        (1, "接口：连接不上；请稍后再试"),
        (0, ""),
    ]
    desk = Desk()
    searching.send(bank, desk, on=DAY)
    assert len(desk.known) == 3
    assert not waiting.all().exists()


def test_an_answer_that_overtook_the_mark_stands(handler: Staff, case: Case, bank: Institution) -> None:
    searching.order_search(handler, [case], [bank], on=DAY)
    rows = requests_of(case)
    SearchRequest.objects.update(state=State.NONE, answered_on=DAY)
    searching.mark_sent(bank, rows, Sent((rows[0].ref,)), DAY)
    assert requests_of(case)[0].state == State.NONE


def test_only_an_administrator_keeps_institutions(staff: Callable[..., Staff], handler: Staff) -> None:
    new = Institution(code="fund", name="示例公积金中心", source=Source.HOUSING_FUND)
    with pytest.raises(NotAllowed):
        searching.set_institution(handler, new)
    assert searching.set_institution(staff("administrator"), new).pk


@pytest.mark.parametrize(
    ("told", "why"),
    [({"address": "ftp://bank"}, "不是网址"), ({"address": "https://bank.example"}, "签名密钥")],
)
def test_an_interface_needs_its_address_and_key(
    staff: Callable[..., Staff], told: dict[str, str], why: str
) -> None:
    new = Institution(code="b", name="示例银行", source="bank", connector="http", **told)
    with pytest.raises(InputError, match=why):
        searching.set_institution(staff("administrator"), new)


def test_two_institutions_do_not_bear_one_name(staff: Callable[..., Staff], bank: Institution) -> None:
    with pytest.raises(InputError, match="已有这样的协助单位"):
        searching.set_institution(
            staff("administrator"), Institution(code="new", name=bank.name, source="bank")
        )
