"""到位 and 放弃: what takes from the debt, in fen."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models.case import Case


class Bucket(models.TextChoices):
    """抵充对象."""

    FEES = "fees", "费用"
    INTEREST = "interest", "利息"
    PRINCIPAL = "principal", "本金"
    SURCHARGE = "surcharge", "加倍部分"


@audited()
class Payment(models.Model):
    """到位款; a mistake is not removed but reversed, and both stay on the timeline."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    on = models.DateField("到位日期")
    amount = models.BigIntegerField("金额（分）")
    to = models.CharField("指定抵充", max_length=16, choices=Bucket, blank=True)
    channel = models.CharField("来源", max_length=60, blank=True)
    reversed_on = models.DateField("冲正日期", null=True, blank=True)
    key = models.CharField("防重键", max_length=100, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive")]
        triggers = [
            pgtrigger.Protect(name="payment_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="payment_only_reversed", exclude=["reversed_on"]),
        ]


class Waiver(models.Model):
    """放弃: a dated fact with its scope."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waivers")
    on = models.DateField("放弃日期")
    of = models.CharField("放弃范围", max_length=16, choices=Bucket)
    amount = models.BigIntegerField("金额（分）")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="waiver_positive")]
        triggers = [pgtrigger.Protect(name="waiver_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
