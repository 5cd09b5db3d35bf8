"""What law/ says is owed in a planned case: payments that end a case are computed, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from duixian.demo.facts import PlannedCase, PlannedPayment, PlannedWaiver
from duixian.law.debt import Statement, statement
from duixian.law.money import contract_yuan
from duixian.reading.claim import read_claim


def contract(
    case: PlannedCase,
    as_of: date,
    payments: Iterable[PlannedPayment] = (),
    waivers: Iterable[PlannedWaiver] = (),
) -> dict[str, Any]:
    """The case as the contract's `debt` command takes it."""
    return {
        "as_of": as_of.isoformat(),
        "title": {"effective_on": case.title.effective_on.isoformat()},
        "obligations": [dict(terms) for terms in case.title.obligations],
        "fees": [{"subject": subject, "amount": contract_yuan(fen)} for subject, fen in case.title.fees],
        "payments": [{"on": p.on.isoformat(), "amount": contract_yuan(p.amount)} for p in payments],
        "waivers": [{"on": w.on.isoformat(), "of": w.of, "amount": contract_yuan(w.amount)} for w in waivers],
    }


def owed(
    case: PlannedCase,
    as_of: date,
    payments: Iterable[PlannedPayment] = (),
    waivers: Iterable[PlannedWaiver] = (),
) -> Statement:
    """The statement on a day; the day itself bears interest."""
    return statement(read_claim(contract(case, as_of, payments, waivers)))


def due_on_payment(case: PlannedCase, day: date, earlier: Iterable[PlannedPayment] = ()) -> Statement:
    """What a payment on `day` must cover: a payment's day no longer bears interest."""
    return owed(case, day - timedelta(1), earlier)
