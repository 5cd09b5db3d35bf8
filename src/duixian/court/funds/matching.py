"""认领建议: the open cases of a court, as far as a statement can speak for one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from duixian.court.cases.models import Case, Party, Status, Title
from duixian.court.funds.models import SubAccount
from duixian.court.property.models import Deduction
from duixian.reading import receipts as reading


def cases_of(court: str) -> tuple[reading.Cases, dict[str, Case]]:
    """What is matched against, and the cases by their numbers."""
    found = {
        case.case_no: case
        for case in Case.objects.filter(court=court, status__in=(Status.OPEN, Status.SUSPENDED))
    }
    ids = [case.pk for case in found.values()]
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for case, side, name in Party.objects.filter(case__in=ids).values_list("case_id", "side", "name"):
        names[case, side].append(name)
    subs = dict(SubAccount.objects.filter(court=court).values_list("case_id", "number"))
    titles: dict[int, list[str]] = defaultdict(list)
    for case, number in (
        Title.objects.filter(case__in=ids).exclude(number="").values_list("case_id", "number")
    ):
        titles[case].append(number)
    awaited = _awaited(court)
    told = [
        reading.OpenCase(
            case_no=case.case_no,
            court=court,
            virtual_no=subs.get(case.pk, ""),
            respondents=tuple(names[case.pk, Party.Side.RESPONDENT]),
            applicants=tuple(names[case.pk, Party.Side.APPLICANT]),
            # What was deducted has left the debt, and its money is still to come.
            owed=case.owed + sum(one.amount for one in awaited.get(case.pk, ())),
            awaited=tuple(awaited.get(case.pk, ())),
            other_numbers=tuple(titles[case.pk]),
        )
        for case in found.values()
    ]
    return reading.Cases.of(told), found


def in_transit(cases: Iterable[Case] | None = None, court: str | None = None) -> list[Deduction]:
    """扣划 whose money no claim has met yet."""
    rows = Deduction.objects.filter(payment__reversed_on=None, payment__claim=None)
    if cases is not None:
        rows = rows.filter(measure__case__in=list(cases))
    if court is not None:
        rows = rows.filter(measure__case__court=court)
    return list(rows.select_related("measure__asset", "measure__case", "payment"))


def _awaited(court: str) -> dict[int, list[reading.Deduction]]:
    found: dict[int, list[reading.Deduction]] = defaultdict(list)
    for row in in_transit(court=court):
        told = reading.Deduction(row.amount, row.measure.asset.holder, str(row.payment_id))
        found[row.measure.case_id].append(told)
    return found
