"""What every page's frame shows: who is here, which day it is."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.http import HttpRequest

from duixian.court.people.models import Court, Staff
from duixian.court.people.recent import recent
from duixian.court.people.workday import working_day
from duixian.site import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html."""
    today, actor = working_day(), cast(Staff, request.user)
    # Called by the frame alone, so that a page without a sidebar asks for no counts, nor for the court.
    return {
        "user": actor,
        "workday": today,
        "own_court": partial(_own_court, actor),
        "menu": partial(menu.entries, actor, today.day),
    }


def _own_court(actor: Staff) -> Court:
    return recent(f"court {actor.court_id}", lambda: actor.court)
