"""What people look at of a campaign; every function starts from what the actor may see.

Figures are of a period: the campaign's own, up to `as_of` and not past its end. An amount is what
was paid in that time on cases in the campaign; fully performed is what was closed so in that time.
A case taken out counts for nothing, from its first day. Who works at the organising court sees every
court's figures, anyone else his own court's and the city's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models import Sum as Sum_

from duixian.court.campaigns import tallies
from duixian.court.campaigns.indicators import Indicator, definitions, indicators, of_tally, statistical_year
from duixian.court.campaigns.models import Campaign, Inclusion, Measure, Target
from duixian.court.campaigns.screening import courts_of
from duixian.court.campaigns.tallies import ANY, CLOSINGS, FILED, RECOVERED, Sum, Tallied
from duixian.court.cases.models import Case, Category, Event, EventKind, Payment, Status
from duixian.court.people import access
from duixian.court.people.models import Court, Staff
from duixian.writing.ratio import Ratio

STUCK_DAYS = 30
CATEGORIES = tuple(category for category in Category if category != Category.NONE)
_DESK_WORK = (
    EventKind.FILED,
    EventKind.IMPORTED,
    EventKind.CORRECTED,
    EventKind.ASSIGNED,
    EventKind.INCLUDED,
    EventKind.SUPERVISED,
    EventKind.NOTE,
)


@dataclass(frozen=True)
class Line:
    """The figures of one court, one category or the whole city; amounts in fen.

    The three rates are those of indicators.toml, by their definitions of the day.
    """

    code: str
    name: str
    cases: int
    in_hand: int
    closed: int
    performed: int
    claimed: int
    recovered: int
    performed_rate: Ratio
    recovery: Ratio
    average_days: Ratio
    times: Mapping[str, int]
    persons: Mapping[str, int]
    fined_amount: int
    targets: Mapping[str, int]

    def value(self, measure: str) -> int:
        """The figure of a measure: cases, fen or person-times."""
        whole = {
            Measure.CASES: self.in_hand,
            Measure.FULLY_PERFORMED: self.performed,
            Measure.AMOUNT_RECOVERED: self.recovered,
        }
        return whole[Measure(measure)] if measure in whole else self.times[measure]

    def progress(self, measure: str) -> Ratio | None:
        """Share of the target reached, None where there is no target."""
        target = self.targets.get(measure)
        return None if target is None else Ratio(self.value(measure), target)


@dataclass(frozen=True)
class Figure:
    """One of the six figures of the whole, with what the last seven days added."""

    measure: Measure
    value: int
    change: int
    persons: int | None
    target: Ratio | None


@dataclass(frozen=True)
class Week:
    """A calendar week from its Monday: performed cases and fen recovered by category."""

    monday: date
    performed: Mapping[str, int]
    recovered: Mapping[str, int]


@dataclass(frozen=True)
class Dashboard:
    """The campaign on a day, as far as the actor may see it."""

    campaign: Campaign
    as_of: date
    figures: tuple[Figure, ...]
    courts: tuple[Line, ...]
    city: Line
    categories: tuple[Line, ...]
    weeks: tuple[Week, ...]
    indicators: tuple[Indicator, ...]
    covers_all: bool


def campaigns(actor: Staff) -> QuerySet[Campaign]:
    """The campaigns of the actor's court and of the courts above it, or of the courts that he sees."""
    above = Court.objects.filter(pk=actor.court_id).values_list(
        "parent", "parent__parent", "parent__parent__parent"
    )
    courts = {actor.court_id, *access.courts_of(actor), *(code for row in above for code in row if code)}
    return Campaign.objects.filter(organiser__in=courts).select_related("organiser")


def figure_courts(actor: Staff, campaign: Campaign, every: Sequence[Court]) -> Sequence[Court]:
    """Of the campaign's courts those whose figures the actor sees, in their fixed order."""
    if actor.court_id == campaign.organiser_id or campaign.organiser_id in access.courts_of(actor):
        return every
    return [court for court in every if court.pk == actor.court_id]


def period(campaign: Campaign, as_of: date) -> tuple[date, date]:
    """The days that count: from the campaign's first to as_of, or to its last."""
    return campaign.starts_on, max(campaign.starts_on, min(as_of, campaign.ends_on))


def dashboard(actor: Staff, campaign: Campaign, as_of: date) -> Dashboard:
    """The campaign's figures. Counts come from the tally; of single cases only persons are looked at."""
    every = list(courts_of(campaign))
    courts = figure_courts(actor, campaign, every)
    start, end = period(campaign, as_of)
    now = tallies.tallied(campaign, start, end)
    persons = tallies.persons(campaign, [court.pk for court in every], start, end)
    targets = _targets(campaign)
    city = _line(now, ANY, "全市", persons=persons, targets=targets)
    return Dashboard(
        campaign=campaign,
        as_of=end,
        figures=_figures(city, now),
        courts=tuple(
            _line(now, court.pk, court.short_name, persons=persons, targets=targets) for court in courts
        ),
        city=city,
        categories=tuple(_line(now, ANY, each.label, category=each.value) for each in CATEGORIES),
        weeks=_weeks(now),
        indicators=indicators(campaign, now, [court.pk for court in courts], with_cases=False),
        covers_all=len(courts) == len(every),
    )


def visible_courts(actor: Staff, campaign: Campaign) -> Sequence[Court]:
    """The courts of the campaign whose figures the actor sees."""
    return figure_courts(actor, campaign, list(courts_of(campaign)))


def case_indicators(
    actor: Staff, campaign: Campaign, as_of: date, *, of_year: bool = False
) -> tuple[Indicator, ...]:
    """All indicators, those too that look at single cases; `of_year` counts the statistical year alone."""
    start, end = period(campaign, as_of)
    tally = tallies.tallied(campaign, max(start, statistical_year(end)) if of_year else start, end)
    return indicators(campaign, tally, [court.pk for court in visible_courts(actor, campaign)])


