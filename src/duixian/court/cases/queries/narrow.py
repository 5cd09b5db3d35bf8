"""Which of the filters leave few cases, so that the list fetches those and sorts them.

Where all filters leave many, the list walks along its order and soon meets a page of them: with one
case in two hundred left, ten thousand entries of an index. The database, left to itself, cannot know
which of the two it has before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Lookup, QuerySet, Sum, Value

from duixian.court.cases.models import Case, CaseCount, Event, EventKind, Status
from duixian.court.cases.orders import LONG_AGO, NEVER, facet
from duixian.court.cases.queries.filters import (
    Filters,
    counted_by,
    filtered,
    holds_text,
    inclusions,
    span,
)
from duixian.court.cases.queries.search import court_in, having_terms, text_in
from duixian.court.people.models import Court

FEW = 2_000
"""Up to this many cases are read and sorted."""
FEW_READ = 4_000
"""Up to this many are read where the rest of the filters, which no table counts, will leave fewer."""
FEW_ENTRIES = 50_000
"""Up to this many are sorted where an index holds all that is asked of them."""
COMMON = 20_000
"""A text of more cases than this is looked for along the order, not by the index of terms."""
_ALL = 1 << 40


@dataclass(frozen=True)
class Count:
    """A number of cases; at least that many where it is not exact."""

    n: int
    exact: bool = True


@dataclass(frozen=True)
class Narrowed:
    """The cases that filters leave; `few` where they are to be fetched and then sorted.

    `owed` in fen; it and `count` are None where nobody has counted. `alike` holds, by the sort, the value
    that all of them have there: a walk need not pass those of other cases.
    """

    cases: QuerySet[Case]
    few: bool = False
    count: Count | None = None
    owed: int | None = None
    alike: Mapping[str, Any] = field(default_factory=dict)


def narrowed(courts: frozenset[str] | None, filters: Filters) -> Narrowed:
    """The cases that all filters leave at the courts looked at, None for every court."""
    if (code := court_in(filters.text)) is not None:
        courts = frozenset({code}) if courts is None else courts & {code}
    standing = CaseCount.objects.filter(counted_by(filters))
    walked = filtered(Case.objects.all(), filters)
    if courts is not None:
        standing, walked = standing.filter(court__in=courts), walked.filter(court__in=sorted(courts))
    cases = walked.filter(text_in(filters.text)) if filters.text else walked
    sums = standing.aggregate(n=Sum("n"), owed=Sum("owed"), recovered=Sum("recovered"))
    count, owed = Count(int(sums["n"] or 0)), int(sums["owed"] or 0)
    alike = _alike(filters, sums)
    if not count.n:
        return Narrowed(cases.none(), few=True, count=count, owed=0)
    few = _few_standing(cases, standing) if count.n <= (FEW if filters.countable else FEW_READ) else None
    if filters.countable:
        return Narrowed(cases if few is None else few, few is not None, count, owed, alike)
    if few is None:
        few = _few_found(cases, courts, filters)
    if few is not None:
        counted = few.order_by().aggregate(n=Sum(Value(1)), owed=Sum("owed"))
        return Narrowed(few, few=True, count=Count(counted["n"] or 0), owed=int(counted["owed"] or 0))
    # On the way along an order the text is read only of cases that pass all that its index holds.
    return Narrowed(walked.filter(holds_text(filters.text)) if filters.text else walked, alike=alike)


def _alike(filters: Filters, sums: Mapping[str, Any]) -> dict[str, Any]:
    """No sum is below zero, so that those which add up to nothing are nothing; no closed case has a term."""
    found: dict[str, Any] = {}
    for name in ("owed", "recovered"):
        if not sums[name]:
            found |= {name: 0, f"-{name}": 0}
    if filters.status and Status.OPEN not in filters.status:
        found |= {"next_due": NEVER, "-next_due": LONG_AGO}
    return found


def _few_standing(cases: QuerySet[Case], standing: QuerySet[CaseCount]) -> QuerySet[Case]:
    facets = list(standing.annotate(facet=facet()).values_list("facet", flat=True).distinct())
    return cases.filter(_Among(F("facet"), facets))


def _few_found(
    cases: QuerySet[Case], courts: frozenset[str] | None, filters: Filters
) -> QuerySet[Case] | None:
    """By the first of the filters that leaves few; None where every one leaves many."""
    searches: list[Callable[[], Collection[int] | None]] = []
    if filters.text:
        searches.append(lambda: _by_text(cases, filters.text))
    if filters.event or filters.event_from or filters.event_to:
        searches.append(lambda: _by_event(courts, filters))
    if filters.campaign:
        searches.append(lambda: _at_most_few(inclusions(filters.campaign).values_list("case", flat=True)))
    for search in searches:
        if (ids := search()) is not None:
            return cases.filter(_Among(F("id"), ids))
    spans = Case.objects.filter(*span(filters, "filed"), *span(filters, "closed"), *span(filters, "due"))
    bound = FEW if searches else FEW_ENTRIES
    return cases if filters.spans and estimate(spans) <= bound else None


def _by_text(cases: QuerySet[Case], text: str) -> Collection[int] | None:
    # Of common terms the index would gather every case before the first came out.
    if estimate(Case.objects.filter(having_terms(text))) > COMMON:
        return None
    return _at_most_few(cases.filter(having_terms(text)).order_by().values_list("pk", flat=True))


def _by_event(courts: frozenset[str] | None, filters: Filters) -> Collection[int] | None:
    # Named one by one, the courts and the kinds let the index give only the days asked for.
    codes = Court.objects.values_list("pk", flat=True) if courts is None else courts
    kinds = filters.event or tuple(EventKind.values)
    events = Event.objects.filter(*span(filters, "event"), court__in=list(codes), kind__in=kinds)
    return _at_most_few(events.order_by().values_list("case", flat=True))


def _at_most_few(ids: QuerySet[Any, int]) -> Collection[int] | None:
    found = list(ids[: FEW + 1])
    return set(found) if len(found) <= FEW else None


def estimate(cases: QuerySet[Case]) -> int:
    """How many rows the database believes the query has, from its statistics."""
    plan = json.loads(cases.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def fenced(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases, to be gathered before they are sorted."""
    return cases.order_by()[:_ALL]


class _Among(Lookup):
    """Equal to any of many values, which are one parameter."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))
