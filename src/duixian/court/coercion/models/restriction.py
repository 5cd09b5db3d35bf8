"""限制消费, 限制出境, 失信名单: in force from the decision until they are lifted."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.coercion.models.base import OF_UNIT, Against, Decision, Signed, against, kept, signed

IN_FORCE = Q(decision=Decision.GRANTED, ended_on=None)


@audited()
class Restriction(Against):
    """限制消费 or 限制出境 of a respondent; a unit's restriction binds the persons named with it as well."""

    class Kind(models.TextChoices):
        CONSUMPTION = "consumption", "限制消费"
        EXIT = "exit", "限制出境"

    kind = models.CharField("种类", max_length=12, choices=Kind)
    applied_on = models.DateField("申请执行人书面申请日期", null=True)
    delivered_to = models.CharField("送交协助单位", max_length=100, blank=True)
    ended_on = models.DateField("解除日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("restriction"),
            models.CheckConstraint(
                condition=Q(kind__in=["consumption", "exit"]), name="restriction_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(decision=Decision.GRANTED, ended_on__gte=F("decided_on")),
                name="restriction_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "person_key"],
                condition=Q(decision__in=[Decision.WAITING, Decision.GRANTED], ended_on=None),
                name="restriction_one_in_force",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "decided_on", "id"],
                name="restriction_in_force",
                include=["case"],
                condition=IN_FORCE,
            ),
            models.Index(fields=["case", "id"], name="restriction_of_case"),
        ]
        triggers = [*kept("restriction", "ended_on")]


@audited()
class RestrictedPerson(models.Model):
    """A person of the unit who is restricted with it, by the part that he plays in it."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="persons")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("身份", max_length=24, choices=[(one.value, one.label) for one in OF_UNIT])
    id_no = models.CharField("证件号码", max_length=30, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["restriction", "name", "id_no"], name="restricted_person_once"),
            models.CheckConstraint(
                condition=Q(post__in=[one.value for one in OF_UNIT]), name="restricted_person_post_known"
            ),
        ]
        triggers = [pgtrigger.Protect(name="restricted_person_kept", operation=pgtrigger.Delete)]


@audited()
class Exemption(Signed):
    """单次消费豁免: one trip of one person, necessary for life or business."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="exemptions")
    person = models.CharField("何人", max_length=60)
    what = models.CharField("一次什么消费", max_length=200)
    from_on = models.DateField("自")
    until_on = models.DateField("至")

    class Meta:
        ordering = ["-id"]
        constraints = [
            *signed("exemption"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="exemption_in_order"),
        ]
        triggers = [*kept("exemption")]


@audited()
class DishonestEntry(Against):
    """失信被执行人名单: `ground` is the item of Article 1; without `until` it has no fixed term."""

    class Ground(models.IntegerChoices):
        ABLE = 1, "有履行能力而拒不履行生效法律文书确定义务"
        RESISTANCE = 2, "以伪造证据、暴力、威胁等方法妨碍、抗拒执行"
        EVASION = 3, "以虚假诉讼、虚假仲裁或者隐匿、转移财产等方法规避执行"
        REPORT = 4, "违反财产报告制度"
        SPENDING = 5, "违反限制消费令"
        SETTLEMENT = 6, "无正当理由拒不履行执行和解协议"

    ground = models.PositiveSmallIntegerField("情形", choices=Ground)
    applied_on = models.DateField("申请执行人申请日期", null=True)
    added_years = models.PositiveSmallIntegerField("延长（年）", default=0)
    until = models.DateField("期限届满", null=True)
    ended_on = models.DateField("删除日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *against("dishonest"),
            models.CheckConstraint(condition=Q(ground__gte=1, ground__lte=6), name="dishonest_ground_known"),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(decision=Decision.GRANTED) & ~Q(ground=1)),
                name="dishonest_first_ground_has_no_term",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(decision=Decision.GRANTED, ended_on__gte=F("decided_on")),
                name="dishonest_deleted_after_published",
            ),
            models.UniqueConstraint(
                fields=["case", "person_key"],
                condition=Q(decision__in=[Decision.WAITING, Decision.GRANTED], ended_on=None),
                name="dishonest_listed_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "until", "id"],
                name="dishonest_term_ends",
                include=["case"],
                condition=IN_FORCE & Q(until__isnull=False),
            ),
            models.Index(fields=["case", "id"], name="dishonest_of_case"),
        ]
        triggers = [*kept("dishonest", "ended_on")]
