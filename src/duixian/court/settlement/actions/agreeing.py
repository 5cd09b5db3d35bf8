"""达成和解: the agreement, its signatures, and what is paid on the spot."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, Sum

from duixian.court.cases.actions import produce_document, record_payment, stop_clock
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, ClockStop, EventKind, Payment, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.settlement.actions.checks import chosen, told
from duixian.court.settlement.actions.ending import finish
from duixian.court.settlement.actions.facts import Signing, Terms
from duixian.court.settlement.actions.tell import tell
from duixian.court.settlement.actions.waiving import give_up
from duixian.court.settlement.models import Instalment, Settlement
from duixian.court.settlement.reckoning import for_minor, owed_on
from duixian.court.settlement.words import record_facts, terms_words
from duixian.law.errors import InputError
from duixian.law.money import display
from duixian.law.settlement import By, check_waiver, propose

RECORD = "settlement_record"
STOPPED_BY = "settlement"
_OPEN = (Status.OPEN, Status.SUSPENDED)


@action
def settle(actor: Staff, case: Case, terms: Terms, signing: Signing, today: date) -> Settlement:
    """达成和解: agreed, signed by both sides and paid on the spot in one; all of it, or nothing.

    Raises InputError, NotAllowed. Source: 法释〔2018〕3号 第一条、第二条.
    """
    return sign(actor, _drafted(actor, case, terms, today), signing, today)


@action
def draft(actor: Staff, case: Case, terms: Terms, today: date) -> Settlement:
    """拟订和解协议 for both sides to sign; the debt is as before. Raises InputError, NotAllowed.

    What is paid and what is given up must together make up what is owed on the day of the agreement, so that
    nothing is given up in silence.
    """
    settlement = _drafted(actor, case, terms, today)
    tell(actor, settlement, EventKind.NOTE, terms.on, f"拟订和解协议：{terms_words(settlement)}")
    return settlement


@action
def sign(actor: Staff, settlement: Settlement, signing: Signing, today: date) -> Settlement:
    """双方签名: what is due at once is paid, what is given up now is a waiver, the term stands still.

    Where nothing is left to be paid the agreement is performed at once. Raises InputError, NotAllowed.
    Source: 法释〔2018〕3号 第二条、第八条；案件审限管理规定 第九条.
    """
    case = hold(actor, Act.WORK_CASE, [settlement.case])[settlement.case_id]
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    _check_signing(case, settlement, signing, today)
    settlement.state, settlement.signed_on = Settlement.State.SIGNED, signing.on
    settlement.applicant_signer = signing.applicant.strip()
    settlement.respondent_signer = signing.respondent.strip()
    if settlement.kind != Settlement.Kind.OUT_OF_COURT:
        settlement.document = produce_document(
            actor, case, RECORD, on=signing.on, facts=record_facts(settlement), today=today
        )
        settlement.stop = _stop(actor, case, settlement, today)
    fitting(case.case_no, settlement).save()
    settlement.instalments.update(running=True)
    tell(actor, settlement, EventKind.SETTLEMENT, signing.on, f"达成和解：{terms_words(settlement)}")
    if settlement.waiver_takes_effect == Settlement.Effect.SIGNING:
        give_up(actor, settlement, today)
    if settlement.at_once:
        record_payment(
            actor,
            case,
            on=signing.on,
            amount=settlement.at_once,
            channel=signing.channel,
            key=f"settlement:{settlement.pk}",
            today=today,
        )
    if not settlement.instalments.exists():
        finish(actor, case, settlement, signing.on, today)
    return settlement


def _drafted(actor: Staff, case: Case, terms: Terms, today: date) -> Settlement:
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    _check(case, terms, today)
    settlement = Settlement(
        case=case,
        court_id=case.court_id,
        on=terms.on,
        kind=terms.kind,
        text=terms.text.strip(),
        waived_surcharge=terms.forgiven.surcharge,
        waived_interest=terms.forgiven.interest,
        waived_principal=terms.forgiven.principal,
        waived_by=terms.waived_by,
        waiver_words=terms.waiver_words.strip(),
        waiver_takes_effect=terms.takes_effect,
        at_once=terms.at_once,
        agreed=terms.agreed,
        last_on=max((one.on for one in terms.instalments), default=terms.on),
        guarantor=terms.guarantor.strip(),
        guarantee=terms.guarantee.strip(),
        direct_enforcement=terms.direct_enforcement,
        after=case.payments.order_by("-pk").first(),
        noted_by=actor,
    )
    fitting(case.case_no, settlement).save()
    _lay_out(settlement, terms)
    return settlement


def _stop(actor: Staff, case: Case, settlement: Settlement, today: date) -> ClockStop | None:
    """The term stands still while the agreement has a period of its own; once is enough."""
    running = ClockStop.objects.filter(case=case, reason=STOPPED_BY, end=None).exists()
    if running or case.status != Status.OPEN or not settlement.instalments.exists():
        return None
    assert settlement.signed_on  # noqa: S101  the caller has just set it
    said = f"{settlement.signed_on}和解协议，履行至{settlement.last_on}"
    return stop_clock(actor, case, STOPPED_BY, start=settlement.signed_on, text=said, today=today)


def _lay_out(settlement: Settlement, terms: Terms) -> None:
    cover = terms.at_once
    rows = []
    for position, one in enumerate(sorted(terms.instalments, key=lambda each: each.on), start=1):
        cover += one.amount
        rows.append(
            Instalment(
                settlement=settlement,
                case=settlement.case,
                court_id=settlement.court_id,
                position=position,
                due_on=one.on,
                amount=one.amount,
                cover=cover,
            )
        )
    Instalment.objects.bulk_create(rows)


def _check(case: Case, terms: Terms, today: date) -> None:
    where = case.case_no
    if case.status not in _OPEN:
        raise InputError(where, f"案件已{case.get_status_display()}", "结案后不再登记执行和解")
    chosen(f"{where} 形式", terms.kind, Settlement.Kind)
    chosen(f"{where} 由谁放弃", terms.waived_by, Settlement.By)
    chosen(f"{where} 放弃何时生效", terms.takes_effect, Settlement.Effect)
    told(f"{where} 协议内容", terms.text, "请写明怎么付、何时付、放弃什么")
    not_later(terms.on, today, f"{where} 协议日期")
    if terms.on < case.filed_on:
        raise InputError(f"{where} 协议日期", f"早于立案日期 {case.filed_on}", "请核对两个日期")
    if any(one.amount <= 0 or one.on < terms.on for one in terms.instalments):
        raise InputError(f"{where} 分期", "有一期金额不大于零，或早于协议日期", "请核对各期的日期和金额")
    if not terms.guarantor.strip() and (terms.guarantee.strip() or terms.direct_enforcement):
        raise InputError(f"{where} 担保人", "没有填写", "写了担保内容的，请写明担保人")
    check_waiver(
        terms.forgiven,
        By(terms.waived_by),
        express=bool(terms.waiver_words.strip()),
        for_minor=for_minor(case),
        on=terms.on,
    )
    _check_sums(case, terms)


def _check_sums(case: Case, terms: Terms) -> None:
    proposal = propose(owed_on(case, terms.on), terms.forgiven)
    if not terms.agreed:
        raise InputError(
            f"{case.case_no} 给付",
            "协议没有约定任何给付",
            "全部放弃的请登记放弃；不是现在付清的，请填写各期",
        )
    missing = proposal.left.total - terms.agreed
    if missing > 0:
        raise InputError(
            f"{case.case_no} 给付",
            f"放弃后应付{display(proposal.left.total)}元，约定给付{display(terms.agreed)}元，"
            f"还有{display(missing)}元没有着落",
            "请写进分期，或者由申请执行人明示放弃",
        )


def _check_signing(case: Case, settlement: Settlement, signing: Signing, today: date) -> None:
    where = f"{case.case_no} 签名"
    if settlement.state != Settlement.State.DRAFTED:
        raise InputError(where, f"协议已是“{settlement.get_state_display()}”", "请刷新页面核对")
    if case.settlements.filter(state=Settlement.State.SIGNED).exists():
        raise InputError(where, "本案另有一份履行中的协议", "请先登记履行完毕、违约或者作废，再签新的")
    told(f"{where} 申请执行人一方", signing.applicant, "请写明谁签的名")
    told(f"{where} 被执行人一方", signing.respondent, "请写明谁签的名")
    not_later(signing.on, today, f"{where} 日期")
    if signing.on < settlement.on:
        raise InputError(f"{where} 日期", f"早于协议日期 {settlement.on}", "请核对两个日期")
    came = _came_between(settlement, signing.on)
    if came:
        raise InputError(
            where,
            f"拟订以后、签名以前到位{display(came)}元，协议的金额没有扣除",
            "请作废后按现在的应付重新拟订",
        )


def _came_between(settlement: Settlement, signed_on: date) -> int:
    """Fen that came after the sums were reckoned and before they were signed."""
    reckoned, seen = settlement.on, settlement.after_id or 0
    later = Q(on__gt=reckoned, on__lt=signed_on) | Q(on__gte=reckoned, on__lte=signed_on, pk__gt=seen)
    found = Payment.objects.filter(later, case=settlement.case_id, reversed_on=None)
    return found.aggregate(total=Sum("amount"))["total"] or 0
