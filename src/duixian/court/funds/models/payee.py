"""收款人: to whose account the money of a case goes, entered by one person and verified by another."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Court, Staff


@audited()
class Payee(models.Model):
    """An account that money may go to. Of another name than the party's it needs its reason in writing."""

    class Kind(models.TextChoices):
        APPLICANT = "applicant", "申请执行人"
        RESPONDENT = "respondent", "被执行人（退还余款）"
        TREASURY = "treasury", "财政专户（执行费用）"
        COURT = "court", "其他法院"
        PAYER = "payer", "原交款人（退款）"

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="payees")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="payees")
    kind = models.CharField("收款人", max_length=10, choices=Kind)
    name = models.CharField("户名", max_length=100)
    bank = models.CharField("开户行", max_length=100)
    account_no = models.CharField("账号", max_length=32)
    bank_code = models.CharField("联行号", max_length=12, blank=True)
    reason = models.CharField("户名与当事人不一致的理由", max_length=300, blank=True)
    added_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_on = models.DateField("登记日期")
    verified_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    verified_on = models.DateField("核对日期", null=True)
    verified_how = models.CharField("核对方式", max_length=200, blank=True)
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "case", "party", "kind", "account_no"],
                name="payee_once",
                condition=Q(ended_on=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_on=None, verified_how="")
                | (Q(verified_by__isnull=False, verified_on__isnull=False) & ~Q(verified_how="")),
                name="payee_verified_whole",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("added_by")),
                name="payee_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(bank="") & ~Q(account_no=""), name="payee_has_its_account"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["applicant", "respondent"], case__isnull=False, party__isnull=False)
                | Q(kind__in=["treasury", "court", "payer"], party=None),
                name="payee_of_a_party",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payee_kept", operation=pgtrigger.Delete),
            # What was verified is this account and no other: a mistake is ended and entered anew.
            pgtrigger.ReadOnly(
                name="payee_fixed", exclude=["verified_by", "verified_on", "verified_how", "ended_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 尾号{self.account_no[-4:]}"
