"""What a ledger of open cases (在办案件台账) says, row by row; nothing of it is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from duixian.reading.ledger.grid import Grid


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case of the ledger; `row` is the row's number in the sheet, money is fen.

    `more` holds every other recognised column as it stands, by the name of its meaning.
    """

    row: int
    case_no: str
    court_code: str
    court: str
    kind: str
    cause: str
    amount: int
    filed_on: date | None
    handler: str
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    days: Mapping[str, date] = field(default_factory=dict)
    sums: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose case number stands further up; `differs` names the meanings whose values differ."""

    row: int
    same_as: int
    case_no: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken: which cell, why, and what to do."""

    row: int
    cell: str
    field: str
    value: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Ledger:
    """A ledger as read: every row of data is in exactly one of rows, duplicates and refused.

    `repeated` are the rows of `duplicates` as read.
    `left_out` are rows that hold no case: sums, notes, heads repeated inside. `unread_sheets` are other
    sheets of the file that look like ledgers too.
    """

    grid: Grid
    head_row: int
    columns: Mapping[str, int]
    unknown_heads: Mapping[int, str]
    rows: tuple[LedgerRow, ...]
    duplicates: tuple[Duplicate, ...]
    refused: tuple[Refusal, ...]
    left_out: tuple[tuple[int, str], ...]
    repeated: tuple[LedgerRow, ...] = ()
    unread_sheets: tuple[str, ...] = ()

    @property
    def sheet_name(self) -> str:
        """The sheet that was read."""
        return self.grid.sheet

    def heads(self) -> tuple[str, ...]:
        """The heads as one row; a cell merged over two rows is told by the upper one."""
        return tuple(self._head(column) for column in range(len(self.grid.columns)))

    def _head(self, column: int) -> str:
        lower = self.grid.cell(self.head_row, column)
        return lower or (self.grid.cell(self.head_row - 1, column) if self.head_row > 1 else "")

    def differing(self, duplicate: Duplicate) -> str:
        """A sentence on which columns of a repetition say otherwise; empty where none does."""
        heads = self.heads()
        named = "、".join(heads[self.columns[name]] for name in duplicate.differs)
        return f"{named}不同，以第{duplicate.same_as}行为准" if named else ""

    def body(self) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        """Row numbers below the heads with their cells as they stand."""
        below = zip(*(column[self.head_row :] for column in self.grid.columns), strict=True)
        return enumerate(below, start=self.head_row + 1)
