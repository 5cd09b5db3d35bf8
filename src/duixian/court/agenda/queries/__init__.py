"""What is due, read from the rooms' clocks each time; every question starts from what the actor may see."""

from duixian.court.agenda.queries.counts import Counts, Line, count_due, count_lines
from duixian.court.agenda.queries.items import (
    Item,
    Page,
    all_items,
    band_items,
    find_item,
    item_page,
    own_items,
)
from duixian.court.agenda.queries.people import answers_of, recent_events, stopped
from duixian.court.agenda.queries.sight import Filters

__all__ = [
    "Counts",
    "Filters",
    "Item",
    "Line",
    "Page",
    "all_items",
    "answers_of",
    "band_items",
    "count_due",
    "count_lines",
    "find_item",
    "item_page",
    "own_items",
    "recent_events",
    "stopped",
]
