"""路程: the stretches of the way to a person and back."""

from __future__ import annotations

from datetime import datetime

from duixian.court.cases.actions.acting import action, fitting
from duixian.court.coercion.actions.appearances import ordered_before
from duixian.court.coercion.actions.common import after, come, granted_only, held_case, locked, once
from duixian.court.coercion.actions.facts import LegFacts
from duixian.court.coercion.models import Appearance, Leg
from duixian.court.people.models import Staff
from duixian.law.errors import InputError


@action
def add_leg(actor: Staff, appearance: Appearance, told: LegFacts, now: datetime) -> Leg:
    """启程: one more stretch, the one before having ended; the first is the departure.

    Raises InputError, NotAllowed.
    """
    held_case(actor, appearance.case)
    row = locked(Appearance, appearance.pk)
    granted_only(row, "启程")
    come(told.left_at, now, "出发时间")
    ordered_before(row, told.left_at, "出发时间")
    last = row.legs.last()
    if last and last.arrived_at is None:
        raise InputError("启程", f"{last.start}至{last.end}还没有到达", "请先登记到达")
    after(told.left_at, last.arrived_at if last else None, "出发时间", "前一段到达时间")
    leg = Leg(
        appearance=row,
        position=last.position + 1 if last else 1,
        start=told.start.strip(),
        end=told.end.strip(),
        left_at=told.left_at,
        officers=told.officers.strip(),
        vehicle=told.vehicle,
        with_person=told.with_person,
    )
    for name, words in (("start", "自何处"), ("end", "至何处"), ("officers", "干警")):
        if not getattr(leg, name):
            raise InputError(words, "没有填写", "请写明这一段的起止和参加干警")
    fitting("路程", leg).save()
    if row.left_at is None:
        row.left_at = told.left_at
        row.save(update_fields=["left_at"])
    return leg


@action
def end_leg(actor: Staff, leg: Leg, at: datetime, km: int | None, now: datetime) -> Leg:
    """到达 of a stretch, with its mileage in km. Raises InputError, NotAllowed."""
    held_case(actor, leg.appearance.case)
    leg = locked(Leg, leg.pk)
    once(leg.arrived_at, "到达时间")
    come(at, now, "到达时间")
    after(at, leg.left_at, "到达时间", "出发时间")
    if km is not None and km < 0:
        raise InputError("里程", "小于零", "请填写公里数")
    leg.arrived_at, leg.km = at, km
    leg.save(update_fields=["arrived_at", "km"])
    return leg
