"""罚款, 拘留, and their review by the higher court. Sums are fen."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.appearance import Appearance
from duixian.court.coercion.models.base import Against, Decision, against, kept

_STANDING = Q(decision__in=[Decision.WAITING, Decision.GRANTED], revoked_on=None)


class Sanction(Against):
    """A sanction for one act: `act_key` is that act, and nobody is punished twice for it in the same way."""

    class Conduct(models.TextChoices):
        FALSE_REPORT = "false_report", "拒绝报告、虚假报告财产"
        HIDING = "hiding", "隐藏、转移、变卖、毁损财产"
        RESISTANCE = "resistance", "以暴力、威胁等方法妨碍执行"
        SPENDING = "spending", "违反限制消费令"
        ABLE = "able", "有能力而拒不履行生效法律文书"
        NO_HELP = "no_help", "拒不协助调查、执行"
        EVIDENCE = "evidence", "伪造、毁灭证据，妨碍作证"
        OTHER = "other", "其他妨害执行的行为"

    conduct = models.CharField("妨害行为", max_length=16, choices=Conduct)
    act_on = models.DateField("行为日期")
    act_key = models.CharField(max_length=160)
    served_on = models.DateField("决定书送达日期", null=True)
    revoked_on = models.DateField("复议撤销日期", null=True)

    class Meta:
        abstract = True


@audited()
class Fine(Sanction):
    """罚款."""

    unit = models.BooleanField("对单位", default=False)
    amount = models.BigIntegerField("罚款金额（分）")
    pay_by = models.DateField("缴纳期限", null=True)
    paid = models.BigIntegerField("已缴纳（分）", default=0)
    paid_on = models.DateField("缴清日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("fine"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid__gte=0, paid__lte=F("amount")), name="fine_sums_in_order"
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(paid=F("amount"), paid_on__gte=F("decided_on")),
                name="fine_paid_in_whole",
            ),
            models.UniqueConstraint(fields=["act_key"], condition=_STANDING, name="fine_once_for_an_act"),
        ]
        indexes = [
            models.Index(
                fields=["court", "pay_by", "id"],
                name="fine_unpaid",
                include=["case"],
                condition=Q(decision=Decision.GRANTED, paid_on=None, revoked_on=None, pay_by__isnull=False),
            ),
            models.Index(fields=["case", "id"], name="fine_of_case"),
        ]
        triggers = [*kept("fine", "served_on", "paid_on", "revoked_on")]


@audited()
class Detention(Sanction):
    """拘留: days count from `began_on`, `last_on` is the last of them; family is told by `family_by`.

    `urgent`: carried out first, reported at once.
    """

    urgent = models.BooleanField("紧急，先行采取", default=False)
    days = models.PositiveSmallIntegerField("天数")
    fine = models.OneToOneField(Fine, null=True, on_delete=models.PROTECT, related_name="detention")
    appearance = models.ForeignKey(Appearance, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("拘留所", max_length=100, blank=True)
    began_at = models.DateTimeField("收拘时间", null=True)
    last_on = models.DateField("届满日期", null=True)
    family_by = models.DateTimeField("最迟通知家属", null=True)
    family_on = models.DateField("最迟通知家属日期", null=True)
    family_at = models.DateTimeField("通知家属时间", null=True)
    family = models.CharField("通知了何人", max_length=60, blank=True)
    family_unreachable = models.CharField("无法通知的原因", max_length=200, blank=True)
    ended_on = models.DateField("解除日期", null=True)
    ended_why = models.CharField("解除的事由", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("detention"),
            models.CheckConstraint(condition=Q(days__gte=1), name="detention_at_least_a_day"),
            models.CheckConstraint(
                condition=Q(began_at=None) | Q(decision=Decision.GRANTED) | Q(urgent=True),
                name="detention_by_decision_or_urgent",
            ),
            models.CheckConstraint(
                condition=Q(began_at=None, last_on=None, family_by=None, family_on=None)
                | Q(
                    began_at__isnull=False,
                    last_on__isnull=False,
                    family_by__gt=F("began_at"),
                    family_on__isnull=False,
                ),
                name="detention_has_its_limits",
            ),
            models.CheckConstraint(
                condition=Q(family_at=None)
                | (Q(family_at__gte=F("began_at")) & (~Q(family="") | ~Q(family_unreachable=""))),
                name="detention_family_told_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(began_at__isnull=False), name="detention_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["act_key"], condition=_STANDING, name="detention_once_for_an_act"
            ),
            models.UniqueConstraint(
                fields=["person_key"],
                condition=Q(began_at__isnull=False, ended_on=None),
                name="detention_nobody_twice_at_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "last_on", "id"],
                name="detention_running",
                include=["case"],
                condition=Q(began_at__isnull=False, ended_on=None),
            ),
            models.Index(
                fields=["court", "family_on", "id"],
                name="detention_family_untold",
                include=["case"],
                condition=Q(began_at__isnull=False, family_at=None),
            ),
            models.Index(fields=["case", "id"], name="detention_of_case"),
        ]
        triggers = [
            *kept(
                "detention", "served_on", "began_at", "family_by", "family_at", "ended_on",
                "revoked_on",
            )
        ]  # fmt: skip

    @property
    def is_held(self) -> bool:
        """Whether the person is detained now."""
        return self.began_at is not None and self.ended_on is None


@audited()
class Review(models.Model):
    """复议 of a fine or a detention by the higher court; neither waits for it."""

    class Result(models.TextChoices):
        UPHELD = "upheld", "驳回，维持原决定"
        CHANGED = "changed", "变更"
        REVOKED = "revoked", "撤销"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey("people.Court", on_delete=models.PROTECT, related_name="+")
    fine = models.ForeignKey(Fine, null=True, on_delete=models.PROTECT, related_name="reviews")
    detention = models.ForeignKey(Detention, null=True, on_delete=models.PROTECT, related_name="reviews")
    filed_on = models.DateField("申请日期")
    sent_on = models.DateField("报送上级法院日期")
    due_on = models.DateField("应作出决定日期")
    text = models.CharField("申请理由", max_length=500)
    decided_on = models.DateField("复议决定日期", null=True)
    result = models.CharField("结果", max_length=8, choices=Result, blank=True)
    number = models.CharField("复议决定文号", max_length=60, blank=True)
    noted_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fine__isnull=True, detention__isnull=False)
                | Q(fine__isnull=False, detention__isnull=True),
                name="review_of_one_decision",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, result="") | (Q(decided_on__gte=F("filed_on")) & ~Q(result="")),
                name="review_decided_has_its_result",
            ),
            models.UniqueConstraint(fields=["fine"], name="review_of_fine_once"),
            models.UniqueConstraint(fields=["detention"], name="review_of_detention_once"),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="review_undecided",
                include=["case"],
                condition=Q(decided_on=None),
            ),
        ]
        triggers = [pgtrigger.Protect(name="review_kept", operation=pgtrigger.Delete)]
