"""通报: the campaign's figures as the office's own paper tells them; the same numbers in every form.

Plain data in; prose, terminal text and the contract's JSON out. The docx and the xlsx are written by
bulletin_docx and bulletin_xlsx from the same data. Amounts are fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from duixian.law.money import contract_yuan, display, wan
from duixian.writing.ratio import Ratio


@dataclass(frozen=True)
class Line:
    """One court, one category or the city: what is counted; `first_` counts first enforcement cases alone."""

    name: str
    cases: int
    in_hand: int
    closed: int
    performed: int
    claimed: int
    recovered: int
    first_performed: int
    first_closed: int
    closing_days: int
    summoned: int
    detained: int
    fined: int
    persons_summoned: int
    persons_detained: int
    persons_fined: int
    fined_amount: int

    @property
    def performed_rate(self) -> str:
        return Ratio(self.first_performed, self.first_closed).percent

    @property
    def recovery(self) -> str:
        return Ratio(self.recovered, self.claimed).percent

    @property
    def average_days(self) -> str:
        return Ratio(self.closing_days, self.closed).number


@dataclass(frozen=True)
class Week:
    """A calendar week from its Monday, by category: cases performed and fen recovered."""

    monday: date
    performed: Mapping[str, int]
    recovered: Mapping[str, int]


@dataclass(frozen=True)
class Rate:
    """An indicator as it is printed, with what was divided by what."""

    name: str
    numerator: str
    denominator: str
    figure: str
    interval: str
    inside: bool | None


@dataclass(frozen=True)
class Story:
    """A case worth telling, without the names of those it concerns."""

    case_no: str
    court: str
    text: str


@dataclass(frozen=True)
class Bulletin:
    """One issue; number 0 is a draft. `courts` stand in their fixed order and are not ranked."""

    title: str
    number: int
    organiser: str
    starts_on: date
    as_of: date
    total: Line
    courts: tuple[Line, ...]
    categories: tuple[Line, ...]
    weeks: tuple[Week, ...]
    rates: tuple[Rate, ...]
    stories: tuple[Story, ...] = ()

    @property
    def issue(self) -> str:
        """第3期, or 未出具 for a draft."""
        return f"第{self.number}期" if self.number else "未出具"

    @property
    def period(self) -> str:
        """2026年3月31日至6月30日."""
        last = self.as_of
        year = f"{last.year}年" if last.year != self.starts_on.year else ""
        return f"{chinese_day(self.starts_on)}至{year}{last.month}月{last.day}日"


COLUMNS = (
    "单位",
    "纳入（件）",
    "在办（件）",
    "执行完毕（件）",
    "执行完毕率",
    "到位金额（万元）",
    "到位率",
    "平均用时（天）",
    "拘传（人次）",
    "拘留（人次）",
    "罚款（人次）",
)


def cells(line: Line) -> tuple[str, ...]:
    """A line of the table of courts as it is printed everywhere."""
    return (
        line.name,
        f"{line.cases:,}",
        f"{line.in_hand:,}",
        f"{line.performed:,}",
        line.performed_rate,
        wan(line.recovered),
        line.recovery,
        line.average_days,
        f"{line.summoned:,}",
        f"{line.detained:,}",
        f"{line.fined:,}",
    )


def chinese_day(day: date) -> str:
    """2026年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def paragraphs(bulletin: Bulletin) -> tuple[str, ...]:
    """The results in official prose, each number as the table has it."""
    return (_results(bulletin), _measures(bulletin.total), _by_category(bulletin), _by_rates(bulletin))


def _results(bulletin: Bulletin) -> str:
    total = bulletin.total
    return (
        f"{bulletin.period}，专项执行行动共纳入涉民生、小标的案件{total.cases:,}件，申请执行标的额"
        f"{wan(total.claimed)}万元。期间结案{total.closed:,}件，其中执行完毕{total.performed:,}件；"
        f"首次执行案件结案{total.first_closed:,}件、执行完毕{total.first_performed:,}件，"
        f"执行完毕率{total.performed_rate}（恢复执行案件不计入）；执行到位金额{wan(total.recovered)}万元，"
        f"到位率{total.recovery}。截至{chinese_day(bulletin.as_of)}，在办{total.in_hand:,}件。"
    )


