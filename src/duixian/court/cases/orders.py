"""The orders and filters of the case list, and the indexes that answer them without reading a case.

Ties are broken by id. Each index carries what the list is filtered by: a walk along an order looks at
nothing else, and only the fifty cases of a page are read.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

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
_FILTERED = ("court", "status", "category", "green_channel", "key_supervision", "handler", "handler_name")
_DAYS = ("filed_on", "closed_on", "next_due_on")
_SORTED = ("owed", "amount_claimed", "amount_recovered", "order_no")


def facet() -> Concat:
    """All that the table of counts tells apart, as one text."""
    flags = (Cast(F("green_channel"), CharField()), Cast(F("key_supervision"), CharField()))
    handler = (Cast(F("handler"), CharField()), F("handler_name"))
    parts: list[Combinable] = [F("court"), F("status"), F("category"), *flags, *handler]
    return Concat(*(piece for part in parts for piece in (part, Value(" "))))


def indexes() -> list[models.Index]:
    """One index an order, one a day of which a span is asked for, and one of the facets."""
    made = [
        models.Index(place, F("id"), name=f"case_in_{name.replace('-', 'late_')}", include=_beside(name))
        for name, place in PLACES.items()
    ]
    for day in _DAYS[1:]:
        known = Q(**{f"{day}__isnull": False})
        made.append(
            models.Index(F(day), F("id"), name=f"case_span_{day}", include=_beside(day), condition=known)
        )
    # Open cases owe, closed ones mostly do not: along the sums the two lie apart.
    made.append(
        models.Index(
            F("owed"), F("id"), name="case_open_in_owed", include=_beside("owed"), condition=Q(status="open")
        )
    )
    return [*made, models.Index(F("facet"), name="case_facet")]


def _beside(key: str) -> tuple[str, ...]:
    """What an index carries besides its key; the filing day serves as an order and as a span."""
    if key == "filed" or key in _DAYS:
        return (*_FILTERED, *(day for day in _DAYS if not day.startswith(key)), *_SORTED)
    return (*_FILTERED, *_DAYS)
