"""What a base bears over a span of days: cut where the rate changes, and nowhere else.

A line has one base, one rate and one article. Amounts are exact fractions of a fen until a line is
closed; then each line is rounded half-up (四舍五入), or none is where the options say once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from duixian.law.calendar import DAY, days_between
from duixian.law.citations import Duty, instrument, short
from duixian.law.errors import InputError
from duixian.law.rates import LPR_STARTS, RateTables, Series, tier_for
from duixian.law.title import ExcludedPeriod, InterestRule, Options, Rate

SURCHARGE = Fraction(175, 1_000_000)
"""加倍部分, a day, of every yuan: fixed, whatever the loan rates do. Source: 法释〔2014〕8号 第一条."""
NEW_RULE = date(2014, 8, 1)
"""Source: 法释〔2014〕8号 第七条."""
OLD_RULE = date(2009, 5, 18)
"""Source: 法释〔2009〕6号."""
OLD_YEAR_DAYS = 360


@dataclass(frozen=True)
class Piece:
    """A run of days with one daily rate: `start` to the day before `end`."""

    start: date
    end: date
    daily: Fraction
    words: str
    cite: str

    @property
    def days(self) -> int:
        return days_between(self.start, self.end)


Pieces = Callable[[date, date], Iterator[Piece]]


def surcharge_pieces(
    begins: Callable[[], date],
    end_of_all: date,
    excluded: tuple[ExcludedPeriod, ...],
    tables: RateTables,
    as_of: date,
) -> Pieces:
    """The surcharge of one part; excluded days bear none.

    `begins` tells when the delay begins: an earlier default may bring it forward.
    """
    new = f"{instrument('surcharge')}、{short(Duty.DELAY_INTEREST, as_of)}"

    def pieces(first: date, end: date) -> Iterator[Piece]:
        for span_start, span_end in without(first, end, excluded):
            if span_start < NEW_RULE:
                tier = tier_for(begins(), min(end_of_all, NEW_RULE))
                yield from _old_pieces(span_start, min(span_end, NEW_RULE), tier, tables)
            if span_end > NEW_RULE:
                yield Piece(max(span_start, NEW_RULE), span_end, SURCHARGE, "0.000175/day", new)

    return pieces


def _old_pieces(start: date, end: date, tier: str, tables: RateTables) -> Iterator[Piece]:
    cuts = {*tables.changes("pboc", tier, start, end), *([OLD_RULE] if start < OLD_RULE < end else [])}
    for first, last in pairwise((start, *sorted(cuts), end)):
        yearly = tables.pboc(tier, first) * 2
        cite = instrument("old_surcharge" if first >= OLD_RULE else "oldest_surcharge")
        yield Piece(first, last, Fraction(yearly) / OLD_YEAR_DAYS, f"{_plain(yearly)}/year(360)", cite)


def interest_pieces(rule: InterestRule, whole_end: date, tables: RateTables, options: Options) -> Pieces:
    """The interest of one rule; `whole_end` is where its whole period ends, for 同期 tiers."""
    rate = _with_tier(rule.rate, rule.start, whole_end)
    cap = _with_tier(rate.cap, rule.start, whole_end) if rate.cap else None
    extend = options.extend_last_quote

    def pieces(first: date, end: date) -> Iterator[Piece]:
        cuts = {*_cuts(rate, first, end, tables, extend), *_cuts(cap, first, end, tables, extend)}
        for start, stop in pairwise((first, *sorted(cuts), end)):
            daily, words = _daily(rate, rule.year_days, start, tables, extend)
            if cap:
                daily, words = min((daily, words), _daily(cap, rule.year_days, start, tables, extend))
            yield Piece(start, stop, daily, words, "执行依据主文")

    return pieces


def without(start: date, end: date, excluded: tuple[ExcludedPeriod, ...]) -> Iterator[tuple[date, date]]:
    """The half-open spans of start..end that no excluded period covers."""
    at = start
    for period in sorted(excluded, key=lambda each: each.start):
        if period.end < at or period.start >= end:
            continue
        if at < period.start:
            yield at, period.start
        at = max(at, period.end + DAY)
    if at < end:
        yield at, end


def before_lpr(rate: Rate, start: date) -> bool:
    """Whether a rate in LPR reaches back to days on which there was none."""
    return rate.kind == "lpr" and (rate.fixed_on or start) < LPR_STARTS


def _with_tier(rate: Rate, start: date, end: date) -> Rate:
    """The rate with its tier chosen; before LPR existed the benchmark stands in for it."""
    if rate.kind == "pboc" and rate.tenor in (None, "same_period"):
        return replace(rate, tenor=tier_for(start, end))
    if before_lpr(rate, start):
        return replace(rate, kind="pboc", tenor="5y+" if rate.tenor == "5y" else "1y")
    return replace(rate, tenor="1y") if rate.kind == "lpr" and rate.tenor is None else rate


def _series(rate: Rate) -> Series:
    return "lpr" if rate.kind == "lpr" else "pboc"


def _cuts(rate: Rate | None, start: date, end: date, tables: RateTables, extend: bool) -> tuple[date, ...]:
    if rate is None or rate.fixed_on or rate.tenor is None:
        return ()
    return tables.changes(_series(rate), rate.tenor, start, end, extend=extend)


def _daily(rate: Rate, year_days: int, day: date, tables: RateTables, extend: bool) -> tuple[Fraction, str]:
    value = rate.value
    if rate.tenor is not None:
        value = tables.rate(_series(rate), rate.tenor, rate.fixed_on or day, extend=extend)
    if value is None:
        raise InputError("利率", "没有利率数值", '请填写 value，如 "0.24"')
    return _by_day(value * rate.multiple, rate.kind, year_days)


@lru_cache(maxsize=4096)
def _by_day(full: Decimal, kind: str, year_days: int) -> tuple[Fraction, str]:
    """The exact daily rate and its words; a month counts as thirty days."""
    if kind == "daily":
        return Fraction(full), f"{_plain(full)}/day"
    if kind == "monthly":
        return Fraction(full) / 30, f"{_plain(full)}/month"
    basis = "" if year_days == 365 else f"({year_days})"
    return Fraction(full) / year_days, f"{_plain(full)}/year{basis}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
