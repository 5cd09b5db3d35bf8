"""A native chart in a docx: Word draws it, and the numbers stay numbers that can be read out of the file."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from duixian.writing.chart import SHADES, Bars

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)

_FIGURES = (
    '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)


def add_chart(document: Document, paragraph: Paragraph, bars: Bars, width: float, height: float) -> None:
    """Put the chart into the paragraph; width and height in cm."""
    number = sum("/charts/" in str(part.partname) for part in document.part.package.iter_parts()) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, _TYPE, chart_xml(bars).encode(), document.part.package)
    relation = document.part.relate_to(part, _RELATION)
    paragraph.add_run()._r.append(parse_xml(_inline(bars.title, relation, number, Cm(width), Cm(height))))


def chart_xml(bars: Bars) -> str:
    """The chart part."""
    drawn = "".join(_series(n, name, bars, values) for n, (name, values) in enumerate(bars.series.items()))
    stacked = len(bars.series) > 1
    overlap = '<c:overlap val="100"/>' if stacked else ""
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if stacked else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
        '<c:roundedCorners val="0"/><c:chart>'
        f'{_title(bars.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="{"bar" if bars.across else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{drawn}'
        f'<c:gapWidth val="60"/>{overlap}'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{_axes(bars.across)}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        "</c:txPr>"
        "</c:chartSpace>"
    )


def _title(text: str) -> str:
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1100" b="1"/><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _series(number: int, name: str, bars: Bars, values: Sequence[int]) -> str:
    shade = SHADES[number % len(SHADES)]
    figures = _FIGURES if len(bars.series) == 1 else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>_</c:f>{_cache('str', [name])}</c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{shade}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{figures}'
        f"<c:cat><c:strRef><c:f>_</c:f>{_cache('str', bars.labels)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>_</c:f>{_cache('num', values)}</c:numRef></c:val></c:ser>"
    )


def _cache(kind: str, values: Sequence[object]) -> str:
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(str(value))}</c:v></c:pt>' for n, value in enumerate(values)
    )
    return f'<c:{kind}Cache><c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'


def _axes(across: bool) -> str:
    # Lying bars are drawn from the bottom up; turned round, the first court stands first.
    order = "maxMin" if across else "minMax"
    names, figures = ("l", "b") if across else ("b", "l")
    crosses = "max" if across else "autoZero"
    line = '<a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'
    grid = f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{names}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{figures}"/>{grid}<c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _inline(title: str, relation: str, number: int, width: int, height: int) -> str:
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'{_SPACES}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{100 + number}" name="chart{number}" descr="{escape(title)}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
