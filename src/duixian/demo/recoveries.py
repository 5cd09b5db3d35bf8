"""Part payments: what the cases not paid in full add to the sum recovered.

Payments that end a case are what law/ says was owed; the rest of the published sum is cut among part
payments by weights that are also their ceilings, so that none comes near what its case owes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from duixian.demo import mix
from duixian.demo.days import some_day
from duixian.demo.drafts import Draft
from duixian.demo.facts import PlannedPayment
from duixian.demo.fates import channel, pay_part
from duixian.demo.totals import PUBLISHED, apportion

_HUNDRED_YUAN = 100_00
_ROOM = (13, 10)
"""The ceilings together are this many times the sum to cut."""


def recovered_in_campaign(payments: Iterable[PlannedPayment]) -> int:
    """Fen that came in on the days of the campaign."""
    return sum(p.amount for p in payments if PUBLISHED.starts_on <= p.on <= PUBLISHED.ends_on)


def draw_part_payments(random: Random, drafts: list[Draft], total: int) -> None:
    """Bring what the drafts in scope recover in the campaign to `total` fen.

    Raises ValueError where the performed cases alone exceed it, or the open ones cannot carry the rest.
    """
    within = [draft for draft in drafts if draft.case.counts]
    rest = total - sum(recovered_in_campaign(draft.payments) for draft in within)
    slots = _slots(random, within, rest)
    parts = apportion(rest, [ceiling for _, _, ceiling in slots], _HUNDRED_YUAN)
    for (draft, day, _), part in zip(slots, parts, strict=True):
        draft.payments.append(PlannedPayment(day, part, channel(random)))


def _slots(random: Random, drafts: list[Draft], rest: int) -> list[tuple[Draft, date, int]]:
    """(draft, day, ceiling) of part payments until there is room enough for the rest."""
    slots: list[tuple[Draft, date, int]] = []
    room = 0
    for draft in random.sample(drafts, len(drafts)):
        if room * _ROOM[1] >= rest * _ROOM[0] and room:
            return slots
        day = _part_day(random, draft)
        if day:
            ceiling = draft.case.amount_claimed * random.randint(15, 60) // 100
            slots.append((draft, day, ceiling))
            room += ceiling
    raise ValueError("the cases not performed cannot carry the rest of the sum recovered")


def _part_day(random: Random, draft: Draft) -> date | None:
    """A day on which a part can be paid; None for a case paid in full or too small to be paid in part."""
    performed = draft.closing is not None and draft.closing.way == "fully_performed"
    if performed or draft.case.amount_claimed < 5_000_00:
        return None
    return some_day(random, max(PUBLISHED.starts_on, draft.case.filed_on + timedelta(10)), draft.until)


def draw_outside_payments(random: Random, drafts: list[Draft]) -> None:
    """Some cases outside the scope are paid in part as well; no campaign counts them."""
    outside = [draft for draft in drafts if draft.case.scope == "outside" and draft.closing is None]
    for draft in random.sample(outside, mix.OUTSIDE_PAID):
        day = some_day(
            random, max(PUBLISHED.starts_on, draft.case.filed_on + timedelta(1)), PUBLISHED.ends_on
        )
        pay_part(random, draft, day or PUBLISHED.ends_on, 30)
