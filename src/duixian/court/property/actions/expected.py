"""待收款项: money on its way to the respondent is watched by its day, stopped by a notice, and taken. Fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.models import Case, Event, EventKind, Party
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.actions.control import control, serve
from duixian.court.property.actions.deduct import deduct
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.actions.standards import standard_in_force
from duixian.court.property.models import Deduction, ExpectedPayment, Measure
from duixian.law import clock
from duixian.law.control import Thing, withholdable
from duixian.law.errors import InputError
from duixian.law.money import display

_OPEN = (ExpectedPayment.State.WATCHED, ExpectedPayment.State.NOTICED, ExpectedPayment.State.OBJECTED)
_THING = {
    ExpectedPayment.Kind.LAND_COMPENSATION: Thing.LAND_COMPENSATION,
    ExpectedPayment.Kind.CLAIM: Thing.CLAIM,
}


@dataclass(frozen=True)
class ExpectedFacts:
    """What is known of money on its way: `amount` and `expected_on` None where nobody knows yet."""

    party: Party
    kind: ExpectedPayment.Kind
    payer: str
    known_on: date
    amount: int | None = None
    expected_on: date | None = None
    source: str = ""


@action
def expect(actor: Staff, case: Case, facts: ExpectedFacts, *, today: date) -> ExpectedPayment:
    """登记待收款项. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(facts.known_on, today, "掌握日期")
    if facts.party.case_id != case.pk or facts.party.side != Party.Side.RESPONDENT:
        raise InputError(facts.party.name, "不是本案被执行人", "请选择本案的被执行人")
    if not facts.payer.strip():
        raise InputError("付款单位", "没有填写", "请填写将要付款的单位或个人")
    if facts.amount is not None:
        positive(facts.amount, "预计金额")
    row = ExpectedPayment(case=case, court_id=case.court_id, **vars(facts))
    fitting(case.case_no, row).save()
    about = f"{display(facts.amount)}元" if facts.amount else "金额待查"
    when = f"，预计{facts.expected_on}付款" if facts.expected_on else ""
    _note(
        actor,
        row,
        EventKind.FOUND,
        facts.known_on,
        f"{row.payer}将付{row.party.name}{_word(row)}{about}{when}",
        facts.amount,
    )
    return row


@action
def serve_notice(
    actor: Staff,
    expected: ExpectedPayment,
    *,
    amount: int,
    ruling_no: str,
    ruled_on: date,
    service: Service,
    today: date,
    reason: str = "",
    dependants: int = 0,
) -> ExpectedPayment:
    """送达扣留裁定与协助执行通知书: from this day the payer may not pay the respondent.

    Of wages, what a person and his `dependants` need to live stays his. Raises InputError.
    """
    expected = _held(actor, expected)
    if expected.state != ExpectedPayment.State.WATCHED:
        raise InputError(_word(expected), f"状态为{expected.get_state_display()}", "请刷新页面核对")
    if expected.kind == ExpectedPayment.Kind.WAGES:
        _leave_to_live_on(expected, amount, dependants, service.on)
    asset = AssetFacts(
        thing=_THING.get(ExpectedPayment.Kind(expected.kind), Thing.INCOME),
        holder=expected.payer,
        identity=f"{expected.party.id_no or expected.party.name}的{_word(expected)}",
        description=f"{expected.party.name}的{_word(expected)}",
        owner=expected.party.name,
        worth=expected.amount,
        worth_on=expected.known_on,
        worth_basis=expected.source[:100],
    )
    facts = ControlFacts(
        party=expected.party,
        asset=asset,
        act=Measure.Act.WITHHOLD,
        amount=amount,
        ruling_no=ruling_no,
        reason=reason,
    )
    measure = control(actor, expected.case, facts, on=ruled_on, today=today)
    expected.measure = serve(actor, measure, service, today=today)
    expected.state, expected.noticed_on = ExpectedPayment.State.NOTICED, service.on
    if expected.kind == ExpectedPayment.Kind.CLAIM:
        expected.objection_until = clock.due("third_party_claim_objection", service.on).day
    fitting("待收款项", expected).save()
    _note(
        actor,
        expected,
        EventKind.NOTICE,
        service.on,
        f"向{expected.payer}送达协助执行通知书，{_word(expected)}停止支付",
        amount,
    )
    return expected


