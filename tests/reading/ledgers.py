"""Small ledgers for the tests, made as clerks make them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

HEADS = (
    "序号",
    "案号",
    "执行法院",
    "案由",
    "申请执行标的（元）",
    "立案日期",
    "申请执行人",
    "被执行人",
    "承办人",
)


def case(number: int, **other: Any) -> list[Any]:
    """A row under HEADS, ordinary but for what is given by head."""
    row = {
        "序号": number,
        "案号": f"（2026）内0622执{100 + number}号",
        "执行法院": "准格尔旗人民法院",
        "案由": "追索劳动报酬纠纷",
        "申请执行标的（元）": "35000",
        "立案日期": "2026-01-05",
        "申请执行人": "李某甲",
        "被执行人": "示例建材有限公司",
        "承办人": "陈某乙",
    }
    return list((row | other).values())


def xlsx(rows: Iterable[Sequence[Any]], *, merge: Iterable[str] = (), sheet: str = "台账") -> bytes:
    """A workbook of these rows."""
    book = Workbook()
    active = book.active
    active.title = sheet
    for row in rows:
        active.append(list(row))
    for area in merge:
        active.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
