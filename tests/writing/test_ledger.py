"""A ledger written back: text stays text, money is a number, nothing else is touched."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from duixian.writing.ledger import remarked_xlsx


def written(cell: str | None) -> Workbook:
    content = remarked_xlsx(
        "结果",
        ["案号"],
        [(2, [cell])],
        ["金额", "理由"],
        {2: (1_234_56, cell)},
        {"未收": (["值"], [[cell]])},
        money="金额",
    )
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "{=1}", "=HYPERLINK(1)", "http://例.test"]
)
def test_no_cell_becomes_a_formula_or_a_link(text: str) -> None:
    book = written(text)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert book["结果"]["A2"].value.endswith(text.strip())


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30))
def test_text_comes_back_as_it_went_in(text: str) -> None:
    assert written(text)["未收"]["A2"].value == text


def test_money_is_a_number_in_yuan() -> None:
    cell = written("甲")["结果"]["B2"]
    assert (cell.value, cell.data_type) == (1234.56, "n")


def test_rows_without_a_remark_are_left_out() -> None:
    content = remarked_xlsx("结果", ["案号"], [(2, ["甲"]), (3, ["合计"])], ["理由"], {2: ("因为",)})
    assert load_workbook(io.BytesIO(content))["结果"].max_row == 2
