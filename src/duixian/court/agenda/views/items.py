"""The whole list: filters in the URL, pages by key, export; an answer to an alarm."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.agenda import actions, export, queries
from duixian.court.agenda.actions.answers import right_of
from duixian.court.agenda.forms import AnswerForm
from duixian.court.agenda.queries import Filters
from duixian.court.agenda.views.desk import working_rights
from duixian.court.agenda.views.filters import filter_context
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError


@login_required
@require_GET
def agenda(request: HttpRequest) -> HttpResponse:
    """One page of everything due that the filters of the URL leave, the earliest first."""
    actor, on = person(request), working_day().day
    access.require(actor, Act.VIEW_CASES)
    wanted = Filters.from_query(request.GET)
    context = {
        "page": queries.item_page(actor, on, wanted, after=request.GET.get("after", "")),
        "may_export": access.may(actor, Act.EXPORT),
        **working_rights(actor),
        **filter_context(actor, request.GET, with_bands=True),
    }
    return render(request, "agenda/list.html", context)


@login_required
@require_GET
def agenda_export(request: HttpRequest) -> FileResponse:
    """The filtered list as xlsx; no cell of it can start a formula."""
    actor, on = person(request), working_day().day
    access.require(actor, Act.EXPORT)
    rows = queries.all_items(actor, on, Filters.from_query(request.GET), export.MOST)
    return FileResponse(export.workbook(rows, on), as_attachment=True, filename=f"期限清单{on}.xlsx")


@login_required
@require_GET
def agenda_stopped(request: HttpRequest) -> HttpResponse:
    """Terms that stand still, since when and why."""
    actor = person(request)
    access.require(actor, Act.VIEW_CASES)
    context = {"stops": queries.stopped(actor)[:500], **working_rights(actor)}
    return render(request, "agenda/stopped.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def agenda_answer(request: HttpRequest, key: str) -> HttpResponse:
    """答复 to one alarm: what is being done until when."""
    actor, on = person(request), working_day().day
    access.require(actor, right_of(actor))
    item = queries.find_item(actor, key, on)
    form = AnswerForm(request.POST or None, initial=AnswerForm.start(on))

    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(actor, key, **form.cleaned_data, today=on)
        except InputError as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect(_back(request))
    context = {"item": item, "form": form, "given": queries.answers_of(item), "back": _back(request)}
    return render(request, "agenda/answer.html", context, status=422 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    """The list from which the row was opened, never another site."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("desk")
