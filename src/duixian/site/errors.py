"""The pages that say no: wrong address, no right, our own fault."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_GONE = "没有这个页面，或者它不在您可以查看的范围内。请核对地址，或从左侧菜单重新进入。"
_STALE = "页面已过期，或请求不是从本系统发出的。请返回上一页，刷新后再试。"
_FAULT = "程序出错了，这不是您的问题，也没有只做一半。请重试；仍不行，请告诉系统管理员出错的时间。"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing that this person may see."""
    if is_api(request):
        return JsonResponse({"error": _GONE}, status=404)
    return render(request, "404.html", {"why": _GONE}, status=404)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403 of Django's own: a form too old, a request from elsewhere."""
    if is_api(request):
        return JsonResponse({"error": _STALE}, status=403)
    return render(request, "403.html", {"why": _STALE}, status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: the log has the rest."""
    if is_api(request):
        return JsonResponse({"error": _FAULT}, status=500)
    return HttpResponse(render_to_string("500.html", {"why": _FAULT}), status=500)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
