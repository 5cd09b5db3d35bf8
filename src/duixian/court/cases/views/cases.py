"""The case list: filters and order in the URL, pages by key, acts on many, export."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from duixian.court.cases import actions, export, queries
from duixian.court.cases.models import Category, Status
from duixian.court.cases.views import filters
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Role, Staff
from duixian.court.people.queries import handlers_at
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError

OPTIONAL_COLUMNS = (
    ("parties", "申请执行人 / 被执行人", True),
    ("category", "类别", True),
    ("cause", "案由", True),
    ("owed", "今日应付", True),
    ("recovered", "已到位", True),
    ("status", "状态", True),
    ("next_due", "下一期限", True),
    ("handler", "承办人", True),
    ("claimed", "申请标的", False),
    ("filed", "立案", False),
)
_CATEGORIES = dict(Category.choices)
_SUPERVISING = {Role.BUREAU_CHIEF, Role.PRESIDENT, Role.SUPERVISOR}


@login_required
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """One page of the cases that the filters of the URL leave."""
    actor = person(request)
    wanted = queries.Filters.from_query(request.GET)
    sort = queries.sort_of(request.GET.get("sort", ""))
    page = queries.case_page(actor, wanted, sort, request.GET.get("after"))
    names = filters.Names.seen_by(actor)
    context = {
        "page": page,
        "sort": sort,
        "count_words": f"{page.count.n:,} 件{'' if page.count.exact else '以上'}",
        "optional_columns": OPTIONAL_COLUMNS,
        "categories": _CATEGORIES,
        "status_choices": Status.choices,
        "may_import": access.may(actor, Act.IMPORT_LEDGER),
        "may_export": access.may(actor, Act.EXPORT),
        **_filter_context(request, actor, names),
        **_bulk_context(actor, names),
    }
    return render(request, "cases/list.html", context)


@login_required
@require_GET
def case_export(request: HttpRequest) -> FileResponse:
    """The filtered list as xlsx; no cell of it can start a formula."""
    actor = person(request)
    access.require(actor, Act.EXPORT)
    wanted = queries.Filters.from_query(request.GET)
    rows = queries.export_rows(actor, wanted, queries.sort_of(request.GET.get("sort", "")))
    on = working_day().day
    return FileResponse(export.workbook(rows, on), as_attachment=True, filename=f"案件{on}.xlsx")


@login_required
@require_POST
def case_bulk(request: HttpRequest) -> HttpResponse:
    """One act on the chosen cases: all of them, or none where one is refused."""
    actor, on = person(request), working_day().day
    cases = [queries.find_case(actor, int(pk)) for pk in request.POST.getlist("case") if pk.isdigit()]
    act = request.POST.get("act", "")
    if not cases:
        raise InputError("选中的案件", "一件也没有选", "请先勾选案件，再按按钮")
    if act == "assign":
        courts = sorted({case.court_id for case in cases})
        handler = handlers_at(courts).filter(pk=request.POST.get("handler") or 0).first()
        if handler is None:
            raise InputError("承办人", "没有选承办人，或其不在案件所在法院", "请从名单里选一人")
        actions.assign(actor, cases, handler, on)
    elif act in {"green", "key"}:
        actions.mark_cases(actor, cases, act, on)
    return redirect(_back(request))


def _filter_context(request: HttpRequest, actor: Staff, names: filters.Names) -> dict[str, Any]:
    asked = request.GET
    fields = filters.choices(actor, names)
    in_form = {"q", "after", *(name for name, _ in filters.DATES)}
    return {
        "q": asked.get("q", ""),
        "choices": fields,
        "dates": [(name, label, asked.get(name, "")) for name, label in filters.DATES],
        "dates_given": any(asked.get(name) for name, _ in filters.DATES),
        "chips_now": filters.chips(asked, names),
        "kept_in_form": [
            (name, value) for name in asked if name not in in_form for value in asked.getlist(name) if value
        ],
    }


def _bulk_context(actor: Staff, names: filters.Names) -> dict[str, Any]:
    may_assign = access.may(actor, Act.ASSIGN)
    marking = actor.role in _SUPERVISING
    return {
        "bulk_acts": [
            *(["assign"] if may_assign else []),
            *(["mark"] if marking else []),
            *(["search"] if access.may(actor, Act.WORK_CASE) else []),
        ],
        "handlers": handlers_at(list(names.courts)) if may_assign else [],
    }


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "case-list"
