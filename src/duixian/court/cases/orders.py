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
# The same as they stand in the list's own statements, word for word as the indexes have them.
PLACES_SQL = {
    "filed": "filed_on",
    "owed": "owed",
    "claimed": "amount_claimed",
    "recovered": "amount_recovered",
    "case_no": "order_no",
    "next_due": f"COALESCE(next_due_on, '{NEVER}'::date)",
    "-next_due": f"COALESCE(next_due_on, '{LONG_AGO}'::date)",
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
    # Most closed cases owe nothing and most open ones have brought in nothing: along the sums the
    # statuses lie apart, and a walk to those of one would pass all of another.
    made.extend(
        models.Index(
            F("status"),
            PLACES[name],
            F("id"),
            name=f"case_status_{name}",
            include=tuple(column for column in _beside(name) if column != "status"),
        )
        for name in ("owed", "recovered")
    )
    # A number is looked for by its serial number; few facets are fetched and then sorted.
    made.append(models.Index(F("serial"), name="case_serial"))
    return [*made, models.Index(F("facet"), name="case_facet_in", include=("id", *_DAYS, *_SORTED))]


def _beside(key: str) -> tuple[str, ...]:
    """What an index carries besides its key; the filing day serves as an order and as a span."""
    if key == "filed" or key in _DAYS:
        return (*_FILTERED, *(day for day in _DAYS if not day.startswith(key)), *_SORTED)
    return (*_FILTERED, *_DAYS)
