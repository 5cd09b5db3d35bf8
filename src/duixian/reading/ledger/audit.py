"""终本 in a ledger: which cases were suspended too early, as far as its columns tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.law.closing import premature
from duixian.reading.ledger.model import Ledger, LedgerRow, Refusal
from duixian.reading.ledger.screen import refusal_object

_WORDS = ("终本", "终结本次")
_AGAIN = "恢复"


@dataclass(frozen=True)
class Premature:
    """A case that was suspended within three months of filing, after so many days."""

    row: LedgerRow
    suspended_on: date
    days: int


@dataclass(frozen=True)
class Audit:
    """Each suspended case is premature, in time, in `not_stated` with what is missing, or refused."""

    suspended: int
    premature: tuple[Premature, ...]
    not_stated: tuple[tuple[LedgerRow, tuple[str, ...]], ...]
    refused: tuple[Refusal, ...]


def audit(ledger: Ledger) -> Audit:
    """The suspended cases of a ledger. Source: 法〔2016〕373号 第一条第四项."""
    suspended = [row for row in ledger.rows if is_suspended(row)]
    early: list[Premature] = []
    unknown: list[tuple[LedgerRow, tuple[str, ...]]] = []
    refused: list[Refusal] = []
    for row in suspended:
        day = suspended_on(row)
        missing = (("filed_on",) if row.filed_on is None else ()) + (("suspended_on",) if day is None else ())
        if row.filed_on is None or day is None:
            unknown.append((row, missing))
        elif day < row.filed_on:
            refused.append(_reversed(ledger, row, day))
        elif (days := premature(row.filed_on, day)) is not None:
            early.append(Premature(row, day, days))
    return Audit(len(suspended), tuple(early), tuple(unknown), (*ledger.refused, *refused))


def is_suspended(row: LedgerRow) -> bool:
    """Whether the row tells of a suspension: by its day, its way of closing, or its stage."""
    told = (row.more.get("closing_way", ""), row.more.get("stage", ""))
    said = (text for text in told if _AGAIN not in text)
    return "suspended_on" in row.days or any(word in text for text in said for word in _WORDS)


def suspended_on(row: LedgerRow) -> date | None:
    """The day of it; the day of closing where the case was closed in this way."""
    return row.days.get("suspended_on") or row.days.get("closed_on")


def audit_object(found: Audit) -> Mapping[str, Any]:
    """The contract's output of `duixian audit`."""
    return {
        "suspended": found.suspended,
        "premature": [
            {
                "case_no": one.row.case_no,
                "filed_on": str(one.row.filed_on),
                "suspended_on": str(one.suspended_on),
                "days": one.days,
            }
            for one in found.premature
        ],
        "not_stated": [
            {"case_no": row.case_no, "missing": list(missing)} for row, missing in found.not_stated
        ],
        "refused": [refusal_object(one) for one in found.refused],
    }


def _reversed(ledger: Ledger, row: LedgerRow, day: date) -> Refusal:
    meaning = "suspended_on" if "suspended_on" in row.days else "closed_on"
    cell = ledger.grid.name(row.row, ledger.columns[meaning])
    why = f"终本日期早于立案日期{row.filed_on}"
    return Refusal(row.row, cell, meaning, str(day), why, "请核对两个日期")
