"""The pages: who may open what, what they show, and what a form keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.court.campaigns.given import DAY, Maker

from duixian.court.campaigns import actions
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.models import EventKind
from duixian.court.people.models import Court, Installation, Staff

PAGES = ["", "indicators/", "stuck/", "wall/", "bulletin/", "bulletin.docx", "bulletin.xlsx"]


@pytest.fixture(autouse=True)
def working_day_of_the_demo(db: None) -> None:
    Installation.objects.create(demo_day=DAY)


@pytest.fixture
def screened(supervisor: Staff, campaign: Campaign, make_case: Maker) -> Campaign:
    forced = [(EventKind.SUMMONED_BY_FORCE, date(2026, 5, 6), "乙某（测试）")]
    make_case(
        "追索劳动报酬纠纷",
        30_000,
        court="内0602",
        closed=date(2026, 5, 20),
        paid=[(date(2026, 5, 20), 30_000)],
        events=forced,
    )
    make_case("民间借贷纠纷", 20_000, court="内0622")
    make_case("房屋租赁合同纠纷", 150_000, court="内0622")
    actions.screen_cases(supervisor, campaign, DAY)
    return campaign


def _text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_the_supervisor(
    page: str, screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    assert client_of(supervisor).get(f"/campaigns/{screened.slug}/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_campaign_of_others_is_not_found(
    page: str, screened: Campaign, client_of: Callable[..., Client], staff: Callable[..., Staff]
) -> None:
    elsewhere = Court.objects.create(
        code="京0101", name="测试区人民法院", short_name="测试法院", level="basic", position=99
    )
    client = client_of(staff("clerk", elsewhere))
    assert client.get(f"/campaigns/{screened.slug}/{page}").status_code == 404


def test_nobody_sees_a_figure_without_signing_in(screened: Campaign) -> None:
    assert Client().get(f"/campaigns/{screened.slug}/").status_code == 302


def test_a_courts_figure_leads_to_its_cases_with_the_filters(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    page = _text(client_of(supervisor).get(f"/campaigns/{screened.slug}/"))
    assert (
        f"/cases/?campaign={screened.slug}&amp;court=%E5%86%850602&amp;status=fully_performed"
        "&amp;closed_from=2026-03-31&amp;closed_to=2026-06-30"
    ) in page


def test_a_clerk_gets_no_link_to_what_he_may_not_open(
    screened: Campaign, client_of: Callable[..., Client]
) -> None:
    page = _text(client_of("clerk", "内0622").get(f"/campaigns/{screened.slug}/"))
    assert "court=%E5%86%850622" in page
    assert "court=%E5%86%850602" not in page
    assert "东胜" not in page
    assert "?campaign=minsheng-2026&amp;status=open" not in page  # the city's list would be short


def test_a_figure_of_events_opens_the_events(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    address = f"/campaigns/{screened.slug}/counted/summoned_by_force/?court=内0602"
    page = _text(client_of(supervisor).get(address))
    assert "共 1 人次" in page
    assert "乙某（测试）" in page


def test_a_figure_that_is_not_counted_is_not_found(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    assert client_of(supervisor).get(f"/campaigns/{screened.slug}/counted/filed/").status_code == 404


def test_a_person_sorts_for_himself_and_the_fixed_order_returns(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    client = client_of(supervisor)

    def first(query: str) -> str:
        page = _text(client.get(f"/campaigns/{screened.slug}/{query}"))
        found = re.search(r'<th scope="row">([^<]+)</th>', page)
        assert found
        return found[1]

    fixed = Court.objects.get(pk="内06").short_name
    assert (first("?sort=-performed"), first("")) == (Court.objects.get(pk="内0602").short_name, fixed)


def test_the_chart_carries_the_same_cases_as_the_table(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    page = _text(client_of(supervisor).get(f"/campaigns/{screened.slug}/"))
    found = re.search(r'id="weeks">(.*?)</script>', page)
    assert found
    option = json.loads(found[1])
    points = [point for series in option["series"] for point in series["data"]]
    assert sum(point["value"] for point in points) == 1
    # The wages case was closed on Wednesday 20 May: its column opens the cases of that week.
    column = next(point for point in points if point["value"])
    assert "category=wages&status=fully_performed" in column["href"]
    assert "closed_from=2026-05-18&closed_to=2026-05-24" in column["href"]


def test_the_scope_shows_its_effect_before_it_is_kept(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    typed = {
        "valid_from": "2026-06-30",
        "limit": "1万元",
        "categories": ["wages", "support", "injury", "small_claim"],
        "rules": "房屋租赁合同纠纷 不算",
        "preview": "1",
    }
    client = client_of(supervisor)
    page = client.post(f"/campaigns/{screened.slug}/scope/", typed)
    # The loan of 20,000 is over 10,000 and the tenancy no longer livelihood; the wages case is closed.
    assert "移出 <b>2</b> 件" in _text(page)
    assert screened.scope_versions.count() == 1
    typed.pop("preview")
    assert client.post(f"/campaigns/{screened.slug}/scope/", typed | {"save": "1"}).status_code == 302
    assert screened.scope_versions.count() == 2
    assert screened.inclusions.filter(removed_on=None).count() == 1


def test_a_wrong_line_of_the_scope_keeps_what_was_typed(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    typed = {
        "valid_from": "2026-06-30",
        "limit": "1万元",
        "categories": ["wages"],
        "rules": "没有的案由 不算",
    }
    page = client_of(supervisor).post(f"/campaigns/{screened.slug}/scope/", typed)
    assert page.status_code == 422
    assert "不在案由表内" in _text(page)
    assert "没有的案由 不算" in _text(page)


def test_a_clerk_cannot_open_the_scope(screened: Campaign, client_of: Callable[..., Client]) -> None:
    page = client_of("clerk").get(f"/campaigns/{screened.slug}/scope/")
    assert page.status_code == 403


def test_a_case_to_review_is_confirmed_from_the_list(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    waiting = screened.inclusions.get(confidence="review")
    client, address = client_of(supervisor), f"/campaigns/{screened.slug}/review/"
    assert waiting.case.case_no in _text(client.get(address))
    client.post(address, {"inclusion": [waiting.pk], "confirm": "1"})
    waiting.refresh_from_db()
    assert (waiting.confidence, waiting.decided_by) == ("core", supervisor)


def test_taking_out_without_a_reason_is_refused_in_place(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    waiting = screened.inclusions.get(confidence="review")
    page = client_of(supervisor).post(
        f"/campaigns/{screened.slug}/review/", {"inclusion": [waiting.pk], "remove": "1", "reason": ""}
    )
    assert page.status_code == 422
    assert "请写明为何如此决定" in _text(page)


def test_a_chief_does_not_review_the_cases_of_another_court(
    screened: Campaign, client_of: Callable[..., Client]
) -> None:
    waiting = screened.inclusions.get(confidence="review")
    client, address = client_of("bureau_chief", "内0602"), f"/campaigns/{screened.slug}/review/"
    assert waiting.case.case_no not in _text(client.get(address))
    client.post(address, {"inclusion": [waiting.pk], "confirm": "1"})
    waiting.refresh_from_db()
    assert waiting.confidence == "review"


def test_the_api_gives_the_figures_of_the_page(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    client = client_of(supervisor)
    assert [each["slug"] for each in client.get("/api/campaigns").json()] == [screened.slug]
    figures = client.get(f"/api/campaigns/{screened.slug}/figures").json()
    assert (figures["city"]["fully_performed"], figures["city"]["amount_recovered"]) == (1, "30000.00")
    bulletin = client.get(f"/api/campaigns/{screened.slug}/bulletin").json()
    assert (bulletin["fully_performed"], bulletin["summoned_by_force"], bulletin["fined"]) == (1, 1, 0)


def test_the_api_names_no_other_court_to_a_clerk(
    screened: Campaign, client_of: Callable[..., Client]
) -> None:
    figures = client_of("clerk", "内0622").get(f"/api/campaigns/{screened.slug}/figures").json()
    assert [line["code"] for line in figures["courts"]] == ["内0622"]


def test_a_campaign_is_founded_with_the_scope_that_comes_with_the_program(
    supervisor: Staff, make_case: Maker, client_of: Callable[..., Client]
) -> None:
    make_case("抚养费纠纷")
    typed = {"name": "秋季行动", "slug": "autumn", "starts_on": "2026-06-01", "ends_on": "2026-09-30"}
    assert client_of(supervisor).post("/campaigns/new/", typed).status_code == 302
    made = Campaign.objects.get(slug="autumn")
    assert (made.organiser_id, made.inclusions.count()) == ("内06", 1)
    assert "劳务合同纠纷" in made.scope_versions.get().toml


def test_a_campaign_that_ends_before_it_starts_is_refused_in_place(
    supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    typed = {"name": "秋季行动", "slug": "autumn", "starts_on": "2026-06-01", "ends_on": "2026-05-30"}
    page = client_of(supervisor).post("/campaigns/new/", typed)
    assert page.status_code == 422
    assert "早于开始日期" in _text(page)
    assert "秋季行动" in _text(page)


def test_a_clerk_founds_no_campaign(db: None, client_of: Callable[..., Client]) -> None:
    assert client_of("clerk").get("/campaigns/new/").status_code == 403


def test_cases_that_came_later_are_screened_by_one_button(
    screened: Campaign, make_case: Maker, client_of: Callable[..., Client]
) -> None:
    own, other = make_case(court="内0622"), make_case(court="内0602")
    client_of("clerk", "内0622").post(f"/campaigns/{screened.slug}/screen/")
    assert screened.inclusions.filter(case=own).exists()
    assert not screened.inclusions.filter(case=other).exists()
