"""报请、签批、退回、撤回、委托: one way for everything that needs a signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from duixian.court.approvals.models import SIGNERS, Delegation, Request, Step
from duixian.court.approvals.registry import answer_of
from duixian.court.approvals.signing import TAKERS, delegations_to, signer
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people.access import Act
from duixian.court.people.models import Role, Staff
from duixian.law import approvals
from duixian.law.approvals import Matter
from duixian.law.coercion import Check, refuse
from duixian.law.errors import InputError, NotAllowed

State = Request.State
Decision = Step.Decision
_LONGEST = 2_000


@action
def ask(
    actor: Staff,
    case: Case,
    matter: str,
    *,
    text: str,
    checks: Sequence[Check] = (),
    on: date,
    today: date,
    urgent: bool = False,
    acted_at: datetime | None = None,
) -> Request:
    """报请审批; with `urgent` the act was done already, at `acted_at`.

    Raises InputError where a condition is not met or the matter must not come first; NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    known = approvals.matter(matter)
    where = f"{case.case_no} {known.name}"
    not_later(on, today, f"{where} 报请日期")
    refuse(where, checks)
    _urgent(where, known, urgent, acted_at, on)
    now = timezone.now()
    request = Request(
        case=case,
        court_id=case.court_id,
        matter=matter,
        asked_by=actor,
        asked_on=on,
        asked_at=now,
        text=_told(where, text),
        checks=[asdict(one) for one in checks],
        urgent=urgent,
        acted_at=acted_at,
        due_on=_due(on, acted_at),
        waiting_for=_roles(known, actor)[0],
    )
    fitting(where, request).save()
    first = "（紧急，已先行采取）" if urgent else ""
    _tell(actor, request, on, f"报请{known.name}{first}：{request.text}")
    return request


@action
def grant(actor: Staff, request: Request, *, reason: str = "", on: date, today: date) -> Request:
    """同意: the next signature, or, after the last, what was asked for. Raises InputError, NotAllowed."""
    request = _held(request)
    step = _sign(actor, request, Decision.GRANTED, reason, on, today)
    left = _left(request)
    if left:
        request.waiting_for = left[0]
        request.save(update_fields=["waiting_for"])
        return request
    _decide(request, State.GRANTED, on)
    answer = answer_of(request)
    if answer:
        answer.granted(step.decided_by, request, on)
    return request


@action
def grant_many(actor: Staff, requests: Iterable[Request], *, on: date, today: date) -> int:
    """同意 for several at once: all or none, and none whose conditions are not all met."""
    chosen = [_held(one) for one in sorted(requests, key=lambda one: (one.case_id, one.pk))]
    for request in chosen:
        open_ones = [one["item"] for one in request.checks if one["met"] is not True]
        if open_ones:
            raise InputError(
                f"{request.case.case_no} {request.get_matter_display()}",
                f"尚有没有确认的条件：{'、'.join(open_ones)}",
                "请打开这一件单独签批",
            )
    for request in chosen:
        grant(actor, request, on=on, today=today)
    return len(chosen)


@action
def refuse_request(actor: Staff, request: Request, *, reason: str, on: date, today: date) -> Request:
    """不同意, with the reason. Raises InputError, NotAllowed."""
    request = _held(request)
    step = _sign(actor, request, Decision.REFUSED, reason, on, today)
    _decide(request, State.REFUSED, on)
    answer = answer_of(request)
    if answer and answer.refused:
        answer.refused(step.decided_by, request, on)
    return request


@action
def send_back(actor: Staff, request: Request, *, reason: str, on: date, today: date) -> Request:
    """退回补正: the asker mends it and asks again; nothing of it is lost. Raises InputError, NotAllowed."""
    request = _held(request)
    _sign(actor, request, Decision.RETURNED, reason, on, today)
    request.state, request.waiting_for = State.RETURNED, ""
    request.due_on = _due(on, request.acted_at)
    request.save(update_fields=["state", "waiting_for", "due_on"])
    return request


