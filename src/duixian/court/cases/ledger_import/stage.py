"""The first half: a ledger is read, every row gets its fate, nothing is a case yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from duixian.court.cases.ledger_import.told import (
    LEDGER_CHANNEL,
    Contradiction,
    Paid,
    Told,
    changes,
    check_days,
    told_by,
)
from duixian.court.cases.models import Case, LedgerHead, LedgerImport, LedgerImportRow, Payment
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.errors import DuixianError, InputError
from duixian.law.scope import default_scope
from duixian.reading.ledger import Ledger, LedgerRow, Refusal, Screening, read_ledger, screen
from duixian.reading.ledger.grid import sheets
from duixian.reading.ledger.heads import meanings, normal
from duixian.writing.ledger import remarked_xlsx

AT_ONCE = 1 << 20
"""A file up to this size is read while the person waits; a larger one by a job with progress."""
_BATCH = 2_000
_SHOWN = 120
_REMEDIES = {
    "case_no": "请交该院或上级院导入",
    "filed_on": "请核对立案日期",
    "closed_on": "请核对结案日期",
    "closing_way": "请核对结案方式",
}
Fate = LedgerImportRow.Fate


def stage_ledger(actor: Staff, data: bytes, filename: str, on: date) -> LedgerImport:
    """Keep a ledger for 核对 and read it, at once or by a job. Raises InputError, NotAllowed."""
    access.require(actor, Act.IMPORT_LEDGER)
    name = filename.replace("\\", "/").rpartition("/")[2][:200] or "台账"
    sheets(data, name)
    with transaction.atomic():
        ledger = LedgerImport.objects.create(
            uploaded_by=actor,
            court=actor.court,
            filename=name,
            sha256=hashlib.sha256(data).hexdigest(),
            content=data,
            on=on,
            heads=dict(LedgerHead.objects.filter(court=actor.court).values_list("head", "meaning")),
        )
        _read_now_or_later(ledger, len(data))
    return ledger


@transaction.atomic
def choose_heads(actor: Staff, ledger: LedgerImport, chosen: Mapping[str, str], on: date) -> LedgerImport:
    """Point heads to their meanings, remember that for the court, and read the ledger anew.

    Raises InputError for a meaning that is not known, NotAllowed.
    """
    access.require(actor, Act.IMPORT_LEDGER, ledger.court_id)
    known = {*meanings().values(), "ignored"}
    for head, meaning in chosen.items():
        if meaning not in known:
            raise InputError(f"列“{head[:40]}”", f"“{meaning[:40]}”不认识", "请在列表中选择")
        LedgerHead.objects.update_or_create(
            court=ledger.court, head=normal(head)[:100], defaults={"meaning": meaning}
        )
    ledger = LedgerImport.objects.get(pk=ledger.pk)
    if ledger.stage not in (LedgerImport.Stage.STAGED, LedgerImport.Stage.FAILED):
        raise InputError("台账", "已经入库或正在处理", "请重新选择文件")
    ledger.heads |= {normal(head): meaning for head, meaning in chosen.items()}
    ledger.stage, ledger.on, ledger.message = LedgerImport.Stage.READING, on, ""
    ledger.save(update_fields=["heads", "stage", "on", "message"])
    _read_now_or_later(ledger, len(ledger.content))
    return ledger


def _read_now_or_later(ledger: LedgerImport, size: int) -> None:
    if size <= AT_ONCE:
        read_staged(ledger.pk)
        ledger.refresh_from_db()
        return
    from duixian.court.cases.tasks import read_ledger_job

    # In the transaction of the ledger itself: neither is there without the other.
    read_ledger_job.defer(ledger=ledger.pk)


def read_staged(ledger_id: int) -> None:
    """Read a kept ledger and give every row its fate; a fault of the file is told on the ledger."""
    ledger = LedgerImport.objects.select_related("uploaded_by", "court").get(pk=ledger_id)
    if ledger.stage != LedgerImport.Stage.READING:
        return

    def progress(done: int, rows: int) -> None:
        LedgerImport.objects.filter(pk=ledger_id).update(done=done, total=rows)

    try:
        read = read_ledger(bytes(ledger.content), ledger.filename, progress=progress, heads=ledger.heads)
    except DuixianError as error:
        ledger.stage, ledger.message = LedgerImport.Stage.FAILED, str(error)[:500]
        ledger.save(update_fields=["stage", "message"])
        return
    rows = [*fates(ledger.uploaded_by, screen(read, default_scope()), ledger.on), *_not_taken(read)]
    sheet = dict(read.body())
    with transaction.atomic():
        ledger.rows.all().delete()
        shown = (_shown(row, ledger, sheet[row.row]) for row in rows)
        LedgerImportRow.objects.bulk_create(shown, batch_size=_BATCH)
        ledger.stage, ledger.done, ledger.total = LedgerImport.Stage.STAGED, len(rows), len(rows)
        ledger.unknown_heads = list(read.unknown_heads.values())[:100]
        ledger.sheet_heads = list(read.heads())
        ledger.message = _same_file(ledger)
        ledger.save(update_fields=["stage", "done", "total", "unknown_heads", "sheet_heads", "message"])


def _same_file(ledger: LedgerImport) -> str:
    """Says when this very file was imported before; nothing where it never was."""
    done = LedgerImport.objects.filter(
        court=ledger.court, sha256=ledger.sha256, stage=LedgerImport.Stage.DONE
    )
    earlier = done.exclude(pk=ledger.pk).defer("content").first()
    return f"与{earlier.on}入库的“{earlier.filename}”是同一个文件" if earlier else ""


def _shown(row: LedgerImportRow, ledger: LedgerImport, cells: Sequence[str | None]) -> LedgerImportRow:
    """The row with its cells as they stand in the sheet, cut to what a page can show."""
    row.ledger = ledger
    row.cells = [(cell or "")[:_SHOWN] for cell in cells]
    return row


def fates(actor: Staff, screening: Screening, on: date) -> Iterator[LedgerImportRow]:
    """What each accepted row would become on that day."""
    courts = set(Court.objects.values_list("code", flat=True)) & access.courts_of(actor)
    rows = screening.rows
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        held = existing([each.row.case_no for each in some])
        for each in some:
            try:
                staged = _fate(each.row, courts, held.get(each.row.case_no), on)
            except Contradiction as error:
                staged = _refused(screening.ledger, each.row, error)
            staged.category = each.category
            yield staged


def existing(case_nos: Sequence[str]) -> dict[str, tuple[Case, Paid]]:
    """The cases of these numbers, with what they have recovered so far."""
    cases = Case.objects.filter(case_no__in=case_nos).select_related("title")
    held = {case.case_no: case for case in cases.prefetch_related("parties", "obligations")}
    received = Payment.objects.filter(case__in=held.values(), reversed_on=None, on__gte=F("case__filed_on"))
    sums = (
        received.order_by()
        .values("case")
        .annotate(total=Sum("amount"), by_hand=Coalesce(Sum("amount", filter=~Q(channel=LEDGER_CHANNEL)), 0))
    )
    paid = {row["case"]: Paid(int(row["total"]), int(row["by_hand"])) for row in sums}
    return {number: (case, paid.get(case.pk, Paid())) for number, case in held.items()}


def _fate(row: LedgerRow, courts: set[str], held: tuple[Case, Paid] | None, on: date) -> LedgerImportRow:
    """Raises Contradiction where the row cannot be taken."""
    if row.court_code not in courts:
        raise Contradiction("case_no", f"{row.court or row.court_code}的案件不归您导入")
    told = told_by(row)
    check_days(told, held[0] if held else None, on)
    staged = LedgerImportRow(row=row.row, case_no=row.case_no, amount=row.amount, facts=told.facts())
    if held is None:
        staged.fate = Fate.NEW
        return staged
    staged.changes = list(changes(told, *held))
    staged.fate = Fate.CHANGED if staged.changes else Fate.SAME
    return staged


def _refused(read: Ledger, row: LedgerRow, error: Contradiction) -> LedgerImportRow:
    at = read.columns.get(error.field)
    return LedgerImportRow(
        row=row.row,
        fate=Fate.REFUSED,
        case_no=row.case_no,
        amount=row.amount,
        cell=read.grid.name(row.row, at) if at is not None else "",
        value=(read.grid.cell(row.row, at) if at is not None else "")[:200],
        why=str(error)[:300],
        remedy=_REMEDIES.get(error.field, "请改正后再导入"),
    )


def _not_taken(read: Ledger) -> Iterator[LedgerImportRow]:
    for refusal in read.refused:
        yield LedgerImportRow(
            row=refusal.row,
            fate=Fate.REFUSED,
            cell=refusal.cell,
            value=refusal.value[:200],
            why=refusal.why[:300],
            remedy=refusal.remedy[:300],
        )
    for each in read.duplicates:
        yield LedgerImportRow(
            row=each.row,
            fate=Fate.DUPLICATE,
            case_no=each.case_no,
            why=f"与第{each.same_as}行案号相同，以第{each.same_as}行为准",
            facts={"differs": list(each.differs)},
        )


def refused_xlsx(ledger: LedgerImport) -> bytes:
    """The refused rows in the ledger's own columns, to be mended and to come again."""
    read = read_ledger(bytes(ledger.content), ledger.filename, heads=ledger.heads)
    refused = {
        row.row: Refusal(row.row, row.cell, "", row.value, row.why, row.remedy)
        for row in ledger.rows.filter(fate=Fate.REFUSED)
    }
    remarks = {number: (each.cell, each.why, each.remedy) for number, each in refused.items()}
    return remarked_xlsx("未收", read.heads(), read.body(), ("未收的单元格", "原因", "办法"), remarks)


def told_of(row: LedgerImportRow) -> Told:
    """The facts of a staged row."""
    return Told.of(row.facts)
