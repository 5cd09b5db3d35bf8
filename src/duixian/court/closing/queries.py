"""The suspended stock: what was suspended too early, what is to be checked, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404

from duixian.court.cases.models import Case, Status
from duixian.court.closing.models import Proposal, Recheck, Revival
from duixian.court.people.access import chosen_courts, courts_of
from duixian.court.people.models import Court, Staff
from duixian.law.closing.table import table

SHOWN = 100
SHOWS = {
    "": "全部",
    "premature": "立案不满三个月即终本",
    "due": "到期未核查",
    "found": "发现财产",
    "none": "未安排核查",
}


class _Later(Func):
    """A day so many calendar months later; in a month that is too short, its last."""

    template = "(%(expressions)s))::date"
    arg_joiner = " + make_interval(months => "
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
    rows = Recheck.objects.filter(case=OuterRef("pk"))
    ahead = rows.filter(done_on=None, dropped_on=None).order_by("position")
    found = rows.filter(outcome=Recheck.Outcome.FOUND).order_by("-position")
    shown = narrowed(_stock(chosen_courts(actor, courts)), show, on).annotate(
        next_check=Subquery(ahead.values("due_on")[:1]),
        next_position=Subquery(ahead.values("position")[:1]),
        next_id=Subquery(ahead.values("pk")[:1]),
        found_on=Subquery(found.values("done_on")[:1]),
        found_what=Subquery(found.values("text")[:1]),
    )
    return shown.select_related("court").order_by("closed_on", "pk")


def narrowed(cases: QuerySet[Case], show: str, on: date) -> QuerySet[Case]:
    """Those of SHOWS; all where it is unknown."""
    rows = Recheck.objects.filter(case=OuterRef("pk"))
    conditions = {
        # 法〔2016〕373号 第一条第四项: more than three calendar months lie between.
        "premature": Q(closed_on__lte=F("earliest")),
        "due": Q(Exists(rows.filter(done_on=None, dropped_on=None, due_on__lte=on))),
        "found": Q(Exists(rows.filter(outcome=Recheck.Outcome.FOUND))),
        # After the last of its days nothing is to be checked any more.
        "none": ~Q(Exists(rows)) & Q(last_check__gte=on),
    }
    half_years = table()["suspension"]["rechecks"]
    days = cases.alias(
        earliest=_Later("filed_on", Value(table()["suspension"]["months"])),
        last_check=_Later("closed_on", Value(6 * half_years)),
    )
    return days.filter(conditions.get(show, Q()))


def unscheduled(actor: Staff, courts: tuple[str, ...], on: date) -> QuerySet[Case]:
    """未安排核查 among the suspended stock that the actor sees."""
    return narrowed(_stock(chosen_courts(actor, courts)), "none", on)


def stock_by_court(actor: Staff, on: date) -> list[StockLine]:
    """The same in numbers, court by court in their fixed order."""
    seen = courts_of(actor)
    cases = _stock(seen)
    counts = {
        show: dict(narrowed(cases, show, on).values_list("court").annotate(n=Count("pk")))
        for show in ("", "premature", "due", "found")
    }
    return [
        StockLine(court, *(counts[show].get(court.pk, 0) for show in counts))
        for court in Court.objects.filter(pk__in=seen).order_by("position")
    ]


def rechecks_of(case: Case) -> QuerySet[Recheck]:
    """核查 of a case, in order."""
    return Recheck.objects.filter(case=case).select_related("done_by", "order")


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
