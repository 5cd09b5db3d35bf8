"""今晨清单: what was due for each person in the morning, kept so that the evening can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from duixian.court.agenda import bands
from duixian.court.agenda.models import Digest
from duixian.court.agenda.queries.counts import Counts, count_lines, summed
from duixian.court.agenda.queries.items import Item, item_page
from duixian.court.agenda.queries.sight import Filters
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Role, Staff

SHOWN = 30
"""Rows of a morning's list; the counts tell of the rest."""
_BANDS = (bands.CLIMBED, bands.OVERDUE, bands.TODAY, bands.SOON)


@dataclass(frozen=True)
class Morning:
    """What is due for one person on a day: the counts, and the first rows, the most pressing first."""

    staff: Staff
    counts: Counts
    items: list[Item]


def digest_of(staff: Staff, on: date) -> Morning:
    """The list of one person as it stands now."""
    counts = summed(count_lines(staff, on, Filters()), lambda line: "").get("", Counts())
    items: list[Item] = []
    for band in _BANDS:
        if counts[band.name] and (left := SHOWN - len(items)):
            items += item_page(staff, on, Filters(band=band.name), size=left).items
    return Morning(staff, counts, items)


def readers() -> list[Staff]:
    """Who gets a list: every account in use that may see cases, but for the command line's."""
    people = Staff.objects.filter(is_active=True).exclude(role=Role.OPERATOR).select_related("court")
    return [staff for staff in people if access.may(staff, Act.VIEW_CASES)]


def store_digests(on: date) -> int:
    """Keep each person's list of a morning, once; how many were new. Done again, it adds what is missing."""
    done = set(Digest.objects.filter(on=on).values_list("staff_id", flat=True))
    return sum(_store(staff, on) for staff in readers() if staff.pk not in done)


def _store(staff: Staff, on: date) -> bool:
    made = digest_of(staff, on)
    rows = [_row(item) for item in made.items]
    try:
        with transaction.atomic():
            Digest.objects.create(staff=staff, on=on, counts=made.counts.of, rows=rows)
    except IntegrityError:
        # Another worker was quicker: its list is the morning's.
        return False
    return True


def _row(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "case": item.case_id,
        "case_no": item.case_no,
        "kind": item.source.label,
        "what": item.what,
        "whom": item.whom,
        "until": str(item.until),
    }
