"""分配方案异议: its three limits, and the money that it keeps back while the rest is paid. Money in fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duixian.law.calendar import PeriodEnd, period_end
from duixian.law.clock import clock
from duixian.law.distribution.facts import RESPONDENT
from duixian.law.distribution.plan import Plan, Share
from duixian.law.distribution.table import Stage, limit, stage
from duixian.law.errors import InputError
from duixian.law.money import display


def objection_by(served_on: date) -> PeriodEnd:
    """The last day to object, from service of the plan. Source: 民诉法解释 第五百零九条."""
    known = clock("distribution_objection", served_on)
    return period_end(served_on, known.days, roll=known.roll)


def opposed_by(told_on: date) -> PeriodEnd:
    """The last day for the others to oppose an objection that they were told of.

    Source: 民诉法解释 第五百一十条; 程序解释 第十八条.
    """
    return period_end(told_on, limit("opposition", told_on).days)


def suit_by(told_on: date) -> PeriodEnd:
    """The last day for the objector to sue, from being told of the opposition.

    Source: 民诉法解释 第五百一十条; 程序解释 第十八条.
    """
    return period_end(told_on, limit("suit", told_on).days)


@dataclass(frozen=True)
class Against:
    """So much of one share is claimed."""

    key: str
    stage: Stage
    amount: int


@dataclass(frozen=True)
class Objection:
    """What one party of the plan claims more, and from which shares."""

    by: str
    against: tuple[Against, ...]

    @property
    def more(self) -> int:
        """What the objector claims more in all."""
        return sum(one.amount for one in self.against)


@dataclass(frozen=True)
class Parted:
    """A share, and how much of it is in dispute with whom."""

    share: Share
    disputed: int
    by: tuple[str, ...] = ()

    @property
    def undisputed(self) -> int:
        """What may be paid."""
        return self.share.amount - self.disputed


@dataclass(frozen=True)
class Dispute:
    """The plan in two parts; together they are its whole total."""

    lines: tuple[Parted, ...]

    @property
    def disputed(self) -> int:
        """What stays in escrow until the suit is decided."""
        return sum(one.disputed for one in self.lines)

    @property
    def undisputed(self) -> int:
        """What may be paid."""
        return sum(one.undisputed for one in self.lines)


def disputed(plan: Plan, objections: Sequence[Objection]) -> Dispute:
    """The part of each share that objections claim. Several on one share add up, never above the share.

    Raises InputError for an objection of a stranger, against oneself, against no share, or above it.
    Source: 民诉法解释 第五百一十条第三款.
    """
    claimed: dict[tuple[str, Stage], list[tuple[str, int]]] = {}
    for objection in objections:
        for one in _checked(plan, objection):
            claimed.setdefault((one.key, one.stage), []).append((objection.by, one.amount))
    return Dispute(tuple(_parted(share, claimed.get((share.key, share.stage), [])) for share in plan.lines))


def _parted(share: Share, claimed: Sequence[tuple[str, int]]) -> Parted:
    amount = min(share.amount, sum(each for _, each in claimed))
    return Parted(share, amount, tuple(dict.fromkeys(by for by, _ in claimed)))


def _checked(plan: Plan, objection: Objection) -> tuple[Against, ...]:
    where = f"分配方案异议 {objection.by}"
    if objection.by not in {RESPONDENT, *(share.key for share in plan.lines)}:
        raise InputError(where, "不是本次分配的债权人或者被执行人", "案外人的异议请按案外人异议办理")
    if not objection.against:
        raise InputError(where, "没有写明对谁的哪一部分有异议", "请写明争议的份额和金额")
    shares = {(share.key, share.stage): share for share in plan.lines}
    asked: dict[tuple[str, Stage], int] = {}
    for one in objection.against:
        share = shares.get((one.key, one.stage))
        if one.key == objection.by or share is None:
            why = "不能对自己的份额主张" if share else f"方案中没有{one.key}的{stage(one.stage).name}"
            raise InputError(where, why, "请核对争议的份额")
        asked[one.key, one.stage] = asked.get((one.key, one.stage), 0) + one.amount
        if one.amount <= 0 or asked[one.key, one.stage] > share.amount:
            why = f"争议金额{display(one.amount)}元不在{one.key}的份额{display(share.amount)}元以内"
            raise InputError(where, why, "请填大于零、不超过该份额的金额")
    return objection.against
