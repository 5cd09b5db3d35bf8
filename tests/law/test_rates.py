"""Published rates: which quote holds on which day, what is not known, how a quote is added."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.errors import InputError, UnknownRate
from duixian.law.rates import (
    TENORS,
    Quote,
    add_quote,
    next_quote_day,
    published,
    read_series,
    tables_sha256,
    tier_for,
)

TABLES = published()
OCTOBER = Quote(date(2026, 10, 20), {"1y": Decimal("3.00"), "5y": Decimal("3.50")}, "公告")
SEPTEMBER_5Y = Quote(date(2026, 9, 21), {"1y": None, "5y": Decimal("3.50")}, "公告")


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2019, 8, 20), "4.25"),
        (date(2019, 9, 19), "4.25"),
        (date(2019, 9, 20), "4.20"),
        (date(2020, 8, 20), "3.85"),
        # Another program invents 3.00 for this month.
        (date(2023, 1, 20), "3.65"),
        (date(2024, 10, 20), "3.35"),
        (date(2024, 10, 21), "3.10"),
        (date(2025, 5, 19), "3.10"),
        (date(2025, 5, 20), "3.00"),
        (date(2026, 10, 19), "3.00"),
    ],
)
def test_a_quote_holds_from_its_own_day_to_the_day_before_the_next(day: date, percent: str) -> None:
    assert TABLES.lpr("1y", day) == Decimal(percent) / 100


def test_four_times_lpr_of_august_2020_is_15_4_percent() -> None:
    assert 4 * TABLES.lpr("1y", date(2020, 8, 20)) == Decimal("0.154")


def test_there_is_no_lpr_before_the_20th_of_august_2019() -> None:
    with pytest.raises(UnknownRate, match="2019-08-20"):
        TABLES.lpr("1y", date(2019, 8, 19))


def test_the_benchmark_passes_to_lpr_on_the_20th_of_august_2019_and_not_a_year_later() -> None:
    assert TABLES.pboc("1y", date(2019, 8, 19)) == Decimal("0.0435")
    assert TABLES.pboc("1y", date(2019, 8, 20)) == Decimal("0.0425")
    assert TABLES.pboc("3-5y", date(2019, 8, 20)) == Decimal("0.0425")
    assert TABLES.pboc("5y+", date(2019, 8, 19)) == Decimal("0.0490")
    assert TABLES.pboc("5y+", date(2019, 8, 20)) == Decimal("0.0485")


@pytest.mark.parametrize("postponed", [date(2021, 9, 22), date(2024, 10, 21), date(2026, 2, 24)])
def test_a_quote_whose_20th_is_a_holiday_stands_on_its_postponed_day(postponed: date) -> None:
    days = {quote.day for quote in TABLES.lpr_quotes}
    assert postponed in days
    assert postponed.replace(day=20) not in days


def test_every_quote_stands_on_the_day_that_the_one_before_it_foretells() -> None:
    assert len(TABLES.lpr_quotes) == 86
    assert all(next_quote_day(before.day) == after.day for before, after in pairwise(TABLES.lpr_quotes))


def test_a_make_up_working_day_at_a_weekend_carries_no_quote() -> None:
    # Saturday 2021-02-20 and Sunday 2026-09-20 were worked for a holiday; the market was closed.
    assert next_quote_day(date(2021, 1, 20)) == date(2021, 2, 22)
    assert next_quote_day(date(2026, 8, 20)) == date(2026, 9, 21)


def test_nothing_is_known_from_the_next_scheduled_quote_on() -> None:
    assert TABLES.last_known("lpr", "1y") == date(2026, 10, 19)
    with pytest.raises(UnknownRate, match=r"2026-09-21.*rates add.*extend_last_quote"):
        TABLES.lpr("1y", date(2026, 10, 20))
    assert TABLES.lpr("1y", date(2026, 10, 20), extend=True) == Decimal("0.0300")


def test_the_five_year_quote_of_september_2026_is_missing_and_not_guessed() -> None:
    assert TABLES.last_quote("lpr", "5y").day == date(2026, 8, 20)
    assert TABLES.last_known("lpr", "5y") == date(2026, 9, 20)
    assert TABLES.lpr("5y", date(2026, 9, 20)) == Decimal("0.0350")
    with pytest.raises(UnknownRate, match="2026-08-20"):
        TABLES.lpr("5y", date(2026, 9, 21))
    with pytest.raises(UnknownRate, match="2026-08-20"):
        TABLES.pboc("5y+", date(2026, 9, 21))
    assert TABLES.lpr("5y", date(2027, 1, 1), extend=True) == Decimal("0.0350")


def test_the_one_year_quote_changed_twelve_times_and_repeats_cut_nothing() -> None:
    changes = TABLES.changes("lpr", "1y", date(2019, 8, 20), date(2026, 10, 20))
    assert [f"{day:%y-%m-%d}" for day in changes] == [
        "19-09-20", "19-11-20", "20-02-20", "20-04-20", "21-12-20", "22-01-20",
        "22-08-22", "23-06-20", "23-08-21", "24-07-22", "24-10-21", "25-05-20",
    ]  # fmt: skip


def test_spans_cut_a_period_where_the_rate_changes() -> None:
    spans = TABLES.spans("pboc", "1-3y", date(2015, 10, 1), date(2019, 9, 1))
    assert [(span.start, span.end, span.rate) for span in spans] == [
        (date(2015, 10, 1), date(2015, 10, 24), Decimal("0.0500")),
        (date(2015, 10, 24), date(2019, 8, 20), Decimal("0.0475")),
        (date(2019, 8, 20), date(2019, 9, 1), Decimal("0.0425")),
    ]


def test_spans_refuse_a_period_that_ends_beyond_what_is_known() -> None:
    known = TABLES.spans("lpr", "1y", date(2026, 9, 1), date(2026, 10, 20))
    assert [span.end for span in known] == [date(2026, 10, 20)]
    with pytest.raises(UnknownRate, match="2026-09-21"):
        TABLES.spans("lpr", "1y", date(2026, 9, 1), date(2026, 10, 21))
    (whole,) = TABLES.spans("lpr", "1y", date(2026, 9, 1), date(2027, 10, 21), extend=True)
    assert whole.end == date(2027, 10, 21)


def test_spans_refuse_a_gap_in_the_middle_of_a_tenor() -> None:
    gap = add_quote(TABLES, OCTOBER)
    assert gap.lpr("5y", date(2026, 10, 20)) == Decimal("0.0350")
    with pytest.raises(UnknownRate):
        gap.spans("lpr", "5y", date(2026, 8, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("end", "tier"),
    [
        (date(2010, 7, 1), "6m"),
        (date(2010, 7, 2), "1y"),
        (date(2011, 1, 1), "1y"),
        (date(2011, 1, 2), "1-3y"),
        (date(2013, 1, 1), "1-3y"),
        (date(2013, 1, 2), "3-5y"),
        (date(2015, 1, 1), "3-5y"),
        (date(2015, 1, 2), "5y+"),
    ],
)
def test_the_tier_goes_by_the_length_of_the_whole_period(end: date, tier: str) -> None:
    assert tier_for(date(2010, 1, 1), end) == tier


def test_an_unknown_tenor_is_refused() -> None:
    with pytest.raises(InputError, match="2y"):
        TABLES.lpr("2y", date(2024, 1, 1))


def test_a_new_quote_extends_what_is_known_and_changes_no_past_figure() -> None:
    extended = add_quote(TABLES, OCTOBER)
    assert extended.last_known("lpr", "1y") == date(2026, 11, 19)
    assert extended.lpr_quotes[:-1] == TABLES.lpr_quotes
    assert tables_sha256(extended) != tables_sha256(TABLES)


def test_a_missing_tenor_is_filled_in_on_its_own_day() -> None:
    filled = add_quote(TABLES, SEPTEMBER_5Y)
    assert filled.lpr("5y", date(2026, 10, 19)) == Decimal("0.0350")
    assert filled.lpr_quotes[-1].tenors["1y"] == Decimal("3.00")


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        (replace(OCTOBER, day=date(2026, 8, 20), tenors={"1y": Decimal("2.00")}), "已收录为3.00%"),
        (replace(OCTOBER, day=date(2026, 9, 20)), "不晚于"),
        (replace(OCTOBER, day=date(2026, 9, 21), tenors={"1y": Decimal("3.00")}), "该日报价已收录"),
        (replace(OCTOBER, day=date(2026, 11, 20)), "请先补录2026-10-20"),
        (replace(OCTOBER, day=date(2026, 10, 19)), "不是报价日"),
        (replace(OCTOBER, day=date(2026, 10, 24)), "不是报价日"),
        (replace(OCTOBER, tenors={"1y": Decimal("300")}), "不可信"),
        (replace(OCTOBER, tenors={"1y": Decimal("0.0003")}), "不可信"),
        (replace(OCTOBER, tenors={"1y": Decimal("NaN")}), "不可信"),
        (replace(OCTOBER, tenors={"1y": None, "5y": None}), "没有报价"),
        (replace(OCTOBER, source=" "), "来源"),
    ],
)
def test_a_quote_that_would_change_the_past_or_cannot_be_right_is_refused(quote: Quote, why: str) -> None:
    with pytest.raises(InputError, match=why):
        add_quote(TABLES, quote)


def test_quotes_that_a_later_version_brings_too_are_passed_over() -> None:
    newer = TABLES.with_quotes([OCTOBER, SEPTEMBER_5Y])
    assert newer.with_quotes([SEPTEMBER_5Y, OCTOBER]) == newer
    with pytest.raises(InputError, match=r"已收录为3\.50%"):
        newer.with_quotes([replace(OCTOBER, tenors={"5y": Decimal("3.40")})])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("date,1y\n", "第1行"),
        ("day,1y,5y,source\n", "没有报价"),
        ("day,1y,5y,source\n2019-08-20,4.25,4.85,a\n2019-08-20,4.25,4.85,a\n", "第3行"),
        ("day,1y,5y,source\n2019-09-20,4.25,4.85,a\n2019-08-20,4.25,4.85,a\n", "第3行"),
        ("day,1y,5y,source\n2019-08-20,425,4.85,a\n", "第2行"),
        ("day,1y,5y,source\n2019-08-20,four,4.85,a\n", "第2行"),
        ("day,1y,5y,source\n2019-13-20,4.25,4.85,a\n", "第2行"),
    ],
)
def test_a_damaged_table_is_refused_by_line(text: str, where: str) -> None:
    with pytest.raises(InputError, match=where):
        read_series("lpr", text)


def test_the_fingerprint_depends_on_the_figures_alone() -> None:
    renamed = replace(TABLES, lpr_quotes=tuple(replace(each, source="x") for each in TABLES.lpr_quotes))
    assert tables_sha256(renamed) == tables_sha256(TABLES)


SERIES_AND_TENOR = st.sampled_from([(series, tenor) for series in TENORS for tenor in TENORS[series]])
START = st.dates(date(1995, 1, 1), date(2026, 9, 19))


@given(SERIES_AND_TENOR, START, st.integers(1, 4000), st.integers(0, 3999))
def test_spans_cover_every_day_once_at_the_rate_of_that_day(
    which: tuple[str, str], start: date, length: int, at: int
) -> None:
    series, tenor = which
    if series == "lpr":
        start = max(start, date(2019, 8, 20))
    end = min(start + timedelta(days=length), date(2026, 9, 21))
    spans = TABLES.spans(series, tenor, start, end)
    assert (spans[0].start, spans[-1].end) == (start, end)
    assert all(one.end == next_one.start for one, next_one in pairwise(spans))
    assert all(one.rate != next_one.rate for one, next_one in pairwise(spans))
    day = start + timedelta(days=at % (end - start).days)
    (holding,) = (span for span in spans if span.start <= day < span.end)
    assert holding.rate == TABLES.rate(series, tenor, day)
