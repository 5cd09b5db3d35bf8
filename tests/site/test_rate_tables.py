"""The page of the rate tables: shows, adds, and changes nothing that is known."""

from __future__ import annotations

import pytest
from django.urls import reverse

from duixian.court.people.models import Role
from duixian.law.rates import next_quote_day, published
from duixian.site import quotes


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def page(client_of, data):
    inside = client_of(Role.ADMINISTRATOR, "内06")
    return lambda **given: (
        inside.post(reverse("rate-tables"), given) if given else inside.get(reverse("rate-tables"))
    )


def test_the_tables_are_shown_with_their_sources(page):
    shown = page().content.decode()
    last = published().quotes("lpr")[-1]
    assert str(last.day) in shown


def test_the_next_quote_is_added_with_who_added_it(page, data):
    due = next_quote_day(published().quotes("lpr")[-1].day)
    answer = page(day=str(due), one_year="3.00", five_years="3.50", source="样例公告")
    assert answer.status_code == 302
    added = quotes.tables(data).quotes("lpr")[-1]
    assert (added.day, str(added.tenors["1y"]), added.source) == (due, "3.00", "样例公告")
    assert "administrator" in (data / "tables" / "lpr.csv").read_text()


def test_a_quote_that_is_known_is_not_changed_and_what_was_typed_stays(page, data):
    known = published().quotes("lpr")[0]
    answer = page(day=str(known.day), one_year="9.99", five_years="", source="样例公告")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "已收录" in shown
    assert 'value="9.99"' in shown
    assert quotes.tables(data) == published()