@action
def note_objection(
    actor: Staff, expected: ExpectedPayment, *, on: date, text: str, today: date
) -> ExpectedPayment:
    """第三人异议: in time it bars enforcement against him; the freeze stays. Raises InputError, NotAllowed.

    Source: 执行工作若干问题的规定 第四十七条、第四十八条.
    """
    expected = _held(actor, expected)
    not_later(on, today, "异议日期")
    if expected.state != ExpectedPayment.State.NOTICED:
        raise InputError(_word(expected), f"状态为{expected.get_state_display()}", "通知送达后才有异议")
    if not text.strip():
        raise InputError(
            "异议内容", "没有填写", "请写明第三人的异议；仅称无力履行或与被执行人无直接关系的不是异议"
        )
    if expected.objection_until and on > expected.objection_until:
        raise InputError(
            "异议日期", f"异议期已于{expected.objection_until}届满", "逾期异议不影响强制执行，请作经过登记"
        )
    expected.objected_on, expected.objection = on, text.strip()
    expected.state = ExpectedPayment.State.OBJECTED
    fitting("待收款项", expected).save()
    _note(
        actor,
        expected,
        EventKind.NOTICE,
        on,
        f"{expected.payer}对{_word(expected)}提出异议：{expected.objection}",
    )
    return expected


@action
def intercept(
    actor: Staff,
    expected: ExpectedPayment,
    *,
    amount: int,
    ruling_no: str,
    on: date,
    today: date,
    receipt: str = "",
    with_costs: bool = False,
    reserve: int = 0,
    given_freely: bool = False,
    key: str | None = None,
) -> Deduction:
    """截留到案: the payer hands over what was withheld. Raises InputError where it is more than is owed."""
    expected = _held(actor, expected)
    if expected.measure is None or expected.state not in {
        ExpectedPayment.State.NOTICED,
        ExpectedPayment.State.OBJECTED,
    }:
        raise InputError(_word(expected), f"状态为{expected.get_state_display()}", "请先送达协助执行通知书")
    row = deduct(
        actor,
        expected.measure,
        amount=amount,
        ruling_no=ruling_no,
        on=on,
        today=today,
        receipt=receipt,
        with_costs=with_costs,
        reserve=reserve,
        given_freely=given_freely,
        key=key,
    )
    expected.state, expected.ended_on = ExpectedPayment.State.INTERCEPTED, on
    expected.ended_why = f"提取{display(amount)}元至本院案款账户"
    expected.save()
    return row


def miss(actor: Staff, expected: ExpectedPayment, *, on: date, why: str, today: date) -> ExpectedPayment:
    """未截住: it was paid out; the payer's liability after a notice is a matter of its own."""
    return _finish(actor, expected, ExpectedPayment.State.MISSED, on, why, today)


def drop(actor: Staff, expected: ExpectedPayment, *, on: date, why: str, today: date) -> ExpectedPayment:
    """不再关注, with the reason."""
    return _finish(actor, expected, ExpectedPayment.State.DROPPED, on, why, today)


@action
def _finish(
    actor: Staff, expected: ExpectedPayment, state: ExpectedPayment.State, on: date, why: str, today: date
) -> ExpectedPayment:
    expected = _held(actor, expected)
    not_later(on, today, "日期")
    if expected.state not in _OPEN:
        raise InputError(_word(expected), f"已了结（{expected.get_state_display()}）", "请刷新页面核对")
    if not why.strip():
        raise InputError("情况", "没有填写", "请写明款项去向或不再关注的理由")
    measure = expected.measure
    if measure and measure.state == Measure.State.HELD and state == ExpectedPayment.State.DROPPED:
        raise InputError(_word(expected), "扣留裁定仍有效", "请先解除扣留")
    expected.state, expected.ended_on, expected.ended_why = state, on, why.strip()
    fitting("待收款项", expected).save()
    _note(
        actor,
        expected,
        EventKind.NOTE,
        on,
        f"{expected.payer}的{_word(expected)}{state.label}：{expected.ended_why}",
    )
    return expected


def _leave_to_live_on(expected: ExpectedPayment, amount: int, dependants: int, on: date) -> None:
    if expected.amount is None:
        raise InputError("预计金额", "没有填写", "扣留工资前请查明月收入")
    standard = standard_in_force(expected.case.court, on)
    said = withholdable(expected.amount, standard, dependants, on)
    if amount > said.amount:
        raise InputError("扣留限额", said.words, f"{said.cite}；请填写不超过{display(said.amount)}元的限额")


def _held(actor: Staff, expected: ExpectedPayment) -> ExpectedPayment:
    hold(actor, Act.WORK_CASE, [expected.case])
    rows = ExpectedPayment.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case", "party", "measure", "measure__asset", "measure__case").get(
        pk=expected.pk
    )


def _word(expected: ExpectedPayment) -> str:
    return str(expected.get_kind_display())


def _note(
    actor: Staff, expected: ExpectedPayment, kind: EventKind, on: date, text: str, amount: int | None = None
) -> None:
    Event.objects.create(
        case=expected.case,
        court_id=expected.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=text[:500],
        amount=amount,
        data={"expected_payment": expected.pk},
    )
