"""A court's own template, judged before it takes the place of the program's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from duixian.law.errors import InputError
from duixian.writing.forms.form import OF_CASE, Form
from duixian.writing.forms.render import render

LARGEST_TEMPLATE = 2 << 20
"""Bytes."""

_LARGEST_UNPACKED = 8 << 20
_LARGEST_PART = 1 << 20
_MOST_MEMBERS = 500
_MOST_BRACES = 300
_ACTIVE = ("vba", "macroenabled", "activex", "oleobject")
_OUTSIDE_ALLOWED = "/hyperlink"
_SAMPLE_DAY = date(2026, 1, 5)
_SAMPLE = {"text": "示例", "day": _SAMPLE_DAY, "money": 100_00, "count": 12}


def check_template(form: Form, content: bytes) -> None:
    """Refuse a file that is no docx, brings in more than words, or cannot be filled. Raises InputError."""
    if len(content) > LARGEST_TEMPLATE:
        raise InputError("模板", f"超过{LARGEST_TEMPLATE >> 20} MB", "请去掉图片后再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_package(packed)
    except zipfile.BadZipFile as error:
        raise InputError("模板", "不是 docx 文件", "请在 Word 中另存为 docx 再上传") from error
    except (ParseError, DefusedXmlException, KeyError, NotImplementedError, RuntimeError) as error:
        raise InputError("模板", f"读不出来（{type(error).__name__}）", "请从本系统下载的模板改起") from error
    render(form, _sample(form), _SAMPLE_DAY, content)


def _check_package(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    if sum(member.file_size for member in members) > _LARGEST_UNPACKED or len(members) > _MOST_MEMBERS:
        raise InputError("模板", "展开后过大", "请从本系统下载的模板改起")
    # The name of a member says nothing: what it is stands in the list of contents.
    kinds = [one.get("ContentType", "") for one in fromstring(packed.read("[Content_Types].xml"))]
    names = [member.filename for member in members]
    if any(mark in said.lower() for said in (*kinds, *names) for mark in _ACTIVE):
        raise InputError("模板", "含有宏或者嵌入的程序", "请另存为不含宏的 docx")
    for name in names:
        _check_part(name, packed.read(name))
    for outside in _outside(packed, names):
        raise InputError("模板", f"引用了文件以外的内容 {outside[:80]}", "请删去链接的模板、图片和对象")


def _check_part(name: str, content: bytes) -> None:
    # Looking for the end of a place takes the square of what is never closed.
    braces = content.count(b"{") + content.count(b"&#")
    if name.lower().endswith(".xml") and (len(content) > _LARGEST_PART or braces > _MOST_BRACES):
        raise InputError("模板", f"{name[:60]} 过大，或者占位符过多", "请从本系统下载的模板改起")


def _outside(packed: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    """What Word would fetch from elsewhere on opening the paper."""
    for name in names:
        if name.endswith(".rels"):
            for one in fromstring(packed.read(name)):
                if one.get("TargetMode") == "External" and not one.get("Type", "").endswith(_OUTSIDE_ALLOWED):
                    yield one.get("Target", "")


def _sample(form: Form) -> dict[str, Any]:
    case: dict[str, Any] = dict.fromkeys(OF_CASE, "示例")
    return (
        case | {"owed": 100_00, "filed_on": _SAMPLE_DAY} | {one.name: _SAMPLE[one.kind] for one in form.ask}
    )
