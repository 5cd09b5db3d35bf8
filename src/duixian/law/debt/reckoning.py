"""The reckoning itself: the days on which something happens, in order, and what each does.

Between two such days nothing changes but the calendar. On each: an instalment missed makes the rest
due, waivers are taken off, payments are applied, and bases that changed close their lines. A payment's
day belongs to what follows it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from duixian.law.calendar import DAY
from duixian.law.debt.accrual import NEW_RULE
from duixian.law.debt.growth import Growth
from duixian.law.debt.maturity import Part, effective_day, parts_of
from duixian.law.debt.result import Allocation
from duixian.law.debt.track import Track
from duixian.law.money import display, round_half_up
from duixian.law.rates import RateTables
from duixian.law.title import Bucket, Claim, Payment, Waiver

_ORDER: tuple[Bucket, ...] = ("fees", "interest", "principal", "surcharge")
"""费用、利息、本金, then the surcharge. Source: 法释〔2014〕8号 第四条；民法典 第五百六十一条."""


class Reckoning:
    """A claim as the days pass; `run` carries it to the day of the statement."""

    def __init__(self, claim: Claim, tables: RateTables) -> None:
        self.claim = claim
        self.end = claim.as_of + DAY if claim.options.count_as_of else claim.as_of
        self.effective, warnings = effective_day(claim.title)
        self.warnings = list(warnings)
        self.fees = [fee.amount for fee in claim.fees]
        self.parts: list[Part] = []
        self.interest: list[Track] = []
        self.surcharge: list[tuple[Part, Track]] = []
        self.allocations: list[Allocation] = []
        self.overpaid = 0
        self._lay_out(Growth(claim, tables, self.effective, self.end, self._applicant_fees))

    def _lay_out(self, growth: Growth) -> None:
        for obligation in self.claim.obligations:
            own, said = parts_of(obligation, self.effective, self.claim.as_of)
            self.parts += own
            self.warnings += said
            self.interest += growth.interest_of(obligation, own)
        self.parts.sort(key=lambda part: part.last_day)
        order = {part.obligation.id: place for place, part in reversed(list(enumerate(self.parts)))}
        self.interest.sort(key=lambda track: order.get(track.obligation, len(order)))
        extra = growth.extra_base
        for part in self.parts:
            if part.obligation.surcharge:
                self.surcharge.append((part, growth.surcharge_of(part, extra)))
                extra = _nothing

    @property
    def tracks(self) -> list[Track]:
        """Everything that grows."""
        return [*self.interest, *(track for _, track in self.surcharge)]

    def run(self) -> None:
        """Pass every day on which something happens, then close all lines."""
        for day in self._days():
            self._accelerate(day)
            for waiver in self.claim.waivers:
                if waiver.on == day:
                    self._waive(waiver)
            for number, payment in enumerate(self.claim.payments, start=1):
                if payment.on == day:
                    self._pay(number, payment)
            for track in self.tracks:
                track.rebase(day)
        for track in self.tracks:
            track.close(self.end)

    def _days(self) -> list[date]:
        days = {day for part in self.parts for day in (part.last_day, part.last_day + DAY)}
        days |= {track.start for track in self.tracks}
        days |= {payment.on for payment in self.claim.payments}
        days |= {waiver.on for waiver in self.claim.waivers}
        return sorted(day for day in days if day <= self.claim.as_of)

    def _accelerate(self, day: date) -> None:
        """An instalment unpaid on its last day makes all later ones of its obligation due with it."""
        for missed in self.parts:
            if missed.accelerates and missed.unpaid and missed.last_day < day:
                for part, track in self.surcharge:
                    if part.obligation is missed.obligation and part.last_day > missed.last_day:
                        track.start -= part.last_day - missed.last_day
                for part in self.parts:
                    if part.obligation is missed.obligation and part.last_day > missed.last_day:
                        part.last_day = missed.last_day

    # Payments and waivers

    def _pay(self, number: int, payment: Payment) -> None:
        left = payment.amount
        if payment.to:
            left = self._settle(payment.to, left, payment.on, number)
        for bucket in _ORDER:
            if bucket == "principal" and payment.on < NEW_RULE:
                left = self._pay_side_by_side(left, payment.on, number)
            left = self._settle(bucket, left, payment.on, number)
        self.overpaid += left

    def _waive(self, waiver: Waiver) -> None:
        left = self._settle(waiver.of, waiver.amount, waiver.on, None)
        if left:
            self.warnings.append(f"{waiver.on}放弃的金额比当日所欠多{display(left)}元，多出部分不计")

    def _settle(self, bucket: Bucket, amount: int, day: date, payment: int | None) -> int:
        """Take up to `amount` off a bucket, earliest due first; the fen that are left over."""
        left = amount
        for place, (obligation, owed) in enumerate(self._owed(bucket, day)):
            part = min(left, max(0, owed))
            if part:
                self._take(bucket, place, part)
                left -= part
                if payment is not None:
                    self.allocations.append(Allocation(payment, bucket, obligation, part))
        return left

    def _owed(self, bucket: Bucket, day: date) -> list[tuple[str | None, int]]:
        if bucket == "fees":
            return [(None, amount) for amount in self.fees]
        if bucket == "principal":
            return [(part.obligation.id, part.unpaid) for part in self.parts]
        return [(track.obligation, track.owed(day)) for track in self._growing(bucket)]

    def _growing(self, bucket: Bucket) -> list[Track]:
        return self.interest if bucket == "interest" else [track for _, track in self.surcharge]

    def _take(self, bucket: Bucket, place: int, amount: int) -> None:
        if bucket == "fees":
            self.fees[place] -= amount
        elif bucket == "principal":
            self.parts[place].unpaid -= amount
        else:
            self._growing(bucket)[place].settled += amount

    def _pay_side_by_side(self, amount: int, day: date, number: int) -> int:
        """并还: before 2014-08-01 the debt and its delay interest fall in the same proportion.

        Source: 法释〔2009〕6号 附件.
        """
        left = amount
        for part, track in self.surcharge:
            delay = track.owed(day)
            both = part.unpaid + delay
            if not left or delay <= 0 or not part.unpaid:
                continue
            paid = min(left, both)
            debt = round_half_up(Fraction(paid * part.unpaid, both))
            part.unpaid -= debt
            track.settled += paid - debt
            left -= paid
            self.allocations += [
                Allocation(number, "principal", part.obligation.id, debt),
                Allocation(number, "surcharge", part.obligation.id, paid - debt),
            ]
        return left

    def _applicant_fees(self) -> int:
        pairs = zip(self.claim.fees, self.fees, strict=True)
        return sum(left for fee, left in pairs if fee.payable_to == "applicant")


def _nothing() -> int:
    return 0
