"""From a figure to what it counts: the case list with its filters, or the list of events and payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from duixian.court.campaigns.models import Campaign, Measure
from duixian.court.campaigns.tallies import RECOVERED
from duixian.court.cases.models import Status


@dataclass(frozen=True)
class Links:
    """Addresses for one campaign on one day.

    `openable` are the courts whose cases the actor may open; a figure of the whole city opens only
    where these are all the campaign's (`opens_city`), for a list must hold what its figure counts.
    """

    campaign: Campaign
    start: date
    end: date
    openable: frozenset[str]
    opens_city: bool

    def cases(self, court: str = "", category: str = "", status: str = "", **more: str) -> str:
        """The case list of the campaign, "" where the actor may not open it."""
        given = {"court": court, "category": category, "status": status, **more}
        return self._if_open(court, reverse("case-list"), {"campaign": self.campaign.slug, **given})

    def in_hand(self, court: str = "", category: str = "") -> str:
        """The cases in hand."""
        return self.cases(court, category, Status.OPEN)

    def closed(self, court: str = "", category: str = "", status: str = Status.FULLY_PERFORMED) -> str:
        """Cases closed that way within the period."""
        days = {"closed_from": self.start.isoformat(), "closed_to": self.end.isoformat()}
        return self.cases(court, category, status, **days)

    def performed_in(self, monday: date, category: str) -> str:
        """Cases of a category fully performed in the week of that Monday."""
        days = {
            "closed_from": max(monday, self.start).isoformat(),
            "closed_to": min(monday + timedelta(6), self.end).isoformat(),
        }
        return self.cases("", category, Status.FULLY_PERFORMED, **days)

    def entries(self, measure: str, court: str = "", category: str = "") -> str:
        """The events or payments that a figure counted."""
        given = {
            "court": court,
            "category": category,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
        }
        return self._if_open(court, reverse("campaign-entries", args=[self.campaign.slug, measure]), given)

    def of(self, measure: str, court: str = "") -> str:
        """What a measure of the dashboard counts."""
        if measure == Measure.CASES:
            return self.in_hand(court)
        if measure == Measure.FULLY_PERFORMED:
            return self.closed(court)
        return self.entries(RECOVERED if measure == Measure.AMOUNT_RECOVERED else measure, court)

    def _if_open(self, court: str, path: str, given: dict[str, str]) -> str:
        if not (court in self.openable if court else self.opens_city):
            return ""
        return f"{path}?{urlencode({name: value for name, value in given.items() if value})}"
