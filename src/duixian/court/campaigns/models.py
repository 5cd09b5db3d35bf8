"""专项执行行动: its scope as dated data, the cases included and why, its targets and figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duixian.court.cases.models import Case, Category
from duixian.court.people.models import Court, Staff


class Campaign(models.Model):
    """专项执行行动 of a higher court and the courts below it."""

    slug = models.SlugField("代号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    organiser = models.ForeignKey(Court, verbose_name="组织法院", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束")

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="campaign_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScopeVersion(models.Model):
    """The scope in force from a day; an edit adds a version, none is overwritten."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="scope_versions")
    valid_from = models.DateField("自何日起")
    toml = models.TextField("范围")
    set_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["valid_from", "id"]


class Inclusion(models.Model):
    """纳入专项 of a case: by which category and why; taken out by a later decision, never deleted."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="inclusions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inclusions")
    category = models.CharField("类别", max_length=16, choices=Category)
    confidence = models.CharField("把握", max_length=8)
    reason = models.CharField("理由", max_length=200)
    included_on = models.DateField("纳入日期")
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removed_reason = models.CharField("移出理由", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "case"], name="inclusion_once"),
            models.CheckConstraint(condition=~Q(category=Category.NONE), name="inclusion_has_category"),
        ]


class Measure(models.TextChoices):
    """What a campaign counts."""

    CASES = "cases", "在办"
    FULLY_PERFORMED = "fully_performed", "执行完毕"
    AMOUNT_RECOVERED = "amount_recovered", "到位金额"
    SUMMONED_BY_FORCE = "summoned_by_force", "拘传"
    DETAINED = "detained", "拘留"
    FINED = "fined", "罚款"


class Target(models.Model):
    """目标 of a court for a measure: number of cases or fen."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField("指标", max_length=20, choices=Measure)
    value = models.BigIntegerField("目标值")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "court", "measure"], name="target_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_not_negative"),
        ]


class Tally(models.Model):
    """What happened in a campaign's cases on one day, added up; kept by the triggers of tally.sql alone.

    `measure` is "filed", a way of closing, "recovered" or an event kind. `n` counts, `amount` is fen
    (claimed of a filing or closing, paid, fined), `days` sums filing to closing of the closings.
    """

    FILED = "filed"
    RECOVERED = "recovered"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=16)
    kind = models.CharField("案件类型", max_length=8)
    measure = models.CharField(max_length=20)
    on = models.DateField()
    n = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    days = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "court", "category", "kind", "measure", "on"], name="tally_once"
            ),
        ]


class BulletinIssue(models.Model):
    """通报 as it was published: its figures are kept, whatever is corrected later."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="issues")
    court = models.ForeignKey(Court, verbose_name="出具法院", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("期号")
    as_of = models.DateField("数据截至")
    data = models.JSONField("内容")
    published_on = models.DateField("出具日期")
    published_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "court", "number"], name="issue_number_once"),
        ]
