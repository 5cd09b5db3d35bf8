"""What an agreement comes to, to the fen; who may give up what; when the title revives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from duixian.law.debt import statement
from duixian.law.errors import InputError
from duixian.law.settlement import (
    Agreement,
    By,
    Forgiven,
    Planned,
    Sums,
    breach_after,
    breached,
    check_waiver,
    forborne,
    instalments,
    last_day_to_revive,
    overdue,
    propose,
    revival,
)
from duixian.law.title import Claim, DueOn, InterestRule, Obligation, Options, Payment, Rate
from tests.law.claims import AS_OF, claims

YUAN = 100
DAY = date(2026, 6, 30)
LOAN = Claim(
    as_of=DAY,
    obligations=(Obligation("1", "货款", DueOn(date(2025, 12, 31)), 10_000 * YUAN),),
    options=Options(count_as_of=False),
)
"""10,000 yuan due by 2025-12-31. On 2026-06-30 180 days of delay (01-01 to 06-29) at 1.75 a day: 315.00."""


def plan(**given):
    plain = {"count": 4, "first_on": date(2026, 7, 31)}
    return propose(statement(LOAN), Forgiven(surcharge=315_00), **plain | given)


def days(*parts):
    return [(one.on.isoformat(), one.amount) for one in parts]


# The plan


def test_a_waiver_of_the_surcharge_leaves_the_principal():
    proposal = plan()
    assert proposal.owed == Sums(principal=10_000_00, surcharge=315_00)
    assert proposal.left == Sums(principal=10_000_00)
    assert days(*proposal.instalments) == [
        ("2026-07-31", 2_500_00),
        ("2026-08-31", 2_500_00),
        ("2026-09-30", 2_500_00),  # 九月没有31日
        ("2026-10-31", 2_500_00),
    ]
    assert proposal.last_on == date(2026, 10, 31)


def test_what_is_paid_at_once_is_no_part_of_the_instalments():
    proposal = plan(at_once=4_000_00, count=3)
    assert [one.amount for one in proposal.instalments] == [2_000_00] * 3
    assert plan(at_once=10_000_00, count=0).instalments == ()


@pytest.mark.parametrize(("remainder", "amounts"), [("last", [33, 33, 34]), ("first", [34, 33, 33])])
def test_the_odd_fen_is_in_the_last_or_the_first(remainder, amounts):
    parts = instalments(100, 3, DAY, remainder=remainder)
    assert [one.amount for one in parts] == amounts


@pytest.mark.parametrize(
    ("first_on", "month_day", "told"),
    [
        (date(2026, 1, 31), None, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (date(2028, 1, 31), None, ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (date(2026, 2, 28), 31, ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (date(2026, 7, 20), 5, ["2026-08-05", "2026-09-05", "2026-10-05"]),
        (date(2026, 12, 5), 5, ["2026-12-05", "2027-01-05", "2027-02-05"]),
    ],
)
def test_a_month_without_the_day_takes_its_last(first_on, month_day, told):
    assert [day for day, _ in days(*instalments(300, 3, first_on, month_day=month_day))] == told


@pytest.mark.parametrize(
    ("forgiven", "more", "words"),
    [
        (Forgiven(surcharge=315_01), {}, "放弃加倍部分：315.01元多于所欠的315.00元"),
        (Forgiven(interest=1), {}, "放弃利息：0.01元多于所欠的0.00元"),
        (Forgiven(principal=-1), {}, "放弃本金：-0.01元小于零"),
        (Forgiven(), {"at_once": 10_315_01}, "当场履行：10,315.01元不在放弃后应付的10,315.00元之内"),
        (Forgiven(), {"count": 3}, "首期日期：没有填写"),
        (Forgiven(), {"count": 3, "first_on": date(2026, 6, 29)}, "早于协议日期2026-06-30"),
        (Forgiven(), {"count": 121, "first_on": DAY}, "121期不在1至120之内"),
        (Forgiven(), {"at_once": 10_315_00, "count": 2, "first_on": DAY}, "当场付清后没有剩余"),
        (Forgiven(), {"at_once": 10_314_99, "count": 2, "first_on": DAY}, "0.01元不够分2期"),
        (Forgiven(), {"count": 2, "first_on": DAY, "month_day": 32}, "32不是一个月里的日子"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(forgiven, more, words):
    with pytest.raises(InputError, match=words):
        propose(statement(LOAN), forgiven, **more)


@given(
    amount=st.integers(1, 10**10),
    count=st.integers(1, 120),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    month_day=st.none() | st.integers(1, 31),
    remainder=st.sampled_from(["first", "last"]),
)
def test_instalments_sum_to_the_fen_and_differ_by_the_remainder_alone(
    amount, count, first, month_day, remainder
):
    assume(amount >= count)
    parts = instalments(amount, count, first, month_day=month_day, remainder=remainder)
    assert sum(one.amount for one in parts) == amount
    assert {one.amount for one in (parts[1:] if remainder == "first" else parts[:-1])} <= {amount // count}
    assert [one.on for one in parts] == sorted({one.on for one in parts})
    assert parts[0].on >= first
    months = [one.on.year * 12 + one.on.month for one in parts]
    assert months == list(range(months[0], months[0] + count))


@settings(deadline=None)
@given(claims(), st.data())
def test_what_is_given_up_and_what_is_left_make_what_is_owed(claim, data):
    owed = statement(claim)
    forgiven = Forgiven(
        interest=data.draw(st.integers(0, owed.interest)),
        principal=data.draw(st.integers(0, owed.principal)),
        surcharge=data.draw(st.integers(0, owed.surcharge)),
    )
    proposal = propose(owed, forgiven)
    assert proposal.left.total + forgiven.total == owed.total
    assert proposal.left.fees == owed.fees
    for bucket in ("interest", "principal", "surcharge"):
        assert getattr(proposal.left, bucket) + getattr(forgiven, bucket) == getattr(owed, bucket)


# What a breach brings back


def test_a_breach_brings_the_title_back_with_what_was_paid_deducted():
    # 第三期（09-30）未付，10-01 恢复：01-01至07-30 211日×1.75=369.25；07-31至08-30 31日×1.3125=40.69；
    # 08-31至09-30 31日×0.875=27.13（27.125）；本金 10,000-2,500×2=5,000。
    broken = breach_after(LOAN, plan(), 3)
    assert (broken.on, broken.deducted, broken.beyond) == (date(2026, 10, 1), 5_000_00, 0)
    assert (broken.owed.principal, broken.owed.surcharge) == (5_000_00, 369_25 + 40_69 + 27_13)


def test_a_first_instalment_missed_leaves_the_whole_title():
    # 07-31 未付，08-01 恢复：01-01至07-31 212日×1.75=371.00
    broken = breach_after(LOAN, plan(), 1)
    assert (broken.deducted, broken.owed.total) == (0, 10_000_00 + 371_00)


def test_a_waiver_that_took_effect_at_the_signing_does_not_come_back():
    # 371.00-315.00
    broken = breach_after(LOAN, plan(), 1, waived_at_once=True)
    assert broken.owed.total == 10_000_00 + 56_00


def test_what_is_given_up_in_all_is_the_waiver_and_what_grows_meanwhile():
    # 01-01至07-30 369.25；至08-30 40.69；08-31至09-29 30日×0.875=26.25；09-30至10-30 31日×0.4375=13.56
    assert forborne(LOAN, plan()) == 369_25 + 40_69 + 26_25 + 13_56


def test_paid_at_once_nothing_is_given_up_but_the_waiver():
    assert forborne(LOAN, plan(at_once=10_000_00, count=0)) == 315_00


@settings(deadline=None, max_examples=60)
@given(claims(), st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**8)), max_size=4))
def test_a_revived_title_deducts_exactly_what_was_paid(claim, paid):
    payments = [Payment(AS_OF + timedelta(days=later), amount) for later, amount in paid]
    on = AS_OF + timedelta(days=200)
    broken = breached(claim, payments, on)
    known = sum(one.amount for one in payments if one.on <= on)
    assert broken.deducted + broken.beyond == known
    assert broken.beyond >= 0
    applied = sum(one.amount for one in broken.owed.allocations)
    assert applied + broken.owed.overpaid == known + sum(one.amount for one in claim.payments)


@settings(deadline=None, max_examples=40)
@given(claims())
def test_a_breach_with_nothing_paid_leaves_the_title_unchanged(claim):
    on = AS_OF + timedelta(days=90)
    assert breached(claim, [], on).owed == statement(replace(claim, as_of=on))


def test_days_that_no_quote_is_known_for_are_reckoned_with_the_last_and_said():
    rate = Rate("lpr", tenor="1y")
    loan = replace(LOAN.obligations[0], interest=(InterestRule(date(2026, 1, 1), "payment", rate),))
    claim = replace(LOAN, as_of=date(2026, 3, 1), obligations=(loan,))
    far = breached(claim, [], date(2036, 1, 1)).owed
    assert any("最后一次公布的报价" in warning for warning in far.warnings)
    plain = breached(LOAN, [], date(2036, 1, 1)).owed
    assert not any("报价" in warning for warning in plain.warnings)


# Who may give up


@pytest.mark.parametrize(
    ("by", "express", "words"),
    [
        (By.DEBTOR, True, "被执行人不能放弃"),
        (By.GENERAL_AGENT, True, "特别授权"),
        (By.PARTY, False, "放弃须明示"),
    ],
)
def test_a_waiver_is_express_and_by_one_entitled(by, express, words):
    with pytest.raises(InputError, match=words):
        check_waiver(Forgiven(surcharge=1), by, express=express, for_minor=False, on=DAY)
    assert check_waiver(Forgiven(), by, express=express, for_minor=False, on=DAY) == ()


@pytest.mark.parametrize("by", [By.PARTY, By.SPECIAL_AGENT, By.GUARDIAN])
def test_who_is_entitled_gives_up_without_a_question(by):
    assert check_waiver(Forgiven(surcharge=1), by, express=True, for_minor=True, on=DAY) == ()


def test_a_guardian_who_gives_up_a_child_s_principal_is_asked_why():
    told = Forgiven(principal=1)
    [warning] = check_waiver(told, By.GUARDIAN, express=True, for_minor=True, on=DAY)
    assert "抚养费属于未成年人" in warning
    assert "待核实" in warning
    assert check_waiver(told, By.GUARDIAN, express=True, for_minor=False, on=DAY) == ()


# When the title revives

TWO = (Planned(date(2026, 7, 31), 1_000_00), Planned(date(2026, 8, 31), 1_000_00))


def agreement(*paid, **more):
    return Agreement(DAY, TWO, tuple((date.fromisoformat(day), amount) for day, amount in paid), **more)


def test_an_instalment_is_overdue_from_the_day_after_its_last():
    assert overdue(agreement(), date(2026, 7, 31)) == ()
    assert overdue(agreement(), date(2026, 8, 1)) == TWO[:1]
    assert overdue(agreement(("2026-08-01", 999_99)), date(2026, 9, 1)) == TWO
    assert overdue(agreement(("2026-08-01", 1_000_00)), date(2026, 9, 1)) == TWO[1:]


def test_what_was_to_be_paid_at_the_signing_is_a_part_too():
    assert [one.amount for one in overdue(agreement(at_once=5_00), date(2026, 7, 1))] == [5_00]


@pytest.mark.parametrize(
    ("paid", "on", "allowed", "words"),
    [
        ((), "2026-07-31", False, "尚未届至"),
        ((), "2026-08-01", True, "2026-07-31届满的1,000.00元没有付清"),
        ((("2026-07-30", 1_000_00),), "2026-08-01", False, "正在按约履行"),
        ((("2026-07-30", 1_000_00),), "2026-09-01", True, "2026-08-31届满"),
        ((("2026-07-30", 2_000_00),), "2026-09-01", False, "已经履行完毕"),
    ],
)
def test_the_title_revives_where_a_part_is_overdue_and_else_not(paid, on, allowed, words):
    answer = revival(agreement(*paid), date.fromisoformat(on))
    assert answer.allowed is allowed
    assert words in answer.why


def test_late_but_complete_the_creditor_sues_for_his_loss():
    late = revival(agreement(("2026-08-01", 2_000_00)), date(2026, 9, 1))
    assert (late.allowed, "第十五条" in late.instead) == (False, True)
    in_time = revival(agreement(("2026-07-31", 2_000_00)), date(2026, 9, 1))
    assert (in_time.allowed, in_time.instead) == (False, "")


def test_who_says_before_the_day_that_he_will_not_pay_has_broken_it():
    answer = revival(agreement(), date(2026, 7, 1), refusal="短信称不再付款")
    assert (answer.allowed, "短信称不再付款" in answer.why) == (True, True)


def test_two_years_from_the_last_agreed_day_both_sides():
    assert last_day_to_revive(agreement()) == date(2028, 8, 31)
    in_time = revival(agreement(), date(2028, 8, 31), objected=True)
    assert (in_time.allowed, in_time.warnings) == (True, ())
    late = revival(agreement(), date(2028, 9, 1), objected=True)
    assert (late.allowed, "2028-08-31届满" in late.why) == (False, True)


def test_the_court_does_not_raise_the_end_of_the_period_by_itself():
    answer = revival(agreement(), date(2028, 9, 1))
    assert answer.allowed
    assert "不主动审查" in answer.warnings[0]


def test_an_agreement_outside_the_court_stops_nothing_and_revives_nothing():
    answer = revival(agreement(submitted=False), date(2026, 9, 1))
    assert (answer.allowed, "第十九条" in answer.cite) == (False, True)
