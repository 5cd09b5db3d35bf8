"""A file of any of the usual kinds as records: the words of each row by what they mean, and as they stand.

Tables have one record a row. In xml and json a record is an innermost element; what stands above it
(the number of the request, the person) belongs to every record below.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from defusedxml import DefusedXmlException, ElementTree

from duixian.law.errors import InputError
from duixian.reading.ledger import grid
from duixian.reading.ledger.heads import normal

MOST_RECORDS = 300_000
LARGEST_FILE = 200 << 20
_DEEPEST = 12
_HEAD_ROWS = 20
_LONGEST_CELL = 4_000
_MOST_FIELDS = 500
_MARKS_UTF_16 = (b"\xff\xfe<\0", b"\xfe\xff\0<")
_CHINESE = re.compile(
    rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']\s*(?:gbk|gb2312|gb18030)["'][^>]*\?>""", re.IGNORECASE
)
_UNKEPT = re.compile("[\0\ud800-\udfff]")


class Record(NamedTuple):
    """One row of the file: its words by meaning, and all of it as it stands."""

    row: int
    told: Mapping[str, str]
    raw: Mapping[str, str]


@cache
def meanings() -> dict[str, str]:
    """The meaning of every known name of a column, element or key."""
    table = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))
    return {_key(name): meaning for meaning, names in table.items() for name in names}


def records(content: bytes, filename: str) -> Iterator[Record]:
    """The records of a file, told by its content and not by its name. Raises InputError."""
    if not content.strip():
        raise InputError(filename, "文件是空的", "请向协助单位重新索取")
    if len(content) > LARGEST_FILE:
        raise InputError(filename, f"文件超过{LARGEST_FILE >> 20} MB", "请协助单位分成几个文件")
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _nested(_json(content, filename), filename)
    if start.startswith(b"<") or content.startswith(_MARKS_UTF_16):
        return _nested(_xml(content, filename), filename)
    return _table(content, filename)


def _key(name: str) -> str:
    return normal(name).lower()


def _table(content: bytes, filename: str) -> Iterator[Record]:
    for sheet in grid.sheets(content, filename):
        whole = sheet.whole
        head = _head(whole)
        if head is None:
            continue
        row, names = head
        lines = zip(*whole.columns, strict=True)
        for number, cells in enumerate(islice(lines, row, None), start=row + 1):
            texts = [_text(cell) for cell in cells]
            raw = {name: text for (name, _), text in zip(names, texts, strict=True) if name and text}
            if raw:
                told = {means: text for (_, means), text in zip(names, texts, strict=True) if means and text}
                yield Record(number, told, raw)
        return
    raise InputError(filename, "没有找到表头", "请保留列名一行，至少要有查询编号或姓名、证件号码")


def _head(whole: grid.Grid) -> tuple[int, list[tuple[str, str]]] | None:
    """The row that names the columns, with the name and meaning of each; the first of a meaning counts."""
    known, best = meanings(), (0, 0)
    for row in range(1, min(whole.height, _HEAD_ROWS) + 1):
        found = {known.get(_key(whole.cell(row, place))) for place in range(len(whole.columns))} - {None}
        best = max(best, (len(found), -row))
    if best[0] < 2:
        return None
    row, seen, names = -best[1], set(), []
    for place in range(len(whole.columns)):
        name = whole.cell(row, place)
        means = known.get(_key(name), "")
        names.append((name, "" if means in seen else means))
        seen.add(means)
    return row, names


def _json(content: bytes, filename: str) -> Any:
    try:
        return json.loads(_unicode(content), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise InputError(filename, "不是完整的 JSON", "请协助单位重新导出") from error


def _unicode(content: bytes) -> bytes | str:
    """Bytes in one of the encodings of Unicode as they are, others as the Chinese text that they must be."""
    try:
        content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        return content.decode("gb18030")
    return content


def _xml(content: bytes, filename: str) -> Any:
    try:
        # The parser knows no Chinese encoding.
        named = _CHINESE.match(content[:200])
        text = content[named.end() :].decode("gb18030") if named else content
        return _tree(ElementTree.fromstring(text, forbid_dtd=True), 0)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise InputError(filename, "不是完整的 XML，或含有不允许的声明", "请协助单位重新导出") from error


def _tree(element: Any, depth: int) -> Any:
    """An element as text, or as its named parts; a name that stands twice is a list."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    parts: dict[str, Any] = {_local(name): value for name, value in element.attrib.items()}
    for child in element:
        name = _local(child.tag)
        parts.setdefault(name, [])
        if not isinstance(parts[name], list):
            parts[name] = [parts[name]]
        parts[name].append(_tree(child, depth + 1))
    if not parts:
        return (element.text or "").strip()
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in parts.items()
    }


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _nested(whole: Any, filename: str) -> Iterator[Record]:
    for number, raw in enumerate(_leaves(whole, {}, 0, filename), start=1):
        if number > MOST_RECORDS:
            raise InputError(filename, f"超过{MOST_RECORDS:,}条", "请协助单位分成几个文件")
        known = meanings()
        told: dict[str, str] = {}
        for name, value in raw.items():
            if value and (means := known.get(_key(name))):
                told[means] = value
        yield Record(number, told, raw)


def _leaves(node: Any, above: dict[str, str], depth: int, filename: str) -> Iterator[dict[str, str]]:
    if depth > _DEEPEST:
        raise InputError(filename, "层次太深", "请协助单位按约定的格式导出")
    if isinstance(node, list):
        for one in node:
            yield from _leaves(one, above, depth + 1, filename)
        return
    if not isinstance(node, dict):
        return
    own = above | {
        _text(name): _text(value) for name, value in node.items() if not isinstance(value, dict | list)
    }
    if len(own) > _MOST_FIELDS:
        raise InputError(filename, f"一条里的项目太多（{len(own):,}项）", "请协助单位按约定的格式导出")
    below = [value for value in node.values() if isinstance(value, dict) or _holds_parts(value)]
    for value in below:
        yield from _leaves(value, own, depth + 1, filename)
    if not below:
        yield own


def _holds_parts(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict | list) for one in value)


def _text(value: Any) -> str:
    """A value as text that a database keeps: it holds neither NUL nor half a character."""
    if value is None:
        return ""
    text = str(value)
    return (text if text.isprintable() else _UNKEPT.sub("", text)).strip()[:_LONGEST_CELL]
