"""终本 in a ledger: which cases were suspended too early, as far as its columns tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from duixian.law.closing import premature
from duixian.reading.ledger.cells import blank
from duixian.reading.ledger.model import Ledger, LedgerRow, Refusal
from duixian.reading.ledger.screen import refusal_object

AUDITED = ("filed_on", "suspended_on", "closed_on", "closing_way", "stage", "suspension_reason")
"""All that an audit reads of a row: what it does not need, such as the amount, refuses nothing here."""
_TELLING = {"suspended_on", "closing_way", "stage", "suspension_reason"}
_SUSPENDED = re.compile("终本|终结本次")
_NOT_NOW = re.compile("(?<![未待])恢复|(?:[拟未非待不]|报请|申请)(?:予|以|宜)?(?:终本|终结本次)")


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
    early: list[Premature] = []
    unknown: list[tuple[LedgerRow, tuple[str, ...]]] = []
    refused = [*ledger.refused]
    suspended = 0
    for told in _told(ledger):
        row = _one(told)
        if row is None:
            continue
        suspended += 1
        refused += (_contradicting(ledger, each, row) for each in told if _contradicts(each, row))
        day = suspended_on(row)
        if row.filed_on is None or day is None:
            days = {"filed_on": row.filed_on, "suspended_on": day}
            unknown.append((row, tuple(name for name, known in days.items() if known is None)))
        elif day < row.filed_on:
            refused.append(_reversed(ledger, row, day))
        elif (days_between := premature(row.filed_on, day)) is not None:
            early.append(Premature(row, day, days_between))
    return Audit(suspended, tuple(early), tuple(unknown), tuple(refused))


def tells_of_suspension(ledger: Ledger) -> bool:
    """Whether any column could say that a case is suspended."""
    return not _TELLING.isdisjoint(ledger.columns)


def is_suspended(row: LedgerRow) -> bool:
    """Whether the row tells of a suspension: by its day, its way of closing, its stage, or its reason."""
    way, stage = row.more.get("closing_way", ""), row.more.get("stage", "")
    if "suspended_on" in row.days:
        return True
    if any(_SUSPENDED.search(text) and not _NOT_NOW.search(text) for text in (way, stage)):
        return True
    return blank(way) and blank(stage) and not blank(row.more.get("suspension_reason", ""))


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


def _told(ledger: Ledger) -> Iterator[list[LedgerRow]]:
    """The rows of every case: one, and those that repeat its number."""
    again: dict[str, list[LedgerRow]] = {}
    for row in ledger.repeated:
        again.setdefault(row.case_no, []).append(row)
    for row in ledger.rows:
        yield [row, *again.get(row.case_no, ())]


def _one(told: list[LedgerRow]) -> LedgerRow | None:
    """The suspended case of these rows, the day that one of them leaves empty read from another."""
    found = [row for row in told if is_suspended(row)]
    if not found:
        return None
    row = next((row for row in found if suspended_on(row)), found[0])
    return replace(
        row, filed_on=row.filed_on or next((each.filed_on for each in told if each.filed_on), None)
    )


def _contradicts(other: LedgerRow, row: LedgerRow) -> str:
    """The meaning of the day that another row of the same case tells otherwise; "" where none does."""
    if other.filed_on not in (None, row.filed_on):
        return "filed_on"
    if is_suspended(other) and suspended_on(other) not in (None, suspended_on(row)):
        return _day_of(other)
    return ""


def _contradicting(ledger: Ledger, other: LedgerRow, row: LedgerRow) -> Refusal:
    meaning = _contradicts(other, row)
    day = other.filed_on if meaning == "filed_on" else suspended_on(other)
    why = f"与第{row.row}行案号相同而日期不同，核查以第{row.row}行为准"
    return _refusal(ledger, other, meaning, day, why)


def _reversed(ledger: Ledger, row: LedgerRow, day: date) -> Refusal:
    return _refusal(ledger, row, _day_of(row), day, f"终本日期早于立案日期{row.filed_on}")


def _day_of(row: LedgerRow) -> str:
    return "suspended_on" if "suspended_on" in row.days else "closed_on"


def _refusal(ledger: Ledger, row: LedgerRow, meaning: str, day: date | None, why: str) -> Refusal:
    cell = ledger.grid.name(row.row, ledger.columns[meaning])
    return Refusal(row.row, cell, meaning, str(day), why, "请核对两个日期")
