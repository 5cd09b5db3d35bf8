"""线索 and 财产报告: told at the case, then verified, each by its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.models import Case
from duixian.court.cases.views.acts import OPEN_ONLY, Act, Typed
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.court.property.actions import leads
from duixian.court.property.actions.leads import LeadFacts
from duixian.court.property.models import Lead, PropertyReport
from duixian.court.property.queries import searching as queries
from duixian.court.property.search_forms import JudgeForm, LeadForm, ReportForm, ReportOrderForm, VerifyForm
from duixian.law.errors import InputError

PAGE = "property-of-case"


@dataclass(frozen=True)
class Told:
    """An act on one lead or report: its word, its form, what does it."""

    words: str
    form: type[forms.Form]
    do: Callable[[Staff, Any, Typed, date], object]


@login_required
@require_http_methods(["GET", "POST"])
def lead_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """核实线索."""
    lead = queries.find_lead(person(request), pk)
    return _act(request, lead, Told("核实线索", VerifyForm, _verify), lead.text)


@login_required
@require_http_methods(["GET", "POST"])
def report_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """登记财产报告, 核实财产报告."""
    report = queries.find_report(person(request), pk)
    if name not in _OF_REPORT:
        raise Http404
    return _act(request, report, _OF_REPORT[name], report.party.name)


def _act(request: HttpRequest, row: Lead | PropertyReport, act: Told, about: str) -> HttpResponse:
    actor, on = person(request), working_day().day
    access.require(actor, access.Act.WORK_CASE, row.court_id)
    form = act.form(request.POST or None, initial=act.form.start(on))  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            act.do(actor, row, form.cleaned_data, on)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect(PAGE, row.case_id)
    context = tabs.shell(actor, row.case, PAGE) | {"words": act.words, "about": about, "doing": form}
    return render(request, "property/told.html", context, status=422 if form.is_bound else 200)


def _verify(actor: Staff, lead: Lead, typed: Typed, on: date) -> object:
    return leads.verify_lead(actor, lead, typed["outcome"], typed["findings"], on=typed["on"], today=on)


def _take(actor: Staff, report: PropertyReport, typed: Typed, on: date) -> object:
    return leads.take_report(actor, report, typed["content"], on=typed["on"], today=on)


def _judge(actor: Staff, report: PropertyReport, typed: Typed, on: date) -> object:
    truthful = typed["truthful"] == "yes"
    return leads.judge_report(actor, report, truthful=truthful, why=typed["why"], on=typed["on"], today=on)


def _lead(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    facts = LeadFacts(**{**typed, "origin": Lead.Origin(typed["origin"])})
    return leads.note_lead(actor, case, facts, today=on)


def _order_report(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    served, due = typed["served_on"], typed["due_on"]
    return leads.order_report(actor, case, typed["party"], served_on=served, due_on=due, today=on)


_OF_REPORT = {
    "take": Told("登记财产报告", ReportForm, _take),
    "judge": Told("核实财产报告", JudgeForm, _judge),
}
OF_CASE = (
    Act("lead", "登记线索", LeadForm, access.Act.WORK_CASE, _lead, back_to=PAGE),
    Act(
        "report-order",
        "送达报告财产令",
        ReportOrderForm,
        access.Act.WORK_CASE,
        _order_report,
        OPEN_ONLY,
        PAGE,
    ),
)
