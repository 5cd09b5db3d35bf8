"""中止、暂缓、异议、变更追加: begun, decided, ended; the term, the surcharge and disposal follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import (
    PartyFacts,
    new_respondent,
    produce_document,
    resume_clock,
    stop_clock,
)
from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.actions.derived import refresh
from duixian.court.cases.models import (
    Case,
    ClockStop,
    Event,
    EventKind,
    ExcludedPeriod,
    Party,
    Status,
)
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.standing.models import Objection, PartyChange, Standstill
from duixian.law import clock, standing
from duixian.law.errors import InputError

UNTIL_ENDED = date(9999, 1, 1)
"""The last day of what has not ended, in rows that need one; law still reckons days beyond it."""
_DAY = timedelta(days=1)
_CLOCK = {"stay": "stay", "guarantee": "settlement", "superior": "deferral", "title_review": "deferral"}
_REVIEW = {"conduct": "objection", "third_party": "third_party_objection"}
_NEXT = {"conduct": "objection_review", "third_party": "third_party_suit"}


@action
def ask_standstill(
    actor: Staff,
    case: Case,
    kind: str,
    *,
    ground: str,
    reason: str,
    start: date,
    until: date | None = None,
    guarantee: str = "",
    today: date,
) -> Standstill:
    """报请中止、暂缓. Raises InputError with the article by which law refuses, NotAllowed."""
    case = _open(hold(actor, Act.WORK_CASE, [case])[case.pk])
    if kind not in Standstill.Kind.values:
        raise InputError("种类", f"“{kind[:20]}”不认识", "请选择中止或者暂缓")
    word = Standstill.Kind(kind).label
    where = f"{case.case_no} {word}"
    chosen = standing.ground(kind, ground)  # type: ignore[arg-type]
    if start < case.filed_on:
        raise InputError(f"{where} 起日", f"早于立案日期{case.filed_on}", "请核对两个日期")
    if kind == Standstill.Kind.DEFERRAL:
        if until is None:
            raise InputError(f"{where} 期限", "没有填写", "请填写暂缓至哪一天")
        standing.check_deferral(chosen, start, until, guarantee)
    if Standstill.objects.filter(case=case, kind=kind, end=None).exclude(state="refused").exists():
        raise InputError(where, "已经报请或者正在进行", "请先等待签批，或者先结束")
    text = f"{chosen.words}：{_told(where, reason)}"
    request = approvals.ask(actor, case, kind, text=text, on=today, today=today)
    row = Standstill(
        case=case,
        court_id=case.court_id,
        kind=kind,
        ground=ground,
        reason=reason.strip(),
        guarantee=guarantee.strip(),
        start=start,
        until=until if kind == Standstill.Kind.DEFERRAL else None,
        request=request,
        noted_by=actor,
    )
    fitting(where, row).save()
    return row


def granted(signer: Staff, request: Request, on: date) -> None:
    """From its start the term stands still and, where law says so, no surcharge grows; the paper is made."""
    row = Standstill.objects.select_for_update(of=("self",)).select_related("case").get(request=request)
    asker, case = request.asked_by, row.case
    chosen = standing.ground(row.kind, row.ground)  # type: ignore[arg-type]
    facts = {
        "ground": chosen.words,
        "reason": row.reason,
        "until_on": row.until,
        "guarantee": row.guarantee or None,
    }
    form = "stay_ruling" if row.kind == Standstill.Kind.STAY else "deferral_decision"
    row.document = produce_document(asker, case, form, on=on, facts=facts, today=on)
    reason = _CLOCK["stay"] if row.kind == Standstill.Kind.STAY else _CLOCK[row.ground]
    if not ClockStop.objects.filter(case=case, reason=reason, end=None).exists():
        text = row.document.number
        row.stop = stop_clock(asker, case, reason, start=min(row.start, on), text=text, today=on)
    if chosen.excluded:
        row.excluded = ExcludedPeriod.objects.create(
            case=case, start=row.start, end=UNTIL_ENDED, reason=chosen.words
        )
        refresh([case], on)
    row.state = Standstill.State.GRANTED
    row.save()
    until = f"至{row.until}" if row.until else ""
    _tell(
        asker,
        case,
        on,
        f"{row.get_kind_display()}，自{row.start}{until}：{chosen.words}",
        {"standstill": row.pk},
    )


def refused(signer: Staff, request: Request, on: date) -> None:
    """Not signed: the case goes on."""
    Standstill.objects.filter(request=request).update(state=Standstill.State.REFUSED)


@action
def end_standstill(actor: Staff, row: Standstill, *, on: date, why: str, today: date) -> Standstill:
    """恢复: `on` is the first day on which the case goes on again. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = Standstill.objects.select_for_update(of=("self",)).select_related("stop", "excluded").get(pk=row.pk)
    where = f"{case.case_no} {row.get_kind_display()}"
    not_later(on, today, f"{where} 恢复日期")
    if row.state != Standstill.State.GRANTED or row.end:
        raise InputError(where, "没有在进行", "请刷新页面核对")
    last = on - _DAY
    if last < row.start:
        raise InputError(f"{where} 恢复日期", f"不晚于开始的{row.start}", "请核对两个日期")
    row.end, row.end_why = last, _told(where, why)
    fitting(where, row).save()
    if row.stop and row.stop.end is None:
        resume_clock(actor, case, row.stop, end=max(last, row.stop.start), today=today)
    if row.excluded:
        row.excluded.end = last
        row.excluded.save(update_fields=["end"])
        refresh([case], today)
    _tell(
        actor,
        case,
        on,
        f"恢复执行程序，{row.get_kind_display()}于{last}结束：{row.end_why}",
        {"standstill": row.pk},
    )
    return row


