"""The cases of a ledger against a campaign's scope: category, how sure, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from duixian.law.money import contract_yuan
from duixian.law.scope import CATEGORIES, NAMES, Decision, Scope, decide
from duixian.reading.ledger.cells import is_fund, is_person
from duixian.reading.ledger.collector import paused_collector
from duixian.reading.ledger.model import Ledger, LedgerRow, Refusal


@dataclass(frozen=True, slots=True)
class Screened:
    """A row and what the scope makes of it."""

    row: LedgerRow
    decision: Decision

    @property
    def category(self) -> str:
        return self.decision.category or "none"


@dataclass(frozen=True, slots=True)
class Total:
    """Cases and fen of one court and category."""

    court: str
    category: str
    cases: int
    amount: int


@dataclass(frozen=True)
class Screening:
    """A ledger screened: every row with its decision, and the totals by court and category."""

    ledger: Ledger
    rows: tuple[Screened, ...]
    totals: tuple[Total, ...]


def screen(ledger: Ledger, scope: Scope) -> Screening:
    """Decide every accepted row of a ledger; courts in order of appearance, categories in the scope's."""
    with paused_collector():
        rows = tuple(Screened(row, _decision(scope, row)) for row in ledger.rows)
    return Screening(ledger, rows, _totals(rows))


def _decision(scope: Scope, row: LedgerRow) -> Decision:
    fund = any(map(is_fund, row.respondents)) or None
    return decide(scope, row.cause or None, row.amount, person_applies(row.applicants), fund)


def _totals(rows: Iterable[Screened]) -> tuple[Total, ...]:
    sums: dict[str, dict[str, list[int]]] = {}
    for each in rows:
        both = sums.setdefault(each.row.court, {}).setdefault(each.category, [0, 0])
        both[0] += 1
        both[1] += each.row.amount
    order = (*CATEGORIES, "none")
    return tuple(
        Total(court, category, *of_court[category])
        for court, of_court in sums.items()
        for category in order
        if category in of_court
    )


def person_applies(applicants: tuple[str, ...]) -> bool | None:
    """Whether any applicant is a natural person; None where none can be told."""
    told = [is_person(name) for name in applicants]
    if True in told:
        return True
    return False if told and None not in told else None


MONEY_REMARK = "筛查金额（元）"
REMARKS = ("筛查法院", MONEY_REMARK, "类别", "把握", "理由", "提示")
"""Heads that no ledger has, so that a result can be screened again."""
CONFIDENCE = {"core": "直接纳入", "review": "待确认"}
Remark = tuple[str, int | None, str, str, str, str]


def remarks(screening: Screening) -> dict[int, Remark]:
    """What became of every row of data, by its number, under the heads of REMARKS; money in fen."""
    made: dict[int, Remark] = {each.row.row: _remark(each) for each in screening.rows}
    ledger = screening.ledger
    made |= {each.row: ("", None, "未收", "", each.why, each.remedy) for each in ledger.refused}
    for each in ledger.duplicates:
        why = f"与第{each.same_as}行案号相同"
        made[each.row] = "", None, "重复", "", why, ledger.differing(each)
    return made


def _remark(screened: Screened) -> Remark:
    decision, row = screened.decision, screened.row
    name = NAMES[decision.category] if decision.category else "范围外"
    confidence = CONFIDENCE[decision.confidence]
    return row.court, row.amount, name, confidence, decision.reason, "；".join(row.notes)


def screening_object(screening: Screening) -> Mapping[str, Any]:
    """The contract's output of `duixian screen`."""
    ledger = screening.ledger
    return {
        "rows": [_row(each) for each in screening.rows],
        "duplicates": [{"row": each.row, "same_as": each.same_as} for each in ledger.duplicates],
        "refused": [refusal_object(each) for each in ledger.refused],
        "totals": [
            {
                "court": each.court,
                "category": each.category,
                "cases": each.cases,
                "amount": contract_yuan(each.amount),
            }
            for each in screening.totals
        ],
    }


def refusal_object(refusal: Refusal) -> dict[str, Any]:
    """A refused row in the contract's shape."""
    return dict(zip(Refusal.__slots__, astuple(refusal), strict=True))


def _row(screened: Screened) -> dict[str, Any]:
    row = screened.row
    return {
        "row": row.row,
        "case_no": row.case_no,
        "court": row.court,
        "cause": row.cause or None,
        "amount": contract_yuan(row.amount),
        "filed_on": row.filed_on.isoformat() if row.filed_on else None,
        "category": screened.category,
        "confidence": screened.decision.confidence,
        "reason": screened.decision.reason,
        "handler": row.handler or None,
    }
