"""核对: a staged ledger as the sheet was, each row with its fate, refused cells marked in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import Http404

from duixian.court.cases.models import Category, LedgerImport, LedgerImportRow
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff

Fate = LedgerImportRow.Fate
Stage = LedgerImport.Stage

HISTORY = 30
SIZE = 50
"""Rows of the sheet on a page."""

MEANINGS = {
    "case_no": "案号",
    "amount": "标的金额",
    "filed_on": "立案日期",
    "cause": "案由",
    "handler": "承办人",
    "clerk": "书记员",
    "applicants": "申请执行人",
    "respondents": "被执行人",
    "parties": "当事人",
    "court": "法院",
    "recovered": "到位金额",
    "closing_way": "结案方式",
    "closed_on": "结案日期",
    "suspended_on": "终本日期",
    "title_no": "执行依据文号",
    "title_made_by": "作出执行依据单位",
    "operative": "主文",
    "effective_on": "生效日期",
    "performance_due": "履行期限",
    "respondent_id": "被执行人证件号码",
    "phone": "联系电话",
    "ignored": "以后也不用这一列",
}
"""What a head can be pointed to: the meanings that become part of a case."""

_TONES = {Fate.NEW: "done", Fate.CHANGED: "due", Fate.DUPLICATE: "due", Fate.REFUSED: "late"}


@dataclass(frozen=True)
class Cell:
    """A cell as it stands; `wrong` is why it is refused and what to do."""

    text: str
    wrong: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the sheet with its fate; `note` tells what is said of the row and of no cell."""

    row: int
    fate: str
    words: str
    tone: str
    cells: list[Cell]
    note: str


def history(actor: Staff) -> QuerySet[LedgerImport]:
    """The last ledgers of the actor's courts, newest first."""
    return _seen_by(actor)[:HISTORY]


def find(actor: Staff, pk: int) -> LedgerImport:
    """A ledger of the actor's courts. Raises NotAllowed, and Http404 for a ledger of another court."""
    access.require(actor, Act.IMPORT_LEDGER)
    ledger = _seen_by(actor).filter(pk=pk).first()
    if ledger is None:
        raise Http404
    return ledger


def page(ledger: LedgerImport, fate: str, after: str) -> dict[str, Any]:
    """The counts of a ledger and some of its rows, `after` a row's number."""
    counts = {each.value: 0 for each in Fate}
    counts |= dict(ledger.rows.order_by().values_list("fate").annotate(n=Count("pk")))
    rows = ledger.rows.filter(fate=fate) if fate in Fate.values else ledger.rows.all()
    start = int(after) if after.isdigit() else 0
    some = list(rows.filter(row__gt=start)[: SIZE + 1])
    return {
        "counts": counts,
        "fates": [("", "全部", sum(counts.values())), *((one.value, one.label, counts[one]) for one in Fate)],
        "fate_now": fate if fate in Fate.values else "",
        "categories": list(_categories(ledger)),
        "heads": ledger.sheet_heads,
        "rows": [_row(row) for row in some[:SIZE]],
        "next_key": some[SIZE - 1].row if len(some) > SIZE else None,
        "prev_key": "" if start else None,
    }


def _seen_by(actor: Staff) -> QuerySet[LedgerImport]:
    ledgers = LedgerImport.objects.filter(court__in=access.courts_of(actor))
    return ledgers.defer("content").select_related("uploaded_by")


def _categories(ledger: LedgerImport) -> Iterator[tuple[str, int, int]]:
    """Words, cases and fen of each category among the rows that would come in, in fixed order."""
    coming = ledger.rows.filter(fate__in=[Fate.NEW, Fate.CHANGED]).order_by()
    found = {
        category: (n, fen)
        for category, n, fen in coming.values_list("category").annotate(Count("pk"), Sum("amount"))
    }
    for category in Category:
        if category in found:
            yield str(category.label), found[category][0], found[category][1] or 0


def _row(row: LedgerImportRow) -> Row:
    cells = [Cell(text) for text in row.cells]
    told = "；".join(filter(None, (row.why, row.remedy)))
    at = _column(row.cell)
    if told and at is not None and at < len(cells):
        cells[at] = Cell(cells[at].text or "（空）", told)
        told = ""
    changed = [f"{one['label']}：{one['old'] or '（空）'} → {one['new']}" for one in row.changes]
    return Row(
        row=row.row,
        fate=row.fate,
        words=row.get_fate_display(),
        tone=_TONES.get(Fate(row.fate), "plain"),
        cells=cells,
        note="；".join(changed) or told,
    )


def _column(cell: str) -> int | None:
    """F12 → 5; None where no cell is named."""
    letters = cell.rstrip("0123456789")
    if not letters.isalpha() or not letters.isascii():
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
