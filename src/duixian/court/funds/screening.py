"""发放前核查: whether the payee himself owes in a case of any court here, by number, or perhaps, by name."""

from __future__ import annotations

from dataclasses import dataclass

from duixian.court.cases.models import Case, Party, Status
from duixian.court.funds.models import Payee


@dataclass(frozen=True)
class Debt:
    """A case in which the payee is a respondent; `certain` where the numbers are the same."""

    case: Case
    certain: bool

    def __str__(self) -> str:
        how = "证件号码相同" if self.certain else "同名，证件号码没有核对"
        return f"{self.case.case_no}（{how}）"


def debts_of(payee: Payee) -> list[Debt]:
    """Cases that still owe, the certain first; of all courts, whoever asks, since the money goes out."""
    if payee.party is None:
        return []
    name, number = payee.party.name, payee.party.id_no.strip().upper()
    found = Party.objects.filter(
        name=name, side=Party.Side.RESPONDENT, case__status__in=(Status.OPEN, Status.SUSPENDED)
    )
    rows = found.exclude(case=payee.case_id).select_related("case").order_by("case__filed_on", "pk")
    debts = {}
    for row in rows:
        other = row.id_no.strip().upper()
        if number and other and number != other:
            continue
        debts[row.case_id] = Debt(row.case, bool(number and other))
    return sorted(debts.values(), key=lambda one: not one.certain)
