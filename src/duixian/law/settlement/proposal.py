"""和解方案: what is owed, what a waiver leaves, in which instalments, and what follows a breach.

Nothing here changes the title: a proposal is reckoned beside it, and a breach brings it back whole.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from duixian.law.calendar import DAY, add_months
from duixian.law.debt import Statement, statement
from duixian.law.errors import InputError, UnknownRate
from duixian.law.money import display
from duixian.law.rates import RateTables
from duixian.law.title import Bucket, Claim, Payment, Waiver

Remainder = Literal["first", "last"]
MOST_INSTALMENTS = 120
"""Ten years by the month; a longer plan is a slip of the keyboard."""
_WORDS: dict[Bucket, str] = {
    "fees": "费用",
    "interest": "利息",
    "principal": "本金",
    "surcharge": "加倍部分",
}


@dataclass(frozen=True)
class Sums:
    """Fen by what they are owed for."""

    fees: int = 0
    interest: int = 0
    principal: int = 0
    surcharge: int = 0

    @property
    def total(self) -> int:
        """All four together."""
        return self.fees + self.interest + self.principal + self.surcharge


@dataclass(frozen=True)
class Forgiven:
    """What the creditor gives up, in fen; fees are not among it, since the court's are not his to give."""

    interest: int = 0
    principal: int = 0
    surcharge: int = 0

    @property
    def total(self) -> int:
        """All three together."""
        return self.interest + self.principal + self.surcharge

    def by_bucket(self) -> dict[Bucket, int]:
        """Each part that is given up at all, and its fen."""
        told: dict[Bucket, int] = {
            "interest": self.interest,
            "principal": self.principal,
            "surcharge": self.surcharge,
        }
        return {bucket: amount for bucket, amount in told.items() if amount}


@dataclass(frozen=True)
class Planned:
    """One instalment: the last day on which it may be paid, and its fen."""

    on: date
    amount: int


@dataclass(frozen=True)
class Proposal:
    """A plan: what was owed on a day, what is given up, what is left, and when that is paid; in fen."""

    as_of: date
    owed: Sums
    forgiven: Forgiven
    left: Sums
    at_once: int
    instalments: tuple[Planned, ...]

    @property
    def last_on(self) -> date:
        """The last day of the agreed period; the day of the proposal where all is paid at once."""
        return max((one.on for one in self.instalments), default=self.as_of)


@dataclass(frozen=True)
class Breach:
    """What the title is worth on a day on which the agreement is broken: fen paid, deducted, and left.

    `beyond` is what was paid beyond the debt.
    """

    on: date
    deducted: int
    beyond: int
    owed: Statement


def propose(
    owed: Statement,
    forgiven: Forgiven,
    *,
    at_once: int = 0,
    count: int = 0,
    first_on: date | None = None,
    month_day: int | None = None,
    remainder: Remainder = "last",
) -> Proposal:
    """The plan for what a statement says: `at_once` fen on its day, the rest in `count` monthly parts.

    Raises InputError where more is given up than is owed, or the parts do not make up what is left.
    Source: 法释〔2018〕3号 第一条；执行工作若干问题的规定 第二十条.
    """
    sums = Sums(owed.fees, owed.interest, owed.principal, owed.surcharge)
    left = _left(sums, forgiven)
    if at_once < 0 or at_once > left.total:
        raise InputError(
            "当场履行",
            f"{display(at_once)}元不在放弃后应付的{display(left.total)}元之内",
            "请核对当场履行和放弃的金额",
        )
    rest = left.total - at_once
    planned: tuple[Planned, ...] = ()
    if rest and count:
        if first_on is None:
            raise InputError("首期日期", "没有填写", "请填写第一期最迟何日付")
        if first_on < owed.as_of:
            raise InputError("首期日期", f"{first_on}早于协议日期{owed.as_of}", "请核对两个日期")
        planned = instalments(rest, count, first_on, month_day=month_day, remainder=remainder)
    elif count and not rest:
        raise InputError("期数", "当场付清后没有剩余，不能再分期", "请减少当场履行的金额，或不填期数")
    return Proposal(owed.as_of, sums, forgiven, left, at_once, planned)


