"""What stands on the work desk beside the clocks of cases: errands of no case, and a person's own figures.

Other rooms add theirs by `register`, so that this room imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from duixian.court.cases.models import Case, LedgerImport, Status
from duixian.court.people.access import courts_of
from duixian.court.people.models import Role, Staff
from duixian.law.money import wan


@dataclass(frozen=True)
class Duty:
    """What is to be done that is no case's: about what, until when, and the act that does it."""

    what: str
    subject: str
    whom: str
    until: date
    handler: str
    href: str
    act: str
    act_href: str


@dataclass(frozen=True)
class Figure:
    """One of a person's own figures, with the list behind it."""

    words: str
    value: str
    unit: str = ""
    href: str = ""


Duties = Callable[[Staff, date], Iterable[Duty]]
Figures = Callable[[Staff, date], Iterable[Figure]]
_duties: list[Duties] = []
_figures: list[Figures] = []


def register(*, duties: Duties | None = None, figures: Figures | None = None) -> None:
    """Add another room's errands or figures to the desk; called once, when its app is ready."""
    if duties:
        _duties.append(duties)
    if figures:
        _figures.append(figures)


def watched(actor: Staff) -> QuerySet[Case]:
    """The cases that are this person's to watch: his own, his court's, or his courts'."""
    cases = Case.objects.filter(court__in=courts_of(actor))
    if actor.role == Role.HANDLER:
        return cases.filter(handler=actor)
    if actor.role == Role.CLERK:
        return cases.filter(clerk_name=actor.name)
    return cases


def filters_of(actor: Staff) -> dict[str, str]:
    """The filters of the case list that come nearest to what the person watches."""
    return {"handler": str(actor.pk)} if actor.role == Role.HANDLER else {}


def errands(actor: Staff, on: date) -> list[Duty]:
    """台账 to be checked, and what the other rooms say waits, the earliest first."""
    others = [duty for source in _duties for duty in source(actor, on)]
    return sorted([*map(_ledger, imports_waiting(actor)), *others], key=lambda duty: duty.until)


def imports_waiting(actor: Staff) -> QuerySet[LedgerImport]:
    """台账 that are read and wait for somebody to confirm them."""
    waiting = LedgerImport.objects.filter(court__in=courts_of(actor), stage=LedgerImport.Stage.STAGED)
    if actor.role in {Role.HANDLER, Role.CLERK}:
        waiting = waiting.filter(uploaded_by=actor)
    return waiting.defer("content")


def own_figures(actor: Staff, on: date) -> list[Figure]:
    """The person's own figures of the campaign, or of the year where there is none."""
    of_campaign = [figure for source in _figures for figure in source(actor, on)]
    return of_campaign or _of_the_year(actor, on)


def _ledger(ledger: LedgerImport) -> Duty:
    page = reverse("ledger-import-page", args=[ledger.pk])
    return Duty(
        what="台账待核对",
        subject=ledger.filename,
        whom="",
        until=ledger.on,
        handler=ledger.uploaded_by.name,
        href=page,
        act="核对",
        act_href=page,
    )


def _of_the_year(actor: Staff, on: date) -> list[Figure]:
    mine = watched(actor)
    closed = mine.filter(closed_on__year=on.year, closed_on__lte=on)
    performed = closed.filter(status=Status.FULLY_PERFORMED).aggregate(n=Count("pk"))["n"]
    paid = Q(payments__on__year=on.year, payments__on__lte=on, payments__reversed_on=None)
    recovered = mine.filter(paid).aggregate(fen=Sum("payments__amount"))["fen"] or 0
    return [
        Figure("在办", f"{mine.filter(status=Status.OPEN).count():,}", "件"),
        Figure("本年执行完毕", f"{performed:,}", "件"),
        Figure("本年到位", wan(recovered), "万元"),
    ]
