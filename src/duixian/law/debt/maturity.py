"""When each sum of a title falls due: the parts into which its obligations divide.

A lump sum is one part, each instalment is one, and each period of support is one, because each has
its own last day and its own delay.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from duixian.law.calendar import DAY, add_months, birthday, roll_forward
from duixian.law.debt.track import Track
from duixian.law.errors import InputError
from duixian.law.money import round_half_up
from duixian.law.title import DaysAfterEffective, DueOn, Instalments, Obligation, Periodic, Title

MOST_PARTS = 2000
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(eq=False, slots=True)
class Part:
    """One sum with its own last day of performance (履行期限); `unpaid` falls as money comes in.

    `accrues_on` is the day from which a periodic part exists at all; None for what the title orders
    from the beginning. `interest` and `delay` are the tracks that grow on it.
    """

    obligation: Obligation
    amount: int
    last_day: date
    accrues_on: date | None = None
    accelerates: bool = False
    unpaid: int = 0
    interest: list[Track] = field(default_factory=list)
    delay: Track | None = None

    def __post_init__(self) -> None:
        self.unpaid = self.amount


def effective_day(title: Title) -> tuple[date | None, tuple[str, ...]]:
    """The day on which the title takes effect, given or reckoned from service, with warnings.

    Reckoned: the day after the appeal period of the party served last, its end rolled forward over
    public holidays. Source: 民事诉讼法 第八十五条、第一百七十一条.
    """
    if not title.served_on or title.appeal_days is None:
        return title.effective_on, ()
    end = roll_forward(max(title.served_on) + timedelta(days=title.appeal_days))
    reckoned = end.day + DAY
    if title.effective_on is None:
        return reckoned, end.warnings
    if title.effective_on == reckoned:
        return reckoned, ()
    return title.effective_on, (
        f"生效日按所填{title.effective_on}；按送达日和上诉期推算为{reckoned}，请核对",
    )


def parts_of(obligation: Obligation, effective: date | None, as_of: date) -> tuple[list[Part], list[str]]:
    """The parts of an obligation known on `as_of`, in order of last day, with warnings.

    Raises InputError where a day cannot be known.
    """
    due = obligation.falls_due
    if isinstance(due, Periodic):
        return _periods(obligation, due, as_of)
    if isinstance(due, Instalments):
        parts = [Part(obligation, each.amount, each.on, accelerates=due.accelerates) for each in due.parts]
        return sorted(parts, key=lambda part: part.last_day), []
    if obligation.amount is None:
        raise InputError(f"判项{obligation.id}", "没有金额", "请填写 amount")
    if isinstance(due, DueOn):
        return [Part(obligation, obligation.amount, due.day)], []
    last, warnings = _after_effective(obligation.id, due, effective)
    return [Part(obligation, obligation.amount, last)], warnings


def _after_effective(name: str, due: DaysAfterEffective, effective: date | None) -> tuple[date, list[str]]:
    if effective is None:
        remedy = "请填 effective_on，或填各方送达日与上诉期"
        raise InputError(f"判项{name}", "履行期限从生效日起算，但生效日未填", remedy)
    last = effective + timedelta(days=due.days)
    rolled = roll_forward(last)
    if not due.days:
        return last, []
    if rolled.day != last:
        return last, [f"判项{name}的履行期届满日{last}为节假日；如顺延，届满日为{rolled.day}"]
    return last, list(rolled.warnings)


def _periods(obligation: Obligation, due: Periodic, as_of: date) -> tuple[list[Part], list[str]]:
    parts = []
    for first in _first_days(due, as_of):
        last = _last_day(due, first)
        if last > as_of:
            continue
        parts.append(Part(obligation, _sum_of(due, first), last, accrues_on=last))
        if len(parts) > MOST_PARTS:
            raise InputError(f"判项{obligation.id}", f"定期给付超过{MOST_PARTS}期", "请核对起止月份")
    return sorted(parts, key=lambda part: part.last_day), _warnings(obligation, due)


def _first_days(due: Periodic, as_of: date) -> Iterator[date]:
    """The first day of every period that the title reaches and that has begun on `as_of`."""
    first, step = due.start.replace(day=1), _MONTHS[due.every]
    while first <= as_of and not _ended(due, first):
        yield first
        first = add_months(first, step)


def _sum_of(due: Periodic, first: date) -> int:
    """The sum of one period; a longer one in which the child comes of age counts by its months."""
    months = _MONTHS[due.every]
    reached = sum(not _ended(due, add_months(first, month)) for month in range(months))
    if due.child_born_on is None or reached == months:
        return due.amount
    return round_half_up(Fraction(due.amount * reached, months))


def _ended(due: Periodic, first: date) -> bool:
    if due.until is not None:
        return first > due.until
    return due.child_born_on is not None and first >= birthday(due.child_born_on, 18)


def _last_day(due: Periodic, first: date) -> date:
    """A numbered day lies in the period's first month, the "last" day in its last month."""
    if due.due_month_day is not None:
        month, day = due.due_month_day
        last = _clamped(first.year, month, day)
        return last if last >= first else _clamped(first.year + 1, month, day)
    if due.day == "last":
        end = add_months(first, _MONTHS[due.every] - 1)
        return _clamped(end.year, end.month, 31)
    return _clamped(first.year, first.month, due.day)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _warnings(obligation: Obligation, due: Periodic) -> list[str]:
    if due.until_event is not None:
        return [f"判项{obligation.id}付至“{due.until_event}”，系统计至截至日；该事由是否已发生请人工核对"]
    if due.child_born_on is not None:
        adult = birthday(due.child_born_on, 18)
        by_month = "" if due.every == "month" else "，最后一期按月折算"
        return [f"判项{obligation.id}计至子女{adult}年满十八周岁，满十八周岁的当月按整月计{by_month}"]
    return []
