"""The cases of a ledger against a campaign's scope: category, how sure, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duixian.law.money import contract_yuan
from duixian.law.scope import NAMES, Decision, Scope, decide
from duixian.reading.ledger.cells import is_fund, is_person
from duixian.reading.ledger.model import Ledger, LedgerRow


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
    memo: dict[tuple[Any, ...], Decision] = {}
    rows = []
    sums: dict[tuple[str, str], list[int]] = {}
    for row in ledger.rows:
        person, fund = person_applies(row.applicants), any(map(is_fund, row.respondents))
        key = (row.cause, row.amount, person, fund)
        decision = memo.get(key)
        if decision is None:
            decision = memo[key] = decide(scope, row.cause or None, row.amount, person, fund or None)
        screened = Screened(row, decision)
        rows.append(screened)
        both = sums.setdefault((row.court, screened.category), [0, 0])
        both[0] += 1
        both[1] += row.amount
    totals = (Total(court, category, *both) for (court, category), both in sums.items())
    return Screening(ledger, tuple(rows), tuple(totals))


def person_applies(applicants: tuple[str, ...]) -> bool | None:
    """Whether any applicant is a natural person; None where none can be told."""
    told = [is_person(name) for name in applicants]
    if True in told:
        return True
    return False if told and None not in told else None


REMARKS = ("类别", "把握", "理由", "提示")
CONFIDENCE = {"core": "直接纳入", "review": "待确认"}


def remarks(screening: Screening) -> dict[int, tuple[str, str, str, str]]:
    """What became of every row of data, by its number, under the heads of REMARKS."""
    made = {each.row.row: _remark(each) for each in screening.rows}
    ledger = screening.ledger
    made |= {each.row: ("未收", "", each.why, each.remedy) for each in ledger.refused}
    return made | {each.row: ("重复", "", f"与第{each.same_as}行案号相同", "") for each in ledger.duplicates}


def _remark(screened: Screened) -> tuple[str, str, str, str]:
    decision = screened.decision
    if decision.category is None:
        return "范围外", "", decision.reason, "；".join(screened.row.notes)
    name, confidence = NAMES[decision.category], CONFIDENCE[decision.confidence]
    return name, confidence, decision.reason, "；".join(screened.row.notes)


def screening_object(screening: Screening) -> Mapping[str, Any]:
    """The contract's output of `duixian screen`."""
    ledger = screening.ledger
    return {
        "rows": [_row(each) for each in screening.rows],
        "duplicates": [{"row": each.row, "same_as": each.same_as} for each in ledger.duplicates],
        "refused": [
            {
                "row": each.row,
                "cell": each.cell,
                "field": each.field,
                "value": each.value,
                "why": each.why,
                "remedy": each.remedy,
            }
            for each in ledger.refused
        ],
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
