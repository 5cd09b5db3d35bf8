"""A workbook as its package tells it: how large it is unpacked, its sheets, and what their reader leaves out.

The reader of cells (apart.py) gives values alone. Which columns stand empty at the left, which cells
are merged, and which formulas were never computed is read here from the same package.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from duixian.law.errors import InputError

LARGEST_UNPACKED = 700 << 20
_MOST_MEMBERS = 2_000
_PIECE = 1 << 20
_LARGEST_TAIL = 4 << 20
_LARGEST_INDEX = 8 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BLANK_OR_NOT = rb"(?:[^<>]*[^/<>])?>(?!</)"
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})\d+"' + _BLANK_OR_NOT)
_NOT_COMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*)><f(?:[^<>]*/>|[^<>]*>[^<>]*</f>)(?:<v>\s*</v>|<v ?/>)?</c>'
)
_TEXT = b't="str"'
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


class Part(NamedTuple):
    """A visible sheet and its file inside the package."""

    name: str
    path: str


class Merge(NamedTuple):
    """A merged area; rows count from 1, columns from 0, both ends belong to it."""

    top: int
    bottom: int
    left: int
    right: int


class Survey(NamedTuple):
    """What the reader of a sheet leaves out; `left` is its first column that holds anything."""

    left: int = 0
    merges: tuple[Merge, ...] = ()
    not_computed: tuple[tuple[int, int], ...] = ()


def broken(filename: str) -> InputError:
    """The error of a file that is damaged or only named like a workbook."""
    return InputError(
        filename, "文件打不开，可能已损坏或不是 Excel 工作簿", "请用 Excel 打开后另存为 xlsx 再导入"
    )


def too_large(filename: str) -> InputError:
    """The error of a package that unpacks to more than any ledger does."""
    return InputError(filename, "解压后过大，疑似压缩炸弹", "请用 Excel 打开后另存为新的 xlsx 再导入")


def parts(data: bytes, filename: str) -> list[Part]:
    """The visible worksheets, in order. Raises InputError where this is no workbook, or too large a one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = {member.filename: member for member in packed.infolist()}
            _check(packed, filename)
            if "xl/workbook.xml" not in members:
                raise InputError(filename, "不是 Excel 工作簿", "请选择 xlsx、xls 或 csv 文件")
            book = _elements(_index(packed, "xl/workbook.xml"))
            links = _elements(_index(packed, "xl/_rels/workbook.xml.rels"))
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, EOFError, zlib.error, ValueError) as error:
        raise broken(filename) from error
    paths = {
        link["Id"]: _path(link["Target"], members)
        for kind, link in links
        if kind == "Relationship"
        and link.get("Type", "").endswith("/worksheet")
        and {"Id", "Target"} <= {*link}
    }
    sheets = [(each, paths.get(_link(each), "")) for kind, each in book if kind == "sheet"]
    found = [Part(each.get("name", ""), path) for each, path in sheets if path and _visible(each)]
    if not found:
        raise InputError(filename, "工作簿里没有可见的工作表", "请取消隐藏后再导入")
    return found


def survey(data: bytes, filename: str, path: str) -> Survey:
    """Look through a sheet, and unpack the rest once. Raises InputError where it is all too large."""
    left_over = [LARGEST_UNPACKED]
    found = Survey()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for member in packed.infolist():
                pieces = _unpacked(data, member, left_over, filename)
                if member.filename == path:
                    found = _scan(pieces)
                for _ in pieces:
                    pass
    except (zipfile.BadZipFile, zlib.error) as error:
        raise broken(filename) from error
    return found


def column_number(letters: bytes) -> int:
    """The place of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _check(packed: zipfile.ZipFile, filename: str) -> None:
    members = packed.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise too_large(filename)
    if any(member.compress_type not in _METHODS or member.flag_bits & 1 for member in members):
        raise broken(filename)


def _index(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as opened:
        return opened.read(_LARGEST_INDEX)


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Elements with their attributes, in order, names without their prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


def _link(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _visible(sheet: dict[str, str]) -> bool:
    return sheet.get("state", "visible") == "visible"


def _path(target: str, members: Iterable[str]) -> str:
    path = target.lstrip("/") if target.startswith(("/", "xl/")) else posixpath.normpath(f"xl/{target}")
    return path if path in members else ""


def _unpacked(data: bytes, member: zipfile.ZipInfo, left_over: list[int], filename: str) -> Iterator[bytes]:
    """A member in pieces, whatever size it declares; `left_over` counts down over all members."""
    view = memoryview(data)
    at = member.header_offset
    at += 30 + sum(int.from_bytes(view[place : place + 2], "little") for place in (at + 26, at + 28))
    rest: bytes | memoryview = view[at : at + member.compress_size]
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while rest and not (inflate and inflate.eof):
        if inflate:
            piece = inflate.decompress(rest, _PIECE)
            rest = inflate.unconsumed_tail
        else:
            piece, rest = bytes(rest[:_PIECE]), rest[_PIECE:]
        left_over[0] -= len(piece)
        if left_over[0] < 0:
            raise too_large(filename)
        yield piece


def _scan(pieces: Iterator[bytes]) -> Survey:
    left: int | None = None
    not_computed: list[tuple[int, int]] = []
    text = b""
    for piece in pieces:
        text += piece
        cut = max(text.rfind(b"<c "), len(text) - _PIECE)
        end = text.find(b"</sheetData>")
        cut = end if end >= 0 else cut
        if left != 0:
            filled = [column_number(letters) for letters in set(_FILLED.findall(text, 0, cut))]
            left = min(filled if left is None else [left, *filled], default=None)
        if b"<f" in text:
            cells = _NOT_COMPUTED.finditer(text, 0, cut)
            not_computed += [(int(each[2]), column_number(each[1])) for each in cells if _TEXT not in each[3]]
        text = text[cut:]
        if end >= 0:
            break
    return Survey(left or 0, tuple(_merges(text, pieces, left or 0)), _from(left or 0, not_computed))


def _from(left: int, cells: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((row, column - left) for row, column in cells if column >= left)


def _merges(text: bytes, pieces: Iterator[bytes], left: int) -> Iterator[Merge]:
    """Merged areas of more than one row; they stand behind the cells."""
    for piece in pieces:
        if len(text) > _LARGEST_TAIL:
            break
        text += piece
    for found in _MERGED.finditer(text):
        first, last = column_number(found[1]) - left, column_number(found[3]) - left
        merge = Merge(int(found[2]), int(found[4]), first, last)
        if merge.bottom > merge.top and last >= first >= 0:
            yield merge
