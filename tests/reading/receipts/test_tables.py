"""Statements as tables: three banks' habits, every row accounted for, balances that must follow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from duixian.law.errors import InputError
from duixian.reading.receipts import Statement, read_statement

ICBC = "交易日期,交易时间,借方发生额,贷方发生额,余额,对方单位,对方账号,对方行名,摘要,附言,用途,交易流水号"
CCB = (
    "账号,交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,"
    "对方户名,对方账号,对方开户机构,摘要,备注,账户明细编号-交易流水号"
)
ABC = "交易时间,收支方向,发生额,账户余额,对方户名,对方账号,对方开户行,交易用途,日志号"


def csv(head: str, *rows: str, above: str = "", encoding: str = "utf-8") -> bytes:
    return "\n".join(filter(None, (above, head, *rows))).encode(encoding)


def read(content: bytes, **other: Any) -> Statement:
    return read_statement(content, "流水.csv", **other)


def xlsx(rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for area in merges:
        book.active.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_statement_in_the_habit_of_icbc() -> None:
    said = read(
        csv(
            ICBC,
            '2026-01-05,10:22:33,,"1,500.00","2,500.00",示例建材有限公司,="6222021234567890123",示例支行,转账,（2026）内0622执101号,案款,SN1',
            "2026-01-06,09:00:00,500.00,,2000.00,李某甲,6228480000000000001,示例农商行,代发,案款,,SN2",
            above="账号：1506 0100 1234 5678,,户名：示例法院",
            encoding="gbk",
        )
    )
    assert (said.account_no, said.opening, said.closing) == ("1506010012345678", 1_000_00, 2_000_00)
    assert (said.refused, said.gaps, said.left_out) == ((), (), ())
    [came], [went] = said.lines, said.outgoing
    assert (came.row, came.on, came.amount) == (3, date(2026, 1, 5), 1_500_00)
    assert (came.payer_name, came.payer_account, came.payer_bank, came.serial) == (
        "示例建材有限公司",
        "6222021234567890123",
        "示例支行",
        "SN1",
    )
    assert came.remark == "转账；（2026）内0622执101号；案款"
    assert (went.amount, went.payer_name) == (500_00, "李某甲")


def test_a_statement_in_the_habit_of_ccb_newest_first() -> None:
    said = read(
        csv(
            CCB,
            "15001,20260106 09:00:00,500.00,0.00,2000.00,人民币元,李某甲,6228,示例行,代发,,2-SN2",
            "15001,20260105102233,0.00,1500.00,2500.00,人民币元,示例公司,6222,示例行,转账,,1-SN1",
        )
    )
    assert said.account_no == "15001"
    assert [line.amount for line in said.lines] == [1_500_00]
    assert [line.amount for line in said.outgoing] == [500_00]
    assert (said.opening, said.closing, said.gaps) == (1_000_00, 2_000_00, ())


def test_a_statement_in_the_habit_of_abc_with_a_mark() -> None:
    said = read(
        csv(
            ABC,
            "2026-01-05 10:22:33,收,１５００．００,2500.00,示例公司,6222,示例行,案款,11",
            "2026-01-06 10:22:33,付,500,2000.00,李某甲,6228,示例行,发放,12",
            "2026-01-06 11:22:33,？,500,2000.00,李某甲,6228,示例行,发放,13",
        )
    )
    assert [line.amount for line in said.lines] == [1_500_00]
    assert [line.amount for line in said.outgoing] == [500_00]
    assert [(each.row, each.field, each.value) for each in said.refused] == [(4, "借贷标志", "？")]


def test_heads_over_two_rows_with_merged_cells_in_a_workbook() -> None:
    said = read_statement(
        xlsx(
            [
                ["案款专户流水", None, None, None, None, None],
                ["交易日期", "发生额", None, "余额", "对方户名", "附言"],
                [None, "借方", "贷方", None, None, None],
                [date(2026, 1, 5), None, 1500.5, 2500.5, "示例公司", "=1+1"],
            ],
            ["A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3"],
        ),
        "流水.xlsx",
    )
    assert [(line.row, line.on, line.amount, line.payer_name) for line in said.lines] == [
        (4, date(2026, 1, 5), 1_500_50, "示例公司")
    ]
    assert said.opening == 1_000_00


def test_sums_openings_and_repeated_heads_are_left_out_with_their_reason() -> None:
    head = "交易日期,借方发生额,贷方发生额,余额,对方户名"
    said = read(
        csv(
            head,
            "期初余额,,,1000.00,",
            "2026-01-05,,500.00,1500.00,甲公司",
            head,
            "2026-01-06,,500.00,2000.00,甲公司",
            "合计,,1000.00,,",
            "打印时间：2026-01-07,,,,",
        )
    )
    assert [line.row for line in said.lines] == [3, 5]
    assert [row for row, _ in said.left_out] == [2, 4, 6, 7]
    assert said.left_out[0][1].endswith("期初余额")
    assert (said.opening, said.closing, said.gaps) == (1_000_00, 2_000_00, ())


def test_a_row_that_cannot_be_read_is_refused_and_the_rest_stands() -> None:
    said = read(
        csv(
            "交易日期,借方发生额,贷方发生额,币种,对方户名",
            "2026-02-30,,500.00,人民币,甲公司",
            "2026-01-05,,五百块多,人民币,甲公司",
            "2026-01-05,,1.005,人民币,甲公司",
            "2026-01-05,100,100,人民币,甲公司",
            "2026-01-05,,,人民币,甲公司",
            ",,100,人民币,甲公司",
            "2026-01-05,,100,美元,甲公司",
            "2026-01-05,,-100,人民币,甲公司",
            "2026-01-05,,100,人民币,甲公司",
        )
    )
    assert [(each.row, each.field) for each in said.refused] == [
        (2, "交易日期"),
        (3, "贷方发生额"),
        (4, "贷方发生额"),
        (5, "贷方发生额"),
        (6, "贷方发生额"),
        (7, "交易日期"),
        (8, "币种"),
        (9, "金额"),
    ]
    assert all(each.why and each.remedy for each in said.refused)
    assert "冲正" in said.refused[-1].why
    assert [line.row for line in said.lines] == [10]


def test_a_missing_line_is_named_by_its_place_and_sum() -> None:
    # 1000 + 500 = 1500; the next line says 2300 after 100 came in, so 700 came in between.
    said = read(
        csv(
            "交易日期,借方发生额,贷方发生额,余额,对方户名",
            "2026-01-05,,500.00,1500.00,甲公司",
            "2026-01-06,,100.00,2300.00,乙公司",
            "2026-01-07,,100.00,2400.00,丙公司",
        )
    )
    [gap] = said.gaps
    assert (gap.after, gap.row, gap.expected, gap.found) == (2, 3, 1_600_00, 2_300_00)
    assert "第2行与第3行之间" in str(gap)
    assert "少了收入700.00元" in str(gap)
    assert len(said.lines) == 3


def test_the_balances_told_above_the_heads_bound_the_lines() -> None:
    head = "交易日期,借方发生额,贷方发生额,余额,对方户名"
    rows = ("2026-01-05,,500.00,1500.00,甲公司", "2026-01-06,,100.00,1600.00,乙公司")
    assert read(csv(head, *rows, above="期初余额：1000.00,期末余额：1600.00")).gaps == ()
    [first] = read(csv(head, *rows, above="期初余额：900.00")).gaps
    assert (first.after, first.row, first.expected, first.found) == (None, 3, 1_400_00, 1_500_00)
    [last] = read(csv(head, *rows, above="期末余额：1700.00")).gaps
    assert (last.expected, last.found) == (1_600_00, 1_700_00)


def test_money_taken_back_is_refused_and_its_balance_still_follows() -> None:
    said = read(
        csv(
            "交易日期,借方发生额,贷方发生额,余额,对方户名",
            "2026-01-05,,500.00,1500.00,甲公司",
            "2026-01-05,,-500.00,1000.00,甲公司",
            "2026-01-06,200.00,,800.00,乙公司",
            "2026-01-06,-200.00,,1000.00,乙公司",
        )
    )
    assert said.gaps == ()
    assert [each.row for each in said.refused] == [3, 5]
    assert [line.row for line in said.outgoing] == [4]


def test_a_bank_that_signs_every_debit_takes_nothing_back() -> None:
    said = read(
        csv(
            "交易日期,发生额,余额,对方户名",
            "2026-01-05,+500.00,1500.00,甲公司",
            "2026-01-06,-200.00,1300.00,乙公司",
        )
    )
    assert (said.refused, said.gaps) == ((), ())
    assert [line.amount for line in said.outgoing] == [200_00]


def test_debits_that_are_all_signed_went_out() -> None:
    said = read(
        csv(
            "交易日期,支出,收入,余额,对方户名",
            "2026-01-05,-200.00,,1300.00,乙公司",
            "2026-01-06,(100.00),,1200.00,丙公司",
        )
    )
    assert (said.refused, said.gaps) == ((), ())
    assert [line.amount for line in said.outgoing] == [200_00, 100_00]


def test_a_gap_of_a_statement_newest_first_reads_in_the_order_of_time() -> None:
    # 1000 + 500 = 1500 on the 5th, 2300 after 100 came in on the 6th: 700 is missing in between.
    said = read(
        csv(
            "交易日期,借方发生额,贷方发生额,余额,对方户名",
            "2026-01-06,,100.00,2300.00,乙公司",
            "2026-01-05,,500.00,1500.00,甲公司",
        )
    )
    [gap] = said.gaps
    assert (gap.after, gap.row, gap.found - gap.expected) == (3, 2, 700_00)
    assert (said.opening, said.closing) == (1_000_00, 2_300_00)


def test_a_file_without_balances_says_that_nothing_proves_it_whole() -> None:
    assert "余额" in read(csv("交易日期,贷方发生额,对方户名", "2026-01-05,1,甲")).notes[0]
    assert read(csv("交易日期,贷方发生额,余额", "2026-01-05,1,1")).notes == ()


def test_a_repeated_row_is_refused_where_the_bank_numbers_its_lines() -> None:
    row = "2026-01-05,,500.00,甲公司,SN1"
    said = read(csv("交易日期,借方发生额,贷方发生额,对方户名,交易流水号", row, row))
    assert [line.row for line in said.lines] == [2]
    assert [each.row for each in said.refused] == [3]
    assert "第2行" in said.refused[0].why


def test_two_like_payments_without_a_number_are_two_and_keep_their_keys() -> None:
    head, row = "交易日期,借方发生额,贷方发生额,对方户名", "2026-01-05,,500.00,甲公司"
    one, two = read(csv(head, row, row)).lines
    assert one.key != two.key
    again = read(csv(head, "2026-01-04,,1.00,乙公司", row, row)).lines
    assert [line.key for line in again[1:]] == [one.key, two.key]


def test_sub_accounts_become_the_lines_own() -> None:
    said = read(
        csv(
            "账号,交易日期,借方发生额,贷方发生额,余额,对方户名",
            "1500100001,2026-01-05,,500.00,500.00,甲公司",
            "1500100002,2026-01-05,,300.00,300.00,乙公司",
            "1500100001,2026-01-06,,100.00,600.00,甲公司",
        )
    )
    assert [line.virtual_no for line in said.lines] == ["1500100001", "1500100002", "1500100001"]
    assert said.gaps == ()


def test_a_number_that_lost_its_digits_is_not_kept() -> None:
    said = read(csv("交易日期,贷方发生额,对方户名,对方账号", "2026-01-05,500.00,甲公司,6.22202E+18"))
    assert said.lines[0].payer_account == ""
    assert "科学计数法" in said.lines[0].notes[0]


def test_a_unit_in_the_head_or_above_holds() -> None:
    assert read(csv("交易日期,收入(万元),对方户名", "2026-01-05,1.5,甲")).lines[0].amount == 15_000_00
    above = read(csv("交易日期,收入,对方户名", "2026-01-05,1.5,甲", above="单位：万元"))
    assert above.lines[0].amount == 15_000_00


def test_a_person_may_point_out_a_head() -> None:
    content = csv("何时,进了多少,谁", "2026-01-05,500.00,甲公司")
    with pytest.raises(InputError, match="表头"):
        read(content)
    said = read(content, heads={"何时": "day", "进了多少": "credit", "谁": "payer_name"})
    assert [(line.amount, line.payer_name) for line in said.lines] == [(500_00, "甲公司")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空"),
        (b"  \n ", "空"),
        (b"\0\1\2\3" * 100, "不是"),
        (b"%PDF-1.7 ...", "不是"),
        (b"PK\3\4 not a workbook", "."),
        (b"<html><table></table></html>", "网页"),
        (csv("交易日期,对方户名", "2026-01-05,甲"), "贷方发生额"),
        (csv("交易日期,发生额", "2026-01-05,100"), "借贷标志"),
        (csv("交易日期,贷方发生额,余额"), "没有找到一笔收支"),
        (csv("对方户名,对方账号", "甲,1"), "交易日期"),
    ],
)
def test_a_file_that_is_no_statement_says_so(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(content)


def test_control_characters_and_endless_texts_do_not_come_through() -> None:
    said = read(csv("交易日期,贷方发生额,对方户名,附言", f"2026-01-05,500.00,甲\x07公司,{'案' * 5_000}"))
    assert said.lines[0].payer_name == "甲 公司"
    assert len(said.lines[0].remark) <= 500


moves = st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=2, max_size=25)


@settings(max_examples=60, deadline=None)
@given(moves, st.data())
def test_every_row_comes_out_once_and_a_dropped_one_is_always_named(amounts: list[int], data: Any) -> None:
    opening, rows, balance = 10**11, [], 10**11
    for number, amount in enumerate(amounts):
        balance += amount
        sides = ("", f"{amount / 100:.2f}") if amount > 0 else (f"{-amount / 100:.2f}", "")
        day = date(2026, 1, 1) + timedelta(days=number)
        rows.append(f"{day},{sides[0]},{sides[1]},{balance / 100:.2f},甲公司,SN{number}")
    head = "交易日期,借方发生额,贷方发生额,余额,对方户名,交易流水号"
    whole = read(csv(head, *rows))
    assert sum(line.amount for line in whole.lines) == sum(each for each in amounts if each > 0)
    assert sum(line.amount for line in whole.outgoing) == -sum(each for each in amounts if each < 0)
    assert (whole.opening, whole.closing, whole.gaps, whole.refused) == (opening, balance, (), ())
    if len(rows) > 2:
        dropped = data.draw(st.integers(1, len(rows) - 2))
        [gap] = read(csv(head, *rows[:dropped], *rows[dropped + 1 :])).gaps
        assert gap.found - gap.expected == amounts[dropped]
