"""The case list, page by page by key: page one and page ten thousand cost the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from duixian.court.cases.models import Case, Status
from duixian.court.cases.orders import PLACES, PLACES_SQL
from duixian.court.cases.queries.filters import Filters, Sort
from duixian.court.cases.queries.narrow import Count, Narrowed, narrowed
from duixian.court.cases.queries.sight import seen_courts
from duixian.court.cases.queries.where import Where
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

_DAYS = {"filed", "next_due"}
_LONG = ("search_text", "search_terms", "facet")
_SUMS = {"owed", "claimed", "recovered"}
_STATUSES = dict(Status.choices)


class Listed(NamedTuple):
    """A case as it stands in a list; money in fen. `place` is its value in the order of the list."""

    pk: int
    court_id: str
    case_no: str
    applicants: str
    respondents: str
    category: str
    green_channel: bool
    key_supervision: bool
    cause: str
    owed: int
    amount_recovered: int
    amount_claimed: int
    status: str
    next_due_on: date | None
    next_due_what: str
    handler_name: str
    filed_on: date
    place: Any

    def get_status_display(self) -> str:
        """The status in words."""
        return str(_STATUSES[self.status])


_LISTED = ", ".join(f"cases_case.{'id' if name == 'pk' else name}" for name in Listed._fields[:-1])


@dataclass(frozen=True)
class CasePage:
    """One page; a key is None where nothing follows, "" is the key of the first page.

    `total_owed` in fen, of all cases that the filters leave; None where they were not all counted.
    """

    rows: list[Listed]
    next_key: str | None
    prev_key: str | None
    count: Count
    total_owed: int | None


class _Place(NamedTuple):
    """A place in the order: just after, or with `back` just before, the case `pk` with that value."""

    value: Any
    pk: int
    back: bool


class _Some(NamedTuple):
    """Cases in order from a place on; `left` and `owed`, of all that filters leave, where counted."""

    rows: list[Listed]
    left: Count | None
    owed: int | None


def case_page(
    actor: Staff, filters: Filters, sort: Sort, after: str | None = None, size: int = 50
) -> CasePage:
    """One page of the cases that the actor may see; `after` is a key that another page gave.

    Raises InputError where the key is none of this order.
    """
    access.require(actor, Act.VIEW_CASES)
    place = _read(after, sort) if after else None
    left = narrowed(seen_courts(actor, filters.court), filters)
    some = _some(left, sort, place, size + 1)
    rows = some.rows
    if place and place.back:
        more_before, rows = len(rows) > size, rows[:size][::-1]
        if not more_before:
            # Rows that came in since would leave a short first page.
            some = _some(left, sort, None, size + 1)
            return _page(some, some.rows[:size], before=False, beyond=len(some.rows) > size)
        return _page(some, rows, before=True, beyond=True)
    return _page(some, rows[:size], before=place is not None, beyond=len(rows) > size)


def quick_search(actor: Staff, text: str, limit: int = 8) -> list[Listed]:
    """A few of the cases that the actor sees and that contain the text, the newest first."""
    wanted = Filters(q=text)
    if not wanted.text:
        return []
    return _some(narrowed(seen_courts(actor), wanted), Sort.FILED_DOWN, None, limit).rows


def export_rows(actor: Staff, filters: Filters, sort: Sort) -> Iterator[Case]:
    """All cases that the filters leave, in order, a few at a time. Raises NotAllowed."""
    access.require(actor, Act.EXPORT)
    left = narrowed(seen_courts(actor, filters.court), filters).found
    cases = Case.objects.filter(RawSQL(left.sql or "true", left.params, BooleanField()))  # noqa: S611  written in where.py
    rows = cases.annotate(place=PLACES.get(sort.value) or PLACES[sort.key]).select_related("court")
    ordered = rows.order_by("-place", "-pk") if sort.falling else rows.order_by("place", "pk")
    found: Iterator[Case] = ordered.defer(*_LONG).iterator(chunk_size=2_000)
    return found


def _page(some: _Some, rows: list[Listed], *, before: bool, beyond: bool) -> CasePage:
    whole = not (before or beyond)
    return CasePage(
        rows=rows,
        next_key=_key(rows[-1], back=False) if beyond and rows else None,
        prev_key=_key(rows[0], back=True) if before and rows else None,
        count=some.left or Count(len(rows), exact=whole),
        total_owed=sum(case.owed for case in rows) if whole else some.owed,
    )


def _some(left: Narrowed, sort: Sort, place: _Place | None, size: int) -> _Some:
    """The first cases in order from a place on; from a place back, in the order reversed."""
    if left.nothing:
        return _Some([], left.count, left.owed)
    falling = sort.falling != (place is not None and place.back)
    at = PLACES_SQL.get(sort.value) or PLACES_SQL[sort.key]
    order = "place DESC, id DESC" if falling else "place, id"
    beyond = _beyond(at, place, falling)
    for reach in left.reaches:
        rows = _walked(left, sort, (at, order), beyond, size, reach)
        if reach is None or len(rows) == size or _ended(left, reach, beyond):
            return _Some(rows, left.count, left.owed)
    some = _fetched(left.found, (at, order), _beyond("place", place, falling), size)
    return some._replace(left=left.count or some.left, owed=some.owed if left.owed is None else left.owed)


def _beyond(at: str, place: _Place | None, falling: bool) -> Where:
    # Compared as one, the value and the id are both found in the index; equal values are not passed.
    return (
        Where(f"({at}, id) {'<' if falling else '>'} (%s, %s)", (place.value, place.pk)) if place else Where()
    )


def _walked(
    left: Narrowed, sort: Sort, by: tuple[str, str], beyond: Where, size: int, reach: int | None
) -> list[Listed]:
    """Along the index of an order; only the cases of the page are read whole."""
    at, order = by
    alike = left.alike.get(sort.value)
    passed = left.passed & beyond & (Where() if alike is None else Where(f"{at} = %s", (alike,)))
    entries = f"SELECT id, {at} AS place FROM cases_case{passed.clause()} ORDER BY {order} LIMIT %s"  # noqa: S608
    if not left.asked.sql:
        return _read_whole(entries, (*passed.params, size), order)
    asked = (
        f"SELECT id, place FROM ({entries}) AS cases_case{left.asked.clause()}"  # noqa: S608
        f" ORDER BY {order} LIMIT %s"
    )
    return _read_whole(asked, (*passed.params, reach, *left.asked.params, size), order)


def _ended(left: Narrowed, reach: int, beyond: Where) -> bool:
    """Whether a walk of so many cases met the last of them."""
    passed = left.passed & beyond
    entries = f"SELECT FROM cases_case{passed.clause()} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({entries}) AS entries", (*passed.params, reach))  # noqa: S608
        return int(cursor.fetchone()[0]) < reach


def _read_whole(page: str, params: tuple[Any, ...], order: str) -> list[Listed]:
    sql = f"SELECT {_LISTED}, place FROM ({page}) AS page JOIN cases_case USING (id) ORDER BY {order}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Listed._make, cursor.fetchall()))


def _fetched(found: Where, by: tuple[str, str], beyond: Where, size: int) -> _Some:
    """All that are left, counted, and then in order; the database finds them all before it sorts."""
    at, order = by
    sql = f"""
    WITH found AS MATERIALIZED (SELECT id, owed, {at} AS place FROM cases_case{found.clause()}),
    page AS (SELECT id, place FROM found{beyond.clause()} ORDER BY {order} LIMIT %s)
    SELECT (SELECT count(*) FROM found), (SELECT sum(owed) FROM found), {_LISTED}, place
    FROM (VALUES (1)) AS one LEFT JOIN page ON true LEFT JOIN cases_case USING (id) ORDER BY {order}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (*found.params, *beyond.params, size))
        rows = cursor.fetchall()
    listed = [Listed._make(row[2:]) for row in rows if row[2] is not None]
    return _Some(listed, Count(rows[0][0]), int(rows[0][1] or 0))


def _key(case: Listed, *, back: bool) -> str:
    return f"{'b' if back else 'a'}.{case.pk}.{case.place}"


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
