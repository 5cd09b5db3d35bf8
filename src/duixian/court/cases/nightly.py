"""What grows overnight: the debts that the list shows, reckoned to the new day in short transactions."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from duixian.court.cases.actions.derived import refresh_softly
from duixian.court.cases.models import Case, Status

_CHUNK = 2_000


def reckon_all(on: date) -> int:
    """Reckon all cases that are open or suspended to a day; how many were reckoned.

    A case whose debt law cannot say keeps its last figure and the day of that figure.
    """
    growing = Case.objects.filter(status__in=(Status.OPEN, Status.SUSPENDED))
    done, last = 0, 0
    while True:
        with transaction.atomic():
            free = growing.filter(pk__gt=last).select_for_update(no_key=True, skip_locked=True)
            some = list(free.order_by("pk")[:_CHUNK])
            if not some:
                return done
            refresh_softly(some, on)
        done, last = done + len(some), some[-1].pk
