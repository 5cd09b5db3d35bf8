"""Heads under any of their usual names, over one row or two, with their units."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from duixian.law.errors import InputError
from duixian.reading.ledger import Ledger, read_ledger
from duixian.reading.ledger.heads import meanings, normal
from tests.reading.ledgers import xlsx

NUMBER = "（2026）内0602执7号"
USUAL = """
案号 案件进展阶段 案件来源 收到材料日期 应执行标的金额 预估申请执行费 立案案由 收案日期
立案日期 法院代码 首次执行案号 止停缓标志 分期履行总期数 已履行期数 申请给付起止年月
未成年人 案件涉及 本院重点 执行依据类型 作出执行依据单位 文书文号 主文 生效日期
履行最后期限 承办部门 承办人 书记员 分案日期 法定执行期限与届满日期 实际执行天数
超期天数与原因 发出执行通知书日期 财产报告期限 是否有财产 结案案由 结案方式 结案日期
终结本次执行事由 结案标的金额 实际到位金额 申请人放弃标的金额 尚未执行标的金额
其中迟延履行金/利息 实结标志 终本管理人 剩余执行标的金额 法院名称 执行法院 案由
执行标的（元） 申请执行标的 申请执行人 被执行人 未履行金额 执行依据文号 限消日期
失信发布日期 终本日期 法定执行期限届满日期 联系电话 证件号码
"""


def csv(*rows: Sequence[str]) -> Ledger:
    return read_ledger("\n".join("\t".join(row) for row in rows).encode(), "台账.csv")


@pytest.mark.parametrize("head", USUAL.split())
def test_every_head_that_courts_export_is_known(head: str) -> None:
    assert normal(head) in meanings()


@pytest.mark.parametrize("head", ["案 号", "【案号】", "案号：", "*案号", "案\u3000号"])
def test_spaces_brackets_and_marks_do_not_hide_a_head(head: str) -> None:
    assert csv([head, "标的"], [NUMBER, "5"]).rows[0].case_no == NUMBER


@pytest.mark.parametrize(
    ("head", "fen"),
    [
        ("标的额（元）", 11_15),
        ("标的额(万元)", 111_500_00),
        ("标的额（单位：万元）", 111_500_00),
        ("标的额（人民币万元）", 111_500_00),
        ("标的额/万元", 111_500_00),
        ("标的额万元", 111_500_00),
        ("标的额元", 11_15),
    ],
)
def test_the_unit_is_read_off_the_head(head: str, fen: int) -> None:
    # 11.15万元 = 111,500元 = 11,150,000分
    assert csv(["案号", head], [NUMBER, "11.15"]).rows[0].amount == fen


def test_a_unit_of_fen_is_no_yuan() -> None:
    ledger = csv(["案号", "标的额（分）"], [NUMBER, "1115"], ["（2026）内0602执8号", "11.15"])
    assert [row.amount for row in ledger.rows] == [1115]
    assert ledger.refused[0].cell == "B3"


@pytest.mark.parametrize("above", ["单位：万元", "金额单位:人民币万元", "2026年6月  单位：万元"])
def test_the_unit_told_above_the_table_holds_for_heads_that_name_none(above: str) -> None:
    ledger = csv([above], ["案号", "标的", "到位金额（元）"], [NUMBER, "11.15", "300"])
    assert (ledger.rows[0].amount, ledger.rows[0].sums["recovered"]) == (111_500_00, 300_00)


def test_the_office_that_fills_in_a_ledger_is_no_unit() -> None:
    assert csv(["填报单位：元宝区法院"], ["案号", "标的"], [NUMBER, "5"]).rows[0].amount == 5_00


def test_the_unit_of_an_upper_head_holds_for_the_heads_below_it() -> None:
    rows = [["案号", "标的额（万元）", None], [None, "申请", "到位"], [NUMBER, 2, 1.5]]
    (row,) = read_ledger(xlsx(rows, merge=["A1:A2", "B1:C1"]), "台账.xlsx").rows
    assert (row.amount, row.sums["recovered"]) == (20_000_00, 15_000_00)


def test_two_heads_of_one_meaning_are_named_by_their_cells() -> None:
    with pytest.raises(InputError, match="B1和C1"):
        csv(["案号", "标的", "标的"], [NUMBER, "5", "5"])


def test_what_is_missing_is_told_with_what_was_found() -> None:
    with pytest.raises(InputError, match=r"没有找到标的金额列.*案号、立案日期"):
        csv(["案号", "立案日期"], [NUMBER, "2026-01-05"])


def test_the_first_number_stands_in_where_a_ledger_has_no_other() -> None:
    assert csv(["首次执行案号", "标的"], [NUMBER, "5"]).rows[0].case_no == NUMBER
