"""A ledger through the page: 选文件, 核对, 完成, and what was refused comes back to be mended."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.pages import walked as given

from duixian.court.cases.models import Case, LedgerImport
from duixian.court.people.actions import ensure_tree
from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real-ledger.xlsx"
HEADS = ["序号", "案号", "立案案由", "应执行标的金额", "立案日期", "申请执行人", "被执行人", "承办人"]
GOOD = [
    1,
    "(2026)内0622执201号",
    "追索劳动报酬纠纷",
    "3.5万元",
    "2026/1/5",
    "甲某201",
    "虚构乙某201",
    "测试丙",
]
BAD = [2, "（2026）内0622执202号", "民间借贷纠纷", "约五万", "2026-01-06", "甲某202", "虚构乙某202", "测试丙"]
TAGS = [3, "（2026）内0622执203号", "买卖合同纠纷", 8000, "2026-01-07", "<b>甲某</b>", '"乙某"公司', "测试丙"]
AGAIN = [
    4,
    "（2026）内0622执201号",
    "追索劳动报酬纠纷",
    "35000",
    "2026-01-05",
    "甲某201",
    "虚构乙某201",
    "测试丙",
]


@pytest.fixture
def clerk(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    return staff(Role.CLERK)


def ledger(folder: Path, *rows: list[object], heads: list[str] = HEADS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["在办案件台账"])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    file = folder / "台账.xlsx"
    book.save(file)
    return file


def choose(page: Page, file: Path) -> None:
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)


def confirm(page: Page) -> None:
    page.get_by_role("button", name="确认入库").click()
    expect(page.get_by_role("status")).to_contain_text("已完成")


def tally(page: Page, words: str) -> str:
    return page.locator(".tally", has_text=words).locator("b").inner_text()


def test_a_ledger_is_checked_in_place_and_only_then_comes_in(
    page_of: Callable[..., Page], clerk: Staff, tmp_path: Path
) -> None:
    page = page_of(clerk)
    choose(page, ledger(tmp_path, GOOD, BAD, TAGS, AGAIN))
    assert Case.objects.count() == 0
    assert [tally(page, words) for words in ("全部", "新增", "未收", "重复")] == ["4", "2", "1", "1"]

    wrong = page.locator("[aria-invalid=true]")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("约五万")
    expect(page.locator("tr", has_text="执202号").locator("[aria-invalid=true]")).to_be_visible()
    expect(page.locator("tr", has_text="<b>甲某</b>")).to_be_visible()

    confirm(page)
    assert {case.case_no for case in Case.objects.all()} == {
        "（2026）内0622执201号",
        "（2026）内0622执203号",
    }
    page.goto("/cases/?q=虚构乙某201")
    expect(page.locator("[data-row]")).to_contain_text("35,000.00")


def test_the_refused_rows_come_back_to_be_mended_and_then_come_in(
    page_of: Callable[..., Page], clerk: Staff, tmp_path: Path
) -> None:
    page = page_of(clerk)
    choose(page, ledger(tmp_path, GOOD, BAD))
    confirm(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="未收的行").click()
    assert download.value.suggested_filename == "台账-未收.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book.active
    [amount] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "约五万"]
    amount.value = 50000
    mended = tmp_path / "改好.xlsx"
    book.save(mended)
    choose(page, mended)
    confirm(page)
    assert Case.objects.get(case_no="（2026）内0622执202号").amount_claimed == 50_000_00


def test_the_same_file_again_changes_nothing_and_a_corrected_one_says_what(
    page_of: Callable[..., Page], clerk: Staff, tmp_path: Path
) -> None:
    page = page_of(clerk)
    choose(page, ledger(tmp_path, GOOD))
    confirm(page)
    choose(page, ledger(tmp_path, GOOD))
    expect(page.locator("main")).to_contain_text("没有要入库的内容")
    expect(page.get_by_role("button", name="确认入库")).to_have_count(0)

    choose(page, ledger(tmp_path, [*GOOD[:7], "测试丁"]))
    expect(page.locator(".note-of")).to_contain_text("承办人：测试丙 → 测试丁")
    confirm(page)
    assert Case.objects.get().handler_name == "测试丁"


def test_an_unknown_head_is_pointed_to_its_meaning_and_remembered(
    page_of: Callable[..., Page], clerk: Staff, tmp_path: Path
) -> None:
    heads = [*HEADS[:7], "谁在办"]
    page = page_of(clerk)
    choose(page, ledger(tmp_path, GOOD, heads=heads))
    page.get_by_label("谁在办").select_option(label="承办人")
    page.get_by_role("button", name="按此重新核对").click()
    expect(page.locator("#heads")).to_have_count(0)
    confirm(page)
    assert Case.objects.get().handler_name == "测试丙"
    choose(page, ledger(tmp_path, GOOD, heads=heads))
    expect(page.locator("#heads")).to_have_count(0)


def test_a_file_that_is_no_ledger_gets_a_sentence_and_not_a_page_of_its_own(
    page_of: Callable[..., Page], clerk: Staff, tmp_path: Path
) -> None:
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(b"\xff\xd8\xff\xe0 not a workbook")
    page = page_of(clerk)
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_role("alert")).to_contain_text("照片.xlsx")
    assert LedgerImport.objects.count() == 0


@pytest.mark.skipif(not REAL.exists(), reason="../shared 不在：真实台账不随项目分发")
def test_the_real_ledger_comes_in_with_no_row_lost(
    page_of: Callable[..., Page], staff: Callable[..., Staff]
) -> None:
    sheet = openpyxl.load_workbook(REAL, read_only=True).active
    numbers = [str(cell) for row in sheet.values for cell in row if str(cell).startswith(("（", "("))]
    top = ensure_tree({number[6:].split("执")[0] for number in numbers if "执" in number})
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    rows = len(numbers)
    page = page_of(staff(Role.SUPERVISOR, top))
    choose(page, REAL)
    assert int(tally(page, "全部")) == rows
    new = int(tally(page, "新增"))
    confirm(page)
    assert Case.objects.count() == new
    assert new + int(tally(page, "未收")) + int(tally(page, "重复")) == rows
