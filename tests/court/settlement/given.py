"""Talks, hardships and agreements as the tests of this room make them; every name is invented.

The case owes 10,000 yuan by 2025-12-31. What pays it off on 2026-06-30 is 10,315.00: 180 days of delay
(01-01 to 06-29, the day of payment bears none) at 1.75 a day are 315.00.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from duixian.court.cases import queries as cases
from duixian.court.cases.actions import PartyFacts, record_payment
from duixian.court.cases.models import Case, EventKind, Party, Payment
from duixian.court.people.models import Staff
from duixian.court.settlement import actions
from duixian.court.settlement.actions import ContactFacts, HardshipFacts, Signing, Terms
from duixian.court.settlement.models import Settlement
from duixian.law.settlement import Forgiven, Planned

DAY = date(2026, 6, 30)
RESPONDENT = PartyFacts("虚构乙某", is_person=True)
SURCHARGE = Forgiven(surcharge=315_00)
SIGNED = Signing(DAY, "甲某某", "虚构乙某")
FOUR = tuple(
    Planned(date(2026, month, day), 2_500_00) for month, day in ((7, 31), (8, 31), (9, 30), (10, 31))
)


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]


def contact(**given: Any) -> ContactFacts:
    plain: dict[str, Any] = {
        "side": "respondent",
        "person": "虚构乙某",
        "way": "phone",
        "on": DAY,
        "said": "称七月底先付两千五",
        "result": "willing",
    }
    return ContactFacts(**plain | given)


def hardship(case: Case, **given: Any) -> HardshipFacts:
    plain: dict[str, Any] = {
        "party": respondent(case),
        "kind": "illness",
        "on": DAY,
        "text": "其妻患病住院",
        "evidence": "示例县医院诊断证明",
    }
    return HardshipFacts(**plain | given)


def terms(**given: Any) -> Terms:
    """10,000 yuan in four monthly parts, the surcharge given up once all is paid."""
    plain: dict[str, Any] = {
        "on": DAY,
        "kind": "joint",
        "text": "被执行人分四期付清本金，申请执行人放弃加倍部分",
        "forgiven": SURCHARGE,
        "waiver_words": "付清本金的，加倍部分我不要了",
        "instalments": FOUR,
    }
    return Terms(**plain | given)


def on_the_spot(**given: Any) -> Terms:
    """The same, paid at once."""
    return terms(text="当场付清本金", at_once=10_000_00, instalments=(), **given)


def settled(actor: Staff, case: Case, told: Terms | None = None, signing: Signing = SIGNED) -> Settlement:
    return actions.settle(actor, case, told or terms(), signing, DAY)


def paid(actor: Staff, case: Case, on: date, amount: int = 2_500_00) -> Payment:
    return record_payment(actor, case, on=on, amount=amount, today=on)


def owed(case: Case, on: date) -> int:
    return cases.statement_of(case, on).total


def waived(case: Case) -> list[tuple[date, str, int]]:
    return [(one.on, one.of, one.amount) for one in case.waivers.all()]


def words(case: Case, kind: EventKind) -> list[str]:
    return [event.text for event in case.events.filter(kind=kind)]
