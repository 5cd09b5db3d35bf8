"""罚款: what a person and what a unit can be fined; money in fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duixian.law.citations import Duty, short
from duixian.law.coercion.check import Check, table
from duixian.law.coercion.detention import Penalty, repeated
from duixian.law.errors import InputError
from duixian.law.money import display


@dataclass(frozen=True)
class FineFacts:
    """A fine for one act (`act` tells acts apart); `earlier` are the penalties there were already."""

    amount: int
    is_person: bool
    act: str
    on: date
    earlier: Sequence[Penalty] = ()


def limits(*, is_person: bool, on: date) -> tuple[int, int]:
    """The least and the most of a fine on a day, in fen. Raises InputError before the table begins.

    Source: 民事诉讼法 第一百一十八条 (number of the day).
    """
    known = [row for row in table()["fine"] if row["from"] <= on]
    if not known:
        raise InputError("罚款日期", f"{on}的罚款限额没有收录", "请人工核对当时的限额")
    row = known[-1]
    return (1, row["person_most"]) if is_person else (row["unit_least"], row["unit_most"])


def checks_fine(facts: FineFacts) -> tuple[Check, ...]:
    """The sum within its limits, and no second penalty for one act. Source: 民诉法 118; 解释 183, 184."""
    least, most = limits(is_person=facts.is_person, on=facts.on)
    who = "个人" if facts.is_person else "单位"
    within = least <= facts.amount <= most
    span = f"{display(most)}元以下" if facts.is_person else f"{display(least)}元以上{display(most)}元以下"
    why = f"{who}的罚款金额为{span}，拟罚{display(facts.amount)}元"
    cite = short(Duty.FINE_AND_DETENTION, facts.on)
    return (
        Check("amount", "罚款金额", within, why, cite, f"请填写{span}的金额"),
        repeated("fine", facts.act, facts.on, facts.earlier),
    )
