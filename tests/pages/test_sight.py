"""An officer of another court meets nothing of a case: by address, search, list or export."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.pages import walked as given

from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    return staff(Role.HANDLER, "内0622")


def test_another_courts_clerk_finds_nothing_by_any_way(page_of: Callable[..., Page], officer: Staff) -> None:
    case = given.case(officer, 101)
    page = page_of(Role.CLERK, court="内0602")
    ways = ["", "statement/", "statement.docx", "acts/payment/"]
    for way in ways:
        answer = page.request.get(f"/cases/{case.pk}/{way}")
        assert answer.status == 404, way
        assert "甲某101" not in answer.text()
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator("main")).to_contain_text("不在您可以查看的范围内")

    page.goto("/cases/")
    expect(page.locator("main")).to_contain_text("还没有案件")
    for text in (case.case_no, "虚构乙某101", "0101"):
        page.goto(f"/search/?q={text}")
        expect(page.locator("main")).to_contain_text("没有找到")
    export = page.request.get("/cases/export/?court=内0622")
    assert list(openpyxl.load_workbook(io.BytesIO(export.body())).active.iter_rows(min_row=2)) == []


def test_the_export_holds_what_the_filters_leave(page_of: Callable[..., Page], officer: Staff) -> None:
    given.case(officer, 101)
    given.closed(officer, 102)
    page = page_of(officer)
    page.goto("/cases/?status=open")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 xlsx").click()
    assert download.value.suggested_filename == "案件2026-06-30.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    heads, row = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = dict(zip(heads, row, strict=True))
    assert told["案号"] == "（2026）内0622执101号"
    assert told["应付（元）"] == 10299.25
    assert told["法院"] == "准格尔旗法院"


def test_a_stranger_is_asked_to_sign_in(page_of: Callable[..., Page], officer: Staff) -> None:
    page = page_of(officer)
    page.context.clear_cookies()
    page.goto("/cases/")
    expect(page.get_by_label("登录名")).to_be_visible()
