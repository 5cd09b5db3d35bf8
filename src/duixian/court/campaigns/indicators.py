"""指标: dated definitions (indicators.toml) over the tally; the city is sum over sum, no mean of rates."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from duixian.court.campaigns.models import Campaign
from duixian.court.campaigns.tallies import ANY, CLOSINGS, Tallied
from duixian.writing.ratio import Ratio

_FILE = Path(__file__).with_name("indicators.toml")


@dataclass(frozen=True)
class Part:
    """A sum of the tally: which measures, and of them the cases, the fen or the days."""

    measures: tuple[str, ...]
    of: str


@dataclass(frozen=True)
class Definition:
    """One indicator from a day; `cases` names a count of single cases where the tally does not do."""

    code: str
    in_force: date
    name: str
    numerator: str
    denominator: str
    unit: str
    kinds: tuple[str, ...]
    top: Part | None = None
    bottom: Part | None = None
    cases: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    interval: str = ""

    def inside(self, ratio: Ratio) -> bool | None:
        """Whether the figure lies in its reference interval; None where there is no figure or interval."""
        if ratio.value is None or (self.low is None and self.high is None):
            return None
        low_kept = self.low is None or ratio.value >= self.low
        return low_kept and (self.high is None or ratio.value <= self.high)


@dataclass(frozen=True)
class Indicator:
    """A definition with the figure of each court and of the whole city."""

    definition: Definition
    courts: Mapping[str, Ratio]
    city: Ratio

    def show(self, ratio: Ratio) -> str:
        """The figure in the definition's unit."""
        return ratio.percent if self.definition.unit == "percent" else ratio.number


def definitions(on: date) -> tuple[Definition, ...]:
    """The definitions in force on the day, each code once."""
    chosen: dict[str, Definition] = {}
    for each in sorted(_load(), key=lambda each: each.in_force):
        if each.in_force <= on:
            chosen[each.code] = each
    return tuple(chosen.values())


def statistical_year(on: date) -> date:
    """The first day of the statistical year that the day belongs to."""
    first_month = int(_raw()["year"]["first_month"])
    return date(on.year if on.month >= first_month else on.year - 1, first_month, 1)


def indicators(
    campaign: Campaign, tally: Tallied, courts: Collection[str], with_cases: bool = True
) -> tuple[Indicator, ...]:
    """The indicators of a period by court; those that look at single cases only where asked."""
    return tuple(
        _by_cases(each, campaign, tally, courts) if each.cases else _by_tally(each, tally, courts)
        for each in definitions(tally.end)
        if with_cases or not each.cases
    )


def of_tally(definition: Definition, tally: Tallied, court: str = ANY, category: str = ANY) -> Ratio:
    """One figure of the tally; ANY is the whole."""
    return Ratio(
        _part(definition, definition.top, tally, court, category),
        _part(definition, definition.bottom, tally, court, category),
    )


def _by_tally(definition: Definition, tally: Tallied, courts: Iterable[str]) -> Indicator:
    by_court = {court: of_tally(definition, tally, court) for court in courts}
    return Indicator(definition, by_court, of_tally(definition, tally))


def _part(definition: Definition, part: Part | None, tally: Tallied, court: str, category: str) -> int:
    assert part is not None  # noqa: S101  _read refuses a definition without its parts
    found = tally.of(part.measures, court, category, definition.kinds)
    return {"n": found.n, "amount": found.amount, "days": found.days}[part.of]


def _by_cases(definition: Definition, campaign: Campaign, tally: Tallied, courts: Iterable[str]) -> Indicator:
    every = _CASE_COUNTS[definition.cases](campaign, tally, definition.kinds)
    total = sum(every.values(), Ratio(0, 0))
    return Indicator(definition, {court: every.get(court, Ratio(0, 0)) for court in courts}, total)


# Source: 最高人民法院关于人民法院执行工作若干问题的规定（试行）第六十三条, six months from filing;
# the period starts on the day after it. Extensions and excluded periods are not recorded yet.
_IN_TIME = """
SELECT c.court_id, count(*) FILTER (WHERE c.closed_on <= c.filed_on + interval '6 months'), count(*)
FROM campaigns_inclusion AS i JOIN cases_case AS c ON c.id = i.case_id
WHERE i.campaign_id = %s AND i.removed_on IS NULL AND c.closed_on BETWEEN %s AND %s AND c.kind = ANY(%s)
GROUP BY c.court_id
"""


def _in_time(campaign: Campaign, tally: Tallied, kinds: Collection[str]) -> dict[str, Ratio]:
    with connection.cursor() as cursor:
        cursor.execute(_IN_TIME, [campaign.pk, tally.start, tally.end, list(kinds)])
        return {court: Ratio(top, bottom) for court, top, bottom in cursor.fetchall()}


_PAID = """
SELECT c.court_id, sum(round(least(p.paid, c.amount_claimed)::numeric * 1000000000 / c.amount_claimed))
FROM (
    SELECT p.case_id, sum(p.amount) AS paid
    FROM campaigns_inclusion AS i JOIN cases_payment AS p ON p.case_id = i.case_id
    JOIN cases_case AS of ON of.id = i.case_id AND of.filed_on <= p."on"
    WHERE i.campaign_id = %s AND i.removed_on IS NULL AND p.reversed_on IS NULL AND p."on" BETWEEN %s AND %s
    GROUP BY p.case_id
) AS p JOIN cases_case AS c ON c.id = p.case_id
WHERE c.amount_claimed > 0 AND c.filed_on <= %s
GROUP BY c.court_id
"""
_CLAIMING = """
SELECT c.court_id, count(*)
FROM campaigns_inclusion AS i JOIN cases_case AS c ON c.id = i.case_id
WHERE i.campaign_id = %s AND i.removed_on IS NULL AND c.amount_claimed > 0 AND c.filed_on <= %s
GROUP BY c.court_id
"""
_BILLIONTH = Fraction(1, 10**9)


def _recovered_per_case(campaign: Campaign, tally: Tallied, kinds: Collection[str]) -> dict[str, Ratio]:
    with connection.cursor() as cursor:
        cursor.execute(_PAID, [campaign.pk, tally.start, tally.end, tally.end])
        shares = {court: int(share) * _BILLIONTH for court, share in cursor.fetchall()}
        cursor.execute(_CLAIMING, [campaign.pk, tally.end])
        return {court: Ratio(shares.get(court, Fraction(0)), count) for court, count in cursor.fetchall()}


_CASE_COUNTS: dict[str, Callable[[Campaign, Tallied, Collection[str]], dict[str, Ratio]]] = {
    "in_time": _in_time,
    "recovered_per_case": _recovered_per_case,
}


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _load() -> tuple[Definition, ...]:
    return tuple(_read(row) for row in _raw()["indicator"])


def _read(row: Mapping[str, Any]) -> Definition:
    given = dict(row)
    kinds = tuple(given.pop("kinds", (ANY,)))
    parts: dict[str, Any] = {key: _read_part(given.pop(key)) for key in ("top", "bottom") if key in given}
    bounds: dict[str, Any] = {key: Fraction(given.pop(key)) for key in ("low", "high") if key in given}
    if not parts.keys() >= {"top", "bottom"} and given.get("cases") not in _CASE_COUNTS:
        raise ValueError(f"indicator {given['code']} says neither what to divide nor which cases to count")
    return Definition(kinds=kinds, **given, **parts, **bounds)


def _read_part(part: Mapping[str, Any]) -> Part:
    measures = (CLOSINGS if each == "closed" else (each,) for each in part["measures"])
    return Part(tuple(measure for group in measures for measure in group), part["of"])
