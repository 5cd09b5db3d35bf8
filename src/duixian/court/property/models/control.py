"""控制措施: what is held, for which case, from which day to which, in which order. Money is fen.

A thing is known once (`Asset`), however many cases hold it. A measure on a whole thing waits in the queue
of that thing until those before it end; a measure on a sum of money holds its sum. The days of holding are
terms, one after another without overlap: the database refuses what overlaps.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, Value
from django.db.models.functions import Coalesce

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Document, Party, Payment
from duixian.court.people.models import Court, Staff
from duixian.law.control import NAMES, Thing

THINGS = [(thing.value, NAMES[thing]) for thing in Thing]


class _Days(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class _Of(Func):
    """A number as a range, so that a GiST index can compare it for equality without an extension."""

    function = "INT8RANGE"
    output_field = BigIntegerField()


@audited()
class Asset(models.Model):
    """财产: one account, vehicle, house, policy or claim, by the number under which its holder knows it."""

    thing = models.CharField("财产种类", max_length=20, choices=THINGS)
    identity = models.CharField("账号、车牌、证号等", max_length=100)
    holder = models.CharField("协助单位", max_length=100)
    description = models.CharField("财产", max_length=300)
    owner = models.CharField("登记权利人", max_length=100, blank=True)
    worth = models.BigIntegerField("价值（分）", null=True)
    worth_on = models.DateField("价值截至", null=True)
    worth_basis = models.CharField("价值依据", max_length=100, blank=True)
    encumbrance = models.BigIntegerField("优先受偿（分）", default=0)
    encumbered_by = models.CharField("权利负担", max_length=300, blank=True)
    divisible = models.BooleanField("可分", default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["thing", "holder", "identity"], name="asset_once"),
            models.CheckConstraint(
                condition=Q(worth=None) | Q(worth__gte=0), name="asset_worth_not_negative"
            ),
            models.CheckConstraint(condition=Q(encumbrance__gte=0), name="asset_encumbrance_not_negative"),
            models.CheckConstraint(condition=Q(thing__in=[t.value for t in Thing]), name="asset_thing_known"),
        ]
        triggers = [pgtrigger.Protect(name="asset_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.description


@audited()
class Measure(models.Model):
    """控制措施 on one asset for one case; `amount` None holds the whole thing."""

    class Act(models.TextChoices):
        SEAL = "seal", "查封"
        SEIZE = "seize", "扣押"
        FREEZE = "freeze", "冻结"
        WITHHOLD = "withhold", "扣留"

    class State(models.TextChoices):
        ORDERED = "ordered", "已裁定未送达"
        QUEUED = "queued", "轮候"
        HELD = "held", "控制中"
        RELEASED = "released", "已解除"
        SPENT = "spent", "已扣划完毕"
        LAPSED = "lapsed", "已失效"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="measures")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="measures")
    act = models.CharField("措施", max_length=8, choices=Act)
    amount = models.BigIntegerField("限额（分）", null=True)
    frozen = models.BigIntegerField("实际控制（分）", null=True)
    taken = models.BigIntegerField("已扣划（分）", default=0)
    let_go = models.BigIntegerField("已部分解除（分）", default=0)
    months = models.PositiveSmallIntegerField("期限（月）")
    ruling_no = models.CharField("裁定文号", max_length=60)
    ruled_on = models.DateField("裁定日期")
    ruling = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField("送达协助单位日期", null=True)
    position = models.PositiveIntegerField("轮候顺位", null=True)
    ahead = models.PositiveSmallIntegerField("在先的外院措施", default=0)
    state = models.CharField("状态", max_length=8, choices=State, default=State.ORDERED)
    ends_on = models.DateField("期限届满", null=True)
    ended_on = models.DateField("结束日期", null=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="measure_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(frozen=None) | Q(frozen__gte=0), name="measure_frozen_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(frozen=None) | Q(amount=None) | Q(frozen__lte=F("amount")),
                name="measure_not_above_its_limit",
            ),
            models.CheckConstraint(
                condition=Q(taken__gte=0, let_go__gte=0)
                & (Q(frozen=None) | Q(frozen__gte=F("taken") + F("let_go"))),
                name="measure_takes_no_more_than_it_holds",
            ),
            models.CheckConstraint(
                condition=Q(state="ordered", served_on=None, position=None)
                | (~Q(state="ordered") & Q(served_on__gte=F("ruled_on"), position__gte=1)),
                name="measure_served_after_ruled",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ordered", "queued"], ends_on=None, ended_on=None)
                | Q(state="held", ends_on__isnull=False, ended_on=None)
                | Q(state__in=["released", "spent", "lapsed"], ended_on__isnull=False),
                name="measure_state_has_its_days",
            ),
            models.UniqueConstraint(fields=["asset", "position"], name="measure_position_once"),
            # A whole thing is held for one case at a time; the others stand in the queue.
            models.UniqueConstraint(
                fields=["asset"], name="measure_one_holds_the_whole", condition=Q(state="held", amount=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "ends_on", "id"],
                name="measure_falls_due",
                include=["case"],
                condition=Q(state="held"),
            ),
            models.Index(
                fields=["court", "ended_on", "id"],
                name="measure_lapsed",
                include=["case"],
                condition=Q(state="lapsed"),
            ),
            models.Index(fields=["case", "id"], name="measure_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="measure_kept", operation=pgtrigger.Delete)]


@audited()
class MeasureTerm(models.Model):
    """期限 of a measure: the first, or a renewal; `receipt` is the holder's proof that it is registered."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="terms")
    starts_on = models.DateField("起")
    ends_on = models.DateField("届满")
    registered_end = models.DateField("协助单位登记的届满日", null=True)
    cut_on = models.DateField("因续行提前截止", null=True)
    ruling_no = models.CharField("裁定文号", max_length=60, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField("回执", max_length=200, blank=True)
    receipt_on = models.DateField("回执日期", null=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_in_order"),
            models.CheckConstraint(
                condition=Q(cut_on=None) | Q(cut_on__gte=F("starts_on"), cut_on__lte=F("ends_on")),
                name="term_cut_within",
            ),
            models.CheckConstraint(
                condition=Q(receipt="", receipt_on=None) | (~Q(receipt="") & Q(receipt_on__isnull=False)),
                name="term_receipt_has_its_day",
            ),
            ExclusionConstraint(
                name="term_no_overlap",
                expressions=[
                    (_Of("measure", "measure", Value("[]")), RangeOperators.OVERLAPS),
                    (
                        _Days("starts_on", Coalesce("cut_on", "ends_on"), RangeBoundary(True, True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_on", "id"],
                name="term_without_receipt",
                include=["measure", "ends_on"],
                condition=Q(receipt="", cut_on=None),
            )
        ]
        triggers = [pgtrigger.Protect(name="term_kept", operation=pgtrigger.Delete)]


class Release(models.Model):
    """解除 of a measure, in whole or by `amount`."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="releases")
    on = models.DateField("解除日期")
    amount = models.BigIntegerField("解除金额（分）", null=True)
    why = models.CharField("理由", max_length=300)
    ruling_no = models.CharField("裁定文号", max_length=60)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField("回执", max_length=200, blank=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="release_amount_positive"
            ),
        ]
        triggers = [pgtrigger.Protect(name="release_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


class Deduction(models.Model):
    """扣划、提取: what was taken to the court's account; it stops interest on its own day."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="deductions")
    on = models.DateField("扣划日期")
    amount = models.BigIntegerField("金额（分）")
    ruling_no = models.CharField("裁定文号", max_length=60)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField("回执", max_length=200, blank=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="deduction")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="deduction_positive")]
        triggers = [pgtrigger.Protect(name="deduction_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class LivingStandard(models.Model):
    """当地最低生活保障标准 a person and month, from a day on; kept by an administrator with its source."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    start = models.DateField("自何日起")
    monthly = models.BigIntegerField("每人每月（分）")
    source = models.CharField("文件依据", max_length=200)
    entered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["court", "-start"]
        constraints = [
            models.UniqueConstraint(fields=["court", "start"], name="living_standard_once"),
            models.CheckConstraint(condition=Q(monthly__gt=0), name="living_standard_positive"),
        ]
