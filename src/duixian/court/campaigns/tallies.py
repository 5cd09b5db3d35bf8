"""The tally read and added up: every figure of a campaign by court, category and kind of case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.db import connection

from duixian.court.campaigns.models import Campaign, Tally
from duixian.court.cases.models import EventKind, Status

ANY = ""
FILED, RECOVERED = Tally.FILED, Tally.RECOVERED
CLOSED_BEFORE = "closed_before"
CLOSINGS = tuple(status.value for status in Status if status != Status.OPEN)
FORCED = (EventKind.SUMMONED_BY_FORCE.value, EventKind.DETAINED.value, EventKind.FINED.value)

# One pass over the days: by court, by category and by week, and by court as it stood a week ago.
_READ = """
SELECT court_id, category, kind, week, measure, sum(n)::bigint, sum(amount)::bigint, sum(days)::bigint,
       coalesce(sum(n) FILTER (WHERE "on" <= %(week_ago)s), 0)::bigint,
       coalesce(sum(amount) FILTER (WHERE "on" <= %(week_ago)s), 0)::bigint
FROM (
    SELECT court_id, category, kind, "on", n, amount, days, date_trunc('week', "on"::timestamp)::date AS week,
           CASE WHEN "on" < %(start)s AND measure <> 'filed' THEN 'closed_before' ELSE measure END AS measure
    FROM campaigns_tally
    WHERE campaign_id = %(campaign)s AND "on" <= %(end)s
      AND ("on" >= %(start)s OR measure = 'filed' OR measure = ANY(%(closings)s))
) AS counted
GROUP BY GROUPING SETS ((court_id, kind, measure), (category, kind, measure), (week, category, measure))
"""

_PERSONS = """
SELECT court_id, kind, count(*)
FROM (
    SELECT DISTINCT e.court_id, e.kind, e.person, CASE WHEN e.person = '' THEN e.case_id END
    FROM cases_event AS e
    JOIN campaigns_inclusion AS i ON i.case_id = e.case_id AND i.campaign_id = %s AND i.removed_on IS NULL
    WHERE e.kind = ANY(%s) AND e."on" BETWEEN %s AND %s AND e.court_id = ANY(%s)
) AS met
GROUP BY court_id, kind
"""
WEEK = timedelta(7)


@dataclass(frozen=True)
class Sum:
    """How many, how much (fen), how many days."""

    n: int = 0
    amount: int = 0
    days: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.n + other.n, self.amount + other.amount, self.days + other.days)


@dataclass(frozen=True)
class Tallied:
    """The sums of a period by court or by category; ANY stands for every court, category or kind."""

    start: date
    end: date
    sums: dict[tuple[str, str, str, str], Sum]
    weekly: dict[tuple[date, str, str], Sum]
    week_ago: dict[str, Sum]

    def of(
        self,
        measures: str | Iterable[str],
        court: str = ANY,
        category: str = ANY,
        kinds: Collection[str] = (ANY,),
    ) -> Sum:
        """The sum of some measures."""
        wanted = (measures,) if isinstance(measures, str) else measures
        keys = product((court,), (category,), kinds, wanted)
        return sum((self.sums.get(key, Sum()) for key in keys), Sum())

    def added(self, measures: str | Iterable[str]) -> Sum:
        """What the last seven days added to some measures at all courts."""
        wanted = (measures,) if isinstance(measures, str) else tuple(measures)
        now, then = self.of(wanted), sum((self.week_ago.get(each, Sum()) for each in wanted), Sum())
        return Sum(now.n - then.n, now.amount - then.amount)

    def weeks(self) -> list[date]:
        """The Mondays of the period's calendar weeks."""
        monday = self.start - timedelta(self.start.weekday())
        return [monday + timedelta(7 * n) for n in range((self.end - monday).days // 7 + 1)]

    def in_week(self, monday: date, category: str, measure: str) -> Sum:
        """A week's sum of one category at all courts."""
        return self.weekly.get((monday, category, measure), Sum())


def tallied(campaign: Campaign, start: date, end: date) -> Tallied:
    """Add up the tally: events of start to end, and the filings and closings that led up to it."""
    sums: defaultdict[tuple[str, str, str, str], Sum] = defaultdict(Sum)
    weekly: dict[tuple[date, str, str], Sum] = {}
    week_ago: defaultdict[str, Sum] = defaultdict(Sum)
    given: dict[str, Any] = {"campaign": campaign.pk, "closings": list(CLOSINGS)}
    with connection.cursor() as cursor:
        cursor.execute(_READ, given | {"start": start, "end": end, "week_ago": end - WEEK})
        for court, category, kind, week, measure, n, amount, days, n_then, amount_then in cursor.fetchall():
            found = Sum(n, amount, days)
            if week is not None:
                weekly[week, category, measure] = found
                continue
            for of_kind in (kind, ANY):
                sums[court or ANY, category or ANY, of_kind, measure] += found
                if court:
                    sums[ANY, ANY, of_kind, measure] += found
            if court:
                week_ago[measure] += Sum(n_then, amount_then)
    return Tallied(start, end, dict(sums), weekly, dict(week_ago))


def persons(
    campaign: Campaign, courts: Collection[str], start: date, end: date
) -> dict[tuple[str, str], int]:
    """Distinct persons by (court, kind) of coercive measure; who is not named counts once a case.

    An event names a person by name alone, so namesakes at one court are taken for one person.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS, [campaign.pk, list(FORCED), start, end, list(courts)])
        return {(court, kind): count for court, kind, count in cursor.fetchall()}
