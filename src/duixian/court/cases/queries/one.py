"""One case and all that is shown of it."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from duixian.court.cases import claims
from duixian.court.cases.models import Case, Event
from duixian.court.cases.queries.sight import seen_cases
from duixian.court.people.models import Staff
from duixian.law.case_number import parse_case_number
from duixian.law.debt import Statement
from duixian.law.title import Claim

NotFound = Http404


def find_case(actor: Staff, wanted: int | str) -> Case:
    """The case of an id, or of a case number as people write it.

    Raises NotFound where there is none, or none that the actor may see: the two look the same to him.
    """
    cases = seen_cases(actor).select_related("court", "handler")
    case = cases.filter(**_named(wanted)).first()
    if case is None:
        raise NotFound("没有这件案件，或不在您可查看的法院")
    return case


def claim_of(case: Case, as_of: date) -> Claim:
    """What law reckons with for a day. Raises InputErrors where the title as stored cannot be read."""
    return claims.claim_of(case, as_of)


def statement_of(case: Case, as_of: date) -> Statement:
    """What is owed on a day. Raises InputError where law cannot say."""
    return claims.statement_of(case, as_of)


def timeline(case: Case) -> list[Event]:
    """经过 of the case, the earliest first."""
    return list(case.events.select_related("actor").order_by("on", "pk"))


def _named(wanted: int | str) -> dict[str, object]:
    if isinstance(wanted, int):
        return {"pk": wanted}
    try:
        return {"case_no": str(parse_case_number(wanted, known_court=False))}
    except ValueError as error:
        raise NotFound(str(error)) from error
