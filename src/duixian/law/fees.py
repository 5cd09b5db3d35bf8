"""Court fees by steps: enforcement (执行申请费), acceptance (案件受理费), preservation (保全申请费).

The steps stand in tables/fees.toml. A fee is rounded half-up as a whole, and halved after that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from duixian.law.errors import InputError
from duixian.law.money import round_half_up

Kind = Literal["enforcement", "acceptance", "preservation"]
Unit = Literal["yuan", "fen"]

NAMES: Mapping[Kind, str] = {
    "enforcement": "执行申请费",
    "acceptance": "案件受理费",
    "preservation": "保全申请费",
}
_TABLE = Path(__file__).parent / "tables" / "fees.toml"


@dataclass(frozen=True)
class FeeStep:
    """The part of an amount from `start` to `end` fen, its rate in words, its fee in fen."""

    start: int
    end: int
    rate: str
    fee: int


@dataclass(frozen=True)
class FeeStatement:
    """What a fee comes to in fen, the steps it was made of, the article, and what to check."""

    fee: int
    steps: tuple[FeeStep, ...]
    cite: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Step:
    start: int
    end: int | None
    flat: int | None
    rate: Fraction
    wording: str

    def fee(self, amount: int) -> Fraction:
        return Fraction(self.flat) if self.flat is not None else (amount - self.start) * self.rate


@dataclass(frozen=True)
class _Tariff:
    in_force: date
    cite: str
    steps: tuple[_Step, ...]


def enforcement_fee(
    amount: int, *, halved: bool = False, unit: Unit | None = None, on: date | None = None
) -> FeeStatement:
    """执行申请费 on an amount in fen. Raises InputError.

    Source: 诉讼费用交纳办法 第十四条第一项.
    """
    return fee("enforcement", amount, halved=halved, unit=unit, on=on)


def acceptance_fee(
    amount: int, *, halved: bool = False, unit: Unit | None = None, on: date | None = None
) -> FeeStatement:
    """案件受理费 of a property case on an amount in fen. Raises InputError.

    Source: 诉讼费用交纳办法 第十三条第一项; 第十五条、第十六条 (halved).
    """
    return fee("acceptance", amount, halved=halved, unit=unit, on=on)


def preservation_fee(
    amount: int, *, halved: bool = False, unit: Unit | None = None, on: date | None = None
) -> FeeStatement:
    """保全申请费 on an amount in fen. Raises InputError.

    Source: 诉讼费用交纳办法 第十四条第二项.
    """
    return fee("preservation", amount, halved=halved, unit=unit, on=on)


def fee(
    kind: Kind, amount: int, *, halved: bool = False, unit: Unit | None = None, on: date | None = None
) -> FeeStatement:
    """The fee of a kind on an amount in fen by the text in force on a day (None: the newest).

    `unit` is what the fee is rounded to; by default what the table says. Raises InputError.
    """
    if amount < 0:
        raise InputError(NAMES[kind], "金额为负", "请填写不小于零的金额")
    tariff = _tariff(kind, on)
    reached = [step for step in tariff.steps if step.start < amount or step.start == 0]
    exact = [(step, min(amount, step.end or amount)) for step in reached]
    total = sum((step.fee(end) for step, end in exact), Fraction(0))
    precision = 100 if (unit or _table()[1]) == "yuan" else 1
    due = Fraction(round_half_up(total / precision) * precision)
    warnings: tuple[str, ...] = ()
    if halved:
        due /= 2
        if kind != "acceptance":
            warnings = (f"法规只对案件受理费规定了减半，{NAMES[kind]}减半应有准予减交的决定",)
    steps = (FeeStep(step.start, end, step.wording, round_half_up(step.fee(end))) for step, end in exact)
    return FeeStatement(round_half_up(due), tuple(steps), tariff.cite, warnings)


def _tariff(kind: Kind, on: date | None) -> _Tariff:
    tariffs = _table()[0][kind]
    known = [tariff for tariff in tariffs if on is None or tariff.in_force <= on]
    if not known:
        raise InputError(NAMES[kind], f"{on}早于{tariffs[0].in_force}，当时的标准未收录", "请人工填写")
    return known[-1]


@cache
def _table() -> tuple[dict[Kind, tuple[_Tariff, ...]], Unit]:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    tariffs: dict[Kind, tuple[_Tariff, ...]] = {
        kind: tuple(_Tariff(text["in_force"], text["cite"], _steps(text["steps"])) for text in raw[kind])
        for kind in get_args(Kind)
    }
    unit: Unit = raw["rounding"]["unit"]
    return tariffs, unit


def _steps(rows: list[dict[str, str | int]]) -> tuple[_Step, ...]:
    steps, start = [], 0
    for row in rows:
        end = int(row["up_to"]) * 100 if "up_to" in row else None
        flat = int(row["flat"]) * 100 if "flat" in row else None
        rate = Decimal(row.get("rate", 0))
        wording = str(row.get("wording") or f"{(rate * 100).normalize():f}%")
        steps.append(_Step(start, end, flat, Fraction(rate), wording))
        start = end or 0
    return tuple(steps)
