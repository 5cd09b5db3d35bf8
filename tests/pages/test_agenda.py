"""The work desk in a browser: what climbed first, an answer given, filters taken away, everything by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.court.agenda.given import DAY, expected, filed, held, lead, report

from duixian.court.agenda import actions
from duixian.court.cases.actions import stop_clock
from duixian.court.people.models import Installation, Role, Staff

D = timedelta(days=1)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    handler = staff(Role.HANDLER)
    case = filed(handler)
    lead(case, DAY - 9 * D)
    report(case, DAY)
    expected(case, DAY + 2 * D)
    held(handler, case, DAY + 40 * D)
    other = filed(handler)
    stop_clock(handler, other, "stay", start=DAY, text="（2026）示裁1号", today=DAY)
    return handler


def test_an_alarm_is_answered_and_stays_until_its_proof(
    page_of: Callable[..., Page], handler: Staff, screenshot: Callable[[Page, str], None]
) -> None:
    actions.store_digests(DAY)
    page = page_of(Role.PRESIDENT)
    page.goto("/")
    climbed = page.locator(".band-climbed [data-row]")
    expect(climbed).to_contain_text("升级到院长")
    climbed.get_by_role("link", name="答复").click()
    page.get_by_label("正在做什么").fill("已责成承办人七月二日前核实")
    page.get_by_role("button", name="答复").click()
    expect(page.locator(".band-climbed")).to_have_count(0)
    expect(page.locator(".band-overdue [data-row]")).to_contain_text("已答复至")
    mine = page_of(handler)
    mine.goto("/")
    expect(mine.locator(".band-overdue [data-row]")).to_contain_text("财产线索")
    expect(mine.locator(".band-early [data-row]")).to_contain_text("冻结 活期存款账户")
    expect(mine.get_by_text("1 件的执行期限停止计算")).to_be_visible()
    screenshot(mine, "desk")
    mine.locator(".band-today").get_by_role("link", name="登记报告").click()
    expect(mine.locator("#main")).to_contain_text("财产报告")


def test_the_list_is_filtered_by_chips_and_opened_by_keys(
    page_of: Callable[..., Page], handler: Staff, screenshot: Callable[[Page, str], None]
) -> None:
    page = page_of(handler)
    page.goto("/agenda/")
    expect(page.locator("[data-row]")).to_have_count(5)
    page.get_by_label("按事项筛选").select_option(label="待收款项")
    expect(page.locator("[data-row]")).to_have_count(1)
    assert "kind=expected" in page.url
    screenshot(page, "agenda")
    page.get_by_title("去掉这个条件").click()
    expect(page.locator("[data-row]")).to_have_count(5)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("（2026）内0622执")


def test_the_desk_fits_a_narrow_screen(page_of: Callable[..., Page], handler: Staff) -> None:
    page = page_of(handler, size={"width": 1366, "height": 768})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
