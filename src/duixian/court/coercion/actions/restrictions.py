"""限制消费, 限制出境, 失信名单: asked for, and the single trip that is let pass."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from duixian.court.cases.actions.acting import action, fitting, not_later
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion.actions.common import (
    asked,
    going_on,
    granted_only,
    held_case,
    is_person,
    locked,
    owed_on,
    put,
    tell,
    whom_columns,
)
from duixian.court.coercion.actions.facts import ListingAsk, RestrictedFacts, RestrictionAsk
from duixian.court.coercion.models import (
    Decision,
    DishonestEntry,
    Ending,
    Exemption,
    Post,
    RestrictedPerson,
    Restriction,
)
from duixian.court.coercion.persons import is_minor
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError

BY_APPLICANT = "creditor"
"""The deletion after which the applicant may not have the name listed again for a while."""


@action
def ask_restriction(actor: Staff, case: Case, told: RestrictionAsk, today: date) -> Restriction:
    """报请限制消费 or 限制出境, with the responsible persons of a unit.

    Raises InputError with the article by which law refuses, NotAllowed.
    Source: 法释〔2015〕17号 第三条至第五条; 程序解释 第二十三条、第二十四条.
    """
    case = held_case(actor, case)
    if told.kind not in Restriction.Kind.values:
        raise InputError("种类", f"“{told.kind}”不认识", "请选择限制消费或者限制出境")
    label = Restriction.Kind(told.kind).label
    going_on(case, label, told.on)
    columns = whom_columns(case, told.whom)
    unit = not is_person(columns)
    checks = law.checks_restriction(
        law.RestrictionFacts(
            kind=told.kind,  # type: ignore[arg-type]
            on=told.on,
            owed=owed_on(case, told.on),
            noticed=case.events.filter(kind=EventKind.NOTICE, on__lte=told.on).exists() or None,
            is_unit=unit,
            named=bool(told.persons),
            role=columns["post"],
            asked_by_applicant=told.applied_on is not None,
            why_ex_officio=told.reason,
        )
    )
    common = asked(actor, case, told.reason, told.on)
    row = Restriction(**common, **columns, kind=told.kind, applied_on=told.applied_on)
    _not_yet(row, label, Restriction.objects.filter(kind=told.kind))
    _persons_allowed(told, unit=unit)
    names = "、".join(one.name for one in told.persons)
    put(actor, row, told.kind, f"对{row.person}{label}{f'，及{names}' if names else ''}", checks, today)
    for one in told.persons:
        person = RestrictedPerson(
            restriction=row, name=one.name.strip(), post=one.post, id_no=one.id_no.strip()
        )
        fitting("单位责任人员", person).save()
    return row


def restricted(actor: Staff, row: Restriction, on: date) -> None:
    """What the signature does."""
    kind = EventKind.CONSUMPTION if row.kind == Restriction.Kind.CONSUMPTION else EventKind.EXIT
    words = f"对{row.person}{row.get_kind_display()}"
    if names := "、".join(one.name for one in row.persons.all()):
        words += f"，同时限制{names}"
    tell(actor, row, kind, on, f"{words}：{row.reason}", person=row.person)


@action
def ask_exemption(
    actor: Staff,
    restriction: Restriction,
    *,
    person: str,
    what: str,
    from_on: date,
    until_on: date,
    reason: str,
    on: date,
    today: date,
) -> Exemption:
    """报请单次豁免 of one trip. Raises InputError, NotAllowed. Source: 法释〔2015〕17号 第八条."""
    case = held_case(actor, restriction.case)
    row = locked(Restriction, restriction.pk)
    granted_only(row, "单次豁免")
    if row.ended_on or row.kind != Restriction.Kind.CONSUMPTION:
        raise InputError("单次豁免", "不是现行的限制消费", "请在限制消费措施下报请")
    if not what.strip():
        raise InputError("一次什么消费", "没有填写", "请写明，如 乘坐某日某次航班往返")
    bound = {row.person, *(one.name for one in row.persons.all())}
    if person not in bound:
        raise InputError(
            "何人", f"{person or '未填'}不在被限制的人中", f"请在{'、'.join(sorted(bound))}中选择"
        )
    trip = Exemption(
        **asked(actor, case, reason, on),
        restriction=row,
        person=person,
        what=what.strip(),
        from_on=from_on,
        until_on=until_on,
    )
    checks = law.checks_exemption(why=reason, first=from_on, last=until_on, on=on)
    words = f"准许{person}{from_on}至{until_on}单次消费（{what.strip()}）"
    return put(actor, trip, "consumption_exempt", words, checks, today)


@action
def ask_listing(actor: Staff, case: Case, told: ListingAsk, today: date) -> DishonestEntry:
    """报请纳入失信名单. Raises InputError with the article by which law refuses, NotAllowed.

    Source: 法释〔2017〕7号 第一条至第五条、第十条.
    """
    case = held_case(actor, case)
    going_on(case, "纳入失信名单", told.on)
    columns = whom_columns(case, told.whom)
    if columns["post"] != Post.RESPONDENT:
        raise InputError("对何人", "只有被执行人可以纳入", "单位的责任人员可以限制消费")
    law.until(told.ground, told.on, told.added_years)
    key = columns["person_key"]
    checks = law.checks_listing(
        law.ListingFacts(
            ground=told.ground,
            on=told.on,
            owed=owed_on(case, told.on),
            minor=is_minor(columns["party"], told.on),
            exclusions=told.spared,
            longer=told.added_years,
            by_applicant=told.applied_on is not None,
            deleted_at_request_on=deleted_at_request_on(case, key),
        )
    )
    row = DishonestEntry(
        **asked(actor, case, told.reason, told.on),
        **columns,
        ground=told.ground,
        applied_on=told.applied_on,
        added_years=told.added_years,
    )
    _not_yet(row, "纳入失信名单", DishonestEntry.objects.all())
    not_later(told.applied_on or told.on, told.on, "申请日期")
    return put(actor, row, "dishonest", f"将{row.person}纳入失信名单", checks, today)


def listed(actor: Staff, row: DishonestEntry, on: date) -> None:
    """What the signature does: published, with its term."""
    row.until = law.until(row.ground, on, row.added_years)
    term = f"至{row.until}" if row.until else "无固定期限"
    words = f"将{row.person}纳入失信名单，{row.get_ground_display()}，{term}"
    tell(actor, row, EventKind.DISHONEST, on, words, person=row.person)


def deleted_at_request_on(case: Case, key: str) -> date | None:
    """When this name was last deleted because the applicant had asked for it."""
    requested = Ending.objects.filter(
        entry__case=case, entry__person_key=key, ground=BY_APPLICANT, decision=Decision.GRANTED
    )
    return requested.order_by("-decided_on").values_list("decided_on", flat=True).first()


def _not_yet(row: Restriction | DishonestEntry, what: str, others: QuerySet[Any]) -> None:
    """Refuse what is in force or asked for already."""
    standing = others.filter(case=row.case, person_key=row.person_key, ended_on=None)
    if standing.exclude(decision=Decision.REFUSED).exists():
        raise InputError(f"{row.case.case_no} {what}", f"对{row.person}已经采取或者正在报请", "不必重复采取")


def _persons_allowed(told: RestrictionAsk, *, unit: bool) -> None:
    known = law.persons(told.kind)  # type: ignore[arg-type]
    if told.persons and not unit:
        raise InputError("单位责任人员", "被限制的不是单位", "个人不必填写责任人员")
    for one in told.persons:
        _person_allowed(one, known)


def _person_allowed(one: RestrictedFacts, known: dict[str, str]) -> None:
    if not one.name.strip():
        raise InputError("单位责任人员", "没有写姓名", "请写明姓名和身份")
    if one.post not in known:
        raise InputError(
            "单位责任人员", f"{one.name}的身份不在可以限制的人员中", f"可以限制{'、'.join(known.values())}"
        )
