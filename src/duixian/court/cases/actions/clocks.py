"""停止计算 and its end: the term of enforcement stands still for a reason of law, and runs on after it."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.actions.derived import refresh_term
from duixian.court.cases.models import Case, ClockStop, Event, EventKind, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import clock
from duixian.law.errors import InputError

STOPPING = {key: words for key, words in clock.reasons().items() if key in clock.clock("enforcement").stops}
"""The reasons that stop the term of enforcement: key → words."""


@action
def stop_clock(
    actor: Staff, case: Case, reason: str, *, start: date, text: str, today: date, end: date | None = None
) -> ClockStop:
    """Stop the term of an open case from a day, both days counted. Raises InputError, NotAllowed.

    Source: 最高人民法院案件审限管理规定 第九条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    if case.status != Status.OPEN:
        raise InputError(case.case_no, f"案件已{case.get_status_display()}", "只有在办案件的期限可以停止计算")
    if reason not in STOPPING:
        raise InputError(
            "停止计算的事由", f"“{reason}”不停止执行期限", f"可以选：{'、'.join(STOPPING.values())}"
        )
    if not text.strip():
        raise InputError("停止计算的说明", "没有填写", "请写明裁定、通知的文号或委托的日期")
    not_later(start, today, "停止计算起日")
    if start < case.filed_on:
        raise InputError("停止计算起日", f"早于立案日期 {case.filed_on}", "请核对两个日期")
    _in_order(start, end, today)
    if ClockStop.objects.filter(case=case, reason=reason, end=None).exists():
        raise InputError("停止计算的事由", f"已因{STOPPING[reason]}停止，尚未恢复", "请先恢复计算")
    stop = ClockStop(case=case, start=start, end=end, reason=reason, text=text.strip(), noted_by=actor)
    fitting(case.case_no, stop).save()
    refresh_term(case)
    until = f"至{end}" if end else "起"
    _note(actor, case, start, f"执行期限{start}{until}停止计算：{STOPPING[reason]}，{stop.text}", stop)
    return stop


@action
def resume_clock(actor: Staff, case: Case, stop: ClockStop, *, end: date, today: date) -> ClockStop:
    """Let the term run on: `end` is the last day on which it stood still. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    found = ClockStop.objects.select_for_update(no_key=True).filter(pk=stop.pk, case=case).first()
    if found is None or found.end is not None:
        raise InputError("恢复计算", "这次停止已经恢复，或不是本案的", "请刷新页面核对")
    _in_order(found.start, end, today)
    found.end = end
    found.save(update_fields=["end"])
    refresh_term(case)
    said = (
        f"执行期限恢复计算，{found.get_reason_display()}于{end}结束，期限至{case.next_due_on or '另有停止'}"
    )
    _note(actor, case, end, said, found)
    return found


def _in_order(start: date, end: date | None, today: date) -> None:
    if end is None:
        return
    not_later(end, today, "停止计算止日")
    if end < start:
        raise InputError("停止计算止日", f"{end} 早于起日 {start}", "请核对两个日期")


def _note(actor: Staff, case: Case, on: date, text: str, stop: ClockStop) -> None:
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.STOPPED,
        actor=actor,
        text=text,
        data={"stop": stop.pk},
    )
