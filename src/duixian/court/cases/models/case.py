"""执行案件, its parties, and the counts of cases.

Figures of what is owed on a day are computed by law/, never stored as truth: `Case.owed` is the last
computed figure, with its day, so that a list can sort by it.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, LPad, Substr

from duixian.court.cases import orders
from duixian.court.cases.audit import audited
from duixian.court.people.models import Court, Staff


class Status(models.TextChoices):
    """办理状态; all but OPEN are ways of closing."""

    OPEN = "open", "在办"
    FULLY_PERFORMED = "fully_performed", "执行完毕"
    SUSPENDED = "suspended", "终结本次执行程序"
    TERMINATED = "terminated", "终结执行"
    WITHDRAWN = "withdrawn", "销案"
    REFUSED = "refused", "不予执行"
    DISMISSED = "dismissed", "驳回申请"


class Category(models.TextChoices):
    """专项范围的类别; NONE is a case outside of all."""

    WAGES = "wages", "劳动报酬"
    SUPPORT = "support", "赡养抚养扶养"
    INJURY = "injury", "人身损害"
    LIVELIHOOD = "livelihood", "基本生活"
    SMALL_CLAIM = "small_claim", "小标的"
    NONE = "none", "范围外"


_DERIVED = (
    "owed",
    "owed_on",
    "next_due_on",
    "next_due_what",
    "search_text",
    "search_terms",
    "order_no",
    "facet",
)


@audited(exclude=_DERIVED)
class Case(models.Model):
    """执行案件."""

    court = models.ForeignKey(Court, verbose_name="法院", on_delete=models.PROTECT, related_name="cases")
    case_no = models.CharField("案号", max_length=40, unique=True)
    kind = models.CharField("案件类型", max_length=8, default="执")
    serial = models.PositiveIntegerField("案件编号", default=0)
    cause = models.CharField("案由", max_length=100, blank=True)
    status = models.CharField("状态", max_length=16, choices=Status, default=Status.OPEN)
    category = models.CharField("类别", max_length=16, choices=Category, default=Category.NONE)
    category_confidence = models.CharField("把握", max_length=8, blank=True)
    category_reason = models.CharField("归类理由", max_length=200, blank=True)
    green_channel = models.BooleanField("绿色通道", default=False)
    key_supervision = models.BooleanField("重点督办", default=False)
    filed_on = models.DateField("立案日期")
    closed_on = models.DateField("结案日期", null=True, blank=True)
    handler = models.ForeignKey(
        Staff, verbose_name="承办人", null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    handler_name = models.CharField("承办人姓名", max_length=40, blank=True)
    clerk_name = models.CharField("书记员姓名", max_length=40, blank=True)
    amount_claimed = models.BigIntegerField("申请标的（分）")
    amount_recovered = models.BigIntegerField("到位金额（分）", default=0)
    amount_waived = models.BigIntegerField("放弃金额（分）", default=0)
    owed = models.BigIntegerField("应付（分）", default=0)
    owed_on = models.DateField("应付截至", null=True, blank=True)
    next_due_on = models.DateField("下一期限", null=True, blank=True)
    next_due_what = models.CharField("下一期限事项", max_length=60, blank=True)
    applicants = models.CharField("申请执行人", max_length=400, blank=True)
    respondents = models.CharField("被执行人", max_length=400, blank=True)
    search_text = models.TextField("检索文字", blank=True)
    search_terms = ArrayField(models.CharField(max_length=24), verbose_name="检索词", default=list)
    # Year, court, kind, serial number: text order would put 99 after 101.
    order_no = models.GeneratedField(
        expression=Concat(
            Substr("case_no", 2, 4),
            F("court"),
            F("kind"),
            LPad(Cast("serial", models.CharField()), 8, Value("0")),
        ),
        output_field=models.CharField(max_length=40, db_collation="C"),
        db_persist=True,
    )
    facet = models.GeneratedField(
        expression=orders.facet(),
        output_field=models.CharField(max_length=160, db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_claimed__gte=0), name="case_claimed_not_negative"),
            models.CheckConstraint(condition=Q(amount_recovered__gte=0), name="case_recovered_not_negative"),
            models.CheckConstraint(condition=Q(amount_waived__gte=0), name="case_waived_not_negative"),
            models.CheckConstraint(condition=Q(owed__gte=0), name="case_owed_not_negative"),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN, closed_on=None)
                | (~Q(status=Status.OPEN) & Q(closed_on__isnull=False)),
                name="case_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("filed_on")),
                name="case_closed_after_filed",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_known"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="case_category_known"),
            models.CheckConstraint(
                condition=Q(case_no__regex=r"^（\d{4}）.+\d+号"), name="case_no_in_stored_form"
            ),
        ]
        indexes = [
            *orders.indexes(),
            GinIndex(fields=["search_terms"], name="case_search"),
            models.Index(
                fields=["court", "next_due_on", "id"],
                name="case_due",
                condition=Q(next_due_on__isnull=False),
            ),
            models.Index(
                fields=["court", "clerk_name", "next_due_on"],
                name="case_due_of_clerk",
            ),
            models.Index(
                fields=["handler", "next_due_on"],
                name="case_due_of_handler",
                condition=Q(next_due_on__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="case_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.case_no


class CaseCount(models.Model):
    """How many cases stand under each combination of what lists are filtered by; kept by triggers alone.

    A statement that changes cases adds its differences, so that no two writers wait for each other;
    the sum over the rows is the count.
    """

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    status = models.CharField(max_length=16)
    category = models.CharField(max_length=16)
    green_channel = models.BooleanField()
    key_supervision = models.BooleanField()
    handler = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    handler_name = models.CharField(max_length=40)
    n = models.BigIntegerField()
    claimed = models.BigIntegerField()
    recovered = models.BigIntegerField()
    owed = models.BigIntegerField()


@audited()
class Party(models.Model):
    """当事人 of a case."""

    class Side(models.TextChoices):
        APPLICANT = "applicant", "申请执行人"
        RESPONDENT = "respondent", "被执行人"
        THIRD_PARTY = "third_party", "案外人"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField("诉讼地位", max_length=16, choices=Side)
    name = models.CharField("姓名或名称", max_length=100)
    is_person = models.BooleanField("自然人", null=True)
    id_no = models.CharField("证件号码", max_length=30, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("住址", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "side", "name", "id_no"], name="party_once"),
        ]

    def __str__(self) -> str:
        return self.name
