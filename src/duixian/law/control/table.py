"""What can be held, and for how long: the table of control measures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

Severity = Literal["refuse", "ask", "inform"]
_TABLE = Path(__file__).parents[1] / "tables" / "control.toml"


class Thing(StrEnum):
    """财产种类."""

    DEPOSIT = "deposit"
    ONLINE_PAYMENT = "online_payment"
    MOVABLE = "movable"
    VEHICLE = "vehicle"
    SHIP = "ship"
    IMMOVABLE = "immovable"
    EQUITY = "equity"
    SECURITIES = "securities"
    POLICY = "policy"
    CLAIM = "claim"
    HOUSING_FUND = "housing_fund"
    PENSION = "pension"
    LAND_COMPENSATION = "land_compensation"
    INCOME = "income"
    IP = "ip"
    OTHER_RIGHT = "other_right"


@dataclass(frozen=True)
class Rule:
    """What stands against holding a thing, known by its kind, by the words of its description, or by both.

    `except_words` in the description and `except_categories` of the case silence it; with
    `only_categories` it speaks in no other case.
    """

    severity: Severity
    says: str
    remedy: str
    cite: str
    words: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    only_categories: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True)
class Table:
    """The table as read: months of the longest term by thing, names, reminders, rules."""

    in_force: date
    months: dict[Thing, int]
    names: dict[Thing, str]
    remind_days: tuple[int, ...]
    cite: str
    rules: tuple[Rule, ...]


@cache
def table() -> Table:
    """The table of control measures, checked on load."""
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    terms, things = raw["terms"], raw["things"]
    if set(things) != {thing.value for thing in Thing}:
        raise ValueError(f"控制措施表的财产种类不全：{sorted(set(things) ^ {t.value for t in Thing})}")
    rows: list[dict[str, Any]] = raw["rule"]
    return Table(
        in_force=terms["from"],
        months={thing: terms[things[thing.value]["term"]] for thing in Thing},
        names={thing: things[thing.value]["name"] for thing in Thing},
        remind_days=tuple(sorted(raw["remind_days"], reverse=True)),
        cite=terms["cite"],
        rules=tuple(map(_rule, rows)),
    )


def _rule(row: dict[str, Any]) -> Rule:
    if not row.get("things") and not row.get("words"):
        raise ValueError(f"控制措施表的规则没有写明财产种类或名称：{row['says']}")
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Rule(**given)


NAMES = table().names
"""The Chinese name of each kind of property."""
REMIND_DAYS = table().remind_days
"""Days before the end of a term on which its holder is reminded, the farthest first."""
