"""放弃 under an agreement: a waiver of the case from the day of the signing, and of what grew since."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions import record_waiver
from duixian.court.cases.models import Case
from duixian.court.people.models import Staff
from duixian.court.settlement.models import Settlement
from duixian.court.settlement.reckoning import forgiven_of, owed_on

_REST = ("interest", "principal", "surcharge")


def give_up(actor: Staff, settlement: Settlement, today: date) -> None:
    """Record what the agreement gives up, as of its signing: later payments then go to what is left."""
    if settlement.waived_on or settlement.signed_on is None:
        return
    how = (
        "签名时生效"
        if settlement.waiver_takes_effect == Settlement.Effect.SIGNING
        else f"{today}履行完毕生效"
    )
    basis = f"{settlement.on}和解协议，{how}：{settlement.waiver_words}"[:200]
    for bucket, amount in forgiven_of(settlement).by_bucket().items():
        record_waiver(
            actor,
            settlement.case,
            on=settlement.signed_on,
            of=bucket,
            amount=amount,
            basis=basis,
            today=today,
        )
    settlement.waived_on = today
    settlement.save(update_fields=["waived_on"])


def give_up_rest(actor: Staff, case: Case, settlement: Settlement, on: date, today: date) -> None:
    """What the title would still give once the agreement is performed is no longer enforced.

    Fees stay, since the court's are not the creditor's to give. Source: 法释〔2018〕3号 第八条.
    """
    left = owed_on(case, on)
    basis = f"{settlement.on}和解协议履行完毕，原执行依据的其余部分不再执行（法释〔2018〕3号 第八条）"
    for bucket in _REST:
        if amount := getattr(left, bucket):
            record_waiver(actor, case, on=on, of=bucket, amount=amount, basis=basis, today=today)
