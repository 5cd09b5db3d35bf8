"""Rows of the rooms where people are brought in, settle and are checked again, for the agenda's bench.

One case in so many has such a row, as at a bureau that is hard at work.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DETAINED_OF = 200
SETTLED_OF = 5
ASKED_OF = 10
_HOUR = timedelta(hours=1)
_CHINA = ZoneInfo("Asia/Shanghai")


def due_day(on: date, number: int, step: int, span: int = 121) -> date:
    """A day from a month ago to three months ahead, spread over the rows."""
    return on + timedelta(days=number * step % span - 30)


def fill_rooms(parties: list[Any], chief: Any, on: date) -> None:
    """Each case is restricted and listed and has a check ahead; some settled, some wait for a signature."""
    before = on - timedelta(days=60)
    _coercion(parties, chief, on, before)
    _settlement(parties[::SETTLED_OF], chief, on, before)
    _standing(parties[::ASKED_OF], chief, on, before)
    _closing(parties, on, before)
    _approvals(parties[::ASKED_OF], chief, on, before)


def _coercion(parties: list[Any], chief: Any, on: date, before: date) -> None:
    from duixian.court.coercion.models import Detention, DishonestEntry, Ending, Fine, Restriction, Review

    def against(party: Any, number: int) -> dict[str, Any]:
        of = {"case": party.case, "court_id": party.case.court_id, "party": party, "person": party.name}
        told = {"person_key": f"p{number}", "reason": "拒不履行", "asked_on": before, "noted_by": chief}
        return of | told | {"decision": "granted", "decided_on": before}

    everyone = [against(party, number) for number, party in enumerate(parties)]
    restricted = _made(Restriction(**one, kind="consumption") for one in everyone)
    _made(
        DishonestEntry(**one, ground=4, until=due_day(on, number, 61)) for number, one in enumerate(everyone)
    )
    sanctioned = list(enumerate(everyone))[::DETAINED_OF]
    act = {"conduct": "able", "act_on": before}
    fined = _made(
        Fine(**one, **act, act_key=f"f{number}", amount=500_000, pay_by=due_day(on, number, 67))
        for number, one in sanctioned
    )
    _made(
        Detention(**one, **act, act_key=f"d{number}", days=15, **_held(due_day(on, number, 71)))
        for number, one in sanctioned
    )
    asked = {"reason": "已经履行", "asked_on": before, "noted_by": chief, "ground": "performed"}
    _made(
        Ending(
            **asked,
            case=row.case,
            court_id=row.court_id,
            restriction=row,
            arose_on=before,
            due_on=due_day(on, n, 73),
        )
        for n, row in enumerate(restricted[::DETAINED_OF])
    )
    _made(
        Review(
            case=row.case,
            court_id=row.court_id,
            fine=row,
            filed_on=before,
            sent_on=before,
            text="请求撤销",
            due_on=due_day(on, n, 79),
            noted_by=chief,
        )
        for n, row in enumerate(fined)
    )


def _held(last: date) -> dict[str, Any]:
    began = datetime.combine(last - timedelta(days=14), time(10), _CHINA)
    by = began + 24 * _HOUR
    return {"began_at": began, "last_on": last, "family_by": by, "family_on": by.date()}


def _settlement(parties: list[Any], chief: Any, on: date, before: date) -> None:
    from duixian.court.settlement.models import Instalment, Settlement

    agreed = _made(
        Settlement(
            case=party.case,
            court_id=party.case.court_id,
            on=before,
            kind="joint",
            text="分期履行",
            agreed=100_000,
            last_on=due_day(on, number, 83),
            state="signed",
            applicant_signer="甲某某",
            respondent_signer=party.name,
            signed_on=before,
            noted_by=chief,
        )
        for number, party in enumerate(parties)
    )
    _made(
        Instalment(
            settlement=row,
            case=row.case,
            court_id=row.court_id,
            position=1,
            due_on=row.last_on,
            amount=100_000,
            cover=100_000,
            running=True,
        )
        for row in agreed
    )


def _standing(parties: list[Any], chief: Any, on: date, before: date) -> None:
    from duixian.court.standing.models import Objection

    _made(
        Objection(
            case=party.case,
            court_id=party.case.court_id,
            kind="conduct",
            by=party.name,
            text="执行行为违反规定",
            filed_on=before,
            due_on=due_day(on, number, 89),
            noted_by=chief,
        )
        for number, party in enumerate(parties)
    )


def _closing(parties: list[Any], on: date, before: date) -> None:
    from duixian.court.closing.models import Recheck

    _made(
        Recheck(
            case=party.case,
            court_id=party.case.court_id,
            position=1,
            since=before,
            due_on=due_day(on, number, 97),
        )
        for number, party in enumerate(parties)
    )


def _approvals(parties: list[Any], chief: Any, on: date, before: date) -> None:
    from duixian.court.approvals.models import Request

    asked_at = datetime.combine(before, time(9), _CHINA)
    _made(
        Request(
            case=party.case,
            court_id=party.case.court_id,
            matter="fine",
            asked_by=chief,
            asked_on=before,
            asked_at=asked_at,
            text="拒不履行",
            due_on=due_day(on, number, 101),
            waiting_for="president",
        )
        for number, party in enumerate(parties)
    )


def _made(rows: Iterable[Any]) -> list[Any]:
    told = list(rows)
    return list(type(told[0]).objects.bulk_create(told, batch_size=2_000)) if told else []
