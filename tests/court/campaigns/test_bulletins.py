"""The bulletin of a campaign: the same numbers on page, docx and xlsx; an issue stays as it was."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from tests.court.campaigns.given import DAY, YUAN, Maker

from duixian.court.campaigns import actions, bulletins
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.models import EventKind, Payment, Status
from duixian.court.people.models import Installation, Staff
from duixian.law.errors import InputError, NotAllowed


@pytest.fixture
def screened(supervisor: Staff, campaign: Campaign, make_case: Maker) -> Campaign:
    Installation.objects.create(demo_day=DAY)
    make_case(
        "抚养费纠纷", 111_500, court="内0622", closed=date(2026, 6, 12), paid=[(date(2026, 6, 12), 111_500)]
    )
    make_case(yuan=99_999, court="内0602", closed=date(2026, 6, 25), way=Status.SUSPENDED)
    forced = [
        (EventKind.DETAINED, date(2026, 6, 1), "乙某（测试）"),
        (EventKind.FINED, date(2026, 6, 2), "丙某（测试）"),
    ]
    make_case(yuan=35_000, court="内0602", paid=[(date(2026, 6, 29), 1_234)], events=forced)
    actions.screen_cases(supervisor, campaign, DAY)
    return campaign


def _page_table(page: str) -> list[list[str]]:
    table = re.search(r'<table class="rows" id="courts">(.*?)</table>', page, re.S)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.S)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in rows]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


def test_page_docx_and_xlsx_say_the_same_numbers(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    client, address = client_of(supervisor), f"/campaigns/{screened.slug}/bulletin"
    page = _page_table(client.get(f"{address}/").content.decode())
    paper = docx.Document(io.BytesIO(client.get(f"{address}.docx").content))
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == page
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))["各院情况"]
    figures = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=15, max_col=11)]
    assert [_printed(row) for row in figures] == page[1:]


def _printed(row: list[Any]) -> list[str]:
    forms = ("", ",d", ",d", ",d", "%", ",.2f", "%", ".1f", ",d", ",d", ",d")

    def printed(value: Any, form: str) -> str:
        if isinstance(value, str):
            return value
        return f"{value:.2%}" if form == "%" else format(int(value) if form == ",d" else value, form)

    return [printed(value, form) for value, form in zip(row, forms, strict=True)]


def test_the_prose_says_what_the_table_says(screened: Campaign, supervisor: Staff) -> None:
    from duixian.writing.bulletin import paragraphs

    told = "".join(paragraphs(bulletins.bulletin(supervisor, screened, DAY)))
    # 111,500 + 1,234 = 112,734 yuan = 11.27 万元
    assert "执行到位金额11.27万元" in told
    assert "拘留1人次（1人）" in told
    assert "执行完毕1件" in told


def test_two_weeks_stand_side_by_side(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    page = (
        client_of(supervisor).get(f"/campaigns/{screened.slug}/bulletin/?compare=2026-06-23").content.decode()
    )
    city = page[page.index("<tfoot>") : page.index("</tfoot>")]
    # On 23 June the second case was not suspended yet: two in hand, one now; 11.15 and 11.27 万元.
    assert 'class="was">2</span>' in city
    assert "11.27" in city
    assert 'class="was">11.15</span>' in city


def test_an_issue_stays_as_it_was_published(screened: Campaign, supervisor: Staff) -> None:
    issue = actions.publish_bulletin(supervisor, screened, DAY, DAY)
    before = bulletins.issued(issue)
    Payment.objects.filter(amount=1_234 * YUAN).update(reversed_on=DAY)
    issue.refresh_from_db()
    assert bulletins.issued(issue) == before
    assert before.number == 1
    assert before.total.recovered == 112_734 * YUAN
    assert bulletins.bulletin(supervisor, screened, DAY).total.recovered == 111_500 * YUAN


def test_issues_are_numbered_by_court(
    screened: Campaign, supervisor: Staff, staff: Callable[..., Staff]
) -> None:
    chief = staff("bureau_chief", "内0622")
    published = [
        actions.publish_bulletin(who, screened, DAY, DAY).number for who in (supervisor, supervisor, chief)
    ]
    assert published == [1, 2, 1]


def test_a_basic_courts_bulletin_names_no_other_court(
    screened: Campaign, staff: Callable[..., Staff]
) -> None:
    issue = actions.publish_bulletin(staff("bureau_chief", "内0622"), screened, DAY, DAY)
    paper = bulletins.issued(issue)
    assert [line.cases for line in paper.courts] == [1]
    assert paper.total.cases == 3


def test_a_clerk_publishes_nothing(screened: Campaign, staff: Callable[..., Staff]) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_bulletin(staff("clerk"), screened, DAY, DAY)


def test_no_bulletin_of_a_day_to_come(screened: Campaign, supervisor: Staff) -> None:
    with pytest.raises(InputError, match="还没有到"):
        actions.publish_bulletin(supervisor, screened, date(2026, 7, 1), DAY)


def test_publishing_from_the_page_leads_to_the_issue(
    screened: Campaign, supervisor: Staff, client_of: Callable[..., Client]
) -> None:
    client = client_of(supervisor)
    answer = client.post(f"/campaigns/{screened.slug}/bulletin/?as_of=2026-06-30", follow=True)
    assert "第 1 期" in answer.content.decode()
    assert "数字不再改变" in answer.content.decode()


def test_another_courts_issue_is_not_found(
    screened: Campaign, staff: Callable[..., Staff], client_of: Callable[..., Client]
) -> None:
    issue = actions.publish_bulletin(staff("bureau_chief", "内0622"), screened, DAY, DAY)
    address = f"/campaigns/{screened.slug}/bulletin/?issue={issue.pk}"
    assert client_of("bureau_chief", "内0602").get(address).status_code == 404
