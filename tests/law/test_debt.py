"""The statement of debt: laws of its arithmetic, what it warns of, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.debt import Statement, statement
from duixian.law.errors import InputError, UnknownRate
from duixian.law.title import Claim, DueOn, InterestRule, Obligation, Payment, Rate, Waiver
from tests.law.claims import buckets, claims, days, sums


def lump(amount: int = 10_000_000, due: date = date(2024, 3, 11), **other: object) -> Obligation:
    return Obligation("1", "货款", DueOn(due), amount, **other)  # type: ignore[arg-type]


def grown(said: Statement, kind: str) -> int:
    return sum(line.amount for line in said.lines if line.kind == kind)


def paid_to(said: Statement, bucket: str) -> int:
    return sum(each.amount for each in said.allocations if each.to == bucket)


@settings(max_examples=150, deadline=None)
@given(claims())
def test_every_payment_is_applied_to_the_fen(claim: Claim) -> None:
    said = statement(claim)
    assert sum(each.amount for each in said.allocations) + said.overpaid == said.paid
    assert said.paid == sum(payment.amount for payment in claim.payments)
    assert min(said.fees, said.interest, said.principal, said.surcharge, said.overpaid) >= 0


@settings(max_examples=150, deadline=None)
@given(claims())
def test_lines_less_what_was_applied_are_what_is_owed(claim: Claim) -> None:
    said = statement(replace(claim, waivers=()))
    assert said.interest == grown(said, "interest") - paid_to(said, "interest")
    assert said.surcharge == grown(said, "surcharge") - paid_to(said, "surcharge")
    assert said.total == said.fees + said.interest + said.principal + said.surcharge


@settings(max_examples=150, deadline=None)
@given(claims())
def test_a_line_is_its_base_times_its_days_and_nothing_overlaps(claim: Claim) -> None:
    said = statement(claim)
    for line in said.lines:
        assert line.days == (line.end - line.start).days + 1 > 0
        assert line.base > 0 and line.amount >= 0 and line.cite
        assert line.end <= claim.as_of


@settings(max_examples=150, deadline=None)
@given(claims(), days, sums)
def test_more_payment_never_means_more_debt(claim: Claim, on: date, amount: int) -> None:
    more = replace(claim, payments=(*claim.payments, Payment(on, amount)))
    # A payment that clears a part shortens a line; each line's rounding is worth half a fen.
    slack = len(statement(claim).lines) + len(statement(more).lines)
    assert statement(more).total <= statement(claim).total + slack


@settings(max_examples=150, deadline=None)
@given(claims(), days, buckets, sums)
def test_a_waiver_never_makes_money(claim: Claim, on: date, of: str, amount: int) -> None:
    waived = replace(claim, waivers=(*claim.waivers, Waiver(on, of, amount)))  # type: ignore[arg-type]
    before, after = statement(claim), statement(waived)
    slack = len(before.lines) + len(after.lines)
    assert after.total <= before.total + slack
    # What the waived sum would have borne until the end is saved with it, and nothing more.
    saved = amount + sum(line.amount for line in before.lines)
    assert after.overpaid <= before.overpaid + saved + slack


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 1_000_000_00), st.dates(date(2019, 9, 1), date(2025, 5, 1)), st.integers(1, 300))
def test_splitting_a_period_changes_only_rounding(amount: int, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    middle = start + timedelta(days=length // 2)
    rate = Rate("lpr", tenor="1y", multiple=Decimal(4))

    def with_rules(*rules: InterestRule) -> int:
        obligation = lump(amount, date(2099, 1, 1), interest=rules)
        return statement(Claim(end, (obligation,))).interest

    whole = with_rules(InterestRule(start, "payment", rate))
    split = with_rules(
        InterestRule(start, middle, rate), InterestRule(middle + timedelta(days=1), "payment", rate)
    )
    assert abs(whole - split) <= 1


def test_what_happens_to_one_obligation_does_not_cut_the_lines_of_another() -> None:
    rule = InterestRule(date(2024, 1, 1), "payment", Rate("annual", Decimal("0.06")))
    other = Obligation("2", "货款", DueOn(date(2024, 12, 31)), 5_000_000, (rule,))
    paid = Payment(date(2024, 6, 1), 1_000_000, "principal")
    said = statement(Claim(date(2024, 7, 1), (lump(), other), payments=(paid,)))
    assert len([line for line in said.lines if line.obligation == "2"]) == 1


def test_the_surcharge_is_neither_lpr_nor_doubled_interest() -> None:
    said = statement(Claim(date(2024, 9, 1), (lump(),)))
    (line,) = said.lines
    # 12 March to 1 September, both counted: 20+30+31+30+31+31+1 = 174 days; 100,000 × 0.000175 × 174.
    assert (line.days, line.rate, line.amount) == (174, "0.000175/day", 304_500)
    assert said.interest == 0


@pytest.mark.parametrize(
    ("as_of", "number"), [(date(2015, 5, 1), 253), (date(2022, 5, 1), 260), (date(2024, 5, 1), 264)]
)
def test_the_article_is_the_one_valid_on_the_day_of_the_statement(as_of: date, number: int) -> None:
    (line,) = statement(Claim(as_of, (lump(due=as_of - timedelta(days=9)),))).lines
    assert f"民诉法第{number}条" in line.cite


def test_a_period_past_the_last_quote_is_refused_with_its_day() -> None:
    rule = InterestRule(date(2026, 9, 1), "payment", Rate("lpr", tenor="1y"))
    claim = Claim(date(2026, 12, 1), (lump(interest=(rule,)),))
    with pytest.raises(UnknownRate, match="2026-09-21"):
        statement(claim)
    extended = replace(claim, options=replace(claim.options, extend_last_quote=True))
    assert any("最后一次公布" in warning for warning in statement(extended).warnings)


def test_lpr_before_it_existed_is_the_benchmark_with_a_warning() -> None:
    rule = InterestRule(date(2018, 1, 1), "payment", Rate("lpr", tenor="1y"))
    said = statement(Claim(date(2018, 1, 10), (lump(due=date(2030, 1, 1), interest=(rule,)),)))
    # 10 days at 4.35%: 100,000 × 0.0435 ÷ 365 × 10 = 119.178…
    assert said.interest == 11_918
    assert any("LPR自2019-08-20起" in warning for warning in said.warnings)


@pytest.mark.parametrize(
    "claim",
    [
        Claim(date(2024, 1, 1), (lump(),), payments=(Payment(date(2024, 1, 2), 1),)),
        Claim(date(2024, 1, 1), (lump(),), waivers=(Waiver(date(2024, 1, 2), "principal", 1),)),
    ],
)
def test_what_lies_after_the_day_of_the_statement_is_refused(claim: Claim) -> None:
    with pytest.raises(InputError) as caught:
        statement(claim)
    assert "2024-01-02" in str(caught.value)


def test_the_other_reading_of_expiry_is_told_with_its_difference() -> None:
    # One day of 100,000 yuan: 100,000 × 0.000175 = 17.50.
    assert any("17.50元" in warning for warning in statement(Claim(date(2024, 9, 1), (lump(),))).warnings)
