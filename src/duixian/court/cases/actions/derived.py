"""The columns of a case that follow from its other rows; written in one statement for any number of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection

from duixian.court.cases.claims import Rows, day_of_reckoning, statement_of, with_rows
from duixian.court.cases.models import Case, ClockStop, Status
from duixian.court.cases.terms import ENFORCEMENT_TERM, enforcement_due
from duixian.law.errors import InputError, InputErrors

CHUNK = 5_000

_WRITE = """
UPDATE cases_case AS c
SET amount_recovered = d.recovered, amount_waived = d.waived, owed = d.owed, owed_on = d.owed_on,
    next_due_on = d.next_due_on, next_due_what = d.next_due_what
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::text[])
     AS d (id, recovered, waived, owed, owed_on, next_due_on, next_due_what)
WHERE c.id = d.id
  AND (c.amount_recovered, c.amount_waived, c.owed, c.owed_on, c.next_due_on, c.next_due_what)
      IS DISTINCT FROM (d.recovered, d.waived, d.owed, d.owed_on, d.next_due_on, d.next_due_what)
"""


def derive(case: Case, rows: Rows, on: date) -> None:
    """Set the derived columns of a case from its rows, as of a day; nothing is saved.

    Raises InputError, or InputErrors, where law cannot say what is owed.
    """
    # What the respondent paid before the case was filed lowers the debt, but no enforcement recovered it.
    case.amount_recovered = sum(
        row.amount for row in rows.payments if row.reversed_on is None and row.on >= case.filed_on
    )
    case.amount_waived = sum(row.amount for row in rows.waivers)
    derive_term(case, rows.stops)
    day = day_of_reckoning(case, on)
    case.owed = statement_of(case, day, rows).total
    case.owed_on = day


def derive_term(case: Case, stops: Sequence[ClockStop]) -> None:
    """Set the next term: the enforcement's while the case is open, without a day while it is stopped."""
    case.next_due_on, case.next_due_what = None, ""
    if case.status == Status.OPEN:
        case.next_due_on = enforcement_due(case.filed_on, stops).day
        case.next_due_what = ENFORCEMENT_TERM if case.next_due_on else _stopped_words(stops)


def refresh_term(case: Case) -> None:
    """Derive the term of one case, which is held already, from its stops as they are now, and save it."""
    derive_term(case, list(case.stops.all()))
    case.save(update_fields=["next_due_on", "next_due_what"])


def refresh(cases: Iterable[Case], on: date | None) -> None:
    """Derive and save; the cases given are held already and come out with their new columns.

    Without a day the debt is reckoned to the day that the list shows now, or to what happened later.
    """
    for some in _chunks(list(cases)):
        for case in with_rows(some):
            rows = Rows.of(case)
            derive(case, rows, on or _last_day(case, rows))
        write(some)


def refresh_softly(cases: Iterable[Case], on: date) -> list[Case]:
    """As `refresh`; a case of which law cannot say what is owed keeps its figure and is returned."""
    failed = []
    for some in _chunks(list(cases)):
        for case in with_rows(some):
            try:
                derive(case, Rows.of(case), on)
            except (InputError, InputErrors):
                failed.append(case)
        write(some)
    return failed


def write(cases: Sequence[Case]) -> None:
    """Save the derived columns where they changed."""
    columns: list[Any] = [
        [case.pk for case in cases],
        [case.amount_recovered for case in cases],
        [case.amount_waived for case in cases],
        [case.owed for case in cases],
        [case.owed_on for case in cases],
        [case.next_due_on for case in cases],
        [case.next_due_what for case in cases],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


def _stopped_words(stops: Sequence[ClockStop]) -> str:
    """Why the term stands still, by the first stop that has not ended."""
    first = min((one for one in stops if one.end is None), key=lambda one: one.start)
    return f"自{first.start}停止计算：{first.get_reason_display()}"


def _last_day(case: Case, rows: Rows) -> date:
    days = [
        case.owed_on,
        case.closed_on,
        *(one.on for one in rows.payments),
        *(one.on for one in rows.waivers),
    ]
    return max(case.filed_on, *filter(None, days))


def _chunks(cases: list[Case]) -> Iterator[list[Case]]:
    for start in range(0, len(cases), CHUNK):
        yield cases[start : start + CHUNK]
