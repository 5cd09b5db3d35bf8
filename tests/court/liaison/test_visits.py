"""走访 as a phone tells it: twice is once, and nothing that another told is overwritten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.court.liaison import given
from tests.court.liaison.given import DAY, at

from duixian.court.cases import queries
from duixian.court.cases.models import EventKind
from duixian.court.liaison import actions
from duixian.court.liaison.actions import Arrival, Conflict, PhotoFacts
from duixian.court.liaison.models import FieldVisit, Sighting, VisitPhoto
from duixian.court.liaison.route import Place
from duixian.law.errors import InputError, NotAllowed


def kept(visit):
    return FieldVisit.objects.get(pk=visit.pk)


def visits_told(case):
    return [event for event in queries.timeline(case) if event.kind == EventKind.VISIT]


def test_an_arrival_has_its_time_and_its_place_where_that_was_told(handler, case):
    visit = given.stop(handler, case)
    actions.arrive(handler, visit, Arrival(at(9, 5), Place(39.912361, 111.25)), DAY)
    now = kept(visit)
    assert (now.state, now.arrived_at, now.recorded_by) == ("arrived", at(9, 5), handler)
    assert (str(now.arrived_latitude), str(now.arrived_longitude)) == ("39.91236", "111.25000")


def test_the_same_arrival_again_changes_nothing(handler, case):
    visit = given.stop(handler, case)
    for _ in range(2):
        actions.arrive(handler, visit, Arrival(at(9)), DAY)
    assert kept(visit).versions.count() == 2  # 计划一次、到达一次


def test_the_second_to_arrive_is_told_who_was_first(handler, colleague, case):
    visit = given.arrived(handler, case)
    with pytest.raises(Conflict, match=f"{handler.name}已登记 06-30 09:00 到达") as caught:
        actions.arrive(colleague, visit, Arrival(at(9, 3)), DAY)
    assert caught.value.visit.arrived_at == at(9)
    assert kept(visit).arrived_at == at(9)


def test_a_visit_done_stands_on_the_timeline_with_who_was_met_and_what_came_of_it(handler, case):
    visit = given.arrived(handler, case)
    actions.record_visit(handler, visit, given.record(transcript="问：……\n答：……"), DAY)
    now = kept(visit)
    assert (now.state, now.result, now.transcript) == ("done", "family", "问：……\n答：……")
    [event] = visits_told(case)
    assert event.text == "走访准格尔旗薛家湾镇大塔村9号，见到家属，见到其父：称其在外打工"
    assert (event.person, event.on, event.data["visit"]) == ("虚构乙某", DAY, visit.pk)
    assert not Sighting.objects.exists()


def test_the_same_record_again_changes_nothing(handler, case):
    visit = given.arrived(handler, case)
    record = given.record(signature=given.png(), signed_by="其父", confirmed=True)
    for _ in range(3):
        actions.record_visit(handler, visit, record, DAY)
    assert len(visits_told(case)) == 1
    assert Sighting.objects.count() == 1


@pytest.mark.parametrize("other", [{"outcome": "别的话"}, {"done_at": at(10)}, {"result": "met"}])
def test_another_record_of_a_visit_that_is_done_is_a_conflict(handler, case, other):
    visit = given.arrived(handler, case)
    actions.record_visit(handler, visit, given.record(), DAY)
    with pytest.raises(Conflict, match="已于 06-30 09:40 完成登记"):
        actions.record_visit(handler, visit, given.record(**other), DAY)
    now = kept(visit)
    assert (now.outcome, now.done_at, now.result) == ("称其在外打工", at(9, 40), "family")


def test_a_colleague_may_finish_what_one_began_but_not_what_he_finished(handler, colleague, case):
    visit = given.arrived(handler, case)
    actions.record_visit(colleague, visit, given.record(), DAY)
    assert kept(visit).recorded_by == colleague
    with pytest.raises(Conflict, match=colleague.name):
        actions.record_visit(handler, visit, given.record(), DAY)
    # The first one's arrival, sent again because its answer was lost, is no conflict.
    assert actions.arrive(handler, visit, Arrival(at(9)), DAY).state == "done"


def test_a_place_confirmed_is_a_certain_sighting(handler, case):
    visit = given.arrived(handler, case)
    actions.record_visit(handler, visit, given.record(result="met", confirmed=True), DAY)
    sighting = Sighting.objects.get()
    assert (sighting.party, sighting.place, sighting.certainty) == (visit.party, visit.address, "certain")
    assert (sighting.seen_on, sighting.source) == (DAY, "走访")


def test_a_place_of_nobody_s_cannot_be_confirmed(handler, case):
    tour = given.tour(handler, actions.VisitPlan(case, "某厂区", "查看设备"))
    visit = actions.arrive(handler, tour.visits.get(), Arrival(at(9)), DAY)
    with pytest.raises(InputError, match="没有指明当事人"):
        actions.record_visit(handler, visit, given.record(confirmed=True), DAY)
    assert kept(visit).state == "arrived"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"result": ""}, "结果：“”不认识"),
        ({"result": "lost"}, "结果：“lost”不认识"),
        ({"done_at": at(8, 59)}, "结束时间：早于到达时间"),
        ({"done_at": at(9, day=date(2026, 7, 1))}, "2026-07-01 还没有到"),
        ({"outcome": "长" * 301}, "情况：超过300字"),
        ({"met": "甲\0"}, "含有不能保存的字符"),
        ({"signature": given.png()}, "签名人：没有填写"),
        ({"signature": b"scrawl", "signed_by": "甲"}, "签名：不是可以识别的图像"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_and_nothing_is_kept(handler, case, wrong, words):
    visit = given.arrived(handler, case)
    with pytest.raises(InputError, match=words):
        actions.record_visit(handler, visit, given.record(**wrong), DAY)
    assert kept(visit).state == "arrived"
    assert visits_told(case) == []


def test_nobody_finishes_where_he_has_not_arrived(handler, case):
    visit = given.stop(handler, case)
    with pytest.raises(InputError, match="还没有登记到达"):
        actions.record_visit(handler, visit, given.record(), DAY)
    with pytest.raises(InputError, match="还没有登记到达"):
        actions.add_photo(handler, visit, PhotoFacts(given.key(), given.jpeg()))
    with pytest.raises(InputError, match="还没有到"):
        actions.arrive(handler, visit, Arrival(at(9) + timedelta(days=1)), DAY)


def test_a_stop_called_off_in_the_meantime_is_a_conflict_for_the_phone(handler, case):
    visit = given.stop(handler, case)
    actions.call_off_visit(handler, visit, "已到院", DAY)
    with pytest.raises(Conflict, match="这一处已取消：已到院"):
        actions.arrive(handler, visit, Arrival(at(9)), DAY)
    with pytest.raises(Conflict, match="这一处已取消"):
        actions.record_visit(handler, visit, given.record(), DAY)


def test_a_photo_sent_twice_is_kept_once(handler, case):
    visit = given.arrived(handler, case)
    facts = PhotoFacts(given.key(), given.jpeg(), "院门", at(9, 10))
    first, second = (actions.add_photo(handler, visit, facts) for _ in range(2))
    assert first.pk == second.pk
    photo = VisitPhoto.objects.get()
    assert (photo.caption, photo.taken_at, photo.with_position) == ("院门", at(9, 10), False)
    assert b"39.865" not in bytes(photo.content)


def test_a_photo_may_come_after_the_visit_is_done(handler, case):
    visit = given.arrived(handler, case)
    actions.record_visit(handler, visit, given.record(), DAY)
    actions.add_photo(handler, visit, PhotoFacts(given.key(), given.jpeg()))
    assert visit.photos.count() == 1


def test_a_photo_s_key_belongs_to_one_visit(handler, case, new_case):
    facts = PhotoFacts(given.key(), given.jpeg())
    actions.add_photo(handler, given.arrived(handler, case), facts)
    with pytest.raises(InputError, match="编号已用于另一次走访的照片"):
        actions.add_photo(handler, given.arrived(handler, new_case()), facts)


def test_nobody_of_another_court_records_a_visit(handler, stranger, president, case):
    visit = given.arrived(handler, case)
    for other in (stranger, president):
        with pytest.raises(NotAllowed):
            actions.arrive(other, visit, Arrival(at(9)), DAY)
        with pytest.raises(NotAllowed):
            actions.record_visit(other, visit, given.record(), DAY)
        with pytest.raises(NotAllowed):
            actions.add_photo(other, visit, PhotoFacts(given.key(), given.jpeg()))


def test_the_database_itself_keeps_what_was_told(handler, case):
    visit = given.arrived(handler, case)
    actions.record_visit(handler, visit, given.record(confirmed=True), DAY)
    photo = actions.add_photo(handler, visit, PhotoFacts(given.key(), given.jpeg()))
    for statement in (
        "DELETE FROM liaison_fieldvisit",
        "UPDATE liaison_visitphoto SET caption = 'x'",
        "DELETE FROM liaison_visitphoto",
        "UPDATE liaison_sighting SET place = 'x'",
        "UPDATE liaison_fieldvisit SET arrived_at = NULL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert VisitPhoto.objects.get().sha256 == photo.sha256
