"""待收款项: money that somebody is about to pay to the respondent, to be intercepted before it is. Fen."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Court
from duixian.court.property.models.control import Measure


@audited()
class ExpectedPayment(models.Model):
    """征地补偿款, 工资, 到期债权 and the like; a notice stops it, a day watches over it."""

    class Kind(models.TextChoices):
        LAND_COMPENSATION = "land_compensation", "征地补偿款"
        WAGES = "wages", "工资收入"
        CLAIM = "claim", "到期债权"
        RENT = "rent", "租金"
        DIVIDEND = "dividend", "分红"
        TAX_REFUND = "tax_refund", "退税"
        OTHER = "other", "其他收入"

    class State(models.TextChoices):
        WATCHED = "watched", "已掌握"
        NOTICED = "noticed", "已通知协助"
        OBJECTED = "objected", "第三人异议"
        INTERCEPTED = "intercepted", "已截留"
        MISSED = "missed", "未截住"
        DROPPED = "dropped", "不再关注"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="expected_payments")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("款项", max_length=20, choices=Kind)
    payer = models.CharField("付款单位", max_length=100)
    amount = models.BigIntegerField("预计金额（分）", null=True)
    expected_on = models.DateField("预计付款日", null=True)
    known_on = models.DateField("掌握日期")
    source = models.CharField("来源", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.WATCHED)
    noticed_on = models.DateField("通知送达日期", null=True)
    objection_until = models.DateField("异议期限", null=True)
    objected_on = models.DateField("异议日期", null=True)
    objection = models.CharField("异议内容", max_length=500, blank=True)
    measure = models.OneToOneField(
        Measure, null=True, on_delete=models.PROTECT, related_name="expected_payment", verbose_name="控制措施"
    )
    ended_on = models.DateField("了结日期", null=True)
    ended_why = models.CharField("了结情况", max_length=300, blank=True)

    class Meta:
        ordering = ["expected_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="expected_amount_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["noticed", "intercepted"])
                | Q(noticed_on__isnull=False, measure__isnull=False),
                name="expected_noticed_by_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(objected_on=None) | Q(objected_on__gte=F("noticed_on")),
                name="expected_objection_after_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["missed", "dropped"])
                | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="expected_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "expected_on", "id"],
                name="expected_falls_due",
                include=["case"],
                condition=Q(state__in=["watched", "noticed", "objected"]),
            ),
            models.Index(
                fields=["court", "objection_until", "id"],
                name="expected_objection",
                include=["case"],
                condition=Q(state="noticed", objection_until__isnull=False),
            ),
            models.Index(fields=["case", "id"], name="expected_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="expected_kept", operation=pgtrigger.Delete)]
