"""Who may join a distribution, what an objection keeps back and until when, and the table."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from duixian.law.distribution import (
    RESPONDENT,
    Against,
    Claim,
    Debtor,
    Joining,
    Money,
    Objection,
    checks_joining,
    disputed,
    distribute,
    objection_by,
    opposed_by,
    suit_by,
)
from duixian.law.distribution import table as tables
from duixian.law.errors import InputError

PERSON = Debtor("person")
JAN = [date(2026, 1, day) for day in range(1, 32)]


# Who may join


JOIN = Joining("person", JAN[9], JAN[0], None, True, False, True)


def unmet(**given_):
    return {one.key: one.met for one in checks_joining(replace(JOIN, **given_)) if one.met is not True}


def test_a_titled_creditor_of_an_insolvent_person_may_join():
    assert unmet() == {}
    assert unmet(debtor="organisation") == {}


def test_a_company_s_creditor_may_not_join_but_a_prior_right_is_heard():
    assert unmet(debtor="company") == {"debtor": False}
    assert unmet(debtor="company", prior_right=True, has_title=False, insufficient=False) == {}


def test_without_a_title_or_a_shortfall_nobody_joins_and_the_unknown_is_asked():
    assert unmet(has_title=False) == {"right": False}
    assert unmet(has_title=None) == {"right": None}
    assert unmet(has_title=False, prior_right=True) == {}
    assert unmet(insufficient=False) == {"short": False}
    assert unmet(insufficient=None) == {"short": None}


def test_joining_is_asked_after_enforcement_began_and_before_the_property_is_done():
    assert unmet(applied_on=JAN[0]) == {}
    assert unmet(applied_on=JAN[0] - timedelta(days=1)) == {"begun": False}
    assert unmet(ended_on=JAN[10]) == {}
    assert unmet(ended_on=JAN[9]) == {"in_time": None}
    assert unmet(ended_on=JAN[8]) == {"in_time": False}


def test_a_refused_joining_says_why_and_what_to_do():
    for one in checks_joining(replace(JOIN, debtor="company", has_title=False, ended_on=JAN[8])):
        assert one.why
        assert one.cite
        assert bool(one.remedy) is (one.met is not True)


# Objections


@pytest.mark.parametrize("limit", [objection_by, opposed_by, suit_by])
def test_each_of_the_three_limits_is_fifteen_days_and_rolls_over_holidays(limit):
    # 15 + 15 = 30 April, a Thursday at work; 16 + 15 = 1 May, a holiday until the 5th.
    assert limit(date(2026, 4, 15)).day == date(2026, 4, 30)
    assert limit(date(2026, 4, 16)).day == date(2026, 5, 6)
    assert limit(date(2026, 4, 16)).warnings == ()


def test_an_unknown_year_is_warned_of():
    assert opposed_by(date(2090, 1, 1)).warnings


def plan_of_three():
    # 60 for 60 + 40 + 20: 30, 20, 10.
    return distribute(PERSON, Money(60_00), [Claim("甲", 60_00), Claim("乙", 40_00), Claim("丙", 20_00)])


def parted(dispute):
    return {one.share.key: (one.disputed, one.undisputed, one.by) for one in dispute.lines}


def test_what_is_claimed_of_a_share_stays_and_the_rest_is_paid():
    objection = Objection("丙", (Against("甲", "ordinary", 5_00), Against("乙", "ordinary", 1_00)))
    dispute = disputed(plan_of_three(), [objection])
    assert objection.more == 6_00
    assert parted(dispute) == {
        "甲": (5_00, 25_00, ("丙",)),
        "乙": (1_00, 19_00, ("丙",)),
        "丙": (0, 10_00, ()),
    }
    assert (dispute.disputed, dispute.undisputed) == (6_00, 54_00)


def test_two_objections_to_one_share_add_up_but_never_above_it():
    two = [
        Objection("乙", (Against("甲", "ordinary", 12_00),)),
        Objection(RESPONDENT, (Against("甲", "ordinary", 9_00),)),
    ]
    assert parted(disputed(plan_of_three(), two))["甲"] == (21_00, 9_00, ("乙", RESPONDENT))
    whole = [*two, Objection("丙", (Against("甲", "ordinary", 30_00),))]
    dispute = disputed(plan_of_three(), whole)
    assert parted(dispute)["甲"] == (30_00, 0, ("乙", RESPONDENT, "丙"))
    assert dispute.undisputed == 30_00


def test_without_an_objection_all_is_paid():
    assert disputed(plan_of_three(), []).undisputed == 60_00


@pytest.mark.parametrize(
    ("objection", "says"),
    [
        (Objection("外人", (Against("甲", "ordinary", 1),)), "案外人异议"),
        (Objection("乙", ()), "没有写明"),
        (Objection("甲", (Against("甲", "ordinary", 1),)), "自己"),
        (Objection("乙", (Against("甲", "preferred", 1),)), "方案中没有甲的优先受偿债权"),
        (Objection("乙", (Against("甲", "ordinary", 30_01),)), "30.01元不在"),
        (Objection("乙", (Against("甲", "ordinary", 20_00), Against("甲", "ordinary", 10_01))), "不在"),
        (Objection("乙", (Against("甲", "ordinary", 0),)), "不在"),
    ],
)
def test_an_objection_that_fits_no_share_is_refused(objection, says):
    with pytest.raises(InputError, match=says):
        disputed(plan_of_three(), [objection])


# The table


def raw():
    path = Path(tables.__file__).parents[1] / "tables" / "distribution.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_table_tells_what_no_article_says():
    known = tables.table()
    assert {key for key, one in known.ranks.items() if not one.verified} == set(known.ranks)
    assert [key for key, one in known.stages.items() if not one.verified] == ["waiting", "surplus"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: book.update(more={}),
        lambda book: book["stage"].pop("costs"),
        lambda book: book["method"]["order"].update(note=""),
        lambda book: book["rank"].update(other={"cite": ""}),
        lambda book: book["limit"].pop(),
        lambda book: book["limit"][0].update(days=0),
        lambda book: book["limit"][0].update(months=1),
    ],
)
def test_a_table_with_a_slip_is_refused(spoil):
    book = raw()
    tables.read(book)
    spoil(book)
    with pytest.raises(ValueError, match="分配表"):
        tables.read(book)
