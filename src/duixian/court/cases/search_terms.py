"""How the text of a case is cut so that any part of a number or a name finds it.

Chinese has no spaces between words: every character and every pair of neighbours is a term. A query
is cut the same way, its terms choose the candidates, and the text itself decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SEPARATOR = "|"


def plain(text: str) -> str:
    """Letters, digits and characters alone, in one width and lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def search_text(case_no: str, names: Iterable[str], id_numbers: Iterable[str] = ()) -> str:
    """What a case is found by: its number, the names, and the last four of identity numbers."""
    tails = (plain(number)[-4:] for number in id_numbers)
    parts = [plain(case_no), *map(plain, names), *tails]
    return SEPARATOR.join(dict.fromkeys(part for part in parts if part))


def terms_of(text: str) -> list[str]:
    """Every character and every pair of neighbours of a search text."""
    found: dict[str, None] = {}
    for part in text.split(SEPARATOR):
        found.update(dict.fromkeys(part))
        found.update(dict.fromkeys(pairs(part)))
    return sorted(found)


def query_terms(text: str) -> list[str]:
    """The terms that a case must have to contain the plain text."""
    return sorted(set(pairs(text))) if len(text) > 1 else [text]


def pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
