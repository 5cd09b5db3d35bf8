"""网络查询: orders and their progress, files out and feedback in, rows that wait for a person."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.cases.models import Case
from duixian.court.cases.views.common import attachment, person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.court.property.actions import feedback, searching
from duixian.court.property.exchange import connector_of
from duixian.court.property.models import Institution
from duixian.court.property.queries import searching as queries
from duixian.court.property.search_forms import FeedbackForm, SearchForm, SettleForm
from duixian.court.property.tasks import exchange_soon
from duixian.law.errors import InputError


@login_required
@require_GET
def searches(request: HttpRequest) -> HttpResponse:
    """查询与反馈: what is late, what waits, what came today, what fits nobody."""
    actor = person(request)
    access.require(actor, Act.VIEW_CASES)
    return _overview(request, actor, FeedbackForm())


@login_required
@require_http_methods(["GET", "POST"])
def search_new(request: HttpRequest) -> HttpResponse:
    """发起查询 for chosen cases: which institutions; then the order."""
    actor = person(request)
    access.require(actor, Act.WORK_CASE)
    cases = queries.cases_named(actor, _chosen(request))
    if not cases:
        raise InputError("选中的案件", "一件也没有选", "请先勾选案件，再按“查询财产”")
    sent = "institutions" in request.POST or "key" in request.POST
    form = SearchForm(request.POST if sent else None, initial=SearchForm.start(cases))
    if sent and form.is_valid():
        try:
            order = _order(actor, cases, form)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("search-order", order.pk)
    context = {"form": form, "cases": cases}
    return render(request, "property/search_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def search_order(request: HttpRequest, pk: int) -> HttpResponse:
    """An order: who was asked, what has come, what was left out."""
    actor = person(request)
    order = queries.find_order(actor, pk)
    context = {
        "order": order,
        "progress": queries.progress_of(order),
        "requests": queries.requests_in(order),
        "may_work": access.may(actor, Act.WORK_CASE, order.court_id),
        "form": FeedbackForm(),
    }
    return render(request, "property/search_order.html", context)


@login_required
@require_POST
def search_file(request: HttpRequest, pk: int, institution: int) -> HttpResponse:
    """The file of questions to carry to an institution; with it they count as sent."""
    actor = person(request)
    order = queries.find_order(actor, pk)
    asked = get_object_or_404(Institution, pk=institution, connector=Institution.Connector.FILE)
    name, content = searching.hand_over(actor, order, asked, connector_of(asked), on=working_day().day)
    return attachment(content, name)


@login_required
@require_POST
def feedback_upload(request: HttpRequest) -> HttpResponse:
    """上传反馈; then what came of it."""
    actor = person(request)
    access.require(actor, Act.IMPORT_LEDGER)
    form = FeedbackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _overview(request, actor, form, status=422)
    file = form.cleaned_data["file"]
    taken = feedback.take_feedback(
        actor, form.cleaned_data["institution"], file.read(), file.name or "反馈", on=working_day().day
    )
    return redirect("delivery", taken.pk)


@login_required
@require_GET
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of one feedback."""
    actor = person(request)
    row = queries.find_delivery(actor, pk)
    context = {
        "delivery": row,
        "finds": queries.finds_in(actor, row),
        "strays": queries.strays_in(actor, row),
        "may_open": queries.may_open(actor, row),
        "may_settle": access.may(actor, Act.IMPORT_LEDGER),
    }
    return render(request, "property/delivery.html", context)


@login_required
@require_GET
def delivery_file(request: HttpRequest, pk: int) -> HttpResponse:
    """反馈原文, byte for byte."""
    row = queries.content_of(person(request), pk)
    return attachment(bytes(row.content), row.filename)


@login_required
@require_POST
def stray_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """处理 of a row that fits nobody."""
    actor = person(request)
    stray, form = queries.find_stray(actor, pk), SettleForm(request.POST)
    if not form.is_valid():
        raise InputError("处理情况", "没有填写或过长", "请用三百字以内写明核对结果")
    feedback.settle_stray(actor, stray, how=form.cleaned_data["how"], on=working_day().day)
    return redirect("searches")


def _overview(request: HttpRequest, actor: Staff, form: FeedbackForm, status: int = 200) -> HttpResponse:
    on = working_day().day
    context: dict[str, Any] = {
        "overdue": queries.overdue(actor, on),
        "failed": queries.failed(actor),
        "waiting": queries.waiting(actor),
        "deliveries": queries.deliveries(actor, on),
        "strays": queries.strays(actor),
        "orders": queries.orders(actor),
        "form": form,
        "may_take": access.may(actor, Act.IMPORT_LEDGER),
        "may_settle": access.may(actor, Act.IMPORT_LEDGER),
    }
    return render(request, "property/searches.html", context, status=status)


def _chosen(request: HttpRequest) -> list[int]:
    """Ids from the list's boxes, from a case's link, or as the form itself carries them."""
    given = [*request.POST.getlist("case"), *request.GET.getlist("case")]
    given += request.POST.get("cases", "").split(",")
    return [int(pk) for pk in given if pk.isascii() and pk.isdigit() and len(pk) < 19]


def _order(actor: Staff, cases: list[Case], form: SearchForm) -> Any:
    typed = form.cleaned_data
    institutions = list(typed["institutions"])
    order = searching.order_search(
        actor,
        cases,
        institutions,
        on=working_day().day,
        key=typed["key"],
        business_of_persons=typed["business_of_persons"],
    )
    for one in institutions:
        if one.connector == Institution.Connector.HTTP:
            transaction.on_commit(partial(exchange_soon, one.pk))
    return order
