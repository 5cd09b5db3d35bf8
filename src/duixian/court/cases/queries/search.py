"""Search by part of a case number or name, or the last four of an identity number.

Two indexes find candidates and the text itself decides. The database keeps count of how many cases have
each character and each pair of neighbours; how many hold a text follows as from one letter to the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from django.core.cache import cache
from django.db import connection

from duixian.court.cases.queries.where import Where
from duixian.court.cases.search_terms import pairs, query_terms
from duixian.law.courts import court_by_code

_COURT = re.compile(r"([^\d\W]\d{2,4})执")
_SERIAL = re.compile(r"(?:执[恢保异复监协]?|字第)([1-9]\d{0,7})(号|$)")
_SERIAL_DIGITS = 8
_TERMS_ASKED = 3
"""More terms leave hardly fewer candidates, and of common ones the index has long lists to go through."""
_APART = 5
_KNOWN_FOR_SECONDS = 600
_SHARES = """
SELECT most_common_elems::text::text[], most_common_elem_freqs::float8[], reltuples::float8
FROM pg_class LEFT JOIN pg_stats ON tablename = relname AND attname = 'search_terms'
WHERE oid = 'cases_case'::regclass
"""


@dataclass(frozen=True)
class Shares:
    """Of so many cases, which share has each of the commonest terms; every other term has `least` at most.

    Of two letters that the database has not counted as neighbours, one case in _APART that has both has
    them side by side.
    """

    cases: int
    of: dict[str, float]
    least: float

    def having(self, text: str) -> float:
        """The share of cases that hold the plain text, as the database's statistics let one expect."""
        if len(text) == 1:
            return self._of(text)
        shares = [self._of(pair) for pair in pairs(text)]
        return min(*shares, prod(shares) / prod(map(self._of, text[1:-1])), 1)

    def _of(self, term: str) -> float:
        if term in self.of or len(term) == 1:
            return self.of.get(term, self.least)
        return min(self.least, self._of(term[0]) * self._of(term[1]) / _APART)


@dataclass(frozen=True)
class Sought:
    """A plain text that is searched for: which share of the cases has it, and how an index finds those."""

    share: float
    found: Where


def court_in(text: str) -> str | None:
    """The code of the court whose case number a plain text is a part of, such as 内0622 in 内0622执101."""
    number = _COURT.search(text)
    court = court_by_code(number[1]) if number else None
    return court.code if court else None


def shares() -> Shares:
    """What the database believes of the terms; it looks again itself when much has changed."""
    return cache.get_or_set("shares-of-terms", _shares, _KNOWN_FOR_SECONDS)  # type: ignore[return-value]


def sought(text: str, known: Shares) -> Sought:
    """How to look for a plain text."""
    holds = Where("search_text LIKE %s", (f"%{text}%",))
    if number := _SERIAL.search(text):
        digits, whole = number[1], bool(number[2])
        share = 1 / known.cases if whole else 1 / (9 * 10 ** (len(digits) - 1))
        return Sought(share, _serial(digits, whole) & holds)
    rarest = sorted(query_terms(text), key=known.having)[:_TERMS_ASKED]
    return Sought(known.having(text), Where("search_terms @> %s::varchar[]", (rarest,)) & holds)


def _serial(digits: str, whole: bool) -> Where:
    """The serial numbers that are these digits, or begin with them."""
    if whole:
        return Where("serial = %s", (int(digits),))
    more = range(_SERIAL_DIGITS - len(digits) + 1)
    spans = [(int(digits) * 10**k, (int(digits) + 1) * 10**k - 1) for k in more]
    sql = " OR ".join("serial BETWEEN %s AND %s" for _ in spans)
    return Where(f"({sql})", tuple(end for span in spans for end in span))


def _shares() -> Shares:
    with connection.cursor() as cursor:
        cursor.execute(_SHARES)
        terms, frequencies, cases = cursor.fetchone()
    cases = max(1, int(cases))
    # After the terms' own frequencies stand the least and the greatest of them.
    of = dict(zip(terms or (), frequencies or (), strict=False))
    return Shares(cases, of, min(of.values(), default=1 / cases))
