"""结案, 终本后核查, 恢复执行: nothing closes before its conditions hold and the one who signs has signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import close_case, produce_document, register_case
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.actions.derived import refresh
from duixian.court.cases.actions.facts import (
    CaseFacts,
    ExcludedFacts,
    FeeFacts,
    PartyFacts,
    PaymentFacts,
    TitleFacts,
)
from duixian.court.cases.claims import Rows, statement_of
from duixian.court.cases.models import Case, Event, EventKind, Party, Status, Waiver
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Proposal, Recheck, Revival, Statement
from duixian.court.closing.words import paper_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import closing as law
from duixian.law.case_number import parse_case_number
from duixian.law.coercion import Check
from duixian.law.errors import InputError, InputErrors

MATTERS = {"suspended": "suspension", "terminated": "termination"}
"""The matter under which a way of closing is signed; every other one is `closing`."""


@action
def state(
    actor: Staff, case: Case, condition: str, *, way: str, text: str, evidence: str, on: date, today: date
) -> Statement:
    """说明 of a condition that no register can tell. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    known = {one.key: one for one in checked(case, way, on)}
    where = f"{case.case_no} 结案条件"
    not_later(on, today, f"{where} 说明日期")
    if condition not in known:
        raise InputError(where, f"“{condition[:40]}”不是这一结案方式的条件", "请从列出的条件中选择")
    if not known[condition].answerable:
        raise InputError(f"{where} {known[condition].item}", "不能以说明代替", known[condition].remedy)
    if not text.strip() or not evidence.strip():
        raise InputError(f"{where} {known[condition].item}", "说明或者材料没有填写", "请写明事实和材料的名称")
    row = Statement(
        case=case, condition=condition, text=text.strip(), evidence=evidence.strip(), on=on, noted_by=actor
    )
    fitting(where, row).save()
    _tell(
        actor,
        case,
        EventKind.NOTE,
        on,
        f"结案条件说明：{known[condition].item}，{row.text}（{row.evidence}）",
    )
    return row


@action
def propose(
    actor: Staff, case: Case, way: str, *, ground: str = "", reason: str, on: date, today: date
) -> Proposal:
    """报请结案. Raises InputErrors with every condition that is not met, InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 结案"
    not_later(on, today, f"{where} 日期")
    if case.status != Status.OPEN:
        raise InputError(where, f"已经{case.get_status_display()}", "请刷新页面核对")
    if way not in law.WAYS:
        raise InputError(f"{where} 方式", f"“{way[:20]}”不认识", "请选择一种结案方式")
    if not reason.strip():
        raise InputError(f"{where} 事实和材料", "没有填写", "请写明")
    if Proposal.objects.filter(case=case, state=Proposal.State.WAITING).exists():
        raise InputError(where, "已经报请，等待审批", "请先撤回，或者等待签批")
    conditions = _must_hold(case, way, on, ground, reason)
    request = approvals.ask(
        actor,
        case,
        MATTERS.get(way, "closing"),
        text=reason,
        checks=_as_checks(conditions),
        on=on,
        today=today,
    )
    row = Proposal(
        case=case,
        court_id=case.court_id,
        way=way,
        ground=ground,
        reason=reason.strip(),
        on=on,
        request=request,
        noted_by=actor,
    )
    fitting(where, row).save()
    return row


def granted(signer: Staff, request: Request, on: date) -> None:
    """What the signature brings about: the paper, the closing, and after a suspension its ten checks.

    The conditions are looked at once more: what came in since the request counts.
    """
    row = Proposal.objects.select_for_update(of=("self",)).select_related("case").get(request=request)
    asker, case = request.asked_by, row.case
    _must_hold(case, row.way, on, row.ground, row.reason)
    form, facts = paper_of(row, on)
    row.document = produce_document(asker, case, form, on=on, facts=facts, today=on)
    case = close_case(asker, case, row.way, on, row.reason[:200], today=on)
    row.state, row.closed_on = Proposal.State.CLOSED, on
    row.save()
    if row.way == Status.SUSPENDED:
        schedule(asker, [case], on=on)


def refused(signer: Staff, request: Request, on: date) -> None:
    """Not signed, or withdrawn: the case stays open."""
    Proposal.objects.filter(request=request).update(state=Proposal.State.REFUSED)


@action
def schedule(actor: Staff, cases: Iterable[Case], *, on: date) -> int:
    """安排核查 of suspended cases that have none yet, those still to come; how many were made."""
    held = hold(actor, Act.WORK_CASE, cases)
    rows: list[Recheck] = []
    for case in held.values():
        if case.status != Status.SUSPENDED or case.closed_on is None:
            raise InputError(case.case_no, "不是终结本次执行程序的案件", "只有终本案件需要定期核查")
        if Recheck.objects.filter(case=case).exists():
            continue
        rows += [
            Recheck(case=case, court_id=case.court_id, position=n, since=case.closed_on, due_on=day)
            for n, day in enumerate(law.rechecks(case.closed_on), start=1)
            if day >= on or n == len(law.rechecks(case.closed_on))
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
    told_on: date | None,
    on: date,
    today: date,
) -> Recheck:
    """登记核查: what the query found, and when the applicant was told. Raises InputError, NotAllowed."""
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
    if on <= row.since:
        raise InputError(f"{where} 日期", f"不晚于终本日期{row.since}", "请核对日期")
    if told_on is not None:
        not_later(told_on, today, f"{where} 告知日期")
        if told_on < on:
            raise InputError(f"{where} 告知日期", f"早于核查日期{on}", "请核对两个日期")
    row.outcome, row.text, row.done_on, row.told_on, row.done_by = outcome, text.strip(), on, told_on, actor
    fitting(where, row).save()
    words = f"第{row.position}次终本核查：{row.get_outcome_display()}，{row.text}"
    _tell(actor, case, EventKind.RECHECKED, on, words, {"recheck": row.pk})
    return row


@action
def revive(actor: Staff, case: Case, *, case_no: str, reason: str, on: date, today: date) -> Revival:
    """恢复执行: a new case of kind 执恢 with parties, title and what was paid; no fee is charged anew.

    Raises InputError where nothing is left to enforce or the number is not one of revival; NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 恢复执行"
    not_later(on, today, f"{where} 日期")
    if case.status != Status.SUSPENDED or case.closed_on is None:
        raise InputError(
            where, f"案件是{case.get_status_display()}", "只有终本案件恢复执行，和解后违约的在和解中恢复"
        )
    if on < case.closed_on:
        raise InputError(f"{where} 日期", f"早于终本日期{case.closed_on}", "请核对日期")
    if not reason.strip():
        raise InputError(f"{where} 理由", "没有填写", "请写明发现了什么财产")
    _number_of_revival(case, case_no, on)
    left = statement_of(case, on).total
    if not left:
        raise InputError(where, "已经没有应付款项", "已履行完毕的不需要恢复")
    new = _again(actor, case, case_no, on, left)
    row = Revival(former=case, case=new, on=on, reason=reason.strip(), left=left, made_by=actor)
    facts = {"former_no": case.case_no, "reason": row.reason, "left": left}
    row.document = produce_document(actor, new, "revival_notice", on=on, facts=facts, today=today)
    try:
        with transaction.atomic():
            fitting(where, row).save()
    except IntegrityError as error:
        raise InputError(where, "已经恢复过", "请到恢复后的案件中办理") from error
    Recheck.objects.filter(case=case, done_on=None, dropped_on=None).update(dropped_on=on)
    for each, words in ((case, f"恢复执行为{new.case_no}"), (new, f"由{case.case_no}恢复执行")):
        _tell(actor, each, EventKind.REVIVED, on, f"{words}：{row.reason}", {"revival": row.pk})
    return row


