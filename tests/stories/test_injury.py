"""A traffic victim: the debtor is found in another city, brought in, talked to, and pays on the spot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.stories.walked import counted, days_of, expect_owed, expect_part, open_case, told

pytestmark = pytest.mark.browser

CASE_NO, HANDLER, DAY = "（2025）内0602执186号", "0602-01", "2026-05-14"


@pytest.fixture
def page(page_of: Callable[[str], Page]) -> Page:
    page = page_of(HANDLER)
    open_case(page, CASE_NO)
    return page


def test_nothing_is_owed_after_the_day(page: Page) -> None:
    expect_owed(page, "0.00")
    expect_part(page, "已到位", "80,975.00")


def test_the_day_before_the_whole_sum_was_owed(page: Page) -> None:
    # 86,000.00 + 975.00 of fees + 251 days × 15.05 = 3,777.55 of surcharge.
    expect_owed(page, "90,752.55", on="2026-05-13")
    expect_part(page, "本金", "86,000.00")
    expect_part(page, "费用", "975.00")
    expect_part(page, "加倍部分", "3,777.55")


def test_everything_happens_on_one_day_in_its_order(page: Page) -> None:
    timeline = told(page)
    assert days_of(timeline, "拘传", "执行和解", "放弃", "到位", "发放", "结案") == [
        (DAY, "拘传"),
        (DAY, "执行和解"),
        (DAY, "放弃"),
        (DAY, "放弃"),
        (DAY, "到位"),
        (DAY, "发放"),
        (DAY, "结案"),
    ]
    forced = next(entry for entry in timeline if " 拘传 " in entry)
    assert "异地拘传" in forced
    assert "当地法院派员协助" in forced


def test_the_waiver_stands_beside_the_payment_with_its_scope(page: Page) -> None:
    payments = page.locator("#payments")
    expect(payments).to_contain_text("放弃本金")
    expect(payments).to_contain_text("6,000.00")
    expect(payments).to_contain_text("放弃加倍部分")
    expect(payments).to_contain_text("3,777.55")
    expect(payments).to_contain_text("被执行人当场履行")


def test_the_campaign_counts_it(page: Page) -> None:
    expect(counted(page, "summoned_by_force", CASE_NO)).to_have_count(1)
    expect(counted(page, "recovered", CASE_NO)).to_contain_text("80,975.00")
