"""参与分配: whether a creditor may join, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.law.coercion.check import Check
from duixian.law.distribution.facts import DebtorKind

_WHO = "民诉法解释 第五百零六条"
_WHEN = "民诉法解释 第五百零七条"


@dataclass(frozen=True)
class Joining:
    """What is known of one who asks to join; None is not known.

    `prior_right` is a preferred right or a security over the thing. `insufficient` is whether all property
    of the debtor falls short of all claims. `begun_on` is when enforcement began, `ended_on` when the
    enforcement of this property ended, None where it has not.
    """

    debtor: DebtorKind
    applied_on: date
    begun_on: date
    ended_on: date | None = None
    has_title: bool | None = None
    prior_right: bool = False
    insufficient: bool | None = None


def checks_joining(facts: Joining) -> tuple[Check, ...]:
    """The debtor, the title or prior right, the shortfall, the time. Source: 民诉法解释 506, 507."""
    return (_debtor(facts), _right(facts), _short(facts), _begun(facts), _in_time(facts))


def _debtor(facts: Joining) -> Check:
    if facts.debtor != "company":
        why = "被执行人是自然人" if facts.debtor == "person" else "被执行人是其他组织"
        return Check("debtor", "被执行人", True, why, _WHO)
    if facts.prior_right:
        why = "被执行人是企业法人，申请人对执行财产有优先权、担保物权，可以直接主张优先受偿"
        return Check("debtor", "被执行人", True, why, _WHO)
    why = "被执行人是企业法人，不适用参与分配；财产不足的移送破产审查，未破产的按控制先后受偿"
    remedy = "请征询当事人是否同意移送破产审查，或者就财产另行采取控制措施"
    return Check("debtor", "被执行人", False, why, "民诉法解释 第五百零六条、第五百一十四条", remedy)


def _right(facts: Joining) -> Check:
    if facts.prior_right:
        return Check(
            "right", "执行依据或者优先权", True, "对执行财产有优先权、担保物权，不要求执行依据", _WHO
        )
    said = {True: "已经取得执行依据", False: "没有取得执行依据", None: "有没有执行依据还不清楚"}
    remedy = "" if facts.has_title else "请提交生效法律文书；没有执行依据的须对财产有优先权、担保物权"
    return Check("right", "执行依据或者优先权", facts.has_title, said[facts.has_title], _WHO, remedy)


def _short(facts: Joining) -> Check:
    if facts.prior_right:
        return Check("short", "财产不足清偿", True, "主张优先受偿，不以财产不足为条件", _WHO)
    why = {
        True: "被执行人的财产不能清偿所有债权",
        False: "被执行人的财产足以清偿所有债权",
        None: "财产够不够清偿所有债权还不清楚",
    }
    remedy = "" if facts.insufficient else "请查明全部财产和债权；足以清偿的，各债权人在各自案件中受偿"
    return Check("short", "财产不足清偿", facts.insufficient, why[facts.insufficient], _WHO, remedy)


def _begun(facts: Joining) -> Check:
    begun = facts.applied_on >= facts.begun_on
    why = f"{facts.begun_on}开始执行，{facts.applied_on}申请"
    return Check("begun", "执行程序已经开始", begun, why, _WHEN, "" if begun else "请核对申请日期")


def _in_time(facts: Joining) -> Check:
    item = "财产执行终结前申请"
    if facts.ended_on is None:
        return Check("in_time", item, True, f"{facts.applied_on}申请，该财产尚未执行终结", _WHEN)
    why = f"该财产{facts.ended_on}执行终结，{facts.applied_on}申请"
    if facts.applied_on == facts.ended_on:
        return Check("in_time", item, None, f"{why}，同日先后不明", _WHEN, "请按收到申请和款项付出的时间核对")
    in_time = facts.applied_on < facts.ended_on
    remedy = "" if in_time else "请对被执行人的其他财产申请参与分配"
    return Check("in_time", item, in_time, why, _WHEN, remedy)