def instalments(
    amount: int,
    count: int,
    first_on: date,
    *,
    month_day: int | None = None,
    remainder: Remainder = "last",
) -> tuple[Planned, ...]:
    """`amount` fen in `count` monthly parts, equal but for the remainder in the first or the last.

    Each falls on the day of the month of `first_on`, or on `month_day` from `first_on` on; in a month that
    has no such day, on its last.
    Raises InputError. Source: 民法典 第二百零二条.
    """
    if not 1 <= count <= MOST_INSTALMENTS:
        raise InputError("期数", f"{count}期不在1至{MOST_INSTALMENTS}之内", "请填写实际的期数")
    if amount < count:
        raise InputError("期数", f"{display(amount)}元不够分{count}期", "请减少期数")
    if month_day is not None and not 1 <= month_day <= 31:
        raise InputError("每月几日", f"{month_day}不是一个月里的日子", "请填写1至31")
    each, odd = divmod(amount, count)
    place = 0 if remainder == "first" else count - 1
    # The day of the month may already be past in the month of the first day.
    later = month_day is not None and _month_on(first_on, 0, month_day) < first_on
    return tuple(
        Planned(_month_on(first_on, number + later, month_day), each + (odd if number == place else 0))
        for number in range(count)
    )


def forborne(claim: Claim, proposal: Proposal, tables: RateTables | None = None) -> int:
    """Fen that the title would still give on the last agreed day if the same were paid without agreement.

    It is what the creditor gives up in all, and the debtor gains: the waiver, and what grows meanwhile.
    Raises InputError where law cannot say.
    """
    paid = _paid(proposal, len(proposal.instalments))
    return breached(claim, paid, proposal.last_on, tables).owed.total


def breached(
    claim: Claim,
    paid: Sequence[Payment],
    on: date,
    tables: RateTables | None = None,
    waived: Sequence[Waiver] = (),
) -> Breach:
    """The title revived on a day: itself, with what was paid deducted; no waiver but those `waived` for good.

    Days that need a quote not yet published are reckoned with the last one; the statement says so.
    Raises InputError where law cannot say. Source: 法释〔2018〕3号 第九条、第十七条.
    """
    known = tuple(one for one in paid if one.on <= on)
    revived = replace(
        claim,
        as_of=on,
        payments=(*claim.payments, *known),
        waivers=(*claim.waivers, *waived),
    )
    before = _ahead(replace(revived, payments=claim.payments), tables)
    made = _ahead(revived, tables)
    beyond = made.overpaid - before.overpaid
    given = sum(one.amount for one in known)
    return Breach(on, given - beyond, beyond, made)


def breach_after(
    claim: Claim,
    proposal: Proposal,
    missed: int,
    tables: RateTables | None = None,
    *,
    waived_at_once: bool = False,
) -> Breach:
    """What would be owed the day after the instalment `missed` (from 1) was not paid, all before it paid.

    `waived_at_once` where the waiver took effect at the signing. Raises InputError.
    """
    day = proposal.instalments[missed - 1].on + DAY
    waived = [
        Waiver(proposal.as_of, bucket, amount) for bucket, amount in proposal.forgiven.by_bucket().items()
    ]
    return breached(claim, _paid(proposal, missed - 1), day, tables, waived=waived if waived_at_once else ())


def _ahead(claim: Claim, tables: RateTables | None) -> Statement:
    try:
        return statement(claim, tables)
    except UnknownRate:
        options = replace(claim.options, extend_last_quote=True)
        return statement(replace(claim, options=options), tables)


def _paid(proposal: Proposal, count: int) -> list[Payment]:
    at_once = [Payment(proposal.as_of, proposal.at_once)] if proposal.at_once else []
    return at_once + [Payment(one.on, one.amount) for one in proposal.instalments[:count]]


def _left(owed: Sums, forgiven: Forgiven) -> Sums:
    left = {}
    for bucket in _WORDS:
        gone = getattr(forgiven, bucket, 0)
        known = getattr(owed, bucket)
        if gone < 0:
            raise InputError(f"放弃{_WORDS[bucket]}", f"{display(gone)}元小于零", "请填写实际放弃的金额")
        if gone > known:
            raise InputError(
                f"放弃{_WORDS[bucket]}",
                f"{display(gone)}元多于所欠的{display(known)}元",
                f"最多放弃{display(known)}元",
            )
        left[bucket] = known - gone
    return Sums(**left)


def _month_on(first_on: date, number: int, month_day: int | None) -> date:
    if month_day is None:
        return add_months(first_on, number)
    month = add_months(first_on.replace(day=1), number)
    return month.replace(day=min(month_day, calendar.monthrange(month.year, month.month)[1]))
