"""From signing in to the explanation of a debt, as an officer walks it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.pages import walked as given

from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo_day(db: None) -> None:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    return staff(Role.HANDLER)


def test_from_signing_in_to_the_lines_of_a_debt(
    chromium: Browser,
    live_server: Any,
    staff: Callable[..., Staff],
    screenshot: Callable[[Page, str], None],
) -> None:
    handler = staff(Role.HANDLER)
    handler.set_password(given.PASSWORD)
    handler.save()
    given.case(handler, 101)
    given.closed(handler, 102)
    page = chromium.new_page(base_url=live_server.url, viewport=given.DESK)  # type: ignore[arg-type]
    page.goto("/")
    page.get_by_label("登录名").fill(handler.username)
    page.get_by_label("密码", exact=True).fill(given.PASSWORD)
    page.get_by_role("button", name="登录").click()

    page.get_by_role("link", name="案件", exact=True).click()
    expect(page.locator("[data-row]")).to_have_count(2)
    page.get_by_label("按状态筛选").select_option("open")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(f"{live_server.url}/cases/?status=open")
    expect(page.locator("tfoot")).to_contain_text(given.OWED)

    page.get_by_role("link", name="（2026）内0622执101号").click()
    expect(page.locator(".owed-sum")).to_have_text(given.OWED)
    page.get_by_text("逐段明细").click()
    line = page.locator("[data-line]")
    expect(line).to_contain_text(
        re.compile(r"2026-01-11 至 2026-06-30\s*171\s*10,000.00\s*日万分之1.75\s*299.25")
    )
    expect(line).to_contain_text("法释〔2014〕8号")
    screenshot(page, "case")
    page.context.close()


def test_what_if_he_pays_on_the_15th(page_of: Callable[..., Page], officer: Staff) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    page.goto(f"/cases/{case.pk}/")
    page.get_by_label("截至").fill("2026-07-15")
    expect(page.locator(".owed-sum")).to_have_text(given.OWED_ON_JULY_15)
    expect(page.locator("[data-line]")).to_contain_text("186")
    expect(page.locator(".what-if")).to_contain_text("2026-07-15")


def test_the_statement_is_a_document_too(page_of: Callable[..., Page], officer: Staff) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    page.goto(f"/cases/{case.pk}/?as_of=2026-07-15")
    with page.expect_download() as download:
        page.get_by_role("link", name="计算书 docx").click()
    assert download.value.suggested_filename == f"{case.case_no}债务计算书2026-07-15.docx"
    said = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in said.paragraphs)
    assert case.case_no in text
    assert given.OWED_ON_JULY_15 in text


def test_a_filter_is_taken_away_by_its_chip_and_brought_back_by_back(
    page_of: Callable[..., Page], officer: Staff
) -> None:
    given.case(officer, 101)
    given.closed(officer, 102)
    page = page_of(officer)
    page.goto("/cases/?status=open")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("link", name="在办").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile("status=open"))


def test_the_list_works_without_scripts(
    chromium: Browser, live_server: Any, page_of: Callable[..., Page], officer: Staff
) -> None:
    given.case(officer, 101)
    cookies = page_of(officer).context.cookies()
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/cases/")
    page.get_by_role("link", name="今日应付").click()
    expect(page).to_have_url(re.compile("sort=-owed"))
    page.get_by_role("link", name="（2026）内0622执101号").click()
    expect(page.locator(".owed-sum")).to_have_text(given.OWED)
    context.close()


def test_the_keyboard_moves_opens_searches_and_closes(page_of: Callable[..., Page], officer: Staff) -> None:
    for serial in (101, 102, 103):
        given.case(officer, serial)
    page = page_of(officer)
    page.goto("/cases/?sort=case_no")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("[data-row].current")).to_contain_text("执102号")
    page.keyboard.press("/")
    expect(page.locator("#quick")).to_be_focused()
    page.keyboard.type("虚构乙某103")
    expect(page.locator("#found a")).to_contain_text("执103号")
    page.keyboard.press("Escape")
    expect(page.locator("#found a")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("（2026）内0622执102号")


def test_a_hidden_column_stays_hidden(page_of: Callable[..., Page], officer: Staff) -> None:
    given.case(officer, 101)
    page = page_of(officer)
    page.goto("/cases/")
    page.locator("summary", has_text="列").click()
    page.get_by_label("案由").uncheck()
    page.reload()
    expect(page.locator("th[data-column=cause]")).to_be_hidden()
    expect(page.locator("th[data-column=owed]")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/cases/", "/cases/{pk}/", "/imports/"])
def test_a_phone_shows_the_page_without_sliding_sideways(
    page_of: Callable[..., Page], officer: Staff, path: str
) -> None:
    case = given.case(officer, 101)
    page = page_of(officer, size=given.PHONE)
    page.goto(path.format(pk=case.pk))
    assert page.evaluate("document.documentElement.scrollWidth") <= given.PHONE["width"]
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_paper_shows_every_line_though_the_page_was_closed(
    page_of: Callable[..., Page], officer: Staff
) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator("[data-line]")).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("[data-line]")).to_be_visible()
    expect(page.locator(".sidebar")).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
