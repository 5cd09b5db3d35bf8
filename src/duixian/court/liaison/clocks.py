"""What falls due here, for the agenda: requests that nobody answered, and visits planned and not made."""

from __future__ import annotations

from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, page, rows
from duixian.court.liaison.models import FieldVisit, LiaisonRequest

_DUE = [FieldVisit.State.PLANNED, FieldVisit.State.ARRIVED]


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in SOURCES:
        clocks.register(source)


def _unanswered() -> Rows:
    waiting = LiaisonRequest.objects.filter(answered_on=None)
    return rows(waiting, until="due_on", since="sent_on", what=F("name"), whom=_concerned())


def _planned() -> Rows:
    planned = FieldVisit.objects.filter(state__in=_DUE)
    return rows(planned, until="planned_on", since="planned_on", what=F("address"), whom=_concerned())


def _concerned() -> Combinable:
    """The person whom it concerns, all respondents of the case where none is named."""
    return Coalesce(F("party__name"), F("case__respondents"), output_field=TextField())


def _answer(ref: int, case: int) -> str:
    return reverse("request-answer", args=[ref])


SOURCES = (
    Source("liaison", "协助请求", _unanswered, "登记答复", _answer, "协助单位的答复"),
    Source("visit", "走访", _planned, "走访", page("case-liaison"), "走访记录，或取消的理由"),
)
