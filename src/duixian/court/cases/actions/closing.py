"""结案: the day, the way, and what must be so before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import action, hold, not_later
from duixian.court.cases.actions.derived import refresh
from duixian.court.cases.actions.facts import Closing
from duixian.court.cases.models import Case, Event, EventKind, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError
from duixian.law.money import display


def close_case(
    actor: Staff, case: Case, way: Status | str, on: date, text: str, *, today: date | None = None
) -> Case:
    """Close one case. Raises InputError where it is closed already or, as performed, still owes."""
    return close_cases(actor, [Closing(case, way, on, text)], today)[0]


@action
def close_cases(actor: Staff, entries: Iterable[Closing | tuple[Any, ...]], today: date | None) -> list[Case]:
    """Close cases: all, or none. Raises InputError, NotAllowed."""
    told = [Closing(*entry) for entry in entries]
    held = hold(actor, Act.WORK_CASE, (closing.case for closing in told))
    closed = [_closed(held[closing.case.pk], closing, today) for closing in told]
    Case.objects.bulk_update(closed, ["status", "closed_on"], batch_size=500)
    refresh(held.values(), today)
    for case in closed:
        _check_performed(case)
    Event.objects.bulk_create(
        Event(
            case=case,
            court_id=case.court_id,
            on=closing.on,
            kind=EventKind.CLOSED,
            actor=actor,
            text=f"{case.get_status_display()}：{closing.text}"
            if closing.text
            else case.get_status_display(),
            amount=None,
            data={"way": closing.way},
        )
        for case, closing in zip(closed, told, strict=True)
    )
    return closed


def _closed(case: Case, closing: Closing, today: date | None) -> Case:
    if case.status != Status.OPEN:
        raise InputError(
            case.case_no, f"已于{case.closed_on}以“{case.get_status_display()}”结案", "请核对案号"
        )
    if closing.way not in Status.values or closing.way == Status.OPEN:
        raise InputError(f"{case.case_no} 结案方式", f"“{closing.way}”不认识", "请选择一种结案方式")
    if closing.on < case.filed_on:
        raise InputError(
            f"{case.case_no} 结案日期", f"{closing.on} 早于立案日期 {case.filed_on}", "请核对两个日期"
        )
    not_later(closing.on, today, f"{case.case_no} 结案日期")
    case.status, case.closed_on = closing.way, closing.on
    return case


def _check_performed(case: Case) -> None:
    if case.status == Status.FULLY_PERFORMED and case.owed:
        raise InputError(
            case.case_no,
            f"到{case.closed_on}还欠{display(case.owed)}元，不能以执行完毕结案",
            "请先登记到位款或申请人的放弃，或改选结案方式",
        )
