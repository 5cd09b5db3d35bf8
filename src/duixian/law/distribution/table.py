"""The table of distribution as read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

Stage = Literal["costs", "preferred", "ordinary", "surcharge", "waiting", "surplus"]
MethodKey = Literal["all", "proportion", "one_title", "order", "company"]
RankKey = Literal["together", "uncontrolled", "surcharge_of_several"]
LimitKey = Literal["opposition", "suit"]

_TABLE = Path(__file__).parents[1] / "tables" / "distribution.toml"
_UNVERIFIED = "，待核实"


@dataclass(frozen=True)
class Rule:
    """A name or a sentence of the table with its article; `prior` is the article of preferred claims."""

    cite: str
    name: str = ""
    says: str = ""
    prior: str = ""
    verified: bool = True

    @property
    def source(self) -> str:
        """The article as people see it: what is still to be confirmed says so."""
        return f"{self.cite}{'' if self.verified else _UNVERIFIED}"


@dataclass(frozen=True)
class Limit:
    """A period in days, in force from `start`."""

    key: str
    name: str
    start: date
    days: int
    cite: str
    verified: bool = True


@dataclass(frozen=True)
class Table:
    """The whole table."""

    stages: dict[str, Rule]
    methods: dict[str, Rule]
    ranks: dict[str, Rule]
    limits: tuple[Limit, ...]


def stage(key: Stage) -> Rule:
    """What a stage is called, and its article."""
    return table().stages[key]


def rank(key: RankKey) -> Rule:
    """How claims that no article ranks stand among themselves."""
    return table().ranks[key]


def limit(key: LimitKey, on: date) -> Limit:
    """The limit in force on a day; before the table begins its first."""
    known = [one for one in table().limits if one.key == key]
    return next((one for one in reversed(known) if one.start <= on), known[0])


@cache
def table() -> Table:
    """The table, checked on load."""
    return read(tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def read(raw: dict[str, Any]) -> Table:
    """The table of raw TOML. Raises ValueError for what is missing and for what nobody reads."""
    if set(raw) != {"stage", "method", "rank", "limit"}:
        raise ValueError("分配表：只有 stage、method、rank、limit")
    limits = sorted((_limit(row) for row in raw["limit"]), key=lambda one: one.start)
    if {one.key for one in limits} != set(get_args(LimitKey)):
        raise ValueError("分配表的期限不全或者有不认识的期限")
    return Table(
        _rules("stage", raw["stage"], get_args(Stage)),
        _rules("method", raw["method"], get_args(MethodKey)),
        _rules("rank", raw["rank"], get_args(RankKey)),
        tuple(limits),
    )


def _rules(part: str, rows: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Rule]:
    if wrong := set(rows) ^ set(keys):
        raise ValueError(f"分配表 {part}：缺少或者不认识 {sorted(wrong)}")
    for key, row in rows.items():
        if unknown := set(row) - {"name", "says", "cite", "prior", "verified"}:
            raise ValueError(f"分配表 {part}.{key}：不认识的字段 {sorted(unknown)}")
    return {key: Rule(**row) for key, row in rows.items()}


def _limit(row: dict[str, Any]) -> Limit:
    if unknown := set(row) - {"key", "name", "from", "days", "cite", "verified"}:
        raise ValueError(f"分配表 {row.get('key', '?')}：不认识的字段 {sorted(unknown)}")
    if row["days"] <= 0:
        raise ValueError(f"分配表 {row['key']}：期限须大于零")
    given = {name: value for name, value in row.items() if name != "from"}
    return Limit(**given, start=row["from"])
