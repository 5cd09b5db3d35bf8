"""外勤: a day's stops for one team, their order, and what is put off."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from duixian.court.cases.actions.acting import action, fitting, hold
from duixian.court.cases.models import Case, Event, EventKind, Status
from duixian.court.liaison.actions.checks import degrees, party_of, told
from duixian.court.liaison.actions.facts import VisitPlan
from duixian.court.liaison.agreed import court_place
from duixian.court.liaison.models import FieldVisit, Tour
from duixian.court.liaison.queries.places import known_places, place_of
from duixian.court.liaison.route import Place, Stop, order_route
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.errors import InputError

MOST = 60
"""Stops of one day; more than a team can go to."""
_PLANNED = FieldVisit.State.PLANNED
# What was suspended for want of property is still looked into.
_VISITED = {Status.OPEN, Status.SUSPENDED}


@action
def plan_tour(
    actor: Staff,
    court: Court,
    *,
    on: date,
    area: str,
    leader: Staff,
    visits: Sequence[VisitPlan],
    today: date,
    members: str = "",
    vehicle: str = "",
) -> Tour:
    """安排外勤: the stops are put in a sensible order. Raises InputError, NotAllowed."""
    access.require(actor, Act.WORK_CASE, court)
    if on < today:
        raise InputError("外勤日期", f"{on} 已经过去", f"请填写 {today} 或以后的一天")
    told("区域", area, "请写明去哪一片，如 薛家湾镇")
    if leader.court_id != court.pk or not leader.is_active:
        raise InputError("带队人", f"{leader.name}不是{court.name}在用的人员", "请选择本院人员")
    if not visits:
        raise InputError("走访对象", "一处也没有选", "请至少勾选一处地址")
    tour = Tour(court=court, on=on, area=area.strip(), leader=leader, members=members, vehicle=vehicle)
    fitting("外勤", tour).save()
    _add(actor, tour, visits)
    _put_in_order(tour)
    return tour


@action
def add_visit(actor: Staff, tour: Tour, plan: VisitPlan, today: date) -> FieldVisit:
    """Add one stop, the last of the day. Raises InputError, NotAllowed."""
    tour = _held(actor, tour)
    if tour.on < today:
        raise InputError("外勤", f"{tour.on} 已经过去", "请另安排一次外勤")
    return _add(actor, tour, [plan])[0]


@action
def put_in_order(actor: Staff, tour: Tour) -> list[FieldVisit]:
    """Put the stops in a sensible order again. Raises NotAllowed."""
    return _put_in_order(_held(actor, tour))


@action
def move_visit(actor: Staff, visit: FieldVisit, steps: int) -> list[FieldVisit]:
    """Move a stop down by `steps`, up where they are negative; at the end it stays. Raises NotAllowed."""
    tour = _held(actor, _tour_of(visit))
    order = list(tour.visits.order_by("position", "pk"))
    at = next(place for place, one in enumerate(order) if one.pk == visit.pk)
    order.insert(max(0, at + steps), order.pop(at))
    return _number(order)


@action
def call_off_visit(actor: Staff, visit: FieldVisit, reason: str, on: date) -> FieldVisit:
    """取消走访 that nobody has begun. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [visit.case])[visit.case_id]
    visit = FieldVisit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    told("取消理由", reason, "请写明为何不去了")
    if visit.state != _PLANNED:
        raise InputError(f"{case.case_no} 走访", f"已是“{visit.get_state_display()}”", "请刷新页面核对")
    visit.state, visit.outcome = FieldVisit.State.CALLED_OFF, reason.strip()
    fitting("走访", visit).save(update_fields=["state", "outcome"])
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.NOTE,
        actor=actor,
        text=f"取消走访{visit.address}：{visit.outcome}"[:500],
        data={"visit": visit.pk},
    )
    return visit


def _held(actor: Staff, tour: Tour) -> Tour:
    """The tour, unchanged by others until the transaction ends. Raises NotAllowed."""
    access.require(actor, Act.WORK_CASE, tour.court_id)
    return Tour.objects.select_for_update().get(pk=tour.pk)


def _tour_of(visit: FieldVisit) -> Tour:
    if visit.tour is None:
        raise InputError("走访", "不在任何一次外勤中", "请先安排外勤")
    return visit.tour


def _add(actor: Staff, tour: Tour, plans: Sequence[VisitPlan]) -> list[FieldVisit]:
    held = hold(actor, Act.WORK_CASE, (plan.case for plan in plans))
    already = tour.visits.exclude(state=FieldVisit.State.CALLED_OFF)
    there = set(already.values_list("case_id", "address"))
    if len(there) + len(plans) > MOST:
        raise InputError("走访对象", f"共 {len(there) + len(plans)} 处，超过一天 {MOST} 处", "请分几次安排")
    last = tour.visits.aggregate(last=Max("position"))["last"] or 0
    known = known_places(tour.court_id, {plan.address.strip() for plan in plans})
    made = []
    for place, plan in enumerate(plans, start=last + 1):
        visit = _planned(held[plan.case.pk], tour, plan, place, known)
        if (visit.case_id, visit.address) in there:
            raise InputError(
                f"{visit.case.case_no} 走访", f"{visit.address} 已在这次外勤中", "请去掉重复的一处"
            )
        there.add((visit.case_id, visit.address))
        made.append(visit)
    return FieldVisit.objects.bulk_create(made)


def _planned(case: Case, tour: Tour, plan: VisitPlan, position: int, known: dict[str, Place]) -> FieldVisit:
    where = f"{case.case_no} 走访"
    if case.court_id != tour.court_id:
        raise InputError(where, "不是这次外勤所属法院的案件", "请由承办法院安排")
    if case.status not in _VISITED:
        raise InputError(where, f"案件已以“{case.get_status_display()}”结案", "请核对案号，或先恢复执行")
    told(f"{where} 地址", plan.address, "请写明去哪里")
    told(f"{where} 目的", plan.purpose, "请写明去做什么")
    address = plan.address.strip()
    at = plan.place or known.get(address)
    visit = FieldVisit(
        tour=tour,
        case=case,
        court_id=case.court_id,
        party=party_of(case, plan.party),
        position=position,
        address=address,
        area=plan.area.strip() or tour.area,
        latitude=degrees(at.latitude) if at else None,
        longitude=degrees(at.longitude) if at else None,
        purpose=plan.purpose.strip(),
        planned_on=tour.on,
        key=uuid.uuid4(),
    )
    return fitting(where, visit)


def _put_in_order(tour: Tour) -> list[FieldVisit]:
    visits = {visit.pk: visit for visit in tour.visits.order_by("position", "pk")}
    stops = [
        Stop(pk, visit.area, visit.address, place_of(visit.latitude, visit.longitude))
        for pk, visit in visits.items()
    ]
    return _number(visits[stop.key] for stop in order_route(stops, court_place(tour.court_id)))


def _number(visits: Iterable[FieldVisit]) -> list[FieldVisit]:
    order = list(visits)
    for place, visit in enumerate(order, start=1):
        visit.position = place
    FieldVisit.objects.bulk_update(order, ["position"])
    return order
