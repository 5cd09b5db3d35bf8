"""How ordinary claims share: in proportion, or by the order in which each took control."""

from __future__ import annotations

from dataclasses import dataclass

from duixian.law.distribution.facts import Debtor
from duixian.law.distribution.table import MethodKey, table
from duixian.law.errors import InputError

_ORDERED = {"order", "company"}


@dataclass(frozen=True)
class Method:
    """The way chosen: its name, why, and the article; `prior` is that of the claims before the ordinary."""

    key: MethodKey
    name: str
    why: str
    cite: str
    prior: str

    @property
    def by_order(self) -> bool:
        """Whether the earlier measure goes first."""
        return self.key in _ORDERED


def method(debtor: Debtor, *, one_title: bool = False) -> Method:
    """The way in which the ordinary claims on this debtor share; `one_title` where one title names them all.

    Raises InputError for a company whose property does not suffice before bankruptcy has been asked about,
    and for one whose bankruptcy was accepted.
    Source: 民诉法解释 第五百零六条至第五百一十四条; 执行规定 第五十五条.
    """
    if debtor.kind == "company":
        _bankruptcy_first(debtor)
    if debtor.suffices:
        return _method("order")
    if one_title:
        return _method("one_title")
    return _method("company" if debtor.kind == "company" else "proportion")


def in_full() -> Method:
    """Where the money itself covers everything: everyone gets all, and no order matters."""
    return _method("all")


def _bankruptcy_first(debtor: Debtor) -> None:
    if debtor.bankruptcy == "accepted":
        raise InputError(
            "分配",
            "法院已受理被执行人的破产申请，执行程序应当中止，未分配的款项不得分配（企业破产法 第十九条）",
            "请裁定中止执行，由管理人接管；债权人向管理人申报债权",
        )
    if debtor.bankruptcy == "unasked" and not debtor.suffices:
        raise InputError(
            "分配",
            "被执行人是企业法人，财产不足以清偿全部债权，还没有征询是否移送破产审查"
            "（民诉法解释 第五百一十一条）",
            "请先征询申请执行人和被执行人；均不同意，或者破产法院不受理的，再按控制先后分配",
        )


def _method(key: MethodKey) -> Method:
    rule = table().methods[key]
    return Method(key, rule.name, rule.says, rule.source, rule.prior)
