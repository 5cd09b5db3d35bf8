"""分配: who gets how much of the money and why, who may join, and what an objection keeps back.

Pure: the debtor, the money and the claims are told by the caller. Sums are fen.
"""

from duixian.law.distribution.dispute import (
    Against,
    Dispute,
    Objection,
    Parted,
    disputed,
    objection_by,
    opposed_by,
    suit_by,
)
from duixian.law.distribution.facts import COURT, RESPONDENT, Bankruptcy, Claim, Debtor, DebtorKind, Money
from duixian.law.distribution.joining import Joining, checks_joining
from duixian.law.distribution.method import Method, method
from duixian.law.distribution.plan import Plan, Share, distribute
from duixian.law.distribution.shares import apportion
from duixian.law.distribution.table import Stage, stage

__all__ = [
    "COURT",
    "RESPONDENT",
    "Against",
    "Bankruptcy",
    "Claim",
    "Debtor",
    "DebtorKind",
    "Dispute",
    "Joining",
    "Method",
    "Money",
    "Objection",
    "Parted",
    "Plan",
    "Share",
    "Stage",
    "apportion",
    "checks_joining",
    "disputed",
    "distribute",
    "method",
    "objection_by",
    "opposed_by",
    "stage",
    "suit_by",
]
