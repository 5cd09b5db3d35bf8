"""Case money of the shown court: a fortnight's arrivals in every state, through the actions that people use.

What arrived was told of in the cases already, so each claim meets its payment and no figure grows by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from duixian.court.approvals import actions as approvals
from duixian.court.cases.models import Case, Party, Payment, Status
from duixian.court.funds.actions import claiming, payees, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.models import Claim, Payee, Receipt, Release
from duixian.court.funds.screening import debts_of
from duixian.court.people.models import Court
from duixian.demo.office import Office
from duixian.demo.staff import SHOWN_COURT
from duixian.law.money import contract_yuan

ARRIVED, CLAIMED, ASKED, SENT, PAID = 18, 14, 8, 5, 3
"""So many of the last payments are on the statement; of them so many went on, and how far."""
_DAYS = 14
_ODD = (
    ("虚构某某", "2600.00", "还款"),
    ("示例建材经营部", "18400.00", "货款 代付"),
    ("", "77.50", "结息"),
)
_BANK = "示例银行准格尔支行"


def bring_money(office: Office, day: date) -> None:
    """The statement in, some of it claimed, asked for, approved, sent and paid."""
    court = Court.objects.get(pk=SHOWN_COURT)
    finance = office.first("finance", SHOWN_COURT)
    receiving.set_account(finance, court, name=court.name, bank=_BANK, account_no="0000000000000622")
    payments = _last_payments(court, day)
    receiving.import_statement(finance, court, _statement(payments, day), "案款流水.csv", today=day)
    claims = [_claim(one, day) for one in payments[:CLAIMED]]
    _release(office, court, [one for one in claims if one], day)


def _last_payments(court: Court, day: date) -> list[Payment]:
    """The last payments of cases that go on, one a case."""
    rows = Payment.objects.filter(
        case__court=court,
        case__status=Status.OPEN,
        case__handler__isnull=False,
        reversed_on=None,
        on__gt=day - timedelta(days=_DAYS),
        on__lte=day,
    )
    found: dict[int, Payment] = {}
    for one in rows.select_related("case__handler").order_by("-on", "pk"):
        found.setdefault(one.case_id, one)
    return list(found.values())[:ARRIVED]


def _statement(payments: Sequence[Payment], day: date) -> bytes:
    lines = ["交易日期,收入金额,对方户名,对方账号,附言,流水号"]
    for number, one in enumerate(payments):
        payer = _party(one.case, Party.Side.RESPONDENT).name
        told = (str(one.on), contract_yuan(one.amount), payer, f"0000{number:08d}", one.case.case_no)
        lines.append(",".join((*told, f"DEMO{number:04d}")))
    for number, (payer, yuan, remark) in enumerate(_ODD):
        on = day - timedelta(days=2 + 2 * number)
        lines.append(f"{on},{yuan},{payer},00009999{number:04d},{remark},ODD{number:04d}")
    return "\n".join(lines).encode()


def _claim(payment: Payment, day: date) -> Claim | None:
    """By the case's handler, on the day after; the parties are told."""
    handler = payment.case.handler
    receipt = Receipt.objects.filter(suggested=payment.case, amount=payment.amount, open=True).first()
    if handler is None or receipt is None:
        return None
    on = min(day, payment.on + timedelta(days=1))
    claim = claiming.claim(
        handler, receipt, Told(payment.case, payment.amount, payment=payment), on=on, today=day
    )
    return claiming.note_told(handler, claim, on=on, today=day)


def _release(office: Office, court: Court, claims: Sequence[Claim], day: date) -> None:
    clerk, chief = office.first("clerk", court.pk), office.first("bureau_chief", court.pk)
    finance = office.first("finance", court.pk)
    asked: list[Release] = []
    for number, claim in enumerate(claims):
        payee = _payee(claim, number, day)
        payees.verify_payee(clerk, payee, how="与身份证、银行卡原件核对一致", on=day, today=day)
        # Who himself owes elsewhere stays to be looked at, with what the check found beside his account.
        if len(asked) < ASKED and not debts_of(payee):
            asked += releasing.ask_release(
                claim.made_by, claim.case, payee, amount=claim.amount, purpose="执行案款", on=day, today=day
            )
    for row in asked[:-2]:
        if row.request:
            approvals.grant(chief, row.request, on=day, today=day)
    sent = asked[:SENT]
    if sent:
        releasing.send_batch(finance, court, sent, format="icbc", on=day, today=day)
    for row in sent[:PAID]:
        releasing.note_paid(finance, row, on=day, today=day)


def _payee(claim: Claim, number: int, day: date) -> Payee:
    party = _party(claim.case, Party.Side.APPLICANT)
    return payees.add_payee(
        claim.made_by,
        claim.case,
        kind=Payee.Kind.APPLICANT,
        party=party,
        name=party.name,
        bank=_BANK,
        account_no=f"0000622000{number:06d}",
        on=day,
        today=day,
    )


def _party(case: Case, side: str) -> Party:
    return case.parties.filter(side=side).earliest("pk")
