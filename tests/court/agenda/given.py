"""Cases, and a row of every source, on chosen days; every name is invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.court.cases.given import DAY, facts
from tests.court.property.given import account, freeze, served

from duixian.court.agenda import queries
from duixian.court.agenda.queries import Filters
from duixian.court.cases.actions import PartyFacts, register_case
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Staff
from duixian.court.property.actions import control
from duixian.court.property.models import (
    ExpectedPayment,
    Institution,
    Lead,
    Measure,
    PropertyReport,
    SearchOrder,
    SearchRequest,
    Source,
)

LATER = DAY + timedelta(days=100)
_numbers = count(1)


def filed(handler: Staff, **given: Any) -> Case:
    """A case whose own term is far away, against one person."""
    plain = {
        "handler": handler,
        "filed_on": DAY,
        "respondents": (PartyFacts("武某某", is_person=True, id_no="000000198307100017"),),
        "amount_claimed": 140_000_00,
    }
    return register_case(handler, facts(handler.court_id, **plain | given), DAY)


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)


def lead(case: Case, until: date) -> Lead:
    return Lead.objects.create(
        case=case,
        court_id=case.court_id,
        origin=Lead.Origin.APPLICANT,
        text="在示例镇有商铺一间",
        received_on=until - timedelta(days=7),
        due_on=until,
    )


def report(case: Case, until: date) -> PropertyReport:
    return PropertyReport.objects.create(
        case=case,
        court_id=case.court_id,
        party=respondent(case),
        ordered_on=until - timedelta(days=10),
        due_on=until,
    )


def search(case: Case, until: date, by: Staff) -> SearchRequest:
    number = next(_numbers)
    institution, _ = Institution.objects.get_or_create(
        code="bank-x", defaults={"name": "示例银行", "source": Source.BANK}
    )
    return SearchRequest.objects.create(
        order=SearchOrder.objects.create(court_id=case.court_id, on=until, ordered_by=by),
        case=case,
        court_id=case.court_id,
        party=respondent(case),
        institution=institution,
        ref=f"agenda-{number}",
        state=SearchRequest.State.SENT,
        sent_on=until - timedelta(days=3),
        due_on=until,
    )


def expected(case: Case, until: date) -> ExpectedPayment:
    return ExpectedPayment.objects.create(
        case=case,
        court_id=case.court_id,
        party=respondent(case),
        kind=ExpectedPayment.Kind.LAND_COMPENSATION,
        payer="示例镇人民政府",
        expected_on=until,
        known_on=until - timedelta(days=20),
    )


def held(handler: Staff, case: Case, last: date, receipt: str = "示例银行回执1号") -> Measure:
    """A freeze of 1,000.00 that the bank registered to a day; served ten days before the day of work."""
    on = DAY - timedelta(days=10)
    order = freeze(case, account(50_000, number=f"示例尾号{next(_numbers):04d}"), 1_000, reason="先行控制")
    measure = control.control(handler, case, order, on=on, today=DAY)
    return control.serve(handler, measure, served(on, 1_000, receipt=receipt, registered_end=last), today=DAY)


def kinds(actor: Staff, on: date = DAY, **filters: str) -> list[tuple[str, str]]:
    """(source, band) of what the actor sees, in its order, but for terms that are far away."""
    page = queries.item_page(actor, on, Filters(**filters))
    return [(item.source.key, item.band.name) for item in page.items if item.band.name != "later"]
