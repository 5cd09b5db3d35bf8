"""结案: what was stated for it, what was asked, what follows a suspension, and the case that goes on."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.approvals.models import Request
from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Document, Status
from duixian.court.people.models import Court, Staff
from duixian.court.property.models import SearchOrder
from duixian.law.closing import rechecks

WAYS = [(value, words) for value, words in Status.choices if value != Status.OPEN]


class Statement(models.Model):
    """说明 of a condition that no register can tell; a later one stands before an earlier.

    It holds as long as the record says what it said then, `about`: what comes later is not explained by it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closing_statements")
    condition = models.CharField("条件", max_length=120)
    about = models.TextField("所说明的情况")
    text = models.CharField("说明", max_length=500)
    evidence = models.CharField("材料", max_length=200)
    on = models.DateField("日期")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(evidence=""), name="statement_has_evidence")
        ]
        indexes = [models.Index(fields=["case", "id"], name="statement_of_case")]
        triggers = [pgtrigger.Protect(name="statement_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class Proposal(models.Model):
    """报结: one way of closing, asked for when its conditions were met, and what was decided."""

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        CLOSED = "closed", "已结案"
        REFUSED = "refused", "未批准"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closing_proposals")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    way = models.CharField("结案方式", max_length=16, choices=WAYS)
    ground = models.CharField("事由", max_length=24, blank=True)
    reason = models.CharField("事实和材料", max_length=500)
    on = models.DateField("报结日期")
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    closed_on = models.DateField("结案日期", null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="waiting"), name="proposal_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on=None)),
                name="proposal_closed_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_its_reason"),
        ]
        triggers = [pgtrigger.Protect(name="proposal_kept", operation=pgtrigger.Delete)]


def opens_after(since: date, position: int) -> date:
    """The day after which a check falls: that of the check before it, or of the suspension."""
    return rechecks(since)[position - 2] if position > 1 else since


@audited()
class Recheck(models.Model):
    """终本后核查: one of ten, each half a year after the one before; done once, with what it found."""

    class Outcome(models.TextChoices):
        NONE = "none", "没有发现财产"
        FOUND = "found", "发现财产"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rechecks")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("第几次")
    since = models.DateField("终本日期")
    due_on = models.DateField("应核查日期")
    done_on = models.DateField("核查日期", null=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, blank=True)
    text = models.CharField("查询情况", max_length=500, blank=True)
    order = models.ForeignKey(
        SearchOrder, verbose_name="查询令", null=True, on_delete=models.PROTECT, related_name="+"
    )
    told_on = models.DateField("告知申请执行人日期", null=True)
    dropped_on = models.DateField("不再核查", null=True)
    done_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="recheck_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=10), name="recheck_one_of_ten"),
            models.CheckConstraint(condition=Q(due_on__gt=F("since")), name="recheck_after_suspension"),
            models.CheckConstraint(
                condition=Q(done_on=None, outcome="", text="", order=None, told_on=None, done_by=None)
                | (Q(done_on__gt=F("since"), done_by__isnull=False) & ~Q(outcome="") & ~Q(text="")),
                name="recheck_done_says_what",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(told_on__gte=F("done_on")), name="recheck_told_after_done"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(done_on=None), name="recheck_done_or_dropped"
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="recheck_falls_due",
                include=["case"],
                condition=Q(done_on=None, dropped_on=None),
            ),
            models.Index(
                fields=["court", "done_on", "id"],
                name="recheck_found",
                include=["case"],
                condition=Q(outcome="found"),
            ),
            models.Index(
                fields=["court", "done_on", "id"],
                name="recheck_untold",
                include=["case"],
                condition=Q(done_on__isnull=False, told_on=None),
            ),
        ]
        triggers = [pgtrigger.Protect(name="recheck_kept", operation=pgtrigger.Delete)]

    @property
    def opens_after(self) -> date:
        """The day after which it can be registered."""
        return opens_after(self.since, self.position)


class Revival(models.Model):
    """恢复执行: the suspended case and the new one in which it goes on; `left` in fen."""

    former = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="revival")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="revived_from")
    on = models.DateField("恢复日期")
    reason = models.CharField("恢复理由", max_length=300)
    left = models.BigIntegerField("未执行金额（分）")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(former=F("case")), name="revival_of_another"),
            models.CheckConstraint(condition=Q(left__gt=0), name="revival_has_something_left"),
            models.CheckConstraint(condition=~Q(reason=""), name="revival_has_its_reason"),
        ]
        triggers = [pgtrigger.Protect(name="revival_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
