"""What people do with cases; the only code that writes them.

Every action is one transaction: the right first, then law, the rows, the event, the derived columns.
"""

from duixian.court.cases.actions.clocks import resume_clock, stop_clock
from duixian.court.cases.actions.closing import close_case, close_cases
from duixian.court.cases.actions.documents import produce_document, replace_form, withdraw_document
from duixian.court.cases.actions.events import (
    mark_cases,
    record_event,
    record_events,
    set_green,
    set_supervision,
)
from duixian.court.cases.actions.facts import (
    CaseFacts,
    Closing,
    EventEntry,
    ExcludedFacts,
    FeeFacts,
    PartyFacts,
    PaymentEntry,
    PaymentFacts,
    TitleFacts,
)
from duixian.court.cases.actions.money import (
    record_payment,
    record_payments,
    record_waiver,
    refresh_owed,
    reverse_payment,
)
from duixian.court.cases.actions.register import assign, new_respondent, register_case, register_cases

__all__ = [
    "CaseFacts",
    "Closing",
    "EventEntry",
    "ExcludedFacts",
    "FeeFacts",
    "PartyFacts",
    "PaymentEntry",
    "PaymentFacts",
    "TitleFacts",
    "assign",
    "close_case",
    "close_cases",
    "mark_cases",
    "new_respondent",
    "produce_document",
    "record_event",
    "record_events",
    "record_payment",
    "record_payments",
    "record_waiver",
    "refresh_owed",
    "register_case",
    "register_cases",
    "replace_form",
    "resume_clock",
    "reverse_payment",
    "set_green",
    "set_supervision",
    "stop_clock",
    "withdraw_document",
]
