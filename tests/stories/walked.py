"""Steps that every story takes: to its case, to a day, to the figures that count it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def open_case(page: Page, case_no: str) -> None:
    """By the search box, as one who has only the number."""
    box = page.get_by_role("searchbox", name="搜索案件")
    box.fill(case_no)
    box.press("Enter")
    page.get_by_role("main").get_by_role("link", name=case_no).first.click()
    expect(page.get_by_role("heading", name=case_no)).to_be_visible()


def expect_owed(page: Page, total: str, on: str | None = None) -> None:
    """The sum owed on the demo's day, or on another that is asked for."""
    if on:
        page.get_by_label("截至").fill(on)
    expect(page.locator(".owed-sum")).to_have_text(total)


def expect_part(page: Page, words: str, amount: str) -> None:
    """One part of the sum owed: 本金, 利息, 加倍部分, 费用, 已到位."""
    part = page.locator(".parts-owed div").filter(has=page.get_by_text(words, exact=True))
    expect(part.locator("dd")).to_have_text(amount)


def told(page: Page) -> list[str]:
    """The timeline from the first day to the last, an entry a line: day, kind, words."""
    entries = page.locator("#timeline li").all_inner_texts()
    return [" ".join(entry.split()) for entry in reversed(entries)]


def days_of(timeline: list[str], *kinds: str) -> list[tuple[str, str]]:
    """(day, kind) of the entries of these kinds, in their order."""
    found = [entry.split(" ")[:2] for entry in timeline]
    return [(day, kind) for day, kind in found if kind in kinds]


def counted(page: Page, measure: str, case_no: str) -> Locator:
    """The case's rows behind a figure of the campaign, looked for page by page."""
    page.goto(f"/campaigns/2026/counted/{measure}/")
    rows = page.get_by_role("row").filter(has_text=case_no)
    onward = page.get_by_role("link", name="下一页")
    while not rows.count() and onward.count():
        onward.click()
        page.wait_for_load_state()
    return rows
