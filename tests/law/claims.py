"""Random claims for the properties: small enough to reckon fast, odd enough to find faults."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from duixian.law.title import (
    Accrued,
    Claim,
    DaysAfterEffective,
    DueOn,
    ExcludedPeriod,
    Fee,
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

AS_OF = date(2025, 6, 30)
sums = st.integers(1, 5_000_000_00)
days = st.dates(date(2012, 1, 1), date(2025, 6, 30))
buckets = st.sampled_from(["fees", "interest", "principal", "surcharge"])
caps = st.one_of(
    st.none(), st.builds(Rate, kind=st.just("lpr"), tenor=st.just("1y"), multiple=st.just(Decimal(4)))
)
rates = st.one_of(
    st.builds(
        Rate, kind=st.just("annual"), value=st.sampled_from([Decimal("0.06"), Decimal("0.24")]), cap=caps
    ),
    st.builds(Rate, kind=st.just("monthly"), value=st.just(Decimal("0.02"))),
    st.builds(Rate, kind=st.just("daily"), value=st.just(Decimal("0.0005"))),
    st.builds(
        Rate, kind=st.just("lpr"), tenor=st.sampled_from(["1y", "5y"]), multiple=st.just(Decimal("1.5"))
    ),
    st.builds(Rate, kind=st.just("pboc"), tenor=st.sampled_from(["same_period", "1y", "5y+"])),
)
rules = st.builds(
    InterestRule,
    start=days,
    until=st.one_of(st.sampled_from(["payment", "performance", "effective"]), days),
    rate=rates,
    base=st.one_of(st.none(), sums),
    year_days=st.sampled_from([360, 365]),
    accrued=st.one_of(st.none(), st.builds(Accrued, sums, days)),
).filter(lambda rule: isinstance(rule.until, str) or rule.until >= rule.start)
parts = st.lists(st.builds(Instalment, on=days, amount=sums), min_size=1, max_size=4)


@st.composite
def obligations(draw: st.DrawFn, number: int) -> Obligation:
    kind = draw(st.sampled_from(["lump", "after", "instalments", "periodic"]))
    interest = tuple(draw(st.lists(rules, max_size=2)))
    extra = {"interest": interest, "surcharge": draw(st.booleans())}
    name, amount = str(number), draw(sums)
    if kind == "instalments":
        due = Instalments(tuple(draw(parts)), draw(st.booleans()))
        return Obligation(name, "货款", due, sum(part.amount for part in due.parts), **extra)
    if kind == "periodic":
        start = draw(days).replace(day=1)
        due_day = draw(st.one_of(st.just("last"), st.integers(1, 31)))
        every = draw(st.sampled_from(["month", "quarter", "half_year", "year"]))
        periodic = Periodic(draw(st.integers(1, 5000_00)), every, due_day, start, until_event="独立生活")
        return Obligation(name, "抚养费", periodic, None, **extra)
    falls = DueOn(draw(days)) if kind == "lump" else DaysAfterEffective(draw(st.integers(0, 30)))
    return Obligation(name, "货款", falls, amount, **extra)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    count = draw(st.integers(1, 2))
    start = draw(days)
    return Claim(
        as_of=AS_OF,
        title=Title(effective_on=draw(days)),
        obligations=tuple(draw(obligations(number)) for number in range(1, count + 1)),
        fees=tuple(draw(st.lists(st.builds(Fee, st.just("案件受理费"), sums), max_size=1))),
        payments=tuple(
            draw(st.lists(st.builds(Payment, days, sums, st.one_of(st.none(), buckets)), max_size=3))
        ),
        waivers=tuple(draw(st.lists(st.builds(Waiver, days, buckets, sums), max_size=2))),
        excluded=tuple(
            draw(
                st.lists(
                    st.just(ExcludedPeriod(start, min(AS_OF, start + timedelta(days=40)), "再审")), max_size=1
                )
            )
        ),
        options=Options(
            count_as_of=draw(st.booleans()),
            surcharge_start=draw(st.sampled_from(["next_day", "expiry_day"])),
            rounding=draw(st.sampled_from(["per_segment", "once"])),
            court_fee_in_base=draw(st.booleans()),
            accrued_interest_in_base=draw(st.booleans()),
        ),
    )
