"""发放、扣留、延期: how money leaves the court, what keeps it, and until when."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.approvals.models import Request
from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case
from duixian.court.funds.models.payee import Payee
from duixian.court.funds.models.receipt import Receipt
from duixian.court.people.models import Court, Staff


@audited()
class Batch(models.Model):
    """付款批次: what finance sends the bank in one file; made again, the file is the same."""

    class Format(models.TextChoices):
        ICBC = "icbc", "工商银行（CSV）"
        CCB = "ccb", "建设银行（CSV）"
        ABC = "abc", "农业银行（CSV）"
        ISO = "iso20022", "ISO 20022 pain.001"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField("批次号", max_length=30, unique=True)
    on = models.DateField("日期")
    format = models.CharField("文件格式", max_length=10, choices=Format)
    payer_name = models.CharField("付款户名", max_length=100)
    payer_account = models.CharField("付款账号", max_length=32)
    payer_bank = models.CharField("付款银行", max_length=100)
    payer_bank_code = models.CharField("付款联行号", max_length=12, blank=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["court", "-id"], name="batch_of_court")]
        triggers = [pgtrigger.Protect(name="batch_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class Release(models.Model):
    """一笔发放: prepared by one, approved by another, paid by finance. Its money waits in a place of its own.

    Money of no case that goes back to its payer has no case, and `approved_by` in place of a request.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        APPROVED = "approved", "待付款"
        SENT = "sent", "已交银行"
        PAID = "paid", "已付讫"
        RETURNED = "returned", "退汇"
        CANCELLED = "cancelled", "未发放"

    OPEN = (State.ASKED, State.APPROVED, State.SENT)

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="releases")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="releases")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="releases")
    amount = models.BigIntegerField("金额（分）")
    purpose = models.CharField("用途", max_length=140)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_on = models.DateField("报请日期")
    check_note = models.CharField("发放前核查", max_length=500)
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="releases")
    approved_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_on = models.DateField("批准日期", null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="releases")
    paid_on = models.DateField("付讫日期", null=True)
    ended_on = models.DateField("退汇或未发放日期", null=True)
    ended_why = models.CharField("退汇或未发放的原因", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="release_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "cancelled"])
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="release_approved_before_paid",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
                name="release_by_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "approved", "cancelled"], batch=None)
                | Q(state__in=["sent", "paid", "returned"], batch__isnull=False),
                name="release_sent_in_a_batch",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_on__isnull=False) | (~Q(state="paid") & Q(paid_on=None)),
                name="release_paid_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["returned", "cancelled"], ended_on__isnull=False) & ~Q(ended_why=""))
                | (~Q(state__in=["returned", "cancelled"]) & Q(ended_on=None, ended_why="")),
                name="release_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "state", "id"],
                name="release_open",
                condition=Q(state__in=["asked", "approved", "sent"]),
            ),
            models.Index(
                fields=["court", "ended_on", "id"], name="release_returned", condition=Q(state="returned")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="release_kept_for_good", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="release_fixed",
                fields=["court", "receipt", "case", "payee", "amount", "asked_by", "asked_on", "check_note"],
            ),
            pgtrigger.FSM(
                name="release_goes_on",
                field="state",
                transitions=[
                    ("asked", "approved"),
                    ("asked", "cancelled"),
                    ("approved", "cancelled"),
                    ("approved", "sent"),
                    ("sent", "paid"),
                    ("sent", "returned"),
                ],
            ),
        ]


@audited()
class Hold(models.Model):
    """依令扣留: money of a payee who himself owes in `for_case`; without an order it ends by itself."""

    class Basis(models.TextChoices):
        NONE = "none", "尚无裁定，等待手续"
        ORDER = "order", "裁定书"
        NOTICE = "notice", "协助执行通知书"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="holds")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="holds")
    for_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds_for")
    amount = models.BigIntegerField("金额（分）")
    why = models.CharField("理由", max_length=300)
    held_on = models.DateField("扣留日期")
    basis = models.CharField("法律依据", max_length=8, choices=Basis, default=Basis.NONE)
    basis_no = models.CharField("文号", max_length=60, blank=True)
    basis_on = models.DateField("文书日期", null=True)
    until = models.DateField("扣留届满")
    told_on = models.DateField("告知收款人日期", null=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField("结束日期", null=True)
    ended_why = models.CharField("结束的原因", max_length=300, blank=True)
    taken = models.BigIntegerField("划转至另案（分）", default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="hold_positive"),
            models.CheckConstraint(
                condition=Q(taken__gte=0, taken__lte=F("amount")), name="hold_taken_within"
            ),
            models.CheckConstraint(condition=~Q(case=F("for_case")), name="hold_for_another_case"),
            models.CheckConstraint(
                condition=Q(basis="none", basis_no="", basis_on=None)
                | (~Q(basis="none") & ~Q(basis_no="") & Q(basis_on__isnull=False)),
                name="hold_basis_whole",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("held_on")), name="hold_in_order"),
            models.CheckConstraint(
                condition=Q(taken=0) | ~Q(basis="none"), name="hold_takes_nothing_without_basis"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="hold_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "until", "id"],
                name="hold_running",
                include=["case"],
                condition=Q(ended_on=None),
            ),
        ]
        triggers = [pgtrigger.Protect(name="hold_kept", operation=pgtrigger.Delete)]


@audited()
class Delay(models.Model):
    """延期发放 of a receipt's money in a case, until a day, each time with its reason and its approval."""

    class State(models.TextChoices):
        ASKED = "asked", "待审批"
        GRANTED = "granted", "已批准"
        REFUSED = "refused", "未批准"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="delays")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="delays")
    reason = models.CharField("事由", max_length=20)
    text = models.CharField("说明", max_length=300)
    until = models.DateField("延至")
    state = models.CharField("状态", max_length=8, choices=State, default=State.ASKED)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="delays")
    decided_on = models.DateField("决定日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_on=None)
                | (~Q(state="asked") & Q(decided_on__isnull=False)),
                name="delay_decided_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["receipt", "case", "until"], name="delay_of_receipt")]
        triggers = [
            pgtrigger.Protect(name="delay_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="delay_fixed", exclude=["state", "decided_on"]),
        ]
