"""Whether the list walks along its order, or fetches what the filters leave and sorts it.

Where the filters leave many, a walk soon meets a page of them; where they leave few, those are fetched.
The database, left to itself, cannot know which of the two it has before it. What has no exact count is
reckoned from shares, as if one filter told nothing of another; so a walk that may have reckoned wrongly
is given up when it has cost what fetching costs, and the cases are fetched after all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from duixian.court.cases.models import Status
from duixian.court.cases.orders import LONG_AGO, NEVER
from duixian.court.cases.queries.filters import Filters
from duixian.court.cases.queries.search import Sought, court_in, shares, sought
from duixian.court.cases.queries.where import (
    Where,
    all_of,
    counted,
    events,
    happened,
    holds_text,
    in_campaign,
    included,
    named_in,
    spans,
    standing_there,
)
from duixian.court.people.models import Court
from duixian.court.people.recent import recent

FEW = 1_500
"""Up to this many cases are fetched and sorted, whatever a walk costs: so their sum is known as well."""
PAGE = 51
"""The rows that a walk looks for: a page, and one that tells whether more follow."""
FETCHED, TESTED, PASSED = 8.0, 8.0, 0.3
"""Microseconds of a case that is fetched, of one that is asked on the way, of an entry that is passed."""
REACH = 1_000
"""A walk that may have reckoned wrongly asks at least so many cases."""
FURTHER = 8
"""So many times as many it asks when they were too few."""
EVENTS = 4_000
"""Events are counted up to this many."""
_MANY_EVENTS = 0.02  # the least share of cases that more events than that are taken to stand in


@dataclass(frozen=True)
class Count:
    """A number of cases; at least that many where it is not exact."""

    n: int
    exact: bool = True


@dataclass(frozen=True)
class Narrowed:
    """What the filters leave: `passed` is told by the entries of an order's index, `asked` by each case.

    `found` leads to the same cases by the filter that leaves the fewest. `reaches` are how many cases a
    walk asks before it tries further, None for all there are; without any, no walk is worth while. `owed`
    in fen; it and `count` are None where nobody has counted. `alike` holds, by the sort, the value that all
    cases have there: a walk need not pass those of others.
    """

    passed: Where
    asked: Where
    found: Where
    reaches: tuple[int | None, ...]
    count: Count | None = None
    owed: int | None = None
    alike: Mapping[str, Any] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether it is certain that no case is left."""
        return self.count is not None and not self.count.n


class _Sums(NamedTuple):
    """Of the cases that the table of counts tells; sums in fen."""

    n: int
    owed: int
    recovered: int


class _Way(NamedTuple):
    """How many cases a filter leaves, as far as one can say, and how they are found."""

    cases: float
    where: Where


def narrowed(courts: frozenset[str] | None, filters: Filters) -> Narrowed:
    """The cases that all filters leave at the courts looked at, None for every court."""
    if (code := court_in(filters.text)) is not None:
        courts = frozenset({code}) if courts is None else courts & {code}
    named = counted(courts, filters)
    sums = _sums(named)
    if not sums.n:
        return Narrowed(named, Where(), named, (), Count(0), 0)
    if filters.countable:
        few = sums.n <= FEW
        found = standing_there(named) & named if few else named
        count = Count(sums.n)
        reaches = () if few else (None,)
        return Narrowed(named, Where(), found, reaches, count, sums.owed, _alike(filters, sums))
    return _reckoned(courts, filters, named, sums)


def _reckoned(courts: frozenset[str] | None, filters: Filters, named: Where, sums: _Sums) -> Narrowed:
    known = shares()
    text = sought(filters.text, known) if filters.text else None
    # Where the database has not looked yet, the count knows better.
    cases = max(known.cases, sums.n)
    passed, asked = named & spans(filters), _asked(filters)
    ways = list(_ways(courts, filters, text, cases))
    met = 1.0
    for way in ways:
        met *= min(1.0, way.cases / cases)
    left = sums.n / cases
    if filters.spans:
        days = _estimate(spans(filters))
        left *= min(1.0, days / cases)
        ways.append(_Way(days, Where()))
    if sums.n <= EVENTS:
        ways.append(_Way(sums.n, standing_there(named)))
    best = min(ways, key=lambda way: way.cases, default=_Way(sums.n, Where()))
    walk = PAGE / met * ((TESTED if asked.sql else 0) + PASSED / left) if met and left else float("inf")
    found = all_of((best.where, passed, asked if text is None else _asked(filters, text)))
    if best.cases <= FEW or best.cases * FETCHED <= walk:
        return Narrowed(passed, asked, found, ())
    most = best.cases * FETCHED / (TESTED + PASSED / left)
    reaches = _reaches(4 * PAGE / met, most) if asked.sql else (None,)
    return Narrowed(passed, asked, found, reaches, alike=_alike(filters, sums))


def _reaches(first: float, most: float) -> tuple[int, ...]:
    """From few to many: asked for many entries at once, the database would rather sort them all."""
    reaches = [max(REACH, int(min(first, most)))]
    while reaches[-1] < most:
        reaches.append(min(reaches[-1] * FURTHER, max(REACH, int(most) + 1)))
    return tuple(reaches)


def _ways(courts: frozenset[str] | None, filters: Filters, text: Sought | None, cases: int) -> Iterator[_Way]:
    """The filters that no count tells, each with how many cases it leaves."""
    if text:
        yield _Way(text.share * cases, text.found)
    if filters.campaign:
        table, rows = included(filters.campaign)
        size = recent(f"size of campaign {filters.campaign}", lambda: _counted(table, rows))
        yield _Way(size, named_in(table, rows))
    if filters.happened:
        codes = Court.objects.values_list("pk", flat=True) if courts is None else courts
        rows = events(filters, codes)
        size = _counted("cases_event", rows, EVENTS + 1)
        yield _Way(size if size <= EVENTS else max(size, _MANY_EVENTS * cases), named_in("cases_event", rows))


def _asked(filters: Filters, text: Sought | None = None) -> Where:
    """What is asked of one case after another; `text` where its index is asked instead."""
    conditions = [in_campaign(filters.campaign)] if filters.campaign else []
    if filters.happened:
        conditions.append(happened(filters))
    if filters.text:
        conditions.append(text.found if text else holds_text(filters.text))
    return all_of(conditions)


def _alike(filters: Filters, sums: _Sums) -> dict[str, Any]:
    """No sum is below zero, so that those which add up to nothing are nothing; no closed case has a term."""
    found: dict[str, Any] = {}
    for name, total in (("owed", sums.owed), ("recovered", sums.recovered)):
        if not total:
            found |= {name: 0, f"-{name}": 0}
    if filters.status and Status.OPEN not in filters.status:
        found |= {"next_due": NEVER, "-next_due": LONG_AGO}
    return found


def _sums(named: Where) -> _Sums:
    with connection.cursor() as cursor:
        sql = f"SELECT sum(n), sum(owed), sum(recovered) FROM cases_casecount{named.clause()}"  # noqa: S608
        cursor.execute(sql, named.params)
        return _Sums(*(int(total or 0) for total in cursor.fetchone()))


def _counted(table: str, rows: Where, most: int | None = None) -> int:
    """How many rows there are, counted no further than `most`."""
    some = f"SELECT FROM {table}{rows.clause()} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({some}) AS found", [*rows.params, most])  # noqa: S608
        return int(cursor.fetchone()[0])


def _estimate(where: Where) -> int:
    """How many cases the database believes there are, from its statistics."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT json) SELECT FROM cases_case{where.clause()}", where.params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return int(plan[0]["Plan"]["Plan Rows"])
