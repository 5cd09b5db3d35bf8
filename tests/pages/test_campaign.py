"""The campaign in a browser: a court's figure down to the case, the paper, the review by keyboard."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from duixian.court.campaigns import actions
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.models import Case, Event, EventKind, Party, Payment, Status
from duixian.court.people.models import Court, Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 6, 30)
PASSWORD = "Invented-2026-walk"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def supervisor(staff: Callable[..., Staff]) -> Staff:
    return staff(Role.SUPERVISOR, "内06")


@pytest.fixture
def campaign(supervisor: Staff, courts: dict[str, Court]) -> Campaign:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    _case(courts["内0622"], 11, "追索劳动报酬纠纷", 35_000, performed=date(2026, 6, 24))
    _case(courts["内0622"], 12, "民间借贷纠纷", 20_000)
    _case(courts["内0602"], 13, "抚养费纠纷", 111_500, performed=date(2026, 5, 20))
    _case(courts["内0602"], 14, "房屋租赁合同纠纷", 150_000)
    made = actions.create_campaign(
        supervisor,
        slug="minsheng",
        name="涉民生专项执行行动",
        organiser=courts["内06"],
        starts_on=date(2026, 3, 31),
        ends_on=DAY,
        scope_toml='limit = "100000.00"\n',
        on=date(2026, 3, 31),
    )
    actions.screen_cases(supervisor, made, DAY)
    return made


def _case(court: Court, serial: int, cause: str, yuan: int, performed: date | None = None) -> Case:
    case = Case.objects.create(
        court=court,
        case_no=f"（2026）{court.pk}执{serial}号",
        serial=serial,
        cause=cause,
        amount_claimed=yuan * 100,
        amount_recovered=yuan * 100 if performed else 0,
        filed_on=date(2026, 1, 20),
        closed_on=performed,
        status=Status.FULLY_PERFORMED if performed else Status.OPEN,
        applicants=f"甲某{serial}",
        respondents=f"虚构乙某{serial}",
    )
    Party.objects.create(case=case, side=Party.Side.APPLICANT, name=case.applicants, is_person=True)
    if performed:
        Payment.objects.create(case=case, on=performed, amount=case.amount_claimed, channel="扣划")
        Event.objects.create(
            case=case,
            court=court,
            on=performed,
            kind=EventKind.SUMMONED_BY_FORCE,
            text="拘传到庭",
            person=case.respondents,
        )
    return case


def test_from_signing_in_to_a_courts_figure_its_list_and_a_case(
    chromium: Browser, live_server: object, supervisor: Staff, campaign: Campaign
) -> None:
    supervisor.set_password(PASSWORD)
    supervisor.save()
    page = chromium.new_page(base_url=str(live_server), viewport={"width": 1366, "height": 768})
    page.goto("/")
    page.get_by_label("登录名").fill(supervisor.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="专项行动").click()
    page.get_by_role("link", name=campaign.name).click()

    figure = page.locator(".six > div").nth(1)
    expect(figure).to_contain_text(re.compile(r"执行完毕\s*2\s*件\s*近七日 \+1"))
    row = page.get_by_role("row").filter(has_text="准格尔旗法院").first
    row.get_by_role("link").nth(2).click()

    expect(page).to_have_url(re.compile("status=fully_performed"))
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("link", name="（2026）内0622执11号").click()
    expect(page.locator("h1")).to_contain_text("（2026）内0622执11号")
    page.context.close()


def test_every_figure_of_measures_opens_the_events_it_counts(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign
) -> None:
    page = page_of(supervisor)
    page.goto(f"/campaigns/{campaign.slug}/")
    page.locator(".six > div").nth(3).get_by_role("link").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.get_by_text("共 2 人次")).to_be_visible()


def test_the_chart_and_the_parts_fetched_after_are_drawn(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign, screenshot: Callable[..., None]
) -> None:
    page = page_of(supervisor)
    page.goto(f"/campaigns/{campaign.slug}/")
    expect(page.locator("[data-chart] svg")).to_have_count(1)
    expect(page.locator("#stuck tbody tr")).to_have_count(2)
    expect(page.locator("#indicators")).to_contain_text("件均到位率")
    screenshot(page, "campaign")


def test_the_docx_of_the_bulletin_says_what_the_page_says(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign, tmp_path: Path
) -> None:
    page = page_of(supervisor)
    page.goto(f"/campaigns/{campaign.slug}/bulletin/")
    shown = [row.locator("td, th").all_inner_texts() for row in page.locator("#courts tr").all()]
    with page.expect_download() as started:
        page.get_by_role("link", name="Word").click()
    started.value.save_as(tmp_path / "bulletin.docx")
    table = docx.Document(io.BytesIO((tmp_path / "bulletin.docx").read_bytes())).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == shown
    assert len(shown) == 12  # the heads, ten courts, the city


def test_a_case_is_confirmed_without_touching_the_mouse(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign
) -> None:
    page = page_of(supervisor)
    page.goto(f"/campaigns/{campaign.slug}/review/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen-count]")).to_have_text("1")
    page.get_by_role("button", name="确认纳入").press("Enter")
    expect(page.get_by_text("没有待确认的案件")).to_be_visible()
    assert campaign.inclusions.filter(confidence="review").count() == 0


def test_the_dashboard_fits_a_telephone(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign
) -> None:
    page = page_of(supervisor, size=PHONE)
    page.goto(f"/campaigns/{campaign.slug}/")
    expect(page.locator("#indicators tbody tr")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_wall_shows_figures_and_no_menu(
    page_of: Callable[..., Page], supervisor: Staff, campaign: Campaign
) -> None:
    page = page_of(supervisor)
    page.goto(f"/campaigns/{campaign.slug}/wall/")
    expect(page.locator(".six > div")).to_have_count(6)
    expect(page.locator("nav")).to_have_count(0)
    page.evaluate("document.querySelector('.big').textContent = 'old'")
    page.evaluate("htmx.trigger('#wall', 'refresh')")
    expect(page.locator(".big").first).not_to_contain_text("old")