def _measures(total: Line) -> str:
    """拘传 and 拘留 as person-times with the number of persons, 罚款 with its sum."""
    parts = [
        _persons("拘传", total.summoned, total.persons_summoned),
        _persons("拘留", total.detained, total.persons_detained),
    ]
    fined = _persons("罚款", total.fined, total.persons_fined)
    if total.fined_amount:
        fined += f"，罚款金额{display(total.fined_amount)}元"
    return f"依法适用强制措施，{'，'.join(parts)}，{fined}。"


def _persons(what: str, times: int, persons: int) -> str:
    return f"{what}{times:,}人次（{persons:,}人）" if times else f"{what}0人次"


def _by_category(bulletin: Bulletin) -> str:
    told = [
        f"{line.name}类纳入{line.cases:,}件、执行完毕{line.performed:,}件、到位{wan(line.recovered)}万元"
        for line in bulletin.categories
        if line.cases
    ]
    return f"分类别看，{'；'.join(told)}。" if told else "本期尚无纳入的案件。"


def _by_rates(bulletin: Bulletin) -> str:
    told = [f"{rate.name}{rate.figure}" for rate in bulletin.rates]
    return f"主要指标：{'，'.join(told)}。各单位按固定次序列示，不作排名；全市数为分子之和除以分母之和。"


def text(bulletin: Bulletin) -> str:
    """The bulletin for a terminal."""
    rows = [COLUMNS, *(cells(line) for line in (*bulletin.courts, bulletin.total))]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(COLUMNS))]
    table = ["  ".join(_pad(cell, widths[n], n > 0) for n, cell in enumerate(row)) for row in rows]
    told = [f"○ {story.case_no} {story.text}" for story in bulletin.stories]
    head = [bulletin.title, f"{bulletin.organiser}  {bulletin.issue}  数据截至 {bulletin.as_of}", ""]
    return "\n".join([*head, *paragraphs(bulletin), "", *table, *([""] if told else []), *told]) + "\n"


def _width(cell: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F or letter == "—" else 1 for letter in cell)


def _pad(cell: str, width: int, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def contract(bulletin: Bulletin) -> dict[str, Any]:
    """The contract's JSON: cases, yuan as text, person-times of summons and detention, persons fined."""
    return {
        "as_of": bulletin.as_of.isoformat(),
        **_contract_line(bulletin.total),
        "courts": [{"court": line.name, **_contract_line(line)} for line in bulletin.courts],
    }


def _contract_line(line: Line) -> dict[str, Any]:
    return {
        "fully_performed": line.performed,
        "amount_recovered": contract_yuan(line.recovered),
        "fined": line.persons_fined,
        "detained": line.detained,
        "summoned_by_force": line.summoned,
    }


def to_data(bulletin: Bulletin) -> dict[str, Any]:
    """Plain JSON that keeps an issue as it was published."""
    data = asdict(bulletin)
    data |= {"starts_on": bulletin.starts_on.isoformat(), "as_of": bulletin.as_of.isoformat()}
    data["weeks"] = [asdict(week) | {"monday": week.monday.isoformat()} for week in bulletin.weeks]
    return data


def from_data(data: Mapping[str, Any]) -> Bulletin:
    """The bulletin of `to_data`."""
    given = dict(data)
    given |= {key: date.fromisoformat(given[key]) for key in ("starts_on", "as_of")}
    given["total"] = Line(**given["total"])
    for key, made in (("courts", Line), ("categories", Line), ("rates", Rate), ("stories", Story)):
        given[key] = tuple(made(**each) for each in given[key])
    given["weeks"] = tuple(
        Week(**each | {"monday": date.fromisoformat(each["monday"])}) for each in given["weeks"]
    )
    return Bulletin(**given)
