"""Which open cases belong to a campaign, in which of its five categories, and why.

Categories are tried in order: wages, support, injury, livelihood, small_claim; the first that fits
takes the case. A cause that only suggests a category is left to a person (`review`), and so is
basic livelihood (基本生活) always.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from duixian.law.causes import Category, Cause, Strength, cause
from duixian.law.errors import InputError
from duixian.law.money import display, parse_yuan

Confidence = Literal["core", "review"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
NAMES: Mapping[Category, str] = {
    "wages": "劳动报酬",
    "support": "赡养、抚养、扶养",
    "injury": "人身损害",
    "livelihood": "基本生活",
    "small_claim": "小标的",
}
_TABLE = Path(__file__).parent / "tables" / "scope.toml"
_FIELDS = {
    "name",
    "in_force",
    "verified",
    "basis",
    "limit",
    "categories",
    "person_causes",
    "fund_causes",
    "rule",
}


@dataclass(frozen=True)
class CauseRule:
    """One cause that a campaign treats otherwise than the table of causes; None: not livelihood."""

    category: Category | None
    strength: Strength | None


@dataclass(frozen=True)
class Scope:
    """范围 of a campaign: `limit` in fen, inclusive; causes by the name of the 2025 revision."""

    limit: int
    categories: tuple[Category, ...] = CATEGORIES
    person_causes: frozenset[str] = frozenset()
    fund_causes: frozenset[str] = frozenset()
    rules: Mapping[str, CauseRule] = field(default_factory=dict)
    in_force: date | None = None


@dataclass(frozen=True)
class Decision:
    """The category of a case (None: not in the campaign), how sure it is, and the rule in a sentence."""

    category: Category | None
    confidence: Confidence
    reason: str


def decide(
    scope: Scope,
    cause_name: str | None,
    amount: int | None,
    applicant_is_person: bool | None = None,
    respondent_is_fund: bool | None = None,
) -> Decision:
    """Category of a case by its cause, its amount in fen and its parties; None where not known.

    A cause that needs a person's eye goes before 小标的, and the reason tells what the amount alone
    would make of it; under such a cause the claim of an organisation is not livelihood.
    Source: the campaign's plan, kept as data in a Scope.
    """
    name = (cause_name or "").strip()
    if not name:
        return _by_amount(scope, amount, "未载案由", known=False)
    found = cause(name)
    if found is None:
        return _by_amount(scope, amount, f"案由‘{name}’不在案由表内", known=False)
    label = f"案由‘{name}’" if name == found.name else f"案由‘{name}’（即‘{found.name}’）"
    categories, strength = _rule(scope, found)
    if not categories:
        return _by_amount(scope, amount, f"{label}不属涉民生案由", known=True)
    kind = NAMES[categories[0]]
    needs_person = found.name in scope.person_causes or strength == "review"
    if needs_person and applicant_is_person is False:
        return _by_amount(scope, amount, f"{label}的申请执行人不是自然人，不作{kind}类", known=True)
    doubt = _doubt(scope, found, strength, applicant_is_person, respondent_is_fund)
    if doubt is None:
        return Decision(categories[0], "core", f"{label}属{kind}类（核心案由）")
    return Decision(
        categories[0], "review", f"{label}可能属{kind}类，{doubt}，需人工确认；{_otherwise(scope, amount)}"
    )


def _rule(scope: Scope, found: Cause) -> tuple[tuple[Category, ...], Strength | None]:
    proposed, strength = found.categories, found.strength
    rule = scope.rules.get(found.name)
    if rule:
        proposed, strength = (rule.category,) if rule.category else (), rule.strength
    return tuple(each for each in CATEGORIES if each in proposed and each in scope.categories), strength


def _doubt(
    scope: Scope, found: Cause, strength: Strength | None, person: bool | None, fund: bool | None
) -> str | None:
    if strength != "core":
        return "该案由不都涉民生"
    if found.name in scope.person_causes and person is None:
        return "申请执行人是否自然人不明"
    if found.name in scope.fund_causes and fund:
        return "被执行人为社会保险基金一方"
    return None


def _by_amount(scope: Scope, amount: int | None, why: str, *, known: bool) -> Decision:
    if "small_claim" not in scope.categories:
        return Decision(None, "core" if known else "review", f"{why}；本次行动不含小标的类")
    if not amount:
        return Decision(None, "review", f"{why}；标的额为零或未载明，可能是行为执行，不按小标的处理")
    if amount <= scope.limit:
        return Decision("small_claim", "core", f"{why}；{_compared(scope, amount)}，属小标的类")
    return Decision(None, "core" if known else "review", f"{why}；{_compared(scope, amount)}，不属小标的类")


def _otherwise(scope: Scope, amount: int | None) -> str:
    if not amount:
        return "不属该类的，标的额为零或未载明，不按小标的处理"
    if "small_claim" in scope.categories and amount <= scope.limit:
        return f"不属该类的，{_compared(scope, amount)}，属小标的类"
    return "不属该类的，不在本次行动范围"


def _compared(scope: Scope, amount: int) -> str:
    verb = "不超过" if amount <= scope.limit else "超过"
    return f"标的额{display(amount)}元{verb}{display(scope.limit)}元"


@cache
def default_scope() -> Scope:
    """The scope that comes with the program, for ledgers screened without a campaign."""
    return scope_from_toml(_TABLE.read_text(encoding="utf-8"))


def scope_from_toml(text: str) -> Scope:
    """The scope of a campaign file. Raises InputError that names the field; unknown ones are refused."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            "范围文件", f"不是 TOML（{error}）", "请按 law/tables/scope.toml 的写法改正"
        ) from error
    for key in raw:
        if key not in _FIELDS:
            raise InputError(f"范围文件 {key}", "没有这个字段", f"可用：{'、'.join(sorted(_FIELDS))}")
    limit = parse_yuan(raw.get("limit", ""), "范围文件 limit")
    if limit < 0:
        raise InputError("范围文件 limit", "金额为负", "请填写不小于零的金额")
    in_force = raw.get("in_force")
    if in_force is not None and type(in_force) is not date:
        raise InputError("范围文件 in_force", f"“{in_force}”不是日期", "请写成 2026-03-31，不加引号")
    return Scope(
        limit,
        _categories(raw.get("categories", list(CATEGORIES))),
        _names(raw, "person_causes"),
        _names(raw, "fund_causes"),
        dict(_cause_rule(row) for row in _list(raw, "rule")),
        in_force,
    )


