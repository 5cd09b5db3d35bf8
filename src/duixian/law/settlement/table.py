"""The table of settlement: dated values, and what of them is still to be confirmed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).parents[1] / "tables" / "settlement.toml"
_UNVERIFIED = "，待核实"


@dataclass(frozen=True)
class Note:
    """A sentence of the table with its article; `counted` is the value where it decides something."""

    says: str
    cite: str
    verified: bool
    counted: bool = True

    def __str__(self) -> str:
        return f"{self.says}（{self.cite}{'' if self.verified else _UNVERIFIED}）"


@dataclass(frozen=True)
class Term:
    """A period in years, and the article that sets it."""

    years: int
    cite: str


def revival_term(on: date) -> Term:
    """How long a creditor may ask for the title again. Source: 法释〔2018〕3号 第十条."""
    row = _row("revival", on)
    return Term(row["years"], row["cite"])


def surcharge_note(on: date) -> Note:
    """Whether the surcharge of the time under the agreement is owed on revival. Source: the table."""
    return _note("surcharge", on)


def guardian_note(on: date) -> Note:
    """What to ask of a guardian who gives up principal. Source: the table."""
    return _note("guardian", on)


def _note(key: str, on: date) -> Note:
    row = _row(key, on)
    return Note(row["says"], row["cite"], row["verified"], row.get("counted", True))


def _row(key: str, on: date) -> dict[str, Any]:
    versions = sorted(_book()[key], key=lambda row: row["from"])
    return next((row for row in reversed(versions) if row["from"] <= on), versions[0])


@cache
def _book() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
