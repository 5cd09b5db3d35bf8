"""Rows that are cases, rows that are not, and cells that speak for several rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from duixian.reading.ledger import Ledger, read_ledger
from tests.reading.ledgers import HEADS, case, xlsx

NUMBER = "（2026）内0602执7号"
OTHER = "（2026）内0602执8号"


def csv(*rows: Sequence[str]) -> Ledger:
    heads = ["案号", "标的", "申请执行人", "承办人"]
    return read_ledger("\n".join("\t".join(row) for row in (heads, *rows)).encode(), "台账.csv")


@pytest.mark.parametrize(
    "row",
    [
        ["合  计", "10"],
        ["", "10", "合计"],
        ["本页小计：", "10", "2件"],
        ["案号", "标的", "申请执行人", "承办人"],
        ["案 号", "标的金额", "申请人", "承办人"],
        ["1", "2", "3", "4"],
        ["注：本表不含执恢案件"],
        ["以下空白"],
        ["制表：陈某乙", "", "审核：王某丙"],
        ["一、涉民生案件"],
    ],
)
def test_what_is_no_case_is_left_out_and_said_so(row: list[str]) -> None:
    ledger = csv([NUMBER, "5", "李某甲", "陈某乙"], row, [OTHER, "5", "李某甲", "陈某乙"])
    assert [number for number, _ in ledger.left_out] == [3]
    assert (len(ledger.rows), ledger.refused) == (2, ())


def test_a_second_party_in_a_row_of_its_own_is_not_lost_silently() -> None:
    (refusal,) = csv([NUMBER, "5", "李某甲", ""], ["", "", "李某丁", ""]).refused
    assert (refusal.cell, refusal.field) == ("A3", "case_no")
    assert "合并" in refusal.why


def test_a_refused_row_names_every_cell_that_cannot_be_read() -> None:
    (refusal,) = csv(["执7号", "若干", "李某甲", ""], [NUMBER, "5", "", ""]).refused
    assert refusal.cell == "A2" and "B2" in refusal.why


def test_a_handler_merged_over_several_cases_handles_them_all() -> None:
    rows = [HEADS, case(1), case(2, 承办人=None), case(3, 承办人=None), case(4, 承办人=None)]
    ledger = read_ledger(xlsx(rows, merge=["I2:I4"]), "台账.xlsx")
    assert [row.handler for row in ledger.rows] == ["陈某乙", "陈某乙", "陈某乙", ""]


def test_an_amount_merged_over_several_cases_is_counted_once() -> None:
    rows = [HEADS, case(1), case(2, **{"申请执行标的（元）": None})]
    ledger = read_ledger(xlsx(rows, merge=["E2:E3"]), "台账.xlsx")
    assert [row.row for row in ledger.rows] == [2]
    assert [each.cell for each in ledger.refused] == ["E3"]


def test_a_repetition_says_what_differs_in_the_ledgers_own_words() -> None:
    ledger = csv([NUMBER, "5", "李某甲", "陈某乙"], [NUMBER, "6", "李某甲", "王某丙"])
    assert ledger.differing(ledger.duplicates[0]) == "标的、承办人不同，以第2行为准"


def test_progress_ends_at_the_last_row() -> None:
    told: list[tuple[int, int]] = []
    text = "案号\t标的\n" + "".join(f"（2026）内0602执{number}号\t5\n" for number in range(1, 5_010))
    read_ledger(text.encode(), "台账.csv", progress=lambda done, rows: told.append((done, rows)))
    assert told == [(5_000, 5_010), (5_010, 5_010)]
