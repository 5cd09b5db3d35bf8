"""A table of text out of a file: xlsx, xls or csv, opened as a stranger's file should be."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from duixian.law.errors import InputError
from duixian.reading.ledger import apart
from duixian.reading.ledger.delimited import delimited_rows
from duixian.reading.ledger.workbook import Merge, Survey, broken, parts, survey

LARGEST_FILE = 50 << 20
HEAD_ROWS = 60
NOT_COMPUTED = "公式没有算出的值"
_LONGEST = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

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
    merges: tuple[Merge, ...] = ()

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


@dataclass(frozen=True)
class SheetSource:
    """A sheet that is read when asked for, once."""

    name: str
    load: Callable[[], Grid]

    @cached_property
    def whole(self) -> Grid:
        """All rows. Raises InputError where there are too many, or the sheet cannot be read."""
        return self.load()


def sheets(data: bytes, filename: str) -> list[SheetSource]:
    """The visible sheets of a file, not yet read. Raises InputError where it is no ledger at all."""
    if not data:
        raise InputError(filename, "文件是空的", "请重新导出后再选")
    if len(data) > LARGEST_FILE:
        raise InputError(filename, f"文件超过{LARGEST_FILE >> 20} MB", "请按法院或年度分成几个文件")
    if data.startswith(b"PK"):
        return [_packed(data, filename, part.name, part.path) for part in parts(data, filename)]
    if data.startswith(_OLE):
        if _PASSWORD in data:
            raise InputError(
                filename, "工作簿设了打开密码", "请在 Excel 中取消密码（文件→信息→保护工作簿）后再导入"
            )
        return [_old(data, filename, name) for name in _old_names(data, filename)]
    table = _csv_grid(data, filename)
    return [SheetSource("csv", lambda: table)]


def _packed(data: bytes, filename: str, name: str, path: str) -> SheetSource:
    return SheetSource(name, lambda: _grid(data, filename, name, lambda: survey(data, filename, path)))


def _old(data: bytes, filename: str, name: str) -> SheetSource:
    return SheetSource(name, lambda: _grid(data, filename, name, Survey))


def _old_names(data: bytes, filename: str) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="duixian-") as folder:
        given = Path(folder, "given")
        given.write_bytes(data)
        done = subprocess.run(_command(given), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise broken(filename)
    return list(json.loads(done.stdout))


def _grid(data: bytes, filename: str, name: str, meanwhile: Callable[[], Survey]) -> Grid:
    """Read a sheet apart; what the reader leaves out is looked for meanwhile."""
    with tempfile.TemporaryDirectory(prefix="duixian-") as folder:
        given, taken = Path(folder, "given"), Path(folder, "taken")
        given.write_bytes(data)
        command = _command(given, name, taken)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            seen = meanwhile()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LONGEST)
        finally:
            process.kill()
            code = process.wait()
        if code < 0 or code == apart.TOO_LARGE:
            raise _too_wide(filename, name)
        if code:
            raise broken(filename)
        columns = _columns(taken)
    for row, column in seen.not_computed:
        if column < len(columns) and row <= len(columns[column]):
            columns[column][row - 1] = NOT_COMPUTED
    return Grid(name, tuple(columns), len(columns[0]) if columns else 0, seen.left, seen.merges)


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-I", apart.__file__, *map(str, arguments)]


def _columns(file: Path) -> list[list[str | None]]:
    import pyarrow

    with pyarrow.memory_map(str(file)) as opened:
        return [column.to_pylist() for column in pyarrow.ipc.open_stream(opened).read_all().columns]


def _too_wide(filename: str, sheet: str) -> InputError:
    return InputError(
        filename,
        f"工作表“{sheet}”超过{apart.MOST_ROWS}行或{apart.MOST_COLUMNS}列，或在很远的地方写有内容",
        "请删去表格以外的行列（选中后“删除”，不是清空），或分成几个文件",
    )


def _csv_grid(data: bytes, filename: str) -> Grid:
    rows = delimited_rows(data, filename)
    width = max(map(len, rows))
    if width > apart.MOST_COLUMNS or len(rows) > apart.MOST_ROWS or width * len(rows) > apart.MOST_CELLS:
        raise _too_wide(filename, "csv")
    columns = tuple([row[place] if place < len(row) else None for row in rows] for place in range(width))
    return Grid("csv", columns, len(rows))