@action
def file_objection(
    actor: Staff, case: Case, kind: str, *, by: str, text: str, thing: str = "", on: date, today: date
) -> Objection:
    """登记异议: it is decided within its days. Raises InputError, NotAllowed.

    Source: 民事诉讼法 第二百三十六条、第二百三十八条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    if kind not in Objection.Kind.values:
        raise InputError("异议种类", f"“{kind[:20]}”不认识", "请选择一种")
    where = f"{case.case_no} {Objection.Kind(kind).label}"
    not_later(on, today, f"{where} 提出日期")
    if not by.strip():
        raise InputError(f"{where} 异议人", "没有填写", "请写明谁提出")
    due = clock.due(_REVIEW[kind], on).day
    assert due  # noqa: S101  nothing stops this limit
    row = Objection(
        case=case,
        court_id=case.court_id,
        kind=kind,
        by=by.strip(),
        thing=thing.strip(),
        text=_told(where, text),
        filed_on=on,
        due_on=due,
        noted_by=actor,
    )
    fitting(where, row).save()
    _tell(actor, case, on, f"{row.by}提出{row.get_kind_display()}：{row.text}", {"objection": row.pk})
    return row


@action
def decide_objection(
    actor: Staff,
    row: Objection,
    result: str,
    *,
    decision: str,
    on: date,
    served_on: date | None = None,
    today: date,
) -> Objection:
    """裁定: from its service the next remedy is open for its days. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = Objection.objects.select_for_update().get(pk=row.pk)
    where = f"{case.case_no} {row.get_kind_display()}"
    not_later(on, today, f"{where} 裁定日期")
    if row.decided_on:
        raise InputError(where, f"已于{row.decided_on}裁定", "请刷新页面核对")
    if result not in Objection.Result.values:
        raise InputError(f"{where} 结果", "没有选择", "请选择一种")
    if on < row.filed_on or (served_on and served_on < on):
        raise InputError(f"{where} 日期", "裁定早于提出，或者送达早于裁定", "请核对各个日期")
    row.result, row.decision, row.decided_on, row.served_on = result, _told(where, decision), on, served_on
    if result == Objection.Result.WITHDRAWN:
        row.ended_on = on
    elif served_on:
        row.next_until = clock.due(_NEXT[row.kind], served_on).day
    fitting(where, row).save()
    late = "，已超过审查期限" if on > row.due_on else ""
    _tell(
        actor,
        case,
        on,
        f"{row.get_kind_display()}{row.get_result_display()}{late}：{row.decision}",
        {"objection": row.pk},
    )
    return row