def _again(actor: Staff, case: Case, case_no: str, on: date, left: int) -> Case:
    """The case anew: what was paid and waived before lowers the debt, but is not recovered a second time."""
    rows = Rows.of(case)
    title = rows.title
    parties = {
        side: tuple(_party(one) for one in case.parties.all() if one.side == side) for side in Party.Side
    }
    facts = CaseFacts(
        case_no=case_no,
        filed_on=on,
        amount_claimed=left,
        cause=case.cause,
        applicants=parties[Party.Side.APPLICANT],
        respondents=parties[Party.Side.RESPONDENT],
        handler=case.handler,
        handler_name=case.handler_name,
        clerk_name=case.clerk_name,
        title=TitleFacts(title.number, title.kind, title.made_by, title.effective_on, title.operative)
        if title
        else None,
        obligations=tuple(one.terms for one in rows.obligations),
        fees=tuple(FeeFacts(one.subject, one.amount, one.payable_to) for one in rows.fees),
        payments=tuple(
            PaymentFacts(one.on, one.amount, one.to, one.channel)
            for one in rows.payments
            if one.reversed_on is None and rows.obligations
        ),
        excluded=tuple(ExcludedFacts(one.start, one.end, one.reason) for one in rows.excluded),
    )
    new = register_case(actor, facts, on)
    if new.kind != "执恢" or new.court_id != case.court_id:
        raise InputError(
            "恢复执行案号", f"“{case_no}”不是本院的执恢案号", f"请填写（{on.year}）{case.court_id}执恢…号"
        )
    if rows.obligations:
        Waiver.objects.bulk_create(
            Waiver(case=new, on=one.on, of=one.of, amount=one.amount, basis=one.basis) for one in rows.waivers
        )
        refresh([new], on)
    Case.objects.filter(pk=new.pk).update(
        category=case.category,
        category_confidence=case.category_confidence,
        category_reason=case.category_reason,
        green_channel=case.green_channel,
        key_supervision=case.key_supervision,
    )
    new.refresh_from_db()
    return new


def _number_of_revival(case: Case, case_no: str, on: date) -> None:
    number = parse_case_number(case_no)
    if number.kind != "执恢" or number.court_code != case.court_id:
        example = f"（{on.year}）{case.court_id}执恢1号"
        raise InputError("恢复执行案号", f"“{case_no}”不是本院的执恢案号", f"请按 {example} 的样式填写")


def _party(party: Party) -> PartyFacts:
    return PartyFacts(party.name, party.is_person, party.id_no, party.phone, party.address)


def _must_hold(case: Case, way: str, on: date, ground: str, reason: str) -> tuple[law.Condition, ...]:
    conditions = checked(case, way, on, ground=ground, evidence=reason)
    missing = [
        InputError(f"{case.case_no} {one.item}", f"{one.why}（{one.cite}）", one.remedy or "请核实后再报")
        for one in conditions
        if one.met is not True
    ]
    if missing:
        raise InputErrors(missing)
    return conditions


def _as_checks(conditions: Iterable[law.Condition]) -> list[Check]:
    return [
        Check(one.key, one.item, one.met, one.why, one.cite, one.remedy, one.verified) for one in conditions
    ]


def _tell(
    actor: Staff, case: Case, kind: EventKind, on: date, words: str, data: dict[str, Any] | None = None
) -> None:
    Event.objects.create(
        case=case, court_id=case.court_id, on=on, kind=kind, actor=actor, text=words[:500], data=data or {}
    )
