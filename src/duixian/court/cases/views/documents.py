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
from duixian.court.cases.actions.documents import template_in_force, withdrawn
from duixian.court.cases.forms import AmountField, DayField, TextField
from duixian.court.cases.models import Case, CourtForm, Document
from duixian.court.cases.views.common import attachment, person
from duixian.court.people import access
from duixian.court.people.access import Act, courts_of
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors
from duixian.writing.forms import FORMS, LARGEST_TEMPLATE, Ask, Form, default_template

PAGE = "documents-of-case"
_FILLED = "案号、当事人、执行依据、应付金额、条文由系统填写；文号自动编排。"
_KEPT = "文书照原样保留，文号不再使用；撤回的日期和理由记入经过。"


class _Withdrawal(django_forms.Form):
    on = DayField(label="撤回日期")
    why = TextField(label="撤回理由", max_length=300)


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
    return _show(request, actor, case, f"制作{known.name}", _FILLED, asked)


@login_required
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes of a paper."""
    found = _find(person(request), pk)
    return attachment(bytes(found.content), f"{found.number}{found.title}.docx")


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a paper no longer stands; it stays on the list."""
    actor, on = person(request), working_day().day
    found = _find(actor, pk)
    access.require(actor, Act.WORK_CASE, found.court_id)
    asked = _Withdrawal(request.POST or None, initial={"on": on})
    if request.method == "POST" and asked.is_valid():
        try:
            actions.withdraw_document(actor, found, **asked.cleaned_data, today=on)
        except InputError as error:
            asked.add_error(None, str(error))
        else:
            return redirect(PAGE, found.case_id)
    case = queries.find_case(actor, found.case_id)
    return _show(request, actor, case, f"撤回{found.title} {found.number}", _KEPT, asked)


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
            if (file.size or 0) > LARGEST_TEMPLATE:
                raise InputError("模板", f"超过{LARGEST_TEMPLATE >> 20} MB", "请去掉图片后再上传")
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


def _find(actor: Staff, pk: int) -> Document:
    found = Document.objects.filter(pk=pk, court__in=courts_of(actor)).select_related("case").first()
    if found is None:
        raise Http404("没有这份文书，或不在您可查看的法院")
    return found


def _show(
    request: HttpRequest,
    actor: Staff,
    case: Case,
    doing: str = "",
    hint: str = "",
    asked: django_forms.Form | None = None,
) -> HttpResponse:
    may_work = access.may(actor, Act.WORK_CASE, case.court_id)
    context: dict[str, Any] = tabs.shell(actor, case, PAGE) | {
        "documents": case.documents.select_related("made_by").defer("content").order_by("-serial"),
        "kinds": [(key, _told_apart(form)) for key, form in FORMS.items()] if may_work else [],
        "doing": doing,
        "hint": hint,
        "asked": asked,
        "may_work": may_work,
        "withdrawn": withdrawn(case),
    }
    status = 422 if asked is not None and asked.is_bound else 200
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
