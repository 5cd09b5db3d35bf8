"""Writes the plan into an empty installation through the same actions that people use.

As an office that begins with the program enters its year: the courts register what was filed, every
handler records his own cases, then the higher court founds the campaign, screens it week by week from
its first day, and decides on what is doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from duixian.court.campaigns import actions as campaigns
from duixian.court.campaigns.models import Campaign, Inclusion, Measure
from duixian.court.cases import actions
from duixian.court.cases.models import Case
from duixian.court.people.actions import install_courts
from duixian.court.people.models import Court, Installation, Staff
from duixian.court.property.actions.searching import set_institution
from duixian.court.property.models import Institution
from duixian.demo import mix
from duixian.demo.days import campaign_weeks
from duixian.demo.facts import Plan, PlannedCase
from duixian.demo.money import bring_money
from duixian.demo.office import Office
from duixian.demo.plan import SEED, draw_plan
from duixian.demo.recording import record, register
from duixian.demo.staff import HIGHER_COURT, PASSWORD
from duixian.demo.totals import PUBLISHED
from duixian.demo.visiting import plan_tours
from duixian.law.errors import InputError

SLUG = "2026"
NAME = "涉民生、小标的案件集中执行行动"


@dataclass(frozen=True)
class DemoSummary:
    """What was written: numbers of courts, staff and cases, and the campaign's slug."""

    courts: int
    staff: int
    cases: int
    campaign: str


@transaction.atomic
def fill(seed: int = SEED) -> DemoSummary:
    """Fill an empty installation with the sample, all or nothing.

    Raises InputError where cases or staff are there already.
    """
    if Case.objects.exists() or Staff.objects.exists():
        raise InputError("样例", "库里已有人员或案件", "请用 --data 指定一个空的数据文件夹")
    plan = draw_plan(seed)
    install_courts(mix.COURT_SHARES)
    office = Office(_hire(plan))
    _know_institutions(office, plan)
    register(office, plan.cases, plan.day)
    _know_the_tables()
    record(office, plan.cases, plan.day)
    plan_tours(office, plan.tours)
    bring_money(office, plan.day)
    _know_the_tables()
    campaign = _found_campaign(office, plan)
    _supervise_the_told(office, campaign, plan)
    _screen_by_weeks(office, campaign, plan)
    Installation.objects.update_or_create(only=True, defaults={"demo_day": plan.day})
    return DemoSummary(len(mix.COURT_SHARES), len(plan.staff), len(plan.cases), campaign.slug)


def _know_the_tables() -> None:
    """Let the database look at what was written; without that it plans as if the tables were empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _know_institutions(office: Office, plan: Plan) -> None:
    for one in plan.institutions:
        reach = Institution.Reach.CENTRAL if one.central else Institution.Reach.LOCAL
        row = Institution(
            code=one.code,
            name=one.name,
            source=one.source,
            reach=reach,
            answers_in_days=one.answers_in_days,
        )
        set_institution(office.first("administrator"), row)


def _hire(plan: Plan) -> dict[str, Staff]:
    """Everybody has the printed password; it is hashed once, for hashing is slow on purpose."""
    hashed = make_password(PASSWORD)
    people = [
        Staff(username=one.username, name=one.name, court_id=one.court, role=one.role, password=hashed)
        for one in plan.staff
    ]
    return {one.username: one for one in Staff.objects.bulk_create(people)}


def _found_campaign(office: Office, plan: Plan) -> Campaign:
    """The campaign with its scope and its targets, set on the eve of its first day."""
    supervisor = office.first("supervisor")
    campaign = campaigns.create_campaign(
        supervisor,
        slug=SLUG,
        name=NAME,
        organiser=Court.objects.get(pk=HIGHER_COURT),
        starts_on=PUBLISHED.starts_on,
        ends_on=PUBLISHED.ends_on,
        scope_toml=(resources.files("duixian.law") / "tables" / "scope.toml").read_text("utf-8"),
        on=PUBLISHED.starts_on - timedelta(1),
    )
    campaigns.set_targets(supervisor, campaign, _targets(plan))
    return campaign


def _supervise_the_told(office: Office, campaign: Campaign, plan: Plan) -> None:
    """The three told cases are under supervision; what the scope would leave out, a person puts in."""
    supervisor = office.first("supervisor")
    told = [case for case in plan.cases if case.story]
    actions.set_supervision(supervisor, [office.cases[case.case_no] for case in told], PUBLISHED.starts_on)
    for case in told:
        if case.inclusion:
            row, decided = office.cases[case.case_no], case.inclusion
            campaigns.include_case(supervisor, campaign, row, decided.category, decided.reason, decided.on)


def _targets(plan: Plan) -> dict[tuple[str, str], int]:
    """For every court a part of the cases in scope that it had in hand, and of the sum claimed in them."""
    targets: dict[tuple[str, str], int] = {}
    for court in mix.COURT_SHARES:
        claimed = [c.amount_claimed for c in plan.cases if c.court == court and c.counts]
        targets[court, Measure.FULLY_PERFORMED] = len(claimed) * mix.TARGET_PERFORMED_PERCENT // 100
        targets[court, Measure.AMOUNT_RECOVERED] = (
            sum(claimed) * mix.TARGET_RECOVERED_PERCENT // 100 // 10_000_00 * 10_000_00
        )
    return targets


def _screen_by_weeks(office: Office, campaign: Campaign, plan: Plan) -> None:
    """What was open on the first day is screened on it, what was filed later at the end of its week."""
    since = date.min
    for day in (PUBLISHED.starts_on, *(week[-1] for week in campaign_weeks())):
        filed = [case for case in plan.cases if since < case.filed_on <= day]
        rows = [office.cases[case.case_no] for case in filed]
        campaigns.screen_cases(office.first("supervisor"), campaign, day, rows)
        _decide_doubtful(office, campaign, filed, day)
        since = day


def _decide_doubtful(office: Office, campaign: Campaign, filed: list[PlannedCase], day: date) -> None:
    """Of the cases that the scope leaves to a person, some are confirmed and some taken out."""
    supervisor = office.first("supervisor")
    included = {row.case_id: row for row in campaign.inclusions.filter(confidence="review")}
    for scope, decide in (("confirmed", _confirm), ("removed", _remove)):
        pks = [office.cases[case.case_no].pk for case in filed if case.scope == scope]
        rows = [included[pk] for pk in pks if pk in included]
        if rows:
            decide(supervisor, rows, day)


def _confirm(supervisor: Staff, rows: list[Inclusion], day: date) -> None:
    campaigns.confirm_inclusions(supervisor, rows, day)


def _remove(supervisor: Staff, rows: list[Inclusion], day: date) -> None:
    campaigns.remove_cases(supervisor, rows, "经核对不涉及基本生活", day)
