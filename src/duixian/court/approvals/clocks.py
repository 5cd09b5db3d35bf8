"""What falls due here: requests that nobody has answered, and those that came back to be mended."""

from __future__ import annotations

from django.db.models import F

from duixian.court.approvals.models import Request
from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, row_page, rows


def _waiting() -> Rows:
    pending = Request.objects.filter(state=Request.State.PENDING)
    return rows(pending, until="due_on", since="asked_on", what=F("text"))


def _returned() -> Rows:
    returned = Request.objects.filter(state=Request.State.RETURNED)
    return rows(returned, until="due_on", since="asked_on", what=F("text"))


def register() -> None:
    """Called once, when the room's app is ready."""
    clocks.register(Source("approval", "待审批", _waiting, "查看", row_page("approval"), "签批意见"))
    clocks.register(
        Source(
            "approval_returned", "退回待补正", _returned, "补正", row_page("approval"), "补正后再报，或者撤回"
        )
    )
