"""执行和解: what an agreement comes to, who may give up what, and when the title revives."""

from duixian.law.settlement.proposal import (
    Breach,
    Forgiven,
    Planned,
    Proposal,
    Sums,
    breach_after,
    breached,
    forborne,
    instalments,
    propose,
)
from duixian.law.settlement.revival import Agreement, Answer, last_day_to_revive, overdue, revival
from duixian.law.settlement.table import surcharge_note
from duixian.law.settlement.waiver import By, check_waiver

__all__ = [
    "Agreement",
    "Answer",
    "Breach",
    "By",
    "Forgiven",
    "Planned",
    "Proposal",
    "Sums",
    "breach_after",
    "breached",
    "check_waiver",
    "forborne",
    "instalments",
    "last_day_to_revive",
    "overdue",
    "propose",
    "revival",
    "surcharge_note",
]
