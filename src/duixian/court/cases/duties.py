"""What is due on the work desk: three bands of duties, read from the clocks that the cases carry.

A duty is a thing to do for one case or one ledger until a day. Other rooms add theirs by
`register`, so that this room imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from duixian.court.cases.models import Case, Event, LedgerImport, Status
from duixian.court.people.access import courts_of
from duixian.court.people.models import Role, Staff
from duixian.law.money import wan

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SHOWN = 8
"""Rows of a band on the desk; the rest is one click away in the list."""
COUNTED = 100
"""Counts in the sidebar stop here, so that a court of a million cases is not counted on every page."""


@dataclass(frozen=True)
class Duty:
    """What is to be done, for which case, whom it concerns, until when, and the act that does it."""

    what: str
    subject: str
    whom: str
    until: date
    handler: str
    href: str
    act: str
    act_href: str


@dataclass(frozen=True)
class Span:
    """A band of the desk: days after `after` up to and with `until`; None is open."""

    name: str
    words: str
    after: date | None
    until: date


@dataclass(frozen=True)
class Figure:
    """One of a person's own figures, with the list behind it."""

    words: str
    value: str
    unit: str = ""
    href: str = ""


@dataclass(frozen=True)
class Load:
    """What is due at one handler's or one court's: numbers of cases."""

    key: str
    words: str
    overdue: int
    today: int
    week: int


Duties = Callable[[Staff, date], Iterable[Duty]]
Figures = Callable[[Staff, date], Iterable[Figure]]
_duties: list[Duties] = []
_figures: list[Figures] = []


def register(*, duties: Duties | None = None, figures: Figures | None = None) -> None:
    """Add another room's duties or figures to the desk; called once, when its app is ready."""
    if duties:
        _duties.append(duties)
    if figures:
        _figures.append(figures)


def spans(on: date) -> tuple[Span, Span, Span]:
    """已逾期, 今日, 七日内: no day belongs to two bands."""
    yesterday = on - DAY
    return (
        Span("overdue", "已逾期", None, yesterday),
        Span("today", "今日", yesterday, on),
        Span("week", "七日内", on, on + WEEK),
    )


def watched(actor: Staff) -> QuerySet[Case]:
    """The cases that are this person's to watch: his own, his court's, or his courts'."""
    cases = Case.objects.filter(court__in=courts_of(actor))
    if actor.role == Role.HANDLER:
        return cases.filter(handler=actor)
    if actor.role == Role.CLERK:
        return cases.filter(clerk_name=actor.name)
    return cases


def on_desk(actor: Staff) -> QuerySet[Case]:
    """The open ones among them."""
    return watched(actor).filter(status=Status.OPEN)


def filters_of(actor: Staff) -> dict[str, str]:
    """The filters of the case list that come nearest to what the person watches."""
    return {"handler": str(actor.pk)} if actor.role == Role.HANDLER else {}


def due_within(cases: QuerySet[Case], span: Span) -> QuerySet[Case]:
    """The cases whose next term falls in the band, the earliest first."""
    due = cases.filter(next_due_on__lte=span.until)
    if span.after:
        due = due.filter(next_due_on__gt=span.after)
    return due.order_by("next_due_on", "pk")


def other_duties(actor: Staff, on: date) -> list[Duty]:
    """What the other rooms say is due, the earliest first."""
    return sorted((duty for source in _duties for duty in source(actor, on)), key=lambda duty: duty.until)


def imports_waiting(actor: Staff) -> QuerySet[LedgerImport]:
    """台账 that are read and wait for somebody to confirm them."""
    waiting = LedgerImport.objects.filter(court__in=courts_of(actor), stage=LedgerImport.Stage.STAGED)
    if actor.role in {Role.HANDLER, Role.CLERK}:
        waiting = waiting.filter(uploaded_by=actor)
    return waiting.defer("content")


def count_due(actor: Staff, on: date) -> int:
    """How many cases are overdue or due today, counted up to COUNTED."""
    due = on_desk(actor).filter(next_due_on__lte=on)
    return due.order_by()[:COUNTED].count()


def loads(actor: Staff, on: date) -> list[Load]:
    """By handler for a bureau chief, by court for a supervisor; nothing for who handles himself."""
    if actor.role in {Role.BUREAU_CHIEF, Role.PRESIDENT}:
        fields = ("handler_name", "handler_name")
    elif actor.role == Role.SUPERVISOR:
        fields = ("court_id", "court__short_name")
    else:
        return []
    overdue, today, week = spans(on)
    due = on_desk(actor).filter(next_due_on__lte=week.until)
    rows = due.values_list(*dict.fromkeys(fields)).annotate(
        overdue=Count("pk", filter=Q(next_due_on__lte=overdue.until)),
        today=Count("pk", filter=Q(next_due_on=today.until)),
        week=Count("pk", filter=Q(next_due_on__gt=today.until)),
    )
    order = "court__position" if fields[0] == "court_id" else "-overdue"
    return [Load(str(row[0]), str(row[-4] or "未分案"), *row[-3:]) for row in rows.order_by(order)]


def own_figures(actor: Staff, on: date) -> list[Figure]:
    """The person's own figures of the campaign, or of the year where there is none."""
    of_campaign = [figure for source in _figures for figure in source(actor, on)]
    return of_campaign or _of_the_year(actor, on)


def recent_events(actor: Staff, limit: int = 8) -> list[Event]:
    """The last things that happened on the cases of this desk."""
    events = Event.objects.filter(court__in=courts_of(actor)).select_related("case")
    if actor.role == Role.HANDLER:
        events = events.filter(case__handler=actor)
    elif actor.role == Role.CLERK:
        events = events.filter(case__clerk_name=actor.name)
    return list(events.order_by("-id")[:limit])


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
