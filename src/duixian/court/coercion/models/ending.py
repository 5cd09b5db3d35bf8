"""解除, 删除, 提前解除: how what is in force comes to its end, by a signature."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.base import Decision, Signed, kept, signed
from duixian.court.coercion.models.restriction import DishonestEntry, Restriction
from duixian.court.coercion.models.sanction import Detention


@audited()
class Ending(Signed):
    """解除 of one measure; its ground arose on `arose_on`, its last day is `due_on`."""

    restriction = models.ForeignKey(Restriction, null=True, on_delete=models.PROTECT, related_name="endings")
    entry = models.ForeignKey(DishonestEntry, null=True, on_delete=models.PROTECT, related_name="endings")
    detention = models.ForeignKey(Detention, null=True, on_delete=models.PROTECT, related_name="endings")
    ground = models.CharField("解除的事由", max_length=40)
    arose_on = models.DateField("事由发生日期")
    due_on = models.DateField("最迟解除")

    class Meta:
        ordering = ["-id"]
        constraints = [
            *signed("ending"),
            models.CheckConstraint(
                condition=Q(restriction__isnull=False, entry=None, detention=None)
                | Q(restriction=None, entry__isnull=False, detention=None)
                | Q(restriction=None, entry=None, detention__isnull=False),
                name="ending_of_one_measure",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("arose_on")), name="ending_due_after_it_arose"),
            *(
                models.UniqueConstraint(
                    fields=[of],
                    condition=Q(decision__in=[Decision.WAITING, Decision.GRANTED]),
                    name=f"ending_of_{of}_once",
                )
                for of in ("restriction", "entry", "detention")
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="ending_waiting",
                include=["case"],
                condition=Q(decision=Decision.WAITING),
            ),
        ]
        triggers = [*kept("ending")]
