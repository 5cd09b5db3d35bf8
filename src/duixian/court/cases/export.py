"""The filtered case list as a file, in the columns of the page and a few more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

from duixian.court.cases.models import Case
from duixian.writing import case_list
from duixian.writing.case_list import Value

HEADS: list[tuple[str, type]] = [
    ("案号", str),
    ("法院", str),
    ("申请执行人", str),
    ("被执行人", str),
    ("类别", str),
    ("归类理由", str),
    ("案由", str),
    ("申请标的（元）", Decimal),
    ("应付（元）", Decimal),
    ("应付截至", date),
    ("已到位（元）", Decimal),
    ("状态", str),
    ("立案日期", date),
    ("结案日期", date),
    ("下一期限", date),
    ("期限事项", str),
    ("承办人", str),
    ("绿色通道", str),
    ("重点督办", str),
]


def workbook(cases: Iterable[Case], on: date) -> IO[bytes]:
    """An open temporary file, at its beginning, with one row a case; it is gone once closed."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  the response closes it after sending
    case_list.write(file, HEADS, _rows(cases), f"案件 {on}")
    file.seek(0)
    return file


def _rows(cases: Iterable[Case]) -> Iterator[list[Value]]:
    for case in cases:
        yield [
            case.case_no,
            case.court.short_name,
            case.applicants,
            case.respondents,
            case.get_category_display(),
            case.category_reason,
            case.cause,
            _yuan(case.amount_claimed),
            _yuan(case.owed),
            case.owed_on,
            _yuan(case.amount_recovered),
            case.get_status_display(),
            case.filed_on,
            case.closed_on,
            case.next_due_on,
            case.next_due_what,
            case.handler_name,
            "是" if case.green_channel else "",
            "是" if case.key_supervision else "",
        ]


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
