"""Cases as the tests of this room file them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from duixian.court.cases.actions import CaseFacts, PartyFacts, TitleFacts

DAY = date(2026, 6, 30)
FILED = date(2026, 1, 5)
YUAN = 100
_serials: Iterator[int] = count(1)

DUE = {"id": "1", "subject": "货款", "amount": "10000.00", "due_on": "2025-12-31", "surcharge": True}
"""10,000.00 yuan, to be paid by 2025-12-31: from 2026-01-01 each day of delay costs 1.75 yuan."""


def facts(court: str = "内0622", **given: Any) -> CaseFacts:
    """A case of 10,000 yuan between invented people; only its sum is known."""
    plain: dict[str, Any] = {
        "case_no": f"（2026）{court}执{next(_serials)}号",
        "cause": "买卖合同纠纷",
        "filed_on": FILED,
        "amount_claimed": 10_000 * YUAN,
        "applicants": (PartyFacts("甲某某", is_person=True, id_no="000000199001010019"),),
        "respondents": (PartyFacts("示例商贸有限公司", is_person=False),),
    }
    return CaseFacts(**plain | given)


def titled(court: str = "内0622", **given: Any) -> CaseFacts:
    """The same with its title."""
    title = TitleFacts(number="（2025）示民初1号", kind="民事判决书", effective_on=date(2025, 12, 1))
    return facts(court, **{"title": title, "obligations": (DUE,)} | given)
