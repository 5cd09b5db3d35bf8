"""A person whose password must be changed sees no other page before."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponse]


def password_first(answer: Answer) -> Answer:
    """Send whoever must change his password to the page where he does."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "must_change_password", False):
            return answer(request)
        if request.path in (reverse("change-password"), reverse("sign-out")):
            return answer(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"error": "请先在网页上登录并修改初始密码"}, status=403)
        return redirect("change-password")

    return middleware
