"""The published result of the campaign, and the exact way in which a sum is cut into parts.

Parts are drawn at random as weights and brought to their sum by the largest remainder, on whole
numbers, so that no fen is made or lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """What the courts' own report of the campaign gives; `recovered` in fen."""

    starts_on: date
    ends_on: date
    fully_performed: int
    recovered: int
    summoned_by_force: int
    detained: int
    fined: int


# Source: the Ordos courts' published report of their three-month campaign of 2026 (issue 2, item 8).
PUBLISHED = Published(
    starts_on=date(2026, 3, 31),
    ends_on=date(2026, 6, 30),
    fully_performed=798,
    recovered=60_621_500_00,
    summoned_by_force=448,
    detained=36,
    fined=1,
)


def apportion(total: int, weights: Sequence[int], unit: int = 1) -> list[int]:
    """Cut `total` by weights (largest remainder) into multiples of `unit`.

    What is less than one unit goes to the heaviest part. Equal remainders go to the earlier part.
    Raises ValueError where there is something to cut and nobody to take it.
    """
    if total < 0 or min(weights, default=0) < 0 or sum(weights) <= 0:
        raise ValueError("nothing negative can be apportioned, and some weight is needed")
    units, rest = divmod(total, unit)
    parts = _largest_remainder(units, weights)
    heaviest = max(range(len(weights)), key=lambda index: weights[index])
    return [part * unit + (rest if index == heaviest else 0) for index, part in enumerate(parts)]


def _largest_remainder(units: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [units * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(units * weights[index] % whole), index))
    for index in by_remainder[: units - sum(parts)]:
        parts[index] += 1
    return parts


def apportion_table(total: int, rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Cut `total` by rows, then each row by columns; every cell belongs to one row and one column."""
    return [apportion(part, columns) for part in apportion(total, rows)]
