"""失信被执行人名单: six grounds, how long each lasts, who is spared, when a name goes and may return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duixian.law.calendar import add_months
from duixian.law.clock import Due, due
from duixian.law.coercion.check import Check, table
from duixian.law.errors import InputError

WILFUL = 1
"""The ground 有履行能力而拒不履行, which has no fixed term and knows the exclusions."""


@dataclass(frozen=True)
class ListingFacts:
    """`exclusions` are keys of those that hold; `longer` years added for violence or several acts.

    `deleted_at_request_on` is the last deletion that this applicant had asked for, `by_applicant` whether he
    asks again; `minor` None where the age is not known.
    """

    ground: int
    on: date
    owed: int
    minor: bool | None
    exclusions: Sequence[str] = ()
    longer: int = 0
    by_applicant: bool = True
    deleted_at_request_on: date | None = None


def grounds() -> dict[int, str]:
    """The six grounds by number. Source: 法释〔2017〕7号 第一条."""
    return {int(key): words for key, words in table()["dishonest"]["grounds"].items()}


def exclusions() -> dict[str, str]:
    """Why one who could pay is not listed all the same. Source: 法释〔2017〕7号 第三条."""
    return dict(table()["dishonest"]["exclusions"])


def deletions() -> dict[str, str]:
    """What makes a name go. Source: 法释〔2017〕7号 第十条."""
    return dict(table()["dishonest"]["deletions"])


def until(ground: int, published_on: date, longer: int = 0) -> date | None:
    """The last day of the term; None for the first ground, which lasts until a deletion.

    Raises InputError for an unknown ground or more than three years added. Source: 法释〔2017〕7号 第二条.
    """
    rules = table()["dishonest"]
    if ground not in grounds():
        raise InputError("失信情形", f"第{ground}项不存在", "请在六项情形中选择")
    if longer and not rules["longer_least"] <= longer <= rules["longer_most"]:
        raise InputError("延长期限", f"不能延长{longer}年", "可以延长一年至三年")
    if ground == WILFUL:
        if longer:
            raise InputError("延长期限", "这一情形没有固定期限", "不需要填写延长")
        return None
    return add_months(published_on, 12 * (rules["years"] + longer))


def checks_listing(facts: ListingFacts) -> tuple[Check, ...]:
    """What must hold before a name is listed. Source: 法释〔2017〕7号 第一条至第四条、第十条."""
    rules = table()["dishonest"]
    known = facts.ground in grounds()
    spared = [one for one in facts.exclusions if facts.ground == WILFUL]
    return (
        Check(
            "owed",
            "未履行义务",
            facts.owed > 0,
            "尚有应付款项" if facts.owed > 0 else "已经没有应付款项",
            rules["cite"],
            "履行完毕的，不得纳入",
        ),
        Check(
            "ground",
            "纳入情形",
            known,
            grounds().get(facts.ground, "不在六项情形之内"),
            rules["cite"],
            "请选择六项情形之一",
        ),
        Check(
            "minor",
            "不是未成年人",
            None if facts.minor is None else not facts.minor,
            {True: "被执行人是未成年人", False: "被执行人已成年或者是单位", None: "年龄不明，请核实"}[
                facts.minor
            ],
            rules["minor_cite"],
            "未成年人不得纳入",
        ),
        Check(
            "excluded",
            "没有不得纳入的情形",
            not spared,
            "、".join(exclusions()[one] for one in spared) or "没有提供充分担保等情形",
            rules["exclusion_cite"],
            "有这些情形的，不得以有能力而不履行为由纳入",
        ),
        _relisting(facts),
    )


def relist_from(deleted_on: date) -> date:
    """The first day on which the applicant who had a name deleted may have it listed again."""
    return add_months(deleted_on, table()["dishonest"]["relist_months"])


def deletion_due(ground_arose_on: date) -> Due:
    """The last working day on which the name goes. Source: 法释〔2017〕7号 第十条."""
    return due("dishonest_deletion", ground_arose_on)


def _relisting(facts: ListingFacts) -> Check:
    before = facts.deleted_at_request_on
    free = relist_from(before) if before else None
    barred = bool(facts.by_applicant and free and facts.on < free)
    why = f"申请执行人申请删除后，{free}以前不得再申请纳入" if barred else "不在删除后六个月内"
    return Check(
        "relisting",
        "删除后再纳入",
        not barred,
        why,
        table()["dishonest"]["delete_cite"],
        f"{free}起可以再申请",
    )
