"""The contract's JSON in: taken to the letter, and every fault told by its path."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings

from duixian.law.errors import InputError, InputErrors
from duixian.law.title import Claim
from duixian.reading.claim import read_claim, read_claim_text
from duixian.writing.claim import claim_object, claim_sha256
from tests.law.claims import claims

WHOLE: dict[str, Any] = {
    "as_of": "2025-09-16",
    "options": {"count_as_of": True, "rounding": "per_segment", "surcharge_start": "next_day"},
    "title": {"effective_on": "2016-09-25", "served_on": ["2016-09-01"], "appeal_days": 15},
    "obligations": [
        {
            "id": "1",
            "subject": "赔偿金",
            "amount": "3072000.00",
            "due_on": "2016-10-05",
            "interest": {
                "from": "2015-06-16",
                "until": "payment",
                "base": "500000.00",
                "year_days": 365,
                "rate": {"kind": "lpr", "tenor": "1y", "multiple": "1.3"},
            },
            "surcharge": True,
        }
    ],
    "fees": [{"subject": "案件受理费", "amount": "31376.00", "payable_to": "applicant"}],
    "payments": [{"on": "2017-10-10", "amount": "157481.00"}],
    "waivers": [{"on": "2020-01-01", "of": "surcharge", "amount": "1000.00"}],
    "excluded_periods": [{"from": "2018-01-01", "to": "2018-03-01", "reason": "再审中止执行"}],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """WHOLE with the field at a dotted path set, or taken out where the value is ..."""
    made = copy.deepcopy(WHOLE)
    at: Any = made
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("as_of", ..., "as_of"),
        ("as_of", "2025-02-30", "as_of"),
        ("as_of", 20250916, "as_of"),
        ("colour", "red", "colour"),
        ("options.colour", "red", "options.colour"),
        ("options.rounding", "up", "options.rounding"),
        ("options.count_as_of", "yes", "options.count_as_of"),
        ("obligations", {}, "obligations"),
        ("obligations.0.amount", 3072000, "obligations[0].amount"),
        ("obligations.0.amount", "-1.00", "obligations[0].amount"),
        ("obligations.0.amount", "1e9", "obligations[0].amount"),
        ("obligations.0.amount", ..., "obligations[0].amount"),
        ("obligations.0.due_on", ..., "obligations[0]"),
        ("obligations.0.days_after_effective", 10, "obligations[0]"),
        ("obligations.0.interest.rate.kind", "prime", "obligations[0].interest.rate.kind"),
        ("obligations.0.interest.rate.tenor", "3y", "obligations[0].interest.rate.tenor"),
        ("obligations.0.interest.rate.multiple", "NaN", "obligations[0].interest.rate.multiple"),
        ("obligations.0.interest.until", "forever", "obligations[0].interest.until"),
        ("obligations.0.interest.year_days", 366, "obligations[0].interest.year_days"),
        ("options", [], "options"),
        ("title", "", "title"),
        ("obligations.0.id", "", "obligations[0].id"),
        ("obligations.0.subject", "一\x00二", "obligations[0].subject"),
        ("obligations.0.subject", "一\ud800", "obligations[0].subject"),
        ("obligations.0.accelerates", True, "obligations[0].accelerates"),
        ("obligations.0.interest.until", "2015-06-15", "obligations[0].interest.until"),
        ("obligations.0.interest.rate.multiple", "1_0", "obligations[0].interest.rate.multiple"),
        ("obligations.0.interest.rate.multiple", "1." + "1" * 99, "obligations[0].interest.rate.multiple"),
        ("obligations.0.interest.rate", {"kind": "annual"}, "obligations[0].interest.rate.value"),
        ("obligations.0.interest.rate", 0, "obligations[0].interest.rate"),
        ("payments.0.to", "costs", "payments[0].to"),
        ("waivers.0.of", "all", "waivers[0].of"),
        ("excluded_periods.0.to", "2017-01-01", "excluded_periods[0].to"),
    ],
)
def test_a_fault_is_told_by_its_path_and_with_a_remedy(path: str, value: Any, where: str) -> None:
    with pytest.raises(InputErrors) as caught:
        read_claim(changed(path, value))
    assert where in [error.where for error in caught.value.errors]
    assert all(error.why and error.remedy for error in caught.value.errors)


def test_a_claim_of_nothing_is_refused() -> None:
    with pytest.raises(InputErrors, match="没有判项"):
        read_claim({"as_of": "2025-01-01", "obligations": []})


def test_all_faults_are_told_together() -> None:
    with pytest.raises(InputErrors) as caught:
        read_claim({"as_of": "x", "obligations": [{"id": "1"}], "extra": 1})
    assert {error.where for error in caught.value.errors} >= {"as_of", "extra", "obligations[0].amount"}


def test_instalments_must_sum_to_the_amount() -> None:
    made = changed("obligations.0.due_on", ...)
    made["obligations"][0]["instalments"] = [{"on": "2020-01-01", "amount": "1.00"}]
    with pytest.raises(InputErrors, match="各期之和"):
        read_claim(made)


@pytest.mark.parametrize(
    "text", ["", "[", '{"as_of": 1, "as_of": 2}', "[" * 100_000, "null", '"x"', "9" * 5000]
)
def test_text_that_is_no_claim_gets_a_sentence(text: str) -> None:
    with pytest.raises((InputError, InputErrors)) as caught:
        read_claim_text(text)
    assert str(caught.value)


@settings(max_examples=200, deadline=None)
@given(claims())
def test_a_claim_written_and_read_again_is_the_same(claim: Claim) -> None:
    text = json.dumps(claim_object(claim), ensure_ascii=False)
    again = read_claim_text(text)
    assert again == claim
    assert claim_sha256(again) == claim_sha256(claim)
