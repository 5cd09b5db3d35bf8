"""台账 on their way in."""

from __future__ import annotations

from django.db import models

from duixian.court.people.models import Court, Staff


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
    unknown_heads = models.JSONField("没有认出的列", default=list)
    sheet_heads = models.JSONField("表中的列名", default=list)
    on = models.DateField("工作日")

    class Meta:
        ordering = ["-id"]


class LedgerHead(models.Model):
    """What a head of a court's ledgers means, as somebody there once said."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    head = models.CharField("表头", max_length=100)
    meaning = models.CharField("含义", max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "head"], name="ledger_head_once")]


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
    cells = models.JSONField("表中的原样", default=list)
    cell = models.CharField("单元格", max_length=12, blank=True)
    value = models.CharField("原值", max_length=200, blank=True)
    why = models.CharField("原因", max_length=300, blank=True)
    remedy = models.CharField("办法", max_length=300, blank=True)

    class Meta:
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["ledger", "fate", "row"], name="ledger_row_fate")]
