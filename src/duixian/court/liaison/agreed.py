"""What agreed.toml holds: the days within which bodies answer, and the places from which tours start."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from duixian.court.liaison.route import Place
from duixian.law.errors import InputError

_FILE = Path(__file__).with_name("agreed.toml")


def answer_due(body: str, sent_on: date) -> date:
    """应答复日期 of a request sent on a day. Raises InputError where no agreement covers it.

    Source: the agreement with the bodies that assist, as agreed.toml names it; no article sets it.
    """
    for agreement in sorted(_agreed()["answer"], key=lambda one: one["from"], reverse=True):
        if agreement["from"] <= sent_on and body in agreement["days"]:
            return sent_on + timedelta(days=agreement["days"][body])
    raise InputError("应答复日期", f"{sent_on} 没有约定的答复期限可用", "请填写应答复日期")


def court_place(court: str) -> Place | None:
    """From where the tours of a court start, None where nobody said."""
    given = _agreed()["start"]["places"].get(court)
    return Place(*given) if given else None


@cache
def _agreed() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
