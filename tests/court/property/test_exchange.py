"""A round with an institution: what waits goes out, what came is taken in once, forged or not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.court.property.asked import DAY, OTHER, PERSON, account, case_of, institution, requests_of, sheet

from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.models import Event, EventKind
from duixian.court.people.models import Staff
from duixian.court.property.actions.searching import hand_over, order_search
from duixian.court.property.connectors import Delivered, HttpConnector, Request, Sent
from duixian.court.property.exchange import Exchanged, connector_of, exchange, folder_of
from duixian.court.property.models import Delivery, Find, Institution, SearchRequest, Source, Stray
from duixian.court.property.tasks import exchange_job
from duixian.demo.institution import Desk, Faults, InstitutionServer
from duixian.law.errors import InputError
from duixian.reading.feedback import read_feedback

State = SearchRequest.State


@dataclass
class Line:
    """An institution's interface: what it is given to deliver, it delivers until the receipt."""

    known: set[str] = field(default_factory=set)
    waiting: list[Delivered] = field(default_factory=list)

    def send(self, requests: Sequence[Request]) -> Sent:
        self.known |= {one.ref for one in requests}
        return Sent(tuple(one.ref for one in requests))

    def poll(self) -> Sequence[Delivered]:
        return list(self.waiting)

    def settle(self, delivered: Delivered) -> None:
        self.waiting.remove(delivered)


@pytest.fixture
def online(db: None) -> Institution:
    return institution(connector="http", address="http://127.0.0.1:9", key="k")


@pytest.fixture
def asked(handler: Staff, online: Institution) -> SearchRequest:
    case = case_of(handler)
    order_search(handler, [case], [online], on=DAY)
    return requests_of(case)[0]


def test_a_round_sends_and_takes(handler: Staff, online: Institution, asked: SearchRequest) -> None:
    line = Line(waiting=[Delivered(sheet(account(asked)), "a.csv")])
    assert exchange(handler, online, on=DAY, connector=line) == Exchanged(sent=1, taken=1)
    assert line.known == {asked.ref}
    assert line.waiting == []
    asked.refresh_from_db()
    assert asked.state == State.FOUND
    assert exchange(handler, online, on=DAY, connector=line) == Exchanged()


def test_a_forged_delivery_is_kept_once_and_gets_no_receipt(
    handler: Staff, online: Institution, asked: SearchRequest
) -> None:
    content = sheet(account(asked))
    line = Line(waiting=[Delivered(content, "a.csv", "签名不符")])
    for _ in range(2):
        assert exchange(handler, online, on=DAY, connector=line).refused == 1
    assert Delivery.objects.get().state == Delivery.State.REFUSED
    assert len(line.waiting) == 1
    assert not Find.objects.exists()
    line.waiting = [Delivered(content, "a.csv")]
    assert exchange(handler, online, on=DAY, connector=line).taken == 1
    assert Find.objects.count() == 1


def test_an_institution_out_of_reach_says_so_and_nothing_is_lost(
    handler: Staff, online: Institution, asked: SearchRequest
) -> None:
    class Dead(Line):
        def send(self, requests: Sequence[Request]) -> Sent:
            raise InputError("接口", "连接不上", "稍后再试")

        def poll(self) -> Sequence[Delivered]:
            raise InputError("接口", "连接不上", "稍后再试")

    assert exchange(handler, online, on=DAY, connector=Dead()).why == "接口：连接不上；稍后再试"
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (State.WAITING, 1)


@pytest.fixture
def by_file(settings: Settings, tmp_path: Path, db: None) -> Institution:
    settings.DATA = tmp_path
    return institution(name="示例镇政府", source=Source.LAND_COMPENSATION)


def test_a_file_is_handed_over_and_the_same_questions_again(handler: Staff, by_file: Institution) -> None:
    case = case_of(handler)
    order = order_search(handler, [case], [by_file], on=DAY)
    first = hand_over(handler, order, by_file, connector_of(by_file), on=DAY)
    assert [row.state for row in requests_of(case)] == [State.SENT]
    again = hand_over(handler, order, by_file, connector_of(by_file), on=DAY)
    assert first[0] == again[0]
    assert requests_of(case)[0].tries == 1


