"""结案: the conditions of each way to close a case, item by item."""

from duixian.law.closing.facts import Condition, Facts, Find, Query, Respondent
from duixian.law.closing.suspension import conditions_of_suspension, earliest, premature, rechecks
from duixian.law.closing.table import Ground, grounds
from duixian.law.closing.ways import WAYS, answered, conditions, may_close

__all__ = [
    "WAYS",
    "Condition",
    "Facts",
    "Find",
    "Ground",
    "Query",
    "Respondent",
    "answered",
    "conditions",
    "conditions_of_suspension",
    "earliest",
    "grounds",
    "may_close",
    "premature",
    "rechecks",
]
