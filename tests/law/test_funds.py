"""How long case money may lie, what holds it, and to whose account it goes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law import approvals, funds
from duixian.law.errors import InputError, Lapsed
from duixian.law.funds import (
    DELAY_MATTER,
    AccountFacts,
    HoldFacts,
    bases,
    checks_account,
    checks_hold,
    colour,
    delay_reasons,
    escrow_from,
    hold_ends,
)

DAY = date(2026, 3, 2)


def after(days):
    return DAY + timedelta(days=days)


def met(checks):
    return {one.key: one.met for one in checks}


# How long


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (-1, None),
        (4, None),
        (5, "blue"),
        (9, "blue"),
        (10, "yellow"),
        (14, "yellow"),
        (15, "orange"),
        (29, "orange"),
        (30, "red"),
        (400, "red"),
    ],
)
def test_the_colour_climbs_at_five_ten_fifteen_and_thirty_days(days, key):
    found = colour(DAY, after(days))
    assert (found and found.key) == key


@given(st.integers(-10, 500), st.integers(0, 100))
def test_a_colour_never_goes_back(days, more):
    order = [None, "blue", "yellow", "orange", "red"]
    now, later = colour(DAY, after(days)), colour(DAY, after(days + more))
    assert order.index(now and now.key) <= order.index(later and later.key)


def test_each_reason_of_delay_is_named_and_signed_by_the_bureau_chief():
    found = delay_reasons()
    assert len({one.key for one in found}) == len({one.name for one in found}) == len(found) >= 6
    assert not any(one.verified for one in found)
    assert all(len(one.key) <= 20 for one in found)
    assert approvals.matter(DELAY_MATTER).steps == ("bureau_chief",)


def test_escrow_opens_when_a_year_is_over():
    assert escrow_from(date(2025, 3, 2)) == date(2026, 3, 3)
    assert escrow_from(date(2024, 2, 29)) == date(2025, 3, 1)


# A payee who himself owes


def test_without_an_order_a_hold_ends_by_itself_after_ten_days():
    assert hold_ends(DAY) == date(2026, 3, 12)


def test_with_an_order_a_hold_lasts_as_long_as_the_order():
    assert hold_ends(DAY, after(3), date(2026, 9, 1)) == date(2026, 9, 1)
    # 民诉法解释 485: deposits a year from the day of the order
    assert hold_ends(DAY, date(2026, 3, 5)) == date(2027, 3, 5)
    assert hold_ends(DAY, date(2026, 3, 5), date(2029, 3, 5)) == date(2027, 3, 5)


def test_an_order_comes_on_the_last_day_at_the_latest():
    assert hold_ends(DAY, after(10)) == date(2027, 3, 12)
    with pytest.raises(Lapsed, match="2026-03-12自行解除"):
        hold_ends(DAY, after(11))


def test_an_order_older_than_the_hold_counts_while_it_runs():
    assert hold_ends(DAY, date(2025, 3, 2)) == DAY
    with pytest.raises(InputError, match="2026-03-01已经届满"):
        hold_ends(DAY, date(2025, 3, 1))


def test_an_end_without_an_order_or_before_it_is_refused():
    with pytest.raises(InputError, match="没有填裁定日期"):
        hold_ends(DAY, None, after(30))
    with pytest.raises(InputError, match="早于"):
        hold_ends(DAY, after(3), after(2))


@given(st.integers(-300, 10), st.integers(0, 900))
def test_a_hold_never_ends_before_it_began_nor_outlasts_its_order(given_on, length):
    order_on = after(given_on)
    order_ends_on = order_on + timedelta(days=length)
    if order_ends_on < DAY:
        with pytest.raises(InputError):
            hold_ends(DAY, order_on, order_ends_on)
        return
    end = hold_ends(DAY, order_on, order_ends_on)
    assert DAY <= end <= min(order_ends_on, order_on + timedelta(days=366))


HOLD = HoldFacts(
    amount=50_00,
    available=80_00,
    owed=50_00,
    same_person=True,
    case_open=True,
    same_case=False,
    why="收款人在另案为被执行人",
    held_on=DAY,
    basis="order",
    basis_no="（2026）内0602执66号之一",
    told_on=DAY,
)


def unmet(**given_):
    return {k: v for k, v in met(checks_hold(replace(HOLD, **given_))).items() if v is not True}


def test_a_hold_with_everything_stands():
    assert unmet() == {}
    assert unmet(amount=1) == {}


def test_a_hold_is_no_more_than_is_owed_and_than_is_there():
    assert unmet(amount=50_01) == {"amount": False}
    assert unmet(amount=80_00, owed=90_00) == {}
    assert unmet(amount=80_01, owed=90_00) == {"amount": False}
    assert unmet(amount=0) == {"amount": False}


def test_a_hold_needs_the_same_person_and_another_open_case():
    assert unmet(same_person=None) == {"person": None}
    assert unmet(same_person=False) == {"person": False}
    assert unmet(case_open=False) == {"case": False}
    assert unmet(same_case=True) == {"case": False}


def test_a_hold_without_its_paper_says_when_it_ends_by_itself():
    assert unmet(basis=None, basis_no="") == {"basis": None}
    paper = next(one for one in checks_hold(replace(HOLD, basis=None)) if one.key == "basis")
    assert "2026-03-12届满自行解除" in paper.why
    assert unmet(basis_no=" ") == {"basis": False}
    assert unmet(why=" ", told_on=None) == {"why": False, "told": None}
    assert dict(bases()) == {"order": "裁定书", "notice": "协助执行通知书"}


def test_what_is_not_met_has_its_remedy_and_nothing_is_verified():
    nothing = replace(HOLD, amount=0, same_person=False, case_open=False, why="", basis=None, told_on=None)
    assert all(one.remedy and one.met is not True for one in checks_hold(nothing))
    assert not any(one.remedy or one.verified for one in checks_hold(HOLD))


# To whose account


ACCOUNT = AccountFacts(party="王（甲）", name="王（甲）", added_by="书记员", verified_by="财务")


def test_an_account_of_the_party_s_own_name_is_fine():
    assert met(checks_account(ACCOUNT)) == {"name": True, "verified": True}
    assert met(checks_account(replace(ACCOUNT, name="王 (甲) "))) == {"name": True, "verified": True}


def test_another_name_needs_a_reason_and_special_authority():
    other = replace(ACCOUNT, name="李乙")
    assert met(checks_account(other)) == {"reason": False, "authority": None, "verified": True}
    with_reason = replace(other, reason="代理人代收")
    assert met(checks_account(with_reason)) == {"reason": True, "authority": None, "verified": True}
    refused = replace(with_reason, special_authority=False)
    assert met(checks_account(refused))["authority"] is False
    whole = replace(with_reason, special_authority=True)
    assert met(checks_account(whole)) == {"reason": True, "authority": True, "verified": True}
    assert met(checks_account(replace(whole, reason=" ")))["reason"] is False


def test_another_person_verifies_than_who_entered():
    assert met(checks_account(replace(ACCOUNT, verified_by="")))["verified"] is None
    assert met(checks_account(replace(ACCOUNT, verified_by="书记员")))["verified"] is False


# The table


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: book.update(more={}),
        lambda book: book.pop("account"),
        lambda book: book["delay"].update(days=1),
        lambda book: book["hold"][0].update(months=1),
        lambda book: book["escrow"][0].pop("verified"),
        lambda book: book["basis"].pop("notice"),
    ],
)
def test_a_table_with_a_slip_is_refused(spoil):
    path = Path(funds.__file__).parent / "tables" / "funds.toml"
    book = tomllib.loads(path.read_text(encoding="utf-8"))
    funds._read(book)
    spoil(book)
    with pytest.raises(ValueError, match="案款表"):
        funds._read(book)
