"""停止计算: days on which a limit of a case does not run, with the reason that law knows for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models.case import Case
from duixian.court.people.models import Staff
from duixian.law import clock

REASONS = list(clock.reasons().items())


@audited()
class ClockStop(models.Model):
    """One stop of the term of enforcement; both days belong to it, no `end` has not ended yet."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stops")
    start = models.DateField("自")
    end = models.DateField("至", null=True)
    reason = models.CharField("事由", max_length=20, choices=REASONS)
    text = models.CharField("说明", max_length=200)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="stop_in_order"),
            models.UniqueConstraint(fields=["case", "reason"], name="stop_open_once", condition=Q(end=None)),
        ]
