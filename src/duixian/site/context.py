"""What every page's frame shows: who is here, which day it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from duixian.court.people.workday import working_day


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    return {"user": request.user, "workday": working_day()}
