"""Which courts stand below which."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from duixian.court.people.models import Court

_ABOVE = ("pk", "parent", "parent__parent", "parent__parent__parent")


def courts_below(code: str) -> QuerySet[Court]:
    """The court itself and every court below it, in their fixed order; there are four levels at most."""
    return Court.objects.filter(reduce(or_, (Q(**{path: code}) for path in _ABOVE)))
