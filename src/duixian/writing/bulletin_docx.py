"""The bulletin as docx, laid out like an office's paper: red head, title, prose, table, two charts."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from duixian.writing.bulletin import COLUMNS, Bulletin, Line, Rate, cells, chinese_day, paragraphs
from duixian.writing.chart import court_bars, week_bars
from duixian.writing.docx_chart import add_chart

_BODY, _TITLE, _HEADING = "仿宋", "宋体", "黑体"
_RED = RGBColor(0xC0, 0x00, 0x00)
_WIDTHS = (2.5, 1.25, 1.25, 1.35, 1.6, 1.9, 1.5, 1.3, 1.1, 1.1, 1.1)
_RATE_HEAD = ("指标", "全市", "分子 ÷ 分母", "参考区间")
_RATE_WIDTHS = (3.6, 1.8, 7.4, 3.2)


def docx_bytes(bulletin: Bulletin) -> bytes:
    """The whole paper."""
    document = docx.Document()
    _page(document, bulletin)
    _red_head(document, bulletin)
    _line(document, bulletin.title, _TITLE, 22, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=14)
    for text in paragraphs(bulletin):
        _body(document, text)
    _heading(document, f"附表1　各院情况（{bulletin.period}）")
    _courts(document, bulletin)
    _heading(document, "附表2　主要指标")
    _rates(document, bulletin.rates)
    _heading(document, "附图")
    for bars, height in ((court_bars(bulletin), 8.0), (week_bars(bulletin), 7.5)):
        add_chart(document, _centred(document), bars, 15.4, height)
    if bulletin.stories:
        _heading(document, "典型案例")
        for story in bulletin.stories:
            _body(document, f"{story.case_no}　{story.text}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, bulletin: Bulletin) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.0), Cm(2.6)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    document.core_properties.title = bulletin.title
    document.core_properties.author = bulletin.organiser
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)


def _page_number(footer: Paragraph) -> None:
    _font(footer.add_run("— "), _TITLE, 12)
    run = footer.add_run()
    _font(run, _TITLE, 12)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
    _font(footer.add_run(" —"), _TITLE, 12)


def _red_head(document: Document, bulletin: Bulletin) -> None:
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, bulletin.organiser, _TITLE, 26, bold=True, align=centre, colour=_RED, after=4)
    _line(document, "专项执行行动通报", _TITLE, 20, bold=True, align=centre, colour=_RED, after=8)
    issue = _line(
        document, f"{bulletin.issue}　　数据截至{chinese_day(bulletin.as_of)}", _BODY, 14, align=centre
    )
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "C00000")):
        bottom.set(qn(f"w:{key}"), value)
    border.append(bottom)
    # Word wants the parts of a paragraph's properties in the order of its schema.
    issue._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")
    issue.paragraph_format.space_after = Pt(24)


def _line(
    document: Document,
    text: str,
    font: str,
    size: float,
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    colour: RGBColor | None = None,
    after: float = 0,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    _font(paragraph.add_run(text), font, size, bold, colour)
    return paragraph


def _font(run: Run, font: str, size: float, bold: bool = False, colour: RGBColor | None = None) -> None:
    run.font.size, run.font.bold = Pt(size), bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _body(document: Document, text: str) -> None:
    paragraph = _line(document, text, _BODY, 16, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(28)


def _heading(document: Document, text: str) -> None:
    paragraph = _line(document, text, _HEADING, 14, after=6)
    paragraph.paragraph_format.space_before = Pt(14)
    paragraph.paragraph_format.keep_with_next = True


def _centred(document: Document) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _courts(document: Document, bulletin: Bulletin) -> None:
    lines: tuple[Line, ...] = (*bulletin.courts, bulletin.total)
    table = _table(document, COLUMNS, _WIDTHS, len(lines))
    for row, line in zip(table.rows[1:], lines, strict=True):
        for n, (cell, text) in enumerate(zip(row.cells, cells(line), strict=True)):
            _cell(cell, text, right=n > 0, bold=line is bulletin.total)


def _rates(document: Document, rates: tuple[Rate, ...]) -> None:
    table = _table(document, _RATE_HEAD, _RATE_WIDTHS, len(rates))
    for row, rate in zip(table.rows[1:], rates, strict=True):
        mark = {True: "（区间内）", False: "（区间外）", None: ""}[rate.inside]
        texts = (
            rate.name,
            rate.figure,
            f"{rate.numerator} ÷ {rate.denominator}",
            (rate.interval or "未设") + mark,
        )
        for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _cell(cell, text, right=n == 1)


def _table(document: Document, head: tuple[str, ...], widths: tuple[float, ...], rows: int) -> Table:
    table: Table = document.add_table(rows=rows + 1, cols=len(head))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _cell(cell, text, bold=True, centre=True)
    return table


def _cell(cell: _Cell, text: str, *, right: bool = False, bold: bool = False, centre: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "50")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    cell._tc.get_or_add_tcPr().append(margins)
    _font(paragraph.add_run(text), _TITLE, 9, bold)
