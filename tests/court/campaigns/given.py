"""The campaign's days and scope, as every test of this room takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from duixian.court.cases.models import Case

START, END, DAY = date(2026, 3, 31), date(2026, 6, 30), date(2026, 6, 30)
SCOPE = 'limit = "100000.00"\n'
YUAN = 100

Maker = Callable[..., Case]
