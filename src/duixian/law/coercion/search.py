"""搜查: a place, for property that is hidden, with a warrant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.law.citations import Duty, short
from duixian.law.coercion.check import Check, table


@dataclass(frozen=True)
class SearchFacts:
    """Why something is thought to be hidden there, and what was owed; fen."""

    place: str
    why: str
    owed: int
    on: date


@dataclass(frozen=True)
class SearchDone:
    """How it went: `warrant_shown`, and who of the household or the community was told to be present."""

    warrant_shown: bool
    witnesses: str
    officers: int


_OFFICERS = 2


def checks_search(facts: SearchFacts) -> tuple[Check, ...]:
    """What must hold before a warrant is asked. Source: 民事诉讼法 第二百五十九条 (number of the day)."""
    cite = short(Duty.PREMISES_SEARCH, facts.on)
    return (
        Check(
            "owed",
            "仍有义务未履行",
            facts.owed > 0,
            "尚有应付款项" if facts.owed > 0 else "没有应付款项",
            cite,
        ),
        Check(
            "place",
            "搜查处所",
            bool(facts.place.strip()),
            facts.place.strip() or "没有写明",
            cite,
            "请写明地址",
        ),
        Check(
            "hidden",
            "隐匿财产的事实",
            bool(facts.why.strip()),
            facts.why.strip() or "没有写明",
            cite,
            "请写明根据什么认为隐匿了财产",
        ),
    )


def checks_conduct(done: SearchDone) -> tuple[Check, ...]:
    """What must hold of the search itself. Source: 民诉法解释 第四百九十六条、第四百九十七条."""
    rules = table()["search"]
    return (
        Check(
            "warrant",
            "出示搜查令",
            done.warrant_shown,
            "已出示" if done.warrant_shown else "没有出示",
            rules["cite"],
            "应当出示搜查令和工作证件",
            rules["verified"],
        ),
        Check(
            "witnesses",
            "通知到场的人",
            bool(done.witnesses.strip()),
            done.witnesses.strip() or "没有写明",
            rules["conduct_cite"],
            "请写明通知了哪位成年家属、单位负责人或者基层组织人员",
            rules["verified"],
        ),
        Check(
            "officers",
            "两名以上执行人员",
            done.officers >= _OFFICERS,
            f"{done.officers}人",
            rules["conduct_cite"],
            "请写明全部参加人员",
            rules["verified"],
        ),
    )
