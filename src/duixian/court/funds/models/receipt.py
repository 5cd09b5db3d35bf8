"""到账: what came in and how, and the claims by which it becomes the money of cases."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Payment
from duixian.court.people.models import Court, Staff


@audited()
class CourtAccount(models.Model):
    """案款专户 of a court, from which it pays."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, primary_key=True, related_name="+")
    name = models.CharField("户名", max_length=100)
    bank = models.CharField("开户行", max_length=100)
    account_no = models.CharField("账号", max_length=32)
    bank_code = models.CharField("联行号", max_length=12, blank=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="court_account_kept", operation=pgtrigger.Delete)]


@audited()
class SubAccount(models.Model):
    """专用子账号: one a case, by which the bank itself tells whose money it is."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="sub_account")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField("子账号", max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "number"], name="sub_account_once"),
            models.CheckConstraint(condition=~Q(number=""), name="sub_account_has_its_number"),
        ]
        triggers = [pgtrigger.Protect(name="sub_account_kept", operation=pgtrigger.Delete)]


class Statement(models.Model):
    """银行流水 as it was brought in; `closing` is what the bank says lies in the account after it, in fen."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    filename = models.CharField("文件", max_length=200)
    digest = models.CharField("文件校验值", max_length=64)
    account_no = models.CharField("账号", max_length=40, blank=True)
    first = models.DateField("起", null=True)
    last = models.DateField("止", null=True)
    closing = models.BigIntegerField("期末余额（分）", null=True)
    taken = models.PositiveIntegerField("新到账笔数", default=0)
    known = models.PositiveIntegerField("已有笔数", default=0)
    refused = models.JSONField("未收下的行", default=list)
    notes = models.JSONField("说明", default=list)
    brought_on = models.DateField("导入日期")
    brought_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["court", "-id"], name="statement_of_court")]
        triggers = [pgtrigger.Protect(name="statement_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class Receipt(models.Model):
    """一笔到账. `suggested` is the case that the statement itself speaks for, with how sure and why."""

    class Channel(models.TextChoices):
        BANK = "bank", "银行转入"
        CASH = "cash", "现金"

    class Sure(models.TextChoices):
        CERTAIN = "certain", "确定"
        LIKELY = "likely", "较像"
        UNCLEAR = "unclear", "不明"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField("方式", max_length=8, choices=Channel)
    arrived_on = models.DateField("到账日期")
    amount = models.BigIntegerField("金额（分）")
    payer_name = models.CharField("交款人", max_length=200, blank=True)
    payer_account = models.CharField("交款账号", max_length=64, blank=True)
    payer_bank = models.CharField("交款银行", max_length=200, blank=True)
    remark = models.CharField("附言", max_length=500, blank=True)
    virtual_no = models.CharField("子账号", max_length=40, blank=True)
    serial = models.CharField("流水号或收据号", max_length=100, blank=True)
    key = models.CharField("防重键", max_length=100)
    statement = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="receipts")
    claim_by = models.DateField("认领期限")
    release_by = models.DateField("发放期限")
    suggested = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sure = models.CharField("把握", max_length=8, choices=Sure, default=Sure.UNCLEAR)
    why = models.CharField("依据", max_length=500, blank=True)
    taken_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    bank_by = models.DateField("应缴存日期", null=True)
    banked_on = models.DateField("缴存日期", null=True)
    open = models.BooleanField("还有待认领的", default=True)

    class Meta:
        ordering = ["-arrived_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["court", "key"], name="receipt_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_positive"),
            models.CheckConstraint(
                condition=Q(channel="bank", second=None, bank_by=None, banked_on=None)
                | Q(channel="cash", second__isnull=False, bank_by__isnull=False),
                name="receipt_of_cash_by_two",
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("taken_by")), name="receipt_by_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(banked_on=None) | Q(banked_on__gte=F("arrived_on")),
                name="receipt_banked_after_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["court", "claim_by", "id"], name="receipt_to_claim", condition=Q(open=True)),
            models.Index(
                fields=["court", "bank_by", "id"],
                name="receipt_to_bank",
                condition=Q(bank_by__isnull=False, banked_on=None),
            ),
            models.Index(fields=["court", "-arrived_on", "-id"], name="receipt_of_court"),
        ]
        triggers = [
            pgtrigger.Protect(name="receipt_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="receipt_fixed", exclude=["suggested", "sure", "why", "banked_on", "open"]
            ),
        ]


@audited()
class Claim(models.Model):
    """认领: a part of a receipt is a case's. `payment` is how the debt fell by it, on the day of transfer.

    What is beyond the debt is no payment: it is the respondent's, and `amount` less the payment.
    """

    class Source(models.TextChoices):
        DEBTOR = "debtor", "被执行人交款"
        THIRD = "third", "他人代为交款"
        DEDUCTION = "deduction", "扣划、提取到账"
        AUCTION = "auction", "拍卖变卖价款"
        COURT = "court", "其他法院转来"
        HOLD = "hold", "另案发放款中扣留"
        PLAN = "plan", "参与分配分得"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="claims")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    amount = models.BigIntegerField("金额（分）")
    source = models.CharField("款项来源", max_length=10, choices=Source)
    on = models.DateField("认领日期")
    why = models.CharField("认领依据", max_length=500)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT, related_name="claim")
    tell_by = models.DateField("告知期限")
    told_on = models.DateField("告知当事人日期", null=True)
    undone_on = models.DateField("撤销日期", null=True)
    undone_why = models.CharField("撤销理由", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_positive"),
            models.CheckConstraint(
                condition=Q(undone_on=None, undone_why="") | (Q(undone_on__isnull=False) & ~Q(undone_why="")),
                name="claim_undone_with_reason",
            ),
            # A payment of which the claim was undone may be claimed again.
            models.CheckConstraint(
                condition=Q(undone_on=None) | Q(payment=None), name="claim_undone_has_no_payment"
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(told_on__gte=F("on")), name="claim_told_after_made"
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "tell_by", "id"],
                name="claim_to_tell",
                include=["case"],
                condition=Q(told_on=None, undone_on=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="claim_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="claim_fixed", exclude=["payment", "told_on", "undone_on", "undone_why"]),
        ]
