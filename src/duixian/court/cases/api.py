"""The cases over REST: the list, a case, what is owed on a day, and what happened.

Money is yuan as text with two decimals, days are YYYY-MM-DD; the filters are those of the list's address.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, QueryDict
from ninja import Query, Router

from duixian.court.cases import queries
from duixian.court.cases.claims import tables_in_force
from duixian.court.cases.models import Case, Event
from duixian.court.cases.queries import Filters, Sort
from duixian.court.cases.queries.filters import DAYS, FLAGS, MANY
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError
from duixian.law.money import contract_yuan
from duixian.writing.statement import statement_object

router = Router(tags=["案件"])

_FILTERS = (*MANY, *FLAGS, *DAYS, "campaign", "q")
_PAGING = ("sort", "after", "size")


@router.get("/cases")
def cases(
    request: HttpRequest,
    sort: Sort = Sort.FILED_DOWN,
    after: str = "",
    size: int = Query(50, ge=1, le=200),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """One page of the cases that the actor sees, cut down by any filter of the list's address.

    `next` and `previous` are keys to give as `after`; `count` is a least number unless `exact`.
    """
    page = queries.case_page(_actor(request), _filters(request.GET), sort, after or None, size)
    found = Case.objects.select_related("court").in_bulk([row.pk for row in page.rows])
    return {
        "cases": [_case(found[row.pk]) for row in page.rows],
        "next": page.next_key,
        "previous": page.prev_key,
        "count": page.count.n,
        "exact": page.count.exact,
        "total_owed": None if page.total_owed is None else contract_yuan(page.total_owed),
    }


@router.get("/cases/{int:case_id}")
def case(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """One case with its parties."""
    found = queries.find_case(_actor(request), case_id)
    parties = [
        {"side": party.side, "name": party.name, "is_person": party.is_person}
        for party in found.parties.all()
    ]
    return _case(found) | {"parties": parties}


@router.get("/cases/{int:case_id}/statement")
def statement(request: HttpRequest, case_id: int, as_of: date | None = None) -> dict[str, Any]:
    """What is owed on a day, today where none is given, as `duixian debt` prints it."""
    found = queries.find_case(_actor(request), case_id)
    day = as_of or working_day().day
    return statement_object(queries.statement_of(found, day), queries.claim_of(found, day), tables_in_force())


@router.get("/cases/{int:case_id}/events")
def events(request: HttpRequest, case_id: int) -> list[dict[str, Any]]:
    """经过 of a case, the earliest first."""
    return [_event(event) for event in queries.timeline(queries.find_case(_actor(request), case_id))]


def _actor(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)


def _filters(asked: QueryDict) -> Filters:
    """The filters of a query string. Raises InputError for a name or value that is not known."""
    filters = Filters.from_query(asked)
    kept = QueryDict(filters.to_query())
    for name in asked:
        if name not in _FILTERS and name not in _PAGING:
            raise InputError(name, "没有这个筛选条件", f"可用：{'、'.join(_FILTERS)}")
        if name in (*MANY, *DAYS) and len(kept.getlist(name)) < len(list(filter(None, asked.getlist(name)))):
            raise InputError(name, f"“{'、'.join(asked.getlist(name))}”不认识", "请核对取值")
    return filters


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.pk,
        "case_no": case.case_no,
        "court": case.court_id,
        "court_name": case.court.name,
        "cause": case.cause,
        "status": case.status,
        "category": case.category,
        "green_channel": case.green_channel,
        "key_supervision": case.key_supervision,
        "filed_on": case.filed_on,
        "closed_on": case.closed_on,
        "next_due_on": case.next_due_on,
        "next_due_what": case.next_due_what,
        "handler": case.handler_name,
        "applicants": case.applicants,
        "respondents": case.respondents,
        "amount_claimed": contract_yuan(case.amount_claimed),
        "amount_recovered": contract_yuan(case.amount_recovered),
        "amount_waived": contract_yuan(case.amount_waived),
        "owed": contract_yuan(case.owed),
        "owed_on": case.owed_on,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "on": event.on,
        "kind": event.kind,
        "text": event.text,
        "person": event.person,
        "amount": None if event.amount is None else contract_yuan(event.amount),
        "actor": event.actor.name if event.actor else None,
    }
