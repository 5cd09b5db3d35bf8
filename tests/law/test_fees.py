"""Court fees: the steps of the regulation, whole yuan, halving after rounding."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.errors import InputError
from duixian.law.fees import acceptance_fee, enforcement_fee, fee, preservation_fee


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        (0, 50),
        (10_000, 50),
        (10_001, 50),  # 50 + 0.015 = 50.015
        (70_000, 950),  # 50 + 60,000 x 1.5%; not 700
        (162_275, 2_334),  # 162,275 x 1.5% - 100 = 2,334.125
        (500_000, 7_400),
        (1_871_360, 21_114),  # 1,871,360 x 1% + 2,400 = 21,113.60
        (5_000_000, 52_400),
        (10_000_000, 77_400),
        (50_000_000, 117_400),  # 50,000,000 x 0.1% + 67,400
    ],
)
def test_the_enforcement_fee_at_and_between_its_break_points(yuan: int, expected: int) -> None:
    assert enforcement_fee(yuan * 100).fee == expected * 100


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        (10_000, 50),
        (100_000, 2_300),
        (200_000, 4_300),
        (500_000, 8_800),
        (1_000_000, 13_800),
        (2_000_000, 22_800),
        (5_000_000, 46_800),
        (10_000_000, 81_800),
        (20_000_000, 141_800),
        (30_000_000, 191_800),
    ],
)
def test_the_acceptance_fee_at_its_break_points(yuan: int, expected: int) -> None:
    # Each point adds its step to the one above: 50 + 90,000 x 2.5% = 2,300; + 100,000 x 2% = 4,300; ...
    assert acceptance_fee(yuan * 100).fee == expected * 100


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        (1_000, 30),
        (100_000, 1_020),  # 30 + 99,000 x 1%
        (200_000, 1_520),
        (896_000, 5_000),  # 1,020 + 796,000 x 0.5%
        (896_001, 5_000),
        (90_000_000, 5_000),
    ],
)
def test_the_preservation_fee_stops_at_five_thousand_yuan(yuan: int, expected: int) -> None:
    assert preservation_fee(yuan * 100).fee == expected * 100


def test_each_step_shows_its_part_of_the_amount() -> None:
    statement = enforcement_fee(16_227_500)
    assert [(step.start, step.end, step.rate, step.fee) for step in statement.steps] == [
        (0, 1_000_000, "每件50元", 5_000),
        # 152,275 x 1.5% = 2,284.125
        (1_000_000, 16_227_500, "1.5%", 228_413),
    ]
    assert "第十四条第一项" in statement.cite


def test_a_fee_may_be_kept_to_the_fen() -> None:
    assert enforcement_fee(16_227_500, unit="fen").fee == 233_413
    assert enforcement_fee(187_136_000, unit="fen").fee == 2_111_360


def test_the_fee_is_rounded_to_yuan_before_it_is_halved() -> None:
    # 1,422,787 yuan: 13,800 + 422,787 x 0.9% = 17,605.083 → 17,605 → 8,802.50.
    statement = acceptance_fee(142_278_700, halved=True)
    assert statement.fee == 880_250
    assert statement.warnings == ()


def test_halving_another_fee_than_acceptance_asks_for_its_decision() -> None:
    statement = enforcement_fee(16_227_500, halved=True)
    assert statement.fee == 116_700
    assert "减交" in statement.warnings[0]


def test_what_cannot_be_charged_is_refused() -> None:
    with pytest.raises(InputError, match="为负"):
        enforcement_fee(-1)
    with pytest.raises(InputError, match="2007-04-01"):
        acceptance_fee(100, on=date(2007, 3, 31))


@given(
    st.sampled_from(["enforcement", "acceptance", "preservation"]),
    st.integers(0, 10**13),
    st.integers(0, 10**9),
)
def test_a_larger_amount_never_costs_less_and_steps_make_up_the_fee(
    kind: str, amount: int, more: int
) -> None:
    statement = fee(kind, amount, unit="fen")
    assert statement.fee <= fee(kind, amount + more, unit="fen").fee
    # Each shown step is rounded on its own: at most half a fen each, and the flat one is exact.
    assert abs(sum(step.fee for step in statement.steps) - statement.fee) <= len(statement.steps) / 2
    assert sum(step.end - step.start for step in statement.steps) == amount
