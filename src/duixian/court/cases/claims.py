"""From the rows of a case to the claim that law reckons with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects

from duixian.court.cases.models import (
    Case,
    ClockStop,
    ExcludedPeriod,
    Fee,
    Obligation,
    Payment,
    Status,
    Title,
    Waiver,
)
from duixian.law import debt, title
from duixian.law.debt import Statement
from duixian.law.rates import RateTables
from duixian.law.title import Claim
from duixian.reading.claim import read_obligation

NO_TERMS = "台账未载明履行期限，未计迟延履行利息，请补录"


@dataclass(frozen=True)
class Rows:
    """All rows of a case that a claim and its term are made of, saved or not yet."""

    title: Title | None = None
    obligations: Sequence[Obligation] = ()
    fees: Sequence[Fee] = ()
    payments: Sequence[Payment] = ()
    waivers: Sequence[Waiver] = ()
    excluded: Sequence[ExcludedPeriod] = ()
    stops: Sequence[ClockStop] = ()

    @classmethod
    def of(cls, case: Case) -> Rows:
        """The rows of a saved case; no query where `with_rows` fetched them."""
        try:
            found = case.title
        except Title.DoesNotExist:
            found = None
        return cls(
            title=found,
            obligations=list(case.obligations.all()),
            fees=list(case.fees.all()),
            payments=list(case.payments.all()),
            waivers=list(case.waivers.all()),
            excluded=list(case.excluded_periods.all()),
            stops=list(case.stops.all()),
        )


def with_rows(cases: QuerySet[Case] | Iterable[Case]) -> list[Case]:
    """The cases with all that a claim and its term are made of, in one query a table."""
    found = list(cases)
    several = ("obligations", "fees", "payments", "waivers", "excluded_periods", "stops")
    prefetch_related_objects(found, "title", *several)
    return found


def claim_of(case: Case, as_of: date, rows: Rows | None = None) -> Claim:
    """What is to be reckoned for a day; later payments and waivers, and reversed payments, are left out.

    A case of which only the sum is known owes that sum, without the surcharge.
    Raises InputErrors where a stored obligation cannot be read.
    """
    rows = rows or Rows.of(case)
    obligations = tuple(
        read_obligation(row.terms, f"{case.case_no} 判项{row.position}") for row in rows.obligations
    )
    return Claim(
        as_of=as_of,
        obligations=obligations or _sum_alone(case),
        title=title.Title(effective_on=rows.title.effective_on if rows.title else None),
        # The sum of a ledger already holds the fees.
        fees=tuple(map(_fee, rows.fees)) if obligations else (),
        payments=tuple(
            title.Payment(row.on, row.amount, cast(title.Bucket, row.to) or None)
            for row in sorted(rows.payments, key=lambda row: row.on)
            if row.reversed_on is None and row.on <= as_of
        ),
        waivers=tuple(
            title.Waiver(row.on, cast(title.Bucket, row.of), row.amount)
            for row in sorted(rows.waivers, key=lambda row: row.on)
            if row.on <= as_of
        ),
        excluded=tuple(title.ExcludedPeriod(row.start, row.end, row.reason) for row in rows.excluded),
    )


def statement_of(case: Case, as_of: date, rows: Rows | None = None) -> Statement:
    """What is owed on a day. Raises InputError where law cannot say."""
    rows = rows or Rows.of(case)
    made = debt.statement(claim_of(case, as_of, rows), tables_in_force())
    if rows.obligations:
        return made
    return replace(made, warnings=(NO_TERMS, *made.warnings))


def tables_in_force() -> RateTables:
    """The published tables with the quotes that this installation added; the site says where they are."""
    tables: RateTables = settings.RATE_TABLES()
    return tables


def day_of_reckoning(case: Case, on: date) -> date:
    """The day for which the list shows a debt: a case that is over stands as on its closing day.

    Suspension (终结本次执行程序) ends the proceedings and not the debt, so it grows on.
    """
    if case.closed_on and case.status != Status.SUSPENDED:
        return min(case.closed_on, on)
    return on


def _sum_alone(case: Case) -> tuple[title.Obligation, ...]:
    if not case.amount_claimed:
        return ()
    due = title.DueOn(case.filed_on)
    return (title.Obligation("1", "申请执行标的", due, case.amount_claimed, surcharge=False),)


def _fee(row: Fee) -> title.Fee:
    return title.Fee(row.subject, row.amount, "court" if row.payable_to == "court" else "applicant")
