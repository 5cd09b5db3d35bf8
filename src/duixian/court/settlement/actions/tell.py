"""What this room leaves on the timeline of a case."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Event, EventKind
from duixian.court.people.models import Staff
from duixian.court.settlement.models import Settlement


def tell(
    actor: Staff,
    settlement: Settlement,
    kind: EventKind,
    on: date,
    words: str,
    amount: int | None = None,
) -> Event:
    """An event of an agreement."""
    return Event.objects.create(
        case_id=settlement.case_id,
        court_id=settlement.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=words[:500],
        amount=amount,
        data={"settlement": settlement.pk, "state": settlement.state},
    )
