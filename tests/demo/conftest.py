"""One plan for all tests of the sample: drawing it is the slow part."""

from __future__ import annotations

import pytest

from duixian.demo.facts import Plan
from duixian.demo.plan import draw_plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    return draw_plan()
