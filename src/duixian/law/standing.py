"""中止、暂缓、异议、变更追加: what may bring a case to stand, for how long, and what that does."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from duixian.law.calendar import add_months
from duixian.law.citations import Duty, short
from duixian.law.errors import InputError

_TABLE = Path(__file__).parent / "tables" / "standing.toml"
_DUTY = "duty:"
_CHANGE = "法释〔2016〕21号"
Kind = Literal["stay", "deferral"]


@dataclass(frozen=True)
class Ground:
    """A ground of stay or deferral; `excluded`: its days bear no surcharge; `months` it lasts at most."""

    key: str
    words: str
    cite: str
    excluded: bool
    months: int = 0
    needs_guarantee: bool = False
    verified: bool = True

    def source(self, on: date) -> str:
        """The article with the number valid on a day."""
        return _source(self.cite, on)


@dataclass(frozen=True)
class Change:
    """A ground on which a party is changed or added; `limit` is how far it answers, "" for the whole debt.

    With `suit` the decision is fought by a suit within 15 days, otherwise by review within 10.
    """

    key: str
    words: str
    article: int
    limit: str = ""
    suit: bool = False

    @property
    def cite(self) -> str:
        """法释〔2016〕21号 and its article."""
        return f"{_CHANGE} 第{self.article}条"


def grounds(kind: Kind) -> tuple[Ground, ...]:
    """The grounds of stay (民事诉讼法 267) or deferral (民诉法解释 467; 执行规定 77)."""
    return tuple(_ground(row) for row in _book()[kind])


def ground(kind: Kind, key: str) -> Ground:
    """The ground of a key. Raises InputError for one that the law does not know."""
    found = next((one for one in grounds(kind) if one.key == key), None)
    if found is None:
        word = {"stay": "中止", "deferral": "暂缓"}[kind]
        raise InputError(f"{word}事由", f"“{key[:20]}”不是法定事由", "请在列出的事由中选择")
    return found


def check_deferral(chosen: Ground, start: date, until: date, guarantee: str) -> None:
    """Raises InputError where it would last longer than its ground allows, or lacks its guarantee.

    Source: 民诉法解释 第四百六十七条; 执行规定 第七十七条.
    """
    last = add_months(start, chosen.months)
    if not start <= until <= last:
        raise InputError(
            "暂缓期限", f"{start}至{until}，最长到{last}（{chosen.cite}）", f"请填写{start}至{last}之间的一天"
        )
    if chosen.needs_guarantee and not guarantee.strip():
        raise InputError("暂缓执行的担保", f"没有填写（{chosen.cite}）", "请写明担保人、担保财产")


def changes() -> tuple[Change, ...]:
    """The closed list of grounds. Source: 法释〔2016〕21号 第十条至第二十五条."""
    return tuple(Change(**row) for row in _book()["change"])


def not_grounds() -> dict[str, str]:
    """What is asked for and is no ground: key → words."""
    return {row["key"]: row["words"] for row in _book()["no_ground"]}


def change(key: str) -> Change:
    """The ground of a key. Raises InputError where there is none, saying what may be done instead."""
    for row in _book()["no_ground"]:
        if row["key"] == key:
            raise InputError(f"变更追加 {row['words']}", f"{row['why']}（{_CHANGE} 第一条）", row["remedy"])
    found = next((one for one in changes() if one.key == key), None)
    if found is None:
        raise InputError("变更追加事由", f"“{key[:20]}”不是法定事由", "请在列出的事由中选择")
    return found


def effect(kind: Literal["stay", "deferral", "third_party"]) -> str:
    """What the state means for control and disposal, in words."""
    words: str = _book()["effects"]["third_party" if kind == "third_party" else "keeps"]
    return words


def effect_source(kind: Literal["stay", "deferral", "third_party"], on: date) -> str:
    """The article behind it."""
    return _source(_book()["effects"]["third_party_cite" if kind == "third_party" else "stay_cite"], on)


def _ground(row: dict[str, Any]) -> Ground:
    given = {name: value for name, value in row.items() if name != "surcharge"}
    return Ground(**given, excluded=row["surcharge"] == "excluded")


def _source(cite: str, on: date) -> str:
    return short(Duty(cite.removeprefix(_DUTY)), on) if cite.startswith(_DUTY) else cite


@cache
def _book() -> dict[str, Any]:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    for kind in ("stay", "deferral"):
        if any(row["surcharge"] not in ("counted", "excluded") for row in raw[kind]):
            raise ValueError("程序变动表：surcharge 须写 counted 或者 excluded")
    return raw
