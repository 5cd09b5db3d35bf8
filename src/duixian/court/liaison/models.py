"""执行联动: who outside the court was asked to help, where a person was seen, and who went to look."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Document, Party
from duixian.court.people.models import Court, Staff


@audited()
class LiaisonRequest(models.Model):
    """协助请求 to police, communities, employers or registries, with the day by which they answer."""

    class Body(models.TextChoices):
        POLICE = "police", "公安机关"
        COMMUNITY = "community", "社区、村委会"
        EMPLOYER = "employer", "用人单位"
        REGISTRY = "registry", "登记机关"
        COURT = "court", "其他法院"
        OTHER = "other", "其他单位"

    class Purpose(models.TextChoices):
        FIND_PERSON = "find_person", "查找下落"
        FIND_PROPERTY = "find_property", "查找财产"
        CONTROL = "control", "协助控制"
        OTHER = "other", "其他协助"

    class Channel(models.TextChoices):
        LETTER = "letter", "函"
        PLATFORM = "platform", "联动平台"
        PHONE = "phone", "电话"
        VISIT = "visit", "上门"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="liaison_requests")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.CharField("单位类型", max_length=12, choices=Body)
    name = models.CharField("协助单位", max_length=100)
    channel = models.CharField("方式", max_length=12, choices=Channel)
    purpose = models.CharField("事项", max_length=16, choices=Purpose)
    text = models.CharField("请求内容", max_length=500)
    sent_on = models.DateField("发出日期")
    due_on = models.DateField("应答复日期")
    answered_on = models.DateField("答复日期", null=True)
    answer = models.CharField("答复内容", max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("sent_on")), name="liaison_due_after_sent"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="") | (Q(answered_on__gte=F("sent_on")) & ~Q(answer="")),
                name="liaison_answer_says_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="liaison_falls_due",
                include=["case"],
                condition=Q(answered_on=None),
            ),
            models.Index(fields=["case", "id"], name="liaison_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="liaison_kept", operation=pgtrigger.Delete)]


class Sighting(models.Model):
    """下落: where a person was on a day, who says so, how sure it is; a later one adds, replaces none."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain", "已核实"
        LIKELY = "likely", "较可信"
        HEARSAY = "hearsay", "传闻"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sightings")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="sightings")
    seen_on = models.DateField("日期")
    place = models.CharField("地点", max_length=200)
    area = models.CharField("区域", max_length=60, blank=True)
    source = models.CharField("来源", max_length=100)
    certainty = models.CharField("可信程度", max_length=8, choices=Certainty)
    text = models.CharField("情况", max_length=300, blank=True)
    request = models.ForeignKey(LiaisonRequest, null=True, on_delete=models.PROTECT, related_name="sightings")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-seen_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(certainty__in=["certain", "likely", "hearsay"]), name="sighting_certainty_known"
            ),
        ]
        indexes = [models.Index(fields=["case", "seen_on"], name="sighting_of_case")]
        triggers = [pgtrigger.Protect(name="sighting_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


@audited()
class Tour(models.Model):
    """外勤: one team's day out in one area."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    area = models.CharField("区域", max_length=60)
    leader = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="tours")
    members = models.CharField("同行人员", max_length=200, blank=True)
    vehicle = models.CharField("车辆", max_length=40, blank=True)

    class Meta:
        ordering = ["-on", "id"]
        indexes = [models.Index(fields=["court", "on"], name="tour_of_day")]


@audited(exclude=("signature",))
class FieldVisit(models.Model):
    """走访 at one address; `key` is given by the phone, so that what is sent twice is kept once."""

    class State(models.TextChoices):
        PLANNED = "planned", "待走访"
        ARRIVED = "arrived", "已到达"
        DONE = "done", "已完成"
        CALLED_OFF = "called_off", "取消"

    class Result(models.TextChoices):
        MET = "met", "见到本人"
        FAMILY = "family", "见到家属"
        OTHERS = "others", "见到他人"
        NOBODY = "nobody", "无人应答"
        MOVED = "moved", "已搬离"
        WRONG = "wrong", "地址不实"
        REFUSED = "refused", "拒不配合"
        PROPERTY = "property", "发现财产线索"

    tour = models.ForeignKey(Tour, null=True, on_delete=models.PROTECT, related_name="visits")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("次序", default=0)
    address = models.CharField("地址", max_length=200)
    area = models.CharField("区域", max_length=60, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField("经度", max_digits=8, decimal_places=5, null=True)
    purpose = models.CharField("目的", max_length=200)
    planned_on = models.DateField("计划日期")
    state = models.CharField("状态", max_length=12, choices=State, default=State.PLANNED)
    key = models.UUIDField("手机编号", unique=True)
    arrived_at = models.DateTimeField("到达时间", null=True)
    arrived_latitude = models.DecimalField("到达纬度", max_digits=8, decimal_places=5, null=True)
    arrived_longitude = models.DecimalField("到达经度", max_digits=8, decimal_places=5, null=True)
    done_at = models.DateTimeField("结束时间", null=True)
    met = models.CharField("见到何人", max_length=200, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result, blank=True)
    outcome = models.CharField("情况", max_length=300, blank=True)
    transcript = models.TextField("笔录", blank=True)
    signature = models.BinaryField("签名", null=True)
    signed_by = models.CharField("签名人", max_length=60, blank=True)
    recorded_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["planned_on", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "called_off"])
                | Q(state="arrived", arrived_at__isnull=False)
                | (Q(state="done", arrived_at__isnull=False, done_at__gte=F("arrived_at")) & ~Q(result="")),
                name="visit_state_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="visit_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(arrived_latitude=None, arrived_longitude=None)
                | Q(arrived_latitude__isnull=False, arrived_longitude__isnull=False),
                name="visit_arrival_place_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "planned_on", "id"],
                name="visit_falls_due",
                include=["case"],
                condition=Q(state__in=["planned", "arrived"]),
            ),
            models.Index(fields=["case", "id"], name="visit_of_case"),
        ]
        triggers = [pgtrigger.Protect(name="visit_kept", operation=pgtrigger.Delete)]


class VisitPhoto(models.Model):
    """照片 of a visit, without the position that a phone writes into it unless that was wanted."""

    visit = models.ForeignKey(FieldVisit, on_delete=models.PROTECT, related_name="photos")
    key = models.UUIDField("手机编号", unique=True)
    content = models.BinaryField("图像", editable=False)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField("说明", max_length=100, blank=True)
    taken_at = models.DateTimeField("拍摄时间", null=True)
    with_position = models.BooleanField("保留位置", default=False)
    added_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="photo_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
