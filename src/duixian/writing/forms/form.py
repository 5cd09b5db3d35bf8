"""The forms by their key: what each is called, what only a person can say for it, and its text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["text", "day", "money", "count"]

OF_CASE = (
    "court",
    "case_no",
    "number",
    "on",
    "cause",
    "filed_on",
    "owed",
    "applicants",
    "respondents",
    "applicants_with_ids",
    "respondents_with_ids",
    "title_no",
    "title_kind",
    "title_by",
    "handler",
    "clerk",
)
"""What every form is told of the case."""


@dataclass(frozen=True)
class Ask:
    """One fact that only a person knows; money is fen."""

    name: str
    label: str
    kind: Kind
    required: bool = True


@dataclass(frozen=True)
class Form:
    """One kind of paper; `signers` is who signs above the date, where it is not the court alone."""

    key: str
    name: str
    body: str
    ask: tuple[Ask, ...] = ()
    signers: str = ""


def known_places(form: Form) -> frozenset[str]:
    """The names that a template of this form may use."""
    return frozenset({*OF_CASE, *(one.name for one in form.ask), "law"})


def _form(key: str, row: Mapping[str, object]) -> Form:
    given = dict(row)
    asked = given.pop("ask", {})
    assert isinstance(asked, dict)  # noqa: S101  the table is ours
    ask = tuple(
        Ask(name, label, kind.rstrip("?"), not kind.endswith("?")) for name, (label, kind) in asked.items()
    )
    return Form(key=key, ask=ask, **given)  # type: ignore[arg-type]


def _read() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for file in sorted((Path(__file__).parent / "texts").glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        if twice := set(table) & set(found):
            raise ValueError(f"文书 {sorted(twice)} 写了两次")
        found |= {key: _form(key, row) for key, row in table.items()}
    return found


FORMS: Mapping[str, Form] = _read()
