"""The bulletin as xlsx: the same numbers as figures to add up, with charts drawn from the cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from duixian.writing.bulletin import COLUMNS, Bulletin, Line, paragraphs
from duixian.writing.chart import SHADES, Bars, court_bars, week_bars
from duixian.writing.ratio import NONE, Ratio

_FORMATS = ("", "#,##0", "#,##0", "#,##0", "0.00%", "#,##0.00", "0.00%", "0.0", "#,##0", "#,##0", "#,##0")
_HEAD_ROW = 3


def xlsx_bytes(bulletin: Bulletin) -> bytes:
    """A sheet of the courts with two charts, one of the weeks, one of the indicators, one of the prose."""
    out = io.BytesIO()
    # Text stays text: no cell of this file can start a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": bulletin.title, "author": bulletin.organiser})
        sheet = book.add_worksheet("各院情况")
        _courts(book, sheet, bulletin)
        _chart(book, sheet, _weeks(book, bulletin), week_bars(bulletin), f"A{len(bulletin.courts) + 24}")
        _rates(book, bulletin)
        _prose(book, bulletin)
    return out.getvalue()


def values(line: Line) -> tuple[str | int | Decimal, ...]:
    """The figures behind the printed cells; "—" where there is nothing to divide by."""
    return (
        line.name,
        line.cases,
        line.in_hand,
        line.performed,
        _rate(line.first_performed, line.first_closed, 4),
        Decimal(line.recovered).scaleb(-6),
        _rate(line.recovered, line.claimed, 4),
        _rate(line.closing_days, line.closed, 1),
        line.summoned,
        line.detained,
        line.fined,
    )


def _rate(top: int, bottom: int, places: int) -> str | Decimal:
    printed = Ratio(top, bottom)
    if printed.value is None:
        return NONE
    if places == 1:
        return Decimal(printed.number)
    return Decimal(printed.percent.removesuffix("%")).scaleb(-2)


def _courts(book: Workbook, sheet: Worksheet, bulletin: Bulletin) -> None:
    _top(book, sheet, bulletin)
    _head(book, sheet, _HEAD_ROW, COLUMNS)
    lines = (*bulletin.courts, bulletin.total)
    for n, line in enumerate(lines, start=_HEAD_ROW + 1):
        for column, value in enumerate(values(line)):
            bold = line is bulletin.total
            style = book.add_format({"num_format": _FORMATS[column], "border": 1, "bold": bold})
            _write(sheet, n, column, value, style)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, len(COLUMNS) - 1, 13)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    count = len(bulletin.courts)
    cells = (sheet.get_name(), _HEAD_ROW + 1, _HEAD_ROW + count)
    _chart(book, sheet, (cells, [(3, COLUMNS[3])]), court_bars(bulletin), f"A{_HEAD_ROW + count + 4}")


def _weeks(book: Workbook, bulletin: Bulletin) -> tuple[tuple[str, int, int], list[tuple[int, str]]]:
    sheet = book.add_worksheet("每周")
    bars = week_bars(bulletin)
    names = list(bars.series)
    _head(book, sheet, 0, ["周一", *(f"{name}执行完毕（件）" for name in names)])
    for row, week in enumerate(bulletin.weeks, start=1):
        sheet.write_string(row, 0, week.monday.isoformat())
        for column, name in enumerate(names, start=1):
            sheet.write_number(row, column, week.performed.get(name, 0))
    sheet.set_column(0, len(names), 18)
    return (sheet.get_name(), 1, len(bulletin.weeks)), list(enumerate(names, start=1))


def _chart(
    book: Workbook,
    sheet: Worksheet,
    drawn: tuple[tuple[str, int, int], list[tuple[int, str]]],
    bars: Bars,
    at: str,
) -> None:
    (source, first, last), columns = drawn
    chart: Any = book.add_chart(
        {"type": "bar" if bars.across else "column", **({} if bars.across else {"subtype": "stacked"})}
    )
    for n, (column, name) in enumerate(columns):
        chart.add_series(
            {
                "name": name,
                "categories": [source, first, 0, last, 0],
                "values": [source, first, column, last, column],
                "fill": {"color": f"#{SHADES[n % len(SHADES)]}"},
            }
        )
    chart.set_title({"name": bars.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True} if len(columns) == 1 else {"position": "bottom"})
    chart.set_y_axis({"reverse": bars.across, "major_gridlines": {"visible": not bars.across}})
    chart.set_size({"width": 760, "height": 380})
    sheet.insert_chart(at, chart)


def _rates(book: Workbook, bulletin: Bulletin) -> None:
    sheet = book.add_worksheet("指标")
    _head(book, sheet, 0, ("指标", "全市", "分子", "分母", "参考区间", "区间内外"))
    for row, rate in enumerate(bulletin.rates, start=1):
        mark = {True: "区间内", False: "区间外", None: NONE}[rate.inside]
        texts = (rate.name, rate.figure, rate.numerator, rate.denominator, rate.interval or "未设", mark)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
    sheet.set_column(0, 5, 30)


def _prose(book: Workbook, bulletin: Bulletin) -> None:
    sheet = book.add_worksheet("文字")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    told = [f"{story.case_no} {story.text}" for story in bulletin.stories]
    for row, text in enumerate((*paragraphs(bulletin), *told)):
        sheet.write_string(row, 0, text, wrap)
    sheet.set_column(0, 0, 110)


def _top(book: Workbook, sheet: Worksheet, bulletin: Bulletin) -> None:
    sheet.write_string(0, 0, bulletin.title, book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(
        1, 0, f"{bulletin.organiser}　{bulletin.issue}　{bulletin.period}　各单位按固定次序列示，不作排名"
    )


def _head(book: Workbook, sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    style = book.add_format(
        {
            "bold": True,
            "border": 1,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#EEF2F6",
        }
    )
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, style)


def _write(sheet: Worksheet, row: int, column: int, value: str | int | Decimal, style: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)
