"""生活费: what must be left to a person and those whom he maintains. Sums are fen a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.law import citations
from duixian.law.errors import InputError
from duixian.law.money import display


@dataclass(frozen=True)
class Standard:
    """当地最低生活保障标准 of one person and month from a day on; an administrator keeps it."""

    region: str
    start: date
    monthly: int
    source: str


@dataclass(frozen=True)
class Withholding:
    """What is left, what may be withheld of a month's income, and the sentence that says how."""

    reserve: int
    amount: int
    words: str
    cite: str


def withholdable(income: int, standard: Standard | None, dependants: int, on: date) -> Withholding:
    """Of a month's income, what lies above the standard for the person and each dependant.

    Raises InputError where no standard is in force on the day.
    Source: 民事诉讼法 第二百五十四条 (2023); 查封、扣押、冻结财产规定 第三条第二项.
    """
    if standard is None or standard.start > on:
        raise InputError("生活费", "没有录入当地最低生活保障标准", "请系统管理员录入标准、施行日期和文件依据")
    if dependants < 0:
        raise InputError("扶养人数", "小于零", "没有所扶养家属的填 0")
    reserve = standard.monthly * (1 + dependants)
    amount = max(0, income - reserve)
    people = f"本人和所扶养家属{dependants}人" if dependants else "本人"
    return Withholding(
        reserve=reserve,
        amount=amount,
        words=(
            f"月收入{display(income)}元，按{standard.source}每人每月{display(standard.monthly)}元"
            f"为{people}保留{display(reserve)}元，可提取{display(amount)}元"
        ),
        cite=citations.article(citations.Duty.INCOME, on),
    )
