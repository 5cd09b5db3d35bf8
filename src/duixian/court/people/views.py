"""Pages of the room: signing in and out, one's own password."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from duixian.court.people import accounts
from duixian.court.people.forms import ChangePasswordForm, SignInForm
from duixian.court.people.queries import minutes_locked
from duixian.law.errors import InputError


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录; on success to where the person wanted to go."""
    if request.user.is_authenticated:
        return redirect("desk")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        staff = authenticate(request, **form.cleaned_data)
        if staff is not None:
            login(request, staff)
            return redirect(_wanted(request))
        form.add_error(None, "登录名或密码不正确；连错五次锁三十分钟")
    return render(request, "people/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, str]) -> HttpResponse:
    """The answer of django-axes once too many passwords were wrong."""
    form = SignInForm(request.POST)
    minutes = minutes_locked(request.POST.get("username", ""), timezone.now())
    form.is_valid()
    form.add_error(None, f"密码连错五次，账号已锁定；请 {minutes} 分钟后再试，或请系统管理员重设密码")
    return render(request, "people/sign_in.html", {"form": form, "next": ""}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出登录."""
    logout(request)
    return redirect("sign-in")


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """改密码; where it must be changed, no other page opens before."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            accounts.change_own_password(request.user, given["old"], given["new"])  # type: ignore[arg-type]
        except InputError as error:
            form.add_error("old" if error.where == "原密码" else "new", f"{error.why}；{error.remedy}")
        else:
            update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
            return redirect("desk")
    return render(request, "people/change_password.html", {"form": form})


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if wanted and inside else "desk"
