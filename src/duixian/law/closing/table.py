"""The table of closing as read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from duixian.law.citations import Duty, short

_TABLE = Path(__file__).parents[1] / "tables" / "closing.toml"
_DUTY = "duty:"


@dataclass(frozen=True)
class Ground:
    """终结执行的事由; `only` are the categories in which it exists, all where empty.

    `persons`: it concerns a natural person alone.
    """

    key: str
    words: str
    cite: str
    only: tuple[str, ...] = ()
    persons: bool = False

    def source(self, on: date) -> str:
        """The article with the number valid on a day."""
        return short(Duty(self.cite.removeprefix(_DUTY)), on) if self.cite.startswith(_DUTY) else self.cite


def grounds() -> tuple[Ground, ...]:
    """The grounds of termination. Source: 民事诉讼法 第二百六十八条; 法发〔2014〕26号 第十七条."""
    return tuple(
        Ground(row["key"], row["words"], row["cite"], tuple(row.get("only", ())), row.get("persons", False))
        for row in table()["termination"]
    )


@cache
def table() -> dict[str, Any]:
    """The whole table."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
