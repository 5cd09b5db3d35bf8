"""查明财产, 线索, and 待收款项: what the respondent has, may have, or will be paid. Money is fen."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Court, Staff
from duixian.court.property.models.search import Delivery, Institution, SearchRequest, Source
from duixian.law.control import NAMES, Thing

THINGS = [(thing.value, NAMES[thing]) for thing in Thing]


class Find(models.Model):
    """查明财产: what one institution said of one respondent on one day; `raw` is its row as it came."""

    # The constraints and the index below serve every look-up; an index a reference would only slow a
    # night's feedback down.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="finds", db_index=False)
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="finds")
    request = models.ForeignKey(
        SearchRequest, null=True, on_delete=models.PROTECT, related_name="finds", db_index=False
    )
    delivery = models.ForeignKey(
        Delivery, null=True, on_delete=models.PROTECT, related_name="found_rows", db_index=False
    )
    institution = models.ForeignKey(
        Institution, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    row = models.PositiveIntegerField("行号", default=0)
    found_on = models.DateField("查明日期")
    source = models.CharField("来源", max_length=20, choices=Source, blank=True)
    thing = models.CharField("财产种类", max_length=20, choices=THINGS)
    identity = models.CharField("账号、车牌、证号等", max_length=100, blank=True)
    description = models.CharField("财产", max_length=300)
    worth = models.BigIntegerField("价值（分）", null=True)
    owner = models.CharField("登记权利人", max_length=100, blank=True)
    encumbered_by = models.CharField("权利负担", max_length=300, blank=True)
    encumbrance = models.BigIntegerField("优先受偿（分）", default=0)
    queue = models.PositiveSmallIntegerField("在先控制", default=0)
    as_of = models.DateField("截至", null=True)
    raw = models.JSONField("原样", default=dict)
    mark = models.CharField("指纹", max_length=32, blank=True, editable=False)
    set_aside_on = models.DateField("认定不便处置日期", null=True)
    set_aside_why = models.CharField("不便处置的理由", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            # The same words about the same thing are one find, whichever delivery brings them.
            models.UniqueConstraint(
                fields=["request", "party", "institution", "mark"],
                name="find_once",
                condition=Q(delivery__isnull=False),
                nulls_distinct=False,
            ),
            # One row may speak of a respondent of several cases.
            models.UniqueConstraint(fields=["delivery", "row", "party"], name="find_of_row_once"),
            models.CheckConstraint(condition=Q(worth=None) | Q(worth__gte=0), name="find_worth_not_negative"),
            models.CheckConstraint(condition=Q(encumbrance__gte=0), name="find_encumbrance_not_negative"),
            models.CheckConstraint(
                condition=(Q(set_aside_on=None) & Q(set_aside_why=""))
                | (Q(set_aside_on__isnull=False) & ~Q(set_aside_why="")),
                name="find_set_aside_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="find_of_case")]
        triggers = [pgtrigger.Protect(name="find_kept", operation=pgtrigger.Delete)]


@audited()
class Lead(models.Model):
    """财产线索: told by somebody, to be verified within its days."""

    class Origin(models.TextChoices):
        APPLICANT = "applicant", "申请执行人提供"
        REPORT = "report", "被执行人财产报告"
        VISIT = "visit", "走访发现"
        LIAISON = "liaison", "联动单位提供"
        PUBLIC = "public", "群众举报"

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "属实"
        PARTLY = "partly", "部分属实"
        UNFOUNDED = "unfounded", "不属实"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leads")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField("来源", max_length=12, choices=Origin)
    told_by = models.CharField("提供人", max_length=60, blank=True)
    text = models.CharField("线索内容", max_length=500)
    urgent = models.BooleanField("情况紧急", default=False)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("核实期限")
    verified_on = models.DateField("核实日期", null=True)
    verified_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("核实结果", max_length=12, choices=Outcome, blank=True)
    findings = models.CharField("核实情况", max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on=None, outcome="", findings="")
                | (Q(verified_on__gte=F("received_on")) & ~Q(outcome="") & ~Q(findings="")),
                name="lead_verified_with_findings",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="lead_due_after_received"),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="lead_falls_due",
                include=["case"],
                condition=Q(verified_on=None),
            ),
            models.Index(fields=["case", "id"], name="lead_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="lead_kept", operation=pgtrigger.Delete)]


@audited()
class PropertyReport(models.Model):
    """财产报告: ordered, due, and what the respondent declared."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="property_reports")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField("送达报告财产令日期")
    due_on = models.DateField("报告期限")
    reported_on = models.DateField("报告日期", null=True)
    content = models.TextField("报告内容", blank=True)
    truthful = models.BooleanField("经核实属实", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("ordered_on")), name="report_due_after_order"),
            models.CheckConstraint(
                condition=Q(reported_on=None, content="") | (Q(reported_on__isnull=False) & ~Q(content="")),
                name="report_says_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="report_falls_due",
                include=["case"],
                condition=Q(reported_on=None),
            ),
        ]
