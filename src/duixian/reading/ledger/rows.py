"""Rows of a ledger into cases: each taken, named as a repetition, or refused with cell and remedy.

Cells are read a column at a time, every distinct text once: a ledger of a hundred thousand rows holds
a few thousand days and a few dozen handlers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import repeat
from typing import Any, NamedTuple

from duixian.law.case_number import CaseNumber, parse_case_number
from duixian.law.courts import court_by_code, court_by_name
from duixian.reading.ledger.besides import why_no_case
from duixian.reading.ledger.cells import blank, names, read_day, read_sum
from duixian.reading.ledger.grid import NOT_COMPUTED, Grid
from duixian.reading.ledger.heads import MONEY, Heads
from duixian.reading.ledger.model import Duplicate, LedgerRow, Refusal

Progress = Callable[[int, int], None]
STEP = 5_000

DAYS = (
    "filed_on",
    "received_on",
    "closed_on",
    "suspended_on",
    "effective_on",
    "performance_due",
    "assigned_on",
    "statutory_due",
    "notice_on",
    "consumption_on",
    "dishonest_on",
)
SUMS = MONEY[1:]
_PARTIES = ("applicants", "respondents")
_OWN = {"case_no", "court", "cause", "amount", "handler", "serial", *_PARTIES}
_NEVER_FILLED = {"case_no", *MONEY}
_MOST_FILLED = 1_000_000
_CASE_NO = "请按（2026）内0602执101号的形式填写"
_AMOUNT = "请填写以元为单位的金额；确为行为给付、没有金额的填 0"
_SUM = "请填写以元为单位的金额，或清空"
_DAY = "请按 2026-01-05 的形式填写，或清空"
_SAVE = "请用 Excel 打开并保存一次，使公式算出结果"


@dataclass
class Taken:
    """What the rows came to."""

    rows: list[LedgerRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    repeated: list[LedgerRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


class _Fault(NamedTuple):
    """What stands where a cell could not be read."""

    why: str
    remedy: str


@dataclass(frozen=True)
class _Table:
    """The recognised columns as read, by meaning; `faulty` are those in which a cell could not be."""

    values: Mapping[str, list[Any]]
    faulty: tuple[str, ...]

    def across(self, meanings: Sequence[str]) -> Iterable[tuple[Any, ...]]:
        """Rows of these columns."""
        return zip(*(self.values[each] for each in meanings), strict=True) if meanings else repeat(())


def take(
    grid: Grid, heads: Heads, progress: Progress | None = None, only: Collection[str] | None = None
) -> Taken:
    """Every row below the heads, in order; with `only`, of its number and these meanings alone."""
    taken, first = Taken(), dict[str, LedgerRow]()
    read_of = heads.columns if only is None else {"case_no", *only}
    table = _table(grid, heads, read_of)
    for row, read in _cases(table, heads):
        if progress and row % STEP == 0:
            progress(row, grid.height)
        if not isinstance(read, LedgerRow):
            _set_aside(taken, grid, heads, row, read)
            continue
        earlier = first.setdefault(read.case_no, read)
        if earlier is read:
            taken.rows.append(read)
        else:
            taken.duplicates.append(Duplicate(row, earlier.row, read.case_no, _differences(earlier, read)))
            taken.repeated.append(read)
    if progress:
        progress(grid.height, grid.height)
    return taken


def _table(grid: Grid, heads: Heads, read_of: Collection[str]) -> _Table:
    values, faulty = {}, []
    for meaning, column in heads.columns.items():
        if meaning not in read_of:
            continue
        texts: Sequence[str | None] = grid.columns[column][heads.row :]
        if meaning not in _NEVER_FILLED:
            texts = _filled(grid, column, heads.row, texts)
        read = _reader(meaning, heads.units.get(meaning, ""))
        known = {text: read((text or "").strip()) for text in {*texts}}
        values[meaning] = [known[text] for text in texts]
        if _Fault in {*map(type, known.values())}:
            faulty.append(meaning)
    return _Table(values, tuple(faulty))


def _filled(grid: Grid, column: int, head: int, texts: Sequence[str | None]) -> Sequence[str | None]:
    """A cell merged down says the same of every row that it spans."""
    here = [merge for merge in grid.merges if merge.left == column and merge.bottom > head]
    if not here:
        return texts
    filled, left_over = list(texts), _MOST_FILLED
    for merge in here:
        top, bottom = max(merge.top - head - 1, 0), min(merge.bottom - head, len(filled))
        left_over -= max(bottom - top, 0)
        if left_over < 0:
            break
        text = filled[top] if top < bottom else None
        filled[top:bottom] = (each or text for each in filled[top:bottom])
    return filled


def _reader(meaning: str, unit: str) -> Callable[[str], Any]:
    if meaning == "case_no":
        return _case_number
    if meaning == "amount":
        return partial(_amount, unit=unit)
    if meaning in SUMS:
        return partial(_sum, unit=unit)
    if meaning in DAYS:
        return _day
    return names if meaning in _PARTIES else str


def _cases(table: _Table, heads: Heads) -> Iterator[tuple[int, LedgerRow | list[tuple[str, _Fault]]]]:
    """Row numbers with the case, or with what could not be read, by meaning."""
    days = [name for name in DAYS if name in table.values and name != "filed_on"]
    sums = [name for name in SUMS if name in table.values]
    more = [name for name in table.values if name not in {*_OWN, *DAYS, *SUMS}]
    own = ("case_no", "amount", "court", "filed_on", "cause", "handler", *_PARTIES)
    missing = {"amount": 0, "filed_on": None, "applicants": (), "respondents": ()}
    columns = [table.values[name] if name in table.values else repeat(missing.get(name, "")) for name in own]
    lines = zip(*columns, table.across(days), table.across(sums), table.across(more), strict=False)
    for place, line in enumerate(lines):
        row = heads.row + place + 1
        faults = [
            (each, fault) for each in table.faulty if type(fault := table.values[each][place]) is _Fault
        ]
        if faults:
            yield row, faults
            continue
        number, amount, court, filed_on, cause, handler, applicants, respondents, *rest = line
        code, name, note = _court(number.court_code, court)
        yield (
            row,
            LedgerRow(
                row=row,
                case_no=str(number),
                court_code=code,
                court=name,
                kind=number.kind,
                cause=cause,
                amount=amount,
                filed_on=filed_on,
                handler=handler,
                applicants=applicants,
                respondents=respondents,
                days={name: day for name, day in zip(days, rest[0], strict=True) if day},
                sums={name: fen for name, fen in zip(sums, rest[1], strict=True) if fen is not None},
                more={name: text for name, text in zip(more, rest[2], strict=True) if text},
                notes=_notes(number, filed_on, note),
            ),
        )


def _set_aside(
    taken: Taken, grid: Grid, heads: Heads, row: int, faults: Sequence[tuple[str, _Fault]]
) -> None:
    by_meaning = dict(faults)
    why = why_no_case(grid, heads, row) if "case_no" in by_meaning else None
    if why is not None:
        if why:
            taken.left_out.append((row, why))
        return
    order = sorted(by_meaning, key=lambda name: (name != "case_no", name != "amount", heads.columns[name]))
    cells = [grid.name(row, heads.columns[name]) for name in order]
    meaning, fault = order[0], by_meaning[order[0]]
    value = grid.cell(row, heads.columns[meaning])
    also = f"；另有 {'、'.join(cells[1:])} 也读不出" if cells[1:] else ""
    remedy = _SAVE if value == NOT_COMPUTED else fault.remedy
    taken.refused.append(Refusal(row, cells[0], meaning, value[:200], fault.why + also, remedy))


@lru_cache(maxsize=10_000)
def _court(code: str, named: str) -> tuple[str, str, str]:
    """Code and name of a case's court, and a note where its number and the ledger disagree."""
    of_number = court_by_code(code)
    of_name = court_by_name(named) if named else None
    court = of_number or of_name
    if court is None:
        return code, named, ""
    disagree = of_number and of_name and of_number != of_name
    note = f"案号的法院代字与执行法院“{named}”不一致，以案号为准" if disagree else ""
    return court.code, court.name, note


