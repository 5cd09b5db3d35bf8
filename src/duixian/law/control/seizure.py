"""超标的: what is held against what is owed and costs. Sums are fen.

What is unknown is asked for, never counted as nothing; a thing held twice counts once; what waits in a
queue counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duixian.law.control.table import NAMES, Thing
from duixian.law.errors import InputError
from duixian.law.money import display

CITE = "查封、扣押、冻结财产规定 第十九条"
_SOLD_FIRST = {Thing.MOVABLE, Thing.VEHICLE, Thing.SHIP, Thing.IMMOVABLE, Thing.EQUITY, Thing.IP}


@dataclass(frozen=True)
class Holding:
    """One measure: the thing's `value` (None: not known), the sum it is limited to, prior claims on it.

    `key` tells things apart; `effective` is False for one that waits in a queue.
    """

    label: str
    thing: Thing
    value: int | None
    key: str
    frozen: int | None = None
    encumbrance: int = 0
    effective: bool = True
    divisible: bool = True


@dataclass(frozen=True)
class Guard:
    """What is held beside what may be; `ok` where law lets it stand, `words` say why or why not."""

    limit: int
    held: int
    excess: int
    unknown: tuple[str, ...]
    sufficient: tuple[str, ...]
    releasable: tuple[str, ...]
    ok: bool
    words: tuple[str, ...]
    cite: str = CITE


@dataclass(frozen=True)
class _Lot:
    """A thing as it counts: what it is worth to this case, None where nobody knows."""

    key: str
    label: str
    worth: int | None
    whole: bool


def over_seizure(holdings: Sequence[Holding], owed: int, costs: int) -> Guard:
    """The guard over what is held now. Source: 查封、扣押、冻结财产规定 第十九条."""
    return _judge(_lots(holdings), owed + costs)


def would_be(holdings: Sequence[Holding], adding: Holding, owed: int, costs: int) -> Guard:
    """The guard as it would stand with one more measure; asked before the measure is taken."""
    return _judge(_lots([*holdings, adding]), owed + costs)


def deductible(thing: Thing, available: int, owed: int, costs: int, reserve: int = 0) -> int:
    """The most that may be taken: no more than is owed and costs, nothing of what must be left for living.

    Raises InputError where nothing may be taken, or where the thing must be sold first.
    Source: 民事诉讼法 第二百五十三条、第二百五十四条 (2023).
    """
    if thing in _SOLD_FIRST:
        raise InputError(NAMES[thing], "不是钱款，不能直接扣划", "请评估、拍卖、变卖后登记到位")
    if reserve < 0:
        raise InputError("保留生活费", "小于零", "不需要保留的填 0")
    if owed <= 0:
        raise InputError("扣划金额", "本案已无应付", "请办理解除控制和结案")
    most = min(available - reserve, owed + costs)
    if most <= 0:
        raise InputError(
            "扣划金额",
            f"控制中{display(available)}元，须保留生活费{display(reserve)}元",
            "没有可以扣划的金额，请核对控制余额和保留数额，或另查其他财产",
        )
    return most


def _lots(holdings: Sequence[Holding]) -> list[_Lot]:
    """One lot a thing, whatever the number of measures on it."""
    by_thing: dict[str, list[Holding]] = {}
    for one in holdings:
        if one.effective:
            by_thing.setdefault(one.key, []).append(one)
    return [_lot(key, same) for key, same in by_thing.items()]


def _lot(key: str, same: Sequence[Holding]) -> _Lot:
    values = [one.value for one in same if one.value is not None]
    free = max(0, max(values) - max(one.encumbrance for one in same)) if values else None
    # Measures on sums of one thing add up, but never above what the thing is worth.
    limits = [one.frozen for one in same]
    if all(limit is not None for limit in limits):
        total = sum(limit for limit in limits if limit is not None)
        free = total if free is None else min(free, total)
    whole = not all(one.divisible for one in same) and any(limit is None for limit in limits)
    return _Lot(key, same[0].label, free, whole)


def _judge(lots: Sequence[_Lot], limit: int) -> Guard:
    known = [(lot, lot.worth) for lot in lots if lot.worth is not None]
    unknown = tuple(lot.label for lot in lots if lot.worth is None)
    held = sum(worth for _, worth in known)
    excess = max(0, held - limit)
    lawful = _indivisible(known, limit) if excess else ()
    release = _releasable(known, limit) if excess and not lawful else ()
    ok = not excess or bool(lawful)
    sufficient = tuple(lot.label for lot, worth in known if limit and worth >= limit)
    cut = _cut([(lot, worth) for lot, worth in known if lot not in release], limit)
    return Guard(
        limit=limit,
        held=held,
        excess=excess,
        unknown=unknown,
        sufficient=sufficient,
        releasable=tuple(lot.label for lot in release),
        ok=ok,
        words=_words(limit, held, excess, unknown, sufficient, lawful, cut),
    )


def _releasable(known: Sequence[tuple[_Lot, int]], limit: int) -> tuple[_Lot, ...]:
    """Things that may be let go, the dearest first, while the rest still covers the limit."""
    held, gone = sum(worth for _, worth in known), []
    for lot, worth in sorted(known, key=lambda pair: (-pair[1], pair[0].key)):
        if worth and held - worth >= limit:
            held -= worth
            gone.append(lot)
    return tuple(gone)


def _cut(kept: Sequence[tuple[_Lot, int]], limit: int) -> int:
    """By how much the divisible things that stay must be lessened; not at all where the excess is lawful."""
    if _indivisible(kept, limit):
        return 0
    over = sum(worth for _, worth in kept) - limit
    return max(0, min(over, sum(worth for lot, worth in kept if not lot.whole)))


def _indivisible(known: Sequence[tuple[_Lot, int]], limit: int) -> tuple[str, ...]:
    """The whole things that explain an excess: money alone does not cover the limit, and each is needed."""
    held = sum(worth for _, worth in known)
    money = sum(worth for lot, worth in known if not lot.whole)
    whole = [(lot, worth) for lot, worth in known if lot.whole]
    needed = all(held - worth < limit for _, worth in whole)
    return tuple(lot.label for lot, _ in whole) if whole and needed and money < limit else ()


def _words(
    limit: int,
    held: int,
    excess: int,
    unknown: tuple[str, ...],
    sufficient: tuple[str, ...],
    lawful: tuple[str, ...],
    cut: int,
) -> tuple[str, ...]:
    said = [f"应付与费用共{display(limit)}元，已知控制{display(held)}元"]
    if unknown:
        said.append(f"{'、'.join(unknown)}价值未知，未计入，请询价或查明")
    if excess and lawful:
        said.append(f"超出{display(excess)}元，因{'、'.join(lawful)}为不可分物且其他财产不足以清偿，可以控制")
    elif excess:
        said.append(f"超出{display(excess)}元，属超标的，应当解除超出部分")
    if cut:
        said.append(f"其中钱款等可分财产的限额应减少{display(cut)}元")
    if sufficient and excess:
        said.append(f"仅{'、'.join(sufficient)}已足以清偿")
    return tuple(said)
