"""反馈: whom it speaks of, what is kept once, what waits for a person, and who may see it."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.property.asked import (
    DAY,
    FIRM,
    OTHER,
    PERSON,
    account,
    case_of,
    finds,
    institution,
    requests_of,
    sheet,
    strays,
    told,
)

from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people.models import Staff
from duixian.court.property.actions import feedback, matching
from duixian.court.property.actions.feedback import take_feedback
from duixian.court.property.actions.searching import order_search
from duixian.court.property.models import Delivery, Find, Institution, SearchRequest, Source

State = SearchRequest.State


@pytest.fixture
def case(asked: SearchRequest) -> Case:
    return asked.case


def test_what_is_found_stands_at_the_case_with_its_row_as_it_came(
    handler: Staff, bank: Institution, case: Case, asked: SearchRequest
) -> None:
    row = account(asked) | {"抵押权人": "示例典当行", "在先冻结": "2"}
    delivery = take_feedback(handler, bank, sheet(row), "6月.csv", on=DAY)
    find = Find.objects.get()
    assert (find.case, find.court_id, find.party, find.request) == (case, "内0622", asked.party, asked)
    assert (find.delivery, find.institution, find.found_on) == (delivery, bank, DAY)
    assert (find.source, find.thing, find.identity, find.worth) == ("bank", "deposit", "6222-0001", 1_200_50)
    assert (find.description, find.encumbered_by, find.queue) == ("活期存款", "示例典当行", 2)
    assert find.raw["余额"] == "1200.50"
    assert (delivery.state, delivery.finds, delivery.answers, delivery.strays) == ("taken", 1, 1, 0)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == (State.FOUND, DAY)


def test_one_event_a_case_counts_what_was_found(handler: Staff, bank: Institution, case: Case) -> None:
    asked = requests_of(case)[0]
    policy = told(asked, 财产种类="两全保险", 账号="P-1", 余额="30000")
    rows = [account(asked, "6222-0001"), account(asked, "6222-0002"), account(asked, "6222-0003"), policy]
    take_feedback(handler, bank, sheet(*rows), "a.csv", on=DAY)
    event = Event.objects.get(case=case, kind=EventKind.FOUND)
    assert event.text == "示例银行反馈：虚构乙某 银行存款 3 户、保单现金价值 1 份"
    assert event.actor == handler


def test_the_same_bytes_again_are_the_delivery_of_before(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    first = take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    again = take_feedback(handler, bank, sheet(account(asked)), "b.csv", on=date(2026, 7, 1))
    assert again == first
    assert Delivery.objects.count() == Find.objects.count() == 1
    assert Event.objects.filter(kind=EventKind.FOUND).count() == 1


def test_another_delivery_adds_only_what_is_new(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    second = take_feedback(
        handler, bank, sheet(account(asked), account(asked, "6222-0009", "8")), "b.csv", on=DAY
    )
    assert finds() == [("6222-0001", 1_200_50), ("6222-0009", 8_00)]
    assert second.finds == 1
    said = Event.objects.filter(kind=EventKind.FOUND).latest("pk").text
    assert said == "示例银行反馈：虚构乙某 银行存款 1 户"


def test_a_delivery_with_nothing_new_leaves_no_event(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    again = take_feedback(handler, bank, sheet(account(asked) | {"说明": ""}) + b"\r\n", "b.csv", on=DAY)
    assert (again.state, again.finds, again.answers) == ("taken", 0, 1)
    assert Event.objects.filter(kind=EventKind.FOUND).count() == 1


def test_a_balance_that_changed_is_news(handler: Staff, bank: Institution, asked: SearchRequest) -> None:
    take_feedback(handler, bank, sheet(account(asked, yuan="5")), "a.csv", on=DAY)
    take_feedback(handler, bank, sheet(account(asked, yuan="7")), "b.csv", on=DAY)
    assert finds() == [("6222-0001", 5_00), ("6222-0001", 7_00)]


def test_two_things_without_a_number_that_read_alike_are_two(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    row = account(asked, number="")
    take_feedback(handler, bank, sheet(row, row), "a.csv", on=DAY)
    take_feedback(handler, bank, sheet(row, row) + b"\r\n", "b.csv", on=DAY)
    assert finds() == [("", 1_200_50), ("", 1_200_50)]


@pytest.mark.parametrize(
    "wrong", [{"被查询人": "虚构丙某"}, {"证件号码": "000000198602020027"}, {"证件号码": ""}]
)
def test_another_persons_property_is_never_ours(
    handler: Staff, bank: Institution, asked: SearchRequest, wrong: dict[str, str]
) -> None:
    delivery = take_feedback(handler, bank, sheet(account(asked) | wrong), "a.csv", on=DAY)
    assert finds() == []
    assert [row for row, _ in strays()] == [2]
    assert delivery.strays == 1
    asked.refresh_from_db()
    assert asked.state == State.WAITING
    assert not Event.objects.filter(kind=EventKind.FOUND).exists()


def test_width_and_case_of_letters_make_nobody_another(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    row = account(asked) | {"被查询人": " 虚构 乙某", "证件号码": "00000019850101001x"}
    take_feedback(handler, bank, sheet(row), "a.csv", on=DAY)
    assert strays() == []
    assert len(finds()) == 1


def test_a_number_that_was_not_sent_to_this_institution_is_a_stray(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    other = institution(Source.BANK, "另一家示例银行")
    take_feedback(handler, other, sheet(account(asked)), "a.csv", on=DAY)
    assert strays() == [(2, matching.UNKNOWN_REF)]
    assert finds() == []


def test_none_and_error_are_answers_silence_is_not(handler: Staff, bank: Institution) -> None:
    case = case_of(handler, PERSON, OTHER, FIRM)
    order_search(handler, [case], [bank], on=DAY)
    empty, failed, _silent = requests_of(case)
    rows = [told(empty, "无财产"), told(failed, "查询失败", 说明="系统维护")]
    delivery = take_feedback(handler, bank, sheet(*rows), "a.csv", on=DAY)
    assert [(row.state, row.why) for row in requests_of(case)] == [
        (State.NONE, ""),
        (State.ERROR, "系统维护"),
        (State.WAITING, ""),
    ]
    assert delivery.answers == 2


def test_a_failed_search_may_be_answered_later(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(told(asked, "查询失败", 说明="维护")), "a.csv", on=DAY)
    take_feedback(handler, bank, sheet(told(asked, "无财产")), "b.csv", on=date(2026, 7, 1))
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on, asked.why) == (State.NONE, date(2026, 7, 1), "")


def test_what_was_found_is_not_unsaid_by_a_later_none(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    take_feedback(handler, bank, sheet(told(asked, "无财产")), "b.csv", on=DAY)
    asked.refresh_from_db()
    assert asked.state == State.FOUND


def test_none_may_turn_out_to_be_something(handler: Staff, bank: Institution, asked: SearchRequest) -> None:
    take_feedback(handler, bank, sheet(told(asked, "无财产")), "a.csv", on=DAY)
    take_feedback(handler, bank, sheet(account(asked)), "b.csv", on=DAY)
    asked.refresh_from_db()
    assert asked.state == State.FOUND


def test_found_without_details_waits_for_a_person(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(told(asked, "有财产")), "a.csv", on=DAY)
    asked.refresh_from_db()
    assert asked.state == State.WAITING
    assert strays() == [(2, matching.NO_DETAILS)]


def test_a_row_that_cannot_be_read_waits_the_rest_stands(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    rows = sheet(account(asked), account(asked, "6222-0002", "若干"))
    delivery = take_feedback(handler, bank, rows, "a.csv", on=DAY)
    assert finds() == [("6222-0001", 1_200_50)]
    assert (delivery.finds, delivery.strays) == (1, 1)
    assert strays()[0][0] == 3


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00\xff", b"PK\x03\x04 no book", b"<a><b></a>"])
def test_what_cannot_be_read_is_kept_and_refused(
    handler: Staff, bank: Institution, asked: SearchRequest, content: bytes
) -> None:
    name = "a.xml" if content.startswith(b"<") else "a.xlsx"
    delivery = take_feedback(handler, bank, content, name, on=DAY)
    assert delivery.state == Delivery.State.REFUSED
    assert delivery.why
    assert bytes(Delivery.objects.get().content) == content
    assert finds() == strays() == []


def test_what_is_not_believed_is_kept_and_refused_and_taken_when_it_is(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    content = sheet(account(asked))
    bad = take_feedback(handler, bank, content, "a.csv", on=DAY, distrust="签名不符")
    assert (bad.state, finds()) == (Delivery.State.REFUSED, [])
    assert "签名不符" in bad.why
    good = take_feedback(handler, bank, content, "a.csv", on=DAY)
    assert (good.pk, good.state, good.why) == (bad.pk, Delivery.State.TAKEN, "")
    assert len(finds()) == 1


def test_broken_off_in_the_middle_nothing_is_half_done(
    handler: Staff, bank: Institution, asked: SearchRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(feedback, "_answer", power_cut)
        with pytest.raises(KeyboardInterrupt):
            take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    assert Delivery.objects.count() == Find.objects.count() == 0
    take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    assert len(finds()) == 1


def test_a_row_with_what_no_database_keeps_is_kept_without_it(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    row = account(asked) | {"财产名称": "长" * 400, "账号": "6" * 150}
    take_feedback(handler, bank, sheet(row), "a.csv", on=DAY)
    find = Find.objects.get()
    assert (len(find.description), len(find.identity)) == (300, 100)
    assert (len(find.raw["财产名称"]), len(find.raw["账号"])) == (400, 150)


def test_many_rows_cost_no_more_queries_than_few(handler: Staff, bank: Institution) -> None:
    cases = [case_of(handler, PERSON, OTHER) for _ in range(10)]
    order_search(handler, cases, [bank], on=DAY)
    asked = [row for case in cases for row in requests_of(case)]
    with CaptureQueriesContext(connection) as few:
        take_feedback(handler, bank, sheet(account(asked[0])), "a.csv", on=DAY)
    with CaptureQueriesContext(connection) as many:
        take_feedback(handler, bank, sheet(*(account(one) for one in asked[1:])), "b.csv", on=DAY)
    assert len(finds()) == 20
    assert len(many) <= len(few)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(seed=st.integers(0, 10**6), parts=st.integers(1, 4))
def test_however_it_is_split_shuffled_and_repeated_nothing_is_lost_or_doubled(
    handler: Staff, bank: Institution, seed: int, parts: int
) -> None:
    lot = random.Random(seed)
    case = case_of(handler, PERSON, OTHER)
    order_search(handler, [case], [bank], on=DAY)
    rows = [account(one, f"6222-{n}") for one in requests_of(case) for n in range(lot.randrange(1, 6))]
    said = {(row["查询编号"], row["账号"]) for row in rows}
    sent = rows + lot.choices(rows, k=lot.randrange(6))
    lot.shuffle(sent)
    for part in range(parts):
        take_feedback(handler, bank, sheet(*sent[part::parts]) + b"\r\n" * part, "a.csv", on=DAY)
    stored = list(Find.objects.filter(case=case).values_list("request__ref", "identity"))
    assert len(stored) == len(said)
    assert set(stored) == said
