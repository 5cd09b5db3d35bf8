"""The filters as conditions in SQL.

They are written out because the list is what everybody looks at all day: composed anew for every page
by the ORM, its statements took longer to write than to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from duixian.court.cases.models import Case, CaseCount, EventKind, Status
from duixian.court.cases.orders import facet
from duixian.court.cases.queries.filters import Filters
from duixian.court.people.recent import recent

_COLUMNS = {"filed": "filed_on", "closed": "closed_on", "due": "next_due_on", "event": '"on"'}
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Where:
    """A condition and what its places stand for; an empty one holds for every row."""

    sql: str = ""
    params: tuple[Any, ...] = ()

    def __and__(self, other: Where) -> Where:
        return all_of((self, other))

    def clause(self) -> str:
        """The condition as it follows a FROM."""
        return f" WHERE {self.sql}" if self.sql else ""


def all_of(conditions: Iterable[Where]) -> Where:
    """Holds where every one of the conditions does."""
    kept = [one for one in conditions if one.sql]
    return Where(" AND ".join(one.sql for one in kept), tuple(value for one in kept for value in one.params))


def among(column: str, values: Collection[str]) -> Where:
    """Whether a column has one of the values."""
    if len(values) == 1:
        return Where(f"{column} = %s", tuple(values))
    return Where(f"{column} = ANY(%s)", (sorted(values),))


def counted(courts: frozenset[str] | None, filters: Filters) -> Where:
    """What names values of a few columns, of cases and of the table of counts alike; None is every court."""
    conditions = [] if courts is None else [among("court_id", courts)]
    wanted = {"status": filters.status, "category": filters.category}
    conditions += [among(name, values) for name, values in wanted.items() if values]
    if filters.handler:
        numbers = [int(value) for value in filters.handler if value.isascii() and value.isdigit()]
        names = [value for value in filters.handler if not (value.isascii() and value.isdigit())]
        ids = [number for number in numbers if number <= _LARGEST_ID]
        conditions.append(Where("(handler_id = ANY(%s) OR handler_name = ANY(%s))", (ids, names)))
    if filters.green:
        conditions.append(Where("green_channel"))
    if filters.key:
        conditions.append(Where("key_supervision"))
    if filters.unclosed:
        conditions.append(Where("status = %s", (Status.OPEN.value,)))
    return all_of(conditions)


def standing_there(counted: Where) -> Where:
    """The same of cases, by the index of all that the table of counts tells apart."""
    facets, params = CaseCount.objects.values_list(facet()).order_by().query.sql_with_params()
    return Where(f"facet = ANY(ARRAY({facets}{counted.clause()}))", (*params, *counted.params))


def spans(filters: Filters) -> Where:
    """The days of a case that are asked for."""
    return all_of(_span(filters, what) for what in ("filed", "closed", "due"))


def events(filters: Filters, courts: Iterable[str]) -> Where:
    """The events that are asked for; named one by one, the index gives only the days asked for."""
    kinds = filters.event or tuple(EventKind.values)
    return among("court_id", set(courts)) & among("kind", set(kinds)) & _span(filters, "event")


def happened(filters: Filters) -> Where:
    """Whether one of the events asked for stands in a case."""
    kinds = among("kind", filters.event) if filters.event else Where()
    return _asked_of_each("cases_event", kinds & _span(filters, "event"), "case_id")


def included(campaign: str) -> tuple[str, Where]:
    """The table, a later room's, of what puts cases in campaigns, and which of its rows are this one's."""
    rows: type[Model] = Case._meta.get_field("inclusions").related_model
    campaigns = rows._meta.get_field("campaign").related_model._default_manager  # type: ignore[union-attr]
    found = campaigns.filter(slug=campaign).values_list("pk", flat=True)
    number = recent(f"campaign {campaign}", lambda: found.first() or 0)
    return rows._meta.db_table, Where("campaign_id = %s AND removed_on IS NULL", (number,))


def in_campaign(campaign: str) -> Where:
    """Whether a case is in the campaign."""
    table, rows = included(campaign)
    return _asked_of_each(table, rows, "case_id")


def holds_text(text: str) -> Where:
    """Whether a case's text holds a plain text, where no index is asked for the text."""
    return _asked_of_each("cases_case AS itself", Where("search_text LIKE %s", (f"%{text}%",)), "itself.id")


def named_in(table: str, rows: Where) -> Where:
    """The cases that rows of a table name, found by those rows."""
    return Where(f"id = ANY(ARRAY(SELECT case_id FROM {table}{rows.clause()}))", rows.params)  # noqa: S608


def _asked_of_each(table: str, rows: Where, key: str) -> Where:
    """Asked of one case after another; of an EXISTS the database would join all rows before the first."""
    asked = rows & Where(f"{key} = cases_case.id")
    return Where(f"(SELECT true FROM {table}{asked.clause()} LIMIT 1)", asked.params)  # noqa: S608


def _span(filters: Filters, what: str) -> Where:
    first, last = getattr(filters, f"{what}_from"), getattr(filters, f"{what}_to")
    column = _COLUMNS[what]
    after = Where(f"{column} >= %s", (first,)) if first else Where()
    return after & (Where(f"{column} <= %s", (last,)) if last else Where())
