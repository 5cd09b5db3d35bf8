"""Cases and property as the tests of this room have them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from duixian.court.cases.actions import CaseFacts, PartyFacts, TitleFacts
from duixian.court.cases.models import Case, Party
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.models import Measure
from duixian.law.control import Thing

DAY = date(2026, 6, 30)
YUAN = 100
_serials = count(700)


def support() -> CaseFacts:
    """A sum of 111,500.00 owed since 2023, that bears no surcharge."""
    return _case("抚养费纠纷", "李某某", "王某某", 111_500)


def loan() -> CaseFacts:
    """A sum of 140,000.00 owed since 2023, that bears no surcharge."""
    return _case("民间借贷纠纷", "苏某某", "武某某", 140_000)


def _case(cause: str, applicant: str, respondent: str, yuan: int) -> CaseFacts:
    owed = {
        "id": "1",
        "subject": "应付款",
        "amount": f"{yuan}.00",
        "due_on": "2023-12-31",
        "surcharge": False,
    }
    serial = next(_serials)
    return CaseFacts(
        case_no=f"（2026）内0622执{serial}号",
        cause=cause,
        filed_on=date(2026, 1, 6),
        amount_claimed=yuan * YUAN,
        applicants=(PartyFacts(applicant, is_person=True, id_no="000000198603210015"),),
        respondents=(PartyFacts(respondent, is_person=True, id_no=f"0000001983071{serial:05d}"),),
        title=TitleFacts(number="（2023）示民初1号", kind="民事调解书", effective_on=date(2023, 12, 1)),
        obligations=(owed,),
    )


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)


def account(yuan: int | None = None, number: str = "示例尾号0001", **given: Any) -> AssetFacts:
    worth = None if yuan is None else yuan * YUAN
    plain = {"description": "活期存款账户", "worth": worth, "worth_on": None if yuan is None else DAY}
    return AssetFacts(Thing.DEPOSIT, "示例银行", number, **(plain | given))


def car(yuan: int | None = 30_000, plate: str = "蒙K·示例1") -> AssetFacts:
    worth = None if yuan is None else yuan * YUAN
    return AssetFacts(
        Thing.VEHICLE, "示例市车管所", plate, "小型汽车", worth=worth, worth_on=DAY, divisible=False
    )


def freeze(case: Case, asset: AssetFacts, yuan: int, **given: Any) -> ControlFacts:
    return ControlFacts(
        respondent(case), asset, Measure.Act.FREEZE, f"{case.case_no}之一", amount=yuan * YUAN, **given
    )


def seal(case: Case, asset: AssetFacts, **given: Any) -> ControlFacts:
    return ControlFacts(respondent(case), asset, Measure.Act.SEAL, f"{case.case_no}之二", **given)


def served(on: date, yuan: int | None = None, **given: Any) -> Service:
    return Service(on=on, frozen=None if yuan is None else yuan * YUAN, **given)
