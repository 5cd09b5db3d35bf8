"""Documents of ISO 20022, read as a stranger's: no declarations; size, depth and parts have bounds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException, ElementTree

from duixian.law.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_FILE = 50 << 20
MOST_ELEMENTS = 1_000_000
_DEEPEST = 60
_CHINESE = re.compile(
    rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']\s*(?:gbk|gb2312|gb18030)["'][^>]*\?>""", re.IGNORECASE
)


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does, in any encoding that may carry it."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<Document", b"<!DOCTYPE")) or content.startswith(
        (b"\xff\xfe<\0", b"\xfe\xff\0<")
    )


def document(content: bytes, filename: str) -> Element:
    """The root of a document, names without their namespace. Raises InputError."""
    if len(content) > LARGEST_FILE:
        raise InputError(filename, f"文件超过{LARGEST_FILE >> 20} MB", "请按日期分成几个文件")
    named = _CHINESE.match(content[:200])
    try:
        # The parser knows no Chinese encoding.
        text = content[named.end() :].decode("gb18030").encode() if named else content
        return _built(text, filename)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError(filename, "不是完整的 XML，或含有不允许的声明", "请从网银重新下载") from error


def _built(content: bytes, filename: str) -> Element:
    depth = count = 0
    root: Element | None = None
    for event, element in ElementTree.iterparse(
        io.BytesIO(content), events=("start", "end"), forbid_dtd=True
    ):
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > MOST_ELEMENTS:
            raise InputError(filename, "XML 的层次太深或内容太多", "请从网银重新下载，或按日期分成几个文件")
        element.tag = element.tag.rpartition("}")[2]
        root = element if root is None else root
    if root is None:
        raise ValueError("no element")
    return root


def text(element: Element | None, *paths: str) -> str:
    """The text at the first of these paths that holds any; "" where none does."""
    for path in paths:
        found = element.findtext(path) if element is not None else None
        if found and found.strip():
            return found.strip()
    return ""


def texts(element: Element, path: str) -> Iterator[str]:
    """Every text at a path."""
    return (one.text.strip() for one in element.iterfind(path) if one.text and one.text.strip())
