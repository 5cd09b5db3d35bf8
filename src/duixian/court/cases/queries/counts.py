"""How many cases a list holds, and what they owe, without counting a million rows for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.db.models.aggregates import Count as CountOf

from duixian.court.cases.models import Case, CaseCount
from duixian.court.cases.queries.filters import Filters, counted_by

BOUND = 1_000
"""Cases that the table of counts does not know are counted one by one, up to here."""


@dataclass(frozen=True)
class Count:
    """A number of cases; at least that many where it is not exact."""

    n: int
    exact: bool = True


def count_of(
    courts: Collection[str] | None, filters: Filters, cases: QuerySet[Case]
) -> tuple[Count, int | None]:
    """How many cases the filters leave and what they owe in fen, None where they were not all counted.

    `courts` are those that are looked at, None for all; `cases` is the same as rows.
    """
    if filters.countable:
        counts = CaseCount.objects.filter(counted_by(filters))
        if courts is not None:
            counts = counts.filter(court__in=courts)
        found = counts.aggregate(n=Sum("n"), owed=Sum("owed"))
        return Count(int(found["n"] or 0)), int(found["owed"] or 0)
    some = cases.order_by().values("pk", "owed")[: BOUND + 1]
    found = some.aggregate(n=CountOf("pk"), owed=Sum("owed"))
    if found["n"] > BOUND:
        return Count(BOUND, exact=False), None
    return Count(found["n"]), int(found["owed"] or 0)
