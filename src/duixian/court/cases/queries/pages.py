"""The case list, page by page by key: page one and page ten thousand cost the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from duixian.court.cases.models import Case
from duixian.court.cases.orders import PLACES
from duixian.court.cases.queries.filters import Filters, Sort
from duixian.court.cases.queries.narrow import Count, Narrowed, fenced, narrowed
from duixian.court.cases.queries.sight import seen_courts
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

_DAYS = {"filed", "next_due"}
_LONG = ("search_text", "search_terms", "facet")
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
    place = _read(after, sort) if after else None
    left = narrowed(seen_courts(actor, filters.court), filters)
    rows = _walk(left, sort, place, size + 1)
    if place and place.back:
        more_before, rows = len(rows) > size, rows[:size][::-1]
        if not more_before:
            # Rows that came in since would leave a short first page.
            rows = _walk(left, sort, None, size + 1)
            return _page(rows[:size], left, before=False, beyond=len(rows) > size)
        return _page(rows, left, before=True, beyond=True)
    return _page(rows[:size], left, before=place is not None, beyond=len(rows) > size)


def quick_search(actor: Staff, text: str, limit: int = 8) -> list[Case]:
    """A few of the cases that the actor sees and that contain the text, the newest first."""
    wanted = Filters(q=text)
    if not wanted.text:
        return []
    return _walk(narrowed(seen_courts(actor), wanted), Sort.FILED_DOWN, None, limit)


def export_rows(actor: Staff, filters: Filters, sort: Sort) -> Iterator[Case]:
    """All cases that the filters leave, in order, a few at a time. Raises NotAllowed."""
    access.require(actor, Act.EXPORT)
    cases = narrowed(seen_courts(actor, filters.court), filters).cases
    rows = cases.annotate(place=_place(sort)).select_related("court")
    found: Iterator[Case] = _ordered(rows.defer(*_LONG), sort.falling).iterator(chunk_size=2_000)
    return found


def _page(rows: list[Case], left: Narrowed, *, before: bool, beyond: bool) -> CasePage:
    whole = not (before or beyond)
    return CasePage(
        rows=rows,
        next_key=_key(rows[-1], back=False) if beyond and rows else None,
        prev_key=_key(rows[0], back=True) if before and rows else None,
        count=left.count or Count(len(rows), exact=whole),
        total_owed=sum(case.owed for case in rows) if whole else left.owed,
    )


def _walk(left: Narrowed, sort: Sort, place: _Place | None, size: int) -> list[Case]:
    """Cases in order from a place on; from a place back, in the order reversed.

    First their ids, for which the entries of an index are enough, then these cases alone.
    """
    falling = sort.falling != (place is not None and place.back)
    cases = left.cases.annotate(place=_place(sort))
    if sort.value in left.alike and not left.few:
        cases = cases.filter(place=left.alike[sort.value])
    if place:
        side = "lt" if falling else "gt"
        beyond = Q(**{f"place__{side}": place.value})
        # The first condition alone bounds the index; the rest decides among equals.
        cases = cases.filter(
            Q(**{f"place__{side}e": place.value}), beyond | Q(place=place.value, **{f"pk__{side}": place.pk})
        )
    places = dict(_places(cases, falling, size, gathered=left.few))
    rows = Case.objects.filter(pk__in=list(places))
    found = {case.pk: case for case in rows.defer(*_LONG)}
    for pk, case in found.items():
        case.place = places[pk]  # type: ignore[attr-defined]
    return [found[pk] for pk in places if pk in found]


def _places(cases: QuerySet[Case], falling: bool, size: int, *, gathered: bool) -> list[tuple[int, Any]]:
    """Ids and places of the first cases; `gathered` has the database find all of them before it sorts."""
    wanted: QuerySet[Any, Any] = cases.values_list("pk", "place")  # type: ignore[misc]
    if not gathered:
        return list(_ordered(wanted, falling)[:size])
    try:
        inner, params = fenced(wanted).query.sql_with_params()
    except EmptyResultSet:
        return []
    way = "DESC" if falling else "ASC"
    sql = f"SELECT * FROM ({inner}) AS few (id, place) ORDER BY place {way}, id {way} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, size])
        return list(cursor.fetchall())


def _ordered(cases: Any, falling: bool) -> Any:
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
