"""Who may sign: whose turn it is, at that court, or the one to whom he left it for these days."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from duixian.court.approvals.models import SIGNERS, Delegation, Request
from duixian.court.people.access import Act, may
from duixian.court.people.models import Role, Staff
from duixian.law.errors import NotAllowed

TAKERS = (Role.HANDLER, *SIGNERS)
"""Who may sign in the place of another."""


def delegations_to(actor: Staff, on: date) -> QuerySet[Delegation]:
    """What others have left to the actor on a day."""
    standing = Delegation.objects.filter(taker=actor, first__lte=on, last__gte=on, giver__is_active=True)
    return standing.filter(Q(ended_on=None) | Q(ended_on__gt=on)).select_related("giver")


def roles_of(actor: Staff, on: date) -> dict[str, list[Staff | None]]:
    """The roles for which the actor signs at his court, each with those in whose place; None is his own."""
    if not actor.is_active or actor.role not in TAKERS:
        return {}
    found: dict[str, list[Staff | None]] = {}
    if may(actor, Act.SIGN):
        found[actor.role] = [None]
    for one in delegations_to(actor, on):
        if one.giver.role in SIGNERS and one.giver.court_id == actor.court_id:
            found.setdefault(one.giver.role, []).append(one.giver)
    return found


def signer(actor: Staff, request: Request, on: date) -> Staff | None:
    """In whose place the actor signs this request, None for himself. Raises NotAllowed."""
    roles = roles_of(actor, on) if actor.court_id == request.court_id else {}
    places = roles.get(request.waiting_for)
    if not places:
        raise NotAllowed(f"{actor.name}无权签批这一报请；现在待{_role(request)}签批")
    if request.asked_by_id == actor.pk:
        raise NotAllowed("不能签批自己报请的事项；请由本院其他有权的人签批")
    free = [one for one in places if one is None or one.pk != request.asked_by_id]
    if not free:
        raise NotAllowed(f"这一报请由{request.asked_by.name}提出，受其委托的人不能签批")
    if request.steps.filter(round=request.round, decided_by=actor).exists():
        raise NotAllowed("同一人不能签两步；请由另一位有权的人签批")
    return free[0]


def may_sign(actor: Staff, request: Request, on: date) -> bool:
    """Whether it is the actor's turn."""
    if request.state != Request.State.PENDING:
        return False
    try:
        signer(actor, request, on)
    except NotAllowed:
        return False
    return True


def _role(request: Request) -> str:
    return {one.value: str(one.label) for one in SIGNERS}.get(request.waiting_for, "已无人")
