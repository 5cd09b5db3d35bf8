"""文书: the papers of a case, the making of one, and a court's own templates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.cases import actions, queries, tabs
from duixian.court.cases.actions.documents import template_in_force
from duixian.court.cases.forms import AmountField, DayField, TextField
from duixian.court.cases.models import Case, CourtForm, Document
from duixian.court.cases.views.common import attachment, person
from duixian.court.people import access
from duixian.court.people.access import Act, courts_of
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors
from duixian.writing.forms import FORMS, Ask, Form, default_template

PAGE = "documents-of-case"


@login_required
@require_GET
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a case, newest first, and what can be made."""
    actor = person(request)
    return _show(request, actor, queries.find_case(actor, pk))


@login_required
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Make a paper: only what the case does not know is asked."""
    actor, on = person(request), working_day().day
    case = queries.find_case(actor, pk)
    known = FORMS.get(form)
    if known is None:
        raise Http404
    access.require(actor, Act.WORK_CASE, case.court_id)
    asked = _form(known, request.POST or None, on)
    if request.method == "POST" and asked.is_valid():
        facts = dict(asked.cleaned_data)
        day = facts.pop("document_on")
        try:
            actions.produce_document(actor, case, form, on=day, facts=facts, today=on)
        except (InputError, InputErrors) as error:
            asked.add_error(None, str(error).split("\n"))
        else:
            return redirect(PAGE, pk)
    return _show(request, actor, case, known, asked, 422 if asked.is_bound else 200)


@login_required
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of a paper."""
    found = Document.objects.filter(pk=pk, court__in=courts_of(person(request))).first()
    if found is None:
        raise Http404("没有这份文书，或不在您可查看的法院")
    return attachment(bytes(found.content), f"{found.number}{found.title}.docx")


@login_required
@require_http_methods(["GET", "POST"])
def court_forms(request: HttpRequest) -> HttpResponse:
    """文书模板 of the actor's court: download, change in Word, put in place."""
    actor = person(request)
    access.require(actor, Act.EDIT_FORMS, actor.court)
    refused = ""
    if request.method == "POST":
        file, key = request.FILES.get("file"), request.POST.get("form", "")
        try:
            if file is None:
                raise InputError("模板", "还没有选文件", "请选改好的 docx")
            actions.replace_form(actor, actor.court, key, file.read(), on=working_day().day)
            return redirect("court-forms")
        except InputError as error:
            refused = str(error)
    own = {row.form: row for row in CourtForm.objects.filter(court=actor.court).order_by("pk")}
    context = {"rows": [(form, own.get(key)) for key, form in FORMS.items()], "refused": refused}
    return render(request, "cases/forms.html", context, status=422 if refused else 200)


@login_required
@require_GET
def form_template(request: HttpRequest, form: str) -> HttpResponse:
    """The template in force at the actor's court, to be changed in Word."""
    actor = person(request)
    access.require(actor, Act.EDIT_FORMS, actor.court)
    if form not in FORMS:
        raise Http404
    content = template_in_force(actor.court, form) or default_template(FORMS[form])
    return attachment(content, f"{FORMS[form].name}模板（{form}）.docx")


def _show(
    request: HttpRequest,
    actor: Staff,
    case: Case,
    making: Form | None = None,
    asked: django_forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    may_work = access.may(actor, Act.WORK_CASE, case.court_id)
    context: dict[str, Any] = tabs.shell(actor, case, PAGE) | {
        "documents": case.documents.select_related("made_by").defer("content").order_by("-serial"),
        "kinds": [(key, _told_apart(form)) for key, form in FORMS.items()] if may_work else [],
        "making": making,
        "asked": asked,
    }
    return render(request, "cases/documents.html", context, status=status)


_RULINGS = {
    "control_ruling": "控制",
    "deduct_ruling": "扣划提取",
    "renewal_ruling": "续行",
    "release_ruling": "解除",
}


def _told_apart(form: Form) -> str:
    """Four papers bear the name 执行裁定书."""
    return f"{form.name}（{_RULINGS[form.key]}）" if form.key in _RULINGS else form.name


def _field(ask: Ask) -> django_forms.Field:
    given: dict[str, Any] = {"label": ask.label, "required": ask.required}
    if ask.kind == "money":
        return AmountField(**given)
    if ask.kind == "day":
        return DayField(**given)
    if ask.kind == "count":
        widget = django_forms.NumberInput(attrs={"class": "form-control"})
        return django_forms.IntegerField(min_value=1, max_value=999, widget=widget, **given)
    return TextField(max_length=500, **given)


def _form(form: Form, typed: Any, on: date) -> django_forms.Form:
    fields = {"document_on": DayField(label="文书日期"), **{one.name: _field(one) for one in form.ask}}
    made: django_forms.Form = type("DocumentForm", (django_forms.Form,), fields)(
        typed, initial={"document_on": on}
    )
    return made
