"""Cutting a sum into parts: nothing is made, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.demo.totals import PUBLISHED, apportion, apportion_table

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=60).filter(any)
TOTALS = st.integers(0, 10**12)


def test_the_largest_remainders_take_what_is_left() -> None:
    # 10 by 1:1:1 is 3 each and one left, which the first of equal remainders takes.
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    # 7 by 5:3:2 is 3.5, 2.1, 1.4: whole parts 3, 2, 1, and the one left goes to the half.
    assert apportion(7, [5, 3, 2]) == [4, 2, 1]


def test_what_is_less_than_a_unit_goes_to_the_heaviest() -> None:
    # 1,050.37 yuan in hundreds by 1:4 is 10 units: 2 and 8; the 50.37 left goes to the second.
    assert apportion(1_050_37, [1, 4], unit=100_00) == [200_00, 850_37]


@given(TOTALS, WEIGHTS, st.integers(1, 10_000))
def test_parts_always_add_up(total: int, weights: list[int], unit: int) -> None:
    assert sum(apportion(total, weights, unit)) == total


@given(TOTALS, WEIGHTS)
def test_no_part_is_a_whole_unit_away_from_its_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(apportion(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole


@given(st.integers(0, 5_000), WEIGHTS, WEIGHTS)
def test_a_table_adds_up_over_rows_and_columns(total: int, rows: list[int], columns: list[int]) -> None:
    table = apportion_table(total, rows, columns)
    assert [sum(row) for row in table] == apportion(total, rows)
    assert all(len(row) == len(columns) for row in table)


@pytest.mark.parametrize(("total", "weights"), [(5, []), (5, [0, 0]), (-1, [1]), (5, [2, -1])])
def test_what_cannot_be_cut_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="apportioned"):
        apportion(total, weights)


def test_the_published_figures_are_those_of_the_report() -> None:
    assert (PUBLISHED.fully_performed, PUBLISHED.summoned_by_force) == (798, 448)
    assert (PUBLISHED.detained, PUBLISHED.fined) == (36, 1)
    assert PUBLISHED.recovered == 6_062_150_000  # 6062.15 万元 in fen
    assert (PUBLISHED.ends_on - PUBLISHED.starts_on).days == 91  # three months, both days counted 92
