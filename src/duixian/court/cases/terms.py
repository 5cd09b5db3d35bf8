"""期限 of a case that follow from the day it was filed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duixian.court.cases.models import ClockStop
from duixian.law import clock

ENFORCEMENT_TERM = clock.clock("enforcement").name


def enforcement_term(filed_on: date) -> date:
    """The day by which a case is, as a rule, to be closed.

    Source: 最高人民法院关于人民法院执行工作若干问题的规定（试行） 第六十三条.
    """
    last = clock.due("enforcement", filed_on).day
    assert last  # noqa: S101  nothing stops it here
    return last


def enforcement_due(filed_on: date, stops: Iterable[ClockStop]) -> clock.Due:
    """The term with the days on which it stood still; without a last day while a stop has not ended.

    Source: 最高人民法院案件审限管理规定 第九条.
    """
    return clock.due(
        "enforcement", filed_on, [clock.Stop(stop.start, stop.end, stop.reason) for stop in stops]
    )
