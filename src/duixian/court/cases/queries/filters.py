"""The filters of the case list, as they stand in its URL; what makes no sense there is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.http import QueryDict

from duixian.court.cases.models import Case, Category, Event, EventKind, Status
from duixian.court.cases.queries.search import text_in
from duixian.court.cases.search_terms import plain


class Sort(StrEnum):
    """The orders of the case list; a minus is descending."""

    FILED_DOWN = "-filed"
    FILED = "filed"
    OWED_DOWN = "-owed"
    OWED = "owed"
    CLAIMED_DOWN = "-claimed"
    CLAIMED = "claimed"
    RECOVERED_DOWN = "-recovered"
    RECOVERED = "recovered"
    NEXT_DUE_DOWN = "-next_due"
    NEXT_DUE = "next_due"
    CASE_NO_DOWN = "-case_no"
    CASE_NO = "case_no"

    @property
    def falling(self) -> bool:
        return self.value.startswith("-")

    @property
    def key(self) -> str:
        return self.value.removeprefix("-")


def sort_of(text: str) -> Sort:
    """The order that a URL names; the newest cases first where it names none."""
    return Sort(text) if text in Sort.__members__.values() else Sort.FILED_DOWN


@dataclass(frozen=True)
class Filters:
    """What the list is cut down to; an empty field does not filter, several values of one mean any of them.

    `handler` holds account ids, or the names of handlers without one.
    """

    court: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    handler: tuple[str, ...] = ()
    campaign: str = ""
    q: str = ""
    event: tuple[str, ...] = ()
    green: bool = False
    key: bool = False
    unclosed: bool = False
    filed_from: date | None = None
    filed_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    event_from: date | None = None
    event_to: date | None = None

    @classmethod
    def from_query(cls, params: QueryDict) -> Filters:
        """The filters of a query string; a value that is not known is left out."""
        given: dict[str, object] = {name: _day(params.get(name, "")) for name in DAYS}
        for name, known in MANY.items():
            values = dict.fromkeys(map(_clean, params.getlist(name)))
            given[name] = tuple(value for value in values if value and (not known or value in known))
        for flag in FLAGS:
            given[flag] = bool(params.get(flag)) or flag in params.getlist("flag")
        given["q"] = _clean(params.get("q", ""))[:60]
        given["campaign"] = _clean(params.get("campaign", ""))
        return cls(**given)  # type: ignore[arg-type]

    def to_query(self) -> str:
        """The query string that gives these filters again."""
        params = QueryDict(mutable=True)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                params.setlist(field.name, list(value))
            elif value:
                params[field.name] = "1" if value is True else str(value)
        return params.urlencode()

    @property
    def countable(self) -> bool:
        """Whether the table of counts can answer: nothing is filtered by but what it counts by."""
        return not (self.q or self.campaign or self.event or any(getattr(self, name) for name in DAYS))

    @property
    def spans(self) -> bool:
        """Whether a span of a case's own days is asked for."""
        return any(getattr(self, name) for name in DAYS if not name.startswith("event"))

    @property
    def text(self) -> str:
        """What is searched for, in the form in which cases are searched."""
        return plain(self.q)


_COLUMNS = {"filed": "filed_on", "closed": "closed_on", "due": "next_due_on", "event": "on"}
FLAGS = ("green", "key", "unclosed")
DAYS = tuple(f"{what}_{end}" for what in ("filed", "closed", "due", "event") for end in ("from", "to"))
MANY: dict[str, Iterable[str]] = {
    "court": (),
    "status": Status.values,
    "category": Category.values,
    "handler": (),
    "event": EventKind.values,
}


def counted_by(filters: Filters) -> Q:
    """The part of the filters that names values of a few columns; holds for cases and for their counts."""
    wanted = Q()
    for name in ("status", "category"):
        if values := getattr(filters, name):
            wanted &= Q(**{f"{name}__in": values})
    if filters.handler:
        ids = [value for value in filters.handler if value.isascii() and value.isdigit()]
        names = [value for value in filters.handler if value not in ids]
        wanted &= Q(handler__in=ids) | Q(handler_name__in=names)
    if filters.green:
        wanted &= Q(green_channel=True)
    if filters.key:
        wanted &= Q(key_supervision=True)
    if filters.unclosed:
        wanted &= Q(status=Status.OPEN)
    return wanted


def filtered(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """The cases that all filters leave, but for the text that is searched for."""
    cases = cases.filter(counted_by(filters), *span(filters, "filed"), *span(filters, "closed"))
    cases = cases.filter(*span(filters, "due"))
    if filters.campaign:
        cases = cases.filter(_each_has(inclusions(filters.campaign)))
    if filters.event or filters.event_from or filters.event_to:
        cases = cases.filter(_each_has(happened(filters)))
    return cases


def inclusions(slug: str) -> QuerySet[Model]:
    """What puts cases in a campaign, a later room's rows."""
    rows: type[Model] = Case._meta.get_field("inclusions").related_model
    campaigns = rows._meta.get_field("campaign").related_model._default_manager  # type: ignore[union-attr]
    # Looked up here, it is not looked up again for one case after another.
    wanted = campaigns.filter(slug=slug).values_list("pk", flat=True).first()
    return rows._default_manager.filter(campaign=wanted, removed_on=None)


def happened(filters: Filters) -> QuerySet[Event]:
    """The events that are asked for."""
    events = Event.objects.filter(*span(filters, "event"))
    return events.filter(kind__in=filters.event) if filters.event else events


def span(filters: Filters, what: str) -> list[Q]:
    """The days asked for, as conditions on the rows that have them."""
    first, last = getattr(filters, f"{what}_from"), getattr(filters, f"{what}_to")
    after = [Q(**{f"{_COLUMNS[what]}__gte": first})] if first else []
    return after + ([Q(**{f"{_COLUMNS[what]}__lte": last})] if last else [])


def holds_text(text: str) -> Subquery:
    """Whether a case's text holds a plain text, read of this case alone."""
    return _of_each(Case.objects.filter(text_in(text), pk=OuterRef("pk")))


def _each_has(rows: QuerySet[Any]) -> Subquery:
    """Asked of one case after another; as an EXISTS the database would join all rows before the first."""
    return _of_each(rows.filter(case=OuterRef("pk")))


def _of_each(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values(here=Value(True))[:1], output_field=BooleanField())


def _clean(text: str) -> str:
    # No text of the database holds a NUL, and it refuses to compare with one.
    return text.replace("\0", "").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
