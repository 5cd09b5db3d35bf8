"""案款 for tests: money that came in, as it came."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from duixian.court.cases.models import Case, Party
from duixian.court.funds.actions import payees, receiving, releasing
from duixian.court.funds.models import Payee, Receipt, Release
from duixian.court.people.models import Court, Staff

DAY = date(2026, 6, 30)
FILED = date(2026, 3, 2)
YUAN = 100
COURT = "内0622"
_serial = count(1)


def receipt(actor: Staff, yuan: int, on: date = DAY) -> Receipt:
    """A row of what came in, without its entry."""
    number = str(next(_serial))
    return Receipt.objects.create(
        court_id=actor.court_id,
        channel="bank",
        arrived_on=on,
        amount=yuan * YUAN,
        payer_name="示例付款人",
        serial=number,
        key=f"row:{number}",
        claim_by=on + timedelta(days=3),
        release_by=on + timedelta(days=30),
        taken_by=actor,
    )


def statement(*rows: tuple[date, str, str, str]) -> bytes:
    """A bank's file: day, yuan, payer, remark."""
    lines = ["交易日期,收入金额,对方户名,对方账号,附言,流水号"]
    lines += [
        f"{on},{yuan},{payer},6222000000000000,{remark},S{on:%m%d}{n}"
        for n, (on, yuan, payer, remark) in enumerate(rows, 1)
    ]
    return "\n".join(lines).encode()


def applicant(case: Case) -> Party:
    return case.parties.get(side="applicant")


def payee(handler: Staff, second: Staff | None, case: Case, kind: str = "applicant") -> Payee:
    """An account in the party's own name, verified where a second person is given."""
    party = case.parties.filter(side=kind).first()
    row = payees.add_payee(
        handler,
        case,
        kind=kind,
        party=party,
        name=party.name,
        bank="示例银行准格尔支行",
        account_no=f"62220000000000{next(_serial):02d}",
        on=DAY,
        today=DAY,
    )
    return payees.verify_payee(second, row, how="与银行卡原件核对一致", on=DAY, today=DAY) if second else row


def court_account(finance: Staff, court: Court) -> None:
    """The account that the court pays from."""
    receiving.set_account(
        finance, court, name="准格尔旗人民法院", bank="示例银行准格尔支行", account_no="0500000000000001"
    )


def release(actor: Staff, case: Case, payee: Payee, yuan: int, **more: object) -> list[Release]:
    """Asked for, with the plain words."""
    told = {"amount": yuan * YUAN, "purpose": "执行案款", "on": DAY, "today": DAY} | more
    return releasing.ask_release(actor, case, payee, **told)
