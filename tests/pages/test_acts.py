"""What an officer registers at a case: once, in place, and only what is his to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.pages import walked as given

from duixian.court.cases.models import Payment
from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    return staff(Role.HANDLER)


def open_act(page: Page, pk: int, words: str) -> None:
    page.goto(f"/cases/{pk}/")
    page.locator("summary", has_text="登记").click()
    page.get_by_role("link", name=words, exact=True).click()


def test_a_payment_lowers_what_is_owed_and_stands_on_the_timeline(
    page_of: Callable[..., Page], officer: Staff
) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    open_act(page, case.pk, "登记到位")
    page.get_by_label("金额（元）").fill("0.2万元")
    page.get_by_label("来源").fill("扣划")
    page.get_by_role("button", name="登记到位").click()
    # 6 月 30 日到位当日起，2,000 元不再计息：30 日一天的基数是 8,000。
    # 10,000 × 0.000175 × 170 = 297.50；8,000 × 0.000175 × 1 = 1.40；8,000 + 298.90 = 8,298.90
    expect(page.locator(".owed-sum")).to_have_text("8,298.90")
    expect(page.locator("#timeline li").first).to_contain_text("到位2,000.00元（扣划）")
    expect(page.locator("#timeline li").first).to_contain_text(officer.name)
    page.goto("/cases/")
    expect(page.locator("[data-row]")).to_contain_text("8,298.90")


def test_a_wrong_amount_is_told_beside_its_field_and_nothing_typed_is_lost(
    page_of: Callable[..., Page], officer: Staff
) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    open_act(page, case.pk, "登记到位")
    page.get_by_label("金额（元）").fill("两千多")
    page.get_by_label("来源").fill("本人交付")
    page.get_by_role("button", name="登记到位").click()
    expect(page.locator(".field.wrong .error")).to_contain_text("“两千多”不是金额")
    expect(page.get_by_label("金额（元）")).to_have_value("两千多")
    expect(page.get_by_label("来源")).to_have_value("本人交付")
    assert Payment.objects.count() == 0


def test_the_same_form_sent_twice_is_one_payment(page_of: Callable[..., Page], officer: Staff) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    open_act(page, case.pk, "登记到位")
    fields = ("csrfmiddlewaretoken", "key", "on")
    form = {name: page.locator(f"#act [name={name}]").input_value() for name in fields} | {"amount": "100"}
    for _ in range(2):
        answer = page.request.post(page.url, form=form, headers={"Referer": page.url})
        assert answer.ok
    assert [payment.amount for payment in Payment.objects.all()] == [100_00]


def test_a_case_that_still_owes_is_not_closed_as_performed(
    page_of: Callable[..., Page], officer: Staff
) -> None:
    case = given.case(officer, 101)
    page = page_of(officer)
    page.goto(f"/cases/{case.pk}/closing/")
    expect(page.locator("#conditions")).to_contain_text("尚欠10,299.25元")
    expect(page.get_by_role("button", name="报请结案")).to_have_count(0)
    page.get_by_role("link", name="请登记到位款，或者申请执行人的放弃").click()
    expect(page.get_by_label("到位日期")).to_be_visible()


def test_a_president_sees_no_button_that_is_not_his(page_of: Callable[..., Page], officer: Staff) -> None:
    case = given.case(officer, 101)
    page = page_of(Role.PRESIDENT)
    page.goto(f"/cases/{case.pk}/")
    page.locator("summary", has_text="登记").click()
    expect(page.locator(".page-actions .menu-item")).to_have_text(["分案"])
    assert page.goto(f"/cases/{case.pk}/acts/payment/").status == 403  # type: ignore[union-attr]


def test_a_chief_assigns_the_chosen_cases_at_once(
    page_of: Callable[..., Page], officer: Staff, staff: Callable[..., Staff]
) -> None:
    other = staff(Role.HANDLER)
    for serial in (101, 102, 103):
        given.case(officer, serial)
    page = page_of(Role.BUREAU_CHIEF)
    page.goto("/cases/?sort=case_no")
    expect(page.locator(".chosen")).to_be_hidden()
    page.get_by_label("选中（2026）内0622执101号").check()
    page.get_by_label("选中（2026）内0622执103号").check()
    expect(page.locator(".chosen")).to_contain_text("已选 2 件")
    page.get_by_label("分给").select_option(label=f"{other.name}（准格尔旗法院）")
    page.get_by_role("button", name="分案").click()
    handlers = page.locator("tbody td[data-column=handler]")
    expect(handlers).to_have_text([other.name, officer.name, other.name])


def test_the_desk_shows_what_is_late_first(page_of: Callable[..., Page], officer: Staff) -> None:
    # 立案 2025-12-01 六个月到 2026-06-01，逾期；2026-01-05 到 2026-07-05，七日内。
    given.case(officer, 101, filed_on=given.date(2025, 12, 1))
    given.case(officer, 102, filed_on=given.date(2026, 1, 5))
    page = page_of(officer)
    page.goto("/")
    expect(page.locator(".band-overdue [data-row]")).to_contain_text("执101号")
    expect(page.locator(".band-overdue [data-row]")).to_contain_text("已过 29 天")
    expect(page.locator(".band-today")).to_contain_text("今天没有到期的事")
    expect(page.locator(".band-week [data-row]")).to_contain_text("执102号")
    expect(page.locator(".sidebar .count")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("（2026）内0622执101号")
