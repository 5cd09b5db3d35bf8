"""What every page's frame shows: who is here, which day it is."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.http import HttpRequest

from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.site import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    today = working_day()
    # Called by the frame alone, so that a page without a sidebar asks for no counts.
    entries = partial(menu.entries, cast(Staff, request.user), today.day)
    return {"user": request.user, "workday": today, "menu": entries}
