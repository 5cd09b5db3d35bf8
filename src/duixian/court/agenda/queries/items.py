"""Rows of the agenda by their day, page by page: the sources joined, each cut to a page before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404

from duixian.court.agenda import bands
from duixian.court.agenda.bands import Band
from duixian.court.agenda.models import Answer
from duixian.court.agenda.queries.sight import ALL, Filters, Sight, Sql, wide
from duixian.court.cases import clocks
from duixian.court.cases.clocks import Source
from duixian.court.people.models import Role, Staff
from duixian.law import clock
from duixian.law.clock import Level
from duixian.law.errors import InputError

PAGE = 50
_Key = tuple[str, int, date]
"""A row: its source, its id there, its day."""


@dataclass(frozen=True)
class Item:
    """One thing to do for one case until a day; `answer` is the last one given, whether it holds or not."""

    source: Source
    ref: int
    case_id: int
    case_no: str
    court: str
    handler_id: int | None
    handler: str
    clerk: str
    whom: str
    what: str
    until: date
    since: date | None
    band: Band
    level: Level
    answer: Answer | None = None

    @property
    def href(self) -> str:
        """Where it is done."""
        return self.source.href(self.ref, self.case_id)

    @property
    def key(self) -> str:
        """Names the row in addresses and in the morning's list."""
        return f"{self.source.key}.{self.ref}"


@dataclass(frozen=True)
class Page:
    """Some rows, and the keys of the pages beside it; None where there is none."""

    items: list[Item]
    next_key: str | None = None
    prev_key: str | None = None


@dataclass(frozen=True)
class _Place:
    """A row between two pages; `back` looks at what comes before it."""

    until: date
    source: str
    ref: int
    back: bool = False


def item_page(actor: Staff, on: date, filters: Filters, *, after: str = "", size: int = PAGE) -> Page:
    """One page of what is due, the earliest first. Raises InputError for a key that is none."""
    place = _read(after) if after else None
    back = place is not None and place.back
    keys = _walk(Sight(actor, on, filters), place, size + 1)
    beyond, keys = len(keys) > size, keys[:size]
    if back:
        keys.reverse()
        if not beyond:
            # Rows that came in since would leave a short first page.
            return item_page(actor, on, filters, size=size)
    items = _items(keys, on)
    return Page(
        items,
        next_key=_key(items[-1], "a") if items and (beyond or back) else None,
        prev_key=_key(items[0], "b") if items and place is not None else None,
    )


def band_items(
    actor: Staff, on: date, filters: Filters, sources: Mapping[str, Iterable[str]], size: int
) -> dict[str, list[Item]]:
    """The first rows of several bands, by the band's name; `sources` are those that have some."""
    keys = {
        band: _first(Sight(actor, on, replace(filters, band=band)), dict.fromkeys(some, ALL), False, size)
        for band, some in sources.items()
    }
    found = {item.key: item for item in _items([key for some in keys.values() for key in some], on)}
    named = {band: [f"{source}.{ref}" for source, ref, _ in some] for band, some in keys.items()}
    return {band: [found[name] for name in names if name in found] for band, names in named.items()}


def all_items(actor: Staff, on: date, filters: Filters, most: int) -> Iterator[Item]:
    """Rows one after another, read page by page, up to so many."""
    place, left, sight = None, most, Sight(actor, on, filters)
    while left > 0:
        keys = _walk(sight, place, min(left, 2_000))
        if not keys:
            return
        yield from _items(keys, on)
        left -= len(keys)
        source, ref, until = keys[-1]
        place = _Place(until, source, ref)


def own_items(actor: Staff, on: date, until: date, most: int) -> list[Item]:
    """A person's own rows up to a day: of the cases that he handles, and what has climbed to him."""
    sight = Sight(actor, on)
    wanted = Sql("row_until <= %s", (until,))
    if actor.role not in (Role.HANDLER, Role.CLERK):
        own = Sql("row_case IN (SELECT id FROM cases_case WHERE handler_id = %s)", (actor.pk,))
        if level := bands.level_of(actor.role):
            climbed = sight.climbed(level)
            own = Sql(f"({own.text}) OR ({climbed.text})", (*own.params, *climbed.params))
        wanted &= own
    return _items(_first(sight, dict.fromkeys(_names(), wanted), False, most), on)


def find_item(actor: Staff, key: str, on: date) -> Item:
    """The row of a key, where it is still due and the actor's to watch. Raises Http404."""
    if key in keys_still_due(actor, [key], on):
        source, _, ref = key.partition(".")
        # The day is read with the row.
        for item in _items([(source, int(ref), on)], on):
            return item
    raise Http404("这件事已了结，或不在您可查看的范围")


