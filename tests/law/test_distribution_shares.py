"""What holds of every distribution: the sum, the ceiling of each claim, the stages, the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from duixian.law.distribution import (
    COURT,
    RESPONDENT,
    Against,
    Claim,
    Debtor,
    Money,
    Objection,
    apportion,
    disputed,
    distribute,
)

DAYS = [date(2026, 1, day) for day in range(1, 5)]

weights_with_total = st.lists(st.integers(0, 10**12), min_size=1, max_size=12).flatmap(
    lambda weights: st.tuples(st.integers(0, sum(weights)), st.just(weights))
)


@given(weights_with_total)
def test_shares_sum_to_the_whole_within_a_fen_of_the_exact_and_never_above_the_weight(given_):
    total, weights = given_
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight
        if sum(weights):
            assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(weights_with_total)
def test_a_larger_weight_never_gets_less(given_):
    total, weights = given_
    pairs = sorted(zip(weights, apportion(total, weights), strict=True))
    for (light, less), (heavy, more) in pairwise(pairs):
        assert less <= more or light == heavy


@given(weights_with_total, st.randoms())
def test_the_order_of_input_decides_nothing_but_ties(given_, random):
    total, weights = given_
    assume(sum(weights))
    order = random.sample(range(len(weights)), len(weights))
    parts, mixed = apportion(total, weights), apportion(total, [weights[index] for index in order])
    remainders = [total * weight % sum(weights) for weight in weights]
    for place, index in enumerate(order):
        if remainders.count(remainders[index]) == 1:
            assert mixed[place] == parts[index]


sums = st.integers(0, 10**7)


@st.composite
def cases(draw):
    debtor = Debtor(
        draw(st.sampled_from(["person", "organisation", "company"])), draw(st.booleans()), "declined"
    )
    claims = []
    for index in range(draw(st.integers(1, 6))):
        owed = draw(st.integers(1, 10**7))
        preferred = draw(st.just(0) | st.integers(0, owed))
        claims.append(
            Claim(
                f"债权{index}",
                owed,
                preferred,
                draw(st.integers(1, 3)),
                "抵押权",
                draw(st.just(0) | sums),
                draw(st.just(0) | sums),
                draw(st.none() | st.sampled_from(DAYS)),
                draw(st.integers(1, 2)),
            )
        )
    money = Money(draw(st.integers(1, 10**8)), draw(st.just(0) | sums), draw(st.just(0) | sums))
    return debtor, money, claims, draw(st.booleans())


def planned(case):
    debtor, money, claims, one_title = case
    return distribute(debtor, money, claims, one_title=one_title)


@given(cases())
def test_the_plan_is_the_whole_money_and_nobody_gets_more_than_his_claim(case):
    plan, (_, money, claims, _) = planned(case), case
    assert sum(one.amount for one in plan.lines) == plan.total == money.total
    assert all(0 <= one.amount <= one.due for one in plan.lines)
    for one in claims:
        assert plan.paid(one.key) <= one.owed + one.costs + one.surcharge
        assert sum(line.due for line in plan.lines if line.key == one.key) == (
            one.owed + one.costs + one.surcharge
        )
    assert plan.paid(COURT) <= money.costs + money.waiting


@given(cases())
def test_no_stage_gets_a_fen_before_the_stage_above_it_is_paid(case):
    plan = planned(case)
    order = ["costs", "preferred", "ordinary", "surcharge", "waiting", "surplus"]
    short = [order.index(one.stage) for one in plan.lines if one.amount < one.due]
    paid = [order.index(one.stage) for one in plan.lines if one.amount]
    assert not short or max(paid) <= min(short)


@given(cases())
def test_no_later_measure_is_paid_before_an_earlier_one_is_full(case):
    plan, (_, _, claims, _) = planned(case), case
    if not plan.method.by_order:
        return
    places = {
        one.key: (one.controlled_on, one.controlled_order) if one.controlled_on else (date.max, 0)
        for one in claims
    }
    lines = [one for one in plan.lines if one.stage == "ordinary"]
    for one in lines:
        for other in lines:
            assert places[one.key] >= places[other.key] or one.amount == one.due or not other.amount


@given(cases())
def test_ordinary_claims_in_proportion_are_within_a_fen_of_their_exact_part(case):
    plan = planned(case)
    if plan.method.by_order:
        return
    lines = [one for one in plan.lines if one.stage == "ordinary"]
    got, due = sum(one.amount for one in lines), sum(one.due for one in lines)
    assert all(abs(one.amount - Fraction(got * one.due, due)) < 1 for one in lines)


@given(cases(), st.randoms())
def test_the_order_of_the_claims_moves_no_share_by_more_than_a_fen_a_stage(case, random):
    debtor, money, claims, one_title = case
    plan = planned(case)
    mixed = distribute(debtor, money, random.sample(claims, len(claims)), one_title=one_title)
    other = {(one.key, one.stage): one.amount for one in mixed.lines}
    assert set(other) == {(one.key, one.stage) for one in plan.lines}
    assert all(abs(one.amount - other[one.key, one.stage]) <= 1 for one in plan.lines)


@given(cases(), st.integers(1, 10**6))
def test_more_money_takes_no_more_than_a_rounding_fen_from_anyone(case, more):
    debtor, money, claims, one_title = case
    before = planned(case)
    after = distribute(debtor, replace(money, total=money.total + more), claims, one_title=one_title)
    known = {(one.key, one.stage): one.amount for one in after.lines}
    # Largest remainder may move one fen the other way (the Alabama paradox), never two.
    assert all(one.amount - known[one.key, one.stage] <= 1 for one in before.lines if one.stage != "surplus")
    assert after.surplus >= before.surplus


@given(cases(), st.data())
def test_disputed_and_undisputed_are_the_whole(case, data):
    plan = planned(case)
    some = [one for one in plan.lines if one.amount and one.key != RESPONDENT]
    lines = data.draw(st.lists(st.sampled_from(some), max_size=4)) if some else []
    objections = [
        Objection(
            RESPONDENT, (Against(one.key, one.stage, data.draw(st.integers(1, one.amount), label="sum")),)
        )
        for one in lines
    ]
    dispute = disputed(plan, objections)
    assert dispute.disputed + dispute.undisputed == plan.total
    assert all(0 <= one.disputed <= one.share.amount for one in dispute.lines)
    assert dispute.disputed <= sum(one.more for one in objections)
