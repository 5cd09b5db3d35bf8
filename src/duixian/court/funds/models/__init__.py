"""What the room of case money keeps."""

from duixian.court.funds.models.book import Account, Book, DayClose, Entry, Place, Posting
from duixian.court.funds.models.payee import Payee
from duixian.court.funds.models.plan import Plan, PlanObjection, PlanShare
from duixian.court.funds.models.receipt import Claim, CourtAccount, Receipt, Statement, SubAccount
from duixian.court.funds.models.release import Batch, Delay, Hold, Release

__all__ = [
    "Account",
    "Batch",
    "Book",
    "Claim",
    "CourtAccount",
    "DayClose",
    "Delay",
    "Entry",
    "Hold",
    "Payee",
    "Place",
    "Plan",
    "PlanObjection",
    "PlanShare",
    "Posting",
    "Receipt",
    "Release",
    "Statement",
    "SubAccount",
]
