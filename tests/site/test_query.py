"""A list's other views are its own address with one thing changed."""

from __future__ import annotations

from django.test import RequestFactory

from duixian.site.query import query

request = RequestFactory().get("/cases/?court=内0602&court=内0603&sort=-owed&after=9")


def test_another_order_keeps_the_filters_and_starts_at_the_first_page() -> None:
    assert (
        query(request, sort="filed", after=None)
        == "/cases/?court=%E5%86%850602&court=%E5%86%850603&sort=filed"
    )


def test_one_value_of_a_filter_is_taken_away_and_the_others_stay() -> None:
    assert query(request, drop=("court", "内0602"), after=None) == "/cases/?court=%E5%86%850603&sort=-owed"


def test_without_anything_left_the_address_is_bare() -> None:
    assert query(RequestFactory().get("/cases/?q=王"), drop=("q", "王")) == "/cases/"
