"""What a scope would do to the cases of a campaign: worked out first, shown, and only then done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from duixian.court.campaigns.models import Campaign, Inclusion, ScopeVersion
from duixian.court.cases.models import Case, Party, Status
from duixian.court.people.hierarchy import courts_below
from duixian.court.people.models import Court
from duixian.law.errors import InputError
from duixian.law.scope import Decision, Scope, decide, scope_from_toml

CHUNK = 5_000
_FACTS = ("pk", "cause", "amount_claimed", "status", "respondents", "court_id")
_FUND = "社会保险"


@dataclass(frozen=True)
class Change:
    """One case that the scope puts in, moves to another category or takes out."""

    case_id: int
    court_id: str
    decision: Decision
    inclusion: Inclusion | None

    @property
    def takes_out(self) -> bool:
        return self.decision.category is None

    @property
    def puts_in(self) -> bool:
        return not self.takes_out and (self.inclusion is None or self.inclusion.removed_on is not None)


@dataclass(frozen=True)
class Effect:
    """What a scope would change, in numbers of cases."""

    included: int
    removed: int
    moved: int


def courts_of(campaign: Campaign) -> QuerySet[Court]:
    """The organising court and those below it, in their fixed order."""
    return courts_below(campaign.organiser_id)


def version_on(campaign: Campaign, on: date) -> ScopeVersion | None:
    """The version in force on the day: the latest of those valid by then, the last set of one day."""
    return campaign.scope_versions.filter(valid_from__lte=on).order_by("valid_from", "pk").last()


def scope_on(campaign: Campaign, on: date) -> Scope:
    """The scope in force on the day. Raises InputError where there is none yet."""
    version = version_on(campaign, on)
    if version is None:
        raise InputError("专项范围", f"{campaign.name}在 {on} 尚无生效的范围", "请先设定范围及其生效日期")
    return scope_from_toml(version.toml)


def screenable(campaign: Campaign, on: date) -> QuerySet[Case]:
    """Cases that a campaign can count: filed by the day, and not closed before it began."""
    return Case.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=campaign.starts_on),
        court__in=courts_of(campaign),
        filed_on__lte=min(on, campaign.ends_on),
    )


def effect(campaign: Campaign, scope: Scope, on: date) -> Effect:
    """How many cases the scope would put in, take out and move; changes nothing."""
    included = removed = moved = 0
    for chunk in changes(campaign, scope, screenable(campaign, on)):
        removed += sum(change.takes_out for change in chunk)
        included += sum(change.puts_in for change in chunk)
        moved += sum(not change.takes_out and not change.puts_in for change in chunk)
    return Effect(included, removed, moved)


def changes(
    campaign: Campaign, scope: Scope, cases: QuerySet[Case], lock: bool = False
) -> Iterator[list[Change]]:
    """What the scope changes, some thousand cases at a time.

    What a person decided stays, and a closed case stays where it was counted. `lock` holds the cases
    until the transaction ends, so that nothing is recorded on them in between.
    """
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        chunk = Case.objects.filter(pk__in=ids[start : start + CHUNK]).only(*_FACTS).order_by("pk")
        yield _of_chunk(campaign, scope, list(chunk.select_for_update(no_key=True) if lock else chunk))


def judge(scope: Scope, case: Case, applicant_is_person: bool | None) -> Decision:
    """The law's decision on one case."""
    return decide(
        scope,
        case.cause,
        case.amount_claimed,
        applicant_is_person,
        respondent_is_fund=_FUND in case.respondents,
    )


def _of_chunk(campaign: Campaign, scope: Scope, cases: Collection[Case]) -> list[Change]:
    ids = [case.pk for case in cases]
    known = {inclusion.case_id: inclusion for inclusion in campaign.inclusions.filter(case_id__in=ids)}
    persons = _applicants_are_persons(ids)
    judged = (
        (
            case.status,
            Change(case.pk, case.court_id, judge(scope, case, persons.get(case.pk)), known.get(case.pk)),
        )
        for case in cases
    )
    return [change for status, change in judged if _is_change(change, status)]


def _applicants_are_persons(case_ids: Collection[int]) -> dict[int, bool]:
    """Whether some applicant is a natural person; a case of which that is not known is left out."""
    known: dict[int, bool] = {}
    applicants = Party.objects.filter(
        case_id__in=case_ids, side=Party.Side.APPLICANT, is_person__isnull=False
    )
    for case_id, is_person in applicants.values_list("case_id", "is_person"):
        known[case_id] = known.get(case_id, False) or bool(is_person)
    return known


def _is_change(change: Change, status: str) -> bool:
    was = change.inclusion
    if was is None or (was.removed_on is not None and was.decided_by_id is None):
        return not change.takes_out
    if was.decided_by_id is not None or status != Status.OPEN:
        return False
    return (was.category, was.confidence) != (change.decision.category, change.decision.confidence)
