"""What falls due here: the half-yearly checks of suspended cases, whom they are told, what they found."""

from __future__ import annotations

from django.db.models import F

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, page, row_page, rows, words
from duixian.court.closing.models import Recheck

PAGE = "case-closing"


def _rechecks() -> Rows:
    ahead = Recheck.objects.filter(done_on=None, dropped_on=None)
    return rows(ahead, until="due_on", since="since", what=words("终本后核查财产"))


def _found() -> Rows:
    # Until the case goes on in a new one.
    found = Recheck.objects.filter(outcome=Recheck.Outcome.FOUND, case__revival=None)
    return rows(found, until="done_on", since="since", what=F("text"))


def _untold() -> Rows:
    untold = Recheck.objects.filter(done_on__isnull=False, told_on=None)
    return rows(untold, until="done_on", since="since", what=words("把终本核查结果告知申请执行人"))


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in (
        Source(
            "recheck", "终本核查", _rechecks, "登记核查", row_page("recheck"), "查询结果，并告知申请执行人"
        ),
        Source(
            "recheck_tell", "告知核查结果", _untold, "登记告知", row_page("recheck"), "告知申请执行人的记录"
        ),
        Source("revive", "恢复执行", _found, "恢复执行", page(PAGE), "恢复执行的案件"),
    ):
        clocks.register(source)
