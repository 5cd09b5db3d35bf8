"""Published loan rates: LPR (贷款市场报价利率) and the PBoC benchmark (贷款基准利率) before it.

A quote holds from its own day to the day before the next. The last quote of a series holds to the
day before the next one is scheduled; a later day is refused rather than guessed. Rates are Decimal
fractions of one a year, so 3.00% is Decimal("0.0300"); quotes are kept in percent, as published.
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from duixian.law.calendar import DAY, add_months, add_years, is_working_day
from duixian.law.errors import InputError, UnknownRate

Series = Literal["lpr", "pboc"]

TENORS: Mapping[Series, tuple[str, ...]] = {
    "lpr": ("1y", "5y"),
    "pboc": ("6m", "1y", "1-3y", "3-5y", "5y+"),
}
NAMES: Mapping[Series, str] = {"lpr": "LPR", "pboc": "贷款基准利率"}
LPR_STARTS = date(2019, 8, 20)
"""The day on which LPR takes the place of the benchmark. Source: 法释〔2020〕17号 第二十五条."""

_TABLES = Path(__file__).parent / "tables"
_PLAUSIBLE = (Decimal("0.01"), Decimal("30"))


@dataclass(frozen=True)
class Quote:
    """One publication: its day, percent a year by tenor (None: not known), and where it was read."""

    day: date
    tenors: Mapping[str, Decimal | None]
    source: str


class _Step(NamedTuple):
    """From `day` on this percent a year holds; None: nothing is known."""

    day: date
    percent: Decimal | None


@dataclass(frozen=True)
class Span:
    """Days of one rate, a fraction of one a year; `end` itself does not belong to it."""

    start: date
    end: date
    rate: Decimal


@dataclass(frozen=True)
class RateTables:
    """Both series in ascending order of day; a value, so that the same tables give the same debt."""

    lpr_quotes: tuple[Quote, ...]
    pboc_quotes: tuple[Quote, ...]

    def quotes(self, series: Series) -> tuple[Quote, ...]:
        """The quotes of a series, oldest first."""
        return self.lpr_quotes if series == "lpr" else self.pboc_quotes

    def lpr(self, tenor: str, day: date, *, extend: bool = False) -> Decimal:
        """LPR in force on a day; `extend` lets the last quote run on. Raises UnknownRate."""
        return self.rate("lpr", tenor, day, extend=extend)

    def pboc(self, tenor: str, day: date, *, extend: bool = False) -> Decimal:
        """The benchmark in force on a day, LPR of the matching tenor from 2019-08-20 on.

        Raises UnknownRate.
        """
        return self.rate("pboc", tenor, day, extend=extend)

    def rate(self, series: Series, tenor: str, day: date, *, extend: bool = False) -> Decimal:
        """The rate of `lpr` or `pboc` in force on a day. Raises UnknownRate."""
        steps = self._steps(series, tenor, extend)
        position = bisect_right(steps, day, key=lambda step: step.day) - 1
        if position < 0:
            raise UnknownRate(
                NAMES[series], f"{day}早于收录的第一个报价日{steps[0].day}", "请核对利息起算日或改用固定利率"
            )
        percent = steps[position].percent
        if percent is None:
            raise self._unknown(series, tenor, steps[position].day)
        return percent / 100

    def spans(
        self, series: Series, tenor: str, start: date, end: date, *, extend: bool = False
    ) -> tuple[Span, ...]:
        """The days from `start` to the day before `end`, cut where the rate changes.

        Raises UnknownRate where the rate of any of these days is not known.
        """
        if end <= start:
            return ()
        cuts = (start, *self.changes(series, tenor, start, end, extend=extend), end)
        return tuple(
            Span(first, after, self.rate(series, tenor, first, extend=extend))
            for first, after in pairwise(cuts)
        )

    def changes(
        self, series: Series, tenor: str, start: date, end: date, *, extend: bool = False
    ) -> tuple[date, ...]:
        """Days after `start` and before `end` on which the rate changes or stops being known.

        A quote that repeats the last one is no change, so it does not cut a line of interest in two.
        """
        return tuple(step.day for step in self._steps(series, tenor, extend) if start < step.day < end)

    def last_quote(self, series: Series, tenor: str) -> Quote:
        """The newest quote that has a value for the tenor (for the benchmark: of its LPR)."""
        _check_tenor(series, tenor)
        own = matching_lpr(tenor) if series == "pboc" else tenor
        return next(quote for quote in reversed(self.lpr_quotes) if quote.tenors[own] is not None)

    def last_known(self, series: Series, tenor: str) -> date:
        """The last day for which the rate is known: the day before the next scheduled quote."""
        return next_quote_day(self.last_quote(series, tenor).day) - DAY

    def with_quotes(self, quotes: Iterable[Quote]) -> RateTables:
        """These tables with further LPR quotes. Raises InputError as `add_quote` does.

        A quote that the tables already hold with the same values is passed over, so quotes added
        by hand stay valid when a new version of the program brings them too.
        """
        tables = self
        for quote in sorted(quotes, key=lambda each: each.day):
            if not tables._holds(quote):
                tables = add_quote(tables, quote)
        return tables

    def _holds(self, quote: Quote) -> bool:
        same_day = next((each for each in self.lpr_quotes if each.day == quote.day), None)
        return same_day is not None and all(
            value is None or same_day.tenors.get(tenor) == value for tenor, value in quote.tenors.items()
        )

    def _steps(self, series: Series, tenor: str, extend: bool) -> tuple[_Step, ...]:
        key = (series, tenor, extend)
        if key not in self._cache:
            _check_tenor(series, tenor)
            self._cache[key] = tuple(self._make_steps(series, tenor, extend))
        return self._cache[key]

    def _make_steps(self, series: Series, tenor: str, extend: bool) -> Iterator[_Step]:
        own = tenor
        percent: Decimal | None = None
        if series == "pboc":
            own = matching_lpr(tenor)
            for quote in self.pboc_quotes:
                if quote.tenors[tenor] != percent:
                    percent = quote.tenors[tenor]
                    yield _Step(quote.day, percent)
        for quote in self.lpr_quotes:
            value = quote.tenors[own]
            if value != percent and not (extend and value is None):
                percent = value
                yield _Step(quote.day, percent)
        if percent is not None and not extend:
            yield _Step(next_quote_day(self.lpr_quotes[-1].day), None)

    @cached_property
    def _cache(self) -> dict[tuple[Series, str, bool], tuple[_Step, ...]]:
        return {}

    def _unknown(self, series: Series, tenor: str, day: date) -> UnknownRate:
        last = self.last_quote(series, tenor)
        own = matching_lpr(tenor) if series == "pboc" else tenor
        return UnknownRate(
            f"LPR {own}",
            f"最后一个已知报价为{last.day}的{last.tenors[own]}%，{day}起的报价未收录",
            "请用 duixian rates add lpr 补录报价，或将 options.extend_last_quote 设为 true",
        )


def matching_lpr(tier: str) -> str:
    """The LPR tenor that follows a benchmark tier: five years and less → 1y, more → 5y."""
    return "5y" if tier == "5y+" else "1y"


def tier_for(start: date, end: date) -> str:
    """The benchmark tier (同期) by the length of the whole period, `end` itself not counted."""
    for tier, limit in (
        ("6m", add_months(start, 6)),
        ("1y", add_years(start, 1)),
        ("1-3y", add_years(start, 3)),
        ("3-5y", add_years(start, 5)),
    ):
        if end <= limit:
            return tier
    return "5y+"


def next_quote_day(day: date) -> date:
    """The 20th of the month after `day`, or the first day after it on which the market is open.

    Make-up working days at weekends carry no quote. In a year whose holidays are not known the
    earliest possible day is given, so that no day is counted at a rate that may have changed.
    """
    scheduled = add_months(day.replace(day=20), 1)
    while not _market_day(scheduled):
        scheduled += DAY
    return scheduled


def _market_day(day: date) -> bool:
    return day.weekday() < 5 and is_working_day(day) is not False


def add_quote(tables: RateTables, quote: Quote) -> RateTables:
    """The tables with one more LPR quote; a figure that is known already never changes.

    Accepted: the quote of the month after the last one, or a missing tenor of a day on record.
    Raises InputError.
    """
    place = f"LPR {quote.day}"
    _check_quote("lpr", quote, place)
    if all(value is None for value in quote.tenors.values()):
        raise InputError(place, "没有报价", "请至少给出一个期限的报价")
    if not quote.source.strip():
        raise InputError(place, "没有写明来源", "请写明公告名称或网址")
    for position, known in enumerate(tables.lpr_quotes):
        if known.day == quote.day:
            quotes = list(tables.lpr_quotes)
            quotes[position] = _filled(known, quote)
            return replace(tables, lpr_quotes=tuple(quotes))
    _check_next(tables.lpr_quotes[-1].day, quote)
    tenors = {tenor: quote.tenors.get(tenor) for tenor in TENORS["lpr"]}
    return replace(tables, lpr_quotes=(*tables.lpr_quotes, replace(quote, tenors=tenors)))


def _check_next(last: date, quote: Quote) -> None:
    place, due = f"LPR {quote.day}", next_quote_day(last)
    if quote.day <= last:
        raise InputError(place, f"不晚于已收录的最后报价日{last}", "已收录的报价不得改动，请核对日期")
    if (quote.day.year, quote.day.month) != (due.year, due.month):
        raise InputError(place, f"与上一报价日{last}不相连", f"请先补录{due}的报价")
    if quote.day < due or not _market_day(quote.day):
        raise InputError(place, "不是报价日", f"报价日为每月20日，遇节假日顺延，应为{due}")


def _filled(known: Quote, quote: Quote) -> Quote:
    tenors = dict(known.tenors)
    for tenor, value in quote.tenors.items():
        if value is not None and tenors[tenor] not in (None, value):
            raise InputError(
                f"LPR {known.day}",
                f"{tenor}已收录为{tenors[tenor]}%，与{value}%不符",
                "已收录的报价不得改动，请核对",
            )
        tenors[tenor] = tenors[tenor] if value is None else value
    if tenors == dict(known.tenors):
        raise InputError(f"LPR {known.day}", "该日报价已收录", "无需补录")
    return Quote(known.day, tenors, f"{known.source}；{quote.source}")


def tables_sha256(tables: RateTables) -> str:
    """Fingerprint of every day, tenor and value; sources do not count."""
    lines = [
        f"{series},{quote.day},{tenor},{'' if value is None else f'{value.normalize():f}'}"
        for series in TENORS
        for quote in tables.quotes(series)
        for tenor, value in ((each, quote.tenors[each]) for each in TENORS[series])
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def published() -> RateTables:
    """The tables that come with the program. Raises InputError where a table is damaged."""
    return RateTables(
        *(read_series(series, (_TABLES / f"{series}.csv").read_text(encoding="utf-8")) for series in TENORS)
    )


def read_series(series: Series, text: str) -> tuple[Quote, ...]:
    """The quotes of a whole table, in ascending order of day. Raises InputError by line."""
    quotes = read_quotes(series, text, f"{series}.csv")
    for number, (before, after) in enumerate(pairwise(quotes), start=3):
        if after.day <= before.day:
            raise InputError(
                f"{series}.csv 第{number}行", f"{after.day}不晚于上一行", "请按日期由早到晚排列，一日一行"
            )
    if not quotes:
        raise InputError(f"{series}.csv", "没有报价", "请恢复原表")
    return quotes


def read_quotes(series: Series, text: str, name: str) -> tuple[Quote, ...]:
    """Quotes of csv lines in any order: day, percent by tenor, source. Raises InputError by line."""
    reader = csv.DictReader(text.splitlines())
    head = ["day", *TENORS[series], "source"]
    if list(reader.fieldnames or ())[: len(head)] != head:
        raise InputError(f"{name} 第1行", "表头不符", f"应为 {','.join(head)}")
    return tuple(
        _read_quote(series, row, f"{name} 第{number}行") for number, row in enumerate(reader, start=2)
    )


def _read_quote(series: Series, row: Mapping[str, str], where: str) -> Quote:
    try:
        tenors = {tenor: Decimal(row[tenor]) if row[tenor] else None for tenor in TENORS[series]}
        quote = Quote(date.fromisoformat(row["day"]), tenors, row["source"] or "")
    except (InvalidOperation, ValueError, TypeError) as error:
        raise InputError(where, "日期或利率读不出", "请按 2026-09-21,3.00,3.50,来源 的形式改正") from error
    _check_quote(series, quote, where)
    return quote


def _check_quote(series: Series, quote: Quote, place: str) -> None:
    for tenor, value in quote.tenors.items():
        _check_tenor(series, tenor)
        if value is not None and not (value.is_finite() and _PLAUSIBLE[0] <= value <= _PLAUSIBLE[1]):
            raise InputError(place, f"{tenor}报价{value}%不可信", "请按百分数填写，如 3.00")


def _check_tenor(series: Series, tenor: str) -> None:
    if tenor not in TENORS[series]:
        raise InputError(f"{NAMES[series]}期限", f"没有“{tenor}”这一档", f"可用：{'、'.join(TENORS[series])}")
