"""What a phone loads on the road: the day's stops, the worker that opens them without a net, the photos."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from duixian.court.cases.views.common import person
from duixian.court.liaison.models import FieldVisit
from duixian.court.liaison.queries import seen

_WORKER = "visits-worker.js"


@login_required
@ensure_csrf_cookie
@require_GET
def tour_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a tour on a phone, which sends with the token of its cookie."""
    tour = seen.find_tour(person(request), pk)
    context = {"tour": tour, "stops": seen.stops(tour), "results": FieldVisit.Result.choices}
    return render(request, "liaison/phone.html", context)


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: from this address it may answer for /visits/ and nothing else."""
    file = finders.find(_WORKER)
    if not isinstance(file, str):
        raise Http404
    response = HttpResponse(Path(file).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_required
@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo, to who may see its case."""
    kept = seen.find_photo(person(request), pk)
    return _picture(bytes(kept.content), "image/jpeg", f"photo-{kept.pk}.jpg")


@login_required
@require_GET
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The signature of a visit."""
    visit = seen.find_visit(person(request), pk)
    if not visit.signature:
        raise Http404
    return _picture(bytes(visit.signature), "image/png", f"signature-{visit.pk}.png")


def _picture(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
