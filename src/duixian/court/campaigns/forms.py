"""The scope as a form: what is ticked and typed is written as TOML, the one form in which it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.forms import AmountField, DayField, TextField
from duixian.law.errors import InputError
from duixian.law.money import contract_yuan, display
from duixian.law.scope import CATEGORIES, NAMES, Scope, default_scope, scope_from_toml

_STRENGTHS = {"core": "核心", "review": "待确认", "none": "不算"}
_BY_WORD = {word: code for code, word in _STRENGTHS.items()}
_BY_NAME = {name: code for code, name in NAMES.items()}


def _lines(label: str, rows: int, help_text: str) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "form-control", "rows": rows, "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=area, help_text=help_text)


class ScopeForm(forms.Form):
    """专项范围; `toml` after is_valid is what will be kept."""

    valid_from = DayField(label="自何日起", help_text="不早于现行版本的生效日期；旧版本保留")
    limit = AmountField(label="小标的上限（元）", help_text="等于上限的算在内")
    categories = forms.MultipleChoiceField(
        label="纳入的类别",
        choices=[(code, NAMES[code]) for code in CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个类别"},
    )
    rules = _lines(
        "个别案由另作处理",
        6,
        "一行一个：案由 类别 核心、待确认或不算。如“家政服务合同纠纷 劳动报酬 核心”“旅游合同纠纷 不算”。"
        "没有列出的案由按案由表办",
    )
    person_causes = _lines("须自然人申请的案由", 4, "一行一个；申请人是公司的，不作劳动报酬类")
    fund_causes = _lines("被执行人为社保基金时待确认的案由", 4, "一行一个")

    toml = ""

    @staticmethod
    def start(scope: Scope, on: date) -> dict[str, Any]:
        """What the form shows of the scope in force."""
        return {
            "valid_from": on,
            "limit": display(scope.limit),
            "categories": list(scope.categories),
            "rules": "\n".join(_rule_words(scope)),
            "person_causes": "\n".join(sorted(scope.person_causes)),
            "fund_causes": "\n".join(sorted(scope.fund_causes)),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            self.toml = _written(given)
            scope_from_toml(self.toml)
        except InputError as error:
            raise forms.ValidationError(str(error)) from error
        return given


def default_toml() -> str:
    """The scope that comes with the program, as a campaign keeps it."""
    scope = default_scope()
    return _written(ScopeForm.start(scope, date.min) | {"limit": scope.limit})


class CampaignForm(forms.Form):
    """新的专项行动 of the actor's court and those below it."""

    name = TextField(label="名称", max_length=100)
    slug = forms.SlugField(
        label="代号",
        max_length=40,
        help_text="用在网址里，如 minsheng-2026",
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"invalid": "只能用英文字母、数字和短横，如 minsheng-2026"},
    )
    starts_on = DayField(label="开始")
    ends_on = DayField(label="结束")


class ReviewForm(forms.Form):
    """确认或移出 of what a person has to look at; taking out needs a reason."""

    reason = TextField(label="移出理由", max_length=200, required=False)


def _rule_words(scope: Scope) -> Iterator[str]:
    for name, rule in sorted(scope.rules.items()):
        if rule.category is None:
            yield f"{name} {_STRENGTHS['none']}"
        else:
            yield f"{name} {NAMES[rule.category]} {_STRENGTHS[rule.strength or 'review']}"


def _written(given: dict[str, Any]) -> str:
    parts = [
        f"limit = {_quoted(contract_yuan(given['limit']))}",
        f"categories = {_listed(given['categories'])}",
        f"person_causes = {_listed(_split(given['person_causes']))}",
        f"fund_causes = {_listed(_split(given['fund_causes']))}",
        *(_rule(line) for line in _split(given["rules"])),
    ]
    return "\n".join(parts) + "\n"


def _rule(line: str) -> str:
    words = line.split()
    strength = _BY_WORD.get(words[-1])
    category = _BY_NAME.get(words[1]) if len(words) == 3 else None
    if strength is None or (strength == "none") != (len(words) == 2) or (len(words) == 3 and not category):
        raise InputError(
            f"个别案由“{line}”",
            "写法不符",
            f"请写成“案由 类别 核心”；类别可用：{'、'.join(_BY_NAME)}；强度可用：{'、'.join(_BY_WORD)}",
        )
    named = f"\ncategory = {_quoted(category)}" if category else ""
    return f"\n[[rule]]\ncause = {_quoted(words[0])}{named}\nstrength = {_quoted(strength)}"


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _listed(values: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(value) for value in values)}]"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
