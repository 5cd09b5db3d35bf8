"""A case and those that it continues: what is held, found or kept for them is held for it."""

from __future__ import annotations

from duixian.court.cases.models import Case
from duixian.court.closing.models import Revival


def lineage(case: Case) -> list[Case]:
    """The case and, newest first, every suspended case that it was revived from."""
    found = [case]
    while row := Revival.objects.filter(case=found[-1]).select_related("former").first():
        found.append(row.former)
    return found
