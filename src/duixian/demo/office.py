"""Who acts in the sample, and on which rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from duixian.court.cases.models import Case
from duixian.court.people.models import Staff
from duixian.demo.staff import HIGHER_COURT


@dataclass(frozen=True)
class Office:
    """Who acts, and on which rows: staff by username, cases by case number."""

    staff: Mapping[str, Staff]
    cases: dict[str, Case] = field(default_factory=dict)

    def first(self, role: str, court: str = HIGHER_COURT) -> Staff:
        """The first of a role at a court."""
        return next(one for one in self.staff.values() if (one.court_id, one.role) == (court, role))
