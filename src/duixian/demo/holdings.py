"""What is held in some open cases: terms that end soon, that were renewed, that lapsed, and a queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

from duixian.demo.acts import PlannedAsset, PlannedMeasure
from duixian.demo.days import DEMO_DAY, some_day, working_days
from duixian.demo.drafts import Draft
from duixian.demo.institutions import BANK, INSURER, LAND_REGISTER, PAYMENT, RURAL_BANK, VEHICLES
from duixian.demo.owing import owed
from duixian.law.calendar import add_months
from duixian.law.control import Thing

# (first and last day after the demo's day on which the term ends, how many cases)
_ENDING = ((1, 7, 5), (8, 15, 5), (16, 30, 7), (31, 60, 9))
_LAPSED = (-40, -4, 2)
_RENEWED = (-20, 3, 4)
_LONG, _BESIDE, _BEHIND_OTHERS = 12, 14, 2
_MONTHS = (6, 3)
_QUEUE = 4
_MOST_PERCENT = {"first": 40, "beside": 15}
"""Of what is owed, so that nothing that is held together comes near the limit."""


def draw_holdings(random: Random, busy: list[Draft]) -> None:
    """Hold something in most of these cases, and a second thing in some."""
    numbers = count(1)
    deck = iter(random.sample(busy, len(busy)))
    for first, last, cases in _ENDING:
        _deal(random, deck, numbers, cases, first, last)
    _deal(random, deck, numbers, _LAPSED[2], *_LAPSED[:2])
    _deal(random, deck, numbers, _RENEWED[2], *_RENEWED[:2], renewed=True)
    for _, draft in zip(range(_LONG), deck, strict=False):
        draft.acts.append(_whole(random, draft, next(numbers)))
    for place, draft in enumerate(random.sample(busy, _BESIDE)):
        draft.acts.append(_beside(random, draft, next(numbers), behind=place < _BEHIND_OTHERS))


def draw_queue(random: Random, drafts: list[Draft]) -> None:
    """One house of a company that owes in several cases: the first term lapses, the next takes effect."""
    by_firm: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        respondent = draft.case.respondents[0]
        if draft.closing is None and not respondent.is_person and draft.case.filed_on < date(2026, 5, 1):
            by_firm[respondent.name].append(draft)
    most: list[Draft] = max(by_firm.values(), key=len)
    waiting = sorted(most, key=lambda draft: draft.case.filed_on)[:_QUEUE]
    shop = PlannedAsset(
        Thing.IMMOVABLE, LAND_REGISTER, "示例不动产权第0007号", "临街商铺一间", 460_000_00, "网络询价", True
    )
    lapses = add_months(DEMO_DAY - timedelta(20), -6)
    for place, draft in enumerate(waiting):
        first = max(draft.case.filed_on + timedelta(8), lapses if place else draft.case.filed_on)
        day = some_day(random, first, first + timedelta(14)) or first
        months = 6 if place == 0 else None
        draft.acts.append(PlannedMeasure(day, "seal", shop, months=months, receipt="不动产登记机构回执"))


def least_owed(draft: Draft, since: date) -> int:
    """Fen that were owed on a day and are still: what may be held from it on."""
    days = (since, DEMO_DAY)
    return min(owed(draft.case, day, [p for p in draft.payments if p.on <= day]).total for day in days)


def _deal(
    random: Random,
    deck: Iterator[Draft],
    numbers: Iterator[int],
    cases: int,
    first: int,
    last: int,
    *,
    renewed: bool = False,
) -> None:
    """Give so many cases money that is held until a day in between; who was filed too late gets none."""
    ends = DEMO_DAY + timedelta(first), DEMO_DAY + timedelta(last)
    while cases and (draft := next(deck, None)):
        choices = _served(draft, *ends)
        if choices:
            draft.acts.append(_money(random, draft, next(numbers), *random.choice(choices), renewed=renewed))
            cases -= 1


def _served(draft: Draft, first_end: date, last_end: date) -> list[tuple[date, int]]:
    """Days of service with months, such that the term ends in between."""
    days = working_days(draft.case.filed_on + timedelta(6), DEMO_DAY - timedelta(1))
    return [
        (day, months)
        for months in _MONTHS
        for day in days
        if first_end <= add_months(day, months) <= last_end
    ]


def _money(
    random: Random, draft: Draft, number: int, on: date, months: int, *, renewed: bool
) -> PlannedMeasure:
    amount = _limit(draft, on, "first")
    renewed_on = None
    if renewed:
        end = add_months(on, months)
        renewed_on = some_day(random, end - timedelta(12), min(end, DEMO_DAY))
    asset, frozen = _account(random, number, amount)
    return PlannedMeasure(
        on,
        "freeze",
        asset,
        amount=amount,
        frozen=frozen,
        months=months,
        receipt=_receipt(random, asset),
        renewed_on=renewed_on,
    )


def _account(random: Random, number: int, amount: int) -> tuple[PlannedAsset, int]:
    """An account, and what of the limit was found in it."""
    thing, holder, words = random.choice(
        (
            (Thing.DEPOSIT, BANK, "活期存款账户"),
            (Thing.DEPOSIT, RURAL_BANK, "一卡通账户"),
            (Thing.ONLINE_PAYMENT, PAYMENT, "网络支付账户余额"),
        )
    )
    found = amount if random.random() < 0.3 else amount * random.randint(2, 60) // 100
    return PlannedAsset(thing, holder, f"示例尾号{number:04d}", words, found, "协助单位反馈"), found


def _whole(random: Random, draft: Draft, number: int) -> PlannedMeasure:
    """A car or a house for the longest term: it cannot be divided, so it may be worth more than is owed."""
    on = some_day(random, draft.case.filed_on + timedelta(8), DEMO_DAY - timedelta(5)) or DEMO_DAY
    if random.random() < 0.7:
        worth = random.randint(18, 90) * 1_000_00
        asset = PlannedAsset(
            Thing.VEHICLE, VEHICLES, f"蒙K·示例{number}", "小型汽车", worth, "网络询价", whole=True
        )
    else:
        worth = random.randint(180, 620) * 1_000_00
        identity = f"示例不动产权第{100 + number:04d}号"
        asset = PlannedAsset(
            Thing.IMMOVABLE, LAND_REGISTER, identity, "住宅一套", worth, "网络询价", whole=True
        )
    return PlannedMeasure(on, "seal", asset, receipt=_receipt(random, asset))


def _beside(random: Random, draft: Draft, number: int, *, behind: bool) -> PlannedMeasure:
    """A policy, or an account where other courts stand before us."""
    on = some_day(random, draft.case.filed_on + timedelta(20), DEMO_DAY - timedelta(2)) or DEMO_DAY
    amount = _limit(draft, on, "beside")
    if behind:
        asset, _ = _account(random, number, amount)
        return PlannedMeasure(on, "freeze", asset, amount=amount, receipt=f"{asset.holder}回执", ahead=1)
    asset = PlannedAsset(
        Thing.POLICY, INSURER, f"示例保单{number:04d}", "人身保险的保单现金价值", amount * 2, "保险公司反馈"
    )
    return PlannedMeasure(on, "freeze", asset, amount=amount, frozen=amount, receipt=_receipt(random, asset))


def _limit(draft: Draft, on: date, which: Literal["first", "beside"]) -> int:
    return max(least_owed(draft, on) * _MOST_PERCENT[which] // 100, 100_00)


def _receipt(random: Random, asset: PlannedAsset) -> str:
    """The holder's receipt; one in six is still outstanding."""
    return "" if random.randrange(6) == 0 else f"{asset.holder}回执"
