"""What every act on case money does alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model

from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.funds.models import Account, Place, Receipt
from duixian.court.people.models import Staff
from duixian.law import clock
from duixian.law.errors import InputError
from duixian.law.money import display

M = TypeVar("M", bound=Model)


def tell(
    actor: Staff, case: Case, on: date, text: str, amount: int | None = None, kind: str = EventKind.NOTE
) -> None:
    """An event of the case."""
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=text[:500],
        amount=amount or None,
        data={"room": "funds"},
    )


def limit(key: str, arrived_on: date) -> date:
    """The last day of a limit that nothing stops."""
    day = clock.due(key, arrived_on).day
    assert day  # noqa: S101  only what is stopped has no last day
    return day


def written(what: str, text: str, remedy: str) -> str:
    """The text. Raises InputError where nothing was written."""
    if not text.strip():
        raise InputError(what, "没有填写", remedy)
    return text.strip()


def parts_of(
    court: str, case: Case, place: Place, amount: int, payee: int | None = None
) -> list[tuple[Receipt, int]]:
    """Where so much of a case's money lies, the oldest first. Raises InputError where there is less.

    The places are held until the transaction ends.
    """
    accounts = Account.objects.filter(book=court, case=case, place=place, balance__lt=0)
    if payee is not None:
        accounts = accounts.filter(payee=payee)
    held = accounts.select_for_update(no_key=True, of=("self",)).select_related("receipt").order_by("pk")
    left, parts = amount, []
    for account in sorted(held, key=_age):
        if left and account.receipt:
            parts.append((account.receipt, min(left, account.sum)))
            left -= parts[-1][1]
    if left:
        raise InputError(
            f"{case.case_no} 案款",
            f"{place.label}的只有{display(amount - left)}元，不够{display(amount)}元",
            "请核对金额，或先认领到账的款项",
        )
    return parts


def _age(account: Account) -> tuple[date, int]:
    assert account.receipt  # noqa: S101  what a case has came in as a receipt
    return account.receipt.arrived_on, account.pk


def lying_in(court: str, case: Case, *places: Place) -> int:
    """Fen of a case in these places now."""
    rows = Account.objects.filter(book=court, case=case, place__in=places)
    return sum(abs(fen) for fen in rows.values_list("balance", flat=True))


def pooled(parts: Iterable[tuple[Receipt, int]]) -> int:
    """The sum of parts, in fen."""
    return sum(fen for _, fen in parts)
