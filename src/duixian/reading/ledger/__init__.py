"""The ledger of open cases as clerks export it, read and screened into a campaign's scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from duixian.law.errors import InputError
from duixian.reading.ledger import heads as heads_of
from duixian.reading.ledger.audit import AUDITED, Audit, Premature, audit
from duixian.reading.ledger.collector import paused_collector
from duixian.reading.ledger.grid import Grid, SheetSource, sheets
from duixian.reading.ledger.model import Duplicate, Ledger, LedgerRow, Refusal
from duixian.reading.ledger.rows import Progress, take
from duixian.reading.ledger.screen import Screened, Screening, Total, screen

__all__ = [
    "AUDITED",
    "Audit",
    "Duplicate",
    "Ledger",
    "LedgerRow",
    "Premature",
    "Refusal",
    "Screened",
    "Screening",
    "Total",
    "audit",
    "read_ledger",
    "screen",
]


def read_ledger(
    data: bytes | Path,
    filename: str,
    *,
    progress: Progress | None = None,
    heads: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> Ledger:
    """A ledger from the bytes (or path) of an xlsx, xls or csv file.

    `filename` is only shown, never trusted. `heads` adds meanings a person pointed out for heads that
    are not known ("ignored" leaves a column out). `progress(done, rows)` is told of every 5,000 rows.
    With `only` no other meaning is read besides the case number, so that none refuses a row or is missed.
    Raises InputError where the file as a whole cannot be a ledger.
    """
    content = data.read_bytes() if isinstance(data, Path) else data
    found = sheets(content, filename)
    scores = [heads_of.score(source.whole.head(), heads) for source in found]
    best = found[scores.index(max(scores))]
    required = {
        meaning: words
        for meaning, words in heads_of.REQUIRED.items()
        if only is None or meaning in {"case_no", *only}
    }
    head = heads_of.find(_head_of(best, filename), filename, heads, required)
    grid = best.whole
    with paused_collector():
        taken = take(grid, head, progress, only)
    if not (taken.rows or taken.refused):
        raise InputError(filename, f"工作表“{best.name}”的表头下面没有案件", "请核对选的是不是台账")
    return Ledger(
        grid=grid,
        head_row=head.row,
        columns=head.columns,
        unknown_heads=head.unknown,
        rows=tuple(taken.rows),
        duplicates=tuple(taken.duplicates),
        refused=tuple(taken.refused),
        left_out=tuple(taken.left_out),
        repeated=tuple(taken.repeated),
        unread_sheets=tuple(
            source.name
            for source, score in zip(found, scores, strict=True)
            if source is not best and score > heads_of.LIKE_A_LEDGER
        ),
    )


def _head_of(source: SheetSource, filename: str) -> Grid:
    grid = source.whole.head()
    if not any(any(column) for column in grid.columns):
        raise InputError(filename, f"工作表“{source.name}”是空的", "请核对选的是不是台账")
    return grid
