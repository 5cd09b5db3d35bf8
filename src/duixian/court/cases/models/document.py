"""文书 of a case: what was produced, byte for byte, under its number, with the hash that proves it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q

from duixian.court.cases.models.case import Case
from duixian.court.people.models import Court, Staff


class _Sha256(Func):
    """PostgreSQL's own hash of the bytes, as people write it."""

    template = "encode(sha256(%(expressions)s), 'hex')"
    output_field = models.CharField()


class Document(models.Model):
    """文书; the database refuses to change or delete one, and a hash that is not that of its bytes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    form = models.CharField("文书种类", max_length=40)
    title = models.CharField("名称", max_length=100)
    serial = models.PositiveSmallIntegerField("序号")
    number = models.CharField("文号", max_length=60)
    on = models.DateField("文书日期")
    facts = models.JSONField("填写的内容", default=dict)
    content = models.BinaryField("文件", editable=False)
    sha256 = models.CharField("校验", max_length=64)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("制作时间", auto_now_add=True)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="document_serial_once"),
            models.UniqueConstraint(fields=["case", "number"], name="document_number_once"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="document_serial_from_one"),
            models.CheckConstraint(
                condition=Q(sha256=_Sha256(F("content"))), name="document_hash_of_its_bytes"
            ),
        ]
        triggers = [pgtrigger.Protect(name="document_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number


class CourtForm(models.Model):
    """文书模板 of a court in place of the program's own; the latest counts, the earlier ones are kept."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    form = models.CharField("文书种类", max_length=40)
    on = models.DateField("启用日期")
    content = models.BinaryField("文件", editable=False)
    sha256 = models.CharField("校验", max_length=64)
    uploaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["court", "form", "-id"], name="court_form_latest")]
        triggers = [pgtrigger.Protect(name="court_form_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
