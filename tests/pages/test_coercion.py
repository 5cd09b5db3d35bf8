"""强制措施 in a browser: an appearance in hand on a phone, from arrival to release."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.court.cases.given import titled
from tests.court.coercion import given

from duixian.court.cases.actions import register_case
from duixian.court.coercion import actions, moments
from duixian.court.coercion.models import Appearance
from duixian.court.people.models import Installation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def no_wider_than_the_phone(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def keep(page, name):
    if folder := os.environ.get("DUIXIAN_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def scene(page_of, staff):
    """A handler's phone and a case with an appearance signed on the eve."""
    page = page_of("handler", size=PHONE)
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    facts = titled(handler=page.actor, respondents=(given.PERSON, given.COMPANY), filed_on=given.FILED)
    case = register_case(page.actor, facts, given.DAY)
    row = given.appearance(page.actor, case)
    given.sign(row, staff("bureau_chief"), staff("president"), given.EVE)
    return page, case, row


def test_an_appearance_is_told_from_the_phone(scene):
    page, _, row = scene
    page.goto(f"/coercion/appearances/{row.pk}/")
    no_wider_than_the_phone(page)
    page.locator("summary", has_text="到案").click()
    page.locator("details[open]", has_text="到案").get_by_role("button", name="到案", exact=True).click()
    clock = page.locator("#clock")
    expect(clock).to_contain_text("询问中")
    expect(clock).to_contain_text("还有")
    no_wider_than_the_phone(page)
    keep(page, "held")
    page.get_by_label("询问笔录").fill("问：车在何处？答：在亲属处。")
    page.get_by_role("button", name="询问", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("在亲属处")
    page.locator("summary", has_text="放回").click()
    page.get_by_role("button", name="放回", exact=True).click()
    expect(clock).to_contain_text("已办结")
    row.refresh_from_db()
    assert row.outcome == Appearance.Outcome.RELEASED


def test_one_held_too_long_is_red_everywhere(scene):
    page, case, row = scene
    actions.arrive(page.actor, row, moments.now() - 9 * given.HOUR, moments.now())
    page.goto(f"/coercion/appearances/{row.pk}/")
    expect(page.get_by_role("alert")).to_contain_text("已超过 1 小时")
    no_wider_than_the_phone(page)
    keep(page, "over")
    for address in ("/coercion/", f"/cases/{case.pk}/coercion/"):
        page.goto(address)
        expect(page.locator(".red-alarm")).to_contain_text("超时未放回")
        page.set_viewport_size({"width": 1366, "height": 768})
        keep(page, address.strip("/").replace("/", "-"))
