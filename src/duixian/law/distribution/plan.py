"""分配方案: who gets how much of the money, at which stage, and why. Money in fen.

Costs, then preferred claims by rank, ordinary claims in proportion or by order of control, then the doubled
part of delay interest, and what is left to the respondent. Each stage is paid in full before the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duixian.law.distribution.facts import COURT, RESPONDENT, Claim, Debtor, Money, check
from duixian.law.distribution.method import Method, in_full, method
from duixian.law.distribution.shares import apportion
from duixian.law.distribution.table import Rule, Stage, rank, stage
from duixian.law.money import display


@dataclass(frozen=True)
class Share:
    """What one gets at one stage of the `due` that he has there; a share of 0 says why it is nothing."""

    key: str
    stage: Stage
    amount: int
    due: int
    why: str
    cite: str
    verified: bool = True


@dataclass(frozen=True)
class Plan:
    """The whole plan; the amounts of `lines` sum to `total`."""

    method: Method
    total: int
    lines: tuple[Share, ...]

    @property
    def surplus(self) -> int:
        """What goes back to the respondent."""
        return sum(one.amount for one in self.lines if one.stage == "surplus")

    def paid(self, key: str) -> int:
        """What one gets at all stages together."""
        return sum(one.amount for one in self.lines if one.key == key)


@dataclass(frozen=True)
class _Tier:
    """Those who stand equal: each with what is due to him here. `rules` are told where they must share."""

    stage: Stage
    due: tuple[tuple[str, int], ...]
    label: str
    cite: str
    rules: tuple[Rule, ...] = ()
    always: tuple[Rule, ...] = ()


def distribute(debtor: Debtor, money: Money, claims: Sequence[Claim], *, one_title: bool = False) -> Plan:
    """The plan of distribution. `one_title`: one title names all these creditors.

    Shares within a stage are rounded to the fen by largest remainder and sum to what the stage gets. Where
    the money covers costs and claims each gets all. Raises InputError, also where law forbids to distribute.
    Source: 民诉法解释 第五百零六条至第五百一十四条; 执行规定 第五十五条; 法释〔2014〕8号 第四条.
    """
    check(money, claims)
    wanted = money.costs + sum(one.owed + one.costs + one.surcharge for one in claims)
    enough = wanted <= money.total
    way = method(replace(debtor, suffices=debtor.suffices or enough), one_title=one_title)
    if enough:
        way = in_full()
    left, lines = money.total, []
    for tier in _tiers(money, claims, way):
        for share in _pay(tier, left):
            lines.append(share)
            left -= share.amount
    if left:
        lines.append(_surplus(left))
    return Plan(way, money.total, tuple(lines))


def _tiers(money: Money, claims: Sequence[Claim], way: Method) -> Iterator[_Tier]:
    costs = ((COURT, money.costs), *((one.key, one.costs) for one in claims))
    yield _tier("costs", costs, rules=(rank("together"),))
    yield from _preferred(claims, way)
    label = f"{stage('ordinary').name}（{way.name}）"
    yield from _ranked("ordinary", claims, way, lambda one: one.ordinary, label, way.cite)
    doubled = stage("surcharge")
    several = (rank("surcharge_of_several"),) if len(claims) > 1 else ()
    yield from _ranked(
        "surcharge", claims, way, lambda one: one.surcharge, doubled.name, doubled.source, several
    )
    yield _tier("waiting", ((COURT, money.waiting),))


def _preferred(claims: Sequence[Claim], way: Method) -> Iterator[_Tier]:
    for number in sorted({one.rank for one in claims if one.preferred}):
        same = [one for one in claims if one.preferred and one.rank == number]
        basis = "、".join(dict.fromkeys(one.basis.strip() for one in same))
        label = f"{stage('preferred').name}第{number}顺位（{basis}）"
        due = ((one.key, one.preferred) for one in same)
        yield _tier("preferred", due, label, way.prior, rules=(rank("together"),))


def _ranked(
    of: Stage,
    claims: Sequence[Claim],
    way: Method,
    due: Callable[[Claim], int],
    label: str,
    cite: str,
    always: tuple[Rule, ...] = (),
) -> Iterator[_Tier]:
    """The claims of one stage: all together, or tier by tier as each took control, the rest after them."""
    if not way.by_order:
        yield _tier(of, ((one.key, due(one)) for one in claims), label, cite, always=always)
        return
    for place in sorted({_place(one) for one in claims}):
        same = [one for one in claims if _place(one) == place]
        day = same[0].controlled_on
        # Without a measure a claim's place rests on no article, whether or not another stands beside it.
        bare = () if day else (rank("uncontrolled"),)
        told = f"，{day}控制" + (f"第{place[1]}位" if place[1] > 1 else "") if day else ""
        yield _tier(
            of,
            ((one.key, due(one)) for one in same),
            label + told,
            cite,
            rules=(rank("together"),) if day else (),
            always=(*always, *bare),
        )


def _place(one: Claim) -> tuple[date, int]:
    return (one.controlled_on, one.controlled_order) if one.controlled_on else (date.max, 1)


def _tier(
    of: Stage,
    due: Iterable[tuple[str, int]],
    label: str = "",
    cite: str = "",
    rules: tuple[Rule, ...] = (),
    always: tuple[Rule, ...] = (),
) -> _Tier:
    rule = stage(of)
    kept = tuple((key, amount) for key, amount in due if amount)
    return _Tier(of, kept, label or rule.name, cite or rule.source, rules, always)


def _pay(tier: _Tier, left: int) -> Iterator[Share]:
    """One share a claim: all of it where the tier can be paid, else its part of what is left."""
    whole = sum(amount for _, amount in tier.due)
    parts = apportion(min(left, whole), [amount for _, amount in tier.due])
    short = left < whole
    sharing = short and len(tier.due) > 1
    rules = (*tier.always, *(tier.rules if sharing else ())) if short else ()
    verified = stage(tier.stage).verified and all(rule.verified for rule in rules)
    notes = "".join(f"；{rule.says}（{rule.source}）" for rule in rules)
    for (key, due), part in zip(tier.due, parts, strict=True):
        why = f"{tier.label}{_counted(due, part, left, whole, sharing=sharing)}{notes}"
        yield Share(key, tier.stage, part, due, why, tier.cite, verified)


def _counted(due: int, part: int, left: int, whole: int, *, sharing: bool) -> str:
    mine, got, rest = display(due), display(part), display(left)
    if left >= whole:
        return f"{mine}元，本顺位共{display(whole)}元，可分{rest}元，全额受偿"
    if not left:
        return f"{mine}元，款项已由在先顺位分完，受偿0.00元"
    if not sharing:
        return f"{mine}元，可分{rest}元，受偿{got}元"
    exact = due * left % whole == 0
    rounding = "" if exact else "（按最大余数法取到分）"
    return f"{mine}元÷本顺位共{display(whole)}元×可分{rest}元＝{got}元{rounding}"


def _surplus(left: int) -> Share:
    rule = stage("surplus")
    why = f"全部费用和债权清偿后余{display(left)}元，退还被执行人"
    return Share(RESPONDENT, "surplus", left, left, why, rule.source, rule.verified)
