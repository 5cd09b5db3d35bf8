"""案款对账表: what finance and enforcement sign together every month, as xlsx and docx.

Source: 最高人民法院关于执行款物管理工作的规定（法发〔2017〕6号）; the ten columns are from courts' own rules.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.law.errors import InputError, InputErrors
from duixian.law.money import display
from duixian.writing.sheet import Book, Cell

COLUMNS = (
    "进账时间",
    "进账金额",
    "案号",
    "承办人",
    "申请执行人",
    "被执行人",
    "交款人",
    "交款原由",
    "财务对账人",
    "执行局对账人",
)
BALANCE_COLUMNS = ("法院", "期初余额", "本期收入", "本期支出", "期末余额", "银行对账单余额", "差额")
SIGNATURES = ("财务部门对账人（签字）：", "执行局对账人（签字）：")
_UNCLAIMED = "未认领"
_WIDTHS = (2.1, 2.3, 3.6, 1.8, 3.0, 3.0, 2.8, 2.9, 1.9, 1.9)
_BALANCE_WIDTHS = (6.0, 3.2, 3.2, 3.2, 3.2, 3.5, 3.0)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sum that came in, with the ten fields of the table; fen. `case_no` is "" while nobody claimed it."""

    court: str
    on: date
    amount: int
    case_no: str
    officer: str
    applicants: str
    respondents: str
    payer: str
    reason: str
    finance_by: str
    enforcement_by: str


@dataclass(frozen=True, slots=True)
class CourtMonth:
    """A court's account over the month, in fen; `bank` is the bank's own closing balance, None if unknown."""

    court: str
    opening: int
    received: int
    paid_out: int
    closing: int
    bank: int | None = None


@dataclass(frozen=True)
class Reconciliation:
    """The table of one month; `month` is any day of it, `unit` who makes the table."""

    unit: str
    month: date
    arrivals: tuple[Arrival, ...]
    courts: tuple[CourtMonth, ...]

    @property
    def title(self) -> str:
        """The table's name."""
        return f"{self.unit}{self.month.year}年{self.month.month}月执行案款对账表"


def checked(table: Reconciliation) -> Reconciliation:
    """The table, proved. Raises InputErrors for every court whose sums do not meet, and every stray row."""
    faults = [*_faults(table)]
    if faults:
        raise InputErrors(faults)
    return table


def _faults(table: Reconciliation) -> Iterator[InputError]:
    came: Counter[str] = Counter()
    for each in table.arrivals:
        came[each.court] += each.amount
        where = f"{each.on}进账{display(each.amount)}元"
        if (each.on.year, each.on.month) != (table.month.year, table.month.month):
            yield InputError(where, "不在对账的月份内", "请按进账时间归入所在月份")
        if each.amount <= 0:
            yield InputError(where, "金额应大于零", "请核对进账记录")
    names = Counter(each.court for each in table.courts)
    for court in sorted(came.keys() - names.keys()):
        yield InputError(court, "有进账而没有收支余额", "请补上该院的期初、收入、支出和期末")
    for month in table.courts:
        if names[month.court] > 1:
            yield InputError(month.court, "列了两次", "请只保留一行")
        left = month.opening + month.received - month.paid_out
        if left != month.closing:
            why = f"期初加收入减支出是{display(left)}元，期末却是{display(month.closing)}元"
            yield InputError(month.court, why, "请先核对账簿再出对账表")
        if came[month.court] != month.received:
            why = f"明细合计{display(came[month.court])}元，本期收入却是{display(month.received)}元"
            yield InputError(month.court, why, "请先核对账簿再出对账表")


def total(courts: Sequence[CourtMonth]) -> CourtMonth:
    """All courts together; the bank's balance only where every court's is known."""
    banks = [each.bank for each in courts]
    return CourtMonth(
        court="合计",
        opening=sum(each.opening for each in courts),
        received=sum(each.received for each in courts),
        paid_out=sum(each.paid_out for each in courts),
        closing=sum(each.closing for each in courts),
        bank=None if None in banks else sum(each or 0 for each in banks),
    )