def test_what_is_laid_into_the_folder_is_taken_and_moved_aside(handler: Staff, by_file: Institution) -> None:
    case = case_of(handler)
    order_search(handler, [case], [by_file], on=DAY)
    inbox = folder_of(by_file) / "收"
    inbox.mkdir(parents=True)
    file = inbox / "反馈.csv"
    file.write_bytes(sheet(account(requests_of(case)[0])))
    os.utime(file, (0, 0))
    exchange_job.func(institution=by_file.pk)
    assert Find.objects.filter(case=case).count() == 1
    assert list(inbox.iterdir()) == []
    assert len(list((folder_of(by_file) / "已收").iterdir())) == 1


def test_the_file_of_questions_itself_is_no_answer(handler: Staff, by_file: Institution) -> None:
    """Sent back as it went out, it says nothing of anybody's property."""
    case = case_of(handler)
    order = order_search(handler, [case], [by_file], on=DAY)
    name, content = hand_over(handler, order, by_file, connector_of(by_file), on=DAY)
    read = read_feedback(content, name, source=Source.LAND_COMPENSATION)
    assert (read.founds, read.answers) == ((), ())


def test_an_institution_out_of_use_is_left_alone(by_file: Institution) -> None:
    Institution.objects.update(is_active=False)
    exchange_job.func(institution=by_file.pk)
    assert not folder_of(by_file).exists()


FAULTS = {
    "none": Faults(),
    "late": Faults(late=2),
    "twice": Faults(twice=True),
    "errors": Faults(errors=2),
    "wrong": Faults(wrong=True),
    "forged": Faults(forged=True),
    "torn": Faults(torn=True),
    "all": Faults(late=1, twice=True, errors=2, wrong=True, forged=True, torn=True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_the_institution_does_wrong_nothing_is_lost_or_doubled(handler: Staff, fault: str) -> None:
    """One respondent has two accounts there, one has nothing, one is never answered about."""
    key, silent = "双方约定的密钥", PartyFacts("虚构戊某", is_person=True, id_no="000000197703030038")
    accounts = [{"identity": f"6222-{n}", "description": "活期存款", "worth": "12.50"} for n in range(2)]
    faults = replace(FAULTS[fault], silent=frozenset({silent.name}))
    desk = Desk(key, {(PERSON.name, PERSON.id_no): accounts}, faults)
    with InstitutionServer(desk) as server:
        bank = institution(connector="http", address=server.address, key=key)
        case = case_of(handler, PERSON, OTHER, silent)
        order_search(handler, [case], [bank], on=DAY)
        for _ in range(4):
            way = HttpConnector(server.address, key, first_pause=0.001)
            assert exchange(handler, bank, on=DAY, connector=way).why == ""
    found = list(Find.objects.order_by("identity").values_list("case", "party__name", "identity", "worth"))
    assert found == [(case.pk, PERSON.name, "6222-0", 12_50), (case.pk, PERSON.name, "6222-1", 12_50)]
    assert [row.state for row in requests_of(case)] == [State.FOUND, State.NONE, State.SENT]
    assert Event.objects.filter(case=case, kind=EventKind.FOUND).count() == 1
    assert len(desk.asked) == 3
    refused = Delivery.objects.filter(state=Delivery.State.REFUSED)
    # Two respondents are answered about; each answer is also forged, and torn, and what is torn comes twice.
    assert refused.count() == 2 * faults.forged + 2 * faults.torn * (1 + faults.twice)
    assert Stray.objects.count() == 2 * faults.wrong


class _Grudging(Line):
    """An institution that has no ear for receipts."""

    def settle(self, delivered: Delivered) -> None:
        raise InputError("协助单位接口", "对方拒绝（404）", "请核对地址")


def test_a_receipt_that_is_refused_keeps_no_other_delivery_waiting(
    handler: Staff, online: Institution, asked: SearchRequest
) -> None:
    line = _Grudging()
    line.waiting = [
        Delivered(b"not a feedback", "甲.csv", handle="1"),
        Delivered(sheet(account(asked)), "乙.xlsx", handle="2"),
    ]
    for _ in range(2):
        told = exchange(handler, online, on=DAY, connector=line)
        assert "404" in told.why
    assert Find.objects.count() == 1
