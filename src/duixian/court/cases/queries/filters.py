"""The filters of the case list, as they stand in its URL; what makes no sense there is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from django.http import QueryDict

from duixian.court.cases.models import Category, EventKind, Status
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
    def happened(self) -> bool:
        """Whether cases are asked for by what happened in them."""
        return bool(self.event or self.event_from or self.event_to)

    @property
    def text(self) -> str:
        """What is searched for, in the form in which cases are searched."""
        return plain(self.q)


FLAGS = ("green", "key", "unclosed")
DAYS = tuple(f"{what}_{end}" for what in ("filed", "closed", "due", "event") for end in ("from", "to"))
MANY: dict[str, Iterable[str]] = {
    "court": (),
    "status": Status.values,
    "category": Category.values,
    "handler": (),
    "event": EventKind.values,
}


def _clean(text: str) -> str:
    # No text of the database holds a NUL, and it refuses to compare with one.
    return text.replace("\0", "").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
