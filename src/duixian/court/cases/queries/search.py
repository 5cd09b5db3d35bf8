"""Search by part of a case number or name, or the last four of an identity number."""

from __future__ import annotations

from django.db.models import QuerySet

from duixian.court.cases.models import Case
from duixian.court.cases.queries.sight import seen_cases
from duixian.court.cases.search_terms import plain, query_terms
from duixian.court.people.models import Staff

FEW = 5_000
"""Up to this many matches are sorted as a set; beyond, they are so many that walking the order meets them."""


def containing(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """The cases whose search text holds the plain text."""
    return cases.filter(search_terms__contains=query_terms(text), search_text__contains=text)


def searched(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """The cases that contain the text, so put that the database need not guess how many they are.

    Few are fetched by the index of terms and then sorted; many are met soon on the way along the
    order of the list, where only the text itself is looked at.
    """
    found = containing(cases, text).order_by().values_list("pk", flat=True)[: FEW + 1]
    ids = list(found)
    if len(ids) <= FEW:
        return cases.filter(pk__in=ids)
    return cases.filter(search_text__contains=text)


def quick_search(actor: Staff, text: str, limit: int = 8) -> list[Case]:
    """A few of the cases that the actor sees and that contain the text, the newest first."""
    wanted = plain(text)
    if not wanted:
        return []
    cases = searched(seen_cases(actor), wanted)
    return list(cases.select_related("court").order_by("-filed_on", "-pk")[:limit])
