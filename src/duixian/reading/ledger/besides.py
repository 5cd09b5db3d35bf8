"""Rows below the heads that hold no case: sums, notes, heads repeated on every page, numbers of columns."""

from __future__ import annotations

import re

from duixian.reading.ledger.cells import blank
from duixian.reading.ledger.grid import Grid
from duixian.reading.ledger.heads import Heads, meanings, normal

_TOTALS = ("合计", "总计", "小计", "累计", "共计", "总数", "本页小计", "本页合计")
_NOTES = ("注", "备注", "说明", "制表", "填表", "审核", "填报", "统计", "打印", "导出", "单位")
_PLACE = re.compile(r"[(（]?\d{1,3}[)）]?|[甲乙丙丁戊己庚辛壬癸]")
_FEW = 4


def why_no_case(grid: Grid, heads: Heads, row: int) -> str | None:
    """Why a row holds no case ("" for an empty one); None where it does, or ought to."""
    texts = [text for column in range(len(grid.columns)) if (text := grid.cell(row, column))]
    if not texts:
        return ""
    number = grid.cell(row, heads.columns["case_no"])
    amount = grid.cell(row, heads.columns["amount"]) if "amount" in heads.columns else ""
    shown = f"“{texts[0][:20]}”"
    total = next((text for text in (*texts[:3], number) if _starts(text, _TOTALS)), None)
    if total and (blank(number) or _starts(number, _TOTALS)):
        return f"“{total[:20]}”是合计行"
    if _repeats_heads(grid, heads, number, texts):
        return "表头在中间又出现一次"
    if len(texts) > 2 and all(map(_PLACE.fullmatch, texts)):
        return f"{shown}是栏次行"
    if _starts(texts[0], _NOTES) and len(texts) <= _FEW:
        return f"{shown}是说明"
    if len(texts) == 1 and texts[0] == number and not re.search(r"\d", number):
        return f"{shown}不是案件"
    if blank(number) and blank(amount) and len(texts) <= 2 and not _names_a_party(grid, heads, row):
        return f"{shown}不是案件"
    return None


def _starts(text: str, words: tuple[str, ...]) -> bool:
    return "".join(text.split()).startswith(words)


def _repeats_heads(grid: Grid, heads: Heads, number: str, texts: list[str]) -> bool:
    if meanings().get(normal(number)) in ("case_no", "first_case_no"):
        return True
    rows = range(max(heads.row - 1, 1), heads.row + 1)
    return {*texts} <= {grid.cell(row, column) for row in rows for column in range(len(grid.columns))}


def _names_a_party(grid: Grid, heads: Heads, row: int) -> bool:
    """Whether the row goes on naming the parties of the case above it, in cells merged around it."""
    sides = [heads.columns[side] for side in ("applicants", "respondents") if side in heads.columns]
    named = [text for column in sides if (text := grid.cell(row, column))]
    return any(not _starts(text, _NOTES) and not re.search("[:：]", text) for text in named)
