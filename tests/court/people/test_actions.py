"""Courts and accounts as people make them."""

from __future__ import annotations

import pytest

from duixian.court.people.actions import ensure_courts
from duixian.court.people.models import Court
from duixian.law.errors import InputError


def test_the_ten_courts_stand_in_their_fixed_order_below_the_intermediate_court(courts):
    assert [court.short_name for court in Court.objects.all()] == [
        "鄂尔多斯中院",
        "东胜法院",
        "康巴什法院",
        "达拉特旗法院",
        "准格尔旗法院",
        "鄂托克前旗法院",
        "鄂托克旗法院",
        "杭锦旗法院",
        "乌审旗法院",
        "伊金霍洛旗法院",
    ]
    assert {court.parent_id for court in courts.values()} == {None, "内06"}


def test_a_court_from_elsewhere_comes_after_those_already_here_and_once_only(courts):
    first = ensure_courts(["京0101"])
    again = ensure_courts(["京0101", "内0602"])
    assert first[0] == again[0]
    assert list(Court.objects.values_list("code", flat=True))[-1] == "京0101"


def test_an_unknown_code_is_refused_and_nothing_is_made(db):
    with pytest.raises(InputError, match="内9999"):
        ensure_courts(["内0602", "内9999"])
    assert not Court.objects.exists()