def _notes(number: CaseNumber, filed: date | None, of_court: str) -> tuple[str, ...]:
    if filed is None or filed.year == number.year:
        return (of_court,) if of_court else ()
    of_year = f"案号年度{number.year}与立案日期{filed}不一致"
    return (of_court, of_year) if of_court else (of_year,)


def _case_number(text: str) -> CaseNumber | _Fault:
    try:
        return parse_case_number(text)
    except ValueError as error:
        why = "案号为空；如是合并单元格，请先取消合并再填满" if blank(text) else str(error)
        return _Fault(why, _CASE_NO)


def _amount(text: str, unit: str) -> int | _Fault:
    try:
        return read_sum(text, unit)
    except ValueError as error:
        return _Fault("标的金额没有填写" if blank(text) else str(error), _AMOUNT)


def _sum(text: str, unit: str) -> int | _Fault | None:
    try:
        return read_sum(text, unit)
    except ValueError as error:
        return None if blank(text) else _Fault(str(error), _SUM)


def _day(text: str) -> date | _Fault | None:
    if blank(text):
        return None
    try:
        return read_day(text)
    except ValueError as error:
        return _Fault(str(error), _DAY)


def _differences(one: LedgerRow, other: LedgerRow) -> tuple[str, ...]:
    plain = ("cause", "amount", "filed_on", "handler", "applicants", "respondents")
    found = [name for name in plain if getattr(one, name) != getattr(other, name)]
    for both in ("days", "sums", "more"):
        mine, others = getattr(one, both), getattr(other, both)
        found += [name for name in sorted({*mine, *others}) if mine.get(name) != others.get(name)]
    return tuple(found)
