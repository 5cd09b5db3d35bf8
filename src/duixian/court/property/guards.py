"""What is held for a case already, and what may be: over-seizure is asked of law before a measure. Fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.court.cases import claims
from duixian.court.cases.models import Case
from duixian.court.property.models import Asset, Measure
from duixian.law import control, fees
from duixian.law.control import Guard, Holding, Thing

LIVE = (Measure.State.ORDERED, Measure.State.QUEUED, Measure.State.HELD)


@dataclass(frozen=True)
class Limit:
    """What may be held for a case on a day: what is owed, and the enforcement fee beside it."""

    owed: int
    costs: int


def limit_of(case: Case, on: date) -> Limit:
    """The limit of control. Raises InputError where law cannot say what is owed.

    Source: 查封、扣押、冻结财产规定 第十九条; 诉讼费用交纳办法 第三十八条.
    """
    owed = claims.statement_of(case, on).total
    return Limit(owed, fees.enforcement_fee(owed).fee if owed else 0)


def live_measures(case: Case) -> list[Measure]:
    """The measures of a case that hold, or wait to."""
    found = case.measures.filter(state__in=LIVE)
    return list(found.select_related("asset", "party").order_by("pk"))


def holding_of(measure: Measure) -> Holding:
    """A measure as law counts it: what is still held of it, and whether it holds already."""
    gone = measure.taken + measure.let_go
    limit = measure.frozen if measure.frozen is not None else measure.amount
    return _holding(
        measure.asset,
        frozen=None if limit is None else limit - gone,
        effective=measure.state != Measure.State.QUEUED,
    )


def guard_of(case: Case, on: date) -> Guard:
    """What is held for a case against what is owed on a day."""
    limit = limit_of(case, on)
    return control.over_seizure([holding_of(one) for one in live_measures(case)], limit.owed, limit.costs)


def guard_with(case: Case, asset: Asset, amount: int | None, on: date) -> Guard:
    """What it would be with one more measure: on the whole of an asset, or on a sum of it."""
    limit = limit_of(case, on)
    held = [holding_of(one) for one in live_measures(case)]
    return control.would_be(held, _holding(asset, frozen=amount, effective=True), limit.owed, limit.costs)


def _holding(asset: Asset, *, frozen: int | None, effective: bool) -> Holding:
    return Holding(
        label=f"{asset.description}（{asset.holder}）",
        thing=Thing(asset.thing),
        value=asset.worth,
        frozen=frozen,
        encumbrance=asset.encumbrance,
        effective=effective,
        divisible=asset.divisible,
        key=f"{asset.thing}:{asset.holder}:{asset.identity}",
    )
