"""Shares that sum to the whole, to the fen."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` fen shared in proportion to the weights, rounded by largest remainder; the sum is exact.

    Each is less than a fen from its exact share, and 0 for a weight of 0; of equal remainders the first in
    order goes first. While the weights sum to the total or more, none gets more than its weight.
    Raises ValueError for a negative number, or a total that no weight takes.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("分配的金额和权重不能为负")
    whole = sum(weights)
    if not whole:
        if total:
            raise ValueError("没有可以分得款项的债权")
        return (0,) * len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    left = total - sum(quotient for quotient, _ in parts)
    # sorted() is stable: of equal remainders the first given stays first.
    first = set(sorted(range(len(parts)), key=lambda index: -parts[index][1])[:left])
    return tuple(quotient + (index in first) for index, (quotient, _) in enumerate(parts))
