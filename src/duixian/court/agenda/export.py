"""The filtered agenda as a file, in the columns of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO

from duixian.court.agenda.bands import LEVEL_WORDS
from duixian.court.agenda.queries.items import Item
from duixian.writing import case_list
from duixian.writing.case_list import Value

MOST = 100_000
"""Rows of one file: what is due in a court of a hundred thousand cases."""

HEADS: list[tuple[str, type]] = [
    ("期限", date),
    ("段", str),
    ("事项", str),
    ("内容", str),
    ("案号", str),
    ("当事人", str),
    ("承办人", str),
    ("起算", date),
    ("已升级到", str),
    ("最近答复", str),
    ("答复至", date),
    ("了结凭据", str),
]


def workbook(items: Iterable[Item], on: date) -> IO[bytes]:
    """An open temporary file, at its beginning, with one line a row; it is gone once closed."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  the response closes it after sending
    case_list.write(file, HEADS, _rows(items), f"期限清单 {on}")
    file.seek(0)
    return file


def _rows(items: Iterable[Item]) -> Iterator[list[Value]]:
    for item in items:
        yield [
            item.until,
            item.band.words,
            item.source.label,
            item.what,
            item.case_no,
            item.whom,
            item.handler,
            item.since,
            LEVEL_WORDS[item.level],
            f"{item.answer.by.name}：{item.answer.text}" if item.answer else "",
            item.answer.until if item.answer else None,
            item.source.proof,
        ]