@action
def follow_objection(
    actor: Staff, row: Objection, *, next_on: date | None, ended_on: date | None, today: date
) -> Objection:
    """后续: a review or suit was begun, or all of it is over. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = Objection.objects.select_for_update().get(pk=row.pk)
    where = f"{case.case_no} {row.get_kind_display()}"
    if row.decided_on is None or row.ended_on:
        raise InputError(where, "还没有裁定，或者已经终结", "请刷新页面核对")
    if next_on:
        not_later(next_on, today, f"{where} 复议、起诉日期")
        if row.next_until is None:
            raise InputError(where, "没有登记裁定的送达", "请先登记送达日期")
        if next_on > row.next_until:
            raise InputError(f"{where} 复议、起诉日期", f"已过{row.next_until}", "逾期的不予受理")
        row.next_on = next_on
    if ended_on:
        not_later(ended_on, today, f"{where} 终结日期")
        if row.next_on is None and row.next_until and ended_on <= row.next_until:
            raise InputError(
                f"{where} 终结日期", f"复议、起诉期限到{row.next_until}", "期满没有提出的再登记终结"
            )
        row.ended_on = ended_on
    row.save(update_fields=["next_on", "ended_on"])
    words = f"已于{row.next_on}申请复议或者起诉" if next_on else f"程序于{ended_on}终结"
    _tell(
        actor, case, next_on or ended_on or today, f"{row.get_kind_display()}{words}", {"objection": row.pk}
    )
    return row


@action
def ask_change(
    actor: Staff,
    case: Case,
    ground: str,
    *,
    person: str,
    is_person: bool,
    id_no: str = "",
    replaces: Party | None = None,
    reason: str,
    limit: int | None = None,
    on: date,
    today: date,
) -> PartyChange:
    """申请变更、追加被执行人. Raises InputError where law knows no such ground, NotAllowed.

    Source: 法释〔2016〕21号 第一条、第十条至第二十五条、第二十八条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    chosen = standing.change(ground)
    where = f"{case.case_no} 变更追加"
    not_later(on, today, f"{where} 申请日期")
    if not person.strip():
        raise InputError(f"{where} 被变更、追加人", "没有填写", "请写明姓名或者名称")
    if replaces is not None and replaces.case_id != case.pk:
        raise InputError(f"{where} 被替代的当事人", "不是本案当事人", "请在本案当事人中选择")
    if limit is not None:
        positive(limit, f"{where} 责任限额")
    elif chosen.limit:
        raise InputError(f"{where} 责任限额", f"只在{chosen.limit}承担责任（{chosen.cite}）", "请写明金额")
    due = clock.due("substitution", on).day
    assert due  # noqa: S101  nothing stops this limit
    row = PartyChange(
        case=case,
        court_id=case.court_id,
        ground=ground,
        person=person.strip(),
        id_no=id_no.strip(),
        is_person=is_person,
        replaces=replaces,
        reason=_told(where, reason),
        limit=limit,
        asked_on=on,
        due_on=due,
        noted_by=actor,
    )
    fitting(where, row).save()
    _tell(
        actor, case, on, f"申请变更、追加{row.person}：{chosen.words}，{row.reason}", {"party_change": row.pk}
    )
    return row


@action
def decide_change(
    actor: Staff, row: PartyChange, result: str, *, decision: str, on: date, today: date
) -> PartyChange:
    """裁定: granted, the new respondent stands in the case. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [row.case])[row.case_id]
    row = PartyChange.objects.select_for_update().get(pk=row.pk)
    where = f"{case.case_no} 变更追加"
    not_later(on, today, f"{where} 裁定日期")
    if row.decided_on:
        raise InputError(where, f"已于{row.decided_on}裁定", "请刷新页面核对")
    if result not in PartyChange.Result.values:
        raise InputError(f"{where} 结果", "没有选择", "请选择一种")
    if on < row.asked_on:
        raise InputError(f"{where} 裁定日期", f"早于申请日期{row.asked_on}", "请核对两个日期")
    chosen = standing.change(row.ground)
    row.result, row.decision, row.decided_on = result, _told(where, decision), on
    row.next_until = clock.due("third_party_suit" if chosen.suit else "objection_review", on).day
    if result == PartyChange.Result.GRANTED:
        row.party = new_respondent(case, PartyFacts(row.person, row.is_person, row.id_no))
        facts = {
            "person": row.person,
            "ground": chosen.words,
            "reason": row.reason,
            "liability": chosen.limit or "全部债务",
        }
        row.document = produce_document(actor, case, "change_party_ruling", on=on, facts=facts, today=today)
    fitting(where, row).save()
    _tell(
        actor,
        case,
        on,
        f"{row.get_result_display()}{row.person}为被执行人：{row.decision}",
        {"party_change": row.pk},
    )
    return row


def _open(case: Case) -> Case:
    if case.status != Status.OPEN:
        raise InputError(case.case_no, f"案件已{case.get_status_display()}", "只有在办案件可以中止、暂缓")
    return case


def _told(where: str, text: str) -> str:
    if not text.strip():
        raise InputError(f"{where} 事实和理由", "没有填写", "请写明")
    return text.strip()


def _tell(actor: Staff, case: Case, on: date, words: str, data: dict[str, Any]) -> None:
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.STATE,
        actor=actor,
        text=words[:500],
        data=data,
    )
