"""What a statement of debt (债务计算书) says: sums, lines and where each payment went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from duixian.law.title import Bucket

LineKind = Literal["interest", "surcharge"]
ACCRUED = "accrued"
"""Stands for the rate of a line of interest that the title itself has summed up."""


class Line(NamedTuple):
    """One segment of constant base and rate; `start` and `end` are both counted; money in fen."""

    kind: LineKind
    obligation: str
    start: date
    end: date
    days: int
    base: int
    rate: str
    amount: int
    cite: str


@dataclass(frozen=True)
class Allocation:
    """A part of a payment (numbered from 1) and what it was applied to, in fen."""

    payment: int
    to: Bucket
    obligation: str | None
    amount: int


@dataclass(frozen=True)
class Statement:
    """What is still owed at the end of `as_of`, in fen, and every line it was made of."""

    as_of: date
    fees: int
    interest: int
    principal: int
    surcharge: int
    paid: int
    overpaid: int
    lines: tuple[Line, ...]
    allocations: tuple[Allocation, ...]
    effective_on: date | None
    warnings: tuple[str, ...]

    @property
    def total(self) -> int:
        """All four together."""
        return self.fees + self.interest + self.principal + self.surcharge
