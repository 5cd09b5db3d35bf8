"""A table of text out of csv, in any usual encoding and with any usual separator."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from duixian.law.errors import InputError

_LARGEST_CELL = 1 << 20
_SEPARATORS = ",\t;，|"
_PAGE = re.compile(r"\s*<(?:!doctype html|html|table|meta|\?xml)", re.IGNORECASE)


def delimited_rows(data: bytes, filename: str) -> list[list[str]]:
    """Rows of cells as written. Raises InputError where this is no table of text."""
    text = _decode(data, filename)
    if _PAGE.match(text):
        why = "扩展名像表格，内容其实是网页"
        raise InputError(filename, why, "请用 Excel 打开后另存为 xlsx 再导入")
    separator = _separator(text)
    csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        rows = _unquoted(text, separator, filename)
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise InputError(filename, "文件里没有内容", "请重新导出后再选")
    return rows


def _unquoted(text: str, separator: str, filename: str) -> list[list[str]]:
    """Rows of a file whose quotes are part of the text.

    A quote left open would swallow the rows below it; one that only stands in a name, as in "甲"公司,
    ends no cell. Where leaving the quotes alone makes rows longer than others, neither reading is safe.
    """
    lines = text.splitlines()
    widths = Counter(line.count(separator) for line in lines if line.strip())
    if max(map(len, lines)) > _LARGEST_CELL or max(widths) != widths.most_common(1)[0][0]:
        raise InputError(filename, "csv 里的引号不成对", "请用 Excel 打开后另存为 xlsx 再导入")
    return [line.split(separator) for line in lines]


def _separator(text: str) -> str:
    """The mark that parts the cells, told by the line of heads where there is one."""
    sample = text[:20_000]
    head = next((line for line in sample.splitlines() if "案号" in line.replace(" ", "")), sample)
    return max(_SEPARATORS, key=head.count)


def _decode(data: bytes, filename: str) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data[:4096] or data.startswith(b"%PDF"):
        encodings = []
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(filename, "不是 xlsx、xls 或 csv 文件", "请选择从办案系统导出的台账")
