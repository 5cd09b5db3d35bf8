"""What every answer carries, and how a refusal looks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from duixian.law.errors import DuixianError, NotAllowed
from duixian.site.errors import is_api

Answer = Callable[[HttpRequest], HttpResponse]

# Everything comes from this machine. ECharts and Tabler set style attributes; no script is inline.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def content_security(answer: Answer) -> Answer:
    """Name the sources that the browser may load; files of cases stay in no cache on the way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class Refusals:
    """What the program says no to, wherever a view meets it, becomes a page in Chinese: 403, or 422."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DuixianError):
            return None
        status = 403 if isinstance(error, NotAllowed) else 422
        if is_api(request):
            return JsonResponse({"error": str(error)}, status=status)
        return render(request, f"{status}.html", {"why": str(error)}, status=status)
