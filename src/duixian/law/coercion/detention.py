"""拘留: at most fifteen days, once for one act, the family told within a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from duixian.law.citations import Duty, short
from duixian.law.coercion.check import Check, table

Kind = Literal["fine", "detention"]


@dataclass(frozen=True)
class Penalty:
    """A penalty that was decided: for which act, of which kind, on which day."""

    kind: Kind
    act: str
    on: date


@dataclass(frozen=True)
class DetentionFacts:
    """A detention of so many `days` for one act of a person (of a unit: of a responsible person)."""

    days: int
    is_person: bool
    act: str
    on: date
    earlier: Sequence[Penalty] = ()


def checks_detention(facts: DetentionFacts) -> tuple[Check, ...]:
    """The days, the person, and no second detention for one act. Source: 民诉法 118; 解释 183, 184."""
    most = table()["detention"]["days"]
    within = 1 <= facts.days <= most
    cite = short(Duty.FINE_AND_DETENTION, facts.on)
    return (
        Check(
            "days",
            "拘留期限",
            within,
            f"拘留最长{most}日，拟拘留{facts.days}日",
            cite,
            f"请填写1至{most}日",
        ),
        Check(
            "person",
            "拘留对象",
            facts.is_person,
            "被拘留的是自然人" if facts.is_person else "单位不能拘留",
            cite,
            "单位妨害执行的，可以拘留其主要负责人或者直接责任人员",
        ),
        repeated("detention", facts.act, facts.on, facts.earlier),
    )


def repeated(kind: Kind, act: str, on: date, earlier: Sequence[Penalty]) -> Check:
    """Whether the same act has had the same kind of penalty; a fine beside a detention is no repetition.

    Source: 民诉法解释 第一百八十三条、第一百八十四条.
    """
    word = {"fine": "罚款", "detention": "拘留"}[kind]
    before = [one for one in earlier if one.kind == kind and one.act == act and one.on <= on]
    why = f"同一行为已于{before[0].on}{word}" if before else f"同一行为没有{word}过"
    return Check(
        "once",
        "同一行为不重复处罚",
        not before,
        why,
        table()["detention"]["same_act_cite"],
        "发生新的妨害行为的，写明新的行为后另行决定",
    )


def last_day(began_on: date, days: int) -> date:
    """The last day of a detention; the day on which it begins is the first."""
    return began_on + timedelta(days=days - 1)


def family_told_by(began_at: datetime) -> datetime:
    """The moment by which the family is told. Source: 民诉法解释 第一百八十条."""
    return began_at + timedelta(hours=table()["detention"]["family_hours"])


def checks_early_release(*, repents: bool, on: date, began_on: date, days: int) -> tuple[Check, ...]:
    """提前解除: who admits and mends, before the last day. Source: 民诉法解释 第一百八十二条."""
    cite = table()["detention"]["release_cite"]
    last = last_day(began_on, days)
    return (
        Check(
            "repents",
            "承认并改正错误",
            repents,
            "已承认并改正" if repents else "没有承认并改正错误的材料",
            cite,
            "请附具结悔过书等材料",
        ),
        Check(
            "still_held",
            "仍在拘留期间",
            began_on <= on <= last,
            f"拘留自{began_on}至{last}",
            cite,
            "期满应当放回，不需要提前解除",
        ),
    )
