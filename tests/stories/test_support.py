"""Support of a child, unpaid for years, taken from compensation for land and released to the mother."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.stories.walked import counted, days_of, expect_owed, expect_part, open_case, told

pytestmark = pytest.mark.browser

CASE_NO, HANDLER = "（2026）内0622执102号", "handler"


@pytest.fixture
def page(page_of: Callable[[str], Page]) -> Page:
    page = page_of(HANDLER)
    open_case(page, CASE_NO)
    return page


def test_nothing_is_owed_any_more(page: Page) -> None:
    expect_owed(page, "0.00")
    expect_part(page, "已到位", "120,000.00")  # 60 × 2,000.00


def test_before_the_deduction_sixty_months_less_what_was_paid_were_owed(page: Page) -> None:
    expect_owed(page, "111,500.00", on="2026-06-11")
    expect_part(page, "本金", "111,500.00")
    expect_part(page, "加倍部分", "0.00")
    expect_part(page, "已到位", "8,500.00")


def test_land_money_is_found_held_and_deducted_within_five_days(page: Page) -> None:
    timeline = told(page)
    assert days_of(timeline, "查明财产", "扣划", "发放", "结案") == [
        ("2026-06-08", "查明财产"),
        ("2026-06-12", "扣划"),
        ("2026-06-18", "发放"),
        ("2026-06-18", "结案"),
    ]
    assert any("征地补偿款612,400.00元" in entry for entry in timeline)
    assert any("征地补偿款60余万元" in entry and "示例镇" in entry for entry in timeline)
    assert any(entry.startswith("2026-06-10 送达") and "镇人民政府" in entry for entry in timeline)
    assert any("不主张迟延履行期间的加倍部分" in entry for entry in timeline)


def test_what_was_paid_before_filing_was_not_recovered(page: Page) -> None:
    expect(page.locator("#payments .aside")).to_contain_text("111,500.00")
    expect(page.locator("#payments").get_by_text("申请执行前自行给付")).to_have_count(5)


def test_it_is_under_supervision_and_in_the_green_channel(page: Page) -> None:
    head = page.locator(".case-head")
    expect(head).to_contain_text("重点督办")
    expect(head).to_contain_text("绿色通道")


def test_the_campaign_counts_what_was_enforced(page: Page) -> None:
    row = counted(page, "recovered", CASE_NO)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("111,500.00")
