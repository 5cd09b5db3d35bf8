"""The cases that the walks start from; every name is invented.

One case: 10,000.00 due on 2026-01-10. On 2026-06-30 the delay is 171 days (21+28+31+30+31+30 from
January 11), the surcharge 10,000 × 0.000175 × 171 = 299.25, and 10,299.25 is owed.
"""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions import CaseFacts, PartyFacts, TitleFacts, close_case, register_case
from duixian.court.cases.models import Case, Status
from duixian.court.people.models import Staff

PASSWORD = "Invented-2026-walk"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
DAY = date(2026, 6, 30)
OWED = "10,299.25"
OWED_ON_JULY_15 = "10,325.50"  # 186 天：10,000 × 0.000175 × 186 = 325.50

TERMS = {"id": "1", "subject": "劳动报酬", "amount": "10000.00", "due_on": "2026-01-10"}


def case(officer: Staff, serial: int, *, filed_on: date = date(2026, 1, 20)) -> Case:
    """A case at the officer's court, of two invented parties and one sum to pay."""
    facts = CaseFacts(
        case_no=f"（2026）{officer.court_id}执{serial}号",
        cause="追索劳动报酬纠纷",
        filed_on=filed_on,
        amount_claimed=10_000_00,
        applicants=(PartyFacts(f"甲某{serial}", is_person=True),),
        respondents=(PartyFacts(f"虚构乙某{serial}", is_person=True, id_no=f"00000019900101{serial:04d}"),),
        handler=officer,
        title=TitleFacts(number="（2025）示民初1号", operative="十日内支付10000元。"),
        obligations=(TERMS,),
    )
    return register_case(officer, facts, DAY)


def closed(officer: Staff, serial: int) -> Case:
    """A case closed as terminated."""
    return close_case(officer, case(officer, serial), Status.TERMINATED, date(2026, 6, 1), "申请人撤回")
