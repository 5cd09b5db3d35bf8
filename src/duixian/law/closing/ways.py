"""结案: every way to close a case, with what must be so before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from duixian.law.closing.facts import Condition, Facts
from duixian.law.closing.suspension import conditions_of_suspension
from duixian.law.closing.table import Ground, grounds
from duixian.law.money import display

_TYPES = "执行规定 第六十四条"


def conditions(way: str, facts: Facts, on: date) -> tuple[Condition, ...]:
    """What must hold on a day, met or not, each with its article. Raises KeyError for an unknown way.

    Source: 执行规定 第六十四条; 法发〔2014〕26号; 法〔2016〕373号; 民事诉讼法 第二百六十八条.
    """
    return (*_OWN[way](facts, on), *_always(way, facts))


def answered(checked: tuple[Condition, ...], told: Mapping[str, str]) -> tuple[Condition, ...]:
    """The conditions with the handler's statements, by key, where a statement can meet them."""
    return tuple(
        replace(one, met=True, why=f"{one.why}；经办人说明：{told[one.key]}")
        if one.answerable and one.met is not True and told.get(one.key)
        else one
        for one in checked
    )


def may_close(checked: tuple[Condition, ...]) -> bool:
    """Whether every condition holds; one that is not known does not."""
    return all(one.met is True for one in checked)


def _performed(facts: Facts, on: date) -> tuple[Condition, ...]:
    met = None if facts.owed is None else facts.owed == 0
    why = "应付金额不能计算" if facts.owed is None else f"至{on}尚欠{display(facts.owed)}元"
    if met:
        why = f"至{on}已全部履行"
    return (
        Condition("paid", "义务全部履行", met, why, _TYPES, "请登记到位款，或者申请执行人的放弃", "payment"),
        Condition(
            "settled",
            "没有未履行完的和解协议",
            not facts.settlement_open,
            "和解协议还在履行" if facts.settlement_open else "没有，或者已履行完毕",
            "法释〔2018〕3号 第八条",
            "请等待履行，或者登记履行完毕",
            "settlement",
        ),
    )


def _terminated(facts: Facts, on: date) -> tuple[Condition, ...]:
    ground = next((one for one in grounds() if one.key == facts.ground), None)
    wrong = _misfit(ground, facts) if ground else "没有选择事由"
    cite = ground.source(on) if ground else _TYPES
    why = wrong or (ground.words if ground else "")
    return (
        Condition("ground", "终结事由", not wrong, why, cite, "请选择事由", "closing"),
        _proved(facts, cite),
    )


def _misfit(ground: Ground, facts: Facts) -> str:
    """Why the ground cannot be that of the case; "" where it can."""
    if ground.only and facts.category not in ground.only:
        return f"“{ground.words}”只适用于赡养费、扶养费、抚养费案件"
    if ground.persons and all(one.kind != "person" for one in facts.respondents):
        return f"“{ground.words}”只适用于被执行人是自然人的案件"
    return ""


def _by_ruling(facts: Facts, on: date) -> tuple[Condition, ...]:
    return (_proved(facts, _TYPES),)


def _proved(facts: Facts, cite: str) -> Condition:
    told = facts.ground_evidence.strip()
    return Condition(
        "evidence", "事实和材料", bool(told), told or "没有写明", cite, "请写明事实和材料", "closing"
    )


def _always(way: str, facts: Facts) -> tuple[Condition, ...]:
    left = facts.undistributed
    kept = () if way == "suspended" else facts.unreleased
    # What is held stays held when a case is suspended, and is renewed; otherwise it goes or has its reason.
    measures = Condition(
        "measures",
        "控制措施已解除，或者写明保留的理由",
        not kept,
        f"没有解除：{'、'.join(kept)}" if kept else "没有需要解除的控制措施",
        "查封、扣押、冻结财产规定 第二十八条",
        "请解除，或者写明保留的理由",
        "release",
        answerable=True,
    )
    return (
        Condition(
            "money",
            "案款已发放",
            left == 0,
            f"尚有{display(left)}元案款没有发放" if left else "没有未发放的案款",
            "法发〔2017〕6号 第十条",
            "请发放案款",
            "funds",
        ),
        measures,
    )


_OWN: dict[str, Callable[[Facts, date], tuple[Condition, ...]]] = {
    "fully_performed": _performed,
    "suspended": conditions_of_suspension,
    "terminated": _terminated,
    "withdrawn": _by_ruling,
    "refused": _by_ruling,
    "dismissed": _by_ruling,
}
WAYS = tuple(_OWN)
