"""工作台: what is due first, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from duixian.court.cases import duties
from duixian.court.cases.duties import Duty, Span
from duixian.court.cases.models import Case, LedgerImport, Status
from duixian.court.cases.views.common import person
from duixian.court.people.access import Act, may
from duixian.court.people.models import Role, Staff
from duixian.court.people.workday import working_day

_NOTHING = {
    "overdue": "没有逾期的事。",
    "today": "今天没有到期的事。",
    "week": "七天内没有到期的事。",
}
_TONE = {"overdue": "late", "today": "soon", "week": ""}


@dataclass(frozen=True)
class Band:
    """One of the three bands; `href` is the list behind `count`."""

    name: str
    words: str
    tone: str
    nothing: str
    duties: list[Duty]
    count: int
    href: str


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """已逾期, 今日, 七日内, the person's own figures and the last events of his cases."""
    actor = person(request)
    if not may(actor, Act.VIEW_CASES):
        return redirect("staff-list")
    on = working_day().day
    mine = _mine(actor)
    loads = duties.loads(actor, on)
    context = {
        "bands": _bands(actor, on, mine),
        "events": duties.recent_events(actor),
        "figures": duties.own_figures(actor, on),
        "loads": [(load, _href(mine | _of_load(actor, load))) for load in loads],
        "load_head": "法院" if actor.role == Role.SUPERVISOR else "承办人",
        "mine_href": _href(mine),
        "mine_words": "我的在办案件" if actor.role == Role.HANDLER else "在办案件",
    }
    return render(request, "cases/desk.html", context)


def _bands(actor: Staff, on: date, mine: dict[str, str]) -> list[Band]:
    cases = duties.on_desk(actor).select_related("handler")
    others = [*map(_ledger_duty, duties.imports_waiting(actor)), *duties.other_duties(actor, on)]
    bands = []
    for span in duties.spans(on):
        due = duties.due_within(cases, span)
        here = [duty for duty in others if _falls_in(duty.until, span)]
        rows = sorted([*here, *map(_case_duty, due[: duties.SHOWN])], key=lambda duty: duty.until)
        count = len(here) + due.order_by().count()
        params = mine | {"due_to": str(span.until), "sort": "next_due"}
        if span.after:
            params["due_from"] = str(span.after + duties.DAY)
        shown = rows[: duties.SHOWN]
        words = _NOTHING[span.name]
        bands.append(Band(span.name, span.words, _TONE[span.name], words, shown, count, _href(params)))
    return bands


def _falls_in(day: date, span: Span) -> bool:
    return (span.after is None or day > span.after) and day <= span.until


def _case_duty(case: Case) -> Duty:
    page = reverse("case-page", args=[case.pk])
    assert case.next_due_on  # noqa: S101  due_within gives only cases with a term
    return Duty(
        what=case.next_due_what,
        subject=case.case_no,
        whom=case.respondents,
        until=case.next_due_on,
        handler=case.handler_name,
        href=page,
        act="办理",
        act_href=page,
    )


def _ledger_duty(ledger: LedgerImport) -> Duty:
    page = reverse("ledger-import-page", args=[ledger.pk])
    return Duty(
        what="台账待核对",
        subject=ledger.filename,
        whom="",
        until=ledger.on,
        handler=ledger.uploaded_by.name,
        href=page,
        act="核对",
        act_href=page,
    )


def _mine(actor: Staff) -> dict[str, str]:
    return duties.filters_of(actor) | {"status": str(Status.OPEN)}


def _of_load(actor: Staff, load: duties.Load) -> dict[str, str]:
    return {"court": load.key} if actor.role == Role.SUPERVISOR else {"handler": load.key}


def _href(params: dict[str, str]) -> str:
    return f"{reverse('case-list')}?{urlencode(params)}"
