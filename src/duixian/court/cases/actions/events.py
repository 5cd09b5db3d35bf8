"""经过: what an officer did in a case, written down; and the marks that a superior puts on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.actions.facts import EventEntry
from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

BY_ACT = frozenset(
    {
        EventKind.FILED,
        EventKind.IMPORTED,
        EventKind.CORRECTED,
        EventKind.ASSIGNED,
        EventKind.INCLUDED,
        EventKind.WAIVER,
        EventKind.PAYMENT,
        EventKind.REVERSAL,
        EventKind.CLOSED,
        EventKind.REVIVED,
        EventKind.DOCUMENT,
        EventKind.STOPPED,
        EventKind.APPROVAL,
        EventKind.LIFTED,
        EventKind.STATE,
        EventKind.PERFORMED,
        EventKind.RECHECKED,
    }
)
"""Events that only the act leaves which causes them."""

BY_ROOM = frozenset(
    {
        EventKind.SUMMONED_BY_FORCE,
        EventKind.DETAINED,
        EventKind.FINED,
        EventKind.PREMISES_SEARCH,
        EventKind.CONSUMPTION,
        EventKind.DISHONEST,
        EventKind.EXIT,
        EventKind.REFERRED,
        EventKind.SETTLEMENT,
        EventKind.RELEASED,
    }
)
"""Events of acts that have their own pages; what happened before the program came is told without them."""

_MARKS = {"green": ("green_channel", "绿色通道"), "key": ("key_supervision", "重点督办")}


def record_event(
    actor: Staff,
    case: Case,
    kind: EventKind | str,
    *,
    on: date,
    text: str,
    person: str = "",
    amount: int | None = None,
    data: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Event:
    """登记经过 at one case. Raises InputError, NotAllowed."""
    return record_events(actor, [EventEntry(case, kind, on, text, person, amount, data)], today)[0]


@action
def record_events(
    actor: Staff, entries: Iterable[EventEntry | tuple[Any, ...]], today: date | None
) -> list[Event]:
    """登记经过 at many cases: all, or none. Raises InputError, NotAllowed."""
    told = [EventEntry(*entry) for entry in entries]
    held = hold(actor, Act.WORK_CASE, (entry.case for entry in told))
    events = [_event(actor, held[entry.case.pk], entry, today) for entry in told]
    return Event.objects.bulk_create(events, batch_size=2_000)


def mark_cases(actor: Staff, cases: Iterable[Case], mark: str, on: date, *, value: bool = True) -> int:
    """Set or take away a mark, "green" (绿色通道) or "key" (重点督办); how many cases changed."""
    return (set_green if mark == "green" else set_supervision)(actor, cases, on, value=value)


@action
def set_green(actor: Staff, cases: Iterable[Case], on: date, *, value: bool = True) -> int:
    """绿色通道 for cases, or no longer; how many changed. Raises NotAllowed."""
    return _mark(actor, cases, "green", on, value)


@action
def set_supervision(actor: Staff, cases: Iterable[Case], on: date, *, value: bool = True) -> int:
    """重点督办 for cases, or no longer; how many changed. Raises NotAllowed."""
    return _mark(actor, cases, "key", on, value)


def _mark(actor: Staff, cases: Iterable[Case], mark: str, on: date, value: bool) -> int:
    column, words = _MARKS[mark]
    held = hold(actor, Act.DECIDE_SCOPE, cases).values()
    changed = [case for case in held if getattr(case, column) != value]
    Case.objects.filter(pk__in=[case.pk for case in changed]).update(**{column: value})
    Event.objects.bulk_create(
        Event(
            case=case,
            court_id=case.court_id,
            on=on,
            kind=EventKind.SUPERVISED,
            actor=actor,
            text=f"{'列入' if value else '移出'}{words}",
            data={mark: value},
        )
        for case in changed
    )
    return len(changed)


def _event(actor: Staff, case: Case, entry: EventEntry, today: date | None) -> Event:
    where = case.case_no
    if entry.kind not in EventKind.values or entry.kind in BY_ACT:
        raise InputError(where, f"事项“{entry.kind}”不能这样登记", "请在事项中选择一种，或用相应的按钮登记")
    if not entry.text.strip():
        raise InputError(f"{where} 内容", "没有填写", "请写明做了什么")
    if entry.amount is not None and entry.amount < 0:
        raise InputError(f"{where} 金额", "小于零", "请填写实际金额")
    not_later(entry.on, today, f"{where} 日期")
    event = Event(
        case=case,
        court_id=case.court_id,
        on=entry.on,
        kind=entry.kind,
        actor=actor,
        text=entry.text,
        person=entry.person,
        amount=entry.amount,
        data=dict(entry.data or {}),
    )
    return fitting(where, event)
