"""What people look at; every function starts from the cases that the actor may see."""

from duixian.court.cases.queries.filters import Filters, Sort, sort_of
from duixian.court.cases.queries.narrow import Count
from duixian.court.cases.queries.one import NotFound, claim_of, find_case, statement_of, timeline
from duixian.court.cases.queries.pages import CasePage, case_page, export_rows, quick_search

__all__ = [
    "CasePage",
    "Count",
    "Filters",
    "NotFound",
    "Sort",
    "case_page",
    "claim_of",
    "export_rows",
    "find_case",
    "quick_search",
    "sort_of",
    "statement_of",
    "timeline",
]
