"""The shape of the sample: how cases spread over courts, kinds of claims, amounts and fates.

Every figure here is invented; only their proportions are meant to look like a basic court's year.
Weights are whole numbers that need not add up to anything; amounts are yuan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import exp, log
from random import Random
from typing import Literal

from duixian.demo import claims

CASES = 3_120
"""Cases drawn, the told ones not counted."""
FIRST_SERIAL = 200
"""Lower case numbers are left to the cases that stories.py tells."""

COURT_SHARES = {
    "内06": 3,
    "内0602": 24,
    "内0603": 11,
    "内0621": 15,
    "内0622": 14,
    "内0623": 5,
    "内0624": 9,
    "内0625": 6,
    "内0626": 8,
    "内0627": 12,
}
HANDLERS = dict(zip(COURT_SHARES, (3, 11, 6, 8, 7, 4, 5, 4, 5, 6), strict=True))
CLERKS = dict(zip(COURT_SHARES, (1, 4, 2, 3, 3, 1, 2, 1, 2, 2), strict=True))
WEEK_SHARES = (4, 5, 6, 7, 6, 8, 9, 9, 10, 11, 9, 12, 13)

# More is filed around the turn of the year; six months later, about the demo's day, those terms end.
RUSH_FIRST, RUSH_LAST = date(2025, 12, 25), date(2026, 1, 9)
RUSH_WEIGHT = 4

PERFORMED_BEFORE = 70
SUSPENDED_BEFORE = 60
REVIVED_PERCENT = 3
SUSPENDED_PERCENT = 26
TERMINATED_PERCENT = 6
WAIVED_PERCENT = 12
PAID_TWICE_PERCENT = 15
PART_PAID_BEFORE = 110
OUTSIDE_PAID = 60
OUTSIDE_SUMMONED = 12
TARGET_PERFORMED_PERCENT = 30
TARGET_RECOVERED_PERCENT = 40
SUMMONED_BEFORE = 25


# Percent of the cases of a cause whose applicant or first respondent is a company; others are persons.
COMPANY_APPLIES = {"物业服务合同纠纷": 100, "买卖合同纠纷": 100, "承揽合同纠纷": 40}
COMPANY_RESPONDS = {
    "追索劳动报酬纠纷": 65,
    "劳务合同纠纷": 35,
    "经济补偿金纠纷": 100,
    "提供劳务者受害责任纠纷": 30,
    "医疗损害责任纠纷": 100,
    "商品房销售合同纠纷": 100,
    "教育培训合同纠纷": 100,
    "买卖合同纠纷": 30,
    "承揽合同纠纷": 30,
}

# Causes under which a second debtor often stands beside the first.
JOINT_DEBTORS = frozenset({"民间借贷纠纷", "买卖合同纠纷", "劳务合同纠纷", "机动车交通事故责任纠纷"})

# What a person makes of a doubtful case; "review": has not yet.
DECISIONS = {"confirmed": 6, "removed": 2, "review": 2}

Scope = Literal["core", "review", "outside"]


@dataclass(frozen=True)
class Kind:
    """A sort of claim: how often, under which causes, for how much, and where the scope puts it."""

    weight: int
    causes: tuple[tuple[str, int], ...]
    low: int
    high: int
    build: Callable[[Random, int, claims.Setting], claims.Claimed]
    scope: Scope = "core"

    def cause(self, random: Random) -> str:
        """A cause of action, drawn by its weight."""
        names, weights = zip(*self.causes, strict=True)
        return str(random.choices(names, weights)[0])

    def principal(self, random: Random) -> int:
        """Fen between low and high, small sums oftener than large ones, mostly in round figures."""
        yuan = int(exp(random.uniform(log(self.low), log(self.high))))
        if random.random() < 0.6:
            return max(yuan // 100, 1) * 100_00
        return yuan * 100 + random.choice((0, random.randrange(100)))


KINDS = (
    Kind(
        22,
        (("追索劳动报酬纠纷", 6), ("劳务合同纠纷", 4), ("经济补偿金纠纷", 1)),
        6_000,
        180_000,
        claims.wages,
    ),
    Kind(
        7,
        (("抚养费纠纷", 8), ("赡养费纠纷", 2), ("扶养费纠纷", 1)),
        600,
        2_600,
        claims.support,
    ),
    Kind(
        14,
        (
            ("机动车交通事故责任纠纷", 7),
            ("提供劳务者受害责任纠纷", 3),
            ("生命权、身体权、健康权纠纷", 2),
            ("医疗损害责任纠纷", 1),
        ),
        15_000,
        480_000,
        claims.injury,
    ),
    Kind(
        42,
        (
            ("民间借贷纠纷", 9),
            ("买卖合同纠纷", 6),
            ("物业服务合同纠纷", 4),
            ("承揽合同纠纷", 2),
        ),
        5_000,
        95_000,
        claims.loan,
    ),
    Kind(
        4,
        (("房屋租赁合同纠纷", 3), ("商品房销售合同纠纷", 2), ("教育培训合同纠纷", 1)),
        110_000,
        400_000,
        claims.lump,
        scope="review",
    ),
    Kind(
        11,
        (("民间借贷纠纷", 4), ("买卖合同纠纷", 5), ("承揽合同纠纷", 2)),
        150_000,
        4_800_000,
        claims.loan,
        scope="outside",
    ),
)


def draw_kind(random: Random) -> Kind:
    """A kind of claim, drawn by its weight."""
    return random.choices(KINDS, [kind.weight for kind in KINDS])[0]
