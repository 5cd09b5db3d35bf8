"""Two of the stories from the ledger to property held, by the pages alone.

The mother: 111,500.00 owed; land compensation of 612,400.00 that will be paid on 2026-06-14 is stopped by
a notice served on the 10th and taken on the 12th, to the fen. The lender: 140,000.00 owed; bank, WeChat,
car and policy are controlled, and the guard speaks when the policy alone would cover the debt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.pages.test_ledger import choose, confirm, ledger

from duixian.court.cases.models import Case
from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTICED, TAKEN = date(2026, 6, 10), date(2026, 6, 12)
MOTHER = [
    1,
    "（2026）内0622执102号",
    "抚养费纠纷",
    "111,500.00",
    "2026-01-06",
    "李某某",
    "王某某",
    "测试陈某",
]
LENDER = [2, "（2026）内0622执57号", "民间借贷纠纷", "14万元", "2026-01-22", "苏某某", "武某某", "测试陈某"]


@pytest.fixture
def clerk(staff: Callable[..., Staff]) -> Iterator[Staff]:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": TAKEN})
    return staff(Role.CLERK)


@pytest.fixture
def page(page_of: Callable[..., Page], clerk: Staff, tmp_path: Path) -> Page:
    """Both cases are in by the import page."""
    page = page_of(clerk)
    choose(page, ledger(tmp_path, MOTHER, LENDER))
    confirm(page)
    return page


def open_property(page: Page, case_no: str) -> None:
    page.goto(f"/cases/{Case.objects.get(case_no=case_no).pk}/")
    page.get_by_role("navigation", name="案件各页").get_by_role("link", name="财产").click()
    expect(page.get_by_role("heading", name="控制与应付")).to_be_visible()


def act(page: Page, words: str) -> None:
    """One of the acts of 登记."""
    page.locator("summary", has_text="登记").click()
    page.locator(".menu").get_by_role("link", name=words, exact=True).click()


def fill(page: Page, **typed: str) -> None:
    """Fields by the name that the form gives them."""
    for name, value in typed.items():
        field = page.locator(f"#act [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def submit(page: Page) -> None:
    page.locator("#act button[type=submit]").click()
    page.wait_for_load_state()


def test_the_land_compensation_is_stopped_two_days_before_it_is_paid(page: Page) -> None:
    open_property(page, str(MOTHER[1]))
    expect(page.locator("#balance")).to_contain_text("111,500.00")
    act(page, "登记待收款项")
    fill(
        page,
        kind="征地补偿款",
        payer="示例镇人民政府",
        amount="612,400",
        expected_on="2026-06-14",
        known_on="2026-06-08",
    )
    submit(page)
    page.goto("/property/")
    expect(page.locator("#expected")).to_contain_text("2026-06-14")
    expect(page.locator("#expected")).to_contain_text("612,400.00")
    page.locator("#expected").get_by_role("link", name=str(MOTHER[1])).click()
    page.locator("#expected").get_by_role("link", name="送达协助通知").click()
    expect(page.locator("#act [name=amount]")).to_have_value("111500.00")
    fill(page, ruled_on=str(NOTICED), on=str(NOTICED), receipt="示例镇政府回执")
    submit(page)
    expect(page.locator("#expected")).to_contain_text("已通知协助")
    expect(page.locator("#measures")).to_contain_text("控制中")
    page.locator("#expected").get_by_role("link", name="提取").click()
    fill(page, on=str(TAKEN), amount="111,500.01")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("超过可扣划的111,500.00元")
    fill(page, amount="111,500.00")
    submit(page)
    expect(page.locator("#expected")).to_contain_text("已截留")
    page.get_by_role("navigation", name="案件各页").get_by_role("link", name="概况").click()
    expect(page.locator(".owed-sum")).to_have_text("0.00")
    expect(page.locator("#timeline")).to_contain_text(
        "提取王某某的征地补偿款（示例镇人民政府）111,500.00元至本院案款账户"
    )
    # The rulings and the notice were made on the way: control, notice, withdrawal.
    page.get_by_role("navigation", name="案件各页").get_by_role("link", name="文书").click()
    expect(page.locator("#documents tbody tr")).to_have_count(3)
    expect(page.locator("#documents")).to_contain_text("协助执行通知书")


def control(page: Page, **typed: str) -> None:
    act(page, "采取控制措施")
    fill(page, on="2026-06-01", **typed)
    submit(page)


def serve(page: Page, words: str, frozen: str = "") -> None:
    row = page.locator("#measures tr", has_text=words)
    row.get_by_role("link", name="送达", exact=True).click()
    fill(page, on="2026-06-02", receipt="回执", **({"frozen": frozen} if frozen else {}))
    submit(page)
    expect(page.locator("#measures tr", has_text=words)).to_contain_text("控制中")


def test_the_guard_speaks_when_the_policy_alone_covers_the_debt(
    page: Page, screenshot: Callable[[Page, str], None]
) -> None:
    open_property(page, str(LENDER[1]))
    control(
        page,
        thing="银行存款",
        act="冻结",
        holder="示例银行",
        identity="示例尾号1",
        description="活期存款账户",
        amount="2万",
        worth="2万",
    )
    serve(page, "活期存款账户", "18,000")
    control(
        page,
        thing="网络支付账户余额",
        act="冻结",
        holder="示例支付",
        identity="示例微信1",
        description="微信零钱",
        amount="5000",
        worth="5000",
    )
    serve(page, "微信零钱", "3,200")
    control(
        page,
        thing="机动车",
        act="查封",
        holder="示例市车管所",
        identity="蒙K·示例1",
        description="小型汽车",
        worth="3万",
    )
    serve(page, "小型汽车")
    policy = {
        "thing": "保单现金价值",
        "act": "冻结",
        "holder": "示例人寿",
        "identity": "示例保单1",
        "description": "两全保险",
        "worth": "15万",
    }
    control(page, **policy)
    # Owed 140,000 + fee 140,000 × 1.5% − 100 = 2,000. Held 18,000 + 3,200 + 30,000; with the policy's
    # 150,000 it would be 201,200, that is 59,200 too much.
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("超出59,200.00元，属超标的")
    expect(alert).to_contain_text("仅两全保险（示例人寿）已足以清偿")
    # What is missing: 142,000 − 51,200 = 90,800.
    fill(page, amount="90,800")
    submit(page)
    serve(page, "两全保险")
    balance = page.locator("#balance")
    expect(balance).to_contain_text("足额")
    # 18,000 + 3,200 + 30,000 + 90,800 = 142,000.
    expect(balance).to_contain_text("142,000.00")
    screenshot(page, "property")
