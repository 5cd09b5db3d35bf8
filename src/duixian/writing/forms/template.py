"""The docx template of a form: an official page, the text with its places kept."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from duixian.writing.forms.form import Form

_BODY, _TITLE = "仿宋", "方正小标宋简体"
_INSTEAD = {_BODY: "仿宋_GB2312", _TITLE: "宋体"}
"""What Word takes where a machine lacks the font."""

_RIGHT = "> "
_CENTRE = "# "
_PAGE = "---"

# Of those who sign, a case knows its own officers by name and not the president.
_BY_HAND = "院长"
_BLANK = "________________"


def default_template(form: Form) -> bytes:
    """The program's own template of a form, to be filled in or changed by a court in Word."""
    document = docx.Document()
    _page(document)
    _line(document, "{{ court }}", size=22, font=_TITLE, centred=True)
    _line(document, form.name, size=22, font=_TITLE, centred=True, after=12)
    _line(document, "{{ number }}", right=True)
    before, _, after = form.body.strip().partition(f"\n{_PAGE}\n")
    for text in before.splitlines():
        _paragraph(document, text)
    _signed(document, form)
    if after:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for text in after.splitlines():
            _paragraph(document, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _signed(document: Document, form: Form) -> None:
    for signer in filter(None, form.signers.split("、")):
        _line(document, f"{signer}　{_BLANK if signer == _BY_HAND else '{{ handler }}'}", right=True)
    _line(document, "{{ court }}", right=True)
    _line(document, "{{ on|day }}", right=True)
    _line(document, "（院印）", right=True)
    if form.signers:
        _line(document, "书记员　{{ clerk }}", right=True)
    else:
        _line(document, "联系人：{{ handler }}　　联系电话：________________")


def _page(document: Document) -> None:
    """A4 with the margins of official papers."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    told = document.core_properties
    told.author, told.title, told.comments = "{{ court }}", "", ""
    _name_fonts(document)


def _name_fonts(document: Document) -> None:
    parts = document.part.package.iter_parts()
    table = next(part for part in parts if part.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{instead}"/></w:font>'
        for font, instead in _INSTEAD.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _paragraph(document: Document, text: str) -> None:
    if text.startswith(_CENTRE):
        _line(document, text.removeprefix(_CENTRE), size=22, font=_TITLE, centred=True, after=12)
    elif text.startswith(_RIGHT):
        _line(document, text.removeprefix(_RIGHT), right=True)
    else:
        _line(document, text, indent=not text.endswith("：") or "：" in text[:-1])


def _line(
    document: Document,
    text: str,
    *,
    size: int = 16,
    font: str = _BODY,
    centred: bool = False,
    right: bool = False,
    indent: bool = False,
    after: int = 0,
) -> None:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_after = Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28 if size < 20 else 34)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif indent:
        layout.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