def _categories(values: Any) -> tuple[Category, ...]:
    if not isinstance(values, list) or not set(map(str, values)) <= set(CATEGORIES):
        raise InputError("范围文件 categories", f"“{values}”不是类别", f"可用：{'、'.join(CATEGORIES)}")
    return tuple(each for each in CATEGORIES if each in values)


def _names(raw: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(_known(name, f"范围文件 {key}") for name in _list(raw, key))


def _cause_rule(row: Any) -> tuple[str, CauseRule]:
    where = "范围文件 rule"
    if not isinstance(row, dict) or not set(row) <= {"cause", "category", "strength"}:
        raise InputError(where, f"“{row}”字段不符", "请填写 cause、category、strength")
    name, strength = _known(row.get("cause"), where), row.get("strength")
    if strength == "none":
        return name, CauseRule(None, None)
    if strength not in get_args(Strength):
        raise InputError(f"{where} {name}", f"“{strength}”不是强度", "可用：core、review、none")
    (category,) = _categories([row.get("category")])
    return name, CauseRule(category, "review" if category == "livelihood" else strength)


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    values = raw.get(key, [])
    if not isinstance(values, list):
        raise InputError(f"范围文件 {key}", "不是列表", "请写成方括号内的列表")
    return values


def _known(name: Any, where: str) -> str:
    found = cause(name) if isinstance(name, str) else None
    if found is None:
        raise InputError(where, f"“{name}”不在案由表内", "请按案由表填写名称")
    return found.name
