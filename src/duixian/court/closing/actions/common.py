"""What the acts of this room have alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people.models import Staff


def note(
    actor: Staff, case: Case, kind: EventKind, on: date, words: str, data: dict[str, Any] | None = None
) -> None:
    """Leave it on the timeline."""
    Event.objects.create(
        case=case, court_id=case.court_id, on=on, kind=kind, actor=actor, text=words[:500], data=data or {}
    )
