"""Whose rows are looked at, and which of them: the conditions that each source's rows are put under.

They are put on each source before the sources are joined, so that each is read by its own index. What a
source yields is compiled once; asked of eleven sources at every page, the compiling alone would take longer
than the database does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from duixian.court.agenda import bands
from duixian.court.agenda.bands import BANDS, WEEK
from duixian.court.cases import clocks
from duixian.court.cases.clocks import COLUMNS, Source
from duixian.court.people.access import chosen_courts
from duixian.court.people.models import Role, Staff
from duixian.law.clock import Level

UNASSIGNED = "-"
"""Stands in the URL for cases that nobody handles."""
_NARROW = ("row_ref", "row_case", "row_court", "row_until")
_HELD = "(key, row_ref) IN (SELECT source, ref FROM agenda_answer WHERE until >= %s)"


@dataclass(frozen=True)
class Filters:
    """What the URL asks for; `handler` is an account's id, or the name that a ledger gave."""

    band: str = ""
    kind: str = ""
    handler: str = ""
    court: str = ""
    level: str = ""

    @classmethod
    def from_query(cls, asked: Mapping[str, Any]) -> Filters:
        """What makes no sense is left out."""
        given = {name: str(asked.get(name) or "") for name in ("band", "kind", "handler", "court", "level")}
        known = {"band": BANDS, "kind": {one.key for one in clocks.sources()}, "level": set(Level)}
        for name, values in known.items():
            if given[name] not in values:
                given[name] = ""
        return cls(**{name: "" if "\0" in value else value[:60] for name, value in given.items()})


@dataclass(frozen=True)
class Sql:
    """A piece of a statement and what stands at its marks."""

    text: str
    params: tuple[Any, ...] = ()

    def __and__(self, other: Sql) -> Sql:
        return Sql(f"({self.text}) AND ({other.text})", (*self.params, *other.params))

    def rows(self) -> list[Any]:
        """What the database answers."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.params)
            return list(cursor.fetchall())


ALL = Sql("true")


@dataclass(frozen=True)
class Sight:
    """One person's view of the agenda on a day, as far as the filters leave it."""

    actor: Staff
    on: date
    filters: Filters = Filters()

    def sources(self) -> tuple[Source, ...]:
        """The kinds of rows that are asked for."""
        return tuple(one for one in clocks.sources() if self.filters.kind in ("", one.key))

    def branches(
        self, more: Mapping[str, Sql] | None = None, order: str = "", limit: int | None = None
    ) -> Sql | None:
        """The rows of all sources joined, each under its conditions and cut by itself: key and _NARROW.

        `more` has further conditions by the source's key; a source that is not in it is left out.
        """
        found = []
        for source in self.sources():
            if more is None or source.key in more:
                wanted = self._wanted(source) & (more[source.key] if more else ALL)
                inner = _narrow(source)
                found.append(
                    Sql(
                        f"(SELECT * FROM (SELECT %s AS key, {', '.join(_NARROW)} FROM ({inner.text}) AS r)"  # noqa: S608
                        f" AS k WHERE {wanted.text}{order}{f' LIMIT {limit}' if limit else ''})",
                        (source.key, *inner.params, *wanted.params),
                    )
                )
        if not found:
            return None
        joined = " UNION ALL ".join(one.text for one in found)
        return Sql(joined, tuple(param for one in found for param in one.params))

    def ask(self, select: str, branches: Sql, rest: str = "", params: Sequence[Any] = ()) -> list[Any]:
        """`select` from the joined rows; `params` are those of `select`."""
        mine = self._mine()
        text = f"{mine.text} {select} FROM ({branches.text}) AS u {rest}"
        return Sql(text, (*mine.params, *params, *branches.params)).rows()

    def climbed(self, level: Level) -> Sql:
        """Rows whose alarm has reached a level: overdue for its days, and no answer holds it today."""
        return Sql(f"row_until <= %s AND NOT {_HELD}", (bands.last_due(level, self.on), self.on))

    def in_band(self, source: Source, name: str) -> Sql:
        """The condition of a band; a row is in one only, what has climbed to the actor in that of his."""
        level, on = bands.level_of(self.actor.role), self.on
        early = bands.shown_until(on, source.early)
        match name:
            case bands.CLIMBED.name:
                return self.climbed(level) if level else Sql("false")
            case bands.OVERDUE.name:
                late = Sql("row_until < %s", (on,))
                if level is None:
                    return late
                climbed = self.climbed(level)
                return late & Sql(f"NOT ({climbed.text})", climbed.params)
            case bands.TODAY.name:
                return Sql("row_until = %s", (on,))
            case bands.SOON.name:
                return Sql("row_until > %s AND row_until <= %s", (on, on + WEEK))
            case bands.EARLY.name:
                return Sql("row_until > %s AND row_until <= %s", (on + WEEK, early))
            case _:
                return Sql("row_until > %s", (early,))

    def _wanted(self, source: Source) -> Sql:
        """Court, person, level and band."""
        wanted = self._at_courts()
        if self._whose():
            wanted &= Sql("row_case IN (SELECT id FROM mine)")
        if self.filters.level:
            wanted &= self.climbed(Level(self.filters.level))
        if self.filters.band:
            wanted &= self.in_band(source, self.filters.band)
        return wanted

    def _at_courts(self) -> Sql:
        courts = sorted(chosen_courts(self.actor, [self.filters.court] if self.filters.court else ()))
        if len(courts) == 1:
            # By equality the index gives the rows in their order.
            return Sql("row_court = %s", (courts[0],))
        return Sql("row_court = ANY(%s)", (courts,))

    def _mine(self) -> Sql:
        """The cases of the person that is asked for, found once for all sources."""
        whose = list(self._whose())
        if not whose:
            return Sql("")
        courts = sorted(chosen_courts(self.actor))
        wanted = Sql("court_id = ANY(%s)", (courts,))
        for one in whose:
            wanted &= one
        return Sql(f"WITH mine AS (SELECT id FROM cases_case WHERE {wanted.text})", wanted.params)  # noqa: S608

    def _whose(self) -> list[Sql]:
        return list(_whose(self.actor, self.filters.handler))


def wide(source: Source) -> Sql:
    """All columns of a source's rows."""
    return _compiled(source.key, COLUMNS)


def _narrow(source: Source) -> Sql:
    """What decides whether a row is shown and where; no more tables than that needs."""
    return _compiled(source.key, _NARROW)


@cache
def _compiled(key: str, columns: tuple[str, ...]) -> Sql:
    source = clocks.source(key)
    assert source  # noqa: S101  callers have it from the register
    text, params = source.rows().only(*columns).query.sql_with_params()
    return Sql(text, tuple(params))


def _whose(actor: Staff, handler: str) -> Iterator[Sql]:
    if actor.role == Role.HANDLER:
        yield Sql("handler_id = %s", (actor.pk,))
    elif actor.role == Role.CLERK:
        yield Sql("clerk_name = %s", (actor.name,))
    if handler.isascii() and handler.isdigit():
        yield Sql("handler_id = %s::numeric", (handler,))
    elif handler:
        name = "" if handler == UNASSIGNED else handler
        yield Sql("handler_id IS NULL AND handler_name = %s", (name,))
