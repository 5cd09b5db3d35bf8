"""和解沟通 in a browser: the plan follows the fields, and goes over into the agreement's form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.court.cases.given import DAY, titled

from duixian.court.cases.actions import PartyFacts, register_case
from duixian.court.people.models import Installation
from duixian.court.settlement.models import Settlement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_plan_is_reckoned_while_it_is_typed_and_becomes_the_agreement(page_of):
    page = page_of("handler")
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    respondents = (PartyFacts("虚构乙某", is_person=True),)
    case = register_case(page.actor, titled(handler=page.actor, respondents=respondents), DAY)
    page.goto(f"/cases/{case.pk}/settlement/")
    expect(page.locator("#proposal")).to_contain_text("还有 10,315.00 元没有安排")
    page.get_by_label("放弃加倍部分").fill("全部")
    page.get_by_label("其余分几期").fill("4")
    page.get_by_label("首期最迟").fill("2026-07-31")
    expect(page.locator("#proposal")).to_contain_text("2,500.00")
    expect(page.get_by_label("放弃加倍部分")).to_have_value("全部")
    page.get_by_role("link", name="按此方案达成和解").click()
    page.get_by_label("协议内容").fill("分四期付清本金")
    page.get_by_label("放弃的原话").fill("付清本金的，加倍部分我不要了")
    page.get_by_label("申请执行人一方签名").fill("甲某某")
    page.get_by_label("被执行人一方签名").fill("虚构乙某")
    page.get_by_role("button", name="达成和解").click()
    expect(page.locator(".agreement")).to_contain_text("履行中")
    assert Settlement.objects.get().instalments.count() == 4
    if os.environ.get("D4_SHOT"):
        page.goto(f"/cases/{case.pk}/settlement/?surcharge=全部&count=4&first_on=2026-07-31&on=2026-06-30")
        page.screenshot(path=Path(os.environ["D4_SHOT"]), full_page=True)
