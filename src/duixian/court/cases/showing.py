"""A statement of debt as a page shows it: sums that add up, and lines by obligation in words.

Nothing is computed here but the addition back: what arose = what is left + paid + waived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from duixian.law import money
from duixian.law.debt import Line, Statement, maturity
from duixian.law.title import Bucket, Claim, Instalments, Obligation, Periodic
from duixian.writing.statement import rate_words

BUCKETS: dict[Bucket, str] = {
    "principal": "本金",
    "interest": "利息",
    "surcharge": "加倍部分",
    "fees": "费用",
}
_KINDS = {"interest": "利息", "surcharge": "加倍部分"}


@dataclass(frozen=True)
class Part:
    """One of the four parts of a debt, in fen: arose, paid, waived, left."""

    words: str
    arose: int
    paid: int
    waived: int
    left: int


@dataclass(frozen=True)
class ShownLine:
    """A line in words; `amount` in fen."""

    words: str
    span: str
    days: str
    base: str
    rate: str
    amount: int
    cite: str


@dataclass(frozen=True)
class Group:
    """The lines of one obligation."""

    words: str
    note: str
    lines: list[ShownLine]
    total: int


@dataclass(frozen=True)
class Schedule:
    """分期、定期给付: each part's last day and fen, their sum, and what was paid on the principal."""

    obligation: str
    words: str
    parts: list[tuple[date, int]]
    total: int
    paid: int


@dataclass(frozen=True)
class ShownAllocation:
    payment: str
    to: str
    obligation: str
    amount: int


@dataclass(frozen=True)
class Owing:
    """A statement of debt made ready for its page; money in fen."""

    total: int
    paid: int
    overpaid: int
    parts: list[Part]
    schedules: list[Schedule]
    groups: list[Group]
    line_count: int
    allocations: list[ShownAllocation]
    warnings: tuple[str, ...]


def owing(claim: Claim, statement: Statement) -> Owing:
    """The page's view of a claim and of the statement that was made of it."""
    subjects = {one.id: one for one in claim.obligations}
    return Owing(
        total=statement.total,
        paid=statement.paid,
        overpaid=statement.overpaid,
        parts=[_part(bucket, claim, statement) for bucket in BUCKETS],
        schedules=list(schedule(claim, statement)),
        groups=list(_groups(statement.lines, subjects)),
        line_count=len(statement.lines),
        allocations=list(_allocations(claim, statement, subjects)),
        warnings=statement.warnings,
    )


def due_words(obligation: Obligation) -> str:
    """When an obligation falls due, in words."""
    due = obligation.falls_due
    if isinstance(due, Periodic):
        every = {"month": "月", "quarter": "季", "half_year": "半年", "year": "年"}[due.every]
        end = due.until_event or (f"{due.until:%Y-%m}" if due.until else "年满十八周岁")
        return f"自 {due.start:%Y-%m} 起每{every} {money.display(due.amount)}，至{end}"
    if isinstance(due, Instalments):
        return f"分 {len(due.parts)} 期{'，一期不付全部到期' if due.accelerates else ''}"
    day = getattr(due, "day", None)
    if day:
        return f"{day} 前付清"
    days = getattr(due, "days", 0)
    return f"生效后 {days} 日内付清" if days else "生效即付"


def schedule(claim: Claim, statement: Statement) -> Iterator[Schedule]:
    """The instalments and periods of each obligation that has more than one, and what was paid on it."""
    for obligation in claim.obligations:
        if not isinstance(obligation.falls_due, Instalments | Periodic):
            continue
        parts, _ = maturity.parts_of(obligation, statement.effective_on, statement.as_of)
        yield Schedule(
            obligation=obligation.id,
            words=obligation.subject,
            parts=[(part.last_day, part.amount) for part in parts],
            total=sum(part.amount for part in parts),
            paid=sum(
                one.amount
                for one in statement.allocations
                if one.to == "principal" and one.obligation == obligation.id
            ),
        )


def _part(bucket: Bucket, claim: Claim, statement: Statement) -> Part:
    left = getattr(statement, bucket)
    paid = sum(one.amount for one in statement.allocations if one.to == bucket)
    waived = sum(one.amount for one in claim.waivers if one.of == bucket and one.on <= statement.as_of)
    return Part(BUCKETS[bucket], left + paid + waived, paid, waived, left)


def _groups(lines: Sequence[Line], obligations: dict[str, Obligation]) -> Iterator[Group]:
    ordered = sorted(lines, key=lambda line: (_order(line, obligations), line.kind, line.start))
    for key, some in groupby(ordered, key=lambda line: line.obligation):
        here = list(some)
        obligation = obligations.get(key)
        yield Group(
            words=obligation.subject if obligation else f"判项{key}",
            note=due_words(obligation) if obligation else "",
            lines=[_shown(line) for line in here],
            total=sum(line.amount for line in here),
        )


def _order(line: Line, obligations: dict[str, Obligation]) -> int:
    return list(obligations).index(line.obligation) if line.obligation in obligations else len(obligations)


def _shown(line: Line) -> ShownLine:
    return ShownLine(
        words=_KINDS[line.kind],
        span=f"{line.start} 至 {line.end}",
        days=f"{line.days:,}",
        base=money.display(line.base),
        rate=rate_words(line.rate),
        amount=line.amount,
        cite=line.cite,
    )


def _allocations(
    claim: Claim, statement: Statement, obligations: dict[str, Obligation]
) -> Iterator[ShownAllocation]:
    """What one payment did to many periods of one obligation is told as one sum."""
    sums: dict[tuple[int, Bucket, str], int] = defaultdict(int)
    for one in statement.allocations:
        sums[one.payment, one.to, one.obligation or ""] += one.amount
    for (number, bucket, key), amount in sums.items():
        payment = claim.payments[number - 1]
        yield ShownAllocation(
            payment=f"{payment.on} 到位 {money.display(payment.amount)}",
            to=BUCKETS[bucket],
            obligation=obligations[key].subject if key in obligations else "",
            amount=amount,
        )
