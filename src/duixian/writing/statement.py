"""债务计算书: a statement of debt as the contract's object, as text for a terminal, and as docx."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from duixian import __version__
from duixian.law.debt import Line, Statement
from duixian.law.money import capital, contract_yuan, display
from duixian.law.rates import RateTables, tables_sha256
from duixian.law.title import Claim
from duixian.writing.claim import claim_sha256

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


def statement_text(said: Statement) -> str:
    """The statement for a terminal."""
    return "\n".join(_text_lines(said))


def _text_lines(said: Statement) -> Iterator[str]:
    yield f"截至 {said.as_of}，应付 {display(said.total)} 元（{capital(said.total)}）"
    for kind, name in KINDS.items():
        yield f"  {display(getattr(said, kind)):>20}  {name}"
    yield f"  已付 {display(said.paid)} 元" + (f"，多付 {display(said.overpaid)} 元" if said.overpaid else "")
    for line in said.lines:
        yield (
            f"  {KINDS[line.kind]} 判项{line.obligation} {line.start} 至 {line.end} {line.days}天 "
            f"基数{display(line.base)} {line.rate} {display(line.amount)}元 {line.cite}"
        )
    for warning in said.warnings:
        yield f"注意：{warning}"


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
        f"截至{said.as_of:%Y年%-m月%-d日}，应付{display(said.total)}元（人民币{capital(said.total)}）。"
    )
    _table(
        document,
        ("项目", "尚欠（元）"),
        [
            *((name, display(getattr(said, kind))) for kind, name in KINDS.items()),
            ("合计", display(said.total)),
            ("已付", display(said.paid)),
            *([("多付", display(said.overpaid))] if said.overpaid else []),
        ],
        right_from=1,
    )
    _principal(document, claim)
    if said.lines:
        document.add_heading("逐段计算", level=2)
        _table(
            document,
            ("项目", "判项", "起", "止", "天数", "基数（元）", "利率", "金额（元）", "依据"),
            [_row(line) for line in said.lines],
            right_from=4,
        )
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
        line.rate,
        display(line.amount),
        line.cite,
    )


def _principal(document: Any, claim: Claim) -> None:
    rows = [
        (each.id, each.subject, display(each.amount) if each.amount is not None else "定期给付")
        for each in claim.obligations
    ]
    rows += [("", fee.subject, display(fee.amount)) for fee in claim.fees]
    document.add_heading("执行依据确定的金额", level=2)
    _table(document, ("判项", "内容", "金额（元）"), rows, right_from=2)


def _closing(document: Any, said: Statement, claim: Claim, tables: RateTables) -> None:
    if said.allocations:
        document.add_heading("到位款的抵充", level=2)
        _table(
            document,
            ("第几笔", "到位日", "抵充", "判项", "金额（元）"),
            [
                (
                    str(each.payment),
                    claim.payments[each.payment - 1].on.isoformat(),
                    KINDS[each.to],
                    each.obligation or "",
                    display(each.amount),
                )
                for each in said.allocations
            ],
            right_from=4,
        )
    if said.warnings:
        document.add_heading("说明", level=2)
        for warning in said.warnings:
            document.add_paragraph(warning, style="List Bullet")
    mark = proof(claim, tables)
    document.add_paragraph(
        f"程序{mark['program']}，利率表{mark['tables_sha256'][:16]}，输入{mark['input_sha256'][:16]}"
    )


def _prepare(document: Any) -> None:
    """Landscape-free A4 with a Chinese face for every style."""
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


def _table(document: Any, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, right_from: int) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    for number, row in enumerate([head, *rows]):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for column, text in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            run.bold = number == 0
            if number and column >= right_from and text[:1].isdigit():
                paragraph.alignment = 2
    document.add_paragraph()
