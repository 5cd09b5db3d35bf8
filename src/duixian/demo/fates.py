"""How cases end: performed, suspended or terminated, before the campaign and in its weeks.

The number of cases performed in the campaign is cut by court and by week from the published one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from duixian.demo import mix
from duixian.demo.days import DEMO_DAY, campaign_weeks, some_day
from duixian.demo.drafts import Draft
from duixian.demo.facts import PlannedClosing, PlannedEvent, PlannedPayment, PlannedWaiver
from duixian.demo.owing import due_on_payment
from duixian.demo.totals import PUBLISHED, apportion_table
from duixian.law.calendar import add_months

_CHANNELS = (
    "被执行人主动交付",
    "银行存款扣划",
    "微信账户扣划",
    "支付宝账户扣划",
    "工资收入提取",
    "车辆拍卖成交款",
)
_EVE = PUBLISHED.starts_on - timedelta(1)


def channel(random: Random) -> str:
    """Where a payment comes from."""
    return random.choices(_CHANNELS, (9, 8, 3, 2, 2, 1))[0]


def draw_fates(random: Random, drafts: list[Draft], performed: int) -> None:
    """Give every case its end, or leave it open; `performed` are to be paid in full in the campaign."""
    order = random.sample(drafts, len(drafts))
    _before_the_campaign(random, order)
    by_court = {court: [draft for draft in order if draft.case.court == court] for court in mix.COURT_SHARES}
    table = apportion_table(performed, _jittered(random, mix.COURT_SHARES.values()), mix.WEEK_SHARES)
    for court, counts in zip(mix.COURT_SHARES, table, strict=True):
        _perform_by_weeks(random, by_court[court], counts)
    _close_others(random, order)


def _before_the_campaign(random: Random, order: list[Draft]) -> None:
    for draft in _first(order, mix.PERFORMED_BEFORE, lambda draft: draft.case.filed_on < date(2026, 2, 15)):
        day = some_day(random, draft.case.filed_on + timedelta(20), _EVE)
        perform(random, draft, day or _EVE, draft.case.filed_on)
    for draft in _first(order, mix.SUSPENDED_BEFORE, lambda draft: draft.case.filed_on < date(2025, 12, 10)):
        _suspend(random, draft, _EVE)
    for draft in _first(order, mix.PART_PAID_BEFORE, lambda draft: draft.case.filed_on < date(2026, 3, 1)):
        day = some_day(random, draft.case.filed_on + timedelta(10), _EVE)
        pay_part(random, draft, day or _EVE, 20)


def _perform_by_weeks(random: Random, drafts: list[Draft], counts: list[int]) -> None:
    for week, count in zip(campaign_weeks(), counts, strict=True):
        for _ in range(count):
            day = random.choice(week)
            draft = next(draft for draft in drafts if _performable(draft, day))
            perform(random, draft, day, PUBLISHED.starts_on)


def _performable(draft: Draft, day: date) -> bool:
    in_scope = draft.closing is None and draft.case.counts
    return in_scope and draft.case.filed_on <= day - timedelta(14)


def perform(random: Random, draft: Draft, day: date, earliest: date) -> None:
    """Pay what is owed to the fen, not before `earliest`, and close the case on `day`."""
    case = draft.case
    since = max(earliest, case.filed_on + timedelta(8))
    paid_on = some_day(random, max(since, day - timedelta(6)), day) or day
    if random.randrange(100) < mix.PAID_TWICE_PERCENT:
        first_on = some_day(random, since, paid_on - timedelta(1))
        if first_on:
            pay_part(random, draft, first_on, 50)
    bill = due_on_payment(case, paid_on, draft.payments)
    waived = bill.surcharge if random.randrange(100) < mix.WAIVED_PERCENT else 0
    if waived:
        draft.events.append(
            PlannedEvent(paid_on, "settlement", "当事人达成和解，申请执行人放弃加倍部分债务利息")
        )
        draft.waivers.append(PlannedWaiver(paid_on, "surcharge", waived, "执行和解笔录"))
    draft.payments.append(PlannedPayment(paid_on, bill.total - waived, channel(random)))
    draft.events.append(PlannedEvent(day, "released", "案款发放申请执行人", amount=bill.total - waived))
    draft.closing = PlannedClosing(day, "fully_performed", "应付款项全部到位，执行完毕结案")


def pay_part(random: Random, draft: Draft, day: date, most_percent: int) -> None:
    """A payment of at most so much of the claim, in whole hundreds of yuan."""
    part = draft.case.amount_claimed * random.randint(5, most_percent) // 100 // 100_00 * 100_00
    if part:
        draft.payments.append(PlannedPayment(day, part, channel(random)))


def _close_others(random: Random, order: list[Draft]) -> None:
    for draft in order:
        if draft.closing or draft.case.scope in ("review", "removed"):
            continue
        draw = random.randrange(100)
        if draw < mix.SUSPENDED_PERCENT:
            _suspend(random, draft, DEMO_DAY)
        elif draw < mix.SUSPENDED_PERCENT + mix.TERMINATED_PERCENT:
            _terminate(random, draft)


def _suspend(random: Random, draft: Draft, last: date) -> None:
    """Suspend the case after the three months that must have passed since its filing."""
    earliest = add_months(draft.case.filed_on, 3) + timedelta(1)
    first = max(earliest, PUBLISHED.starts_on) if last == DEMO_DAY else earliest
    day = some_day(random, first, last)
    if day:
        text = "穷尽财产调查措施，未发现可供执行的财产，裁定终结本次执行程序"
        draft.closing = PlannedClosing(day, "suspended", text)


def _terminate(random: Random, draft: Draft) -> None:
    first = max(PUBLISHED.starts_on, draft.case.filed_on + timedelta(30))
    day = some_day(random, first, DEMO_DAY)
    if day:
        draft.events.append(PlannedEvent(day, "settlement", "双方达成长期分期履行的和解协议"))
        draft.closing = PlannedClosing(day, "terminated", "申请执行人撤回执行申请，裁定终结执行")


def _first(drafts: list[Draft], count: int, fits: Callable[[Draft], bool]) -> Iterator[Draft]:
    """The first `count` open drafts that fit, looked for as they are asked for."""
    return islice((draft for draft in drafts if draft.closing is None and fits(draft)), count)


def _jittered(random: Random, shares: Iterable[int]) -> list[int]:
    return [share * random.randint(85, 115) for share in shares]
