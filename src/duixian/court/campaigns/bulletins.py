"""The bulletin's data, gathered from the same queries that the dashboard shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from duixian.court.campaigns import queries
from duixian.court.campaigns.indicators import Indicator
from duixian.court.campaigns.models import BulletinIssue, Campaign
from duixian.court.cases.models import Case, Category, EventKind, Status
from duixian.court.people import access
from duixian.court.people.models import Staff
from duixian.law.money import wan
from duixian.writing import bulletin as paper
from duixian.writing.bulletin import Bulletin, Rate, Story, Week

STORIES = 3


def bulletin(actor: Staff, campaign: Campaign, as_of: date) -> Bulletin:
    """A draft from the figures as they are known now: the actor's courts, the whole city, typical cases."""
    board = queries.dashboard(actor, campaign, as_of)
    return Bulletin(
        title=f"关于“{campaign.name}”开展情况的通报",
        number=0,
        organiser=campaign.organiser.name if board.covers_all else actor.court.name,
        starts_on=campaign.starts_on,
        as_of=board.as_of,
        total=_line(board.city),
        courts=tuple(_line(line) for line in board.courts),
        categories=tuple(_line(line) for line in board.categories),
        weeks=tuple(
            Week(week.monday, _named(week.performed), _named(week.recovered)) for week in board.weeks
        ),
        rates=tuple(_rate(each) for each in queries.case_indicators(actor, campaign, as_of)),
        stories=_stories(actor, campaign, board.as_of),
    )


def issues(actor: Staff, campaign: Campaign) -> list[BulletinIssue]:
    """The issues published by the actor's court and by the organiser, the latest first."""
    courts = {actor.court_id, campaign.organiser_id}
    rows = campaign.issues.filter(court__in=courts).select_related("court", "published_by")
    return list(rows.order_by("-published_on", "-number"))


def issued(issue: BulletinIssue) -> Bulletin:
    """An issue as it was published."""
    return paper.from_data(issue.data)


def _line(line: queries.Line) -> paper.Line:
    summoned, detained, fined = (EventKind.SUMMONED_BY_FORCE, EventKind.DETAINED, EventKind.FINED)
    return paper.Line(
        name=line.name,
        cases=line.cases,
        in_hand=line.in_hand,
        closed=line.closed,
        performed=line.performed,
        claimed=line.claimed,
        recovered=line.recovered,
        first_performed=int(line.performed_rate.top),
        first_closed=int(line.performed_rate.bottom),
        closing_days=int(line.average_days.top),
        summoned=line.times[summoned],
        detained=line.times[detained],
        fined=line.times[fined],
        persons_summoned=line.persons.get(summoned, 0),
        persons_detained=line.persons.get(detained, 0),
        persons_fined=line.persons.get(fined, 0),
        fined_amount=line.fined_amount,
    )


def _named(by_category: Mapping[str, int]) -> dict[str, int]:
    return {Category(code).label: figure for code, figure in by_category.items()}


def _rate(indicator: Indicator) -> Rate:
    definition = indicator.definition
    figure = indicator.show(indicator.city) + ("天" if definition.unit == "days" else "")
    return Rate(
        definition.name,
        definition.numerator,
        definition.denominator,
        figure,
        definition.interval,
        definition.inside(indicator.city),
    )


def _stories(actor: Staff, campaign: Campaign, as_of: date) -> tuple[Story, ...]:
    """Cases under 重点督办 that were fully performed in the period, the latest first; no person is named."""
    start, end = queries.period(campaign, as_of)
    told = Case.objects.filter(
        court__in=access.courts_of(actor),
        key_supervision=True,
        status=Status.FULLY_PERFORMED,
        closed_on__range=(start, end),
        inclusions__campaign=campaign,
        inclusions__removed_on=None,
    ).select_related("court")
    return tuple(
        Story(case.case_no, case.court.short_name, _told(case))
        for case in told.order_by("-closed_on", "pk")[:STORIES]
    )


def _told(case: Case) -> str:
    waived = f"申请执行人放弃{wan(case.amount_waived)}万元，" if case.amount_waived else ""
    days = (case.closed_on - case.filed_on).days if case.closed_on else 0
    return (
        f"{case.court.short_name}执行的{case.cause or Category(case.category).label}案，"
        f"申请执行标的额{wan(case.amount_claimed)}万元，{paper.chinese_day(case.filed_on)}立案，"
        f"到位{wan(case.amount_recovered)}万元，{waived}{days}天执行完毕。"
    )
