"""The ordinary course of a case: notice, network search, restrictions, visits and talks."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from duixian.demo.days import some_day
from duixian.demo.drafts import Draft
from duixian.demo.facts import PlannedEvent

# (kind, text, percent of cases, first and last day after filing)
_STEPS = (
    ("notice", "发出执行通知书、报告财产令", 100, 1, 13),
    ("search", "通过网络查控系统查询银行存款、车辆、不动产、证券、网络资金", 100, 1, 13),
    ("frozen", "冻结被执行人名下银行账户，余额不足以清偿", 35, 6, 20),
    ("frozen", "冻结被执行人微信、支付宝账户", 15, 6, 30),
    ("contact", "电话告知申请执行人查控结果，征询财产线索", 40, 12, 60),
    ("consumption", "对被执行人限制消费", 35, 20, 60),
    ("visit", "到被执行人住所地走访，向村（居）民委员会了解情况", 22, 25, 110),
    ("found", "查明被执行人名下有小型汽车一辆", 10, 8, 40),
    ("sealed", "查封被执行人名下车辆档案", 8, 12, 50),
    ("dishonest", "纳入失信被执行人名单", 10, 40, 100),
    ("lead", "申请执行人提供财产线索：被执行人在建筑工地务工", 8, 15, 120),
    ("summoned", "传唤被执行人到院说明财产情况", 25, 20, 120),
)
_BEFORE_SUSPENSION = frozenset({"consumption", "visit"})
"""What the rules want done before a case may be suspended."""


def draw_course(random: Random, draft: Draft) -> None:
    """Add the steps that this case took before its last day."""
    suspended = draft.closing is not None and draft.closing.way == "suspended"
    for kind, text, percent, first, last in _STEPS:
        needed = suspended and kind in _BEFORE_SUSPENSION
        if needed or random.randrange(100) < percent:
            on = _between(random, draft, first, last)
            if on:
                draft.events.append(PlannedEvent(on, kind, text))
    for payment in draft.payments:
        if payment.channel.endswith("扣划"):
            text = f"{payment.channel}至本院案款账户"
            draft.events.append(PlannedEvent(payment.on, "deducted", text, amount=payment.amount))


def _between(random: Random, draft: Draft, first: int, last: int) -> date | None:
    filed_on = draft.case.filed_on
    return some_day(random, filed_on + timedelta(first), min(filed_on + timedelta(last), draft.acts_until))
