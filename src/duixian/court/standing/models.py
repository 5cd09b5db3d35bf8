"""程序变动: a case that stands still, an objection that is looked into, a party that changes."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.approvals.models import Request
from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, ClockStop, Document, ExcludedPeriod, Party
from duixian.court.people.models import Court, Staff
from duixian.law import standing

GROUNDS = [(one.key, one.words) for kind in ("stay", "deferral") for one in standing.grounds(kind)]
CHANGES = [(one.key, one.words) for one in standing.changes()]


@audited()
class Standstill(models.Model):
    """中止、暂缓: asked for, signed, in force from `start` until `end`, both days belonging to it.

    `until` is the last day of a deferral; `stop` and `excluded` are its effect on term and surcharge.
    """

    class Kind(models.TextChoices):
        STAY = "stay", "中止执行"
        DEFERRAL = "deferral", "暂缓执行"

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        GRANTED = "granted", "已批准"
        REFUSED = "refused", "未批准"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="standstills")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=8, choices=Kind)
    ground = models.CharField("事由", max_length=24, choices=sorted(set(GROUNDS)))
    reason = models.CharField("事实和理由", max_length=500)
    guarantee = models.CharField("担保", max_length=200, blank=True)
    start = models.DateField("自")
    until = models.DateField("暂缓至", null=True)
    end = models.DateField("至", null=True)
    end_why = models.CharField("结束的理由", max_length=300, blank=True)
    state = models.CharField("审批", max_length=8, choices=State, default=State.WAITING)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    stop = models.OneToOneField(ClockStop, null=True, on_delete=models.PROTECT, related_name="+")
    excluded = models.OneToOneField(ExcludedPeriod, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None, end_why="")
                | (Q(state="granted", end__gte=F("start")) & ~Q(end_why="")),
                name="standstill_ends_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="stay", until=None) | Q(kind="deferral", until__gte=F("start")),
                name="standstill_deferral_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="standstill_has_its_reason"),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state__in=["waiting", "granted"], end=None),
                name="standstill_one_running",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "until", "id"],
                name="standstill_falls_due",
                include=["case"],
                condition=Q(state="granted", end=None, until__isnull=False),
            ),
            models.Index(fields=["case", "id"], name="standstill_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="standstill_kept", operation=pgtrigger.Delete)]


@audited()
class Objection(models.Model):
    """执行异议、案外人异议: decided within its days; then the next remedy is open until its last day."""

    class Kind(models.TextChoices):
        CONDUCT = "conduct", "执行行为异议"
        THIRD_PARTY = "third_party", "案外人异议"

    class Result(models.TextChoices):
        UPHELD = "upheld", "成立"
        PARTLY = "partly", "部分成立"
        REJECTED = "rejected", "驳回"
        WITHDRAWN = "withdrawn", "撤回"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=12, choices=Kind)
    by = models.CharField("异议人", max_length=60)
    thing = models.CharField("争议的财产（账号、车牌、证号）", max_length=100, blank=True)
    text = models.CharField("请求和理由", max_length=500)
    filed_on = models.DateField("提出日期")
    due_on = models.DateField("审查期限")
    decided_on = models.DateField("裁定日期", null=True)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    decision = models.CharField("裁定文号和理由", max_length=300, blank=True)
    served_on = models.DateField("裁定送达日期", null=True)
    next_until = models.DateField("复议、起诉期限", null=True)
    next_on = models.DateField("申请复议、起诉日期", null=True)
    ended_on = models.DateField("程序终结日期", null=True)
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by="") & ~Q(text=""), name="objection_says_who_and_what"),
            models.CheckConstraint(
                condition=Q(decided_on=None, result="", decision="", served_on=None, next_until=None)
                | (Q(decided_on__gte=F("filed_on")) & ~Q(result="") & ~Q(decision="")),
                name="objection_decided_says_how",
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_until__isnull=False), name="objection_next_after_decision"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(decided_on__isnull=False), name="objection_ends_decided"
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="objection_falls_due",
                include=["case"],
                condition=Q(decided_on=None),
            ),
            models.Index(fields=["case", "id"], name="objection_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="objection_kept", operation=pgtrigger.Delete)]


@audited()
class PartyChange(models.Model):
    """变更、追加: asked for on a ground of the closed list, decided within sixty days; `limit` in fen."""

    class Result(models.TextChoices):
        GRANTED = "granted", "变更、追加"
        REFUSED = "refused", "驳回"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="party_changes")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("事由", max_length=24, choices=CHANGES)
    person = models.CharField("被变更、追加人", max_length=100)
    id_no = models.CharField("证件号码", max_length=30, blank=True)
    is_person = models.BooleanField("自然人")
    replaces = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("事实和理由", max_length=500)
    limit = models.BigIntegerField("责任限额（分）", null=True)
    asked_on = models.DateField("申请日期")
    due_on = models.DateField("审查期限")
    decided_on = models.DateField("裁定日期", null=True)
    result = models.CharField("结果", max_length=8, choices=Result, blank=True)
    decision = models.CharField("裁定理由", max_length=300, blank=True)
    next_until = models.DateField("复议、起诉期限", null=True)
    party = models.OneToOneField(Party, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person="") & ~Q(reason=""), name="change_says_who_and_why"),
            models.CheckConstraint(condition=Q(limit=None) | Q(limit__gt=0), name="change_limit_positive"),
            models.CheckConstraint(
                condition=Q(decided_on=None, result="", decision="", party=None)
                | (Q(decided_on__gte=F("asked_on")) & ~Q(decision="") & Q(result="refused", party=None))
                | (
                    Q(decided_on__gte=F("asked_on"))
                    & ~Q(decision="")
                    & Q(result="granted", party__isnull=False)
                ),
                name="change_granted_adds_a_party",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="change_falls_due",
                include=["case"],
                condition=Q(decided_on=None),
            ),
            models.Index(fields=["case", "id"], name="change_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="change_kept", operation=pgtrigger.Delete)]
