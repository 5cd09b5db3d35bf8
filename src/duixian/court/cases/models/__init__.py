"""The case and its facts; the constraints are what the database itself refuses. Money is fen in bigint."""

from duixian.court.cases.models.case import Case, CaseCount, Category, Party, Status
from duixian.court.cases.models.clock import ClockStop
from duixian.court.cases.models.document import CourtForm, Document
from duixian.court.cases.models.event import Event, EventKind
from duixian.court.cases.models.ledger import LedgerHead, LedgerImport, LedgerImportRow
from duixian.court.cases.models.money import Bucket, Payment, Waiver
from duixian.court.cases.models.title import ExcludedPeriod, Fee, Obligation, Title

__all__ = [
    "Bucket",
    "Case",
    "CaseCount",
    "Category",
    "ClockStop",
    "CourtForm",
    "Document",
    "Event",
    "EventKind",
    "ExcludedPeriod",
    "Fee",
    "LedgerHead",
    "LedgerImport",
    "LedgerImportRow",
    "Obligation",
    "Party",
    "Payment",
    "Status",
    "Title",
    "Waiver",
]
