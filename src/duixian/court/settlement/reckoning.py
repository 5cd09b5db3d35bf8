"""From the rows of an agreement to what law reckons with, and what payments have come on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from duixian.court.cases.claims import claim_of, tables_in_force
from duixian.court.cases.models import Case, Category, Payment
from duixian.court.settlement.models import Instalment, Settlement
from duixian.law import debt
from duixian.law.debt import Statement
from duixian.law.settlement import Agreement, Forgiven, Planned
from duixian.law.title import Claim

_FOR_A_CHILD = ("抚养", "抚育")


@dataclass(frozen=True)
class Paid:
    """An instalment with the fen that came on it, and the day on which it was whole."""

    row: Instalment
    paid: int
    whole_on: date | None

    @property
    def short(self) -> int:
        """Fen still to come."""
        return self.row.amount - self.paid


def claim_paid_on(case: Case, on: date) -> Claim:
    """The claim of a day on which money changes hands: that day itself bears no more interest."""
    claim = claim_of(case, on)
    return replace(claim, options=replace(claim.options, count_as_of=False))


def owed_on(case: Case, on: date) -> Statement:
    """What pays the debt off on a day. Raises InputError where law cannot say."""
    return debt.statement(claim_paid_on(case, on), tables_in_force())


def for_minor(case: Case) -> bool:
    """Whether the debt is a child's maintenance, whose principal is the child's own."""
    return case.category == Category.SUPPORT and any(word in case.cause for word in _FOR_A_CHILD)


def forgiven_of(settlement: Settlement) -> Forgiven:
    """What the agreement gives up."""
    return Forgiven(settlement.waived_interest, settlement.waived_principal, settlement.waived_surcharge)


def payments_on(settlement: Settlement) -> QuerySet[Payment]:
    """The payments that came on an agreement: since it was signed, and until it was answered or over."""
    if settlement.signed_on is None:
        return Payment.objects.none()
    since = Q(on__gt=settlement.signed_on) | Q(on=settlement.signed_on, pk__gt=settlement.after_id or 0)
    found = Payment.objects.filter(since, case=settlement.case_id, reversed_on=None)
    over = settlement.state in (Settlement.State.PERFORMED, Settlement.State.VOID)
    until = settlement.answered_on or (settlement.ended_on if over else None)
    return (found.filter(on__lte=until) if until else found).order_by("on", "pk")


def paid_for(settlement: Settlement, on: date | None = None) -> int:
    """Fen that came on it, up to a day where one is named."""
    found = payments_on(settlement)
    if on:
        found = found.filter(on__lte=on)
    return found.aggregate(total=Sum("amount"))["total"] or 0


def agreement_of(settlement: Settlement) -> Agreement:
    """What law asks of an agreement."""
    return Agreement(
        as_of=settlement.signed_on or settlement.on,
        instalments=tuple(Planned(one.due_on, one.amount) for one in settlement.instalments.all()),
        paid=tuple(payments_on(settlement).values_list("on", "amount")),
        at_once=settlement.at_once,
        submitted=settlement.kind != Settlement.Kind.OUT_OF_COURT,
    )


def matched(settlement: Settlement) -> list[Paid]:
    """Each instalment with what came on it, the oldest first."""
    payments = list(payments_on(settlement).values_list("on", "amount"))
    total = sum(amount for _, amount in payments)
    return [
        Paid(
            one,
            max(0, min(one.amount, total - (one.cover - one.amount))),
            _reached(payments, one.cover),
        )
        for one in settlement.instalments.all()
    ]


def paid_in_sql(settlement: str = "") -> Combinable:
    """The same sum for every row of a query; `settlement` is the way to the agreement, as "settlement__"."""
    day = OuterRef(f"{settlement}signed_on")
    before = Coalesce(OuterRef(f"{settlement}after_id"), Value(0))
    came = Payment.objects.filter(case=OuterRef("case"), reversed_on=None).filter(
        Q(on__gt=day) | Q(on=day, pk__gt=before)
    )
    summed = came.order_by().values("case").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(summed), Value(0))


def unpaid() -> QuerySet[Instalment]:
    """The instalments of running agreements that payments have not yet reached."""
    running = Instalment.objects.filter(running=True)
    return running.alias(came=paid_in_sql("settlement__")).filter(cover__gt=F("came"))


def paid_whole() -> QuerySet[Settlement]:
    """Running agreements on which all has come, and that nobody has noted as performed."""
    running = Settlement.objects.filter(state=Settlement.State.SIGNED)
    return running.alias(came=paid_in_sql()).filter(agreed__lte=F("came"))


def _reached(payments: Sequence[tuple[date, int]], cover: int) -> date | None:
    total = 0
    for day, amount in payments:
        total += amount
        if total >= cover:
            return day
    return None
