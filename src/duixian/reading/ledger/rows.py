"""Rows of a ledger into cases: each taken, named as a repetition, or refused with cell and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from duixian.law.case_number import CaseNumber, parse_case_number
from duixian.law.courts import court_by_code, court_by_name
from duixian.reading.ledger.cells import blank, names, read_day, read_sum
from duixian.reading.ledger.grid import Grid
from duixian.reading.ledger.heads import Heads
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
    "report_due",
    "consumption_on",
    "dishonest_on",
)
SUMS = ("recovered", "waived", "outstanding", "closed_amount", "late_interest", "fee_estimate")
_OWN = {"case_no", "court", "cause", "amount", "handler", "applicants", "respondents", "serial"}
_TOTALS = ("合计", "总计", "小计", "累计", "共计", "总数")
_NOTES = ("注", "备注", "说明", "制表", "填表", "审核", "填报", "统计", "打印", "导出")
_REMEDIES = {
    "case_no": "请按（2026）内0602执101号的形式填写",
    "amount": "请填写以元为单位的金额；确为行为给付、没有金额的填 0",
    "day": "请按 2026-01-05 的形式填写，或清空",
}


@dataclass
class Taken:
    """What the rows came to."""

    rows: list[LedgerRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, meaning: str, value: str, why: str, remedy: str) -> None:
        self.meaning, self.value, self.why, self.remedy = meaning, value, why, remedy


@dataclass(frozen=True)
class _Layout:
    """Which meanings this ledger has, sorted by how they are read."""

    heads: Heads
    days: tuple[str, ...]
    sums: tuple[str, ...]
    more: tuple[str, ...]


def _layout(heads: Heads) -> _Layout:
    here = heads.columns
    days = tuple(name for name in DAYS if name in here and name != "filed_on")
    sums = tuple(name for name in SUMS if name in here)
    read = {*_OWN, *DAYS, *SUMS}
    return _Layout(heads, days, sums, tuple(name for name in here if name not in read))


def take(grid: Grid, heads: Heads, progress: Progress | None = None) -> Taken:
    """Every row below the heads, in order."""
    taken = Taken()
    layout = _layout(heads)
    first: dict[str, LedgerRow] = {}
    for row, cells in _cells(grid, heads):
        if progress and row % STEP == 0:
            progress(row, grid.height)
        why = _no_case(grid, row, cells, heads)
        if why is not None:
            if why:
                taken.left_out.append((row, why))
            continue
        try:
            read = _read(row, cells, layout)
        except _Refused as fault:
            column = heads.columns[fault.meaning]
            taken.refused.append(
                Refusal(
                    row, grid.name(row, column), fault.meaning, fault.value[:200], fault.why, fault.remedy
                )
            )
            continue
        earlier = first.setdefault(read.case_no, read)
        if earlier is read:
            taken.rows.append(read)
        else:
            taken.duplicates.append(Duplicate(row, earlier.row, read.case_no, _differences(earlier, read)))
    if progress:
        progress(grid.height, grid.height)
    return taken


def _cells(grid: Grid, heads: Heads) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number and the recognised cells, stripped."""
    meanings = list(heads.columns)
    columns = [grid.columns[heads.columns[meaning]] for meaning in meanings]
    below = zip(*(column[heads.row :] for column in columns), strict=True)
    for row, values in enumerate(below, start=heads.row + 1):
        yield (
            row,
            {
                meaning: value.strip() if value else ""
                for meaning, value in zip(meanings, values, strict=True)
            },
        )


def _no_case(grid: Grid, row: int, cells: Mapping[str, str], heads: Heads) -> str | None:
    """Why a row holds no case ("" for an empty one); None where it does, or ought to."""
    number = cells["case_no"]
    if number and number[0] in "（(〔[【" and "号" in number:
        return None
    texts = [text for column in range(len(grid.columns)) if (text := grid.cell(row, column))]
    if not texts:
        return ""
    if texts[0].startswith(_TOTALS) or number.startswith(_TOTALS):
        return f"“{texts[0][:20]}”是合计行"
    if number and number == grid.cell(heads.row, heads.columns["case_no"]):
        return "表头在中间又出现一次"
    if blank(number) and len(texts) <= 2 and blank(cells["amount"]):
        return f"“{texts[0][:20]}”不是案件"
    if texts[0].startswith(_NOTES) and len(texts) <= 4:
        return f"“{texts[0][:20]}”是说明"
    return None


def _read(row: int, cells: Mapping[str, str], layout: _Layout) -> LedgerRow:
    heads = layout.heads
    number = _case_number(cells["case_no"])
    filed_on = _day("filed_on", cells)
    court = court_by_code(number.court_code)
    named = court_by_name(cells["court"]) if cells.get("court") else None
    notes = tuple(_notes(number, court, named, filed_on, cells))
    court = court or named
    return LedgerRow(
        row=row,
        case_no=str(number),
        court_code=number.court_code if court is None else court.code,
        court=court.name if court else cells.get("court", ""),
        kind=number.kind,
        cause=cells.get("cause", ""),
        amount=_amount(cells["amount"], heads.units.get("amount", "")),
        filed_on=filed_on,
        handler=cells.get("handler", ""),
        applicants=names(cells.get("applicants", "")),
        respondents=names(cells.get("respondents", "")),
        days={name: day for name in layout.days if (day := _day(name, cells))},
        sums={name: fen for name in layout.sums if (fen := _sum(name, cells, heads)) is not None},
        more={name: text for name in layout.more if (text := cells[name])},
        notes=notes,
    )


def _notes(
    number: CaseNumber, court: object, named: object, filed: date | None, cells: Mapping[str, str]
) -> Iterator[str]:
    if court and named and court != named:
        yield f"案号的法院代字与执行法院“{cells['court']}”不一致，以案号为准"
    if filed and filed.year != number.year:
        yield f"案号年度{number.year}与立案日期{filed}不一致"


def _case_number(text: str) -> CaseNumber:
    if blank(text):
        why = "案号为空；如是合并单元格，请先取消合并再填满"
        raise _Refused("case_no", text, why, _REMEDIES["case_no"])
    try:
        return parse_case_number(text)
    except ValueError as error:
        raise _Refused("case_no", text, str(error), _REMEDIES["case_no"]) from error


def _amount(text: str, unit: str) -> int:
    if blank(text):
        raise _Refused("amount", text, "标的金额没有填写", _REMEDIES["amount"])
    try:
        return read_sum(text, unit)
    except ValueError as error:
        raise _Refused("amount", text, str(error), _REMEDIES["amount"]) from error


def _sum(meaning: str, cells: Mapping[str, str], heads: Heads) -> int | None:
    text = cells.get(meaning, "")
    if blank(text):
        return None
    try:
        return read_sum(text, heads.units.get(meaning, ""))
    except ValueError as error:
        raise _Refused(meaning, text, str(error), "请填写以元为单位的金额，或清空") from error


def _day(meaning: str, cells: Mapping[str, str]) -> date | None:
    text = cells.get(meaning, "")
    if blank(text):
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise _Refused(meaning, text, str(error), _REMEDIES["day"]) from error


def _differences(one: LedgerRow, other: LedgerRow) -> tuple[str, ...]:
    plain = ("cause", "amount", "filed_on", "handler", "applicants", "respondents")
    found = [name for name in plain if getattr(one, name) != getattr(other, name)]
    for both in ("days", "sums", "more"):
        mine, others = getattr(one, both), getattr(other, both)
        found += [name for name in sorted({*mine, *others}) if mine.get(name) != others.get(name)]
    return tuple(found)
