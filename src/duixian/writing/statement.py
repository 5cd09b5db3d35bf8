"""债务计算书: a statement of debt as the contract's object, as text for a terminal, and as docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from duixian import __version__
from duixian.law.debt import ACCRUED, Line, Statement
from duixian.law.money import capital, contract_yuan, display
from duixian.law.rates import RateTables, tables_sha256
from duixian.law.title import Claim, Options
from duixian.writing.claim import claim_sha256

_RATE = re.compile(r"([\d.]+)/(day|month|year)(?:\((\d+)\))?")
_PER = {"day": "日", "month": "月", "year": "年"}
_LINE_HEAD = ("项目", "判项", "起", "止", "天数", "基数（元）", "利率", "金额（元）", "依据")
_APPLIED_HEAD = ("第几笔", "到位日", "抵充", "判项", "金额（元）")
KINDS = {"fees": "费用", "interest": "一般债务利息", "principal": "本金", "surcharge": "加倍部分债务利息"}


def statement_object(said: Statement, claim: Claim, tables: RateTables) -> dict[str, Any]:
    """The contract's output of `duixian debt`, with the proof that lets anyone repeat it."""
    return {
        "as_of": said.as_of.isoformat(),
        "total": contract_yuan(said.total),
        "fees": contract_yuan(said.fees),
        "interest": contract_yuan(said.interest),
        "principal": contract_yuan(said.principal),
        "surcharge": contract_yuan(said.surcharge),
        "paid": contract_yuan(said.paid),
        "overpaid": contract_yuan(said.overpaid),
        "lines": [_line(line) for line in said.lines],
        "allocations": [
            {
                "payment": each.payment,
                "to": each.to,
                "obligation": each.obligation,
                "amount": contract_yuan(each.amount),
            }
            for each in said.allocations
        ],
        "effective_on": said.effective_on.isoformat() if said.effective_on else None,
        "warnings": list(said.warnings),
        "proof": proof(claim, tables),
    }


def proof(claim: Claim, tables: RateTables) -> dict[str, str]:
    """What program, tables and input a statement came from."""
    return {
        "program": __version__,
        "tables_sha256": tables_sha256(tables),
        "input_sha256": claim_sha256(claim),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "obligation": line.obligation,
        "from": line.start.isoformat(),
        "to": line.end.isoformat(),
        "days": line.days,
        "base": contract_yuan(line.base),
        "rate": line.rate,
        "amount": contract_yuan(line.amount),
        "cite": line.cite,
    }


def rate_words(rate: str) -> str:
    """The contract's rate as people say it: "0.000175/day" → 日万分之1.75, "0.24/year" → 年24%."""
    if rate == ACCRUED:
        return "已结算"
    match = _RATE.fullmatch(rate)
    if not match:
        return rate
    value, per, basis = Decimal(match[1]), match[2], match[3]
    share = f"万分之{_plain(value * 10_000)}" if per == "day" else f"{_plain(value * 100)}%"
    return f"{_PER[per]}{share}{f'（一年{basis}日）' if basis else ''}"


def choices(options: Options) -> list[tuple[str, str]]:
    """Each point on which practice is split, and what this statement does."""
    once, next_day = options.rounding == "once", options.surcharge_start == "next_day"
    return [
        ("截至日当日", "计息" if options.count_as_of else "不计息"),
        ("取整", "合计后四舍五入一次" if once else "逐段四舍五入到分"),
        ("加倍部分起算日", "履行期届满次日" if next_day else "履行期届满当日"),
        ("诉讼费用", _in_base(options.court_fee_in_base)),
        ("执行依据已结算的利息", _in_base(options.accrued_interest_in_base)),
        ("最后一次报价之后", "延用最后报价" if options.extend_last_quote else "不推算"),
    ]


def statement_text(said: Statement, claim: Claim) -> str:
    """The statement for a terminal."""
    return "\n".join(_text_lines(said, claim))


def _text_lines(said: Statement, claim: Claim) -> Iterator[str]:
    yield f"截至 {said.as_of}，应付 {display(said.total)} 元（{capital(said.total)}）"
    for kind, name in KINDS.items():
        yield f"  {display(getattr(said, kind)):>20}  {name}"
    yield f"  已付 {display(said.paid)} 元" + (f"，多付 {display(said.overpaid)} 元" if said.overpaid else "")
    if said.lines:
        yield "逐段计算"
        yield from _columns([_LINE_HEAD, *map(_row, said.lines)], right={4, 5, 7})
    if said.allocations:
        yield "到位款的抵充"
        yield from _columns([_APPLIED_HEAD, *_applied(said, claim)], right={4})
    yield "计算口径：" + "；".join(f"{point}{choice}" for point, choice in choices(claim.options))
    for warning in said.warnings:
        yield f"注意：{warning}"


