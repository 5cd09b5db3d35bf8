"""From records to finds, answers and refusals."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from duixian.law.money import read_amount
from duixian.reading.feedback.model import Answer, Feedback, Found, Refused, State
from duixian.reading.feedback.records import Record, records
from duixian.reading.ledger.cells import blank, read_day

_OF_A_THING = ("identity", "description", "worth", "available")
_LARGEST_QUEUE = 9_999
_DENIALS: Mapping[str, str] = {"none": "无财产", "error": "查询失败"}


def read_feedback(content: bytes, filename: str, *, source: str = "") -> Feedback:
    """Everything that a feedback says; `source` is what its institution answers about.

    Raises InputError where the file as a whole cannot be read; a row at fault is refused, the rest stands.
    """
    reader = _Reader(source)
    for record in records(content, filename):
        reader.take(record)
    return Feedback(tuple(reader.founds), tuple(reader.answers), tuple(reader.refused))


@dataclass
class _Reader:
    source: str
    founds: list[Found] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    _fault: Refused | None = None

    def take(self, record: Record) -> None:
        told = {name: value for name, value in record.told.items() if not blank(value) or name == "state"}
        if not (told.get("ref") or told.get("name") or told.get("id_no")):
            if any(told.get(name) for name in _OF_A_THING) or _state_of(told.get("state", "")) in _DENIALS:
                self._refuse(
                    record, "被查询人", "", "没有写明是谁的", "请协助单位补上查询编号或姓名、证件号码"
                )
            return
        self._fault = None
        state = self._state(record, told)
        found = self._found(record, told) if state == "found" else None
        if self._fault:
            self.refused.append(self._fault)
        elif found:
            self.founds.append(found)
        elif state:
            self.answers.append(
                Answer(
                    row=record.row,
                    ref=told.get("ref", ""),
                    name=told.get("name", ""),
                    id_no=told.get("id_no", ""),
                    state=state,
                    why=told.get("why", ""),
                )
            )

    def _state(self, record: Record, told: Mapping[str, str]) -> State | None:
        """The answer as written; a thing told of is an answer too, silence is none."""
        written = told.get("state", "")
        has_thing = any(told.get(name) for name in _OF_A_THING)
        if not written:
            if has_thing:
                return "found"
            self._fault = _refused(
                record, "查询结果", "", "既没有结果也没有财产", "请向协助单位核实，没有财产的要写明"
            )
            return None
        state = _state_of(written)
        if state is None:
            self._fault = _refused(
                record, "查询结果", written, "不认识这个结果", "请写成 有财产、无财产 或 查询失败"
            )
        elif state in _DENIALS and _lists_a_thing(told):
            why = f"写的是{_DENIALS[state]}，却列了财产"
            self._fault = _refused(record, "查询结果", written, why, "请向协助单位核实")
        return state

    def _found(self, record: Record, told: Mapping[str, str]) -> Found | None:
        if not any(told.get(name) for name in _OF_A_THING):
            return None
        kind = " ".join(told.get(name, "") for name in ("thing", "description"))
        return Found(
            row=record.row,
            ref=told.get("ref", ""),
            name=told.get("name", ""),
            id_no=told.get("id_no", ""),
            source=self.source,
            thing=_thing_of(kind.strip(), self.source),
            identity=told.get("identity", ""),
            description=told.get("description") or told.get("thing", ""),
            worth=self._money(record, told, "worth", "价值"),
            available=self._money(record, told, "available", "可用余额"),
            owner=told.get("owner", ""),
            encumbered_by=told.get("encumbered_by", ""),
            encumbrance=self._money(record, told, "encumbrance", "优先受偿金额"),
            queue=self._count(record, told),
            as_of=self._day(record, told, "as_of", "截至日期"),
            control_until=self._day(record, told, "control_until", "到期日"),
            raw=record.raw,
        )

    def _money(self, record: Record, told: Mapping[str, str], name: str, what: str) -> int | None:
        text = told.get(name, "")
        if not text:
            return None
        try:
            return _fen(text)
        except ValueError as error:
            self._fault = _refused(record, what, text, str(error), "请写成 1234.56 或 11.15万元")
            return None

    def _day(self, record: Record, told: Mapping[str, str], name: str, what: str) -> date | None:
        text = told.get(name, "")
        if not text:
            return None
        try:
            return read_day(text)
        except ValueError as error:
            self._fault = _refused(record, what, text, str(error), "请写成 2026-06-30")
            return None

    def _count(self, record: Record, told: Mapping[str, str]) -> int | None:
        text = told.get("queue", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text[:9]) > _LARGEST_QUEUE:
            self._fault = _refused(record, "在先控制", text, "不是家数", "请写成 0、1、2")
            return None
        return int(text)

    def _refuse(self, record: Record, what: str, value: str, why: str, remedy: str) -> None:
        self.refused.append(_refused(record, what, value, why, remedy))


def _refused(record: Record, what: str, value: str, why: str, remedy: str) -> Refused:
    return Refused(record.row, what, value[:200], why, remedy)


def _lists_a_thing(told: Mapping[str, str]) -> bool:
    """Whether the row tells of a thing all the same: by its number, or by any amount but nothing."""
    return bool(told.get("identity")) or any(
        told.get(name, "").strip("0.,元￥¥ ") for name in ("worth", "available")
    )


@lru_cache(maxsize=100_000)
def _fen(text: str) -> int:
    return read_amount(text)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads(
        (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    )
    return found


@lru_cache(maxsize=10_000)
def _state_of(written: str) -> State | None:
    clean = written.strip().lower()
    for state, words in _words()["states"].items():
        if clean in words:
            return cast(State, state)
    for state, words in _words()["sentences"].items():
        if any(word in clean for word in words):
            return cast(State, state)
    return None


@lru_cache(maxsize=10_000)
def _thing_of(words: str, source: str) -> str:
    """The kind of a thing: what its institution answers about where that is one kind, else by words."""
    usual = cast(Mapping[str, str], _words()["sources"]).get(source, "")
    if usual and usual not in {"deposit", "securities", "land_compensation"}:
        return usual
    for thing, known in _words()["things"].items():
        if any(word in words for word in known):
            return thing
    return usual or "other_right"
