"""What forbids an act at a case for now: rooms tell it here, so that those who act need not know them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from duixian.court.cases.models import Case
from duixian.law.errors import InputError


class Deed(StrEnum):
    """What can be forbidden."""

    DISPOSE = "处分财产"
    COERCE = "采取强制措施"


Bar = Callable[[Case, Deed, date, str], str | None]
"""Told the case, the deed, the day and the thing ("" for the whole case): why it is forbidden, or None."""

_bars: list[Bar] = []


def register(bar: Bar) -> None:
    """Called once, when the room's app is ready."""
    _bars.append(bar)


def refuse(case: Case, deed: Deed, on: date, thing: str = "") -> None:
    """Raises InputError with the first reason that forbids the deed on a day."""
    for bar in _bars:
        if why := bar(case, deed, on, thing):
            raise InputError(f"{case.case_no} {deed.value}", why, "待这一情形结束后再办")
