"""A duty of the Civil Procedure Law, and the article that carries it on a given day.

The law was renumbered three times; a document must show the number valid on its own date, so the
program keeps the duty and renders the number.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path

from duixian.law.errors import InputError

_TABLE = Path(__file__).parent / "tables" / "citations.toml"
_NUMERALS = "零一二三四五六七八九"


class Duty(Enum):
    """What the law orders, whatever number it bears (the value is its key in the table)."""

    DELAY_INTEREST = "delay_interest"
    SETTLEMENT = "settlement"
    OBJECTION = "objection"
    THIRD_PARTY_OBJECTION = "third_party_objection"
    LIMITATION = "limitation"
    NOTICE = "notice"
    PROPERTY_REPORT = "property_report"
    DEPOSITS = "deposits"
    INCOME = "income"
    SEALING = "sealing"
    RESTRICTIONS = "restrictions"
    CONTINUED_PERFORMANCE = "continued_performance"
    STAY = "stay"
    TERMINATION = "termination"
    OBSTRUCTION = "obstruction"
    FINE_AND_DETENTION = "fine_and_detention"
    FINE_AND_DETENTION_APPROVAL = "fine_and_detention_approval"
    PREMISES_SEARCH = "premises_search"


@dataclass(frozen=True)
class Number:
    """The article's number from `start` on; not `verified` where no full text was compared."""

    start: date
    article: int
    verified: bool


@dataclass(frozen=True)
class _Book:
    law: str
    short: str
    duties: dict[str, tuple[Number, ...]]
    instruments: dict[str, str]


@cache
def _book() -> _Book:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    versions = raw["versions"]
    duties = {
        key: tuple(
            Number(versions[name]["in_force"], article, name not in duty.get("unverified", ()))
            for name, article in zip(versions, duty["articles"], strict=True)
        )
        for key, duty in raw["duties"].items()
    }
    return _Book(raw["law"], raw["short"], duties, raw["instruments"])


def number(duty: Duty, on: date) -> Number:
    """The number that carries `duty` on a day. Raises InputError before the table begins."""
    known = [entry for entry in _book().duties[duty.value] if entry.start <= on]
    if not known:
        first = _book().duties[duty.value][0].start
        raise InputError("文书日期", f"{on}早于{first}，当时的条号未收录", "请人工填写条号")
    return known[-1]


def article(duty: Duty, on: date) -> str:
    """The full citation, such as 《中华人民共和国民事诉讼法》第二百六十四条."""
    return f"《{_book().law}》第{numeral(number(duty, on).article)}条"


def short(duty: Duty, on: date) -> str:
    """The citation of a line in a table, such as 民诉法第264条."""
    return f"{_book().short}第{number(duty, on).article}条"


def instrument(key: str) -> str:
    """A fixed citation by its key in the table, such as `surcharge` → 法释〔2014〕8号 第一条."""
    return _book().instruments[key]


def numeral(value: int) -> str:
    """Chinese numeral of an article from 1 to 9,999: 264 → 二百六十四."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _NUMERALS[digit] + name
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text
