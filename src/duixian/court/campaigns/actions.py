"""What people do with a campaign: found it, set its scope and targets, screen cases, decide single ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from duixian.court.campaigns import bulletins, queries, screening
from duixian.court.campaigns.models import BulletinIssue, Campaign, Inclusion, Measure, ScopeVersion, Target
from duixian.court.campaigns.screening import Change, Effect
from duixian.court.cases.actions.acting import action
from duixian.court.cases.models import Case, Category, Event, EventKind
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.errors import InputError
from duixian.law.scope import scope_from_toml
from duixian.writing.bulletin import to_data

CORE, REVIEW = "core", "review"
LIVELIHOOD = (Category.WAGES, Category.SUPPORT, Category.INJURY, Category.LIVELIHOOD)


@action
def create_campaign(
    actor: Staff,
    *,
    slug: str,
    name: str,
    organiser: Court,
    starts_on: date,
    ends_on: date,
    scope_toml: str,
    on: date,
) -> Campaign:
    """Found a campaign with its first scope, in force from its first day. Raises InputError, NotAllowed."""
    access.require(actor, Act.EDIT_CAMPAIGN, organiser)
    if ends_on < starts_on:
        raise InputError("结束日期", f"{ends_on} 早于开始日期 {starts_on}", "请填写不早于开始日期的一天")
    if Campaign.objects.filter(slug=slug).exists():
        raise InputError("代号", f"“{slug}”已被另一个专项行动使用", "请换一个代号")
    campaign = Campaign.objects.create(
        slug=slug, name=name, organiser=organiser, starts_on=starts_on, ends_on=ends_on
    )
    set_scope(actor, campaign, scope_toml, min(starts_on, on))
    return campaign


@action
def set_scope(actor: Staff, campaign: Campaign, toml: str, valid_from: date) -> ScopeVersion:
    """Add a version of the scope; none is overwritten. Raises InputError by field, NotAllowed."""
    access.require(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id)
    scope_from_toml(toml)
    latest = campaign.scope_versions.last()
    if latest and valid_from < latest.valid_from:
        raise InputError(
            "生效日期",
            f"{valid_from} 早于现行版本的生效日期 {latest.valid_from}",
            f"请填写 {latest.valid_from} 或以后的一天",
        )
    return campaign.scope_versions.create(valid_from=valid_from, toml=toml, set_by=actor)


@action
def set_target(actor: Staff, campaign: Campaign, court: Court, measure: str, value: int) -> Target:
    """Set one target: a number of cases, person-times or fen."""
    return set_targets(actor, campaign, {(court.pk, measure): value})[0]


@action
def set_targets(actor: Staff, campaign: Campaign, values: Mapping[tuple[str, str], int]) -> list[Target]:
    """Set targets by (court code, measure): numbers of cases, person-times or fen."""
    access.require(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id)
    courts = set(screening.courts_of(campaign).values_list("pk", flat=True))
    for (court, measure), value in values.items():
        if court not in courts:
            raise InputError(f"目标 {court}", "该法院不在本次行动内", "请填写组织法院或其下级法院")
        if measure not in Measure.values or value < 0:
            raise InputError(f"目标 {court}", f"“{measure}={value}”不是目标", "请填写不小于零的数")
    targets = [
        Target(campaign=campaign, court_id=court, measure=measure, value=value)
        for (court, measure), value in values.items()
    ]
    return Target.objects.bulk_create(
        targets,
        update_conflicts=True,
        unique_fields=["campaign", "court", "measure"],
        update_fields=["value"],
    )


@action
def screen_cases(
    actor: Staff, campaign: Campaign, on: date, cases: QuerySet[Case] | Iterable[Case] | None = None
) -> Effect:
    """Apply the scope in force to the campaign's cases, or to those named, and write what changes.

    An editor of the campaign screens every court; who may take in a ledger, the cases of his own.
    Raises InputError where no scope is in force, NotAllowed.
    """
    candidates = screening.screenable(campaign, on)
    if not access.may(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id):
        access.require(actor, Act.IMPORT_LEDGER)
        candidates = candidates.filter(court__in=access.courts_of(actor))
    if cases is not None:
        candidates = candidates.filter(pk__in=[case.pk for case in cases])
    scope = screening.scope_on(campaign, on)
    included = removed = moved = 0
    for chunk in screening.changes(campaign, scope, candidates, lock=True):
        outs = [change for change in chunk if change.takes_out]
        ins = [change for change in chunk if not change.takes_out]
        _take_out(actor, campaign, outs, on)
        _put_in(actor, campaign, ins, on)
        removed += len(outs)
        included += sum(change.puts_in for change in ins)
        moved += sum(not change.puts_in for change in ins)
    return Effect(included, removed, moved)


def screen_running(actor: Staff, on: date, cases: Sequence[Case] | None = None) -> dict[Campaign, Effect]:
    """Screen into every campaign that runs on the day and counts the actor's court, as after an import."""
    running = queries.campaigns(actor).filter(starts_on__lte=on, ends_on__gte=on)
    return {campaign: screen_cases(actor, campaign, on, cases) for campaign in running}


