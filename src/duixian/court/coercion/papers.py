"""文书 of this room: what each paper is told beyond the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from duixian.court.coercion import moments
from duixian.court.coercion.models import (
    Appearance,
    Detention,
    DishonestEntry,
    Ending,
    Exemption,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
)
from duixian.law import approvals, coercion

Facts = dict[str, Any]


def of(matter: str, row: Any, on: date) -> tuple[str, Facts] | None:
    """The paper that a signature on a matter brings forth: its form and its facts; None where it has none."""
    form = approvals.matter(matter).form
    if not form or (isinstance(row, Referral) and row.way == Referral.Way.PRIVATE):
        return None
    return form, _FACTS[matter](row, on)


def assistance(row: Appearance) -> Facts:
    """The letter to the court in whose area a person is brought in."""
    return {
        "assisting_court": row.assisting_court,
        "person": row.person,
        "place": row.place or "下落见拘传票",
        "request": f"协助本院对{row.person}实施拘传：{row.reason}",
    }


def family_notice(row: Detention) -> Facts:
    """The notice to the family of who is detained."""
    assert row.began_at  # noqa: S101  the family is told of who is held
    return {
        "family": row.family,
        "person": row.person,
        "act": row.get_conduct_display(),
        "from_on": moments.day_of(row.began_at),
        "days": row.days,
        "place": row.place,
    }


def _appearance(row: Appearance, on: date) -> Facts:
    return _person(row) | {"place": row.bring_to or row.case.court.name, "summons": row.summons or ""}


def _search(row: PremisesSearch, on: date) -> Facts:
    return _person(row) | {"place": row.place}


def _fine(row: Fine, on: date) -> Facts:
    return _person(row) | {"amount": row.amount, "pay_by": row.pay_by, "act": row.get_conduct_display()}


def _detention(row: Detention, on: date) -> Facts:
    return _person(row) | {"days": row.days, "act": row.get_conduct_display(), "place": row.place}


def _restriction(row: Restriction, on: date) -> Facts:
    known = coercion.persons(row.kind)  # type: ignore[arg-type]
    persons = "、".join(f"{one.name}（{known[one.post]}）" for one in row.persons.all())
    return _person(row) | {"persons": persons}


def _exemption(row: Exemption, on: date) -> Facts:
    return {
        "person": row.person,
        "reason": row.reason,
        "what": row.what,
        "from_on": row.from_on,
        "until_on": row.until_on,
    }


def _listing(row: DishonestEntry, on: date) -> Facts:
    term = f"自{on}起至{row.until}止" if row.until else "自纳入之日起至依法删除时止"
    return _person(row) | {"ground": row.get_ground_display(), "term": term}


def _ending(row: Ending, on: date) -> Facts:
    of: Any = row.restriction or row.entry or row.detention
    before = of.document.number if of.document else ""
    return {"person": of.person, "reason": row.reason, "before_no": before}


def _referral(row: Referral, on: date) -> Facts:
    told = {"to": row.to, "means": row.means or "见卷宗", "evidence": row.evidence or "见卷宗"}
    return _person(row) | told


def _person(row: Any) -> Facts:
    return {"person": row.person, "id_no": row.id_no, "reason": row.reason}


_FACTS: dict[str, Callable[[Any, date], Facts]] = {
    "summons_by_force": _appearance,
    "premises_search": _search,
    "fine": _fine,
    "detention": _detention,
    "detention_release": _ending,
    "consumption": _restriction,
    "exit": _restriction,
    "consumption_exempt": _exemption,
    "consumption_lift": _ending,
    "exit_lift": _ending,
    "dishonest": _listing,
    "dishonest_delete": _ending,
    "referral": _referral,
}
