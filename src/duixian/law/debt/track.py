"""One thing that grows by the day: the interest of a rule, or the surcharge of a part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from duixian.law.calendar import DAY
from duixian.law.debt.accrual import Pieces
from duixian.law.debt.result import Line
from duixian.law.money import round_half_up


@dataclass
class Track:
    """Grows on `base(day)` from `start` to the day before `stop`; `settled` fen are paid or waived.

    `opening` is what the title had already summed up; it stands among the lines from the beginning.

    `since` and `on` are the open span and its base; a span closes into lines only when its base
    changes, so that what happens to another obligation never cuts it.
    """

    kind: Literal["interest", "surcharge"]
    obligation: str
    start: date
    stop: date | None
    base: Callable[[date], int]
    pieces: Pieces
    round_each: bool = True
    opening: int = 0
    settled: int = 0
    since: date = date.min
    on: int = 0
    lines: list[Line] = field(default_factory=list)
    exact: Fraction = Fraction(0)

    def grown(self, end: date) -> int:
        """Fen grown up to the day before `end`."""
        lines, exact = self._span(end)
        if not self.round_each:
            return self.opening + round_half_up(self.exact + exact)
        return self.opening + sum(line.amount for line in (*self.lines, *lines))

    @property
    def opening_owed(self) -> int:
        """What is left of `opening`: settled before what grew later."""
        return max(0, self.opening - self.settled)

    def owed(self, end: date) -> int:
        """Fen grown and not yet settled."""
        return self.grown(end) - self.settled

    def rebase(self, day: date) -> None:
        """Close the open span the day before `day` where the base changes on it."""
        new = self.base(day)
        if new != self.on:
            self.close(day)
            self.since, self.on = day, new

    def close(self, end: date) -> None:
        """Turn the open span, up to the day before `end`, into lines."""
        lines, exact = self._span(end)
        self.lines += lines
        self.exact += exact
        self.since = end

    def _span(self, end: date) -> tuple[list[Line], Fraction]:
        first = max(self.since, self.start)
        last = min(end, self.stop) if self.stop else end
        if self.on == 0 or first >= last:
            return [], Fraction(0)
        lines, total = [], Fraction(0)
        for piece in self.pieces(first, last):
            # Whole numbers instead of fractions: this is where a bureau's whole stock is reckoned.
            worth, parts = self.on * piece.days * piece.daily.numerator, piece.daily.denominator
            if not self.round_each:
                total += Fraction(worth, parts)
            lines.append(
                Line(
                    kind=self.kind,
                    obligation=self.obligation,
                    start=piece.start,
                    end=piece.end - DAY,
                    days=piece.days,
                    base=self.on,
                    rate=piece.words,
                    amount=(2 * worth + parts) // (2 * parts),
                    cite=piece.cite,
                )
            )
        return lines, total
