"""What a distribution starts from: the debtor, the money, the claims. Money in fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from duixian.law.errors import InputError
from duixian.law.money import display

DebtorKind = Literal["person", "organisation", "company"]
Bankruptcy = Literal["unasked", "declined", "accepted"]

COURT = "court"
"""The key of what the court itself gets: the costs shared by all, and its own fee."""
RESPONDENT = "respondent"
"""The key of what goes back to the respondent."""


@dataclass(frozen=True)
class Debtor:
    """被执行人: a natural person, another organisation (其他组织), or a company (企业法人).

    `suffices` is whether all of his property covers all claims, not this money alone. `bankruptcy` is of a
    company: nobody has been asked yet, declined (no party agrees or no court takes it), or accepted.
    """

    kind: DebtorKind
    suffices: bool = False
    bankruptcy: Bankruptcy = "unasked"


@dataclass(frozen=True)
class Money:
    """The money to share out. `costs` of enforcement, preservation, appraisal and auction come first.

    `waiting` is a fee of the court that it lets wait until the claims are paid.
    """

    total: int
    costs: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Claim:
    """One creditor's claim: `owed` by the title with general interest, of which `preferred` has priority.

    `rank` orders the preferred (1 is first) and `basis` is why it is preferred. `costs` are enforcement costs
    that this creditor advanced, besides `owed`; `surcharge` is the 加倍部分, besides `owed` as well.
    `controlled_on` is when his measure on this thing took effect, `controlled_order` its place in the day.
    """

    key: str
    owed: int
    preferred: int = 0
    rank: int = 1
    basis: str = ""
    costs: int = 0
    surcharge: int = 0
    controlled_on: date | None = None
    controlled_order: int = 1

    @property
    def ordinary(self) -> int:
        """The part of `owed` without priority."""
        return self.owed - self.preferred


def check(money: Money, claims: Sequence[Claim]) -> None:
    """Raises InputError for sums and claims that nothing can be distributed on."""
    if money.total <= 0:
        raise InputError("可分配款项", f"{display(money.total)}元，不大于零", "请核对到账金额")
    if money.costs < 0 or money.waiting < 0:
        raise InputError("执行费用", "小于零", "没有费用的填 0")
    if not claims:
        raise InputError("参与分配的债权", "一个也没有", "请先登记债权；没有其他债权的按发放办理")
    keys = [one.key for one in claims]
    if len(set(keys)) < len(keys) or {"", COURT, RESPONDENT} & set(keys):
        raise InputError("参与分配的债权", "有重复或者没有名称的债权", "每个债权只登记一次")
    for one in claims:
        _check_claim(one)


def _check_claim(one: Claim) -> None:
    where = f"债权 {one.key}"
    if min(one.owed, one.preferred, one.costs, one.surcharge) < 0:
        raise InputError(where, "金额小于零", "请核对债权金额")
    if not one.owed + one.costs + one.surcharge:
        raise InputError(where, "债权金额为零", "已经清偿的债权不参加分配")
    if one.preferred > one.owed:
        why = f"优先部分{display(one.preferred)}元大于债权{display(one.owed)}元"
        raise InputError(where, why, "优先部分是债权的一部分，请改小")
    if one.preferred and not one.basis.strip():
        raise InputError(where, "没有写明优先受偿的依据", "请写明担保物权、建设工程价款优先受偿权等依据")
    if one.rank < 1 or one.controlled_order < 1:
        raise InputError(where, "顺位小于 1", "顺位从 1 开始")
