"""答复: who answers an alarm says what is being done until when; only the proof closes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404

from duixian.court.agenda.models import Answer
from duixian.court.agenda.queries.items import find_item
from duixian.court.cases.actions.acting import action, fitting, hold
from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

LONGEST = timedelta(days=30)
"""How long one answer may hold the climb: an arrangement of this system, not a limit of law."""


def right_of(actor: Staff) -> Act:
    """The right by which this person answers: his own work, or the direction of others'."""
    return Act.WORK_CASE if access.may(actor, Act.WORK_CASE) else Act.DECIDE_SCOPE


@action
def answer(actor: Staff, key: str, *, text: str, until: date, today: date) -> Answer:
    """Answer the alarm of a row, "source.id". Raises InputError, NotAllowed."""
    try:
        item = find_item(actor, key, today)
    except Http404 as gone:
        raise InputError("答复", "这件事已了结，或不由您答复", "请刷新工作台") from gone
    case = hold(actor, right_of(actor), [Case(pk=item.case_id)])[item.case_id]
    if not text.strip():
        raise InputError("答复", "没有填写", "请写明正在做什么、何时办结")
    if not today <= until <= today + LONGEST:
        last = today + LONGEST
        raise InputError("答复至何日", f"{until} 不在今日起三十日内", f"请填写 {today} 至 {last} 之间的一天")
    row = Answer(
        source=item.source.key,
        ref=item.ref,
        case=case,
        court_id=case.court_id,
        by=actor,
        on=today,
        text=text.strip(),
        until=until,
    )
    fitting(case.case_no, row).save()
    said = f"答复“{item.source.label}：{item.what}”（期限{item.until}）：{row.text}，至{until}"
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=today,
        kind=EventKind.NOTE,
        actor=actor,
        text=said[:500],
        data={"answer": key},
    )
    return row
