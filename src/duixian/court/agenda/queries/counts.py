"""How much is due, by band: one question for all sources, counted within each before they are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duixian.court.agenda import bands
from duixian.court.agenda.queries.sight import UNASSIGNED, Filters, Sight, Sql
from duixian.court.cases import clocks
from duixian.court.people.models import Role, Staff

COUNTED = 100
"""Counts in the sidebar stop here, so that a court of a million cases is not counted on every page."""
_BANDS = (bands.CLIMBED, bands.OVERDUE, bands.TODAY, bands.SOON, bands.EARLY)
_BY_HANDLER = ("handler_id", "handler_name")
_BY_COURT = ("row_court",)
_BY = {Role.BUREAU_CHIEF: _BY_HANDLER, Role.PRESIDENT: _BY_HANDLER, Role.SUPERVISOR: _BY_COURT}


@dataclass
class Counts:
    """How many rows stand in each band, by the band's name."""

    of: dict[str, int] = field(default_factory=lambda: {band.name: 0 for band in _BANDS})

    def __getitem__(self, band: str) -> int:
        return self.of[band]

    @property
    def late(self) -> int:
        """What is overdue, whether it has climbed or not."""
        return self.of[bands.CLIMBED.name] + self.of[bands.OVERDUE.name]


@dataclass(frozen=True)
class Line:
    """How many rows of a source stand in a band, of one handler or court as far as they are asked apart."""

    source: str
    by: str
    words: str
    band: str
    n: int


def count_lines(actor: Staff, on: date, filters: Filters) -> list[Line]:
    """The counts of each source, by handler for a chief or president, by court for a supervisor."""
    sight, by = Sight(actor, on, filters), _BY.get(Role(actor.role), ())
    near = {one.key: Sql("row_until <= %s", (bands.shown_until(on, one.early),)) for one in clocks.sources()}
    branches = sight.branches(near)
    if branches is None:
        return []
    band = _band(sight)
    columns = ", ".join(("key", *by))
    cases = " JOIN cases_case AS c ON c.id = u.row_case" if by == _BY_HANDLER else ""
    select = f"SELECT {columns}, {band.text} AS band, count(*)"
    rows = sight.ask(select, branches, f"{cases} GROUP BY {columns}, band", band.params)
    return [Line(row[0], *_who(row[1:-2]), band=row[-2], n=row[-1]) for row in rows]


def summed(lines: Iterable[Line], by: Callable[[Line], str]) -> dict[str, Counts]:
    """The lines added up under what `by` says of each."""
    made: dict[str, Counts] = {}
    for line in lines:
        made.setdefault(by(line), Counts()).of[line.band] += line.n
    return made


def count_due(actor: Staff, on: date) -> int:
    """How many rows are overdue or due today, counted up to COUNTED."""
    sight = Sight(actor, on)
    due = Sql("row_until <= %s", (on,))
    branches = sight.branches({one.key: due for one in clocks.sources()}, limit=COUNTED)
    return min(sight.ask("SELECT count(*)", branches)[0][0], COUNTED) if branches else 0


def _band(sight: Sight) -> Sql:
    """The band of a row that is near, in one expression for all sources."""
    level, on = bands.level_of(sight.actor.role), sight.on
    climbed = sight.climbed(level) if level else Sql("false")
    text = f"""CASE WHEN {climbed.text} THEN 'climbed' WHEN row_until < %s THEN 'overdue'
        WHEN row_until = %s THEN 'today' WHEN row_until <= %s THEN 'week' ELSE 'early' END"""
    return Sql(text, (*climbed.params, on, on, on + bands.WEEK))


def _who(found: tuple[Any, ...]) -> tuple[str, str]:
    """What names the group in a URL, and its words."""
    if len(found) < len(_BY_HANDLER):
        return (str(found[0]), "") if found else ("", "")
    handler, name = found
    return (str(handler) if handler else name or UNASSIGNED), name or "未分案"
