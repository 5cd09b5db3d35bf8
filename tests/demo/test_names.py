"""Names and numbers of the sample belong to nobody, and their check digits hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from random import Random

import pytest

from duixian.demo import names

# 2^(17−i) mod 11 for i = 0..17, and 3^i mod 31 for i = 0..16: the weights of the two standards.
ID_WEIGHTS = [pow(2, 17 - index, 11) for index in range(18)]
UNIT_WEIGHTS = [pow(3, index, 31) for index in range(17)]


def id_remainder(id_no: str) -> int:
    """1 for a person's number that holds (ISO 7064 MOD 11-2)."""
    values = [10 if sign == "X" else int(sign) for sign in id_no]
    return sum(value * weight for value, weight in zip(values, ID_WEIGHTS, strict=True)) % 11


def unit_remainder(id_no: str) -> int:
    """0 for a unit's code that holds (GB 32100 MOD 31)."""
    digits = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    values = [digits.index(sign) for sign in id_no]
    return (sum(v * w for v, w in zip(values, UNIT_WEIGHTS, strict=False)) + values[-1]) % 31


def first(people: Iterable[names.Someone], count: int) -> list[names.Someone]:
    return list(islice(people, count))


def test_identity_numbers_lie_in_no_area_and_hold() -> None:
    people = first(names.persons(Random(1)), 500)
    assert {one.id_no[:6] for one in people} == {"000000"}
    assert {id_remainder(one.id_no) for one in people} == {1}


def test_a_known_identity_number_is_rebuilt() -> None:
    # Body 00000020000101001: the digits that are not 0 are 2, 1, 1, 1 at places 6, 11, 13, 16, of
    # weights 2^11, 2^6, 2^4, 2^1 = 2, 9, 5, 2 (mod 11): 2·2 + 9 + 5 + 2 = 20 = 9 (mod 11);
    # the check digit brings the sum to 1: 9 + 3 = 12 = 1 (mod 11).
    assert names.person_id(date(2000, 1, 1), 1) == "000000200001010013"


def test_unit_codes_lie_in_no_area_and_hold() -> None:
    units = first(names.companies(Random(1)), 200)
    assert {one.id_no[2:8] for one in units} == {"000000"}
    assert {len(one.id_no) for one in units} == {18}
    assert {unit_remainder(one.id_no) for one in units} == {0}


def test_no_two_people_bear_one_name() -> None:
    people = [one.name for one in first(names.persons(Random(3)), 6_000)]
    assert len(set(people)) == 6_000


def test_every_name_shows_that_it_is_invented() -> None:
    people = first(names.persons(Random(5)), 300)
    units = first(names.companies(Random(5)), 300)
    staff = list(islice(names.staff_names(Random(5)), 200))
    assert all("某" in one.name for one in people)
    assert all(one.name.startswith("示例") for one in units)
    assert all(name[1] == "某" for name in staff)
    assert not {one.name for one in people} & set(staff)


def test_a_court_that_no_table_knows_is_refused() -> None:
    assert names.court_name("内0622").endswith("人民法院")
    with pytest.raises(KeyError):
        names.court_name("内0699")
