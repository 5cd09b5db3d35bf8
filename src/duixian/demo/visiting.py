"""Tours of the plan: those made and told of, and the one that lies ahead on the demo's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from duixian.court.cases.models import Case, Party
from duixian.court.liaison import actions as liaison
from duixian.court.people.models import Court, Staff
from duixian.demo.acts import PlannedTour, PlannedVisit
from duixian.demo.office import Office

_HERE = ZoneInfo("Asia/Shanghai")
_ARRIVED, _DONE = time(10, 20, tzinfo=_HERE), time(10, 45, tzinfo=_HERE)


def visit(handler: Staff, case: Case, party: Party, plan: PlannedVisit) -> None:
    """One address gone to on its day, and what came of it."""
    tour = liaison.plan_tour(
        handler,
        handler.court,
        on=plan.on,
        area=plan.area,
        leader=handler,
        visits=[liaison.VisitPlan(case, plan.address, plan.purpose, party)],
        today=plan.on,
    )
    stop = liaison.arrive(
        handler, tour.visits.get(), liaison.Arrival(datetime.combine(plan.on, _ARRIVED)), plan.on
    )
    told = liaison.VisitRecord(datetime.combine(plan.on, _DONE), plan.result, plan.met, plan.outcome)
    liaison.record_visit(handler, stop, told, plan.on)


def plan_tours(office: Office, tours: Iterable[PlannedTour]) -> None:
    """The days out that lie ahead, each to the first respondents of its cases."""
    for tour in tours:
        leader = office.staff[tour.leader]
        stops = [_stop(office.cases[case_no], tour.purpose) for case_no in tour.cases]
        liaison.plan_tour(
            leader,
            Court.objects.get(pk=tour.court),
            on=tour.on,
            area=tour.area,
            leader=leader,
            visits=stops,
            today=tour.on,
            members=tour.members,
            vehicle=tour.vehicle,
        )


def _stop(case: Case, purpose: str) -> liaison.VisitPlan:
    party = case.parties.filter(side=Party.Side.RESPONDENT).earliest("pk")
    return liaison.VisitPlan(case, party.address, purpose, party)