@action
def resubmit(
    actor: Staff, request: Request, *, text: str, checks: Sequence[Check] | None = None, on: date, today: date
) -> Request:
    """补正后再报; the signatures begin anew. `checks` None leaves the first ones standing.

    Nobody but the asker: a chief who wrote the facts himself would sign his own.
    """
    request = _held(request)
    where = _where(request)
    hold(actor, Act.WORK_CASE, [request.case])
    if request.asked_by_id != actor.pk:
        raise NotAllowed("只有报请人可以补正再报")
    not_later(on, today, f"{where} 报请日期")
    _follows(f"{where} 报请日期", request, on)
    if request.state != State.RETURNED:
        raise InputError(where, f"现在的状态是{request.get_state_display()}", "只有退回的可以补正再报")
    known = approvals.matter(request.matter)
    if checks is not None:
        refuse(where, checks)
        request.checks = [asdict(one) for one in checks]
    request.text, request.round = _told(where, text), request.round + 1
    request.state, request.waiting_for = State.PENDING, _roles(known, request.asked_by)[0]
    request.due_on = _due(on, request.acted_at)
    fitting(where, request).save()
    _tell(actor, request, on, f"补正后再报{known.name}：{request.text}")
    return request


@action
def withdraw(actor: Staff, request: Request, *, reason: str, on: date, today: date) -> Request:
    """撤回报请, before it is decided; where the act came first, it stays to be answered for."""
    request = _held(request)
    where = _where(request)
    hold(actor, Act.WORK_CASE, [request.case])
    if request.asked_by_id != actor.pk and actor.role != Role.BUREAU_CHIEF:
        raise NotAllowed("只有报请人或者执行局长可以撤回")
    not_later(on, today, f"{where} 撤回日期")
    _follows(f"{where} 撤回日期", request, on)
    if request.state not in (State.PENDING, State.RETURNED):
        raise InputError(where, f"已经{request.get_state_display()}", "请刷新页面核对")
    if request.urgent:
        raise InputError(where, "措施已经先行采取，报请不能撤回", "请等待签批")
    _decide(request, State.WITHDRAWN, on)
    _tell(actor, request, on, f"撤回报请{request.get_matter_display()}：{_told(where, reason)}")
    answer = answer_of(request)
    if answer and answer.refused:
        answer.refused(actor, request, on)
    return request


@action
def delegate(actor: Staff, taker: Staff, *, first: date, last: date, why: str, today: date) -> Delegation:
    """委托签批: a signer leaves his turn to another for some days. Raises InputError, NotAllowed."""
    if actor.role not in SIGNERS:
        raise NotAllowed("只有执行局长、院长可以委托他人签批")
    if taker.court_id != actor.court_id or not taker.is_active:
        raise InputError("受委托人", f"{taker.name}不是本院在用的人员", "请在本院人员中选择")
    if taker.pk == actor.pk:
        raise InputError("受委托人", "是委托人自己", "请选择另一人")
    if taker.role not in TAKERS:
        raise InputError("受委托人", f"{taker.get_role_display()}不能签批", "请选择承办人、局长或者院长")
    if last < first or last < today:
        raise InputError("委托期间", f"{first}至{last}", "请填写今天或者以后的起止日期")
    row = Delegation(
        court_id=actor.court_id, giver=actor, taker=taker, first=first, last=last, why=_told("委托事由", why)
    )
    fitting("委托", row).save()
    return row


@action
def end_delegation(actor: Staff, delegation: Delegation, *, on: date) -> Delegation:
    """终止委托, by the giver. Raises InputError, NotAllowed."""
    row = Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)
    if row.giver_id != actor.pk:
        raise NotAllowed("只有委托人可以终止自己的委托")
    if row.ended_on:
        raise InputError("委托", f"已于{row.ended_on}终止", "请刷新页面核对")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    return row


def _held(request: Request) -> Request:
    """The request as it is now, its case held before it, as every action does."""
    Case.objects.select_for_update(no_key=True).get(pk=request.case_id)
    rows = Request.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case", "asked_by").get(pk=request.pk)


