"""结案 in a browser: what is missing is answered beside its condition, then asked for and signed."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.court.closing import given
from tests.court.closing.given import DAY

from duixian.court.cases.actions import register_case
from duixian.court.people.models import Installation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_case_is_suspended_checked_and_revived(page_of, staff):
    handler, chief, president = staff("handler"), staff("bureau_chief"), staff("president")
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    case = register_case(handler, given.facts(handler), DAY)
    given.search_all(handler, chief, president, case, leave="agree")

    page = page_of(handler)
    page.goto(f"/cases/{case.pk}/closing/")
    page.get_by_role("link", name="终结本次执行程序", exact=True).click()
    conditions = page.locator("#conditions")
    expect(conditions).to_contain_text("还差 1 项")
    expect(page.get_by_role("button", name="报请结案")).to_have_count(0)
    conditions.get_by_text("写明情况").click()
    page.get_by_label("说明：申请执行人签字确认，或者合议庭核查").fill("申请执行人签字同意终本")
    page.get_by_label("材料：申请执行人签字确认，或者合议庭核查").fill("2026-06-20笔录")
    page.get_by_role("button", name="登记说明").click()
    expect(conditions).to_contain_text("条件齐备")
    expect(page).to_have_url(f"{page.url.split('?')[0]}?way=suspended")
    page.get_by_label("事实和材料").fill("各项财产均已查询，无财产可供执行")
    page.get_by_role("button", name="报请结案").click()
    expect(page.locator("#proposals")).to_contain_text("待审批")

    for signer in (chief, president):
        signing = page_of(signer)
        signing.goto("/approvals/")
        signing.get_by_role("link", name="终结本次执行程序").click()
        signing.get_by_label("意见").select_option("grant")
        signing.get_by_role("button", name="提交意见").click()
        expect(signing.get_by_role("button", name="提交意见")).to_have_count(0)

    page.reload()
    expect(page.locator("#proposals")).to_contain_text("已结案")
    expect(page.locator("#rechecks")).to_contain_text("2026-12-30")

    Installation.objects.update(demo_day=date(2026, 12, 28))
    page.goto("/closing/stock/")
    page.get_by_role("link", name="登记核查").click()
    page.get_by_label("结果").select_option("found")
    page.get_by_label("查询情况").fill("查到存款12,000元")
    page.get_by_role("button", name="登记核查").click()
    page.goto("/closing/stock/?show=found")
    expect(page.locator("main")).to_contain_text("查到存款12,000元")
    page.get_by_role("link", name="恢复执行").click()
    page.get_by_label("恢复理由").fill("查到存款")
    page.get_by_role("button", name="恢复执行").click()
    expect(page.locator("main")).to_contain_text("（2026）内0622执恢1号")
