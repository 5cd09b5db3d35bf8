"""The case and its facts; the constraints here are what the database itself refuses.

Money is fen in bigint. Figures of what is owed on a day are computed by law/, never stored as
truth: `Case.owed` is the last computed figure, with its day, so that a list can sort by it.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

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
    search_terms = ArrayField(models.CharField(max_length=24), verbose_name="检索词", default=list)

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
        indexes = [GinIndex(fields=["search_terms"], name="case_search")]

    def __str__(self) -> str:
        return self.case_no


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


class Title(models.Model):
    """执行依据 of a case; never changed by what happens later."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="title", primary_key=True)
    number = models.CharField("文书文号", max_length=80, blank=True)
    kind = models.CharField("依据类型", max_length=40, blank=True)
    made_by = models.CharField("作出单位", max_length=80, blank=True)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    operative = models.TextField("主文", blank=True)


class Obligation(models.Model):
    """判项: `terms` is one obligation in the contract's shape, checked by reading before it is stored."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="obligations")
    position = models.PositiveSmallIntegerField("序号")
    subject = models.CharField("给付内容", max_length=100)
    terms = models.JSONField("内容")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="obligation_position_once"),
        ]


class Fee(models.Model):
    """由被执行人负担的费用."""

    class PayableTo(models.TextChoices):
        APPLICANT = "applicant", "申请执行人"
        COURT = "court", "法院"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fees")
    subject = models.CharField("费用名称", max_length=60)
    amount = models.BigIntegerField("金额（分）")
    payable_to = models.CharField("支付给", max_length=16, choices=PayableTo, default=PayableTo.APPLICANT)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="fee_positive")]


class Bucket(models.TextChoices):
    """抵充对象."""

    FEES = "fees", "费用"
    INTEREST = "interest", "利息"
    PRINCIPAL = "principal", "本金"
    SURCHARGE = "surcharge", "加倍部分"


class Payment(models.Model):
    """到位款; a mistake is not removed but reversed, and both stay on the timeline."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="payments")
    on = models.DateField("到位日期")
    amount = models.BigIntegerField("金额（分）")
    to = models.CharField("指定抵充", max_length=16, choices=Bucket, blank=True)
    channel = models.CharField("来源", max_length=60, blank=True)
    reversed_on = models.DateField("冲正日期", null=True, blank=True)
    key = models.CharField("防重键", max_length=100, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive")]


class Waiver(models.Model):
    """放弃: a dated fact with its scope."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waivers")
    on = models.DateField("放弃日期")
    of = models.CharField("放弃范围", max_length=16, choices=Bucket)
    amount = models.BigIntegerField("金额（分）")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="waiver_positive")]


class ExcludedPeriod(models.Model):
    """不计迟延履行利息的期间; both days belong to it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="excluded_periods")
    start = models.DateField("起")
    end = models.DateField("止")
    reason = models.CharField("事由", max_length=200)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="excluded_period_in_order"),
        ]


class EventKind(models.TextChoices):
    """经过 of a case: what a bulletin counts is counted from these."""

    FILED = "filed", "立案"
    IMPORTED = "imported", "台账导入"
    CORRECTED = "corrected", "更正"
    ASSIGNED = "assigned", "分案"
    INCLUDED = "included", "纳入专项"
    SUPERVISED = "supervised", "督办"
    NOTICE = "notice", "送达"
    SEARCH = "search", "查询"
    VISIT = "visit", "走访"
    CONTACT = "contact", "沟通"
    LEAD = "lead", "线索"
    FOUND = "found", "查明财产"
    SEALED = "sealed", "查封"
    FROZEN = "frozen", "冻结"
    DEDUCTED = "deducted", "扣划"
    SUMMONED = "summoned", "传唤"
    SUMMONED_BY_FORCE = "summoned_by_force", "拘传"
    DETAINED = "detained", "拘留"
    FINED = "fined", "罚款"
    PREMISES_SEARCH = "premises_search", "搜查"
    CONSUMPTION = "consumption", "限制消费"
    DISHONEST = "dishonest", "纳入失信"
    EXIT = "exit", "限制出境"
    REFERRED = "referred", "移送拒执"
    SETTLEMENT = "settlement", "执行和解"
    WAIVER = "waiver", "放弃"
    PAYMENT = "payment", "到位"
    REVERSAL = "reversal", "冲正"
    RELEASED = "released", "发放"
    CLOSED = "closed", "结案"
    REVIVED = "revived", "恢复执行"
    NOTE = "note", "备注"


class Event(models.Model):
    """经过: who, what, when; the database refuses to change or delete one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    kind = models.CharField("事项", max_length=20, choices=EventKind)
    actor = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField("内容", max_length=500)
    person = models.CharField("涉及的人", max_length=60, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    data = models.JSONField("细目", default=dict, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_known"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="event_amount_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["court", "kind", "on"], name="event_counted"),
            models.Index(fields=["case", "on"], name="event_of_case"),
        ]


class LedgerImport(models.Model):
    """台账导入: staged first, then confirmed whole or not at all."""

    class Stage(models.TextChoices):
        READING = "reading", "读取中"
        STAGED = "staged", "待核对"
        CONFIRMING = "confirming", "入库中"
        DONE = "done", "已完成"
        FAILED = "failed", "未成功"

    uploaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField("原文件", editable=False)
    stage = models.CharField("进度", max_length=16, choices=Stage, default=Stage.READING)
    done = models.PositiveIntegerField("已处理行", default=0)
    total = models.PositiveIntegerField("总行", default=0)
    message = models.CharField("说明", max_length=500, blank=True)
    heads = models.JSONField("表头对应", default=dict)
    on = models.DateField("工作日")

    class Meta:
        ordering = ["-id"]


class LedgerImportRow(models.Model):
    """One row of a staged ledger and its fate."""

    class Fate(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "变更"
        SAME = "same", "已有"
        DUPLICATE = "duplicate", "重复行"
        REFUSED = "refused", "未收"

    ledger = models.ForeignKey(LedgerImport, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField("行号")
    fate = models.CharField("结果", max_length=12, choices=Fate)
    case_no = models.CharField("案号", max_length=60, blank=True)
    category = models.CharField("类别", max_length=16, blank=True)
    amount = models.BigIntegerField("标的（分）", null=True)
    facts = models.JSONField("读出的内容", default=dict)
    changes = models.JSONField("变更", default=list)
    cell = models.CharField("单元格", max_length=12, blank=True)
    value = models.CharField("原值", max_length=200, blank=True)
    why = models.CharField("原因", max_length=300, blank=True)
    remedy = models.CharField("办法", max_length=300, blank=True)

    class Meta:
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["ledger", "fate", "row"], name="ledger_row_fate")]
