"""期限 of the rooms: each room registers what falls due there, so that none imports the agenda.

A source yields its rows in the same columns (`rows` sets them), each until its own day; a row is done with
when its source yields it no longer, which needs the proof that the source names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse

from duixian.court.cases.models import Case

Href = Callable[[int, int], str]

WEEK = 7
COLUMNS = (
    "row_ref",
    "row_case",
    "row_no",
    "row_court",
    "row_handler",
    "row_handler_name",
    "row_clerk",
    "row_whom",
    "row_what",
    "row_until",
    "row_since",
)
"""Columns of every row: the object's id, its case, whose it is, whom and what it concerns, and its days."""


@dataclass(frozen=True)
class Rows:
    """Rows of one model, and how each of COLUMNS is read from it."""

    found: QuerySet[Any]
    columns: Mapping[str, Combinable]

    def only(self, *names: str) -> QuerySet[Any]:
        """These columns as plain tuples; no table is joined that they do not need."""
        wanted = self.found.annotate(**{name: self.columns[name] for name in names})
        plain: QuerySet[Any] = wanted.order_by().values_list(*names)
        return plain


@dataclass(frozen=True)
class Source:
    """What can fall due: `act` is the word of its button, `href` its page by the row's id and its case's,
    `proof` what closes it; it is shown `early` days ahead. `rows` are the same on every day."""

    key: str
    label: str
    rows: Callable[[], Rows]
    act: str
    href: Href
    proof: str
    early: int = WEEK


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add what falls due in a room; called once for each, when the room's app is ready."""
    _sources[source.key] = source


def sources() -> tuple[Source, ...]:
    """All of them, in the order of their keys, which is the order among rows of one day."""
    return tuple(_sources[key] for key in sorted(_sources))


def source(key: str) -> Source | None:
    """The source of a key."""
    return _sources.get(key)


def rows(
    found: QuerySet[Any],
    *,
    until: str,
    since: str,
    what: Combinable,
    whom: str | Combinable = "",
    case: str = "case__",
    court: str = "court",
) -> Rows:
    """Rows of a model; the other arguments are its own columns, `case` the way to its case.

    `court` and `until` are to be the columns of an index, with the condition of `found` in it.
    """
    text: TextField[str, str] = TextField()
    columns = (
        F("pk"),
        F(f"{case}pk"),
        F(f"{case}case_no"),
        F(f"{court}_id"),
        F(f"{case}handler_id"),
        F(f"{case}handler_name"),
        F(f"{case}clerk_name"),
        Cast(whom or f"{case}respondents", text),
        Cast(what, text),
        F(until),
        F(since),
    )
    return Rows(found, dict(zip(COLUMNS, columns, strict=True)))


def words(text: str) -> Combinable:
    """A text that is the same for every row."""
    return Value(text, CharField())


def page(name: str, anchor: str = "") -> Href:
    """The page of a case by the name of its address; `anchor` with the row's id leads to the row."""

    def href(ref: int, case: int) -> str:
        return reverse(name, args=[case]) + (f"#{anchor}-{ref}" if anchor else "")

    return href


def row_page(url_name: str, *act: str) -> Href:
    """The page of the row itself, or of an act on it."""

    def href(ref: int, case: int) -> str:
        return reverse(url_name, args=[ref, *act])

    return href


def _terms() -> Rows:
    # A case has its next term only while it is open and nothing stops it.
    due = Case.objects.filter(next_due_on__isnull=False)
    return rows(due, until="next_due_on", since="filed_on", what=F("next_due_what"), case="")


ENFORCEMENT = Source(
    key="enforcement",
    label="执行期限",
    rows=_terms,
    act="办理",
    href=page("case-page"),
    proof="结案，或依法停止计算期限",
)


register(ENFORCEMENT)
