"""The orders of the case list: what each sorts by, and the indexes that give it without sorting.

Ties are broken by id. Each order has an index for one court and one for those who see all.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

NEVER, LONG_AGO = date.max, date.min

# Cases without a term come last, whichever way the list is sorted.
PLACES: dict[str, Combinable] = {
    "filed": F("filed_on"),
    "owed": F("owed"),
    "claimed": F("amount_claimed"),
    "recovered": F("amount_recovered"),
    "case_no": F("order_no"),
    "next_due": Coalesce(F("next_due_on"), Value(NEVER, models.DateField())),
    "-next_due": Coalesce(F("next_due_on"), Value(LONG_AGO, models.DateField())),
}


def indexes() -> list[models.Index]:
    """Two indexes an order."""
    made = []
    for name, place in PLACES.items():
        word = name.replace("-", "late_")
        made.append(models.Index(place, F("id"), name=f"case_by_{word}"))
        made.append(models.Index(F("court"), place, F("id"), name=f"case_court_by_{word}"))
    return made
