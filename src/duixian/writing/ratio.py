"""A rate that keeps its numerator and denominator, so that sums of courts stay exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from duixian.law.money import round_half_up

NONE = "—"


@dataclass(frozen=True)
class Ratio:
    """top ÷ bottom; what is divided by zero prints "—" and is never taken for 0%."""

    top: int | Fraction
    bottom: int | Fraction

    @property
    def value(self) -> Fraction | None:
        """The exact rate, None for an empty denominator."""
        return Fraction(self.top) / Fraction(self.bottom) if self.bottom else None

    @property
    def percent(self) -> str:
        """39.29%, half-up."""
        if self.value is None:
            return NONE
        basis = round_half_up(self.value * 10_000)
        return f"{'-' if basis < 0 else ''}{abs(basis) // 100}.{abs(basis) % 100:02d}%"

    @property
    def number(self) -> str:
        """An average with one decimal, half-up: 61.5."""
        if self.value is None:
            return NONE
        tenths = round_half_up(self.value * 10)
        return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"

    @property
    def width(self) -> int:
        """Percent of a bar, at most 100."""
        return 0 if self.value is None else max(0, min(100, round_half_up(self.value * 100)))

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.top + other.top, self.bottom + other.bottom)