def keys_still_due(actor: Staff, keys: Iterable[str], on: date) -> set[str]:
    """Those of the keys whose rows are still yielded by their sources."""
    asked: dict[str, list[int]] = {}
    for key in keys:
        name, _, ref = key.partition(".")
        if clocks.source(name) and ref.isascii() and ref.isdigit() and len(ref) < _DIGITS:
            asked.setdefault(name, []).append(int(ref))
    wanted = {name: Sql("row_ref = ANY(%s)", (refs,)) for name, refs in asked.items()}
    sight = Sight(actor, on)
    branches = sight.branches(wanted) if wanted else None
    if branches is None:
        return set()
    return {f"{source}.{ref}" for source, ref in sight.ask("SELECT key, row_ref", branches)}


_DIGITS = 19
"""An id of so many digits may be beyond the database's numbers."""


def _names() -> list[str]:
    return [one.key for one in clocks.sources()]


def _walk(sight: Sight, place: _Place | None, size: int) -> list[_Key]:
    beyond = {name: _beyond(name, place) for name in _names()}
    return _first(sight, beyond, place is not None and place.back, size)


def _first(sight: Sight, wanted: dict[str, Sql], falling: bool, size: int) -> list[_Key]:
    """The first rows of all sources; each is cut to a page before, since no more can come from it."""
    way = "DESC" if falling else "ASC"
    each = f" ORDER BY row_until {way}, row_ref {way}"
    branches = sight.branches(wanted, each, size)
    if branches is None:
        return []
    order = f'ORDER BY row_until {way}, key COLLATE "C" {way}, row_ref {way} LIMIT {size}'
    return [tuple(row) for row in sight.ask("SELECT key, row_ref, row_until", branches, order)]


def _beyond(key: str, place: _Place | None) -> Sql:
    if place is None:
        return ALL
    side = "<" if place.back else ">"
    # The first condition alone bounds the index; the rest decides among equals.
    bound = Sql(f"row_until {side}= %s", (place.until,))
    if key == place.source:
        return bound & Sql(f"(row_until, row_ref) {side} (%s, %s)", (place.until, place.ref))
    if (key < place.source) == place.back:
        return bound
    return bound & Sql("row_until <> %s", (place.until,))


def _items(keys: Sequence[_Key], on: date) -> list[Item]:
    """The rows of the keys, in their order; one that was done with in between is left out."""
    asked: dict[str, list[int]] = {}
    for key, ref, _ in keys:
        asked.setdefault(key, []).append(ref)
    if not asked:
        return []
    rows = _rows(asked)
    answers = _answers(asked)
    return [
        _item(key, rows[key, ref], answers.get((key, ref)), on) for key, ref, _ in keys if (key, ref) in rows
    ]


def _rows(asked: dict[str, list[int]]) -> dict[tuple[str, int], Any]:
    texts, params = [], []
    for key, refs in asked.items():
        source = clocks.source(key)
        assert source  # noqa: S101  keys come from the sources
        inner = wide(source)
        texts.append(f"SELECT %s, r.* FROM ({inner.text}) AS r WHERE row_ref = ANY(%s)")  # noqa: S608
        params += [key, *inner.params, refs]
    rows = Sql(" UNION ALL ".join(texts), tuple(params)).rows()
    return {(key, columns[0]): columns for key, *columns in rows}


def _item(key: str, row: Any, answer: Answer | None, on: date) -> Item:
    source = clocks.source(key)
    assert source  # noqa: S101  keys come from the sources
    ref, case, number, court, handler, name, clerk, whom, what, until, since = row
    level = clock.level(until, on, answer.until if answer else None)
    return Item(
        source,
        ref,
        case,
        number,
        court,
        handler,
        name,
        clerk,
        whom or "",
        what or "",
        until,
        since,
        bands.band_of(until, on, source.early),
        level,
        answer,
    )


def _answers(asked: dict[str, list[int]]) -> dict[tuple[str, int], Answer]:
    """The answer that holds longest of each row, with who gave it."""
    refs = {ref for some in asked.values() for ref in some}
    found = Answer.objects.filter(ref__in=refs, source__in=list(asked))
    rows = found.select_related("by").order_by("until", "pk")
    return {(row.source, row.ref): row for row in rows}


def _key(item: Item, way: str) -> str:
    return f"{way}.{item.until}.{item.key}"


def _read(key: str) -> _Place:
    way, until, source, ref = (*key.split("."), "", "", "", "")[:4]
    try:
        if way not in ("a", "b") or clocks.source(source) is None:
            raise ValueError(key)
        if not (ref.isascii() and ref.isdigit() and len(ref) < _DIGITS):
            raise ValueError(key)
        return _Place(date.fromisoformat(until), source, int(ref), way == "b")
    except ValueError as error:
        raise InputError("翻页", "地址不完整，或清单已改变", "请从第一页开始") from error
