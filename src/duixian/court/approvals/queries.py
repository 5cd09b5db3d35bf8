"""What waits for whose signature, what one has asked, and what was decided; within what one may see."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, When

from duixian.court.approvals.models import Delegation, Request, Step
from duixian.court.approvals.signing import roles_of
from duixian.court.cases.models import Case
from duixian.court.cases.queries import NotFound
from duixian.court.people.access import courts_of
from duixian.court.people.models import Staff

SHOWN = 100


def _all(actor: Staff) -> QuerySet[Request]:
    seen = Request.objects.filter(court__in=courts_of(actor))
    return seen.select_related("case", "court", "asked_by")


def waiting(actor: Staff, on: date) -> QuerySet[Request]:
    """待我签批: what came first is answered first, the oldest before the rest."""
    return _turn(_all(actor), actor, on).order_by("-urgent", "due_on", "id")


def count_waiting(actor: Staff, on: date) -> int:
    """How many."""
    return _turn(Request.objects.all(), actor, on).count()


def open_at(actor: Staff) -> QuerySet[Request]:
    """All that is undecided at the courts that the actor sees."""
    return _all(actor).filter(state=Request.State.PENDING).order_by("-urgent", "due_on", "id")


def asked_by(actor: Staff) -> QuerySet[Request]:
    """我报请的: what came back first, then what waits, then the rest, newest first."""
    turn = models.Case(
        When(state=Request.State.RETURNED, then=0), When(state=Request.State.PENDING, then=1), default=2
    )
    return _all(actor).filter(asked_by=actor).order_by(turn, "-id")


def decided(actor: Staff) -> QuerySet[Request]:
    """已审结, the latest first."""
    over = Q(state__in=[Request.State.GRANTED, Request.State.REFUSED, Request.State.WITHDRAWN])
    return _all(actor).filter(over).order_by("-decided_at", "-id")


def of_case(case: Case) -> QuerySet[Request]:
    """All of one case, newest first."""
    return Request.objects.filter(case=case).select_related("asked_by").order_by("-id")


def find_request(actor: Staff, pk: int) -> Request:
    """One that the actor may see. Raises NotFound."""
    found = _all(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound("没有这件报请，或不在您可查看的法院")
    return found


def next_waiting(actor: Staff, on: date, after: Request) -> Request | None:
    """The one to open after this."""
    return waiting(actor, on).exclude(pk=after.pk).first()


def delegations(actor: Staff) -> QuerySet[Delegation]:
    """委托 of the actor's court, the latest first."""
    return Delegation.objects.filter(court=actor.court_id).select_related("giver", "taker")


def _turn(rows: QuerySet[Request], actor: Staff, on: date) -> QuerySet[Request]:
    """The rows for which `signing.signer` finds a place, in the database's words."""
    turns = Q(waiting_for__in=[])
    for role, places in roles_of(actor, on).items():
        turn = Q(waiting_for=role)
        if len(set(places)) == 1 and places[0] is not None:
            turn &= ~Q(asked_by=places[0])
        turns |= turn
    signed = Step.objects.filter(request=OuterRef("pk"), round=OuterRef("round"), decided_by=actor)
    mine = rows.filter(turns, court=actor.court_id, state=Request.State.PENDING)
    return mine.exclude(asked_by=actor).exclude(Exists(signed))
