"""What of a claim grows by the day: a track for every rule of interest and for every part in delay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from duixian.law.calendar import DAY
from duixian.law.debt.accrual import interest_pieces, surcharge_pieces
from duixian.law.debt.maturity import Part
from duixian.law.debt.track import Track
from duixian.law.errors import InputError
from duixian.law.rates import RateTables
from duixian.law.title import Claim, InterestRule, Obligation


@dataclass
class Growth:
    """Makes the tracks of a claim; `fees_left` tells what costs to the applicant are still unpaid."""

    claim: Claim
    tables: RateTables
    effective: date | None
    end: date
    fees_left: Callable[[], int]
    interest: list[Track] = field(default_factory=list)

    def interest_of(self, obligation: Obligation, own: list[Part]) -> list[Track]:
        """A track for every rule of one obligation."""
        tracks = [self._of_rule(obligation, rule, own) for rule in obligation.interest]
        self.interest += tracks
        return tracks

    def _of_rule(self, obligation: Obligation, rule: InterestRule, own: list[Part]) -> Track:
        stop = self._stop(rule, own)
        whole_end = min(stop, self.end) if stop else self.end
        accrued = rule.accrued
        return Track(
            kind="interest",
            obligation=obligation.id,
            start=max(rule.start, accrued.as_of + DAY) if accrued else rule.start,
            stop=stop,
            base=_base_of(rule, own),
            pieces=interest_pieces(rule, whole_end, self.tables, self.claim.options),
            round_each=self.claim.options.rounding == "per_segment",
            opening=accrued.amount if accrued else 0,
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

    def surcharge_of(self, part: Part, extra: Callable[[], int]) -> Track:
        """加倍部分 of one part, from the end of its own performance period."""
        options = self.claim.options
        claim = self.claim
        pieces = surcharge_pieces(lambda: track.start, self.end, claim.excluded, self.tables, claim.as_of)
        track = Track(
            kind="surcharge",
            obligation=part.obligation.id,
            start=part.last_day + DAY if options.surcharge_start == "next_day" else part.last_day,
            stop=None,
            base=lambda _: part.unpaid + extra(),
            pieces=pieces,
            round_each=options.rounding == "per_segment",
        )
        return track

    def extra_base(self) -> int:
        """What the options add to the base of the surcharge: court fees, interest already summed up."""
        options = self.claim.options
        fees = self.fees_left() if options.court_fee_in_base else 0
        accrued = sum(track.opening_owed for track in self.interest)
        return fees + (accrued if options.accrued_interest_in_base else 0)


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
