"""Screening a ledger of xlsx: the reader of ledgers against a plain loop over the same sheet's rows."""

from __future__ import annotations

import io
import random
import time
from typing import Any

import fastexcel
import xlsxwriter

from duixian.bench.memory import peak_mib
from duixian.law.case_number import parse_case_number
from duixian.law.scope import decide, default_scope
from duixian.reading.ledger import read_ledger, screen
from duixian.reading.ledger.cells import is_fund, names, read_day, read_sum
from duixian.reading.ledger.screen import person_applies

_WORDING = """
案号 案件进展阶段 案件来源 收到材料日期 应执行标的金额 预估申请执行费 立案案由 收案日期 立案日期 申请执行人
被执行人 执行依据类型 作出执行依据单位 文书文号 生效日期 履行最后期限 承办部门 承办人 书记员 分案日期
届满日期 发出执行通知书日期 财产报告期限 是否有财产 实际到位金额 尚未执行标的金额 本院重点 案件涉及
联系电话 备注
"""
_HEADS = tuple(_WORDING.split())
_CAUSES = ("追索劳动报酬纠纷", "抚养费纠纷", "机动车交通事故责任纠纷", "民间借贷纠纷", "买卖合同纠纷")
_PLAIN_ROWS = 20_000


def ledger_file(rows: int, seed: int = 1) -> bytes:
    """A ledger of invented cases under thirty of the usual heads."""
    draw = random.Random(seed)  # noqa: S311  data for timing, no secret
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, _HEADS)
    for number in range(1, rows + 1):
        sheet.write_row(number, 0, _row(draw, number))
    book.close()
    return out.getvalue()


def _row(draw: random.Random, number: int) -> list[str | float]:
    """A case under the thirty heads; half of its cells stand nowhere else in the ledger."""
    amount, paid = draw.randrange(1_000_00, 900_000_00), draw.randrange(1_000_00)
    title = f"（2025）内06{draw.choice(('02', '22', '27'))}民初{number}号"
    parties = [f"申请人甲{number}", f"示例商贸{number % 977}有限公司"]
    case: list[str | float] = [
        f"（2026）内0622执{number}号",
        "在办",
        "当事人申请",
        _day(draw),
        amount / 100,
        50.0,
    ]
    of_title = ["民事判决书", "准格尔旗人民法院", title, _day(draw), _day(draw)]
    people = ["执行局", f"承办{number % 40}", "书记员甲", *(_day(draw) for _ in range(4)), "否"]
    note = f"{_day(draw)}约谈，称每月可付{draw.randrange(900)}元，笔录第{number}页，材料编号{draw.random()}"
    rest: list[str | float] = [
        paid / 100,
        (amount - paid) / 100,
        "重点督办",
        "涉民生",
        f"139{number:08}",
        note,
    ]
    return [*case, draw.choice(_CAUSES), _day(draw), _day(draw), *parties, *of_title, *people, *rest]


def _day(draw: random.Random) -> str:
    return f"2026-{draw.randrange(1, 7):02d}-{draw.randrange(1, 29):02d}"


def bench_screen(rows: int) -> dict[str, Any]:
    """Rows a second from file to screened result; the plain loop runs on the first rows only."""
    content = ledger_file(rows)
    started = time.perf_counter()
    screening = screen(read_ledger(content, "台账.xlsx"), default_scope())
    seconds = time.perf_counter() - started
    plain_rows = min(rows, _PLAIN_ROWS)
    few = content if rows == plain_rows else ledger_file(plain_rows)
    started = time.perf_counter()
    plain = _plain(few)
    plain_seconds = time.perf_counter() - started
    fast = [(each.row.case_no, each.row.amount, each.category) for each in screening.rows[:plain_rows]]
    return {
        "rows": rows,
        "mib": round(len(content) / 2**20, 1),
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows / seconds),
        "plain_rows_per_second": round(plain_rows / plain_seconds),
        "ratio": round(rows / seconds / (plain_rows / plain_seconds), 2),
        "mismatches": sum(a != b for a, b in zip(fast, plain, strict=True)),
        "peak_mib": peak_mib(),
    }


def _plain(content: bytes) -> list[tuple[str, int, str]]:
    """One row after another, one cell after another, nothing remembered."""
    scope = default_scope()
    found: list[tuple[str, int, str]] = []
    sheet = fastexcel.read_excel(content).load_sheet(0, dtypes="string")
    for row in sheet.to_arrow().to_pylist():
        read_day(row["立案日期"])
        amount = read_sum(row["应执行标的金额"], "")
        fund = any(map(is_fund, names(row["被执行人"]))) or None
        person = person_applies(names(row["申请执行人"]))
        decision = decide(scope, row["立案案由"], amount, person, fund)
        found.append((str(parse_case_number(row["案号"])), amount, decision.category or "none"))
    return found
