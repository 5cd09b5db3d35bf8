"""Who may do what, and whose cases he may see: the one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from duixian.court.people.hierarchy import courts_below
from duixian.court.people.models import Court, Role, Staff
from duixian.court.people.recent import recent
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
    EDIT_FORMS = "更换文书模板"
    SIGN = "审批"
    KEEP_FUNDS = "管理案款"
    MANAGE_STAFF = "管理人员"
    MANAGE_TABLES = "维护利率表"


_REACH = "_courts_within_reach"
_VIEW = {Act.VIEW_CASES, Act.EXPORT}
_RIGHTS: dict[str, set[Act]] = {
    Role.HANDLER: _VIEW | {Act.WORK_CASE, Act.IMPORT_LEDGER},
    Role.CLERK: _VIEW | {Act.WORK_CASE, Act.IMPORT_LEDGER},
    Role.BUREAU_CHIEF: _VIEW
    | {
        Act.WORK_CASE,
        Act.IMPORT_LEDGER,
        Act.ASSIGN,
        Act.DECIDE_SCOPE,
        Act.PUBLISH_BULLETIN,
        Act.EDIT_FORMS,
        Act.SIGN,
    },
    Role.PRESIDENT: _VIEW | {Act.SIGN, Act.ASSIGN, Act.DECIDE_SCOPE, Act.PUBLISH_BULLETIN},
    Role.FINANCE: _VIEW | {Act.KEEP_FUNDS},
    # He gathers the courts' ledgers for a campaign, but works no case of theirs.
    Role.SUPERVISOR: _VIEW | {Act.IMPORT_LEDGER, Act.DECIDE_SCOPE, Act.EDIT_CAMPAIGN, Act.PUBLISH_BULLETIN},
    # Who gives out the accounts sees no case: nobody can let himself in.
    Role.ADMINISTRATOR: {Act.MANAGE_STAFF, Act.MANAGE_TABLES, Act.EDIT_CAMPAIGN, Act.EDIT_FORMS},
    Role.OPERATOR: _VIEW | {Act.IMPORT_LEDGER, Act.EDIT_CAMPAIGN, Act.PUBLISH_BULLETIN},
}


def may(actor: Staff, act: Act, court: Court | str | None = None) -> bool:
    """Whether the actor may do the act, at that court where one is named."""
    if not actor.is_active or act not in _RIGHTS[actor.role]:
        return False
    if court is None:
        return True
    return (court if isinstance(court, str) else court.pk) in _reach(actor)


def require(actor: Staff, act: Act, court: Court | str | None = None) -> None:
    """Raise NotAllowed unless the actor may do the act."""
    if may(actor, act, court):
        return
    where = "该法院的" if act in _RIGHTS[actor.role] else ""
    raise NotAllowed(
        f"{actor.get_username()}（{Role(actor.role).label}）无权{where}{act.value}；请联系有此权限的人员"
    )


def courts_of(actor: Staff) -> frozenset[str]:
    """Codes of the courts whose cases the actor may see; none where he may see no case at all."""
    return _reach(actor) if may(actor, Act.VIEW_CASES) else frozenset()


def chosen_courts(actor: Staff, wanted: Iterable[str] = ()) -> frozenset[str]:
    """The courts asked for, cut to those that the actor may see; all of them where none is asked."""
    seen = courts_of(actor)
    asked = frozenset(wanted)
    return seen & asked if asked else seen


def managed_courts(actor: Staff) -> frozenset[str]:
    """Codes of the courts whose accounts the actor keeps."""
    return _reach(actor) if may(actor, Act.MANAGE_STAFF) else frozenset()


def _reach(actor: Staff) -> frozenset[str]:
    """His own court; for a supervisor or administrator those below; for the command line every one.

    Asked many times in one request and of one object of Staff, so it is kept there.
    """
    kept: frozenset[str] | None = actor.__dict__.get(_REACH)
    if kept is None or actor.role == Role.OPERATOR:
        kept = actor.__dict__[_REACH] = _reach_now(actor)
    return kept


def _reach_now(actor: Staff) -> frozenset[str]:
    if actor.role == Role.OPERATOR:
        return frozenset(Court.objects.values_list("code", flat=True))
    if actor.role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        below = courts_below(actor.court_id).values_list("code", flat=True)
        return recent(f"below {actor.court_id}", lambda: frozenset(below))
    return frozenset({actor.court_id})
