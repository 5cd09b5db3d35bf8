"""协助查询清单: the workbook that asks an institution; it may be filled in and sent back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from duixian.writing.sheet import Book

ASKED = ("查询编号", "姓名或名称", "证件号码", "案号", "查询法院", "法律依据")
ANSWERED = (
    "查询结果",
    "财产种类",
    "账号",
    "财产名称",
    "价值",
    "登记权利人",
    "权利负担",
    "在先控制",
    "截至日期",
    "说明",
)


class Asked(Protocol):
    """One question; see court/property/connectors/base.py."""

    @property
    def ref(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def id_no(self) -> str: ...
    @property
    def case_no(self) -> str: ...
    @property
    def court(self) -> str: ...
    @property
    def legal_basis(self) -> str: ...


def request_xlsx(requests: Iterable[Asked]) -> bytes:
    """One row a question, with empty columns for the answer under the heads that the program reads."""
    book = Book()
    rows = ((one.ref, one.name, one.id_no, one.case_no, one.court, one.legal_basis) for one in requests)
    book.sheet("协助查询", (*ASKED, *ANSWERED), rows)
    return book.bytes()
