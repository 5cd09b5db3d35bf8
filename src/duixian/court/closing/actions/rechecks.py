"""终本后核查: ten times in five years, each in its own half-year, with the query behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, EventKind, Status
from duixian.court.closing.actions.common import note
from duixian.court.closing.models import Recheck
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.models import SearchOrder, SearchRequest, Source
from duixian.law import closing as law
from duixian.law.errors import InputError

_State = SearchRequest.State
_OPEN = (_State.WAITING, _State.SENT)


@action
def schedule(actor: Staff, cases: Iterable[Case], *, on: date) -> int:
    """安排核查 of suspended cases that have none yet, those still to come; how many were made.

    Raises InputError, NotAllowed.
    """
    held = hold(actor, Act.WORK_CASE, cases)
    have = set(Recheck.objects.filter(case__in=held).values_list("case_id", flat=True))
    rows: list[Recheck] = []
    for case in held.values():
        if case.status != Status.SUSPENDED or case.closed_on is None:
            raise InputError(case.case_no, "不是终结本次执行程序的案件", "只有终本案件需要定期核查")
        if case.pk in have:
            continue
        rows += [
            Recheck(case=case, court_id=case.court_id, position=n, since=case.closed_on, due_on=day)
            for n, day in enumerate(law.rechecks(case.closed_on), start=1)
            if day >= on
        ]
    Recheck.objects.bulk_create(rows, batch_size=1_000)
    return len(rows)


@action
def recheck(
    actor: Staff,
    row: Recheck,
    *,
    outcome: str,
    text: str,
    order: SearchOrder | None = None,
    told_on: date | None,
    on: date,
    today: date,
) -> Recheck:
    """登记核查: what the query found, the order behind it, and when the applicant was told.

    Raises InputError where it comes in another half-year or the answers say otherwise; NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = Recheck.objects.select_for_update().get(pk=row.pk)
    where = f"{case.case_no} 第{row.position}次核查"
    not_later(on, today, f"{where} 日期")
    if row.done_on or row.dropped_on:
        raise InputError(where, f"已于{row.done_on or row.dropped_on}登记", "请刷新页面核对")
    if outcome not in Recheck.Outcome.values:
        raise InputError(f"{where} 结果", "没有选择", "请选择有无财产")
    if not text.strip():
        raise InputError(f"{where} 查询情况", "没有填写", "请写明查询了哪些财产、反馈如何")
    _in_its_half_year(where, row, on)
    if order is not None:
        _answered(where, case, order, row, outcome, on)
    if told_on is not None:
        _told(where, told_on, on, today)
    row.outcome, row.text, row.order = outcome, text.strip(), order
    row.done_on, row.told_on, row.done_by = on, told_on, actor
    fitting(where, row).save()
    words = f"第{row.position}次终本核查：{row.get_outcome_display()}，{row.text}"
    note(actor, case, EventKind.RECHECKED, on, words, {"recheck": row.pk})
    return row


@action
def tell(actor: Staff, row: Recheck, *, on: date, today: date) -> Recheck:
    """告知申请执行人 what a check found, where it was not told at once. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = Recheck.objects.select_for_update().get(pk=row.pk)
    where = f"{case.case_no} 第{row.position}次核查"
    if row.done_on is None:
        raise InputError(where, "还没有登记核查结果", "请先登记核查")
    if row.told_on is not None:
        raise InputError(where, f"已于{row.told_on}告知", "请刷新页面核对")
    _told(where, on, row.done_on, today)
    row.told_on = on
    row.save(update_fields=["told_on"])
    words = f"告知申请执行人第{row.position}次终本核查结果：{row.get_outcome_display()}"
    note(actor, case, EventKind.CONTACT, on, words, {"recheck": row.pk})
    return row


def _in_its_half_year(where: str, row: Recheck, on: date) -> None:
    """One check does not stand for two."""
    before = row.opens_after
    if on <= before:
        what = "终本日期" if row.position == 1 else "上一次应核查日期"
        raise InputError(f"{where} 日期", f"不晚于{what}{before}", f"请在{before}以后查询并登记")


def _answered(where: str, case: Case, order: SearchOrder, row: Recheck, outcome: str, on: date) -> None:
    """The order asked about this case, in this half-year, was answered, and its answers say the same."""
    where, before = f"{where} 查询令", row.opens_after
    asked = SearchRequest.objects.filter(order=order, case=case).values_list("institution__source", "state")
    kinds: dict[str, set[str]] = {}
    for kind, state in asked:
        kinds.setdefault(state, set()).add(kind)
    if not kinds:
        raise InputError(where, "没有查询本案被执行人", "请选择本案的查询令")
    if not before < order.on <= on:
        raise InputError(where, f"查询日期{order.on}不在{before}以后、{on}以前", "请选择这次核查的查询令")
    if outcome == Recheck.Outcome.FOUND:
        # Whoever has found something need not wait for the others.
        return
    if kinds.keys() & set(_OPEN):
        raise InputError(where, "还有协助单位没有反馈", "请等反馈后登记，或催办")
    if _State.FOUND in kinds:
        raise InputError(where, "反馈中有财产，不能登记为没有发现", "请核对反馈，结果选“发现财产”")
    if failed := kinds.get(_State.ERROR, set()) - kinds.get(_State.NONE, set()):
        words = "、".join(sorted(Source(one).label for one in failed))
        raise InputError(where, f"查询失败，等于没有查询：{words}", "请重新查询")


def _told(where: str, told_on: date, done_on: date, today: date) -> None:
    not_later(told_on, today, f"{where} 告知日期")
    if told_on < done_on:
        raise InputError(f"{where} 告知日期", f"早于核查日期{done_on}", "请核对两个日期")
