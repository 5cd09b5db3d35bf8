"""The statement against a second reckoning that shares none of its code: day by day, in fractions.

The reckoner below walks every calendar day, adds that day's interest to a heap that is never rounded,
and pays from the heaps in the order of the law. The statement cuts time into segments and rounds each
half-up, so the two may differ by half a fen a line and by what a payment passes on of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.debt import statement
from duixian.law.rates import published
from duixian.law.title import Claim, DueOn, InterestRule, Obligation, Payment, Rate

DAY = timedelta(days=1)
SURCHARGE_A_DAY = Fraction(175, 1_000_000)


@dataclass
class Heap:
    """What one obligation owes as the days pass."""

    obligation: Obligation
    principal: Fraction
    interest: Fraction = Fraction(0)
    surcharge: Fraction = Fraction(0)

    @property
    def last_day(self) -> date:
        assert isinstance(self.obligation.falls_due, DueOn)
        return self.obligation.falls_due.day

    def pass_day(self, day: date) -> None:
        for rule in self.obligation.interest:
            if rule.start <= day:
                self.interest += self.principal * daily_rate(rule.rate, day)
        if self.obligation.surcharge and day > self.last_day:
            self.surcharge += self.principal * SURCHARGE_A_DAY


def daily_rate(rate: Rate, day: date) -> Fraction:
    if rate.kind == "daily":
        return Fraction(rate.value)
    yearly = published().lpr(rate.tenor, day) * rate.multiple if rate.kind == "lpr" else rate.value
    return Fraction(yearly) / 365


@dataclass
class Reckoner:
    heaps: list[Heap]
    over: Fraction = field(default=Fraction(0))

    def pay(self, amount: int) -> None:
        left = Fraction(amount)
        for bucket in ("interest", "principal", "surcharge"):
            for heap in sorted(self.heaps, key=lambda each: each.last_day):
                part = min(left, getattr(heap, bucket))
                setattr(heap, bucket, getattr(heap, bucket) - part)
                left -= part
        self.over += left

    def owed(self) -> Fraction:
        return sum((h.principal + h.interest + h.surcharge for h in self.heaps), Fraction(0))


def reckon(claim: Claim) -> Reckoner:
    heaps = [Heap(each, Fraction(each.amount)) for each in claim.obligations]
    reckoner = Reckoner(heaps)
    starts = [h.last_day for h in heaps] + [r.start for o in claim.obligations for r in o.interest]
    day = min(starts + [p.on for p in claim.payments])
    while day <= claim.as_of:
        for payment in claim.payments:
            if payment.on == day:
                reckoner.pay(payment.amount)
        for heap in heaps:
            heap.pass_day(day)
        day += DAY
    return reckoner


days = st.dates(date(2020, 1, 1), date(2023, 12, 31))
rates = st.one_of(
    st.builds(Rate, kind=st.just("annual"), value=st.sampled_from([Decimal("0.06"), Decimal("0.154")])),
    st.builds(Rate, kind=st.just("daily"), value=st.just(Decimal("0.0003"))),
    st.builds(
        Rate,
        kind=st.just("lpr"),
        tenor=st.sampled_from(["1y", "5y"]),
        multiple=st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(4)]),
    ),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    obligations = []
    for number in range(draw(st.integers(1, 2))):
        rule = InterestRule(start=draw(days), until="payment", rate=draw(rates))
        obligations.append(
            Obligation(
                id=str(number + 1),
                subject="借款本金",
                amount=draw(st.integers(100_00, 2_000_000_00)),
                falls_due=DueOn(draw(days)),
                interest=(rule,) if draw(st.booleans()) else (),
                surcharge=draw(st.booleans()),
            )
        )
    first = max(o.falls_due.day for o in obligations) + DAY
    payments = [
        Payment(on=first + timedelta(days=draw(st.integers(0, 500))), amount=draw(st.integers(1, 500_000_00)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Claim(
        as_of=date(2025, 6, 30),
        obligations=tuple(obligations),
        payments=tuple(sorted(payments, key=lambda each: each.on)),
    )


@settings(max_examples=60, deadline=None)
@given(claims())
def test_the_statement_agrees_with_counting_every_single_day(claim: Claim) -> None:
    reckoned = reckon(claim)
    said = statement(claim)
    allowed = len(said.lines) + len(claim.payments)
    assert abs(said.total - reckoned.owed()) <= allowed
    assert abs(said.overpaid - reckoned.over) <= allowed
