"""The worked examples of tests/law/examples: anyone who knows the trade can read and add one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duixian.law.debt import statement
from duixian.law.rates import published
from duixian.reading.claim import read_claim
from duixian.writing.statement import statement_object

EXAMPLES = [
    (f"{file.stem}：{example['name']}", example)
    for file in sorted((Path(__file__).parent / "examples").glob("*.toml"))
    for example in tomllib.loads(file.read_text(encoding="utf-8"))["example"]
]


@pytest.mark.parametrize("example", [each for _, each in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_the_example_comes_out_as_worked_by_hand(example: dict[str, Any]) -> None:
    claim = read_claim(example["claim"])
    said = statement_object(statement(claim), claim, published())
    assert {name: said[name] for name in example["expect"]} == example["expect"]
