"""A table of text out of a file: xlsx, xls or csv, opened as a stranger's file should be.

Sizes are limited before anything is parsed: a workbook is a zip, and a zip may be a bomb.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from duixian.law.errors import InputError

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 700 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 300_000, 300
HEAD_ROWS = 60
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEFLATE_AT_MOST = 1032
_BEGINNING = 1 << 18
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})\d+"(?:[^>]*[^/>])?>')

Column = Sequence[str | None]


@dataclass(frozen=True)
class Grid:
    """Columns of text as they stand in the sheet; row 1 is the first row of the file.

    `offset` is how many columns of the sheet stand left of the first that holds anything.
    """

    sheet: str
    columns: tuple[Column, ...]
    height: int
    offset: int = 0

    def cell(self, row: int, column: int) -> str:
        """Text of a cell by its row number (from 1) and column index (from 0)."""
        return (self.columns[column][row - 1] or "").strip()

    def name(self, row: int, column: int) -> str:
        """The cell's name as a person finds it, such as F12."""
        number, letters = column + self.offset + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{row}"

    def head(self) -> Grid:
        """The first rows alone, in which the heads are looked for."""
        height = min(self.height, HEAD_ROWS)
        return Grid(self.sheet, tuple(list(c[:height]) for c in self.columns), height, self.offset)


def sheets(data: bytes, filename: str) -> list[SheetSource]:
    """The visible sheets of a file, not yet read. Raises InputError where it is no ledger at all."""
    if not data:
        raise InputError(filename, "文件是空的", "请重新导出后再选")
    if len(data) > LARGEST_FILE:
        raise InputError(filename, f"文件超过{LARGEST_FILE >> 20} MB", "请按法院或年度分成几个文件")
    if data.startswith(b"PK"):
        _check_zip(data, filename)
        return _excel(data, filename)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(
                filename, "工作簿设了打开密码", "请在 Excel 中取消密码（文件→信息→保护工作簿）后再导入"
            )
        return _excel(data, filename)
    return [SheetSource("csv", filename, _csv_grid(data, filename))]


@dataclass(frozen=True)
class SheetSource:
    """A sheet that is read when asked for, once."""

    name: str
    filename: str
    ready: Grid | None = None
    reader: Any = None
    offset: int = 0

    @cached_property
    def whole(self) -> Grid:
        """All rows. Raises InputError where there are too many."""
        grid = self.ready or self._load()
        if grid.height > MOST_ROWS or len(grid.columns) > MOST_COLUMNS:
            raise InputError(
                self.filename, f"超过{MOST_ROWS}行或{MOST_COLUMNS}列", "请分成几个文件，并删去空白的行列"
            )
        return grid

    def _load(self) -> Grid:
        try:
            sheet = self.reader.load_sheet(self.name, header_row=None, skip_rows=0, dtypes="string")
            columns = tuple(column.to_pylist() for column in sheet.to_arrow().columns)
        except Exception as error:
            raise _broken(self.filename) from error
        return Grid(self.name, columns, len(columns[0]) if columns else 0, self.offset)


def _broken(filename: str) -> InputError:
    return InputError(
        filename, "文件打不开，可能已损坏或不是 Excel 工作簿", "请用 Excel 打开后另存为 xlsx 再导入"
    )


def _excel(data: bytes, filename: str) -> list[SheetSource]:
    import fastexcel

    try:
        reader = fastexcel.read_excel(data)
        found = [
            SheetSource(name, filename, reader=reader, offset=_offset(data, place))
            for place, name in enumerate(reader.sheet_names, start=1)
        ]
    except Exception as error:
        raise _broken(filename) from error
    if not found:
        raise InputError(filename, "工作簿里没有工作表", "请核对文件")
    return found


def _offset(data: bytes, place: int) -> int:
    """Columns left of the first that holds anything: the reader leaves them out, a cell's name must not."""
    if not data.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        name = f"xl/worksheets/sheet{place}.xml"
        if name not in packed.namelist():
            return 0
        with packed.open(name) as opened:
            beginning = opened.read(_BEGINNING)
    return min((_number(found[1]) for found in _FILLED.finditer(beginning)), default=1) - 1


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_zip(data: bytes, filename: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            names = {member.filename for member in members}
            declared = sum(member.file_size for member in members)
            if declared > LARGEST_UNPACKED or len(members) > 2000 or _really_unpacks(data, members):
                raise InputError(
                    filename, "解压后过大，疑似压缩炸弹", "请用 Excel 打开后另存为新的 xlsx 再导入"
                )
    except zipfile.BadZipFile as error:
        raise _broken(filename) from error
    if not names & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise InputError(filename, "不是 Excel 工作簿", "请选择 xlsx、xls 或 csv 文件")


def _really_unpacks(data: bytes, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the members hold more than they may: what a zip declares of itself is not believed."""
    if sum(member.compress_size for member in members) * _DEFLATE_AT_MOST <= LARGEST_UNPACKED:
        return False
    total, view = 0, memoryview(data)
    for member in members:
        start = member.header_offset
        names = int.from_bytes(view[start + 26 : start + 28], "little")
        extra = int.from_bytes(view[start + 28 : start + 30], "little")
        at = start + 30 + names + extra
        if member.compress_type != zipfile.ZIP_DEFLATED:
            total += member.compress_size
            continue
        inflate, left = zlib.decompressobj(-15), view[at : at + member.compress_size]
        for cut in range(0, len(left), 1 << 16):
            total += len(inflate.decompress(left[cut : cut + (1 << 16)]))
            if total > LARGEST_UNPACKED:
                return True
    return total > LARGEST_UNPACKED


def _csv_grid(data: bytes, filename: str) -> Grid:
    text = _decode(data, filename)
    sample = text[:20_000]
    delimiter = max(",\t;，", key=sample.count)
    csv.field_size_limit(1 << 20)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(filename, "csv 里的引号不成对", "请用 Excel 打开后另存为 xlsx 再导入") from error
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise InputError(filename, "文件里没有内容", "请重新导出后再选")
    width = max(map(len, rows))
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise InputError(filename, f"超过{MOST_ROWS}行或{MOST_COLUMNS}列", "请分成几个文件")
    columns = tuple([row[place] if place < len(row) else None for row in rows] for place in range(width))
    return Grid("csv", columns, len(rows))


def _decode(data: bytes, filename: str) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data[:4096]:
        encodings = []
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(filename, "不是 xlsx、xls 或 csv 文件", "请选择从办案系统导出的台账")
