"""The case list as a workbook, written row by row so that its size costs no memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_000_000
"""A sheet of xlsx holds 1,048,576 rows; what goes beyond is told in the last."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {str: 22, Decimal: 16, date: 12}

Value = str | Decimal | date | int | None


def write(
    file: IO[bytes], heads: Sequence[tuple[str, type]], rows: Iterable[Sequence[Value]], title: str
) -> None:
    """Write `rows` under `heads` (name, kind of value) into the file; money is Decimal yuan.

    Text is written as text whatever it begins with, and what could be taken for a formula is marked
    so that it stays text when somebody edits it.
    """
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("案件")
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F4F7"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"quote_prefix": True}),
        }
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        sheet.set_header(f"&L{title}&R&P / &N")
        for column, (name, kind) in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS.get(kind, 12))
            sheet.write_string(0, column, name, formats["head"])
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                sheet.write_string(number, 0, f"只列前 {MOST_ROWS:,} 件；请加筛选条件分次导出")
                break
            for column, value in enumerate(row):
                _write(sheet, number, column, value, formats)


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: dict[str, Format]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, formats["money"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value.startswith(_STARTS_FORMULA):
        sheet.write_string(row, column, value, formats["text"])
    else:
        sheet.write_string(row, column, value)
