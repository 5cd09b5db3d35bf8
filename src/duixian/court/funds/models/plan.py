"""分配方案: how money of one case is shared among the cases of its respondent, and what is objected to it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case
from duixian.court.people.models import Court, Staff


@audited()
class Plan(models.Model):
    """The plan; while it is open nothing of the case's money is released. Sums are fen."""

    class Debtor(models.TextChoices):
        PERSON = "person", "自然人"
        ORGANISATION = "organisation", "其他组织"
        COMPANY = "company", "企业法人"

    class Bankruptcy(models.TextChoices):
        UNASKED = "unasked", "未征询移送破产"
        DECLINED = "declined", "各方不同意或不受理"
        ACCEPTED = "accepted", "已受理破产"

    class State(models.TextChoices):
        DRAWN = "drawn", "已制作"
        SERVED = "served", "已送达"
        DONE = "done", "已执行"
        DROPPED = "dropped", "已撤销"

    OPEN = (State.DRAWN, State.SERVED)

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    drawn_on = models.DateField("制作日期")
    debtor = models.CharField("被执行人", max_length=12, choices=Debtor)
    bankruptcy = models.CharField("破产", max_length=8, choices=Bankruptcy, default=Bankruptcy.UNASKED)
    total = models.BigIntegerField("可分配（分）")
    costs = models.BigIntegerField("执行费用（分）", default=0)
    method = models.CharField("分配方法", max_length=200)
    cite = models.CharField("依据", max_length=200)
    state = models.CharField("状态", max_length=8, choices=State, default=State.DRAWN)
    served_on = models.DateField("最后送达日期", null=True)
    object_by = models.DateField("异议期满", null=True)
    ended_on = models.DateField("执行完或撤销日期", null=True)
    ended_why = models.CharField("撤销理由", max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="plan_one_open", condition=Q(state__in=["drawn", "served"])
            ),
            models.CheckConstraint(condition=Q(total__gt=0, costs__gte=0), name="plan_shares_something"),
            models.CheckConstraint(
                condition=Q(state="drawn", served_on=None, object_by=None)
                | Q(state="dropped")
                | Q(state__in=["served", "done"], served_on__isnull=False, object_by__gte=F("served_on")),
                name="plan_served_before_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "object_by", "id"],
                name="plan_to_carry_out",
                include=["case"],
                condition=Q(state="served"),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="plan_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="plan_fixed",
                fields=["court", "case", "drawn_on", "debtor", "total", "costs", "method", "cite"],
            ),
        ]


@audited()
class PlanShare(models.Model):
    """One line of a plan: of a case, of the court (costs) or of the respondent (what is left)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="shares", db_index=False)
    no = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="plan_shares")
    key = models.CharField("债权", max_length=40)
    stage = models.CharField("顺位", max_length=12)
    amount = models.BigIntegerField("分得（分）")
    due = models.BigIntegerField("债权（分）")
    why = models.CharField("理由", max_length=500)
    cite = models.CharField("依据", max_length=200)
    verified = models.BooleanField(default=True)
    moved = models.BigIntegerField("已划付（分）", default=0)

    class Meta:
        ordering = ["no"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "no"], name="plan_share_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, moved__gte=0, moved__lte=F("amount")),
                name="plan_share_moved_within",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="plan_share_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="plan_share_fixed", exclude=["moved"]),
        ]


@audited()
class PlanObjection(models.Model):
    """分配方案异议: who claims how much of which share; what is in dispute stays until it is settled."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objections")
    share = models.ForeignKey(PlanShare, on_delete=models.PROTECT, related_name="objections")
    by = models.CharField("异议人", max_length=40)
    amount = models.BigIntegerField("争议金额（分）")
    text = models.CharField("理由", max_length=500)
    on = models.DateField("提出日期")
    told_on = models.DateField("通知其他当事人日期", null=True)
    opposed_on = models.DateField("其他当事人反对日期", null=True)
    suit_by = models.DateField("起诉期限", null=True)
    ended_on = models.DateField("了结日期", null=True)
    result = models.CharField("结果", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_objection_positive"),
            models.CheckConstraint(
                condition=Q(ended_on=None, result="") | (Q(ended_on__isnull=False) & ~Q(result="")),
                name="plan_objection_ended_with_result",
            ),
        ]
        triggers = [pgtrigger.Protect(name="plan_objection_kept", operation=pgtrigger.Delete)]
