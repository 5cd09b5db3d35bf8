"""The monthly table: ten columns, sums that meet, room for both signatures."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.errors import InputErrors
from duixian.writing.reconciliation import (
    Arrival,
    CourtMonth,
    Reconciliation,
    docx_bytes,
    total,
    xlsx_bytes,
)

FIRST = Arrival(
    court="示例旗人民法院",
    on=date(2026, 1, 5),
    amount=1_500_00,
    case_no="（2026）内0622执101号",
    officer="陈某乙",
    applicants="李某甲",
    respondents="示例建材有限公司",
    payer="示例建材有限公司",
    reason="履行判决",
    finance_by="钱某",
    enforcement_by="孙某",
)
UNKNOWN = replace(FIRST, on=date(2026, 1, 3), amount=8, case_no="", payer="路人丙")
OTHER = replace(FIRST, court="示例区人民法院", amount=300_00)
# 1000.00 + 1500.08 - 500.00 = 2000.08; 0.00 + 300.00 - 0.00 = 300.00
COURTS = (
    CourtMonth("示例旗人民法院", 1_000_00, 1_500_08, 500_00, 2_000_08, 2_000_00),
    CourtMonth("示例区人民法院", 0, 300_00, 0, 300_00, 300_00),
)
TABLE = Reconciliation("示例市中级人民法院", date(2026, 1, 31), (FIRST, UNKNOWN, OTHER), COURTS)
TEN = [
    "进账时间",
    "进账金额",
    "案号",
    "承办人",
    "申请执行人",
    "被执行人",
    "交款人",
    "交款原由",
    "财务对账人",
    "执行局对账人",
]


def sheets(table: Reconciliation) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table)))


def cells(table: Reconciliation, name: str) -> list[list[object]]:
    return [list(row) for row in sheets(table)[name].iter_rows(values_only=True)]


def paper(table: Reconciliation) -> docx.document.Document:
    return docx.Document(io.BytesIO(docx_bytes(table)))


def test_the_workbook_lists_ten_columns_by_court_with_sums() -> None:
    head, *rows = cells(TABLE, "对账明细")
    assert head == ["法院", *TEN]
    assert rows[0][:5] == ["示例旗人民法院", "2026-01-03", 0.08, "未认领", "陈某乙"]
    assert rows[1][1:4] == ["2026-01-05", 1500, "（2026）内0622执101号"]
    assert rows[1][-2:] == ["钱某", "孙某"]
    assert rows[2][:3] == ["示例旗人民法院小计", "2笔", 1500.08]
    assert rows[5][:3] == ["合计", "3笔", 1800.08]
    assert [row[0] for row in rows[-2:]] == ["财务部门对账人（签字）：", "执行局对账人（签字）："]


def test_the_workbook_balances_each_court_and_all_of_them() -> None:
    _, first, second, all_of_them, *_ = cells(TABLE, "收支余额")
    assert first == ["示例旗人民法院", 1000, 1500.08, 500, 2000.08, 2000, 0.08]
    assert second == ["示例区人民法院", 0, 300, 0, 300, 300, 0]
    assert all_of_them == ["合计", 1000, 1800.08, 500, 2300.08, 2300, 0.08]


def test_a_bank_balance_that_is_unknown_is_not_taken_for_nothing() -> None:
    without = replace(COURTS[0], bank=None)
    assert total((without, COURTS[1])).bank is None
    _, first, *_ = cells(replace(TABLE, courts=(without, COURTS[1])), "收支余额")
    assert first[5:] == [None, None]


def test_the_document_has_the_same_and_room_for_both_signatures() -> None:
    document = paper(TABLE)
    assert document.paragraphs[0].text == "示例市中级人民法院2026年1月执行案款对账表"
    listed, other, balances = ([[c.text for c in row.cells] for row in each.rows] for each in document.tables)
    assert listed[0] == TEN
    assert listed[1][:3] == ["2026-01-03", "0.08", "未认领"]
    assert listed[-1][:3] == ["小计", "1,500.08", "2笔"]
    assert other[-1][1] == "300.00"
    assert balances[-1] == ["合计", "1,000.00", "1,800.08", "500.00", "2,300.08", "2,300.00", "0.08"]
    signed = [each.text for each in document.paragraphs if "签字" in each.text]
    assert len(signed) == 2
    assert all("日期" in text for text in signed)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://例.test", "{=1}"])
def test_no_cell_becomes_a_formula_or_a_link(text: str) -> None:
    risky = replace(FIRST, payer=text, reason=text, applicants=text)
    book = sheets(replace(TABLE, arrivals=(risky, UNKNOWN, OTHER)))
    written = [cell for row in book["对账明细"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in written} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in written)


def test_texts_that_no_document_holds_are_left_out_of_it() -> None:
    table = replace(TABLE, arrivals=(replace(FIRST, payer="甲\x00\x0b公司\ud800"), UNKNOWN, OTHER))
    assert paper(table).tables[0].rows[2].cells[6].text == "甲公司"
    assert cells(table, "对账明细")[2][7] == "甲公司"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"courts": (replace(COURTS[0], closing=2_000_09), COURTS[1])}, "期初加收入减支出是2,000.08元"),
        (
            {"courts": (replace(COURTS[0], received=1_500_09, closing=2_000_09), COURTS[1])},
            "明细合计1,500.08元",
        ),
        ({"courts": COURTS[:1]}, "没有收支余额"),
        ({"courts": (*COURTS, COURTS[1])}, "列了两次"),
        ({"arrivals": (FIRST, UNKNOWN, OTHER, replace(OTHER, amount=0))}, "大于零"),
        ({"month": date(2026, 2, 1)}, "月份"),
    ],
)
def test_a_table_whose_sums_do_not_meet_is_not_made(change: dict[str, object], why: str) -> None:
    table = replace(TABLE, **change)  # type: ignore[arg-type]
    for make in (xlsx_bytes, docx_bytes):
        with pytest.raises(InputErrors, match=why):
            make(table)


def test_a_month_without_a_sum_is_a_table_too() -> None:
    empty = Reconciliation("示例法院", date(2026, 1, 1), (), (CourtMonth("示例法院", 5, 0, 0, 5),))
    assert cells(empty, "收支余额")[1][:5] == ["示例法院", 0.05, 0, 0, 0.05]
    assert len(paper(empty).tables) == 2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 10**12), st.integers(0, 10**12)), max_size=20))
def test_whatever_balances_is_a_table_and_a_fen_off_is_none(drawn: list[tuple[int, int, int]]) -> None:
    arrivals = tuple(replace(FIRST, court=f"第{court}法院", amount=came) for court, came, _ in drawn)
    months = []
    for court in range(3):
        came = sum(amount for place, amount, _ in drawn if place == court)
        went = sum(amount for place, _, amount in drawn if place == court)
        months.append(CourtMonth(f"第{court}法院", 10**13, came, went, 10**13 + came - went))
    table = Reconciliation("示例法院", date(2026, 1, 1), arrivals, tuple(months))
    said = cells(table, "收支余额")[4]
    assert round(said[4] * 100) == 3 * 10**13 + sum(came - went for _, came, went in drawn)
    off = (replace(months[0], closing=months[0].closing + 1), *months[1:])
    with pytest.raises(InputErrors):
        xlsx_bytes(replace(table, courts=off))