def _columns(rows: Sequence[tuple[str, ...]], *, right: set[int]) -> Iterator[str]:
    """Rows as aligned columns; a Chinese character is two cells wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            " " * (wide - _width(text)) + text if place in right else text + " " * (wide - _width(text))
            for place, (text, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "FWA" else 1 for letter in text)


def statement_docx(
    said: Statement, claim: Claim, tables: RateTables, *, case_no: str = "", parties: str = ""
) -> bytes:
    """The statement as a document that can be read out in court and filed."""
    from docx import Document

    document = Document()
    _prepare(document)
    document.add_heading("债务计算书", level=1).alignment = 1
    for text in (case_no, parties):
        if text:
            document.add_paragraph(text)
    document.add_paragraph(
        f"截至{_day(said.as_of)}，应付{display(said.total)}元（人民币{capital(said.total)}）。"
    )
    sums = [*((name, display(getattr(said, kind))) for kind, name in KINDS.items())]
    sums += [("合计", display(said.total)), ("已付", display(said.paid))]
    sums += [("多付", display(said.overpaid))] if said.overpaid else []
    _table(document, "", ("项目", "尚欠（元）"), sums, right={1})
    _ordered(document, said, claim)
    _table(document, "逐段计算", _LINE_HEAD, [_row(line) for line in said.lines], right={4, 5, 7})
    _happened(document, said, claim)
    _table(document, "计算口径", ("事项", "本计算书"), choices(claim.options), right=set())
    _closing(document, said, claim, tables)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _row(line: Line) -> tuple[str, ...]:
    return (
        KINDS[line.kind],
        line.obligation,
        line.start.isoformat(),
        line.end.isoformat(),
        str(line.days),
        display(line.base),
        rate_words(line.rate),
        display(line.amount),
        line.cite,
    )


def _applied(said: Statement, claim: Claim) -> list[tuple[str, ...]]:
    return [
        (
            str(each.payment),
            claim.payments[each.payment - 1].on.isoformat(),
            KINDS[each.to],
            each.obligation or "",
            display(each.amount),
        )
        for each in said.allocations
    ]


def _ordered(document: Any, said: Statement, claim: Claim) -> None:
    """What the title orders, and the day on which it took effect."""
    rows = [
        (each.id, each.subject, display(each.amount) if each.amount is not None else "定期给付")
        for each in claim.obligations
    ]
    rows += [("", fee.subject, display(fee.amount)) for fee in claim.fees]
    _table(document, "执行依据确定的金额", ("判项", "内容", "金额（元）"), rows, right={2})
    if said.effective_on:
        document.add_paragraph(f"执行依据{_day(said.effective_on)}生效。")


def _happened(document: Any, said: Statement, claim: Claim) -> None:
    """Payments, waivers, and the days that bear no surcharge."""
    _table(document, "到位款的抵充", _APPLIED_HEAD, _applied(said, claim), right={4})
    waived = [(each.on.isoformat(), KINDS[each.of], display(each.amount)) for each in claim.waivers]
    _table(document, "放弃、减免", ("日期", "项目", "金额（元）"), waived, right={2})
    spans = [(each.start.isoformat(), each.end.isoformat(), each.reason) for each in claim.excluded]
    _table(document, "不计加倍部分的期间", ("起", "止", "事由"), spans, right=set())


def _closing(document: Any, said: Statement, claim: Claim, tables: RateTables) -> None:
    if said.warnings:
        document.add_heading("说明", level=2)
        for warning in said.warnings:
            document.add_paragraph(warning, style="List Bullet")
    document.add_paragraph("计算人：　　　　　　　　复核人：　　　　　　　　日期：")
    mark = proof(claim, tables)
    document.add_paragraph(
        f"核对码：程序{mark['program']}；利率表{mark['tables_sha256']}；输入{mark['input_sha256']}"
    )


def _prepare(document: Any) -> None:
    """A4 with a Chinese face for every style."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "宋体"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.styles["Normal"].font.size = Pt(10.5)


def _table(
    document: Any, heading: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, right: set[int]
) -> None:
    """A table under its heading, whose head repeats on every page; nothing where there are no rows."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    if not rows:
        return
    if heading:
        document.add_heading(heading, level=2)
    table = document.add_table(rows=1 + len(rows), cols=len(head))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    cells = iter(table._cells)
    for number, row in enumerate([head, *rows]):
        for column, text in enumerate(row):
            paragraph = next(cells).paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            run.bold = number == 0
            if number and column in right:
                paragraph.alignment = 2
    document.add_paragraph()


def _in_base(yes: bool) -> str:
    return "计入加倍部分的基数" if yes else "不计入加倍部分的基数"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
