"""拘传: who may be brought in, and for how many hours; they run from arrival, whatever happens then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from duixian.law.coercion.check import Check, table
from duixian.law.errors import InputError

Level = Literal["ok", "soon", "over"]
_PERSONS = ("respondent", "legal_representative", "principal", "controller")


@dataclass(frozen=True)
class AppearanceFacts:
    """Whose appearance: `role` of the person; `summoned` whether he stayed away though summoned.

    `assisting_court` is named where he is brought in outside the court's own area.
    """

    role: str
    summoned: bool | None
    outside: bool = False
    assisting_court: str = ""
    performed: bool = False


def checks_appearance(facts: AppearanceFacts) -> tuple[Check, ...]:
    """What must hold before a person is brought in. Source: 民诉法解释 第四百八十二条."""
    cite = table()["appearance"]["cite"]
    found = [
        Check(
            "performed",
            "仍有义务未履行",
            not facts.performed,
            "义务已经履行完毕" if facts.performed else "义务尚未履行完毕",
            cite,
            "已履行完毕的，不得拘传",
        ),
        Check(
            "person",
            "拘传对象",
            facts.role in _PERSONS,
            "属于被执行人，或单位的法定代表人、负责人、实际控制人"
            if facts.role in _PERSONS
            else "不是被执行人，也不是单位的法定代表人、负责人、实际控制人",
            cite,
            "案外人不得拘传，可以依法调查",
            verified=False,
        ),
        Check("summoned", "经传唤拒不到场", facts.summoned, _summoned(facts), cite, "请先传唤并登记", False),
    ]
    if facts.outside:
        found.append(
            Check(
                "assisting_court",
                "辖区外拘传",
                bool(facts.assisting_court.strip()),
                f"由{facts.assisting_court}协助" if facts.assisting_court.strip() else "没有写明当地协助法院",
                cite,
                "请联系当地法院，并写明协助法院",
                verified=False,
            )
        )
    return tuple(found)


def checks_extension(*, complicated: bool, detention_possible: bool) -> tuple[Check, ...]:
    """What 24 hours instead of 8 need: both of it. Source: 民诉法解释 第四百八十二条."""
    cite = table()["appearance"]["cite"]
    return (
        Check(
            "complicated",
            "情况复杂",
            complicated,
            "已说明情况复杂" if complicated else "没有说明情况复杂",
            cite,
            "不属情况复杂的，满八小时放回",
        ),
        Check(
            "detention_possible",
            "依法可能采取拘留措施",
            detention_possible,
            "已说明可能拘留的事实" if detention_possible else "没有可能采取拘留措施的事实",
            cite,
            "不可能拘留的，满八小时放回",
        ),
    )


def latest_release(arrived_at: datetime, *, extended: bool) -> datetime:
    """The moment at which the questioning ends at the latest, 8 or 24 hours after arrival.

    Source: 民诉法解释 第四百八十二条.
    """
    hours = table()["appearance"]["extended_hours" if extended else "hours"]
    return arrived_at + timedelta(hours=hours)


def minutes_left(arrived_at: datetime, now: datetime, *, extended: bool) -> int:
    """Whole minutes until then; below zero where he has been held too long."""
    left = (latest_release(arrived_at, extended=extended) - now).total_seconds()
    return int(left // 60)


def level(arrived_at: datetime, now: datetime, *, extended: bool) -> Level:
    """How near the limit is: the last minute still belongs to the hours allowed."""
    if now > latest_release(arrived_at, extended=extended):
        return "over"
    return "soon" if minutes_left(arrived_at, now, extended=extended) <= _soon() else "ok"


def check_release(arrived_at: datetime, released_at: datetime) -> None:
    """Raises InputError where the release lies before the arrival. A late release is no error but a fact."""
    if released_at < arrived_at:
        raise InputError(
            "放回时间", f"{released_at:%m-%d %H:%M} 早于到达时间 {arrived_at:%m-%d %H:%M}", "请核对两个时间"
        )


def _soon() -> int:
    minutes: int = table()["appearance"]["soon_minutes"]
    return minutes


def _summoned(facts: AppearanceFacts) -> str:
    if facts.summoned is None:
        return "没有传唤记录，请核实"
    return "经传唤无正当理由拒不到场" if facts.summoned else "还没有传唤，或者有正当理由"
