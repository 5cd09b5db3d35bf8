"""限制消费 and 限制出境: whom they bind, when they must go, and the single journey that is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from duixian.law.citations import Duty, short
from duixian.law.coercion.check import Check, table

Kind = Literal["consumption", "exit"]


@dataclass(frozen=True)
class RestrictionFacts:
    """Whom it is to bind: a respondent who is a person or a unit, or a person of a unit by his `role`.

    `noticed` whether the enforcement notice was served and its term has passed; `owed` in fen; `named`
    whether the responsible persons of the unit are named with it.
    """

    kind: Kind
    on: date
    owed: int
    noticed: bool | None
    is_unit: bool = False
    named: bool = False
    role: str = "respondent"
    asked_by_applicant: bool = True
    why_ex_officio: str = ""


def items() -> tuple[str, ...]:
    """What a restricted person may not pay for. Source: 法释〔2015〕17号 第三条."""
    return tuple(table()["consumption"]["items"])


def persons(kind: Kind) -> dict[str, str]:
    """The persons of a unit that are bound with it, by key.

    Source: 法释〔2015〕17号 第三条; 程序解释 第二十四条.
    """
    found: dict[str, str] = table()[kind]["persons"]
    return dict(found)


def lifting() -> dict[str, str]:
    """The grounds on which it goes. Source: 法释〔2015〕17号 第九条; 程序解释 第二十五条."""
    return dict(table()["lifting"])


def checks_restriction(facts: RestrictionFacts) -> tuple[Check, ...]:
    """What must hold. Source: 法释〔2015〕17号 第一条、第三条、第四条; 程序解释 第二十三条、第二十四条."""
    cite = table()[facts.kind]["cite"]
    bound = facts.role == "respondent" or facts.role in persons(facts.kind)
    unit_leaves = facts.kind == "exit" and facts.is_unit and facts.role == "respondent"
    asked = facts.asked_by_applicant or bool(facts.why_ex_officio.strip())
    return (
        Check(
            "owed",
            "仍有义务未履行",
            facts.owed > 0,
            "尚有应付款项" if facts.owed > 0 else "已经没有应付款项",
            cite,
            "履行完毕的，应当解除限制",
        ),
        Check(
            "noticed",
            "未按执行通知履行",
            facts.noticed,
            {
                True: "执行通知指定的期间已过，仍未履行",
                False: "执行通知还没有送达，或者指定的期间还没有届满",
                None: "没有执行通知的送达记录，请核实",
            }[facts.noticed],
            cite,
            "请先送达执行通知",
            verified=False,
        ),
        Check(
            "person", "限制对象", bound and not unit_leaves, _whom(facts, unit_leaves), _whose(facts.kind), ""
        ),
        Check(
            "asked",
            "申请或者依职权",
            asked,
            "申请执行人书面申请"
            if facts.asked_by_applicant
            else facts.why_ex_officio.strip() or "没有申请，也没有写明依职权的理由",
            cite if facts.kind == "exit" else "法释〔2015〕17号 第四条",
            "请附申请书，或写明依职权限制的理由",
        ),
        *_responsible(facts),
    )


def _responsible(facts: RestrictionFacts) -> tuple[Check, ...]:
    """A unit does not travel: its restriction binds the persons who act for it."""
    if facts.kind != "consumption" or not facts.is_unit:
        return ()
    why = "已列明责任人员" if facts.named else "没有列明单位的法定代表人、主要负责人等"
    remedy = "请至少填写一名责任人员"
    return (Check("responsible", "单位的责任人员", facts.named, why, _whose(facts.kind), remedy),)


def checks_exemption(*, why: str, first: date, last: date, on: date) -> tuple[Check, ...]:
    """单次豁免: one purpose and its days. Source: 法释〔2015〕17号 第八条."""
    cite = table()["consumption"]["exempt_cite"]
    return (
        Check("why", "确有必要", bool(why.strip()), why.strip() or "没有写明事由", cite, "请写明为何必须"),
        Check(
            "days",
            "限于单次",
            on <= first <= last,
            f"自{first}至{last}",
            cite,
            "请写明这一次的起止日期，不早于今日",
            verified=False,
        ),
    )


def checks_lift(ground: str, *, owed: int, kind: Kind) -> tuple[Check, ...]:
    """Whether the ground of lifting holds. Source: 法释〔2015〕17号 第九条; 程序解释 第二十五条."""
    cite = table()[kind]["lift_cite"]
    known = lifting()
    met = ground in known and (ground != "performed" or owed == 0)
    why = known.get(ground, "不是解除的理由")
    if ground == "performed" and owed:
        why = "还有应付款项，不是全部履行完毕"
    return (Check("ground", "解除理由", met, why, cite, "请选择履行完毕、提供担保或者申请执行人同意"),)


def _whose(kind: Kind) -> str:
    cite: str = table()[kind]["persons_cite"]
    return cite


def _whom(facts: RestrictionFacts, unit_leaves: bool) -> str:
    if unit_leaves:
        return "单位不出境，应当限制其法定代表人、主要负责人或者直接责任人员"
    if facts.role == "respondent":
        return "被执行人"
    return persons(facts.kind).get(facts.role, "不是被执行人，也不属于单位的责任人员")


def cite_of_exit(on: date) -> str:
    """The article of the Civil Procedure Law that carries the exit restriction on a day."""
    return short(Duty.RESTRICTIONS, on)
