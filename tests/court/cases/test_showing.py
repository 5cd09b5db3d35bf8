"""A statement as its page shows it: what arose is what is left, paid and waived; rates in words."""

from __future__ import annotations

from datetime import date

import pytest

from duixian.court.cases.showing import due_words, owing
from duixian.law.debt import statement
from duixian.law.title import (
    Claim,
    DaysAfterEffective,
    DueOn,
    Fee,
    Instalment,
    Instalments,
    Obligation,
    Payment,
    Periodic,
    Waiver,
)


@pytest.mark.parametrize(
    ("falls_due", "words"),
    [
        (DueOn(date(2026, 1, 10)), "2026-01-10 前付清"),
        (DaysAfterEffective(10), "生效后 10 日内付清"),
        (DaysAfterEffective(0), "生效即付"),
        (
            Instalments(
                (Instalment(date(2026, 1, 1), 100), Instalment(date(2026, 2, 1), 100)), accelerates=True
            ),
            "分 2 期，一期不付全部到期",
        ),
        (
            Periodic(200_000, "month", "last", date(2019, 1, 1), until=date(2023, 12, 1)),
            "自 2019-01 起每月 2,000.00，至2023-12",
        ),
    ],
)
def test_when_it_falls_due_is_said_in_words(falls_due: object, words: str) -> None:
    assert due_words(Obligation("1", "给付", falls_due, 200)) == words  # type: ignore[arg-type]


def test_sixty_months_of_support_are_listed_with_what_was_paid_on_them() -> None:
    due = Periodic(2_000_00, "month", "last", date(2019, 1, 1), until=date(2023, 12, 1))
    claim = Claim(
        as_of=date(2026, 6, 30),
        obligations=(Obligation("1", "抚养费", due, surcharge=False),),
        payments=(Payment(date(2019, 9, 12), 8_500_00),),
    )
    shown = owing(claim, statement(claim))
    [support] = shown.schedules
    # 五年六十期：60 × 2,000 = 120,000
    assert (len(support.parts), support.total, support.paid) == (60, 120_000_00, 8_500_00)
    assert support.parts[0] == (date(2019, 1, 31), 2_000_00)
    assert support.parts[-1] == (date(2023, 12, 31), 2_000_00)
    assert [(one.to, one.amount) for one in shown.allocations] == [("本金", 8_500_00)]


def test_one_sum_needs_no_schedule() -> None:
    claim = Claim(date(2026, 6, 30), (Obligation("1", "货款", DueOn(date(2026, 1, 1)), 200),))
    assert owing(claim, statement(claim)).schedules == []


def test_what_arose_is_what_is_left_and_paid_and_waived() -> None:
    claim = Claim(
        as_of=date(2026, 6, 30),
        obligations=(Obligation("1", "赔偿金", DueOn(date(2026, 1, 10)), 10_000_00),),
        fees=(Fee("案件受理费", 50_00),),
        payments=(Payment(date(2026, 6, 20), 1_000_00),),
        waivers=(Waiver(date(2026, 6, 30), "surcharge", 100_00),),
    )
    shown = owing(claim, statement(claim))
    principal, interest, surcharge, fees = shown.parts
    # 先抵费用 50.00，余 950.00 抵本金：10,000.00 − 950.00 = 9,050.00
    assert (fees.arose, fees.paid, fees.left) == (50_00, 50_00, 0)
    assert (principal.arose, principal.paid, principal.left) == (10_000_00, 950_00, 9_050_00)
    assert (interest.arose, interest.left) == (0, 0)
    # 1 月 11 日至 6 月 19 日 160 天：10,000 × 0.000175 × 160 = 280.00
    # 6 月 20 日至 30 日 11 天：9,050 × 0.000175 × 11 = 17.42125，进为 17.42；放弃 100.00
    assert (surcharge.arose, surcharge.waived, surcharge.left) == (297_42, 100_00, 197_42)
    assert sum(part.left for part in shown.parts) == shown.total == 9_247_42


def test_every_line_stands_in_the_group_of_its_obligation() -> None:
    claim = Claim(
        as_of=date(2026, 1, 20),
        obligations=(
            Obligation("a", "医疗费", DueOn(date(2026, 1, 10)), 10_000_00),
            Obligation("b", "误工费", DueOn(date(2026, 1, 10)), 20_000_00),
        ),
    )
    shown = owing(claim, statement(claim))
    # 10 天：10,000 × 0.000175 × 10 = 17.50；20,000 × 0.000175 × 10 = 35.00
    assert [(group.words, group.total, len(group.lines)) for group in shown.groups] == [
        ("医疗费", 17_50, 1),
        ("误工费", 35_00, 1),
    ]
    line = shown.groups[0].lines[0]
    assert (line.span, line.days, line.base, line.rate) == (
        "2026-01-11 至 2026-01-20",
        "10",
        "10,000.00",
        "日万分之1.75",
    )
    assert "法释〔2014〕8号" in line.cite


def test_an_allocation_names_its_payment() -> None:
    claim = Claim(
        as_of=date(2026, 1, 20),
        obligations=(Obligation("1", "货款", DueOn(date(2026, 1, 10)), 100_00),),
        payments=(Payment(date(2026, 1, 5), 40_00),),
    )
    [allocation] = owing(claim, statement(claim)).allocations
    assert (allocation.payment, allocation.to, allocation.obligation, allocation.amount) == (
        "2026-01-05 到位 40.00",
        "本金",
        "货款",
        40_00,
    )
