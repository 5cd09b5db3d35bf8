"""The order of a day's stops: each once, never a longer way than the one given, a village at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.court.liaison.route import Place, Stop, length, order_route

COURT = Place(39.865, 111.240)
places = st.builds(Place, st.floats(37.5, 41), st.floats(106.5, 111.5))
routes = st.lists(places, max_size=12).map(
    lambda found: [Stop(at, "", "", place) for at, place in enumerate(found)]
)


@given(routes, st.none() | places)
def test_every_stop_once_and_never_a_longer_way(stops, start):
    ordered = order_route(stops, start)
    assert sorted(stop.key for stop in ordered) == [stop.key for stop in stops]
    assert length(ordered, start) <= length(stops, start) + 1e-6


@given(routes, places)
def test_the_order_in_which_the_stops_were_named_loses_none(stops, start):
    assert {stop.key for stop in order_route(stops[::-1], start)} == {stop.key for stop in stops}


def test_the_way_is_as_long_as_the_crow_flies():
    # A degree of latitude is 6371 × π / 180 = 111.19 km, there and back 222.39 km.
    there = Stop(1, "", "", Place(40.865, 111.240))
    assert length([there], COURT) == pytest.approx(222.39, abs=0.01)


def test_stops_on_one_road_are_driven_one_after_another():
    # Four places going north from the court, named criss-cross: no order is shorter than out and back.
    north = {key: Stop(key, "", "", Place(39.865 + key / 10, 111.240)) for key in (1, 2, 3, 4)}
    ordered = order_route([north[key] for key in (3, 1, 4, 2)], COURT)
    assert length(ordered, COURT) == pytest.approx(2 * 0.4 * 111.19, abs=0.05)


def test_a_crossing_is_turned_round():
    # 先去最近的一处会走出交叉；四角绕一圈 4 × 11.12 公里以内（经度方向更短）。
    corners = [Place(39.9, 111.2), Place(40.0, 111.3), Place(40.0, 111.2), Place(39.9, 111.3)]
    ordered = order_route([Stop(at, "", "", place) for at, place in enumerate(corners)], Place(39.89, 111.25))
    around = [stop.key for stop in ordered]
    assert around in ([0, 2, 1, 3], [3, 1, 2, 0])


def test_without_a_map_a_village_is_visited_at_once_and_numbers_count_as_numbers():
    addresses = [
        "准格尔旗薛家湾镇大塔村10号",
        "准格尔旗沙圪堵镇忽昌梁村3号",
        "内蒙古自治区鄂尔多斯市准格尔旗薛家湾镇大塔村9号",
        "薛家湾镇迎泽路2号",
        "沙圪堵镇忽昌梁村12号",
    ]
    ordered = order_route([Stop(at, "", address) for at, address in enumerate(addresses)], COURT)
    villages = [stop.key for stop in ordered]
    assert villages in ([1, 4, 3, 2, 0], [3, 2, 0, 1, 4])


def test_one_place_unknown_and_all_go_by_address():
    stops = [Stop(1, "乙镇", "2号", Place(39.9, 111.2)), Stop(2, "甲镇", "1号"), Stop(3, "乙镇", "1号")]
    assert [stop.key for stop in order_route(stops, COURT)] == [3, 1, 2]


@pytest.mark.parametrize("address", ["", "　", "某小区1号楼", "12", "旗旗旗", "a" * 200])
def test_any_address_has_its_place_in_the_order(address):
    assert len(order_route([Stop(1, "", address), Stop(2, "", "大塔村9号")])) == 2
