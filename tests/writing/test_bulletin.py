"""The paper from plain data: prose, terminal, contract, docx and xlsx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest

from duixian.writing import bulletin as paper
from duixian.writing.bulletin import Bulletin, Line, Rate, Story, Week
from duixian.writing.bulletin_docx import docx_bytes
from duixian.writing.bulletin_xlsx import xlsx_bytes
from duixian.writing.chart import Bars, court_bars, option, week_bars
from duixian.writing.ratio import Ratio

YUAN = 100


def line(name: str, **given: Any) -> Line:
    counts = dict.fromkeys(Line.__dataclass_fields__, 0) | {"name": name} | given
    return Line(**counts)


@pytest.fixture
def issue() -> Bulletin:
    first = line(
        "甲县法院", cases=30, in_hand=18, closed=12, performed=8, first_performed=8, first_closed=12,
        claimed=1_000_000 * YUAN, recovered=505_900 * YUAN, closing_days=1_234, summoned=9,
        persons_summoned=7,
    )  # fmt: skip
    second = line("=乙县法院", cases=2, in_hand=2, detained=1, persons_detained=1, fined=1, persons_fined=1)
    total = line(
        "全市", cases=32, in_hand=20, closed=12, performed=8, first_performed=8, first_closed=12,
        claimed=1_000_000 * YUAN, recovered=505_900 * YUAN, closing_days=1_234, summoned=9,
        persons_summoned=7, detained=1, persons_detained=1, fined=1, persons_fined=1,
        fined_amount=10_000 * YUAN,
    )  # fmt: skip
    return Bulletin(
        title="关于“测试行动”开展情况的通报",
        number=3,
        organiser="测试中级人民法院",
        starts_on=date(2026, 3, 31),
        as_of=date(2026, 6, 30),
        total=total,
        courts=(first, second),
        categories=(line("劳动报酬", cases=32, performed=8, recovered=505_900 * YUAN),),
        weeks=(Week(date(2026, 3, 30), {"劳动报酬": 3}, {}), Week(date(2026, 4, 6), {"劳动报酬": 5}, {})),
        rates=(Rate("执行完毕率", "执行完毕案件数", "结案数", "66.67%", "", None),),
        stories=(Story("（2026）测执1号", "甲县法院", "到位35.00万元。"),),
    )


def test_the_prose_carries_the_figures_of_the_total(issue: Bulletin) -> None:
    told = "".join(paper.paragraphs(issue))
    assert "2026年3月31日至6月30日" in told
    assert "纳入涉民生、小标的案件32件" in told
    assert "到位率50.59%" in told  # 505,900 / 1,000,000
    assert "首次执行案件结案12件、执行完毕8件，执行完毕率66.67%" in told  # 8 / 12
    assert "拘传9人次（7人）" in told
    assert "罚款金额10,000.00元" in told


def test_the_contract_counts_person_times_and_fined_persons(issue: Bulletin) -> None:
    given = paper.contract(issue)
    assert (given["fully_performed"], given["amount_recovered"]) == (8, "505900.00")
    assert (given["summoned_by_force"], given["detained"], given["fined"]) == (9, 1, 1)
    assert [each["court"] for each in given["courts"]] == ["甲县法院", "=乙县法院"]


def test_the_terminal_shows_every_court_and_a_dash_for_no_closing(issue: Bulletin) -> None:
    rows = [row.split() for row in paper.text(issue).splitlines()]
    second = next(row for row in rows if row and row[0] == "=乙县法院")
    assert second == ["=乙县法院", "2", "2", "0", "—", "0.00", "—", "—", "0", "1", "1"]


def test_an_issue_survives_being_kept_as_data(issue: Bulletin) -> None:
    assert paper.from_data(paper.to_data(issue)) == issue


def test_the_docx_holds_title_prose_tables_and_two_charts(issue: Bulletin) -> None:
    data = docx_bytes(issue)
    document = docx.Document(io.BytesIO(data))
    told = [paragraph.text for paragraph in document.paragraphs]
    assert issue.title in told
    assert all(text in told for text in paper.paragraphs(issue))
    assert [cell.text for cell in document.tables[0].rows[3].cells] == list(paper.cells(issue.total))
    parts = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.startswith("word/charts/")]
    assert parts == ["word/charts/chart1.xml", "word/charts/chart2.xml"]


def test_the_charts_of_the_docx_carry_the_figures_of_the_table(issue: Bulletin) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(issue))) as parts:
        chart = parts.read("word/charts/chart1.xml").decode()
    assert [f"<c:v>{each.performed}</c:v>" in chart for each in issue.courts] == [True, True]


def test_no_cell_of_the_xlsx_starts_a_formula(issue: Bulletin) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(issue)))
    formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
    assert book["各院情况"]["A6"].value == "=乙县法院"


def test_the_xlsx_keeps_figures_as_numbers_and_two_charts(issue: Bulletin) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(issue)))["各院情况"]
    assert [cell.value for cell in sheet[5]][:7] == ["甲县法院", 30, 18, 8, 0.6667, 50.59, 0.5059]
    assert sheet["E6"].value == "—"
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(issue))) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/charts/chart")]) == 2


def test_a_draft_is_called_a_draft(issue: Bulletin) -> None:
    assert replace(issue, number=0).issue == "未出具"


def test_the_page_draws_what_the_paper_draws(issue: Bulletin) -> None:
    drawn = option(week_bars(issue))
    assert drawn["series"][0]["data"] == [3, 5]
    assert drawn["xAxis"]["data"] == ["3-30", "4-6"]
    lying = option(court_bars(issue))
    assert lying["yAxis"]["data"] == ["甲县法院", "=乙县法院"]


def test_markup_in_a_name_does_not_break_the_chart() -> None:
    from duixian.writing.docx_chart import chart_xml

    assert "&lt;b&gt;" in chart_xml(Bars("图", ["<b>"], {"件": [1]}))


@pytest.mark.parametrize(
    ("ratio", "percent", "number"),
    [
        (Ratio(1, 3), "33.33%", "0.3"),
        (Ratio(1, 8), "12.50%", "0.1"),
        (Ratio(0, 5), "0.00%", "0.0"),
        (Ratio(5, 0), "—", "—"),
        (Ratio(1, 20_000), "0.01%", "0.0"),  # 0.005% is rounded half up
    ],
)
def test_a_ratio_prints_half_up_and_a_dash_for_nothing(ratio: Ratio, percent: str, number: str) -> None:
    assert (ratio.percent, ratio.number) == (percent, number)


def test_a_sum_of_ratios_is_sum_over_sum() -> None:
    assert Ratio(1, 1) + Ratio(0, 3) == Ratio(1, 4)
