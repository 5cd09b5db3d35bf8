"""履行完毕, 违约, 恢复执行, 另诉, 作废: how an agreement ends."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions import resume_clock
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, EventKind
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.settlement.actions.checks import told
from duixian.court.settlement.actions.tell import tell
from duixian.court.settlement.actions.waiving import give_up, give_up_rest
from duixian.court.settlement.models import Settlement
from duixian.court.settlement.reckoning import agreement_of, paid_for
from duixian.law.errors import InputError
from duixian.law.money import display
from duixian.law.settlement import last_day_to_revive, overdue, revival, surcharge_note

State = Settlement.State


@action
def perform(actor: Staff, settlement: Settlement, *, on: date, today: date) -> Settlement:
    """履行完毕: all that was agreed has come; what was given up is a waiver now. The case is not closed here.

    Raises InputError where payments fall short, NotAllowed. Source: 法释〔2018〕3号 第八条.
    """
    case, settlement = _held(actor, settlement, "履行完毕", (State.SIGNED, State.BREACHED))
    _on(settlement, on, today, "履行完毕日期")
    if settlement.answered_on:
        raise InputError("履行完毕", f"申请执行人已于{settlement.answered_on}另行起诉", "请依诉讼结果处理")
    short = settlement.agreed - paid_for(settlement, on)
    if short > 0:
        raise InputError(
            "履行完毕",
            f"到{on}已付{display(settlement.agreed - short)}元，还差{display(short)}元",
            "请先登记到位，或登记违约",
        )
    return finish(actor, case, settlement, on, today)


def finish(actor: Staff, case: Case, settlement: Settlement, on: date, today: date) -> Settlement:
    """The same for an agreement that is held already and known to be paid."""
    paid = paid_for(settlement, on)
    give_up(actor, settlement, today)
    give_up_rest(actor, case, settlement, on, today)
    _end(actor, case, settlement, State.PERFORMED, on, today)
    words = f"和解协议履行完毕，共付{display(paid)}元，可以执行完毕结案"
    tell(actor, settlement, EventKind.PERFORMED, on, words, paid)
    return settlement


@action
def breach(
    actor: Staff, settlement: Settlement, *, on: date, text: str, today: date, refusal: bool = False
) -> Settlement:
    """登记违约: a part is overdue, or (`refusal`) the debtor made plain that he will not pay (`text`).

    The term runs on; the title is as it was, less what was paid. Raises InputError, NotAllowed.
    Source: 法释〔2018〕3号 第九条、第十一条.
    """
    case, settlement = _held(actor, settlement, "违约", (State.SIGNED,))
    _on(settlement, on, today, "违约日期")
    told("违约情况", text, "请写明哪一期没有付、被执行人怎么说")
    agreement = agreement_of(settlement)
    late = overdue(agreement, on)
    if not late and not refusal:
        answer = revival(agreement, on)
        raise InputError("违约", answer.why, answer.instead or "请核对各期的到期日和到位款")
    settlement.ended_why, settlement.refused_ahead = text.strip(), not late
    fitting(case.case_no, settlement)
    _end(actor, case, settlement, State.BREACHED, on, today)
    until = last_day_to_revive(agreement)
    tell(
        actor,
        settlement,
        EventKind.STATE,
        on,
        f"和解协议违约：{settlement.ended_why}。已付{display(agreement.paid_by(on))}元；"
        f"申请执行人可在{until}前申请恢复执行，也可以另行起诉",
    )
    return settlement


@action
def revive(
    actor: Staff, settlement: Settlement, *, on: date, today: date, objected: bool = False
) -> Settlement:
    """恢复执行 of the title at the creditor's request of a day: what was paid is deducted, being paid.

    `objected`: the debtor raised that the period for asking is over. Raises InputError with what law answers,
    NotAllowed. Source: 法释〔2018〕3号 第九条至第十一条、第十七条、第十八条.
    """
    case, settlement = _held(actor, settlement, "恢复执行", (State.BREACHED,))
    _on(settlement, on, today, "申请恢复日期")
    _unanswered(settlement)
    agreement = agreement_of(settlement)
    refusal = settlement.ended_why if settlement.refused_ahead else ""
    answer = revival(agreement, on, refusal=refusal, objected=objected)
    if not answer.allowed:
        raise InputError(
            f"{case.case_no} 恢复执行", f"{answer.why}（{answer.cite}）", answer.instead or "请核对"
        )
    settlement.state, settlement.answered_on = State.REVIVED, on
    settlement.save(update_fields=["state", "answered_on"])
    said = [f"{answer.why}（{answer.cite}）", f"已付{display(agreement.paid_by(on))}元依法扣除"]
    said += [str(surcharge_note(on)), *answer.warnings, *_guarantor(settlement)]
    tell(actor, settlement, EventKind.STATE, on, "；".join(said))
    return settlement


@action
def sue(actor: Staff, settlement: Settlement, *, on: date, text: str, today: date) -> Settlement:
    """另行起诉: the creditor chose to sue on the broken agreement. Raises InputError, NotAllowed.

    Source: 法释〔2018〕3号 第九条、第十四条.
    """
    _, settlement = _held(actor, settlement, "另行起诉", (State.BREACHED,))
    _on(settlement, on, today, "起诉日期")
    _unanswered(settlement)
    told("起诉情况", text, "请写明受理法院和案号")
    settlement.answered_on = on
    settlement.save(update_fields=["answered_on"])
    words = f"申请执行人就履行和解协议另行起诉：{text.strip()}。受理后可以裁定终结原执行依据的执行"
    tell(actor, settlement, EventKind.STATE, on, words)
    return settlement


@action
def void(actor: Staff, settlement: Settlement, *, on: date, text: str, today: date) -> Settlement:
    """作废: a draft nobody signed, or an agreement that both sides set aside or a court found void.

    A waiver that took effect at the signing stays. Raises InputError, NotAllowed.
    Source: 法释〔2018〕3号 第五条、第十六条.
    """
    case, settlement = _held(actor, settlement, "作废", (State.DRAFTED, State.SIGNED))
    _on(settlement, on, today, "作废日期")
    told("作废的事由", text, "请写明双方协商撤回，或者认定无效、撤销的文书")
    settlement.ended_why = text.strip()
    fitting(case.case_no, settlement)
    was_signed = settlement.state == State.SIGNED
    _end(actor, case, settlement, State.VOID, on, today)
    stays = "；签名时已生效的放弃不因此撤回" if was_signed and settlement.waived_on else ""
    kind = EventKind.STATE if was_signed else EventKind.NOTE
    tell(actor, settlement, kind, on, f"和解协议作废：{settlement.ended_why}{stays}")
    return settlement


def _held(
    actor: Staff, settlement: Settlement, what: str, states: tuple[State, ...]
) -> tuple[Case, Settlement]:
    case = hold(actor, Act.WORK_CASE, [settlement.case])[settlement.case_id]
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    settlement.case = case
    if settlement.state not in states:
        raise InputError(
            f"{case.case_no} {what}", f"协议已是“{settlement.get_state_display()}”", "请刷新页面核对"
        )
    return case, settlement


def _on(settlement: Settlement, on: date, today: date, what: str) -> None:
    not_later(on, today, what)
    since = settlement.ended_on or settlement.signed_on or settlement.on
    if on < since:
        raise InputError(what, f"{on} 早于{since}", "请核对两个日期")


def _unanswered(settlement: Settlement) -> None:
    if settlement.answered_on:
        raise InputError("违约", f"申请执行人已于{settlement.answered_on}另行起诉", "请刷新页面核对")


def _end(actor: Staff, case: Case, settlement: Settlement, state: State, on: date, today: date) -> None:
    settlement.state, settlement.ended_on = state, on
    settlement.save(update_fields=["state", "ended_on", "ended_why", "refused_ahead"])
    settlement.instalments.update(running=False)
    if settlement.stop and settlement.stop.end is None:
        resume_clock(actor, case, settlement.stop, end=max(on, settlement.stop.start), today=today)


def _guarantor(settlement: Settlement) -> list[str]:
    if not settlement.direct_enforcement:
        return []
    return [
        f"担保人{settlement.guarantor}承诺直接强制执行，可以申请裁定执行其财产（法释〔2018〕3号 第十八条）"
    ]
