"""What a room does when its request is decided: each registers for its matters, this room knows none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from duixian.court.approvals.models import Request
from duixian.court.people.models import Staff

Follow = Callable[[Staff, Request, date], None]


@dataclass(frozen=True)
class Answer:
    """What follows in the deciding transaction, told who decided last; `href` is the page of the thing.

    What follows is done in the name of `Request.asked_by`, who works the case; the one who signs need not.
    """

    granted: Follow
    refused: Follow | None = None
    href: Callable[[Request], str] | None = None


_answers: dict[str, Answer] = {}


def register(matter: str, answer: Answer) -> None:
    """Called once for each matter, when the room's app is ready."""
    _answers[matter] = answer


def answer_of(request: Request) -> Answer | None:
    """What the room of this request registered."""
    return _answers.get(request.matter)
