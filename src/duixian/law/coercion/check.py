"""One condition of a measure, as law answers it for the facts at hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from duixian.law.errors import InputError

_TABLE = Path(__file__).parents[1] / "tables" / "coercion.toml"


@dataclass(frozen=True)
class Check:
    """`met` None where the facts do not tell; `remedy` is what would meet it.

    Not `verified` where the text behind `cite` has not been compared in full.
    """

    key: str
    item: str
    met: bool | None
    why: str
    cite: str
    remedy: str = ""
    verified: bool = True


def refuse(where: str, checks: Iterable[Check]) -> None:
    """Raises InputError with the first condition that is not met, and its article."""
    for one in checks:
        if one.met is False:
            raise InputError(f"{where} {one.item}", f"{one.why}（{one.cite}）", one.remedy or "请核对后再办")


@cache
def table() -> dict[str, Any]:
    """The table of coercive measures as read."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
