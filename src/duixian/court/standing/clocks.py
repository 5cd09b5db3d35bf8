"""What falls due here: deferrals that end, objections and changes of parties to be decided."""

from __future__ import annotations

from django.db.models import F

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, row_page, rows, words
from duixian.court.standing.models import Objection, PartyChange, Standstill

PAGE = "case-standing"


def _deferrals() -> Rows:
    running = Standstill.objects.filter(state=Standstill.State.GRANTED, end=None, until__isnull=False)
    return rows(running, until="until", since="start", what=words("暂缓执行期限届满"))


def _objections() -> Rows:
    open_ones = Objection.objects.filter(decided_on=None)
    return rows(open_ones, until="due_on", since="filed_on", what=F("text"), whom="by")


def _changes() -> Rows:
    open_ones = PartyChange.objects.filter(decided_on=None)
    return rows(open_ones, until="due_on", since="asked_on", what=F("reason"), whom="person")


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in (
        Source("deferral", "暂缓届满", _deferrals, "恢复", row_page("standing-act", "end"), "恢复执行程序"),
        Source(
            "case_objection",
            "异议审查",
            _objections,
            "登记裁定",
            row_page("standing-act", "decide"),
            "异议裁定",
        ),
        Source(
            "party_change",
            "变更追加",
            _changes,
            "登记裁定",
            row_page("standing-act", "change"),
            "变更追加裁定",
        ),
    ):
        clocks.register(source)
