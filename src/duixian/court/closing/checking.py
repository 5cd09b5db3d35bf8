"""The conditions of a way of closing on the record of a case, and with the handler's statements."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.closing.facts import facts_of
from duixian.court.closing.models import Statement
from duixian.law import closing as law


def on_record(
    case: Case, way: str, on: date, *, ground: str = "", evidence: str = ""
) -> tuple[law.Condition, ...]:
    """Each condition as the record alone tells it; an unknown way has none."""
    if way not in law.WAYS:
        return ()
    return law.conditions(way, facts_of(case, on, ground=ground, evidence=evidence), on)


def checked(
    case: Case, way: str, on: date, *, ground: str = "", evidence: str = ""
) -> tuple[law.Condition, ...]:
    """The same with the statements that still fit what the record says."""
    found = on_record(case, way, on, ground=ground, evidence=evidence)
    why = {one.key: one.why for one in found}
    told = {
        one.condition: f"{one.text}（{one.evidence}）"
        for one in Statement.objects.filter(case=case)
        if why.get(one.condition) == one.about
    }
    return law.answered(found, told)
