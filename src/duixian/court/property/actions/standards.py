"""最低生活保障标准: what must be left to a person, kept by an administrator with its source."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, positive
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.court.property.models import LivingStandard
from duixian.law.control import Standard
from duixian.law.errors import InputError


@action
def set_standard(actor: Staff, court: Court, *, start: date, monthly: int, source: str) -> LivingStandard:
    """录入 the standard of a court's region from a day on; one that stands is never changed in silence.

    Raises InputError, NotAllowed.
    """
    access.require(actor, Act.MANAGE_TABLES, court)
    positive(monthly, "每人每月")
    if not source.strip():
        raise InputError("文件依据", "没有填写", "请填写公布标准的文件名称和文号")
    if LivingStandard.objects.filter(court=court, start=start).exists():
        raise InputError(
            "自何日起", f"{court.short_name}自{start}起的标准已经录入", "标准有误的，请以新的日期录入更正"
        )
    row = LivingStandard(court=court, start=start, monthly=monthly, source=source.strip(), entered_by=actor)
    fitting("最低生活保障标准", row).save()
    return row


def standard_in_force(court: Court, on: date) -> Standard | None:
    """The standard of the court's region on a day, else that of the court above it."""
    for code in filter(None, (court.pk, court.parent_id)):
        row = LivingStandard.objects.filter(court=code, start__lte=on).order_by("-start").first()
        if row:
            return Standard(court.short_name, row.start, row.monthly, row.source)
    return None
