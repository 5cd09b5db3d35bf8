"""审批: which matters need a signature, whose, in which order, and what may be done before it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from duixian.law.citations import Duty, short

_TABLE = Path(__file__).parent / "tables" / "approvals.toml"
_SIGNERS = ("bureau_chief", "president")
_FIELDS = {"key", "name", "steps", "cite", "form", "urgent", "verified"}
_DUTY = "duty:"


@dataclass(frozen=True)
class Matter:
    """One matter that needs signatures: `steps` are roles, in order; `form` its paper, where it has one.

    With `urgent_first` the act may come first and is reported at once.
    """

    key: str
    name: str
    steps: tuple[str, ...]
    cite: str
    form: str = ""
    urgent_first: bool = False
    verified: bool = True

    def source(self, on: date) -> str:
        """The article that carries it, with the number valid on a day."""
        if not self.cite.startswith(_DUTY):
            return self.cite
        return short(Duty(self.cite.removeprefix(_DUTY)), on)


def matter(key: str) -> Matter:
    """The matter of a key. Raises KeyError."""
    return _book()[0][key]


def matters() -> tuple[Matter, ...]:
    """All of them, in the order of the table."""
    return tuple(_book()[0].values())


def answer_days() -> int:
    """Days within which a request is to be answered: the bureau's own standard, no statute."""
    return _book()[1]


@cache
def _book() -> tuple[dict[str, Matter], int]:
    return read(tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def read(raw: dict[str, Any]) -> tuple[dict[str, Matter], int]:
    """The matters by key, and the days of an answer. Raises ValueError for a field that nobody reads."""
    if set(raw) != {"matter", "answer"} or set(raw["answer"]) != {"days"}:
        raise ValueError("审批表：只有 matter 和 answer.days")
    found = {row["key"]: _matter(row) for row in raw["matter"]}
    if len(found) < len(raw["matter"]):
        raise ValueError("审批表有重复的事项")
    return found, raw["answer"]["days"]


def _matter(row: dict[str, Any]) -> Matter:
    key = row.get("key", "?")
    if unknown := set(row) - _FIELDS:
        raise ValueError(f"审批表 {key}：不认识的字段 {sorted(unknown)}")
    steps = tuple(row["steps"])
    if not steps or list(steps) != [role for role in _SIGNERS if role in steps]:
        raise ValueError(f"审批表 {key}：审批人须按局长、院长的顺序写，至少一人")
    if row["cite"].startswith(_DUTY):
        Duty(row["cite"].removeprefix(_DUTY))
    return Matter(
        key=key,
        name=row["name"],
        steps=steps,
        cite=row["cite"],
        form=row.get("form", ""),
        urgent_first=bool(row.get("urgent")),
        verified=row.get("verified", True),
    )
