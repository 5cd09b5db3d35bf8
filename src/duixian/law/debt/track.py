"""One thing that grows by the day: the interest of a rule, or the surcharge of a part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from duixian.law.calendar import DAY, days_between
from duixian.law.debt.accrual import Pieces
from duixian.law.debt.result import Line, LineKind


@dataclass(eq=False, slots=True)
class Track:
    """Grows on `base(day)` from `start` to the day before `stop`; `settled` fen are paid or waived.

    `since` and `on` are the open span and its base; a span closes into lines only when its base
    changes, so that what happens to another obligation never cuts it. `ends` is the day after the
    whole period, by whose length some rates are chosen. `opening` is what the title had summed up.
    """

    kind: LineKind
    obligation: str
    start: date
    stop: date | None
    ends: date
    base: Callable[[date], int]
    pieces: Pieces
    round_each: bool = True
    opening: int = 0
    lines: list[Line] = field(default_factory=list)
    settled: int = 0
    since: date = date.min
    on: int = 0
    closed: int | Fraction = 0
    reckoned: tuple[date, list[Line], int | Fraction] | None = None

    def __post_init__(self) -> None:
        self.closed = self.opening

    def grown(self, end: date) -> int | Fraction:
        """Fen grown up to the day before `end`: whole where each line is rounded, else exact."""
        return self.closed + self._span(end)[1]

    @property
    def opening_owed(self) -> int:
        """What is left of `opening`: settled before what grew later."""
        return max(0, self.opening - self.settled)

    def rebase(self, day: date) -> None:
        """Close the open span the day before `day` where the base changes on it."""
        new = self.base(day)
        if new != self.on:
            self.close(day)
            self.on = new

    def close(self, end: date) -> None:
        """Turn the open span, up to the day before `end`, into lines."""
        lines, amount = self._span(end)
        self.lines += lines
        self.closed += amount
        self.since, self.reckoned = end, None

    def bring_forward(self, by: timedelta) -> None:
        """Start earlier, because the part fell due earlier."""
        self.start -= by
        self.reckoned = None

    def _span(self, end: date) -> tuple[list[Line], int | Fraction]:
        if self.reckoned is None or self.reckoned[0] != end:
            self.reckoned = (end, *self._reckon(end))
        return self.reckoned[1:]

    def _reckon(self, end: date) -> tuple[list[Line], int | Fraction]:
        first = max(self.since, self.start)
        last = min(end, self.stop) if self.stop else end
        lines: list[Line] = []
        total: int | Fraction = 0
        if self.on == 0 or first >= last:
            return lines, total
        for start, after, daily, words, cite in self.pieces(first, last, self.start, self.ends):
            # Whole numbers instead of fractions: this is where a bureau's whole stock is reckoned.
            days = days_between(start, after)
            worth, parts = self.on * days * daily.numerator, daily.denominator
            amount = (2 * worth + parts) // (2 * parts)
            total += amount if self.round_each else Fraction(worth, parts)
            lines.append(
                Line(self.kind, self.obligation, start, after - DAY, days, self.on, words, amount, cite)
            )
        return lines, total
