"""Ledgers as they really are: heads anywhere, amounts and dates as people write them."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from duixian.law.errors import InputError
from duixian.law.scope import default_scope
from duixian.reading.ledger import Ledger, read_ledger, screen
from tests.reading.ledgers import HEADS, case, xlsx

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real-ledger.xlsx"


def read(rows: list[list[object]], **other: object) -> Ledger:
    return read_ledger(xlsx([HEADS, *rows], **other), "台账.xlsx")


def test_a_title_above_and_totals_and_notes_below_are_no_cases() -> None:
    ledger = read_ledger(
        xlsx(
            [
                ["准格尔旗人民法院在办案件台账"],
                ["统计截至2026年6月30日"],
                HEADS,
                case(1),
                case(2),
                [],
                ["合计", None, None, None, 70000],
                ["注：本表由执行局填报"],
                ["制表：陈某乙", None, None, "审核：王某丙"],
            ],
            merge=["A1:I1"],
        ),
        "台账.xlsx",
    )
    assert [row.row for row in ledger.rows] == [4, 5]
    assert [row for row, _ in ledger.left_out] == [7, 8, 9]
    assert ledger.refused == ()


def test_a_head_merged_over_two_rows_is_flattened() -> None:
    ledger = read_ledger(
        xlsx(
            [
                ["案号", "案由", "标的", None, "立案日期"],
                [None, None, "申请", "到位", None],
                ["（2026）内0602执7号", "抚养费纠纷", "2万元", "5,000.00", "2026/2/3"],
            ],
            merge=["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
        ),
        "台账.xlsx",
    )
    (row,) = ledger.rows
    assert (row.amount, row.sums["recovered"], row.filed_on) == (2_000_000, 500_000, date(2026, 2, 3))


def test_the_unit_in_a_head_holds_for_cells_that_name_none() -> None:
    heads = ["案号", "执行标的（万元）"]
    ledger = read_ledger(
        xlsx([heads, ["（2026）内0602执7号", "11.15"], ["（2026）内0602执8号", "800元"]]), "台账.xlsx"
    )
    assert [row.amount for row in ledger.rows] == [11_150_000, 80_000]


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("11.15万元", 11_150_000),
        ("￥88,000", 8_800_000),
        ("６，０００元", 600_000),
        (26149.0, 2_614_900),
        # A binary sum: 0.1 + 0.2 = 0.30000000000000004 in the cell.
        (0.1 + 0.2, 30),
        (0, 0),
    ],
)
def test_amounts_are_read_to_the_fen(written: object, fen: int) -> None:
    (row,) = read([case(1, **{"申请执行标的（元）": written})]).rows
    assert row.amount == fen


@pytest.mark.parametrize("written", [None, "-", "若干", "-500", 1e18, "#N/A"])
def test_an_amount_that_is_none_is_refused_at_its_cell(written: object) -> None:
    ledger = read([case(1), case(2, **{"申请执行标的（元）": written})])
    (refusal,) = ledger.refused
    assert (refusal.row, refusal.cell, refusal.field) == (3, "E3", "amount")
    assert refusal.why and refusal.remedy
    assert [row.row for row in ledger.rows] == [2]


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "２０２６年０１月０５日",
        "20260105",
        "二〇二六年一月五日",
        datetime(2026, 1, 5, 14, 5),  # noqa: DTZ001  a cell has no zone
        date(2026, 1, 5),
        # Excel counts from 1899-12-30: 46027 = 126 years × 365 + 31 leap days + 6 days to 5 January.
        46027,
    ],
)
def test_dates_are_read_in_any_common_form(written: object) -> None:
    (row,) = read([case(1, 立案日期=written)]).rows
    assert row.filed_on == date(2026, 1, 5)


@pytest.mark.parametrize("written", ["2026-13-05", "昨天", "1900-01-00", "1900-01-01", "2999-01-01", 3])
def test_a_date_that_is_none_is_refused_at_its_cell(written: object) -> None:
    (refusal,) = read([case(1, 立案日期=written)]).refused
    assert (refusal.cell, refusal.field) == ("F2", "filed_on")


def test_case_numbers_are_stored_in_one_form() -> None:
    ledger = read([case(1, 案号="(2026)内0622执123号"), case(2, 案号="〔2026〕 内0622执恢4号")])
    assert [row.case_no for row in ledger.rows] == ["（2026）内0622执123号", "（2026）内0622执恢4号"]


@pytest.mark.parametrize(
    "written", ["（2026内0622执1号", "2026内0622执1号", "（2026）内0699执1号", "执1号", None, "abc"]
)
def test_a_case_number_that_is_none_is_refused(written: object) -> None:
    ledger = read([case(1), case(2, 案号=written)])
    (refusal,) = ledger.refused
    assert (refusal.row, refusal.field) == (3, "case_no")


def test_a_repeated_case_is_named_with_what_differs() -> None:
    ledger = read([case(1), case(1, 案号="(2026)内0622执101号", **{"申请执行标的（元）": "35000.5"})])
    (again,) = ledger.duplicates
    assert (again.row, again.same_as, again.differs) == (3, 2, ("amount",))
    assert [row.row for row in ledger.rows] == [2]


def test_the_court_of_the_case_number_goes_before_the_column() -> None:
    (row,) = read([case(1, 执行法院="达拉特旗人民法院")]).rows
    assert row.court == "准格尔旗人民法院"
    assert "达拉特旗" in row.notes[0]


def test_names_with_tags_and_quotes_stay_as_they_are() -> None:
    (row,) = read([case(1, 被执行人='<script>alert("x")</script>')]).rows
    assert row.respondents == ('<script>alert("x")</script>',)


def test_the_sheet_that_is_a_ledger_is_chosen() -> None:
    book = load_workbook(io.BytesIO(xlsx([HEADS, case(1)])))
    book.create_sheet("说明", 0)["A1"] = "填表说明"
    out = io.BytesIO()
    book.save(out)
    assert read_ledger(out.getvalue(), "台账.xlsx").grid.sheet == "台账"


def test_a_head_that_is_not_known_can_be_pointed_to_its_meaning() -> None:
    content = xlsx([["案件唯一标识", "案号", "诉求"], ["x", "（2026）内0602执7号", "500"]])
    with pytest.raises(InputError, match="标的金额"):
        read_ledger(content, "台账.xlsx")
    ledger = read_ledger(content, "台账.xlsx", heads={"诉求": "amount"})
    assert ledger.rows[0].amount == 50_000
    assert list(ledger.unknown_heads.values()) == ["案件唯一标识"]


def test_a_title_above_is_no_part_of_an_unknown_head() -> None:
    content = xlsx([["某院台账"], ["案号", "标的", "谁在办"], ["（2026）内0602执7号", 5, "陈某乙"]])
    assert list(read_ledger(content, "台账.xlsx").unknown_heads.values()) == ["谁在办"]


def test_both_words_of_a_court_vendors_schema_may_stand_side_by_side() -> None:
    heads = [
        "案号",
        "收到材料日期",
        "收案日期",
        "立案日期",
        "应执行标的金额",
        "结案标的金额",
        "结案案由",
        "结案方式",
    ]
    ledger = read_ledger(
        xlsx([heads, ["（2026）内0602执7号", *["2026-01-05"] * 3, 1, 1, "", ""]]), "台账.xlsx"
    )
    assert len(ledger.columns) == len(heads)


@pytest.mark.skipif(not REAL.exists(), reason="../shared 不在旁边，没有真实台账可读")
def test_the_real_ledger_comes_out_whole() -> None:
    ledger = read_ledger(REAL, "real-ledger.xlsx")
    assert len(ledger.rows) + len(ledger.duplicates) + len(ledger.refused) == 88
    cells = dict(enumerate(load_workbook(REAL).active.iter_rows(values_only=True), start=1))
    for row in ledger.rows:
        yuan, _, part = str(cells[row.row][5]).partition(".")
        assert row.amount == int(yuan) * 100 + int((part + "00")[:2])
    assert [each.row for each in ledger.duplicates] == [88, 89, 90]
    # What the sheet shows: two amounts left empty, one a dash.
    refused = [(each.cell, each.field, each.value) for each in ledger.refused]
    assert refused == [("F10", "amount", ""), ("F66", "amount", ""), ("F76", "amount", "-")]
    for each in screen(ledger, default_scope()).rows:
        small = 0 < each.row.amount <= 10_000_000
        assert each.category == ("small_claim" if small else "none")
        assert "未载案由" in each.decision.reason or each.row.amount == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["（2026）内0622执1号", "（2026）内0622执2号", "内0622", "", "合计"]),
            st.one_of(st.none(), st.text(max_size=8), st.integers(0, 10**9), st.floats(0, 1e6)),
            st.text(max_size=10),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_comes_out_exactly_once(rows: list[tuple[str, object, str]]) -> None:
    lines = ["案号\t标的金额\t立案日期", "（2026）内0602执999号\t1\t"]
    clean = [[str(cell if cell is not None else "").translate(_FLAT) for cell in row] for row in rows]
    text = "\n".join([*lines, *("\t".join(row) for row in clean)])
    ledger = read_ledger(text.encode(), "台账.csv")
    numbers = [row.row for row in ledger.rows]
    numbers += [each.row for each in ledger.duplicates]
    numbers += [each.row for each in ledger.refused]
    numbers += [row for row, _ in ledger.left_out]
    empty = [at for at, row in enumerate(clean, start=3) if not any(cell.strip() for cell in row)]
    assert sorted(numbers + empty) == list(range(2, len(rows) + 3))


_FLAT = {ord(mark): " " for mark in '\t\n\r"\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\0'}
