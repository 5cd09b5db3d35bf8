"""网络查询: who was asked about whom, what came back, and what of it was understood.

A request is asked once and answered once; the raw feedback is kept whole beside what was read from it.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from duixian.court.cases.audit import audited
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Court, Staff


class Source(models.TextChoices):
    """What an institution can be asked about."""

    BANK = "bank", "银行存款"
    ONLINE_PAYMENT = "online_payment", "网络支付账户"
    VEHICLE = "vehicle", "车辆"
    REAL_ESTATE = "real_estate", "不动产"
    SECURITIES = "securities", "证券"
    INSURANCE = "insurance", "保险"
    BUSINESS = "business", "工商登记"
    HOUSING_FUND = "housing_fund", "住房公积金"
    PENSION = "pension", "养老金"
    LAND_COMPENSATION = "land_compensation", "征地补偿"
    SHIP = "ship", "船舶"
    WEALTH = "wealth", "理财产品"
    DIVIDEND = "dividend", "股息红利"


@audited(exclude=("key",))
class Institution(models.Model):
    """协助单位 that answers searches: 总对总 for all courts, 点对点 by local agreement."""

    class Reach(models.TextChoices):
        CENTRAL = "central", "总对总"
        LOCAL = "local", "点对点"

    class Connector(models.TextChoices):
        FILE = "file", "文件交换"
        HTTP = "http", "接口"

    code = models.SlugField("代号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80, unique=True)
    source = models.CharField("查询内容", max_length=20, choices=Source)
    reach = models.CharField("层级", max_length=8, choices=Reach, default=Reach.LOCAL)
    connector = models.CharField("方式", max_length=8, choices=Connector, default=Connector.FILE)
    address = models.CharField("接口地址", max_length=200, blank=True)
    key = models.CharField("签名密钥", max_length=128, blank=True)
    answers_in_days = models.PositiveSmallIntegerField("约定几日内反馈", default=3)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ["source", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="institution_source_known"),
            models.CheckConstraint(
                condition=Q(connector="file") | ~Q(address=""), name="institution_has_its_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited()
class SearchOrder(models.Model):
    """查询令: one order for one case or a thousand."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("查询日期")
    ordered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField("防重键", max_length=64, null=True, unique=True)
    left_out = models.JSONField("没有查询的", default=list)

    class Meta:
        ordering = ["-id"]


class SearchRequest(models.Model):
    """One institution asked about one respondent; `ref` names it outside and makes a repetition harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "待反馈"
        FOUND = "found", "有财产"
        NONE = "none", "无财产"
        ERROR = "error", "查询失败"

    order = models.ForeignKey(SearchOrder, on_delete=models.PROTECT, related_name="requests")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="search_requests")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="search_requests")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="requests")
    ref = models.CharField("查询编号", max_length=40, unique=True)
    state = models.CharField("进度", max_length=8, choices=State, default=State.WAITING)
    sent_on = models.DateField("发送日期", null=True)
    due_on = models.DateField("应反馈日期", null=True)
    answered_on = models.DateField("反馈日期", null=True)
    tries = models.PositiveSmallIntegerField("发送次数", default=0)
    why = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "party", "institution"], name="search_request_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_on=None)
                | Q(state="sent", sent_on__isnull=False, due_on__isnull=False, answered_on=None)
                | Q(state__in=["found", "none", "error"], answered_on__isnull=False),
                name="search_request_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(sent_on=None) | Q(answered_on__gte=F("sent_on")),
                name="search_answered_after_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "due_on", "id"],
                name="search_request_falls_due",
                include=["case"],
                condition=Q(state="sent"),
            ),
            models.Index(
                fields=["institution", "id"], name="search_request_waits", condition=Q(state="waiting")
            ),
            models.Index(fields=["case", "id"], name="search_request_of_case"),
        ]


class Delivery(models.Model):
    """反馈 as it came, byte for byte; the same bytes from the same institution are one delivery."""

    class State(models.TextChoices):
        TAKEN = "taken", "已入库"
        REFUSED = "refused", "未收"

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="deliveries")
    received_at = models.DateTimeField(auto_now_add=True)
    on = models.DateField("收到日期")
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField("原文", editable=False)
    state = models.CharField("结果", max_length=8, choices=State)
    why = models.CharField("说明", max_length=500, blank=True)
    finds = models.PositiveIntegerField("财产条数", default=0)
    answers = models.PositiveIntegerField("反馈人次", default=0)
    strays = models.PositiveIntegerField("待人工处理", default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = "反馈"
        constraints = [
            models.UniqueConstraint(fields=["institution", "sha256"], name="delivery_once"),
        ]
        triggers = [pgtrigger.Protect(name="delivery_kept", operation=pgtrigger.Delete)]


class Stray(models.Model):
    """A row of feedback that fits no respondent or cannot be read: it waits for a person, never lost."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="stray_rows")
    # The court that asked, or that brought the file; None where nobody can tell.
    court = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField("行号")
    name = models.CharField("姓名或名称", max_length=100, blank=True)
    raw = models.JSONField("原样", default=dict)
    why = models.CharField("原因", max_length=300)
    settled_on = models.DateField("处理日期", null=True)
    settled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField("处理", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "row"], name="stray_once"),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="stray_settled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["court", "id"], name="stray_waits", condition=Q(settled_on=None)),
        ]
        triggers = [pgtrigger.Protect(name="stray_kept", operation=pgtrigger.Delete)]
