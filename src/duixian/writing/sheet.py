"""Spreadsheets out: text from outside stays text, so that no cell of an export can start a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

MONEY = "#,##0.00"
Cell = str | int | float | None


class Book:
    """A workbook being written, row by row, in constant memory; `bytes()` closes it."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False}
        self._book = xlsxwriter.Workbook(self._out, options | {"strings_to_urls": False})
        self._head = self._book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1})
        self._money = self._book.add_format({"num_format": MONEY})

    def sheet(
        self, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, money: Sequence[int] = ()
    ) -> None:
        """Add a sheet; columns named in `money` hold fen and are shown in yuan."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head), 16)
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, self._head)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value, is_money=column in money)

    def _write(self, sheet: Any, row: int, column: int, value: Cell, *, is_money: bool) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value[:32_767])
        elif is_money:
            sheet.write_number(row, column, value / 100, self._money)
        else:
            sheet.write_number(row, column, value)

    def bytes(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._out.getvalue()
