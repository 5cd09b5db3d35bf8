"""Search by part of a case number or name, or the last four of an identity number."""

from __future__ import annotations

import re

from django.db.models import Q

from duixian.court.cases.search_terms import query_terms
from duixian.law.courts import court_by_code

_NUMBER = re.compile(r"([^\d\W]\d{2,4})执")


def court_in(text: str) -> str | None:
    """The code of the court whose case number a plain text is a part of, such as 内0622 in 内0622执101."""
    number = _NUMBER.search(text)
    court = court_by_code(number[1]) if number else None
    return court.code if court else None


def having_terms(text: str) -> Q:
    """What the index of terms can tell of a plain text: more cases may have its terms than hold it."""
    return Q(search_terms__contains=query_terms(text))


def text_in(text: str) -> Q:
    """Whether the search text itself holds the plain text."""
    return Q(search_text__contains=text)
