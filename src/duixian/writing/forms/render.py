"""A template filled with the facts of a case; the same way for the program's own and for a court's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from duixian.law import citations
from duixian.law.citations import Duty
from duixian.law.errors import InputError, InputErrors
from duixian.law.money import capital, display
from duixian.writing.bulletin import chinese_day
from duixian.writing.forms.form import Form, known_places
from duixian.writing.forms.template import default_template

LARGEST_TEMPLATE = 2 << 20
_LARGEST_UNPACKED = 30 << 20
_MACROS = ("vbaProject.bin", "vbaData.xml")


def render(form: Form, facts: Mapping[str, Any], on: date, template: bytes | None = None) -> bytes:
    """The document. Raises InputErrors naming each fact that is missing, InputError for a bad template."""
    missing = [
        InputError(one.label, "没有填写", f"请填写，{form.name}要用")
        for one in form.ask
        if one.required and facts.get(one.name) in (None, "")
    ]
    if missing:
        raise InputErrors(missing)
    told = dict.fromkeys(known_places(form)) | dict(facts) | {"on": on, "law": _articles(on)}
    document = DocxTemplate(io.BytesIO(template or default_template(form)))
    try:
        document.render(told, _environment(), autoescape=True)
    except (TemplateError, ValueError, TypeError) as error:
        raise InputError(f"{form.name}模板", f"填写时出错：{error}", "请核对模板里的占位符") from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def check_template(form: Form, content: bytes) -> None:
    """Refuse a file that is no docx, hides macros or too much, or asks for what the form does not know.

    Raises InputError.
    """
    if len(content) > LARGEST_TEMPLATE:
        raise InputError("模板", f"超过{LARGEST_TEMPLATE >> 20} MB", "请去掉图片后再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile as error:
        raise InputError("模板", "不是 docx 文件", "请在 Word 中另存为 docx 再上传") from error
    if any(member.filename.rpartition("/")[2] in _MACROS for member in members):
        raise InputError("模板", "含有宏", "请另存为不含宏的 docx")
    if sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise InputError("模板", "展开后过大", "请从本系统下载的模板改起")
    try:
        document = DocxTemplate(io.BytesIO(content))
        asked = document.get_undeclared_template_variables(_environment())
    except (TemplateError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(
            "模板", f"读不出来（{type(error).__name__}）", "请核对占位符的括号是否成对"
        ) from error
    if unknown := sorted(asked - known_places(form)):
        raise InputError(
            "模板",
            f"不认识的占位符 {'、'.join(unknown)}",
            f"可用的是 {'、'.join(sorted(known_places(form)))}",
        )


def _articles(on: date) -> Callable[..., str]:
    """law("deposits", "income") → the articles that carry these duties on a day, the law named once."""

    def articles(*names: str) -> str:
        told = [citations.article(Duty(name), on) for name in names]
        law, _, first = told[0].partition("》")
        return f"{law}》{'、'.join([first, *(one.partition('》')[2] for one in told[1:])])}"

    return articles


def _environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters |= {"yuan": _yuan, "day": _day}
    return made


def _yuan(fen: int | None) -> str:
    """111,500.00元（大写：壹拾壹万壹仟伍佰元整）."""
    return "" if fen is None else f"{display(fen)}元（大写：{capital(fen)}）"


def _day(day: date | None) -> str:
    return "" if day is None else chinese_day(day)
