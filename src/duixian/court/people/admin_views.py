"""Pages of the administrator: the accounts of his courts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duixian.court.people import accounts, queries
from duixian.court.people.access import Act, require
from duixian.court.people.forms import AddStaffForm
from duixian.court.people.models import Staff
from duixian.law.errors import InputError


@login_required
def staff_list(request: HttpRequest) -> HttpResponse:
    """法院与人员: every account that the actor keeps, and the form for a new one."""
    return _page(request, AddStaffForm(_actor(request)))


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """增加账号; shows the first password this once."""
    actor = _actor(request)
    form = AddStaffForm(actor, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        staff, password = accounts.add_staff(actor, **form.cleaned_data)
    except InputError as error:
        form.add_error("username", f"{error.why}；{error.remedy}")
        return _page(request, form, status=422)
    return _page(request, AddStaffForm(actor), told=(staff, password))


@login_required
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """重设密码; shows the temporary password this once."""
    actor = _actor(request)
    staff = get_object_or_404(queries.staff_of(actor), pk=pk)
    password = accounts.reset_password(actor, staff)
    return _page(request, AddStaffForm(actor), told=(staff, password))


@login_required
@require_POST
def set_active(request: HttpRequest, pk: int, active: bool) -> HttpResponse:
    """停用 or 启用."""
    actor = _actor(request)
    accounts.set_active(actor, get_object_or_404(queries.staff_of(actor), pk=pk), active)
    return redirect("staff-list")


def _actor(request: HttpRequest) -> Staff:
    assert isinstance(request.user, Staff)  # noqa: S101  login_required stands before
    require(request.user, Act.MANAGE_STAFF)
    return request.user


def _page(
    request: HttpRequest, form: AddStaffForm, told: tuple[Staff, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = _actor(request)
    context: dict[str, Any] = {
        "form": form,
        "told": told,
        "staff": queries.staff_of(actor),
        "events": queries.staff_events(actor),
    }
    return render(request, "people/staff_list.html", context, status=status)
