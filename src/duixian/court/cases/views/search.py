"""Quick search from the top bar: by case number, name, or the last four of an id."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from duixian.court.cases import queries
from duixian.court.cases.views.common import is_partial, person

FOUND = 8


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What is found, as a page or as the list below the field."""
    text = request.GET.get("q", "").strip()[:60]
    found = queries.quick_search(person(request), text, limit=FOUND)
    context = {
        "q": text,
        "found": found,
        "more_href": f"{reverse('case-list')}?{urlencode({'q': text})}" if len(found) == FOUND else "",
    }
    if is_partial(request):
        return render(request, "cases/_found.html", context) if text else HttpResponse()
    return render(request, "cases/search.html", context)
