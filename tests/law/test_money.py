"""Amounts in and out: the contract's strict form, the clerks' many forms, capitals, half-up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.errors import InputError
from duixian.law.money import (
    LIMIT_FEN,
    capital,
    contract_yuan,
    display,
    parse_yuan,
    read_amount,
    round_half_up,
    wan,
)

FEN = st.integers(min_value=0, max_value=LIMIT_FEN - 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("11.15万元", 11_150_000),
        ("￥88,000", 8_800_000),
        ("¥ 88,000.50", 8_800_050),
        ("６，０００元", 600_000),
        ("1，234，567.89元", 123_456_789),
        ("6062.15万元", 6_062_150_000),
        ("1.2亿", 12_000_000_000),
        ("26149.0", 2_614_900),
        ("1.23456万元", 1_234_560),
        ("人民币5千元整", 500_000),
        ("1亿2000万元", 12_000_000_000),
        ("0", 0),
    ],
)
def test_a_ledgers_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    assert read_amount(text) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹拾贰万叁仟元整", 12_300_000),
        ("人民币（大写）：壹拾万圆正", 10_000_000),
        ("一万六千二百七十五元八角六分", 1_627_586),
        ("壹亿零伍佰元零伍分", 10_000_050_005),
        ("二百零五万元", 205_000_000),
        ("十二万元", 12_000_000),
        ("两万元", 2_000_000),
        ("伍角叁分", 53),
    ],
)
def test_chinese_numerals_are_read_to_the_fen(text: str, fen: int) -> None:
    assert read_amount(text) == fen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "为空"),
        ("　", "为空"),
        ("-", "为空"),
        ("——", "为空"),
        ("-5", "为负"),
        ("￥-5.00", "为负"),
        ("1e18", "科学计数法"),
        ("1000000000000000000", "十万亿"),
        ("10000000000000", "十万亿"),
        ("904167.965", "精确到分以下"),
        ("1.2345678万元", "精确到分以下"),
        ("一万五", "有歧义"),
        ("1万5", "有歧义"),
        ("12,34", "不是金额"),
        ("1 234", "不是金额"),
        ("5000美元", "不是金额"),
        ("100余元", "不是金额"),
        ("5000元，利息200元", "不是金额"),
        ("万", "不是金额"),
        ("元", "不是金额"),
        ("105分", "不是金额"),
        ("=1+1", "不是金额"),
        ("9" * 5000, "不是金额"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_amount(text)


def test_the_noise_of_a_spreadsheet_is_dropped_but_half_a_fen_is_not() -> None:
    # 0.1 + 0.2 and 1,234.56 as binary fractions print them.
    assert read_amount("0.30000000000000004") == 30
    assert read_amount("1234.5599999999999") == 123_456
    with pytest.raises(ValueError, match="精确到分以下"):
        read_amount("0.305")


def test_the_largest_amount_stands_one_fen_below_ten_trillion_yuan() -> None:
    assert read_amount("9999999999999.99") == parse_yuan("9999999999999.99", "amount") == LIMIT_FEN - 1


@pytest.mark.parametrize(
    "text", ["3072000.", "3072000.001", "3,072,000.00", "３.00", " 3.00", "1e3", "10000000000000.00", ""]
)
def test_the_contract_accepts_plain_yuan_only(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yuan(text, "obligations[0].amount")
    assert caught.value.where == "obligations[0].amount"


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        # A banker would round 0.5 to 0 and 2.5 to 2.
        ("0.5", 1),
        ("1.5", 2),
        ("2.5", 3),
        ("-2.5", -3),
        ("2.4999999", 2),
    ],
)
def test_a_half_is_rounded_up_and_never_to_the_even_neighbour(value: str, whole: int) -> None:
    assert round_half_up(Decimal(value)) == whole
    assert round_half_up(Fraction(value)) == whole


def test_ninety_three_days_on_7976_yuan_round_to_129_81() -> None:
    # 797,600 fen x 0.000175 x 93 = 12,980.94 fen.
    assert round_half_up(797_600 * Decimal("0.000175") * 93) == 12_981


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (307_200_000, "叁佰零柒万贰仟元整"),
        (1_000_000, "壹万元整"),
        (10_000_500_000, "壹亿零伍仟元整"),
        (10_005, "壹佰元零伍分"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (5, "伍分"),
        (0, "零元整"),
    ],
)
def test_capitals_follow_the_settlement_rules(fen: int, text: str) -> None:
    assert capital(fen) == text


def test_a_negative_amount_has_no_capitals() -> None:
    with pytest.raises(ValueError, match="大写"):
        capital(-1)


def test_amounts_are_shown_in_three_ways() -> None:
    assert contract_yuan(307_200_000) == "3072000.00"
    assert display(307_200_000) == "3,072,000.00"
    assert wan(307_200_000) == "307.20"
    assert contract_yuan(-5) == "-0.05"


@given(FEN)
def test_every_way_of_writing_reads_back_to_the_same_fen(fen: int) -> None:
    assert parse_yuan(contract_yuan(fen), "x") == fen
    assert read_amount(display(fen)) == read_amount(capital(fen)) == fen


@given(st.fractions())
def test_rounding_moves_a_value_by_half_at_most_and_is_symmetric(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -round_half_up(value)


@given(st.text())
def test_any_text_is_an_amount_or_a_sentence(text: str) -> None:
    try:
        assert 0 <= read_amount(text) < LIMIT_FEN
    except ValueError as error:
        assert "金额" in str(error)
