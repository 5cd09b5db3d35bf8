"""报请结案 and what its signature brings about: nothing closes before its conditions hold on the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import close_case, produce_document
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, EventKind, Status
from duixian.court.closing.actions.common import note
from duixian.court.closing.actions.rechecks import schedule
from duixian.court.closing.checking import checked, on_record
from duixian.court.closing.models import Proposal, Statement
from duixian.court.closing.words import paper_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import closing as law
from duixian.law.coercion import Check
from duixian.law.errors import InputError, InputErrors

MATTERS = {"suspended": "suspension", "terminated": "termination"}
"""The matter under which a way of closing is signed; every other one is `closing`."""


@action
def state(
    actor: Staff, case: Case, condition: str, *, way: str, text: str, evidence: str, on: date, today: date
) -> Statement:
    """说明 of a condition that no register can tell; it holds for what the record says now.

    Raises InputError, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 结案条件"
    not_later(on, today, f"{where} 说明日期")
    one = next((one for one in on_record(case, way, on) if one.key == condition), None)
    if one is None:
        raise InputError(where, f"“{condition[:40]}”不是这一结案方式的条件", "请从列出的条件中选择")
    where = f"{where} {one.item}"
    if one.met is True:
        raise InputError(where, "案件记录已经符合", "不需要说明")
    if not one.answerable:
        raise InputError(where, "不能以说明代替", one.remedy or "请在相应的登记中办理")
    if not text.strip() or not evidence.strip():
        raise InputError(where, "说明或者材料没有填写", "请写明事实和材料的名称")
    row = Statement(
        case=case,
        condition=condition,
        about=one.why,
        text=text.strip(),
        evidence=evidence.strip(),
        on=on,
        noted_by=actor,
    )
    fitting(where, row).save()
    note(actor, case, EventKind.NOTE, on, f"结案条件说明：{one.item}，{row.text}（{row.evidence}）")
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
    checks = _as_checks(_must_hold(case, way, on, ground, reason))
    matter = MATTERS.get(way, "closing")
    request = approvals.ask(actor, case, matter, text=reason, checks=checks, on=on, today=today)
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

    The conditions are looked at once more: what came in since the request counts. The reason is that of the
    request, which may have been mended since.
    """
    row = Proposal.objects.select_for_update(of=("self",)).select_related("case").get(request=request)
    asker, case = request.asked_by, row.case
    _must_hold(case, row.way, on, row.ground, request.text)
    form, facts = paper_of(row, request.text, on)
    row.document = produce_document(asker, case, form, on=on, facts=facts, today=on)
    case = close_case(asker, case, row.way, on, request.text[:200], today=on)
    row.state, row.closed_on = Proposal.State.CLOSED, on
    row.save()
    if row.way == Status.SUSPENDED:
        schedule(asker, [case], on=on)


def refused(signer: Staff, request: Request, on: date) -> None:
    """Not signed, or withdrawn: the case stays open."""
    Proposal.objects.filter(request=request).update(state=Proposal.State.REFUSED)


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
