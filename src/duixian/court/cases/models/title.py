"""执行依据: what was ordered, what it costs, and the days that bear no surcharge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models.case import Case


@audited()
class Title(models.Model):
    """执行依据 of a case; never changed by what happens later."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="title", primary_key=True)
    number = models.CharField("文书文号", max_length=80, blank=True)
    kind = models.CharField("依据类型", max_length=40, blank=True)
    made_by = models.CharField("作出单位", max_length=80, blank=True)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    operative = models.TextField("主文", blank=True)


@audited()
class Obligation(models.Model):
    """判项: `terms` is one obligation in the contract's shape, checked by reading before it is stored."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="obligations")
    position = models.PositiveSmallIntegerField("序号")
    subject = models.CharField("给付内容", max_length=100)
    terms = models.JSONField("内容")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="obligation_position_once"),
        ]


class Fee(models.Model):
    """由被执行人负担的费用."""

    class PayableTo(models.TextChoices):
        APPLICANT = "applicant", "申请执行人"
        COURT = "court", "法院"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fees")
    subject = models.CharField("费用名称", max_length=60)
    amount = models.BigIntegerField("金额（分）")
    payable_to = models.CharField("支付给", max_length=16, choices=PayableTo, default=PayableTo.APPLICANT)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="fee_positive")]


class ExcludedPeriod(models.Model):
    """不计迟延履行利息的期间; both days belong to it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="excluded_periods")
    start = models.DateField("起")
    end = models.DateField("止")
    reason = models.CharField("事由", max_length=200)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="excluded_period_in_order"),
        ]
