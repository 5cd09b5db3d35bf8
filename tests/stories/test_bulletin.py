"""What the program prints when the sample stands is what its pages show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.stories.conftest import Served

from duixian.demo.staff import accounts

pytestmark = pytest.mark.browser

STORIES = ("（2025）内0602执186号", "（2026）内0622执102号", "（2026）内0627执57号")


def test_the_program_prints_the_published_figures(served: Served) -> None:
    for words in ("执行完毕798件", "到位金额6,062.15万元", "拘传448人次", "拘留36人次", "罚款1人次"):
        assert words in served.said


def test_the_program_prints_one_account_of_each_role(served: Served) -> None:
    for role, username, password in accounts():
        assert f"{role}：登录名 {username}，密码 {password}" in served.said


def test_the_bulletin_page_shows_the_same_and_tells_the_stories(page_of: Callable[[str], Page]) -> None:
    page = page_of("supervisor")
    page.goto("/campaigns/2026/bulletin/")
    for words in ("798", "6,062.15", "448", "36", *STORIES):
        expect(page.get_by_text(words).first).to_be_visible()


@pytest.mark.parametrize("username", ["handler", "clerk", "chief", "president", "finance", "supervisor"])
def test_every_role_that_sees_cases_opens_the_campaign(page_of: Callable[[str], Page], username: str) -> None:
    page = page_of(username)
    page.get_by_role("link", name="专项行动", exact=True).click()
    expect(page.get_by_text("演示日 2026-06-30")).to_be_visible()
    expect(page.get_by_text("涉民生、小标的案件集中执行行动").first).to_be_visible()
