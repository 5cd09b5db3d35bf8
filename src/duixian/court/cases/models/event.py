"""经过: the memory of a case."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from duixian.court.cases.models.case import Case
from duixian.court.people.models import Court, Staff


class EventKind(models.TextChoices):
    """经过 of a case: what a bulletin counts is counted from these."""

    FILED = "filed", "立案"
    IMPORTED = "imported", "台账导入"
    CORRECTED = "corrected", "更正"
    ASSIGNED = "assigned", "分案"
    INCLUDED = "included", "纳入专项"
    SUPERVISED = "supervised", "督办"
    NOTICE = "notice", "送达"
    SEARCH = "search", "查询"
    VISIT = "visit", "走访"
    CONTACT = "contact", "沟通"
    LEAD = "lead", "线索"
    FOUND = "found", "查明财产"
    SEALED = "sealed", "查封"
    FROZEN = "frozen", "冻结"
    DEDUCTED = "deducted", "扣划"
    SUMMONED = "summoned", "传唤"
    SUMMONED_BY_FORCE = "summoned_by_force", "拘传"
    DETAINED = "detained", "拘留"
    FINED = "fined", "罚款"
    PREMISES_SEARCH = "premises_search", "搜查"
    CONSUMPTION = "consumption", "限制消费"
    DISHONEST = "dishonest", "纳入失信"
    EXIT = "exit", "限制出境"
    REFERRED = "referred", "移送拒执"
    SETTLEMENT = "settlement", "执行和解"
    WAIVER = "waiver", "放弃"
    PAYMENT = "payment", "到位"
    REVERSAL = "reversal", "冲正"
    RELEASED = "released", "发放"
    CLOSED = "closed", "结案"
    REVIVED = "revived", "恢复执行"
    DOCUMENT = "document", "制作文书"
    STOPPED = "stopped", "期限停止计算"
    APPROVAL = "approval", "审批"
    LIFTED = "lifted", "解除措施"
    STATE = "state", "程序变动"
    PERFORMED = "performed", "履行和解"
    RECHECKED = "rechecked", "终本核查"
    NOTE = "note", "备注"


class Event(models.Model):
    """经过: who, what, when; the database refuses to change or delete one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    kind = models.CharField("事项", max_length=20, choices=EventKind)
    actor = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField("内容", max_length=500)
    person = models.CharField("涉及的人", max_length=60, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    data = models.JSONField("细目", default=dict, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_known"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="event_amount_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["court", "kind", "on"], name="event_counted"),
            models.Index(fields=["case", "on"], name="event_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="event_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
