"""What a base bears over a span of days: cut where the rate changes, and nowhere else.

A line has one base, one rate and one article. Amounts are exact fractions of a fen until a line is
closed; then each line is rounded half-up (四舍五入), or none is where the options say once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from duixian.law.calendar import DAY
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
TITLE_ITSELF = "执行依据主文"


class Piece(NamedTuple):
    """A run of days with one daily rate: `start` to the day before `end`."""

    start: date
    end: date
    daily: Fraction
    words: str
    cite: str


Pieces = Callable[[date, date, date, date], Iterator[Piece]]
"""The pieces from a day to the day before another, within a whole period of such two days."""


def surcharge_pieces(excluded: tuple[ExcludedPeriod, ...], tables: RateTables, as_of: date) -> Pieces:
    """The surcharge of one part; excluded days bear none."""
    excluded = tuple(sorted(excluded, key=lambda period: period.start))

    def pieces(first: date, end: date, begun: date, ended: date) -> Iterator[Piece]:
        for start, stop in without(first, end, excluded) if excluded else ((first, end),):
            if start < NEW_RULE:
                tier = tier_for(begun, min(ended, NEW_RULE))
                yield from _old_pieces(start, min(stop, NEW_RULE), tier, tables)
            if stop > NEW_RULE:
                yield Piece(max(start, NEW_RULE), stop, SURCHARGE, "0.000175/day", _surcharge_cite(as_of))

    return pieces


@lru_cache(maxsize=64)
def _surcharge_cite(as_of: date) -> str:
    return f"{instrument('surcharge')}、{short(Duty.DELAY_INTEREST, as_of)}"


def _old_pieces(start: date, end: date, tier: str, tables: RateTables) -> Iterator[Piece]:
    cuts = {*tables.changes("pboc", tier, start, end), *([OLD_RULE] if start < OLD_RULE < end else [])}
    for first, last in pairwise((start, *sorted(cuts), end)):
        yearly = tables.pboc(tier, first) * 2
        cite = instrument("old_surcharge" if first >= OLD_RULE else "oldest_surcharge")
        yield Piece(first, last, Fraction(yearly) / OLD_YEAR_DAYS, f"{_plain(yearly)}/year(360)", cite)


def interest_pieces(rule: InterestRule, tables: RateTables, options: Options) -> Pieces:
    """The interest of one rule, at its own rate or at its cap where that is lower."""
    extend = options.extend_last_quote

    def pieces(first: date, end: date, _: date, ended: date) -> Iterator[Piece]:
        rate = _with_tier(rule.rate, rule.start, ended)
        cap = _with_tier(rule.rate.cap, rule.start, ended) if rule.rate.cap else None
        cuts = {*_cuts(rate, first, end, tables, extend), *_cuts(cap, first, end, tables, extend)}
        for start, stop in pairwise((first, *sorted(cuts), end)):
            daily, words = _daily(rate, rule.year_days, start, tables, extend)
            if cap:
                daily, words = min((daily, words), _daily(cap, rule.year_days, start, tables, extend))
            yield Piece(start, stop, daily, words, TITLE_ITSELF)

    return pieces


def by_length(rate: Rate) -> bool:
    """Whether the tier of the rate, or of its cap, goes by the length of the whole period (同期)."""
    own = rate.kind == "pboc" and rate.tenor in (None, "same_period")
    return own or (rate.cap is not None and by_length(rate.cap))


def without(start: date, end: date, excluded: tuple[ExcludedPeriod, ...]) -> Iterator[tuple[date, date]]:
    """The half-open spans of start..end that no excluded period, in order of start, covers."""
    at = start
    for period in excluded:
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
