"""控制措施: how long a thing may be held, how much, and what may not be.

Terms and their renewal, the queue, over-seizure, living costs and exempt property. Pure: what is held, by
whom and for which case is told by the caller. Sums are fen.
"""

from duixian.law.control.exempt import Finding, objections
from duixian.law.control.income import Standard, Withholding, withholdable
from duixian.law.control.seizure import Guard, Holding, deductible, over_seizure, would_be
from duixian.law.control.table import NAMES, REMIND_DAYS, Thing
from duixian.law.control.terms import (
    Chain,
    Term,
    Waiting,
    effective,
    held,
    last_day,
    most_months,
    reminder,
    renew,
    term,
)

__all__ = [
    "NAMES",
    "REMIND_DAYS",
    "Chain",
    "Finding",
    "Guard",
    "Holding",
    "Standard",
    "Term",
    "Thing",
    "Waiting",
    "Withholding",
    "deductible",
    "effective",
    "held",
    "last_day",
    "most_months",
    "objections",
    "over_seizure",
    "reminder",
    "renew",
    "term",
    "withholdable",
    "would_be",
]