@action
def include_case(
    actor: Staff, campaign: Campaign, case: Case, category: str, reason: str, on: date
) -> Inclusion:
    """A person puts a case in, whatever the scope makes of it. Raises InputError, NotAllowed."""
    _require_decision(actor, [case], reason)
    if category not in LIVELIHOOD and category != Category.SMALL_CLAIM:
        raise InputError("类别", f"“{category}”不是专项类别", "请在五个类别中选择一个")
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    inclusion, _ = Inclusion.objects.update_or_create(
        campaign=campaign,
        case=case,
        defaults={
            "category": category,
            "confidence": CORE,
            "reason": reason,
            "included_on": on,
            "decided_by": actor,
            "removed_on": None,
            "removed_reason": "",
        },
    )
    _mark_cases(campaign, [case.pk])
    _tell(actor, [(*_at(case), f"纳入{campaign.name}（{Category(category).label}）：{reason}")], on)
    return inclusion


@action
def confirm_inclusions(actor: Staff, inclusions: Sequence[Inclusion], on: date) -> int:
    """确认 that cases proposed for review belong to the campaign; how many were confirmed."""
    return _decide(actor, inclusions, "经人工确认", on, removed=False)


@action
def remove_cases(actor: Staff, inclusions: Sequence[Inclusion], reason: str, on: date) -> int:
    """移出 cases for a stated reason; they stay on record, and how many were taken out is returned."""
    return _decide(actor, inclusions, reason, on, removed=True)


@action
def remove_case(actor: Staff, campaign: Campaign, case: Case, reason: str, on: date) -> None:
    """移出 one case for a stated reason. Raises InputError where it is not in the campaign."""
    inclusion = campaign.inclusions.filter(case=case, removed_on=None).first()
    if inclusion is None:
        raise InputError(case.case_no, f"不在{campaign.name}内", "请核对案号")
    remove_cases(actor, [inclusion], reason, on)


@action
def publish_bulletin(actor: Staff, campaign: Campaign, as_of: date, on: date) -> BulletinIssue:
    """出具通报: the next number of the actor's court, its figures kept as they are now. Raises NotAllowed."""
    access.require(actor, Act.PUBLISH_BULLETIN, actor.court_id)
    if as_of > on:
        raise InputError("数据截至", f"{as_of} 还没有到", f"请填写 {on} 或以前的一天")
    # One number at a time: the campaign's row is held until the issue is there.
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    last = campaign.issues.filter(court=actor.court_id).first()
    number = last.number + 1 if last else 1
    paper = replace(bulletins.bulletin(actor, campaign, as_of), number=number)
    return campaign.issues.create(
        court_id=actor.court_id,
        number=number,
        as_of=paper.as_of,
        data=to_data(paper),
        published_on=on,
        published_by=actor,
    )


def _decide(actor: Staff, inclusions: Sequence[Inclusion], reason: str, on: date, *, removed: bool) -> int:
    chosen = Inclusion.objects.filter(pk__in=[each.pk for each in inclusions], removed_on=None)
    rows = list(chosen.select_related("case", "campaign").select_for_update(no_key=True).order_by("case_id"))
    _require_decision(actor, [row.case for row in rows], reason)
    for row in rows:
        row.decided_by = actor
        if removed:
            row.removed_on, row.removed_reason = on, reason
        else:
            row.confidence = CORE
    Inclusion.objects.bulk_update(rows, ["decided_by", "removed_on", "removed_reason", "confidence"])
    for campaign in {row.campaign for row in rows}:
        _mark_cases(campaign, [row.case_id for row in rows if row.campaign_id == campaign.pk])
    verb = "移出" if removed else "确认纳入"
    _tell(actor, [(*_at(row.case), f"{verb}{row.campaign.name}：{reason}") for row in rows], on)
    return len(rows)


