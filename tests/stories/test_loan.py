"""A loan of 2008: every account, the car and the policy are under control, and it is paid in full."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.stories.walked import counted, days_of, expect_owed, expect_part, open_case, told

pytestmark = pytest.mark.browser

CASE_NO, HANDLER = "（2026）内0627执57号", "0627-01"


@pytest.fixture
def page(page_of: Callable[[str], Page]) -> Page:
    page = page_of(HANDLER)
    open_case(page, CASE_NO)
    return page


def test_it_is_paid_in_full(page: Page) -> None:
    expect_owed(page, "0.00")
    expect_part(page, "已到位", "140,000.00")


def test_the_surcharge_that_was_waived_had_grown_day_by_day(page: Page) -> None:
    # 80,000.00 × 0.000175 = 14.00 a day, 511 days from 2025-01-01 to 2026-05-26: 7,154.00.
    expect_owed(page, "147,154.00", on="2026-05-26")
    expect_part(page, "加倍部分", "7,154.00")
    expect(page.locator("#payments")).to_contain_text("付清本息即放弃加倍部分债务利息")


def test_accounts_car_and_policy_are_under_control_before_he_comes(page: Page) -> None:
    timeline = told(page)
    assert days_of(timeline, "冻结", "查封", "执行和解", "到位") == [
        ("2026-01-30", "冻结"),
        ("2026-01-30", "冻结"),
        ("2026-02-04", "查封"),
        ("2026-04-14", "冻结"),
        ("2026-05-27", "执行和解"),
        ("2026-05-27", "到位"),
    ]
    for thing in ("银行账户", "微信账户", "小型汽车", "保单现金价值"):
        assert any(thing in entry for entry in timeline)


def test_a_person_put_it_into_the_campaign_and_said_why(page: Page) -> None:
    # 140,000.00 is more than the limit of a small claim; the principal alone is not.
    expect(page.locator("#timeline")).to_contain_text("借款本金80,000.00元，未超过十万元")


def test_the_campaign_counts_it(page: Page) -> None:
    expect(counted(page, "recovered", CASE_NO)).to_contain_text("140,000.00")
