"""复议 of a fine or a detention: three days to ask, five to decide, and nothing waits for it."""

from __future__ import annotations

from datetime import date

from duixian.law.citations import Duty, short
from duixian.law.clock import Due, due
from duixian.law.coercion.check import Check

SUSPENDS = False
"""复议期间不停止执行. Source: 民事诉讼法 第一百一十九条."""


def file_by(received_on: date) -> Due:
    """The last day on which the higher court can be asked. Source: 民诉法解释 第一百八十五条."""
    return due("coercion_review", received_on)


def decide_by(accepted_on: date) -> Due:
    """The last day on which it decides. Source: 民诉法解释 第一百八十五条."""
    return due("coercion_review_decision", accepted_on)


def checks_review(*, received_on: date, filed_on: date) -> tuple[Check, ...]:
    """Whether the request came in time."""
    last = file_by(received_on).day
    assert last  # noqa: S101  nothing stops this limit
    return (
        Check(
            "in_time",
            "复议申请期限",
            received_on <= filed_on <= last,
            f"{received_on}收到决定书，应在{last}以前申请，实际{filed_on}",
            short(Duty.FINE_AND_DETENTION_APPROVAL, filed_on),
            "逾期申请的，告知不予受理并记录",
        ),
    )
