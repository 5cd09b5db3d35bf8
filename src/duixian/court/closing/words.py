"""What the paper of a closing is told beyond the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from duixian.court.cases.models import Case, Status
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Proposal
from duixian.law.closing import grounds

_SUSPENSION = {
    "searches": ("central:", "besides:", "inquiry", "leads"),
    "property": ("finds",),
    "restrictions": ("consumption:", "dishonest:"),
    "opinion": ("talk", "agreed"),
}


def paper_of(row: Proposal, reason: str, on: date) -> tuple[str, dict[str, Any]]:
    """The form and its facts; `reason` is what the one who signed had before him."""
    case = row.case
    if row.way == Status.SUSPENDED:
        return "suspension_ruling", _suspension(case, on)
    if row.way == Status.TERMINATED:
        ground = next(one.words for one in grounds() if one.key == row.ground)
        return "termination_ruling", {"ground": ground, "reason": reason}
    return "closing_notice", {
        "way": row.get_way_display(),
        "recovered": case.amount_recovered,
        "reason": reason,
    }


def _suspension(case: Case, on: date) -> dict[str, Any]:
    """The findings as the conditions told them, each once."""
    conditions = checked(case, Status.SUSPENDED.value, on)
    return {
        name: "；".join(f"{one.item}：{one.why}" for one in conditions if one.key.startswith(tuple(starts)))
        for name, starts in _SUSPENSION.items()
    }
