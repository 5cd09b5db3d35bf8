"""The sidebar: what a role may use, with counts of what is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from duixian.court.agenda.queries import count_due
from duixian.court.approvals.queries import count_waiting
from duixian.court.cases import duties
from duixian.court.funds.queries.rows import count_overdue
from duixian.court.people.access import Act, may
from duixian.court.people.models import Staff
from duixian.court.people.recent import recent


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar; `count_means` says in words what is counted."""

    label: str
    icon: str
    href: str
    count: int = 0
    count_means: str = ""


def entries(actor: Staff, on: date) -> tuple[Entry, ...]:
    """The lines of the actor's sidebar, in their fixed order; counts a few seconds old."""
    return recent(f"menu {actor.pk} {actor.role} {on}", lambda: tuple(_entries(actor, on)))


def _entries(actor: Staff, on: date) -> Iterator[Entry]:
    if may(actor, Act.VIEW_CASES):
        yield Entry("工作台", "desk", reverse("desk"), count_due(actor, on), "已逾期和今日到期")
        yield Entry("专项行动", "campaign", reverse("campaign-list"))
        yield Entry("案件", "cases", reverse("case-list"))
        yield Entry("财产查控", "property", reverse("property"))
        yield Entry("联动走访", "visits", reverse("liaison"))
        yield Entry("案款", "money", reverse("funds"), count_overdue(actor, on), "逾期未认领的到账")
        yield Entry("强制措施", "force", reverse("coercion"))
        yield Entry("终本案件", "stock", reverse("suspended-stock"))
        yield Entry("审批", "sign", reverse("approvals"), count_waiting(actor, on), "待我签批")
    elif may(actor, Act.EDIT_CAMPAIGN):
        yield Entry("专项行动", "campaign", reverse("campaign-list"))
    if may(actor, Act.IMPORT_LEDGER):
        waiting = duties.imports_waiting(actor).count()
        yield Entry("台账导入", "import", reverse("ledger-import"), waiting, "待核对的台账")
    if may(actor, Act.MANAGE_STAFF):
        yield Entry("法院与人员", "staff", reverse("staff-list"))
        yield Entry("协助单位", "institutions", reverse("institutions"))
    if may(actor, Act.EDIT_FORMS):
        yield Entry("文书模板", "document", reverse("court-forms"))
    if may(actor, Act.MANAGE_TABLES):
        yield Entry("利率表", "rates", reverse("rate-tables"))
        yield Entry("生活保障标准", "rates", reverse("standards"))
