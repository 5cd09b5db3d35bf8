"""What stands in the way of a case, and what is looked at of it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from duixian.court.cases.bars import Deed
from duixian.court.cases.models import Case
from duixian.court.people.access import courts_of
from duixian.court.people.models import Staff
from duixian.court.standing.models import Objection, PartyChange, Standstill
from duixian.law import standing

M = TypeVar("M", bound=Model)


def running(case: Case, on: date) -> QuerySet[Standstill]:
    """中止、暂缓 that hold on a day; a deferral ends by itself with its last day."""
    begun = Standstill.objects.filter(case=case, state=Standstill.State.GRANTED, start__lte=on)
    return begun.filter(Q(end=None) | Q(end__gte=on)).filter(Q(until=None) | Q(until__gte=on))


def bar(case: Case, deed: Deed, on: date, thing: str) -> str | None:
    """Why the deed must wait: the case stands still, or a third party claims the thing."""
    still = running(case, on).first()
    if still is not None:
        cite = standing.effect_source("stay", on)
        return f"案件自{still.start}{still.get_kind_display()}，{standing.effect('stay')}（{cite}）"
    if deed != Deed.DISPOSE:
        return None
    claimed = Objection.objects.filter(
        case=case, kind=Objection.Kind.THIRD_PARTY, ended_on=None, filed_on__lte=on
    )
    claimed = claimed.exclude(result=Objection.Result.REJECTED, next_on=None, next_until__lt=on)
    one = claimed.filter(Q(thing="") | Q(thing=thing)).first()
    if one is None:
        return None
    cite = standing.effect_source("third_party", on)
    return f"{one.by}于{one.filed_on}提出案外人异议，{standing.effect('third_party')}（{cite}）"


def standstills_of(case: Case) -> QuerySet[Standstill]:
    """All of a case, newest first."""
    return Standstill.objects.filter(case=case).select_related("request", "document", "noted_by")


def objections_of(case: Case) -> QuerySet[Objection]:
    """All of a case, newest first."""
    return Objection.objects.filter(case=case).select_related("noted_by")


def changes_of(case: Case) -> QuerySet[PartyChange]:
    """All of a case, newest first."""
    return PartyChange.objects.filter(case=case).select_related("document", "noted_by", "replaces")


def find(actor: Staff, model: type[M], pk: int) -> M:
    """A row at a court that the actor sees. Raises Http404."""
    found = model._default_manager.filter(pk=pk, court__in=courts_of(actor)).select_related("case").first()
    if found is None:
        raise Http404("没有这一项，或不在您可查看的法院")
    return found
