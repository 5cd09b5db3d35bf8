"""审批: one request a matter of a case, the steps in which it was signed, and who signs for whom."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case
from duixian.court.people.models import Court, Role, Staff
from duixian.law import approvals

MATTERS = [(one.key, one.name) for one in approvals.matters()]
SIGNERS = [Role.BUREAU_CHIEF, Role.PRESIDENT]

_NOBODY_SIGNS_HIS_OWN = """
    IF EXISTS (
        SELECT FROM approvals_request
        WHERE id = NEW.request_id AND asked_by_id IN (NEW.decided_by_id, NEW.on_behalf_of_id)
    )
    THEN RAISE EXCEPTION 'nobody signs his own request' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@audited()
class Request(models.Model):
    """报请: what is asked, with law's own check; `waiting_for` is the role whose turn it is, "" when none.

    `checks` hold item, met, why, cite and verified of each condition as law had answered on the day.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待审批"
        RETURNED = "returned", "退回补正"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"
        WITHDRAWN = "withdrawn", "撤回"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField("事项", max_length=24, choices=MATTERS)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField("报请日期")
    asked_at = models.DateTimeField("报请时间")
    text = models.TextField("事实和理由", max_length=2000)
    checks = models.JSONField("审查", default=list)
    urgent = models.BooleanField("紧急，已先行采取", default=False)
    acted_at = models.DateTimeField("先行采取的时间", null=True)
    due_on = models.DateField("应答复")
    round = models.PositiveSmallIntegerField("第几次报请", default=1)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PENDING)
    waiting_for = models.CharField("待谁审批", max_length=16, blank=True)
    decided_on = models.DateField("审结日期", null=True)
    decided_at = models.DateTimeField("审结时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", waiting_for__in=SIGNERS)
                | (~Q(state="pending") & Q(waiting_for="")),
                name="request_waits_while_pending",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "returned"], decided_on=None, decided_at=None)
                | Q(
                    state__in=["granted", "refused", "withdrawn"],
                    decided_on__isnull=False,
                    decided_at__isnull=False,
                ),
                name="request_decided_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(urgent=False, acted_at=None) | Q(urgent=True, acted_at__isnull=False),
                name="request_urgent_has_acted",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("asked_on")),
                name="request_decided_after_asked",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="request_says_why"),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="request_falls_due",
                include=["case", "waiting_for"],
                condition=Q(state="pending"),
            ),
            models.Index(
                fields=["court", "due_on", "id"],
                name="request_to_mend",
                include=["case"],
                condition=Q(state="returned"),
            ),
            models.Index(fields=["case", "id"], name="request_of_case"),
            models.Index(fields=["asked_by", "state", "id"], name="request_of_asker"),
        ]
        triggers = [
            pgtrigger.Protect(name="request_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="request_fixed", fields=["case", "court", "matter", "asked_by", "urgent"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()} {self.case.case_no}"


class Step(models.Model):
    """签批: one signature under a request, by the one whose turn it was or by his delegate."""

    class Decision(models.TextChoices):
        GRANTED = "granted", "同意"
        RETURNED = "returned", "退回"
        REFUSED = "refused", "不同意"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    role = models.CharField("审批人", max_length=16, choices=[(one.value, one.label) for one in SIGNERS])
    decision = models.CharField("意见", max_length=8, choices=Decision)
    reason = models.CharField("说明", max_length=500, blank=True)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round", "role"], name="step_once"),
            models.UniqueConstraint(
                fields=["request", "round", "decided_by"], name="step_by_different_people"
            ),
            models.CheckConstraint(
                condition=Q(decision="granted") | ~Q(reason=""), name="step_no_without_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("decided_by")),
                name="step_on_behalf_of_another",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="step_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="step_not_his_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_NOBODY_SIGNS_HIS_OWN,
            ),
        ]


@audited()
class Delegation(models.Model):
    """委托签批: who signs for whom, from a day to a day, both counted."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    first = models.DateField("自")
    last = models.DateField("至")
    why = models.CharField("事由", max_length=100)
    ended_on = models.DateField("提前终止", null=True)

    class Meta:
        ordering = ["-first", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="delegation_in_order"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
            models.CheckConstraint(condition=~Q(why=""), name="delegation_has_its_reason"),
        ]
        indexes = [models.Index(fields=["taker", "last"], name="delegation_of_taker")]
        triggers = [pgtrigger.Protect(name="delegation_kept", operation=pgtrigger.Delete)]
