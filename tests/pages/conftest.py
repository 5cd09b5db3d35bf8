"""Pages are served by pytest-django's live server, files and all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from tests.pages import walked

from duixian.court.people.models import Staff


@pytest.fixture
def page_of(
    chromium: Browser, live_server: Any, client_of: Callable[..., Client]
) -> Iterator[Callable[..., Page]]:
    """page_of(role_or_staff, court="内0622", size=DESK) is a page of that person, already signed in.

    Any error of a script fails the test that opened the page.
    """
    opened, faults = [], []

    def open_page(who: str | Staff, court: str = "内0622", size: dict[str, int] = walked.DESK) -> Page:
        client = client_of(who, court)
        context = chromium.new_context(base_url=live_server.url, viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.actor = client.actor  # type: ignore[attr-defined]
        return page

    yield open_page
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Keeps a picture of the page in docs/screenshots, only where DUIXIAN_SCREENSHOTS is set."""

    def keep(page: Page, name: str) -> None:
        if os.environ.get("DUIXIAN_SCREENSHOTS"):
            folder = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png")

    return keep