def _sign(actor: Staff, request: Request, decision: Decision, reason: str, on: date, today: date) -> Step:
    where = _where(request)
    if request.state != State.PENDING:
        raise InputError(where, f"已经{request.get_state_display()}", "请刷新页面核对")
    giver = signer(actor, request, today)
    not_later(on, today, f"{where} 签批日期")
    _follows(f"{where} 签批日期", request, on)
    if giver and not delegations_to(actor, on).filter(giver=giver).exists():
        raise NotAllowed(f"{on} 不在{giver.name}委托{actor.name}签批的期间")
    if decision != Decision.GRANTED:
        reason = _told(f"{where} 理由", reason)
    step = Step(
        request=request,
        round=request.round,
        role=request.waiting_for,
        decision=decision,
        reason=reason.strip(),
        decided_by=actor,
        on_behalf_of=giver,
        on=on,
    )
    fitting(where, step).save()
    instead = f"（受{giver.name}委托）" if giver else ""
    words = f"：{step.reason}" if step.reason else ""
    said = f"{actor.get_role_display()}{actor.name}{instead}{step.get_decision_display()}"
    _tell(actor, request, on, f"{said}{request.get_matter_display()}{words}")
    return step


def _decide(request: Request, state: State, on: date) -> None:
    request.state, request.waiting_for, request.decided_on = state, "", on
    request.decided_at = timezone.now()
    request.save(update_fields=["state", "waiting_for", "decided_on", "decided_at"])


def _left(request: Request) -> list[str]:
    signed = set(request.steps.filter(round=request.round).values_list("role", flat=True))
    return [role for role in _roles(approvals.matter(request.matter), request.asked_by) if role not in signed]


def _roles(matter: Matter, asker: Staff) -> list[str]:
    """Whose signatures are needed: the chief who asks has said yes by asking; then the president signs."""
    left = [role for role in matter.steps if role != asker.role]
    return left or [Role.PRESIDENT.value]


def _due(on: date, acted_at: datetime | None) -> date:
    """What was done first is answered for on the day of the deed, whenever it was reported."""
    if acted_at:
        return localdate(acted_at)
    return on + timedelta(days=approvals.answer_days())


def _urgent(where: str, matter: Matter, urgent: bool, acted_at: datetime | None, on: date) -> None:
    if not urgent:
        if acted_at:
            raise InputError(f"{where} 先行采取的时间", "没有报为紧急", "请选紧急，或者不填先行的时间")
        return
    if not matter.urgent_first:
        raise InputError(where, "不能先行采取", "请报请签批后再办")
    if acted_at is None:
        raise InputError(f"{where} 先行采取的时间", "没有填写", "请写明何时先行采取")
    if localdate(acted_at) > on:
        raise InputError(
            f"{where} 先行采取的时间", f"{localdate(acted_at)} 晚于报请日期 {on}", "请核对两个时间"
        )


def _follows(where: str, request: Request, on: date) -> None:
    """Refuse a day before the last that happened to the request."""
    last = max([request.asked_on, *request.steps.values_list("on", flat=True)])
    if on < last:
        raise InputError(where, f"{on} 早于上一步的日期 {last}", "请核对两个日期")


def _told(where: str, text: str) -> str:
    if not text.strip():
        raise InputError(where, "没有写明事实和理由", "请写明")
    if len(text.strip()) > _LONGEST:
        raise InputError(where, f"超过{_LONGEST}字", "请写得简短一些，材料另附")
    return text.strip()


def _where(request: Request) -> str:
    return f"{request.case.case_no} {request.get_matter_display()}"


def _tell(actor: Staff, request: Request, on: date, words: str) -> None:
    Event.objects.create(
        case=request.case,
        court_id=request.court_id,
        on=on,
        kind=EventKind.APPROVAL,
        actor=actor,
        text=words[:500],
        data={"request": request.pk},
    )
