"""One duty, the number of its article on the day of the document."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.citations import Duty, article, instrument, number, numeral, short
from duixian.law.errors import InputError


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2008, 4, 1), 229),
        (date(2012, 12, 31), 229),
        (date(2013, 1, 1), 253),
        (date(2017, 7, 1), 253),
        (date(2021, 12, 31), 253),
        (date(2022, 1, 1), 260),
        (date(2023, 12, 31), 260),
        (date(2024, 1, 1), 264),
        (date(2026, 11, 23), 264),
    ],
)
def test_interest_for_delay_bears_the_number_of_its_day(on: date, expected: int) -> None:
    assert short(Duty.DELAY_INTEREST, on) == f"民诉法第{expected}条"


KEPT = (
    (Duty.OBSTRUCTION, 114),
    (Duty.FINE_AND_DETENTION, 118),
    (Duty.FINE_AND_DETENTION_APPROVAL, 119),
)


def test_a_full_citation_names_the_law_and_the_article_in_words() -> None:
    expected = "《中华人民共和国民事诉讼法》第二百六十四条"
    assert article(Duty.DELAY_INTEREST, date(2024, 1, 1)) == expected


def test_the_rules_on_obstruction_kept_their_numbers_in_2024() -> None:
    before, after = date(2023, 12, 31), date(2024, 1, 1)
    for duty, expected in KEPT:
        assert number(duty, before).article == number(duty, after).article == expected


def test_enforcement_articles_moved_by_four_in_2024() -> None:
    moved = set(Duty) - {duty for duty, _ in KEPT}
    for duty in moved:
        before, after = number(duty, date(2023, 12, 31)), number(duty, date(2024, 1, 1))
        assert after.article - before.article == 4


def test_a_number_that_nobody_compared_with_a_full_text_says_so() -> None:
    assert not number(Duty.SETTLEMENT, date(2010, 1, 1)).verified
    assert not number(Duty.SETTLEMENT, date(2015, 1, 1)).verified
    assert number(Duty.SETTLEMENT, date(2018, 1, 1)).verified
    assert number(Duty.DELAY_INTEREST, date(2010, 1, 1)).verified


def test_a_day_before_the_table_is_refused() -> None:
    with pytest.raises(InputError, match="2008-04-01"):
        article(Duty.STAY, date(2008, 3, 31))


def test_every_duty_has_a_number_in_every_text_and_never_moves_back() -> None:
    days = [date(year, 7, 1) for year in (2008, 2013, 2017, 2022, 2024)]
    for duty in Duty:
        numbers = [number(duty, day).article for day in days]
        assert all(earlier <= later for earlier, later in pairwise(numbers))


def test_instruments_are_cited_by_key() -> None:
    assert instrument("surcharge") == "法释〔2014〕8号 第一条"


@pytest.mark.parametrize(
    ("value", "text"),
    [(8, "八"), (10, "十"), (14, "十四"), (20, "二十"), (100, "一百"), (102, "一百零二"), (110, "一百一十"),
     (264, "二百六十四"), (1260, "一千二百六十"), (1005, "一千零五")],
)  # fmt: skip
def test_article_numbers_are_written_as_the_law_prints_them(value: int, text: str) -> None:
    assert numeral(value) == text


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_no_two_articles_share_a_numeral(one: int, other: int) -> None:
    assert (numeral(one) == numeral(other)) == (one == other)
