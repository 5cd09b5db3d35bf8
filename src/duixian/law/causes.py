"""Causes of civil action (民事案由) and the campaign category that each suggests.

Names change with every revision and numbers change more, so a cause is found by its name: the
current one, an older one (tables/cause_aliases.toml), or either without 纠纷 and its commas.
"""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from duixian.law.errors import InputError

Category = Literal["wages", "support", "injury", "livelihood", "small_claim"]
Strength = Literal["core", "review"]

_TABLES = Path(__file__).parent / "tables"
_HEAD = ["code", "level", "name", "parent_code", "category", "strength"]
_LEFT_OUT = str.maketrans("", "", " \t\r\n\u3000、，,.。·")
_CATEGORIES = ("", *get_args(Category))


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of the 2025 revision; `categories` in order of preference, often none.

    Source: 民事案件案由规定（法〔2025〕226号修正，2026年1月1日起施行）.
    """

    code: str
    level: int
    name: str
    parent_code: str
    categories: tuple[Category, ...]
    strength: Strength | None


@lru_cache(maxsize=4096)
def cause(name: str) -> Cause | None:
    """The cause of a name as a ledger writes it; None where no cause goes by that name."""
    key = _key(name)
    return _by_key().get(key) or _by_key().get(_aliases().get(key, "")) or _by_loose_key().get(_loose(key))


def causes() -> tuple[Cause, ...]:
    """All causes in the order of the official list."""
    return _load()


def _key(name: str) -> str:
    clean = unicodedata.normalize("NFKC", name).translate(_LEFT_OUT)
    return clean.removesuffix("一案").removesuffix("案件").removesuffix("案").removesuffix("纠纷")


def _loose(key: str) -> str:
    return key.removesuffix("合同")


@cache
def _by_key() -> dict[str, Cause]:
    index: dict[str, Cause] = {}
    for each in _load():
        index.setdefault(_key(each.name), each)
    return index


@cache
def _by_loose_key() -> dict[str, Cause]:
    """For 买卖, 房屋租赁 and the like; the name of a wider group never answers for a contract."""
    return {_loose(key): each for key, each in _by_key().items() if key.endswith("合同") and _loose(key)}


@cache
def _aliases() -> dict[str, str]:
    table = tomllib.loads((_TABLES / "cause_aliases.toml").read_text(encoding="utf-8"))
    return {_key(alias): _key(current) for current, aliases in table["aliases"].items() for alias in aliases}


@cache
def _load() -> tuple[Cause, ...]:
    with (_TABLES / "causes.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        if next(lines, None) != _HEAD:
            raise InputError("causes.csv 第1行", "表头不符", f"应为 {','.join(_HEAD)}")
        return tuple(_read(line, number) for number, line in enumerate(lines, start=2))


def _read(line: list[str], number: int) -> Cause:
    code, level, name, parent, categories, strength = line
    known = tuple(categories.split())
    if not set(known) <= set(_CATEGORIES) or strength not in ("", *get_args(Strength)):
        raise InputError(
            f"causes.csv 第{number}行", f"“{categories} {strength}”不是类别", "请按表内其他行改正"
        )
    return Cause(
        code,
        int(level),
        name,
        parent,
        cast(tuple[Category, ...], known),
        cast(Strength | None, strength or None),
    )
