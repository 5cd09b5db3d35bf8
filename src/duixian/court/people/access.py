"""Who may do what, and whose cases he may see: the one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from duixian.court.people.models import Court, Role, Staff
from duixian.law.errors import NotAllowed


class Act(StrEnum):
    """What can be done, in the words in which a refusal names it."""

    VIEW_CASES = "查看案件"
    EXPORT = "导出"
    IMPORT_LEDGER = "导入台账"
    WORK_CASE = "办理案件"
    ASSIGN = "分案"
    DECIDE_SCOPE = "决定专项范围内的个案"
    EDIT_CAMPAIGN = "修改专项行动"
    PUBLISH_BULLETIN = "出具通报"
    MANAGE_STAFF = "管理人员"
    MANAGE_TABLES = "维护利率表"


_VIEW = {Act.VIEW_CASES, Act.EXPORT}
_RIGHTS: dict[str, set[Act]] = {
    Role.HANDLER: _VIEW | {Act.WORK_CASE, Act.IMPORT_LEDGER},
    Role.CLERK: _VIEW | {Act.WORK_CASE, Act.IMPORT_LEDGER},
    Role.BUREAU_CHIEF: _VIEW
    | {Act.WORK_CASE, Act.IMPORT_LEDGER, Act.ASSIGN, Act.DECIDE_SCOPE, Act.PUBLISH_BULLETIN},
    Role.PRESIDENT: _VIEW | {Act.ASSIGN, Act.DECIDE_SCOPE, Act.PUBLISH_BULLETIN},
    Role.FINANCE: _VIEW,
    Role.SUPERVISOR: _VIEW | {Act.DECIDE_SCOPE, Act.EDIT_CAMPAIGN, Act.PUBLISH_BULLETIN},
    Role.ADMINISTRATOR: {Act.MANAGE_STAFF, Act.MANAGE_TABLES, Act.EDIT_CAMPAIGN},
}


def may(actor: Staff, act: Act, court: Court | str | None = None) -> bool:
    """Whether the actor may do the act, at that court where one is named."""
    if not actor.is_active or act not in _RIGHTS[actor.role]:
        return False
    if court is None:
        return True
    code = court if isinstance(court, str) else court.pk
    return code in courts_of(actor)


def require(actor: Staff, act: Act, court: Court | str | None = None) -> None:
    """Raise NotAllowed unless the actor may do the act."""
    if may(actor, act, court):
        return
    where = "该法院的" if act in _RIGHTS[actor.role] else ""
    raise NotAllowed(f"{actor.get_username()}（{Role(actor.role).label}）无权{where}{act.value}；请联系有此权限的人员")


def courts_of(actor: Staff) -> frozenset[str]:
    """Codes of the courts whose cases the actor may see: his own, and for a supervisor those below."""
    own = {actor.court_id}
    if actor.role == Role.SUPERVISOR:
        own |= set(Court.objects.filter(parent_id=actor.court_id).values_list("code", flat=True))
    return frozenset(own)


def chosen_courts(actor: Staff, wanted: Iterable[str] = ()) -> frozenset[str]:
    """The courts asked for, cut to those that the actor may see; all of them where none is asked."""
    seen = courts_of(actor)
    asked = frozenset(wanted)
    return seen & asked if asked else seen
