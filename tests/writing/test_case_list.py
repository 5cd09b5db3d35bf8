"""The exported list: text stays text, whatever it begins with; money is a number, days are days."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from duixian.writing import case_list

HEADS: list[tuple[str, type]] = [("案号", str), ("应付（元）", Decimal), ("立案日期", date)]


def written(*rows: list[case_list.Value]) -> list[list[openpyxl.cell.Cell]]:
    file = io.BytesIO()
    case_list.write(file, HEADS, rows, "案件")
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(file.getvalue())).active.iter_rows()]


def test_a_row_stands_under_its_heads() -> None:
    heads, row = written(["（2026）内0602执101号", Decimal("35000.00"), date(2026, 1, 5)])
    assert [cell.value for cell in heads] == ["案号", "应付（元）", "立案日期"]
    assert [cell.value for cell in row[:2]] == ["（2026）内0602执101号", 35000]
    assert row[2].value.date() == date(2026, 1, 5)
    assert row[1].number_format == "#,##0.00"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_can_start_a_formula(text: str) -> None:
    _, row = written([text, None, None])
    assert row[0].data_type == "s"
    assert row[0].value == text
    assert row[0].quotePrefix


def test_what_is_unknown_is_an_empty_cell() -> None:
    _, row = written(["（2026）内0602执1号", None, None])
    assert [cell.value for cell in row] == ["（2026）内0602执1号", None, None]
