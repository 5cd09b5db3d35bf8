"""失效 that is dealt with without a new measure: somebody says why the thing is held no longer."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, not_later
from duixian.court.cases.models import Event, EventKind
from duixian.court.people.models import Staff
from duixian.court.property.actions.holding import held_measure
from duixian.court.property.clocks import EXPLAINED, lapsed
from duixian.court.property.models import Measure
from duixian.law.errors import InputError


@action
def explain_lapse(actor: Staff, measure: Measure, why: str, *, on: date, today: date) -> Event:
    """说明失效: the reason stands in the case's memory for good. Raises InputError, NotAllowed."""
    measure = held_measure(actor, measure)
    if not lapsed().filter(pk=measure.pk).exists():
        raise InputError("控制失效", "没有失效，或已经处理", "请刷新页面核对")
    not_later(on, today, "说明日期")
    if not why.strip():
        raise InputError("失效说明", "没有填写", "请写明为何失效、为何不再控制")
    if len(why.strip()) > 300:
        raise InputError("失效说明", "超过300字", "请写得简短一些")
    return Event.objects.create(
        case=measure.case,
        court_id=measure.court_id,
        on=on,
        kind=EventKind.NOTE,
        actor=actor,
        text=f"{measure.asset.description}的控制于{measure.ended_on}失效，说明：{why.strip()}"[:500],
        data={EXPLAINED: measure.pk},
    )
