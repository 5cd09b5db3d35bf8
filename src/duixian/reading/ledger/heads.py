"""Which column means what: the heads of a ledger, in any order, under any of their usual names.

A head may stand over two rows (标的 above 申请 and 到位), with cells merged across and down; the rows
that read best together are taken.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duixian.law.errors import InputError
from duixian.reading.ledger.grid import Grid

REQUIRED = {"case_no": "案号", "amount": "标的金额"}
MONEY = (
    "amount",
    "recovered",
    "waived",
    "outstanding",
    "closed_amount",
    "late_interest",
    "fee_estimate",
)
LIKE_A_LEDGER = 100
_ONE_COLUMN = {"case_no", "amount", "court", "cause", "filed_on", "applicants", "respondents", "handler"}
_REPEATED = {"note", "serial"}
_UNIT = re.compile(
    r"[(\[](?:金额)?(?:单位)?:?(?:人民币)?(万元|万|元|亿元|亿|分)[)\]]|(?<=[^()\[\]/_-])[/_-]?(万元|亿元|元)$"
)
_UNIT_ABOVE = re.compile(r"单位:?(?:人民币)?(万元|亿元|万|元)(?![一-龥])")
_DROPPED = re.compile(r"[\s()\[\]【】《》:：、,，.。*#_\-—/]")
_UNITS = {"万元": "万", "万": "万", "亿元": "亿", "亿": "亿", "分": "分", "元": ""}


@dataclass(frozen=True)
class Heads:
    """The last row of the heads, the column of every meaning, the unit of money columns, the rest."""

    row: int
    columns: Mapping[str, int]
    units: Mapping[str, str]
    unknown: Mapping[int, str]


@cache
def meanings() -> dict[str, str]:
    """The meaning of every known head, by its normalised wording."""
    table = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))
    return {normal(head): meaning for meaning, heads in table.items() for head in heads}


def normal(head: str) -> str:
    """A head without width, spaces, brackets and unit."""
    return _DROPPED.sub("", _UNIT.sub("", _plain(head)))


def find(
    grid: Grid,
    filename: str,
    chosen: Mapping[str, str] | None = None,
    required: Mapping[str, str] = REQUIRED,
) -> Heads:
    """The heads of a sheet; `chosen` adds meanings that a person pointed out, by the head's wording.

    Raises InputError where the required ones are missing or two columns mean the same.
    """
    known = _known(chosen)
    best = _best(grid, known)
    if best is None or _score(best, known) == 0:
        names = "、".join(required.values())
        raise InputError(filename, "没有找到表头", f"请保留列名一行，至少要有这些列：{names}")
    return _resolve(grid, best, known, filename, required)


def score(grid: Grid, chosen: Mapping[str, str] | None = None) -> int:
    """How much a sheet looks like a ledger; 0 where not at all."""
    known = _known(chosen)
    best = _best(grid, known)
    return _score(best, known) if best else 0


@dataclass(frozen=True)
class _Candidate:
    row: int
    texts: tuple[str, ...]
    units: tuple[str | None, ...]


def _known(chosen: Mapping[str, str] | None) -> dict[str, str]:
    return meanings() | {normal(head): meaning for head, meaning in (chosen or {}).items()}


def _best(grid: Grid, known: Mapping[str, str]) -> _Candidate | None:
    rows = range(1, grid.height + 1)
    # One row is preferred to two that read no better: the upper one may be a title.
    candidates = [_single(grid, row) for row in rows]
    candidates += filter(None, (_double(grid, row, known) for row in rows))
    return max(candidates, key=lambda each: _score(each, known), default=None)


def _single(grid: Grid, row: int) -> _Candidate:
    texts = tuple(grid.cell(row, column) for column in range(len(grid.columns)))
    return _Candidate(row, texts, tuple(map(_unit, texts)))


def _double(grid: Grid, row: int, known: Mapping[str, str]) -> _Candidate | None:
    """Two rows read as one: the upper is carried to the right over merged cells, with its unit."""
    if row >= grid.height:
        return None
    upper, lower = _single(grid, row).texts, _single(grid, row + 1).texts
    if any("号" in text and re.search(r"\d", text) for text in lower):
        return None
    texts, units, carried = [], [], ""
    for above, below in zip(upper, lower, strict=True):
        carried = above or (carried if below else "")
        choices = [carried + below, below + carried, below] if normal(below) else [carried]
        texts.append(next((text for text in choices if normal(text) in known), choices[0]))
        unit = _unit(below)
        units.append(_unit(carried) if unit is None else unit)
    return _Candidate(row + 1, tuple(texts), tuple(units))


def _score(candidate: _Candidate, known: Mapping[str, str]) -> int:
    found = {known[normal(text)] for text in candidate.texts if normal(text) in known}
    return len(found) * 2 + (LIKE_A_LEDGER if found & {"case_no", "first_case_no"} else 0)


def _resolve(
    grid: Grid, best: _Candidate, known: Mapping[str, str], filename: str, required: Mapping[str, str]
) -> Heads:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for column, text in enumerate(best.texts):
        meaning = known.get(normal(text))
        if not text or meaning == "ignored":
            continue
        if meaning is None:
            unknown[column] = text
        elif meaning not in columns:
            columns[meaning] = column
        else:
            _refuse_twice(grid, best, meaning, columns[meaning], column)
            unknown[column] = text
    if "case_no" not in columns and "first_case_no" in columns:
        columns["case_no"] = columns.pop("first_case_no")
    missing = [name for meaning, name in required.items() if meaning not in columns]
    if missing:
        seen = "、".join(text for text in best.texts if text)[:200]
        raise InputError(
            filename,
            f"没有找到{'、'.join(missing)}列；认得的这一行表头是：{seen}",
            "请补上，或指明哪一列是它",
        )
    return Heads(best.row, columns, _units(grid, best, columns), unknown)


def _refuse_twice(grid: Grid, best: _Candidate, meaning: str, first: int, column: int) -> None:
    one, other = best.texts[first], best.texts[column]
    if meaning in _ONE_COLUMN or (one == other and meaning not in _REPEATED):
        cells = f"{grid.name(best.row, first)}和{grid.name(best.row, column)}"
        raise InputError(f"表头{cells}", f"“{one}”与“{other}”是同一个意思", "请删去一列，或把其中一列改名")


def _units(grid: Grid, best: _Candidate, columns: Mapping[str, int]) -> dict[str, str]:
    """The unit of every money column: its head's own, or the one told above the table."""
    above = ""
    for row in range(1, best.row):
        for column in range(len(grid.columns)):
            told = _UNIT_ABOVE.search(_plain(grid.cell(row, column)))
            above = _UNITS[told[1]] if told else above
    own = {meaning: best.units[columns[meaning]] for meaning in MONEY if meaning in columns}
    return {meaning: above if unit is None else unit for meaning, unit in own.items()}


def _unit(head: str) -> str | None:
    found = _UNIT.search(_plain(head))
    return _UNITS[found[1] or found[2]] if found else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
