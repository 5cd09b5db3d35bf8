"""案款入账: what a bank's statement says came in, and which case each sum belongs to.

Every row of a statement comes out once: as money in, as money out, refused with its reason, or left out
because it holds no movement. Nothing here knows the cases of a court; they are handed to `match`.
"""

from duixian.reading.receipts.matching import Cases, Deduction, Match, OpenCase, match
from duixian.reading.receipts.model import Gap, Line, Refused, Statement
from duixian.reading.receipts.read import read_statement

__all__ = [
    "Cases",
    "Deduction",
    "Gap",
    "Line",
    "Match",
    "OpenCase",
    "Refused",
    "Statement",
    "match",
    "read_statement",
]