def _require_decision(actor: Staff, cases: Sequence[Case], reason: str) -> None:
    access.require(actor, Act.DECIDE_SCOPE)
    for court in {case.court_id for case in cases}:
        access.require(actor, Act.DECIDE_SCOPE, court)
    if not reason.strip():
        raise InputError("理由", "没有填写", "请写明为何如此决定")
    if len(reason) > 200:
        raise InputError("理由", "超过 200 字", "请写得简短一些")


def _put_in(actor: Staff, campaign: Campaign, changes: Sequence[Change], on: date) -> None:
    Inclusion.objects.bulk_create(
        [
            Inclusion(
                campaign=campaign,
                case_id=change.case_id,
                category=change.decision.category or Category.NONE,
                confidence=change.decision.confidence,
                reason=change.decision.reason[:200],
                included_on=on,
            )
            for change in changes
        ],
        update_conflicts=True,
        unique_fields=["campaign", "case"],
        update_fields=["category", "confidence", "reason", "included_on", "removed_on", "removed_reason"],
    )
    _mark_cases(campaign, [change.case_id for change in changes])
    _tell(actor, [(*_at(each), f"纳入{campaign.name}：{each.decision.reason}") for each in changes], on)


def _take_out(actor: Staff, campaign: Campaign, changes: Sequence[Change], on: date) -> None:
    reasons = {change.case_id: change.decision.reason[:200] for change in changes}
    rows = [change.inclusion for change in changes if change.inclusion]
    for row in rows:
        row.removed_on, row.removed_reason = on, reasons[row.case_id]
    Inclusion.objects.bulk_update(rows, ["removed_on", "removed_reason"])
    _mark_cases(campaign, list(reasons))
    _tell(actor, [(*_at(each), f"移出{campaign.name}：{each.decision.reason}") for each in changes], on)


def _at(where: Change | Case) -> tuple[int, str]:
    return (where.case_id if isinstance(where, Change) else where.pk), where.court_id


def _tell(actor: Staff, told: Sequence[tuple[int, str, str]], on: date) -> None:
    """纳入专项 on the timelines, also where a case is taken out: (case, court, text)."""
    Event.objects.bulk_create(
        Event(
            case_id=case_id,
            court_id=court_id,
            on=on,
            kind=EventKind.INCLUDED,
            actor=actor,
            text=text[:500],
        )
        for case_id, court_id, text in told
    )


_MARK = """
UPDATE cases_case AS c
SET category = CASE WHEN i.removed_on IS NULL THEN i.category ELSE 'none' END,
    category_confidence = CASE WHEN i.removed_on IS NULL THEN i.confidence ELSE '' END,
    category_reason = CASE WHEN i.removed_on IS NULL THEN i.reason ELSE i.removed_reason END,
    green_channel = c.green_channel
        OR (i.removed_on IS NULL AND i.confidence = 'core' AND i.category = ANY(%(green)s))
FROM campaigns_inclusion AS i
WHERE i.case_id = c.id AND i.campaign_id = %(campaign)s
  AND c.id = ANY(%(cases)s) AND i.case_id = ANY(%(cases)s)
"""


_AT_ONCE = 500
"""More cases than this that come or go at once make the table another one."""


def _mark_cases(campaign: Campaign, case_ids: Sequence[int]) -> None:
    """Write category, reason and 绿色通道 on the cases in one statement."""
    green = [category.value for category in LIVELIHOOD]
    with connection.cursor() as cursor:
        if len(case_ids) > _AT_ONCE:
            # The database would still plan as for the table that it was before they came.
            cursor.execute("ANALYZE campaigns_inclusion")
        cursor.execute(_MARK, {"green": green, "campaign": campaign.pk, "cases": list(case_ids)})
