"""移送拒执罪, and what came of it. Sums are fen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.base import Against, Decision, against, kept


@audited()
class Referral(Against):
    """拒执罪: sent to the police, or left to the applicant's private prosecution; `checks` as they stood."""

    class Way(models.TextChoices):
        POLICE = "police", "移送公安机关"
        PRIVATE = "private", "申请执行人自诉"

    class Outcome(models.TextChoices):
        FILED = "filed", "公安机关立案"
        DECLINED = "declined", "不予立案、不予追究"
        INDICTED = "indicted", "提起公诉"
        CONVICTED = "convicted", "判决有罪"
        ACQUITTED = "acquitted", "判决无罪"
        CLOSED = "closed", "撤案、不起诉、撤诉"

    head = models.CharField("情形", max_length=20)
    acted_on = models.DateField("行为日期", null=True)
    able = models.BooleanField("有能力执行", null=True)
    means = models.CharField("履行能力的事实", max_length=500, blank=True)
    suit_began_on = models.DateField("诉讼开始日期", null=True)
    way = models.CharField("途径", max_length=8, choices=Way)
    to = models.CharField("受移送机关", max_length=100)
    evidence = models.CharField("证据目录", max_length=2000, blank=True)
    checks = models.JSONField("条件核对", default=list)
    sent_on = models.DateField("移送日期", null=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField("结果日期", null=True)
    outcome_text = models.CharField("结果说明", max_length=300, blank=True)
    indicted_on = models.DateField("提起公诉日期", null=True)
    judged_on = models.DateField("一审宣告判决日期", null=True)
    paid_before = models.BigIntegerField("判决前已履行（分）", default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("referral"),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(decision=Decision.GRANTED, sent_on__gte=F("decided_on")),
                name="referral_sent_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__gte=F("sent_on"))),
                name="referral_outcome_after_sent",
            ),
            models.CheckConstraint(
                condition=(Q(indicted_on=None) | Q(indicted_on__gte=F("sent_on")))
                & (Q(judged_on=None) | Q(judged_on__gte=F("sent_on"))),
                name="referral_prosecuted_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(indicted_on=None) | Q(judged_on=None) | Q(judged_on__gte=F("indicted_on")),
                name="referral_judged_after_indicted",
            ),
            models.CheckConstraint(condition=Q(paid_before__gte=0), name="referral_paid_not_negative"),
        ]
        indexes = [models.Index(fields=["case", "id"], name="referral_of_case")]
        triggers = [*kept("referral", "sent_on", "indicted_on", "judged_on")]
