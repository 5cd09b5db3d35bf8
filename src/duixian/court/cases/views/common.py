"""What the pages of this room share."""

from __future__ import annotations

import mimetypes
from typing import cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from duixian.court.people.models import Staff


def person(request: HttpRequest) -> Staff:
    """Who asks; the view is behind login_required."""
    return cast(Staff, request.user)


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, and not for the whole by a boosted link."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def attachment(data: bytes, filename: str) -> HttpResponse:
    """A file to keep; its Chinese name survives every browser."""
    guessed, _ = mimetypes.guess_type(filename)
    response = HttpResponse(data, content_type=guessed or "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response
