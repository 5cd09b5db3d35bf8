"""A template filled with the facts of a case; the same way for the program's own and for a court's."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml.etree import LxmlError

from duixian.law.errors import InputError, InputErrors
from duixian.writing.forms.form import Form, known_places
from duixian.writing.forms.places import Fen, Places, Refused, articles
from duixian.writing.forms.template import default_template

# A template that nests too deep fails in Python's own compiler.
_UNFILLED = (
    TemplateError,
    LxmlError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    SyntaxError,
    RecursionError,
    MemoryError,
)


def render(form: Form, facts: Mapping[str, Any], on: date, template: bytes | None = None) -> bytes:
    """The document. Raises InputErrors naming each fact that is missing, InputError for a bad template."""
    missing = [
        InputError(one.label, "没有填写", f"请填写，{form.name}要用")
        for one in form.ask
        if one.required and facts.get(one.name) in (None, "")
    ]
    if missing:
        raise InputErrors(missing)
    told = dict.fromkeys(known_places(form)) | dict(facts) | {"on": on, "law": articles(on)}
    for name in ("owed", *(one.name for one in form.ask if one.kind == "money")):
        sum_of_money = told[name]
        told[name] = None if sum_of_money is None else Fen(sum_of_money)
    try:
        return _filled(form, told, template or default_template(form))
    except Refused as error:
        raise InputError(f"{form.name}模板", error.why, error.remedy) from error
    except TemplateSyntaxError as error:
        raise InputError(f"{form.name}模板", "占位符读不出来", "请核对占位符的括号是否成对") from error
    except _UNFILLED as error:
        raise InputError(
            f"{form.name}模板", f"填写时出错（{type(error).__name__}）", "请从本系统下载的模板改起"
        ) from error


def _filled(form: Form, told: dict[str, Any], template: bytes) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(told, Places(form), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
