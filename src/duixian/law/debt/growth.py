"""What of a claim grows by the day: a track for every rule of interest and for every part in delay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from duixian.law.calendar import DAY, days_between
from duixian.law.debt.accrual import TITLE_ITSELF, interest_pieces, surcharge_pieces
from duixian.law.debt.maturity import Part
from duixian.law.debt.result import ACCRUED, Line
from duixian.law.debt.track import Track
from duixian.law.errors import InputError
from duixian.law.rates import RateTables
from duixian.law.title import Accrued, Claim, InterestRule, Obligation


@dataclass(frozen=True)
class Growth:
    """Makes the tracks of a claim; `fees_left` tells what costs to the applicant are still unpaid."""

    claim: Claim
    tables: RateTables
    effective: date | None
    end: date
    fees_left: Callable[[], int]

    def interest_of(self, obligation: Obligation, own: list[Part]) -> list[Track]:
        """A track for every rule of one obligation."""
        return [self._of_rule(obligation, rule, own) for rule in obligation.interest]

    def _of_rule(self, obligation: Obligation, rule: InterestRule, own: list[Part]) -> Track:
        stop = self._stop(rule, own)
        accrued = rule.accrued
        summed = [_summed(obligation, rule, accrued, own)] if accrued and accrued.amount else []
        return Track(
            kind="interest",
            obligation=obligation.id,
            start=max(rule.start, accrued.as_of + DAY) if accrued else rule.start,
            stop=stop,
            ends=min(stop, self.end) if stop else self.end,
            base=_base_of(rule, own),
            pieces=interest_pieces(rule, self.tables, self.claim.options),
            round_each=self.claim.options.rounding == "per_segment",
            opening=accrued.amount if accrued else 0,
            lines=summed,
        )

    def _stop(self, rule: InterestRule, own: list[Part]) -> date | None:
        if isinstance(rule.until, date):
            return rule.until + DAY
        if rule.until == "payment":
            return None
        if rule.until == "performance":
            return max((part.last_day for part in own), default=rule.start) + DAY
        if self.effective is None:
            raise InputError("利息", "计至生效日，但生效日未填", "请填 title.effective_on")
        return self.effective + DAY

    def surcharge_of(self, part: Part, beside: Callable[[], int] | None) -> Track:
        """加倍部分 of one part, and of what the options put `beside` it, from the end of its period."""
        claim = self.claim
        return Track(
            kind="surcharge",
            obligation=part.obligation.id,
            start=part.last_day + (DAY if claim.options.surcharge_start == "next_day" else DAY * 0),
            stop=None,
            ends=self.end,
            base=(lambda _: part.unpaid + beside()) if beside else (lambda _: part.unpaid),
            pieces=surcharge_pieces(claim.excluded, self.tables, claim.as_of),
            round_each=claim.options.rounding == "per_segment",
        )

    def beside(self, part: Part, *, first: bool, first_of_own: bool) -> Callable[[], int] | None:
        """What the options add to the base of a part, or None.

        Court fees go with the first of all parts to fall due, interest that the title has summed up
        with the first part of its own obligation: so each is counted once.
        """
        options = self.claim.options
        fees = first and options.court_fee_in_base and bool(self.claim.fees)
        summed = [track for track in part.interest if track.opening and first_of_own]
        if not options.accrued_interest_in_base:
            summed = []
        if not (fees or summed):
            return None
        return lambda: (self.fees_left() if fees else 0) + sum(track.opening_owed for track in summed)


def _summed(obligation: Obligation, rule: InterestRule, accrued: Accrued, own: list[Part]) -> Line:
    """The line of interest that the title has summed up itself; the program takes it as it stands."""
    start = min(rule.start, accrued.as_of)
    base = rule.base if rule.base is not None else sum(part.amount for part in own)
    days = days_between(start, accrued.as_of) + 1
    return Line(
        "interest", obligation.id, start, accrued.as_of, days, base, ACCRUED, accrued.amount, TITLE_ITSELF
    )


def _base_of(rule: InterestRule, own: list[Part]) -> Callable[[date], int]:
    """A stated base falls with payments of principal; otherwise it is the unpaid principal."""
    if rule.base is not None:
        stated, whole = rule.base, sum(part.amount for part in own)
        return lambda _: max(0, stated - whole + sum(part.unpaid for part in own))
    return lambda day: sum(part.unpaid for part in _bearing(rule, own, day))


def _bearing(rule: InterestRule, own: list[Part], day: date) -> Iterator[Part]:
    for part in own:
        begun = part.accrues_on is None or part.accrues_on < day
        if begun and (rule.until != "performance" or day <= part.last_day):
            yield part
