"""What the sample's bank keeps: accounts of some people, drawn from their numbers, so always the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from duixian.law.money import contract_yuan

Person = tuple[str, str]
_MOST = 60_000_00


def books(people: Iterable[Person], on: date) -> dict[Person, list[dict[str, str]]]:
    """Two of five (name, number) have nothing, two one account, one two; balances as of a day."""
    return {person: accounts for person in people if (accounts := _accounts(person, on))}


def _accounts(person: Person, on: date) -> list[dict[str, str]]:
    random = Random(person[1])
    return [
        {
            "identity": f"示例账号{random.randint(1_000_000, 9_999_999)}",
            "description": "活期存款账户",
            "worth": contract_yuan(random.randint(1, _MOST)),
            "owner": person[0],
            "as_of": on.isoformat(),
        }
        for _ in range(random.choice((0, 0, 1, 1, 2)))
    ]
