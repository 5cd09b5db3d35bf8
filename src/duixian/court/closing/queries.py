"""The suspended stock: what was suspended too early, what is to be checked, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Func, OuterRef, QuerySet, Subquery
from django.http import Http404

from duixian.court.cases.models import Case, Status
from duixian.court.closing.models import Proposal, Recheck, Revival
from duixian.court.people.access import chosen_courts, courts_of
from duixian.court.people.models import Court, Staff

SHOWN = 100
SHOWS = {
    "": "全部",
    "premature": "立案不满三个月即终本",
    "due": "到期未核查",
    "found": "发现财产",
    "none": "未安排核查",
}


class _Earliest(Func):
    """The day on which three calendar months end; a month that is too short ends on its last day."""

    template = "(%(expressions)s + interval '3 months')::date"
    output_field = DateField()


@dataclass(frozen=True)
class StockLine:
    """One court's suspended stock in numbers."""

    court: Court
    suspended: int
    premature: int
    due: int
    found: int


def stock(actor: Staff, show: str, courts: tuple[str, ...], on: date) -> QuerySet[Case]:
    """终本 cases that the actor sees and that have not been revived, the longest suspended first."""
    cases = _stock(chosen_courts(actor, courts))
    narrowed = {
        "premature": lambda: _premature(cases),
        "due": lambda: cases.filter(rechecks__in=_overdue(on)),
        "found": lambda: cases.filter(rechecks__outcome=Recheck.Outcome.FOUND),
        "none": lambda: cases.filter(rechecks=None),
    }.get(show, lambda: cases)()
    ahead = Recheck.objects.filter(case=OuterRef("pk"), done_on=None, dropped_on=None).order_by("position")
    shown = narrowed.annotate(
        next_check=Subquery(ahead.values("due_on")[:1]), next_id=Subquery(ahead.values("pk")[:1])
    )
    return shown.select_related("court").distinct().order_by("closed_on", "pk")


def stock_by_court(actor: Staff, on: date) -> list[StockLine]:
    """The same in numbers, court by court in their fixed order."""
    found = []
    for court in Court.objects.filter(pk__in=courts_of(actor)).order_by("position"):
        cases = _stock(frozenset({court.pk}))
        found.append(
            StockLine(
                court,
                cases.count(),
                _premature(cases).count(),
                _overdue(on).filter(court=court).count(),
                cases.filter(rechecks__outcome=Recheck.Outcome.FOUND).distinct().count(),
            )
        )
    return found


def rechecks_of(case: Case) -> QuerySet[Recheck]:
    """核查 of a case, in order."""
    return Recheck.objects.filter(case=case).select_related("done_by")


def proposals_of(case: Case) -> QuerySet[Proposal]:
    """报结 of a case, newest first."""
    return Proposal.objects.filter(case=case).select_related("request", "document", "noted_by")


def revivals_of(case: Case) -> tuple[Revival | None, Revival | None]:
    """The revival that made this case, and the one that took it on."""
    rows = Revival.objects.select_related("former", "case", "document")
    return rows.filter(case=case).first(), rows.filter(former=case).first()


def find_recheck(actor: Staff, pk: int) -> Recheck:
    """One that the actor may see. Raises Http404."""
    found = Recheck.objects.filter(pk=pk, court__in=courts_of(actor)).select_related("case").first()
    if found is None:
        raise Http404("没有这次核查，或不在您可查看的法院")
    return found


def _stock(courts: frozenset[str]) -> QuerySet[Case]:
    return Case.objects.filter(court__in=courts, status=Status.SUSPENDED, revival=None)


def _premature(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Suspended on or before the day that ends three calendar months after filing.

    Source: 法〔2016〕373号 第一条第四项.
    """
    return cases.filter(closed_on__lte=_Earliest("filed_on"))


def _overdue(on: date) -> QuerySet[Recheck]:
    return Recheck.objects.filter(done_on=None, dropped_on=None, due_on__lte=on)
