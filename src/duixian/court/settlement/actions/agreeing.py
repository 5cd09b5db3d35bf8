"""达成和解: the agreement, its signatures, and what is paid on the spot."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions import produce_document, record_payment, record_waiver, stop_clock
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, ClockStop, Event, EventKind, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.settlement.actions.checks import chosen, told
from duixian.court.settlement.actions.ending import finish
from duixian.court.settlement.actions.facts import Signing, Terms
from duixian.court.settlement.models import Instalment, Settlement
from duixian.court.settlement.reckoning import for_minor, forgiven_of, owed_on
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
    return sign(actor, draft(actor, case, terms, today), signing, today)


@action
def draft(actor: Staff, case: Case, terms: Terms, today: date) -> Settlement:
    """拟订和解协议 for both sides to sign; the debt is as before. Raises InputError, NotAllowed.

    What is paid and what is given up must together make up what is owed on the day of the agreement, so that
    nothing is given up in silence.
    """
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
        noted_by=actor,
    )
    fitting(case.case_no, settlement).save()
    _lay_out(settlement, terms)
    _tell(actor, settlement, EventKind.NOTE, terms.on, f"拟订和解协议：{terms_words(settlement)}")
    return settlement


@action
def sign(actor: Staff, settlement: Settlement, signing: Signing, today: date) -> Settlement:
    """双方签名: what is due at once is paid, what is given up at the signing is a waiver, the term stands still.

    Where nothing is left to be paid the agreement is performed at once. Raises InputError, NotAllowed.
    Source: 法释〔2018〕3号 第二条、第八条；案件审限管理规定 第九条.
    """
    case = hold(actor, Act.WORK_CASE, [settlement.case])[settlement.case_id]
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    _check_signing(case, settlement, signing, today)
    last = case.payments.order_by("-pk").first()
    settlement.state, settlement.signed_on, settlement.after = Settlement.State.SIGNED, signing.on, last
    settlement.applicant_signer = signing.applicant.strip()
    settlement.respondent_signer = signing.respondent.strip()
    if settlement.kind != Settlement.Kind.OUT_OF_COURT:
        settlement.document = produce_document(
            actor, case, RECORD, on=signing.on, facts=record_facts(settlement), today=today
        )
        settlement.stop = _stop(actor, case, settlement, today)
    fitting(case.case_no, settlement).save()
    settlement.instalments.update(running=True)
    _tell(actor, settlement, EventKind.SETTLEMENT, signing.on, f"达成和解：{terms_words(settlement)}")
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


def _stop(actor: Staff, case: Case, settlement: Settlement, today: date) -> ClockStop | None:
    """The term stands still while the agreement has a period of its own; once is enough."""
    running = ClockStop.objects.filter(case=case, reason=STOPPED_BY, end=None).exists()
    if running or case.status != Status.OPEN or not settlement.instalments.exists():
        return None
    assert settlement.signed_on  # noqa: S101  the caller has just set it
    said = f"{settlement.signed_on}和解协议，履行至{settlement.last_on}"
    return stop_clock(actor, case, STOPPED_BY, start=settlement.signed_on, text=said, today=today)
