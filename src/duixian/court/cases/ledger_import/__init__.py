"""台账导入: staged and shown first, then confirmed whole or not at all.

A row is told apart by its case number. An empty cell never erases what the case holds, and what was
entered by hand after the ledger was made is not taken back by it.
"""

from duixian.court.cases.ledger_import.confirm import apply_confirmed, confirm_ledger, imported
from duixian.court.cases.ledger_import.stage import choose_heads, read_staged, refused_xlsx, stage_ledger

__all__ = [
    "apply_confirmed",
    "choose_heads",
    "confirm_ledger",
    "imported",
    "read_staged",
    "refused_xlsx",
    "stage_ledger",
]