def _grouped(table: Reconciliation) -> Iterator[tuple[CourtMonth, list[Arrival]]]:
    by_court: dict[str, list[Arrival]] = {}
    for each in table.arrivals:
        by_court.setdefault(each.court, []).append(each)
    for month in table.courts:
        yield month, sorted(by_court.get(month.court, ()), key=lambda each: each.on)


def _fields(arrival: Arrival) -> tuple[str | int, ...]:
    texts = (
        arrival.case_no or _UNCLAIMED,
        arrival.officer,
        arrival.applicants,
        arrival.respondents,
        arrival.payer,
        arrival.reason,
        arrival.finance_by,
        arrival.enforcement_by,
    )
    # What no document can hold would make none at all.
    return (
        arrival.on.isoformat(),
        arrival.amount,
        *("".join(filter(str.isprintable, text)) for text in texts),
    )


def _sums(month: CourtMonth) -> tuple[str | int | None, ...]:
    difference = None if month.bank is None else month.closing - month.bank
    sums = (month.opening, month.received, month.paid_out, month.closing)
    return (month.court, *sums, month.bank, difference)


def xlsx_bytes(table: Reconciliation) -> bytes:
    """The table as a workbook: every sum that came in, and the balances; no cell can start a formula.

    Raises InputErrors where the sums do not meet.
    """
    checked(table)
    book = Book()
    book.sheet("对账明细", ("法院", *COLUMNS), _listed(table), money=(2,))
    lines = (*table.courts, total(table.courts))
    rows: list[Sequence[Cell]] = [*map(_sums, lines), (), *((text,) for text in (table.title, *SIGNATURES))]
    book.sheet("收支余额", BALANCE_COLUMNS, rows, money=tuple(range(1, len(BALANCE_COLUMNS))))
    return book.bytes()


def _listed(table: Reconciliation) -> Iterator[Sequence[Cell]]:
    for month, arrivals in _grouped(table):
        yield from ((month.court, *_fields(each)) for each in arrivals)
        yield (f"{month.court}小计", f"{len(arrivals)}笔", month.received)
    yield ("合计", f"{len(table.arrivals)}笔", total(table.courts).received)
    yield ()
    yield from ((text,) for text in (table.title, *SIGNATURES))


def docx_bytes(table: Reconciliation) -> bytes:
    """The table as a document to be signed. Raises InputErrors where the sums do not meet."""
    from docx import Document

    checked(table)
    document = Document()
    _page(document, table)
    document.add_heading(table.title, level=1).alignment = 1
    for month, arrivals in _grouped(table):
        document.add_heading(month.court, level=2)
        rows = [tuple(map(_shown, _fields(each))) for each in arrivals]
        rows.append(("小计", display(month.received), f"{len(arrivals)}笔", *[""] * (len(COLUMNS) - 3)))
        _table(document, COLUMNS, _WIDTHS, rows, right={1})
    document.add_heading("收支余额（单位：元）", level=2)
    lines = [tuple(map(_shown, _sums(each))) for each in (*table.courts, total(table.courts))]
    _table(document, BALANCE_COLUMNS, _BALANCE_WIDTHS, lines, right=set(range(1, len(BALANCE_COLUMNS))))
    for text in SIGNATURES:
        document.add_paragraph(f"{text}　　　　　　　　　　日期：　　　　年　　月　　日")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _shown(value: str | int | None) -> str:
    if value is None:
        return "—"
    return display(value) if isinstance(value, int) else value


def _page(document: Any, table: Reconciliation) -> None:
    """A4 across, with a Chinese face for every style."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "宋体"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = table.title


def _table(
    document: Any,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    *,
    right: set[int],
) -> None:
    """A table whose head repeats on every page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    made = document.add_table(rows=1 + len(rows), cols=len(head))
    made.style, made.autofit = "Table Grid", False
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    cells = iter(made._cells)
    for number, row in enumerate([head, *rows]):
        for column, text in enumerate(row):
            cell = next(cells)
            cell.width = Cm(widths[column])
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(9), number == 0
            if number and column in right:
                cell.paragraphs[0].alignment = 2
    document.add_paragraph()
