"""审批: who signs what, in which order, with the article of the day."""

from __future__ import annotations

from datetime import date

import pytest

from duixian.law import approvals
from duixian.law.approvals import read

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        # The president signs all of these; the rule book, section 5 and 6.2.
        ("fine", ("bureau_chief", "president")),
        ("detention", ("bureau_chief", "president")),
        ("detention_release", ("president",)),
        ("summons_by_force", ("bureau_chief", "president")),
        ("premises_search", ("bureau_chief", "president")),
        ("consumption", ("president",)),
        ("dishonest", ("president",)),
        ("suspension", ("bureau_chief", "president")),
    ],
)
def test_who_signs(key, steps):
    assert approvals.matter(key).steps == steps


def test_only_what_cannot_wait_comes_before_its_signature():
    urgent = {one.key for one in approvals.matters() if one.urgent_first}
    # 民诉法解释181 knows it of detention alone.
    assert urgent == {"detention"}


@pytest.mark.parametrize(
    ("on", "article"),
    [
        (date(2026, 6, 30), "民诉法第119条"),
        (date(2021, 12, 31), "民诉法第116条"),
        (date(2012, 12, 31), "民诉法第105条"),
    ],
)
def test_the_article_is_that_of_the_day(on, article):
    assert approvals.matter("fine").source(on) == article


def test_every_matter_has_its_article_and_its_name():
    for one in approvals.matters():
        assert one.source(DAY)
        assert one.name


def test_an_unknown_matter_is_an_error_of_ours():
    with pytest.raises(KeyError):
        approvals.matter("torture")


def test_the_table_bears_nothing_that_nobody_reads():
    row = {"key": "x", "name": "x", "steps": ["president"], "cite": "x"}
    assert read({"matter": [row], "answer": {"days": 2}})[1] == 2
    for wrong in (
        {"matter": [row | {"report_hours": 24}], "answer": {"days": 2}},
        {"matter": [row], "answer": {"days": 2, "verified": False}},
        {"matter": [row], "answer": {"days": 2}, "more": {}},
        {"matter": [row, row], "answer": {"days": 2}},
    ):
        with pytest.raises(ValueError, match="审批表"):
            read(wrong)
