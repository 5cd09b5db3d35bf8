"""Which column of a bank's statement means what, under one row of heads or two with cells merged across."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duixian.law.errors import InputError
from duixian.reading.ledger.grid import HEAD_ROWS, Grid
from duixian.reading.ledger.heads import normal

DAYS = ("booked", "day", "time")
_MONEY = ("credit", "debit", "amount", "balance")
_SEVERAL = {"remark"}
_UNIT = re.compile(r"[(/:]?(万元|亿元|万|亿|分)(?:\)|$)|单位:?(?:人民币)?(万元|亿元|万|亿|分)")


@dataclass(frozen=True)
class Heads:
    """The last row of the heads, the columns of every meaning, the units of money that are not yuan."""

    row: int
    columns: Mapping[str, tuple[int, ...]]
    units: Mapping[str, str]
    words: tuple[str, ...]


@cache
def meanings() -> dict[str, str]:
    """The meaning of every known head, by its normalised wording."""
    table = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))
    return {normal(head): meaning for meaning, heads in table.items() for head in heads}


def score(grid: Grid, chosen: Mapping[str, str] | None = None) -> int:
    """How many meanings the heads of a sheet name; 0 where a day or the money is not among them."""
    found = _best(grid, _known(chosen))
    return len(found.columns) if found and not _lacking(found) else 0


def find(grid: Grid, filename: str, chosen: Mapping[str, str] | None = None) -> Heads:
    """The heads of a sheet; `chosen` adds meanings that a person pointed out, by the head's wording.

    Raises InputError where the day or the money cannot be found, or money in and out not told apart.
    """
    found = _best(grid, _known(chosen))
    if found is None or len(found.columns) < 2:
        raise InputError(filename, "没有找到表头", "请保留列名一行，至少要有交易日期、贷方发生额（或发生额）")
    lacking = _lacking(found)
    if lacking:
        seen = "、".join(word for word in found.words if word)[:200]
        raise InputError(
            filename, f"没有找到{lacking}；认得的这一行表头是：{seen}", "请补上，或指明哪一列是它"
        )
    return found


def _lacking(found: Heads) -> str:
    columns = found.columns
    if not any(each in columns for each in DAYS):
        return "交易日期列"
    if "credit" in columns:
        return ""
    if "amount" not in columns:
        return "贷方发生额（收入）列"
    # Without a mark the sign tells the way; only the balance proves that it was understood.
    return "" if "mark" in columns or "balance" in columns else "借贷标志列，看不出是收入还是支出"


def _known(chosen: Mapping[str, str] | None) -> dict[str, str]:
    return meanings() | {normal(head): meaning for head, meaning in (chosen or {}).items()}


def _best(grid: Grid, known: Mapping[str, str]) -> Heads | None:
    rows = range(1, min(grid.height, HEAD_ROWS) + 1)
    found = [_heads(grid, row, _words(grid, row), known) for row in rows]
    found += [_heads(grid, row + 1, _double(grid, row, known), known) for row in rows if row < grid.height]
    return max(found, key=lambda each: (_lacking(each) == "", len(each.columns)), default=None)


def _words(grid: Grid, row: int) -> list[str]:
    return [grid.cell(row, column) for column in range(len(grid.columns))]


def _double(grid: Grid, row: int, known: Mapping[str, str]) -> list[str]:
    """Two rows read as one: what stands above is carried to the right over merged cells."""
    words, carried = [], ""
    for above, below in zip(_words(grid, row), _words(grid, row + 1), strict=True):
        carried = above or (carried if below else "")
        choices = (carried + below, below + carried, below, carried)
        words.append(next((each for each in choices if normal(each) in known), below or carried))
    return words


def _heads(grid: Grid, row: int, words: list[str], known: Mapping[str, str]) -> Heads:
    columns: dict[str, tuple[int, ...]] = {}
    units: dict[str, str] = {}
    above = _unit_above(grid, row)
    for place, word in enumerate(words):
        meaning = known.get(normal(word), "ignored") if word else "ignored"
        if meaning == "ignored" or (meaning in columns and meaning not in _SEVERAL):
            continue
        columns[meaning] = (*columns.get(meaning, ()), place)
        if meaning in _MONEY:
            units[meaning] = _unit(word) or above
    return Heads(row, columns, units, tuple(words))


def _unit(word: str) -> str:
    found = _UNIT.search("".join(unicodedata.normalize("NFKC", word).split()))
    return (found[1] or found[2]).rstrip("元") if found else ""


def _unit_above(grid: Grid, head: int) -> str:
    told = (text for row in range(1, head) for text in _words(grid, row) if "单位" in text)
    return next((unit for text in told if (unit := _unit(text))), "")
