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
_ONE_COLUMN = {"case_no", "amount", "court", "cause", "filed_on", "applicants", "respondents", "handler"}
_REPEATED = {"note", "serial"}
_UNIT = re.compile(r"[(\[](?:单位)?:?(人民币)?(万元|万|元|亿元|分)[)\]]")
_DROPPED = re.compile(r"[\s()\[\]【】《》:：、,，.。*#_\-—]")
_UNITS = {"万元": "万", "万": "万", "亿元": "亿"}


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
    plain = unicodedata.normalize("NFKC", head).lower()
    return _DROPPED.sub("", _UNIT.sub("", plain))


def find(grid: Grid, filename: str, chosen: Mapping[str, str] | None = None) -> Heads:
    """The heads of a sheet; `chosen` adds meanings that a person pointed out, by the head's wording.

    Raises InputError where the required ones are missing or two columns mean the same.
    """
    known = meanings() | {normal(head): meaning for head, meaning in (chosen or {}).items()}
    candidates = [
        candidate
        for row in range(1, grid.height + 1)
        for candidate in (_single(grid, row), _double(grid, row, known))
        if candidate
    ]
    best = max(candidates, key=lambda each: _score(each, known), default=None)
    if best is None or _score(best, known) == 0:
        raise InputError(filename, "没有找到表头", "请保留列名一行，至少要有案号和标的金额两列")
    return _resolve(grid, best, known, filename)


def score(grid: Grid, chosen: Mapping[str, str] | None = None) -> int:
    """How many columns of a sheet are understood; 0 where it is no ledger."""
    try:
        return len(find(grid, "", chosen).columns)
    except InputError:
        return 0


@dataclass(frozen=True)
class _Candidate:
    row: int
    texts: tuple[str, ...]


def _single(grid: Grid, row: int) -> _Candidate:
    return _Candidate(row, tuple(grid.cell(row, column) for column in range(len(grid.columns))))


def _double(grid: Grid, row: int, known: Mapping[str, str]) -> _Candidate | None:
    """Two rows read as one: the upper is carried to the right over merged cells."""
    if row >= grid.height:
        return None
    upper, lower = _single(grid, row).texts, _single(grid, row + 1).texts
    if any("号" in text and re.search(r"\d", text) for text in lower):
        return None
    texts, carried = [], ""
    for above, below in zip(upper, lower, strict=True):
        carried = above or (carried if below else "")
        choices = (carried + below, below + carried, below, carried) if below else (above,)
        texts.append(next((text for text in choices if normal(text) in known), choices[0]))
    return _Candidate(row + 1, tuple(texts))


def _score(candidate: _Candidate, known: Mapping[str, str]) -> int:
    found = {known[normal(text)] for text in candidate.texts if normal(text) in known}
    return len(found) * 2 + (100 if "case_no" in found else 0) if found else 0


def _resolve(grid: Grid, best: _Candidate, known: Mapping[str, str], filename: str) -> Heads:
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    unknown: dict[int, str] = {}
    for column, text in enumerate(best.texts):
        meaning = known.get(normal(text))
        if not text or meaning == "ignored":
            continue
        if meaning is None:
            unknown[column] = text
            continue
        if meaning in columns:
            first = best.texts[columns[meaning]]
            if meaning in _ONE_COLUMN or (first == text and meaning not in _REPEATED):
                cells = f"{grid.name(best.row, columns[meaning])}和{grid.name(best.row, column)}"
                why = f"“{first}”与“{text}”是同一个意思"
                raise InputError(f"表头{cells}", why, "请删去一列，或把其中一列改名")
            unknown[column] = text
            continue
        columns[meaning] = column
        unit = _UNIT.search(unicodedata.normalize("NFKC", text))
        if unit:
            units[meaning] = _UNITS.get(unit[2], "")
    missing = [name for meaning, name in REQUIRED.items() if meaning not in columns]
    if missing:
        seen = "、".join(text for text in best.texts if text)[:200]
        raise InputError(
            filename,
            f"没有找到{'、'.join(missing)}列；认得的这一行表头是：{seen}",
            "请补上，或指明哪一列是它",
        )
    return Heads(best.row, columns, units, unknown)
