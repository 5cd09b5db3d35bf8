"""A JSON object read field by field: what is missing, wrong or unknown is noted by its path.

Faults are gathered, not thrown one at a time, so that a person mends a file once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from duixian.law.errors import InputError
from duixian.law.money import parse_yuan

T = TypeVar("T")

FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2100, 12, 31)
MOST_ITEMS = 2000
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,20})?", re.ASCII)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no document can hold: control characters, and halves of surrogate pairs."""


class Fields:
    """One object of the input; `done` notes every field that nobody asked for."""

    def __init__(self, raw: Any, path: str, faults: list[InputError]) -> None:
        self.path, self.faults, self._asked = path, faults, set[str]()
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.fault("", "应为对象", "请写成 {…}")

    def at(self, name: str) -> str:
        """The path of a field, as a person finds it."""
        return f"{self.path}.{name}".strip(".") if name else self.path or "输入"

    def fault(self, name: str, why: str, remedy: str) -> None:
        """Note a fault of a field."""
        self.faults.append(InputError(self.at(name), why, remedy))

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        self._asked.add(name)
        return self.raw.get(name) is not None

    def _read(self, name: str, read: Callable[[Any], T], blank: T, *, required: bool) -> T:
        if not self.has(name):
            if required:
                self.fault(name, "没有填写", "请补上这个字段")
            return blank
        try:
            return read(self.raw[name])
        except InputError as error:
            self.faults.append(error)
        return blank

    def text(self, name: str, *, required: bool = True, longest: int = 200) -> str:
        """A short text."""

        def read(value: Any) -> str:
            if not isinstance(value, str) or len(value) > longest:
                raise InputError(self.at(name), "应为文字", f"请写成不超过{longest}字的文字")
            if _UNPRINTABLE.search(value):
                raise InputError(self.at(name), "有不能打印的字符", "请删去后重新输入")
            if required and not value.strip():
                raise InputError(self.at(name), "没有填写", "请补上这个字段")
            return value

        return self._read(name, read, "", required=required)

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A date as YYYY-MM-DD."""
        return self._read(name, lambda value: read_day(value, self.at(name)), None, required=required)

    def money(self, name: str, *, required: bool = True, zero: bool = False) -> int | None:
        """An amount in fen, above zero unless `zero`."""

        def read(value: Any) -> int:
            fen = parse_yuan(value, self.at(name))
            if fen < 0 or (fen == 0 and not zero):
                raise InputError(self.at(name), f"金额{value}不大于零", "请填写大于零的金额")
            return fen

        return self._read(name, read, None, required=required)

    def number(self, name: str, *, required: bool = True, most: Decimal = Decimal(1000)) -> Decimal | None:
        """A decimal number written as plain digits in text, from zero to `most`."""

        def read(value: Any) -> Decimal:
            plain = isinstance(value, str) and _NUMBER.fullmatch(value)
            number = Decimal(value) if plain else None
            if number is None or number > most:
                raise InputError(
                    self.at(name), f"“{str(value)[:40]}”不是可用的数", '请写成文本形式的小数，如 "0.24"'
                )
            return number

        return self._read(name, read, None, required=required)

    def whole(self, name: str, low: int, high: int, *, required: bool = True) -> int | None:
        """A whole number between two limits, both allowed."""

        def read(value: Any) -> int:
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise InputError(self.at(name), f"“{value}”不在范围内", f"请填{low}至{high}的整数")
            return value

        return self._read(name, read, None, required=required)

    def yes(self, name: str, *, default: bool) -> bool:
        """true or false."""

        def read(value: Any) -> bool:
            if not isinstance(value, bool):
                raise InputError(self.at(name), f"“{value}”不是真假值", "请填 true 或 false")
            return value

        return self._read(name, read, default, required=False)

    def choice(self, name: str, allowed: Collection[str], *, default: str | None = None) -> str:
        """One of the allowed words."""

        def read(value: Any) -> str:
            if not isinstance(value, str) or value not in allowed:
                raise InputError(self.at(name), f"“{value}”不认识", f"可填：{'、'.join(allowed)}")
            return value

        return self._read(name, read, default or "", required=default is None)

    def inner(self, name: str) -> Fields:
        """The object in a field; an empty one where it is absent."""
        return Fields(self.raw[name] if self.has(name) else {}, self.at(name), self.faults)

    def items(self, name: str) -> Iterator[Fields]:
        """The objects of a list."""
        for index, value in enumerate(self.values(name)):
            yield Fields(value, f"{self.at(name)}[{index}]", self.faults)

    def values(self, name: str) -> list[Any]:
        """A list as it stands, cut off with a fault where it is too long."""
        found = self.raw.get(name) if self.has(name) else []
        if not isinstance(found, list):
            self.fault(name, "应为列表", "请写成 […]")
            return []
        if len(found) > MOST_ITEMS:
            self.fault(name, f"超过{MOST_ITEMS}项", "请分开计算")
        return found[:MOST_ITEMS]

    def done(self) -> None:
        """Note every field that is not known."""
        for name in self.raw:
            if name not in self._asked:
                self.fault(str(name)[:60], "没有这个字段", "请删去，或核对字段名")


def read_day(value: Any, where: str) -> date:
    """A date of the contract's form. Raises InputError."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise InputError(where, f"“{value}”不是可用的日期", "请写成 2025-09-16 的形式")
    return day
