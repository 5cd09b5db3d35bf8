"""Measures as the tests of this room ask for them; every name is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import PartyFacts, record_event
from duixian.court.cases.models import Case, EventKind, Party
from duixian.court.coercion import actions
from duixian.court.coercion.actions import (
    AppearanceAsk,
    ListingAsk,
    Misconduct,
    RefusalAsk,
    RestrictionAsk,
    Whom,
)
from duixian.court.coercion.models import Appearance, Detention, Fine
from duixian.court.people.models import Staff

DAY = date(2026, 6, 30)
EVE = date(2026, 6, 29)
FILED = date(2026, 1, 5)
PAY_BY = date(2026, 7, 5)
CHINA = ZoneInfo("Asia/Shanghai")
PERSON = PartyFacts("虚构乙某", is_person=True, id_no="000000198501010011")
COMPANY = PartyFacts("示例商贸有限公司", is_person=False)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATER = datetime(2026, 7, 20, 12, 0, tzinfo=CHINA)


def at(hour: int, minute: int = 0, on: date = EVE) -> datetime:
    """A minute in China."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=CHINA)


def person(case: Case) -> Whom:
    return Whom(case.parties.get(name="虚构乙某"))  # type: ignore[attr-defined]


def company(case: Case) -> Whom:
    return Whom(case.parties.get(name="示例商贸有限公司"))  # type: ignore[attr-defined]


def head_of(case: Case, post: str = "legal_representative") -> Whom:
    return Whom(company(case).party, post, "虚构丁某")


def sign(row: Any, chief: Staff, president: Staff, on: date = DAY) -> Any:
    """All the signatures that a row waits for; the row as it is then."""
    sign_request(row.request, chief, president, on)
    row.refresh_from_db()
    return row


def sign_request(request: Request, chief: Staff, president: Staff, on: date) -> None:
    """The same for a request."""
    request.refresh_from_db()
    while request.state == Request.State.PENDING:
        who = chief if request.waiting_for == "bureau_chief" else president
        request = approvals.grant(who, request, on=on, today=on)


def refused(row: Any, chief: Staff, on: date = DAY) -> Any:
    approvals.refuse_request(chief, row.request, reason="事实不清", on=on, today=on)
    row.refresh_from_db()
    return row


def appearance(actor: Staff, case: Case, **more: Any) -> Appearance:
    plain: dict[str, Any] = {
        "whom": person(case),
        "reason": "经传票传唤无正当理由拒不到庭",
        "on": EVE,
        "summoned_on": date(2026, 6, 1),
        "place": "示例镇示例路",
    }
    return actions.ask_appearance(actor, case, AppearanceAsk(**plain | more), EVE)


def misconduct(whom: Whom, **more: Any) -> Misconduct:
    plain: dict[str, Any] = {
        "whom": whom,
        "conduct": "false_report",
        "act_on": date(2026, 6, 10),
        "reason": "报告财产时隐瞒车辆一台",
    }
    return Misconduct(**plain | more)


def detention(actor: Staff, case: Case, days: int = 15, **more: Any) -> Detention:
    act = more.pop("act", None) or misconduct(person(case))
    told = {"on": EVE, "today": EVE, "pay_by": PAY_BY}
    return actions.ask_detention(actor, case, act, days, **told | more)


def fine(actor: Staff, case: Case, amount: int = 500_000, whom: Whom | None = None, **act: Any) -> Fine:
    """A fine, of 5,000 yuan where no other sum is told."""
    told = misconduct(whom or person(case), **act)
    return actions.ask_fine(actor, case, told, amount, on=EVE, today=EVE, pay_by=PAY_BY)


def restriction(actor: Staff, case: Case, **more: Any) -> Any:
    plain: dict[str, Any] = {
        "kind": "consumption",
        "whom": person(case),
        "reason": "未按执行通知履行",
        "on": EVE,
        "applied_on": date(2026, 6, 1),
    }
    return actions.ask_restriction(actor, case, RestrictionAsk(**plain | more), EVE)


def listing(actor: Staff, case: Case, **more: Any) -> Any:
    plain: dict[str, Any] = {
        "ground": 4,
        "whom": person(case),
        "reason": "拒不报告财产",
        "on": EVE,
        "applied_on": date(2026, 6, 20),
    }
    on = more.get("on", EVE)
    return actions.ask_listing(actor, case, ListingAsk(**plain | more), on)


def refusal(case: Case, **more: Any) -> RefusalAsk:
    plain: dict[str, Any] = {
        "whom": person(case),
        "head": "gift",
        "reason": "将车辆无偿转给亲属",
        "on": DAY,
        "to": "示例县公安局",
        "acted_on": date(2026, 3, 1),
        "able": True,
        "means": "三月有存款两万元，扣除生活必需后仍可履行一万元",
    }
    return RefusalAsk(**plain | more)


def noticed(actor: Staff, case: Case) -> None:
    record_event(actor, case, EventKind.NOTICE, on=date(2026, 1, 10), text="送达执行通知书", today=DAY)


def respondents(case: Case) -> list[Party]:
    return list(case.parties.filter(side=Party.Side.RESPONDENT))  # type: ignore[attr-defined]
