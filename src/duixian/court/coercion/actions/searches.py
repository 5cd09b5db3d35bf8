"""搜查: a warrant asked for, and how the search went."""

from __future__ import annotations

from datetime import date, datetime

from duixian.court.cases.actions.acting import action, fitting
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion import moments
from duixian.court.coercion.actions.common import (
    after,
    asked,
    come,
    going_on,
    granted_only,
    held_case,
    locked,
    once,
    owed_on,
    put,
    tell,
    whom_columns,
)
from duixian.court.coercion.actions.facts import SearchReport, Whom
from duixian.court.coercion.models import PremisesSearch
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError


@action
def ask_search(
    actor: Staff, case: Case, whom: Whom, *, place: str, reason: str, on: date, today: date
) -> PremisesSearch:
    """报请搜查 of a place where property is thought to be hidden. Raises InputError, NotAllowed.

    Source: 民事诉讼法 第二百五十九条.
    """
    case = held_case(actor, case)
    going_on(case, "搜查", on)
    columns = whom_columns(case, whom)
    checks = law.checks_search(law.SearchFacts(place=place, why=reason, owed=owed_on(case, on), on=on))
    row = PremisesSearch(
        **asked(actor, case, reason, on),
        **columns,
        place=place.strip(),
    )
    return put(actor, row, "premises_search", f"搜查{row.person}的{row.place}", checks, today)


@action
def record_search(actor: Staff, search: PremisesSearch, told: SearchReport, now: datetime) -> PremisesSearch:
    """登记搜查 by the warrant, with who was there and what was found. Raises InputError, NotAllowed."""
    case = held_case(actor, search.case)
    row = locked(PremisesSearch, search.pk)
    granted_only(row, "搜查")
    once(row.began_at, "搜查时间")
    come(told.ended_at, now, "搜查结束时间")
    after(told.ended_at, told.began_at, "搜查结束时间", "开始时间")
    if row.decided_on and moments.day_of(told.began_at) < row.decided_on:
        raise InputError("搜查时间", f"早于搜查令日期 {row.decided_on}", "没有搜查令的，不得搜查")
    done = law.SearchDone(
        warrant_shown=told.warrant_shown, witnesses=told.present, officers=len(told.officers)
    )
    law.refuse(case.case_no, law.checks_conduct(done))
    row.began_at, row.ended_at = told.began_at, told.ended_at
    row.officers, row.present = "、".join(told.officers), told.present.strip()
    row.found, row.taken = told.found.strip(), told.taken.strip()
    fitting("搜查", row).save()
    words = f"搜查{row.place}，{row.present}在场；{f'发现{row.found}' if row.found else '没有发现财物'}"
    if row.taken:
        words += f"；扣押{row.taken}"
    tell(actor, row, EventKind.PREMISES_SEARCH, moments.day_of(told.began_at), words, person=row.person)
    return row
