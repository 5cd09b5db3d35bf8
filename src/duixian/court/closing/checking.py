"""The conditions of a way of closing on the record of a case, with the handler's statements."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.closing.facts import facts_of
from duixian.court.closing.models import Statement
from duixian.law import closing as law


def checked(
    case: Case, way: str, on: date, *, ground: str = "", evidence: str = ""
) -> tuple[law.Condition, ...]:
    """Each condition, met or not; an unknown way has none."""
    if way not in law.WAYS:
        return ()
    told = {one.condition: f"{one.text}（{one.evidence}）" for one in Statement.objects.filter(case=case)}
    return law.answered(law.conditions(way, facts_of(case, on, ground=ground, evidence=evidence), on), told)
