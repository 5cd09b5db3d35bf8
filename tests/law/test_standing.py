"""中止、暂缓、变更追加: the closed lists, the longest terms on both sides, and what no ground is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duixian.law import standing
from duixian.law.errors import InputError

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("kind", "key", "excluded"),
    [
        # Rule book 1.5: retrial and review of the title not on the debtor's asking bear no surcharge,
        # nor does bankruptcy; settlement and the applicant's own deferral do.
        ("stay", "retrial", True),
        ("stay", "title_review", True),
        ("stay", "bankruptcy", True),
        ("stay", "settlement", False),
        ("stay", "applicant_defers", False),
        ("deferral", "guarantee", False),
        ("deferral", "title_review", True),
    ],
)
def test_which_days_bear_no_surcharge(kind, key, excluded):
    assert standing.ground(kind, key).excluded == excluded


@pytest.mark.parametrize(
    ("key", "last"),
    # A guarantee bears a year at most, a superior court's word three months.
    [("guarantee", date(2027, 6, 30)), ("superior", date(2026, 9, 30))],
)
def test_a_deferral_ends_in_time(key, last):
    chosen = standing.ground("deferral", key)
    standing.check_deferral(chosen, DAY, last, "示例担保公司")
    for until in (last + timedelta(1), DAY - timedelta(1)):
        with pytest.raises(InputError, match=f"最长到{last}"):
            standing.check_deferral(chosen, DAY, until, "示例担保公司")


def test_a_deferral_by_guarantee_names_it():
    with pytest.raises(InputError, match="担保"):
        standing.check_deferral(standing.ground("deferral", "guarantee"), DAY, DAY, " ")
    standing.check_deferral(standing.ground("deferral", "superior"), DAY, DAY, "")


def test_the_grounds_of_change_are_those_of_the_articles():
    articles = [one.article for one in standing.changes()]
    # 法释〔2016〕21号: 10 to 15 and 17 to 25.
    assert articles == [*range(10, 16), *range(17, 26)]
    # 第十四条第二款、第十七条至第二十一条 are fought by suit; of 14 the table holds both kinds of partner.
    assert [one.article for one in standing.changes() if one.suit] == [14, 17, 18, 19, 20, 21]


@pytest.mark.parametrize("key", ["spouse", "later_transferee"])
def test_what_is_asked_and_is_no_ground_gets_another_way(key):
    with pytest.raises(InputError, match=r"没有.*法定事由.*另行起诉"):
        standing.change(key)


@pytest.mark.parametrize("kind", ["stay", "deferral"])
def test_no_other_ground(kind):
    with pytest.raises(InputError, match="不是法定事由"):
        standing.ground(kind, "mood")
    with pytest.raises(InputError, match="不是法定事由"):
        standing.change("mood")


def test_the_article_is_that_of_the_day():
    chosen = standing.ground("stay", "heirs")
    assert [chosen.source(day) for day in (date(2023, 12, 31), DAY)] == ["民诉法第263条", "民诉法第267条"]
    assert standing.effect_source("stay", DAY) == "民诉法第267条"
