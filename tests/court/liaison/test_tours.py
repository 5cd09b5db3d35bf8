"""外勤: a day's stops, in an order that a person may change, and what is not gone to after all."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.liaison import given
from tests.court.liaison.given import DAY

from duixian.court.cases import queries
from duixian.court.cases.actions import close_case
from duixian.court.liaison import actions
from duixian.court.liaison.actions import Arrival, VisitPlan
from duixian.court.liaison.models import FieldVisit, Tour
from duixian.court.liaison.queries import seen
from duixian.court.liaison.queries.places import candidates
from duixian.court.liaison.route import Place
from duixian.law.errors import InputError, NotAllowed

YESTERDAY = date(2026, 6, 29)


def way(tour):
    return [visit.address for visit in seen.stops(tour)]


@pytest.fixture
def villages(handler, new_case):
    """Three stops of one case each: two in 大塔村, and the market town between them in the list."""
    addresses = ["薛家湾镇大塔村10号", "沙圪堵镇忽昌梁村1号", "薛家湾镇大塔村9号"]
    return given.tour(handler, *(given.plan(new_case(), address) for address in addresses))


def test_a_tour_goes_through_a_village_at_once(villages):
    assert way(villages) == ["沙圪堵镇忽昌梁村1号", "薛家湾镇大塔村9号", "薛家湾镇大塔村10号"]
    assert [visit.position for visit in seen.stops(villages)] == [1, 2, 3]
    assert {visit.area for visit in seen.stops(villages)} == {"薛家湾镇"}


def test_places_on_the_map_are_driven_to_in_the_shortest_way(handler, new_case):
    # 准格尔旗法院起点纬度 39.865；三处都在正北，依次 1、2、3 个十分之一度。
    north = [Place(39.865 + step / 10, 111.240) for step in (2, 3, 1)]
    plans = [given.plan(new_case(), f"路口{place.latitude:.3f}", place=place) for place in north]
    tour = given.tour(handler, *plans)
    assert way(tour) in (
        ["路口39.965", "路口40.065", "路口40.165"],
        ["路口40.165", "路口40.065", "路口39.965"],
        ["路口39.965", "路口40.165", "路口40.065"],
        ["路口40.065", "路口40.165", "路口39.965"],
    )


def test_a_place_is_known_once_somebody_told_his_position_there(handler, case, new_case):
    visit = given.stop(handler, case)
    actions.arrive(handler, visit, Arrival(given.at(9), Place(39.91234, 111.25678)), DAY)
    later = given.stop(handler, new_case())
    assert later.address == visit.address
    later.refresh_from_db()
    assert (str(later.latitude), str(later.longitude)) == ("39.91234", "111.25678")


def test_a_person_moves_a_stop(handler, villages):
    stops = seen.stops(villages)
    actions.move_visit(handler, stops[2], -1)
    assert way(villages) == ["沙圪堵镇忽昌梁村1号", "薛家湾镇大塔村10号", "薛家湾镇大塔村9号"]
    actions.move_visit(handler, stops[0], 5)
    assert way(villages)[-1] == "沙圪堵镇忽昌梁村1号"
    actions.move_visit(handler, stops[0], -5)
    actions.move_visit(handler, stops[0], -1)
    assert way(villages)[0] == "沙圪堵镇忽昌梁村1号"
    actions.put_in_order(handler, villages)
    assert way(villages) == ["沙圪堵镇忽昌梁村1号", "薛家湾镇大塔村9号", "薛家湾镇大塔村10号"]


def test_a_stop_is_added_at_the_end_but_not_twice(handler, new_case, villages):
    plan = given.plan(new_case(), "暖水乡1号")
    actions.add_visit(handler, villages, plan, DAY)
    assert way(villages)[-1] == "暖水乡1号"
    with pytest.raises(InputError, match="暖水乡1号 已在这次外勤中"):
        actions.add_visit(handler, villages, plan, DAY)
    with pytest.raises(InputError, match="已经过去"):
        actions.add_visit(handler, villages, plan, date(2026, 7, 1))


def test_a_stop_is_called_off_with_its_reason_and_may_be_planned_again(handler, case):
    visit = given.stop(handler, case)
    with pytest.raises(InputError, match="取消理由"):
        actions.call_off_visit(handler, visit, " ", DAY)
    actions.call_off_visit(handler, visit, "当事人已到院", DAY)
    visit.refresh_from_db()
    assert (visit.state, visit.outcome) == ("called_off", "当事人已到院")
    assert queries.timeline(case)[-1].text == f"取消走访{visit.address}：当事人已到院"
    with pytest.raises(InputError, match="已是“取消”"):
        actions.call_off_visit(handler, visit, "再取消", DAY)
    actions.add_visit(handler, visit.tour, given.plan(case), DAY)
    assert visit.tour.visits.count() == 2


def test_what_was_begun_is_not_called_off(handler, case):
    with pytest.raises(InputError, match="已是“已到达”"):
        actions.call_off_visit(handler, given.arrived(handler, case), "不去了", DAY)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": YESTERDAY}, "2026-06-29 已经过去"),
        ({"area": " "}, "区域：没有填写"),
        ({"visits": ()}, "一处也没有选"),
        ({"members": "长" * 201}, "同行人员：超过200字"),
    ],
)
def test_what_is_wrong_with_a_tour_is_said(handler, case, wrong, words):
    plain = {"on": DAY, "area": "薛家湾镇", "leader": handler, "visits": [given.plan(case)], "today": DAY}
    with pytest.raises(InputError, match=words):
        actions.plan_tour(handler, handler.court, **plain | wrong)
    assert not Tour.objects.exists()


def test_a_stop_needs_its_address_its_purpose_and_a_case_that_is_open(handler, case):
    for plan, words in (
        (given.plan(case, " "), "地址：没有填写"),
        (VisitPlan(case, "大塔村9号", ""), "目的：没有填写"),
        (given.plan(case, "长" * 201), "地址：超过200字"),
    ):
        with pytest.raises(InputError, match=words):
            given.tour(handler, plan)
    close_case(handler, case, "withdrawn", DAY, "申请人撤回", today=DAY)
    with pytest.raises(InputError, match="已以“销案”结案"):
        given.tour(handler, given.plan(case))
    assert not FieldVisit.objects.exists()


def test_more_than_a_day_holds_is_refused(handler, case):
    with pytest.raises(InputError, match="共 61 处，超过一天 60 处"):
        given.tour(handler, *(given.plan(case, f"大塔村{number}号") for number in range(61)))


def test_only_a_court_s_own_people_plan_its_tours(handler, stranger, president, case, villages):
    with pytest.raises(InputError, match="不是准格尔旗人民法院在用的人员"):
        given.tour(handler, given.plan(case), leader=stranger)
    visit = seen.stops(villages)[0]
    for other in (stranger, president):
        with pytest.raises(NotAllowed):
            actions.plan_tour(
                other,
                handler.court,
                on=DAY,
                area="薛家湾镇",
                leader=handler,
                visits=[given.plan(case)],
                today=DAY,
            )
        with pytest.raises(NotAllowed):
            actions.move_visit(other, visit, 1)
        with pytest.raises(NotAllowed):
            actions.put_in_order(other, villages)
        with pytest.raises(NotAllowed):
            actions.call_off_visit(other, visit, "不去了", DAY)
        with pytest.raises(NotAllowed):
            actions.add_visit(other, villages, given.plan(case), DAY)


def test_a_case_of_another_court_is_no_stop(handler, stranger, new_case):
    other = new_case(stranger)
    with pytest.raises(NotAllowed):
        given.tour(handler, given.plan(other))


def test_people_are_found_by_address_number_and_last_sighting(handler, stranger, case, new_case):
    new_case(stranger)
    assert [one.address for one in candidates(handler, handler.court_id, "大塔村")] == [
        "准格尔旗薛家湾镇大塔村9号"
    ]
    assert [one.party.case for one in candidates(handler, handler.court_id, case.case_no)] == [case]
    assert candidates(handler, handler.court_id, "大塔村 没有的字") == []
    assert candidates(handler, stranger.court_id, "大塔村") == []
    facts = actions.SightingFacts(given.respondent(case), DAY, "示例县城", "申请人", "likely")
    actions.note_sighting(handler, case, facts, DAY)
    found = candidates(handler, handler.court_id, "县城")
    assert [(one.address, one.source) for one in found] == [("示例县城", "最近下落")]
