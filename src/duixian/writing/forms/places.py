"""The language of a template: places to be filled, a choice between texts, and nothing that computes.

Whoever may upload a template writes into the program's own process, where a loop in a loop would hold the
court's site and a long multiplication its memory. So the language is what forms need and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from duixian.law import citations
from duixian.law.citations import Duty
from duixian.law.money import capital, display
from duixian.writing.bulletin import chinese_day
from duixian.writing.forms.form import Form, known_places

ALLOWED = '可以用的是占位符、|yuan、|day、law("…") 和 {% if %}'
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)
# What XML cannot hold; left in, it would take the words around it with it.
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refused(TemplateSyntaxError):
    """The template asks for more than a form may; the message is Chinese, with its remedy."""

    def __init__(self, why: str, remedy: str = ALLOWED) -> None:
        self.why, self.remedy = why, remedy
        super().__init__(why, 1)


class Fen(int):
    """A sum of money: it stands as yuan in digits and capital numerals, however the template asks for it."""


class Places(SandboxedEnvironment):
    """Fills the places of one form. Raises Refused for a template that asks for anything else."""

    def __init__(self, form: Form) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_words)
        self.known = known_places(form)
        self.filters = {"yuan": _yuan, "day": _day}

    # Every part of the file, its foot and its properties, is parsed here, at the check and at the filling.
    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for why in _more_than_places(tree):
            raise Refused(why)
        if unknown := sorted(find_undeclared_variables(tree) - self.known):
            raise Refused(f"不认识的占位符 {'、'.join(unknown)}", f"可用的是 {'、'.join(sorted(self.known))}")
        return tree


def articles(on: date) -> Callable[..., str]:
    """law("deposits", "income") → the articles that carry these duties on a day, the law named once."""

    def cited(*names: str) -> str:
        told = [citations.article(Duty(name), on) for name in names]
        law, _, first = told[0].partition("》")
        return f"{law}》{'、'.join([first, *(one.partition('》')[2] for one in told[1:])])}"

    return cited


def _more_than_places(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Call):
            yield from _no_citation(node)
        elif isinstance(node, nodes.Filter):
            if node.name not in ("yuan", "day") or node.args or node.kwargs:
                yield f"不能用的格式 |{node.name}"
        elif not isinstance(node, _NODES):
            yield "占位符里有算式、循环或者取属性"


def _no_citation(call: nodes.Call) -> Iterator[str]:
    duties = {duty.value for duty in Duty}
    plain = isinstance(call.node, nodes.Name) and call.node.name == "law" and call.args
    if not plain or call.kwargs or call.dyn_args or call.dyn_kwargs:
        yield "占位符里有不能用的调用"
        return
    for arg in call.args:
        if not isinstance(arg, nodes.Const) or arg.value not in duties:
            yield f"law(…) 里不认识的法条，可用的是 {'、'.join(sorted(duties))}"


def _words(value: Any) -> Any:
    """A value as a paper says it."""
    if value is None:
        return ""
    if isinstance(value, Fen):
        return _yuan(value)
    if isinstance(value, date):
        return chinese_day(value)
    return _UNPRINTABLE.sub("", value) if isinstance(value, str) else value


def _yuan(fen: int | None) -> str:
    """111,500.00元（大写：壹拾壹万壹仟伍佰元整）."""
    return "" if fen is None else f"{display(fen)}元（大写：{capital(fen)}）"


def _day(day: date | None) -> str:
    return "" if day is None else chinese_day(day)
