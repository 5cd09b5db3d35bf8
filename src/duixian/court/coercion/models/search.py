"""搜查 of premises."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.base import Against, Decision, against, kept


@audited()
class PremisesSearch(Against):
    """搜查: where, who was present, what was found and what was taken."""

    place = models.CharField("搜查地点", max_length=200)
    began_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    officers = models.CharField("搜查人员", max_length=100, blank=True)
    present = models.CharField("在场人", max_length=200, blank=True)
    found = models.CharField("发现的财物、文件", max_length=1000, blank=True)
    taken = models.CharField("查封、扣押的财物", max_length=1000, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("premises_search"),
            models.CheckConstraint(
                condition=Q(began_at=None, ended_at=None)
                | (
                    Q(decision=Decision.GRANTED, ended_at__gte=F("began_at"), began_at__isnull=False)
                    & ~Q(present="")
                    & ~Q(officers="")
                ),
                name="premises_search_by_warrant_and_seen",
            ),
            models.CheckConstraint(condition=~Q(place=""), name="premises_search_has_its_place"),
        ]
        indexes = [models.Index(fields=["case", "id"], name="premises_search_of_case")]
        triggers = [*kept("premises_search", "began_at", "ended_at")]