def _line(
    tally: Tallied,
    court: str,
    name: str,
    *,
    category: str = ANY,
    persons: Mapping[tuple[str, str], int] | None = None,
    targets: Mapping[tuple[str, str], int] | None = None,
) -> Line:
    defined = {each.code: each for each in definitions(tally.end)}

    def count(measures: str | Sequence[str]) -> Sum:
        return tally.of(measures, court, category)

    def rate(code: str) -> Ratio:
        return of_tally(defined[code], tally, court, category)

    def here(values: Mapping[tuple[str, str], int] | None) -> dict[str, int]:
        found: dict[str, int] = {}
        for (at, what), value in (values or {}).items():
            if court in (ANY, at):
                found[what] = found.get(what, 0) + value
        return found

    filed, closed = count(FILED), count(CLOSINGS)
    return Line(
        code=category or court,
        name=name,
        cases=filed.n,
        in_hand=filed.n - closed.n - count(tallies.CLOSED_BEFORE).n,
        closed=closed.n,
        performed=count(Status.FULLY_PERFORMED).n,
        claimed=filed.amount,
        recovered=count(RECOVERED).amount,
        performed_rate=rate("performed"),
        recovery=rate("recovered"),
        average_days=rate("average_days"),
        times={kind: count(kind).n for kind in tallies.FORCED},
        persons=here(persons),
        fined_amount=count(EventKind.FINED).amount,
        targets=here(targets),
    )


def _figures(city: Line, tally: Tallied) -> tuple[Figure, ...]:
    changes = {
        Measure.CASES: tally.added(FILED).n - tally.added((*CLOSINGS, tallies.CLOSED_BEFORE)).n,
        Measure.FULLY_PERFORMED: tally.added(Status.FULLY_PERFORMED).n,
        Measure.AMOUNT_RECOVERED: tally.added(RECOVERED).amount,
        **{Measure(kind): tally.added(kind).n for kind in tallies.FORCED},
    }
    return tuple(
        Figure(
            measure,
            city.value(measure),
            changes[measure],
            city.persons.get(measure, 0) if measure in tallies.FORCED else None,
            city.progress(measure),
        )
        for measure in Measure
    )


def _weeks(tally: Tallied) -> tuple[Week, ...]:
    return tuple(
        Week(
            monday,
            {each.value: tally.in_week(monday, each, Status.FULLY_PERFORMED).n for each in CATEGORIES},
            {each.value: tally.in_week(monday, each, RECOVERED).amount for each in CATEGORIES},
        )
        for monday in tally.weeks()
    )


def _targets(campaign: Campaign) -> dict[tuple[str, str], int]:
    rows = Target.objects.filter(campaign=campaign).values_list("court_id", "measure", "value")
    return {(court, measure): value for court, measure, value in rows}


@dataclass(frozen=True)
class Entries:
    """What a figure counted, the newest first; `total` in fen."""

    rows: QuerySet[Event] | QuerySet[Payment]
    count: int
    total: int


def entries(
    actor: Staff,
    campaign: Campaign,
    measure: str,
    start: date,
    end: date,
    court: str = ANY,
    category: str = ANY,
) -> Entries:
    """The events or payments that a figure counted, at the courts whose cases the actor may see."""
    courts = access.chosen_courts(actor, [court] if court else [])
    of_category = {"category": category} if category else {}
    inside = campaign.inclusions.filter(removed_on=None, **of_category).values("case_id")
    rows: QuerySet[Event] | QuerySet[Payment]
    if measure == RECOVERED:
        rows = Payment.objects.filter(case__court__in=courts, reversed_on=None, on__gte=F("case__filed_on"))
    else:
        rows = Event.objects.filter(court__in=courts, kind=measure)
    rows = rows.filter(on__range=(start, end), case__in=inside).select_related("case__court")
    sums = rows.aggregate(count=Count("pk"), total=Sum_("amount"))
    return Entries(rows.order_by("-on", "-pk"), sums["count"], sums["total"] or 0)


def stuck(actor: Staff, campaign: Campaign, as_of: date, days: int = STUCK_DAYS) -> QuerySet[Case]:
    """Open cases on which nothing was done for so many days, the oldest first; desk work is nothing done."""
    done = Event.objects.filter(case=OuterRef("pk"), on__gt=as_of - timedelta(days)).exclude(
        kind__in=_DESK_WORK
    )
    return (
        Case.objects.filter(
            ~Exists(done),
            court__in=access.courts_of(actor),
            status=Status.OPEN,
            filed_on__lte=as_of - timedelta(days),
            inclusions__campaign=campaign,
            inclusions__removed_on=None,
        )
        .select_related("court")
        .order_by("filed_on", "pk")
    )


def to_review(actor: Staff, campaign: Campaign) -> QuerySet[Inclusion]:
    """Inclusions that a person has yet to confirm, at the courts whose cases the actor may see."""
    return (
        campaign.inclusions.filter(
            confidence="review", removed_on=None, case__court__in=access.courts_of(actor)
        )
        .select_related("case__court")
        .order_by("case__court__position", "case__filed_on", "pk")
    )


def last_events(actor: Staff, campaign: Campaign, on: date) -> QuerySet[Event]:
    """What was done last at the courts whose cases the actor may see, desk work left out."""
    return (
        Event.objects.filter(
            court__in=access.courts_of(actor),
            on__range=(on - tallies.WEEK, on),
            case__inclusions__campaign=campaign,
            case__inclusions__removed_on=None,
        )
        .exclude(kind__in=_DESK_WORK)
        .select_related("case__court")
        .order_by("-on", "-pk")
    )
