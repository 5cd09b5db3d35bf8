"""The statement of debt: laws of its arithmetic, what it warns of, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.debt import ACCRUED, Statement, statement
from duixian.law.errors import InputError, UnknownRate
from duixian.law.title import (
    Accrued,
    Claim,
    DaysAfterEffective,
    DueOn,
    ExcludedPeriod,
    Instalment,
    Instalments,
    InterestRule,
    Obligation,
    Options,
    Payment,
    Periodic,
    Rate,
    Title,
    Waiver,
)
from tests.law.claims import buckets, claims, days, rates, sums


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
    options = replace(claim.options, rounding="per_segment")
    said = statement(replace(claim, waivers=(), options=options))
    assert said.interest == grown(said, "interest") - paid_to(said, "interest")
    assert said.surcharge == grown(said, "surcharge") - paid_to(said, "surcharge")
    assert said.total == said.fees + said.interest + said.principal + said.surcharge


@settings(max_examples=60, deadline=None)
@given(claims())
def test_rounding_once_is_never_further_off_than_half_a_fen_a_line(claim: Claim) -> None:
    once = statement(replace(claim, payments=(), waivers=(), options=replace(claim.options, rounding="once")))
    for kind, total in (("interest", once.interest), ("surcharge", once.surcharge)):
        lines = [line for line in once.lines if line.kind == kind]
        assert abs(total - grown(once, kind)) * 2 <= len(lines) + 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(InterestRule, days, st.just("payment"), rates), max_size=2), sums, days, st.booleans()
)
def test_a_debt_once_paid_off_is_the_same_on_every_later_day(
    rules: list[InterestRule], amount: int, due: date, surcharge: bool
) -> None:
    owed = lump(amount, due, interest=tuple(rules), surcharge=surcharge)
    paid = (Payment(date(2019, 8, 19), amount * 9),)
    soon, late = (
        statement(Claim(day, (owed,), payments=paid)) for day in (date(2019, 8, 20), date(2025, 6, 30))
    )
    assert (soon.total, soon.overpaid) == (late.total, late.overpaid)
    # The article alone follows the day of the statement.
    assert [line._replace(cite="") for line in soon.lines] == [line._replace(cite="") for line in late.lines]


@settings(max_examples=150, deadline=None)
@given(claims())
def test_a_line_is_its_base_times_its_days_and_nothing_overlaps(claim: Claim) -> None:
    said = statement(claim)
    for line in said.lines:
        assert line.days == (line.end - line.start).days + 1 > 0
        # What the title itself states as accrued has no base.
        assert (line.base > 0 or line.rate == ACCRUED) and line.amount >= 0 and line.cite
        assert line.end <= claim.as_of or line.rate == ACCRUED


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


def warned(claim: Claim, words: str) -> bool:
    return any(words in warning for warning in statement(claim).warnings)


def test_the_other_reading_of_expiry_is_told_with_its_difference() -> None:
    # One day of 100,000 yuan: 100,000 × 0.000175 = 17.50.
    assert warned(Claim(date(2024, 9, 1), (lump(),)), "17.50元")


@pytest.mark.parametrize(("paid", "words"), [(date(2024, 3, 12), "多17.50元"), (date(2024, 3, 11), "届满")])
def test_a_payment_on_the_next_day_still_tells_the_other_reading(paid: date, words: str) -> None:
    claim = Claim(date(2024, 9, 1), (lump(),), payments=(Payment(paid, 10_000_000),))
    # Paid on the 12th, the 11th alone is in question; paid on the 11th, nothing is.
    assert warned(claim, words) is (paid == date(2024, 3, 12))


def test_an_excluded_last_day_makes_no_difference() -> None:
    excluded = (ExcludedPeriod(date(2024, 3, 1), date(2024, 3, 31), "再审中止执行"),)
    assert not warned(Claim(date(2024, 9, 1), (lump(),), excluded=excluded), "届满")


@pytest.mark.parametrize(
    ("count", "words"), [(True, "计至2024-09-01，含当日"), (False, "计至2024-08-31，不含")]
)
def test_whether_the_day_itself_counts_is_always_told(count: bool, words: str) -> None:
    assert warned(Claim(date(2024, 9, 1), (lump(),), options=Options(count_as_of=count)), words)


def test_an_effective_day_that_service_does_not_bear_out_is_told() -> None:
    # 15 days after 2016-09-01 is the 16th, a holiday to the 17th; the 18th was a make-up working day.
    title = Title(date(2016, 9, 25), (date(2016, 9, 1),), 15)
    assert warned(Claim(date(2024, 9, 1), (lump(),), title=title), "推算为2016-09-19")


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        # Ten days after: 1 May 2024, a holiday until the 5th; and a year not announced yet.
        (date(2024, 4, 21), "2024-05-01为节假日；如顺延，届满日为2024-05-06"),
        (date(2090, 4, 21), "2090年的放假安排尚未收录"),
    ],
)
def test_a_performance_period_that_may_end_on_a_holiday_is_told(effective: date, words: str) -> None:
    obligation = Obligation("1", "货款", DaysAfterEffective(10), 100_00)
    assert warned(Claim(date(2024, 9, 1), (obligation,), title=Title(effective)), words)


def test_a_default_that_makes_all_due_is_told() -> None:
    parts = Instalments((Instalment(date(2024, 1, 31), 50), Instalment(date(2024, 3, 31), 50)), True)
    claim = Claim(date(2024, 2, 1), (Obligation("1", "货款", parts, 100),))
    assert warned(claim, "2024-01-31到期的一期未付清")
    assert statement(claim).principal == 100


def test_what_is_not_due_is_told_by_its_kind() -> None:
    parts = Instalments((Instalment(date(2024, 1, 31), 5_00), Instalment(date(2024, 3, 31), 7_00)))
    claim = Claim(date(2024, 2, 1), (Obligation("2", "货款", parts, 12_00), lump()))
    assert warned(claim, "7.00元分期款尚未到期") and warned(claim, "100,000.00元的履行期尚未届满")


def test_interest_that_the_title_summed_up_stands_among_the_lines() -> None:
    rule = InterestRule(
        date(2024, 1, 1),
        "payment",
        Rate("annual", Decimal("0.0365")),
        accrued=Accrued(600_00, date(2024, 2, 29)),
    )
    said = statement(Claim(date(2024, 3, 10), (lump(due=date(2030, 1, 1), interest=(rule,)),)))
    summed, running = said.lines
    assert (summed.start, summed.end, summed.amount, summed.rate) == (
        date(2024, 1, 1), date(2024, 2, 29), 600_00, ACCRUED,
    )  # fmt: skip
    # 1 to 10 March at 10 yuan a day: what is summed up already is not counted twice.
    assert (running.start, running.amount, said.interest) == (date(2024, 3, 1), 100_00, 700_00)


def test_what_a_payment_was_applied_to_is_one_entry_a_bucket_and_obligation() -> None:
    support = Periodic(2_000_00, "month", 5, date(2019, 1, 1), until=date(2019, 12, 1))
    owed = Obligation("1", "抚养费", support, surcharge=False)
    said = statement(Claim(date(2020, 1, 1), (owed,), payments=(Payment(date(2019, 12, 31), 8_500_00),)))
    # Four months whole and 500 of the fifth, all of one obligation.
    (applied,) = said.allocations
    assert (applied.to, applied.obligation, applied.amount) == ("principal", "1", 8_500_00)


def test_a_day_before_the_law_had_its_numbers_is_still_reckoned() -> None:
    said = statement(Claim(date(2007, 2, 10), (lump(due=date(2007, 1, 31)),)))
    # The 1992 rule: 10 days at twice 5.58%, the half-year rate since 2006-08-19; ÷ 360: 310.00.
    assert said.surcharge == 31_000
    assert "1992年" in said.lines[0].cite


@pytest.mark.parametrize(
    "claim",
    [
        Claim(
            date(2025, 1, 1),
            tuple(Obligation(str(number), "工资", DueOn(date(2020, 1, 1)), 100_00) for number in range(1000)),
            payments=(Payment(date(2024, 1, 1), 1),) * 1000,
        ),
        Claim(
            date(2025, 1, 1),
            tuple(
                Obligation(
                    str(number), "抚养费", Periodic(1, "month", 1, date(1990, 1, 1), until_event="独立生活")
                )
                for number in range(100)
            ),
        ),
    ],
    ids=["payments times obligations", "periods"],
)
def test_a_claim_too_large_to_answer_soon_is_refused(claim: Claim) -> None:
    with pytest.raises(InputError, match="分成几份"):
        statement(claim)
