"""The reckoning itself: the days on which something happens, in order, and what each does.

Between two such days nothing changes but the calendar. On each: periods of performance that ended the
day before, waivers, payments; then the bases that this changed close their lines. A payment's day
belongs to what follows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial

from duixian.law.calendar import DAY
from duixian.law.debt.accrual import NEW_RULE
from duixian.law.debt.growth import Growth
from duixian.law.debt.maturity import Part, effective_day, parts_of
from duixian.law.debt.result import Allocation
from duixian.law.debt.track import Track
from duixian.law.errors import InputError
from duixian.law.money import display, round_half_up
from duixian.law.rates import RateTables
from duixian.law.title import Bucket, Claim, Payment, Waiver

MOST_LINES = 20_000
MOST_STEPS = 100_000
"""Tracks times payments and waivers: this many take some seconds, which is as long as one may wait."""
_ORDER: tuple[Bucket, ...] = ("fees", "interest", "principal", "surcharge")
"""费用、利息、本金, then the surcharge. Source: 法释〔2014〕8号 第四条；民法典 第五百六十一条."""


class Reckoning:
    """A claim as the days pass; `run` carries it to the day of the statement.

    `ended` names, by place among the tracks, those whose whole period is known to end early.
    """

    def __init__(self, claim: Claim, tables: RateTables, ended: Mapping[int, date]) -> None:
        self.claim = claim
        self.end = claim.as_of + DAY if claim.options.count_as_of else claim.as_of
        self.effective, warnings = effective_day(claim.title)
        self.warnings = list(warnings)
        self.fees = [fee.amount for fee in claim.fees]
        self.parts: list[Part] = []
        self.interest: list[Track] = []
        self.surcharge: list[tuple[Part, Track]] = []
        self.overpaid = 0
        self.last_day_worth = Fraction(0)
        self._applied: defaultdict[tuple[int, Bucket, str | None], int] = defaultdict(int)
        self._touched: dict[Track, None] = {}
        self._widened: list[Track] = []
        self._lay_out(Growth(claim, tables, self.effective, self.end, self._applicant_fees))
        self.delays = [track for _, track in self.surcharge]
        self.tracks = [*self.interest, *self.delays]
        for place, day in ended.items():
            self.tracks[place].ends = day

    def _lay_out(self, growth: Growth) -> None:
        for obligation in self.claim.obligations:
            own, said = parts_of(obligation, self.effective, self.claim.as_of)
            self.parts += own
            self.warnings += said
            _limit(len(own) * len(obligation.interest) + len(self.parts), MOST_LINES)
            tracks = growth.interest_of(obligation, own)
            for part in own:
                part.interest = tracks
            self.interest += tracks
        self.parts.sort(key=lambda part: part.last_day)
        order = {part.obligation.id: place for place, part in reversed(list(enumerate(self.parts)))}
        self.interest.sort(key=lambda track: order.get(track.obligation, len(order)))
        self._lay_out_delay(growth)
        changes = len(self.claim.payments) + len(self.claim.waivers)
        _limit(changes * (len(self.interest) + len(self.surcharge)), MOST_STEPS)

    def _lay_out_delay(self, growth: Growth) -> None:
        seen: set[str] = set()
        for part in self.parts:
            name = part.obligation.id
            if part.obligation.surcharge:
                beside = growth.beside(part, first=not seen, first_of_own=name not in seen)
                part.delay = growth.surcharge_of(part, beside)
                self.surcharge.append((part, part.delay))
                self._widened += [part.delay] if beside else []
                seen.add(name)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """What each payment was applied to, one entry a payment, bucket and obligation."""
        return tuple(Allocation(*key, amount) for key, amount in self._applied.items())

    @property
    def ended(self) -> dict[int, date]:
        """The tracks that have nothing left to grow on, and the day after their last line."""
        return {
            place: track.lines[-1].end + DAY
            for place, track in enumerate(self.tracks)
            if track.lines and not track.on
        }

    def run(self) -> None:
        """Pass every day on which something happens, then close all lines."""
        for track in self.tracks:
            track.rebase(date.min)
        agenda = self._agenda()
        for day in sorted(agenda):
            for happens in agenda[day]:
                happens()
            for track in self._touched:
                track.rebase(day)
            self._touched.clear()
        for track in self.tracks:
            track.close(self.end)
        _limit(sum(len(track.lines) for track in self.tracks), MOST_LINES)

    def _agenda(self) -> dict[date, list[Callable[[], None]]]:
        agenda: defaultdict[date, list[Callable[[], None]]] = defaultdict(list)
        for part in self.parts:
            if part.last_day < self.claim.as_of:
                agenda[part.last_day + DAY].append(partial(self._lapse, part, part.last_day))
        for waiver in self.claim.waivers:
            agenda[waiver.on].append(partial(self._waive, waiver))
        for number, payment in enumerate(self.claim.payments, start=1):
            agenda[payment.on].append(partial(self._pay, number, payment))
        return agenda

    # The end of a period of performance

    def _lapse(self, part: Part, last_day: date) -> None:
        """An instalment unpaid on its last day makes all later ones of its obligation due with it."""
        if part.last_day < last_day:
            return
        self._expire(part)
        if not (part.accelerates and part.unpaid):
            return
        later = [each for each in self.parts if each.last_day > last_day and each.interest is part.interest]
        if later:
            self.warnings.append(f"判项{part.obligation.id}在{last_day}到期的一期未付清，其余各期一并到期")
        for each in later:
            if each.delay:
                each.delay.bring_forward(each.last_day - last_day)
            each.last_day = last_day
            self._expire(each)

    def _expire(self, part: Part) -> None:
        """Note what the last day itself would bear: on whether it does, practice is split."""
        self._touch(part)
        after = part.last_day + DAY
        base = part.delay.base(after) if part.delay else 0
        if part.delay and base:
            pieces = part.delay.pieces(part.last_day, after, part.last_day, part.delay.ends)
            self.last_day_worth += sum(base * piece.daily for piece in pieces)

    def _touch(self, part: Part) -> None:
        self._touched.update(dict.fromkeys(part.interest))
        if part.delay:
            self._touched[part.delay] = None

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
        if not left:
            return 0
        for place, (obligation, owed) in enumerate(self._owed_in(bucket, day)):
            taken = min(left, owed)
            if taken > 0:
                self._take(bucket, place, taken)
                left -= taken
                if payment is not None:
                    self._applied[payment, bucket, obligation] += taken
            if not left:
                break
        return left

    def _owed_in(self, bucket: Bucket, day: date) -> Iterator[tuple[str | None, int]]:
        if bucket == "fees":
            return iter([(None, amount) for amount in self.fees])
        if bucket == "principal":
            return ((part.obligation.id, part.unpaid) for part in self.parts)
        growing = self.interest if bucket == "interest" else self.delays
        return ((track.obligation, owed) for track, owed in self.owed_on(growing, day))

    def owed_on(self, tracks: Iterable[Track], day: date) -> Iterator[tuple[Track, int]]:
        """Fen grown up to the day before `day` and not yet settled, track by track.

        Where the options round once, the running sum is rounded: the tracks then add up to the whole
        rounded once.
        """
        total: int | Fraction = 0
        before = 0
        for track in tracks:
            total += track.grown(day)
            rounded = total if isinstance(total, int) else round_half_up(total)
            yield track, rounded - before - track.settled
            before = rounded

    def _take(self, bucket: Bucket, place: int, amount: int) -> None:
        if bucket == "principal":
            self.parts[place].unpaid -= amount
            self._touch(self.parts[place])
        elif bucket == "fees":
            self.fees[place] -= amount
        else:
            (self.interest if bucket == "interest" else self.delays)[place].settled += amount
        self._touched.update(dict.fromkeys(self._widened))

    def _pay_side_by_side(self, amount: int, day: date, number: int) -> int:
        """并还: before 2014-08-01 the debt and its delay interest fall in the same proportion.

        Source: 法释〔2009〕6号 附件.
        """
        left = amount
        for (part, track), (_, delay) in zip(self.surcharge, self.owed_on(self.delays, day), strict=True):
            both = part.unpaid + delay
            if not left or delay <= 0 or not part.unpaid:
                continue
            paid = min(left, both)
            debt = round_half_up(Fraction(paid * part.unpaid, both))
            part.unpaid -= debt
            self._touch(part)
            track.settled += paid - debt
            left -= paid
            self._applied[number, "principal", part.obligation.id] += debt
            self._applied[number, "surcharge", part.obligation.id] += paid - debt
        return left

    def _applicant_fees(self) -> int:
        pairs = zip(self.claim.fees, self.fees, strict=True)
        return sum(left for fee, left in pairs if fee.payable_to == "applicant")


def _limit(size: int, most: int) -> None:
    if size > most:
        raise InputError("输入", "判项、期数与到位款太多，一次算不下", "请按判项分成几份计算")
