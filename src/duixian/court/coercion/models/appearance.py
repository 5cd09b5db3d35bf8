"""拘传: a person brought in by force, the way there, and the hours."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.base import Against, Decision, Signed, against, kept, signed


class Person(Func):
    """A person as a range of one number: GiST compares ranges without an extension, texts only with one."""

    template = "int8range(hashtextextended(%(expressions)s, 0), hashtextextended(%(expressions)s, 0), '[]')"
    output_field = BigIntegerRangeField()


class _Hours(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


@audited()
class Appearance(Against):
    """拘传: hours run from `arrived_at`; `release_by` is the last moment and moves only by an extension.

    What was told of the times stands: nothing later changes how long a person was held.
    """

    class Outcome(models.TextChoices):
        RELEASED = "released", "放回"
        DETAINED = "detained", "转为拘留"

    summoned_on = models.DateField("传票送达日期", null=True)
    summons = models.CharField("传唤的情况", max_length=200, blank=True)
    place = models.CharField("拘传地点", max_length=100, blank=True)
    bring_to = models.CharField("到案场所", max_length=100, blank=True)
    outside = models.BooleanField("在辖区外", default=False)
    assisting_court = models.CharField("协助法院", max_length=60, blank=True)
    left_at = models.DateTimeField("出发时间", null=True)
    custody = models.CharField("移交情况", max_length=200, blank=True)
    arrived_at = models.DateTimeField("到案时间", null=True)
    release_by = models.DateTimeField("最迟放回", null=True)
    release_on = models.DateField("最迟放回日期", null=True)
    extended_at = models.DateTimeField("延长批准时间", null=True)
    questioned_at = models.DateTimeField("询问开始", null=True)
    record = models.CharField("询问笔录", max_length=4000, blank=True)
    released_at = models.DateTimeField("放回时间", null=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    outcome_text = models.CharField("结果说明", max_length=300, blank=True)

    dropped_on = models.DateField("取消日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("appearance"),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(arrived_at=None), name="appearance_dropped_before_arrival"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(decision=Decision.GRANTED),
                name="appearance_by_order",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None, release_by=None, release_on=None)
                | Q(arrived_at__isnull=False, release_by__gt=F("arrived_at"), release_on__isnull=False),
                name="appearance_has_its_last_moment",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, outcome="")
                | (Q(released_at__gte=F("arrived_at"), arrived_at__isnull=False) & ~Q(outcome="")),
                name="appearance_released_after_arrived",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(arrived_at__gte=F("left_at")),
                name="appearance_arrived_after_left",
            ),
            models.CheckConstraint(
                condition=Q(questioned_at=None)
                | Q(questioned_at__gte=F("arrived_at"), arrived_at__isnull=False),
                name="appearance_questioned_after_arrived",
            ),
            models.CheckConstraint(
                condition=Q(outside=False) | ~Q(assisting_court=""), name="appearance_outside_is_assisted"
            ),
            ExclusionConstraint(
                name="appearance_nobody_twice_at_once",
                expressions=[
                    (Person("person_key"), RangeOperators.OVERLAPS),
                    (_Hours("arrived_at", "released_at", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(arrived_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["case", "person_key"],
                condition=Q(
                    released_at=None, decision__in=[Decision.WAITING, Decision.GRANTED], dropped_on=None
                ),
                name="appearance_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "release_on", "id"],
                name="appearance_held",
                include=["case"],
                condition=Q(arrived_at__isnull=False, released_at=None),
            ),
            models.Index(fields=["case", "id"], name="appearance_of_case"),
        ]
        triggers = [
            *kept("appearance", "left_at", "arrived_at", "questioned_at", "released_at"),
            pgtrigger.Protect(
                name="appearance_last_moment_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__release_by__isnull=False)
                & pgtrigger.Q(old__release_by__df=pgtrigger.F("new__release_by"))
                & ~pgtrigger.Q(old__extended_at__isnull=True, new__extended_at__isnull=False),
            ),
        ]

    @property
    def is_held(self) -> bool:
        """Whether the person is here now."""
        return self.arrived_at is not None and self.released_at is None


@audited()
class Leg(models.Model):
    """路程 of an appearance outside the area: one stretch of the way, who went and in which car."""

    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="legs")
    position = models.PositiveSmallIntegerField("次序")
    start = models.CharField("自", max_length=60)
    end = models.CharField("至", max_length=60)
    left_at = models.DateTimeField("出发时间")
    arrived_at = models.DateTimeField("到达时间", null=True)
    km = models.PositiveIntegerField("里程（公里）", null=True)
    officers = models.CharField("干警", max_length=100)
    vehicle = models.CharField("车辆", max_length=40, blank=True)
    with_person = models.BooleanField("押送被拘传人", default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["appearance", "position"], name="leg_once"),
            models.UniqueConstraint(
                fields=["appearance"], condition=Q(arrived_at=None), name="leg_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(arrived_at__gte=F("left_at")), name="leg_in_order"
            ),
            models.CheckConstraint(condition=~Q(officers=""), name="leg_names_its_officers"),
        ]
        triggers = [*kept("leg", "arrived_at")]


@audited()
class Extension(Signed):
    """延长询问时间 of an appearance, where the case is complex and detention possible."""

    appearance = models.ForeignKey(Appearance, on_delete=models.PROTECT, related_name="extensions")

    class Meta:
        ordering = ["-id"]
        constraints = [
            *signed("extension"),
            models.UniqueConstraint(
                fields=["appearance"],
                condition=Q(decision__in=[Decision.WAITING, Decision.GRANTED]),
                name="extension_once",
            ),
        ]
        triggers = [*kept("extension")]
