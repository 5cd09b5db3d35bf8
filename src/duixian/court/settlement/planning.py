"""和解方案 as a page asks for it: parts by a word, what both sides gain, what each breach would mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.court.cases.claims import claim_of, tables_in_force
from duixian.court.cases.models import Case
from duixian.court.cases.showing import BUCKETS
from duixian.court.settlement.reckoning import claim_paid_on, owed_on
from duixian.law.settlement import (
    Breach,
    Forgiven,
    Planned,
    Proposal,
    breach_after,
    forborne,
    propose,
    surcharge_note,
)

WHOLE = "全部"
"""Typed for a sum: all of what there is of it on the day."""
_SHOWN = 12


@dataclass(frozen=True)
class Part:
    """One part of the debt, in fen: owed, given up, left."""

    words: str
    owed: int
    forgiven: int
    left: int


@dataclass(frozen=True)
class Missed:
    """What the title would be worth the day after an instalment was missed."""

    number: int
    due_on: date
    breach: Breach


@dataclass(frozen=True)
class Outlook:
    """A plan with all that follows from it; `unplanned` fen have no day yet, `forborne` as law says."""

    proposal: Proposal
    parts: list[Part]
    unplanned: int
    forborne: int
    missed: list[Missed]
    warnings: tuple[str, ...]

    @property
    def grown(self) -> int:
        """Fen that would grow under the title meanwhile, and that the agreement does not ask for."""
        return max(0, self.forborne - self.proposal.forgiven.total)

    @property
    def in_parts(self) -> int:
        """Fen that come in instalments."""
        return sum(one.amount for one in self.proposal.instalments)


def plan(case: Case, typed: Mapping[str, Any]) -> Proposal:
    """The plan that a form tells; sums may be the word for all. Raises InputError."""
    owed = owed_on(case, typed["on"])
    forgiven = Forgiven(
        interest=_sum(typed["interest"], owed.interest),
        principal=_sum(typed["principal"], owed.principal),
        surcharge=_sum(typed["surcharge"], owed.surcharge),
    )
    return propose(
        owed,
        forgiven,
        at_once=_sum(typed["at_once"], owed.total - forgiven.total),
        count=typed["count"] or 0,
        first_on=typed["first_on"],
        month_day=typed["month_day"],
        remainder=typed["remainder"],
    )


def outlook(case: Case, typed: Mapping[str, Any]) -> Outlook:
    """The plan, and what follows from it. Raises InputError."""
    proposal = plan(case, typed)
    planned = proposal.at_once + sum(one.amount for one in proposal.instalments)
    unplanned = proposal.left.total - planned
    given_up = 0 if unplanned else forborne(claim_paid_on(case, proposal.as_of), proposal, tables_in_force())
    missed = _missed(case, proposal, typed.get("takes_effect") == "signing")
    return Outlook(
        proposal=proposal,
        parts=_parts(proposal),
        unplanned=unplanned,
        forborne=given_up,
        missed=missed,
        warnings=tuple(_warnings(case, proposal, missed)),
    )


def instalments_of(case: Case, typed: Mapping[str, Any]) -> tuple[Proposal, tuple[Planned, ...]]:
    """The plan, and its instalments as they were written out, or else as they were counted."""
    written: tuple[Planned, ...] = typed.get("schedule") or ()
    proposal = plan(case, {**typed, "count": 0} if written else typed)
    return proposal, written or proposal.instalments


def _missed(case: Case, proposal: Proposal, waived_at_once: bool) -> list[Missed]:
    claim, tables = claim_of(case, proposal.as_of), tables_in_force()
    return [
        Missed(
            number,
            proposal.instalments[number - 1].on,
            breach_after(claim, proposal, number, tables, waived_at_once=waived_at_once),
        )
        for number in _some(len(proposal.instalments))
    ]


def _some(count: int) -> list[int]:
    """All of few; of many the first, the last, and some between at even steps."""
    if count <= _SHOWN:
        return list(range(1, count + 1))
    step = -(-count // (_SHOWN - 1))
    return [*range(1, count, step), count]


def _parts(proposal: Proposal) -> list[Part]:
    return [
        Part(
            words,
            getattr(proposal.owed, bucket),
            getattr(proposal.forgiven, bucket, 0),
            getattr(proposal.left, bucket),
        )
        for bucket, words in BUCKETS.items()
    ]


def _warnings(case: Case, proposal: Proposal, missed: list[Missed]) -> Iterator[str]:
    """What of the title is no part of the plan, and what of the outlook is not sure."""
    yield from (one for one in owed_on(case, proposal.as_of).warnings if "尚未" in one)
    if missed:
        yield str(surcharge_note(proposal.as_of))
        yield from (one for one in missed[-1].breach.owed.warnings if "推算" in one)


def _sum(typed: int | str | None, whole: int) -> int:
    if typed == WHOLE:
        return whole
    return typed if isinstance(typed, int) else 0
