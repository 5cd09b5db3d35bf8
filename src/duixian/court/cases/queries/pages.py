"""The case list, page by page by key: page one and page ten thousand cost the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from duixian.court.cases.models import Case
from duixian.court.cases.orders import PLACES
from duixian.court.cases.queries.counts import Count, count_of
from duixian.court.cases.queries.filters import Filters, Sort, filtered
from duixian.court.cases.queries.search import searched
from duixian.court.cases.queries.sight import cases_at, seen_courts
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

_DAYS = {"filed", "next_due"}
_SUMS = {"owed", "claimed", "recovered"}


@dataclass(frozen=True)
class CasePage:
    """One page; a key is None where nothing follows, "" is the key of the first page.

    `total_owed` in fen, of all cases that the filters leave; None where they were not all counted.
    """

    rows: list[Case]
    next_key: str | None
    prev_key: str | None
    count: Count
    total_owed: int | None


@dataclass(frozen=True)
class _Place:
    """A place in the order: just after, or with `back` just before, the case `pk` with that value."""

    value: Any
    pk: int
    back: bool


def case_page(
    actor: Staff, filters: Filters, sort: Sort, after: str | None = None, size: int = 50
) -> CasePage:
    """One page of the cases that the actor may see; `after` is a key that another page gave.

    Raises InputError where the key is none of this order.
    """
    access.require(actor, Act.VIEW_CASES)
    courts = seen_courts(actor, filters.court)
    cases = _chosen(courts, filters)
    place = _read(after, sort) if after else None
    count, total_owed = count_of(courts, filters, cases)
    rows = list(_walk(cases, sort, place)[: size + 1])
    if place and place.back:
        more_before, rows = len(rows) > size, rows[:size][::-1]
        if not more_before:
            # Rows that came in since would leave a short first page.
            rows = list(_walk(cases, sort, None)[: size + 1])
            return _page(rows[:size], count, total_owed, before=False, beyond=len(rows) > size)
        return _page(rows, count, total_owed, before=True, beyond=True)
    return _page(rows[:size], count, total_owed, before=place is not None, beyond=len(rows) > size)


def export_rows(actor: Staff, filters: Filters, sort: Sort) -> Iterator[Case]:
    """All cases that the filters leave, in order, a few at a time. Raises NotAllowed."""
    access.require(actor, Act.EXPORT)
    return _walk(_chosen(seen_courts(actor, filters.court), filters), sort, None).iterator(chunk_size=2_000)


def _chosen(courts: frozenset[str] | None, filters: Filters) -> QuerySet[Case]:
    cases = filtered(cases_at(courts), filters)
    return searched(cases, filters.text) if filters.text else cases


def _page(rows: list[Case], count: Count, total_owed: int | None, *, before: bool, beyond: bool) -> CasePage:
    return CasePage(
        rows=rows,
        next_key=_key(rows[-1], back=False) if beyond and rows else None,
        prev_key=_key(rows[0], back=True) if before and rows else None,
        count=count,
        total_owed=total_owed,
    )


def _walk(cases: QuerySet[Case], sort: Sort, place: _Place | None) -> QuerySet[Case]:
    """The cases in order from a place on; from a place back, in the order reversed."""
    cases = cases.annotate(place=_place(sort)).select_related("court").defer("search_text", "search_terms")
    falling = sort.falling != (place is not None and place.back)
    if place:
        side = "lt" if falling else "gt"
        beyond = Q(**{f"place__{side}": place.value})
        # The first condition alone bounds the index; the rest decides among equals.
        cases = cases.filter(
            Q(**{f"place__{side}e": place.value}), beyond | Q(place=place.value, **{f"pk__{side}": place.pk})
        )
    return cases.order_by("-place", "-pk") if falling else cases.order_by("place", "pk")


def _place(sort: Sort) -> Combinable:
    return PLACES.get(sort.value) or PLACES[sort.key]


def _key(case: Case, *, back: bool) -> str:
    return f"{'b' if back else 'a'}.{case.pk}.{case.place}"  # type: ignore[attr-defined]


def _read(key: str, sort: Sort) -> _Place:
    way, pk, value = (*key.split(".", 2), "", "")[:3]
    try:
        if way not in ("a", "b") or "\0" in value:
            raise ValueError(key)
        return _Place(_value(value, sort), int(pk), way == "b")
    except ValueError as error:
        raise InputError("翻页", "地址不完整，或排序已改变", "请从第一页开始") from error


def _value(text: str, sort: Sort) -> Any:
    if sort.key in _DAYS:
        return date.fromisoformat(text)
    return int(text) if sort.key in _SUMS else text
