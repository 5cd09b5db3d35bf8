"""期限 of control: for how long a thing may be held, and the chain of terms by which it is held longer.

A term counts from the day on which the holder was served and ends on the corresponding day, itself
included: served on 10 June 2026 for a year, the last day is 10 June 2027. A renewal is served on the last
day at the latest and runs from its own service, so that a chain has no gap; what was not renewed in time
has ended for good, and whatever follows is a new measure with a new rank.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from duixian.law.calendar import DAY, add_months
from duixian.law.control.table import NAMES, REMIND_DAYS, Thing, table
from duixian.law.errors import InputError, Lapsed


@dataclass(frozen=True)
class Term:
    """One term, both days counted; `registered_end` is the last day that the holder wrote down."""

    start: date
    end: date
    registered_end: date | None = None

    @property
    def last(self) -> date:
        """The last day that is sure: the earlier of the law's and the holder's."""
        return min(self.end, self.registered_end or self.end)


@dataclass(frozen=True)
class Chain:
    """The terms of one measure, the earliest first, and the day on which it was released."""

    terms: tuple[Term, ...] = ()
    released_on: date | None = None


def most_months(thing: Thing) -> int:
    """The longest term of a thing in months. Source: 民诉法解释 第四百八十五条."""
    return table().months[thing]


def term(
    thing: Thing, served_on: date, *, months: int | None = None, registered_end: date | None = None
) -> Term:
    """The term from the day of service; the longest where no months are given.

    Raises InputError for more months than law allows, or an end before the beginning.
    Source: 民诉法解释 第四百八十五条.
    """
    most = most_months(thing)
    wanted = most if months is None else months
    if not 0 < wanted <= most:
        raise InputError(
            "控制期限", f"{NAMES[thing]}最长{most}个月，填的是{wanted}个月", f"{table().cite}；请改短"
        )
    if registered_end and registered_end < served_on:
        raise InputError("登记的届满日", f"{registered_end}早于送达日{served_on}", "请核对回执")
    return Term(served_on, add_months(served_on, wanted), registered_end)


def renew(
    chain: Chain,
    thing: Thing,
    served_on: date,
    *,
    months: int | None = None,
    registered_end: date | None = None,
) -> Chain:
    """续行: the chain with one more term from the day of service; the term before ends the day before.

    Raises Lapsed after the last day; InputError for a released measure, a service before the last term, or
    a term that would end before the one it prolongs.
    Source: 民诉法解释 第四百八十五条; 查封、扣押、冻结财产规定 第二十七条.
    """
    if not chain.terms or chain.released_on:
        raise InputError("续行", "没有正在生效的控制", "请先送达控制裁定")
    before = chain.terms[-1]
    if served_on > before.last:
        raise Lapsed(
            "续行",
            f"期限已于{before.last}届满，控制效力已经消灭",
            "须作为新的控制重新裁定、送达，顺位重新排列",
        )
    if served_on <= before.start:
        raise InputError("续行", f"送达日{served_on}不晚于上一期的起始日{before.start}", "请核对送达日期")
    new = term(thing, served_on, months=months, registered_end=registered_end)
    if new.end < before.end:
        raise InputError(
            "续行期限",
            f"续行后的届满日{new.end}早于原届满日{before.end}",
            f"请加长期限，最长{most_months(thing)}个月",
        )
    return Chain((*chain.terms[:-1], replace(before, end=served_on - DAY), new), chain.released_on)


def held(chain: Chain, day: date) -> bool:
    """Whether the thing is held on a day: inside a term, and not released on or before it."""
    if chain.released_on and day >= chain.released_on:
        return False
    return any(one.start <= day <= one.last for one in chain.terms)


def last_day(chain: Chain) -> date | None:
    """The last day of the chain as it stands."""
    return chain.terms[-1].last if chain.terms else None


def reminder(last: date, today: date) -> int | None:
    """The step of reminding that today has reached (60, 30, 15, 7 days before); None before the first."""
    left = (last - today).days
    reached = [step for step in REMIND_DAYS if left <= step]
    return min(reached) if reached else None


@dataclass(frozen=True)
class Waiting:
    """A measure in the queue for one thing: its name, when it was served and when it ended."""

    key: str
    served_on: date
    ended_on: date | None = None


def effective(queue: tuple[Waiting, ...], day: date) -> str | None:
    """Which measure on one thing holds on a day: the first served that has not ended.

    Of those served on one day the first in `queue` goes first.
    One that waits becomes effective by itself on the day on which the last one before it ends.
    Source: 查封、扣押、冻结财产规定 第二十六条.
    """
    for one in sorted(queue, key=lambda each: each.served_on):
        if one.served_on <= day and (one.ended_on is None or day < one.ended_on):
            return one.key
    return None
