"""The staff of the ten courts, and the one account of each role that the demo prints."""

from __future__ import annotations

from random import Random

from duixian.demo import mix
from duixian.demo.facts import PlannedStaff
from duixian.demo.names import staff_names

PASSWORD = "duixian-2026"  # noqa: S105 - printed on purpose: the sample holds nothing to protect
SHOWN_COURT = "内0622"
HIGHER_COURT = "内06"
SHOWN_HANDLER = "handler"
ROLES = {
    "handler": "承办人",
    "clerk": "书记员",
    "bureau_chief": "执行局长",
    "president": "院长",
    "finance": "财务",
    "supervisor": "上级院监督人员",
    "administrator": "系统管理员",
}
_SHOWN_USERNAMES = {
    "handler": SHOWN_HANDLER,
    "clerk": "clerk",
    "bureau_chief": "chief",
    "president": "president",
    "finance": "finance",
    "supervisor": "supervisor",
    "administrator": "admin",
}


def draw_staff(random: Random) -> tuple[PlannedStaff, ...]:
    """Everybody, court by court; the first of each role at the shown court carries the printed account."""
    names = staff_names(random)
    people: list[PlannedStaff] = []
    for court in mix.COURT_SHARES:
        for number, role in enumerate(_posts(court), start=1):
            username = f"{court.removeprefix('内')}-{number:02d}"
            shown = _SHOWN_USERNAMES[role]
            if _is_shown(court, role) and all(person.username != shown for person in people):
                username = shown
            people.append(PlannedStaff(username, next(names), court, role))
    return tuple(people)


def accounts() -> list[tuple[str, str, str]]:
    """(role, username, password) of one account a role, in the order of rank that a reader expects."""
    return [(ROLES[role], username, PASSWORD) for role, username in _SHOWN_USERNAMES.items()]


def _posts(court: str) -> list[str]:
    posts = ["handler"] * mix.HANDLERS[court] + ["clerk"] * mix.CLERKS[court]
    posts += ["bureau_chief", "president", "finance"]
    return posts + (["supervisor", "administrator"] if court == HIGHER_COURT else [])


def _is_shown(court: str, role: str) -> bool:
    return court == (HIGHER_COURT if role in ("supervisor", "administrator") else SHOWN_COURT)
