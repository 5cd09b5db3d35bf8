"""认领: which open case a sum that came in belongs to, how sure that is, and why.

What is surest is asked first: the case's own account, a case number in the remark, a deduction that is
awaited, and last the payer's name. Where two cases fit, none is chosen and all are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from duixian.law.case_number import parse_case_number
from duixian.law.money import display
from duixian.reading.receipts.model import Line
from duixian.reading.receipts.moves import halfwidth

Confidence = Literal["certain", "likely", "unclear"]

_MOST_NAMED = 5
_SHORTEST_HOLDER = 3
_NUMBER = re.compile(
    r"[(\[〔【]?((?:19|20)\d{2})[)\]〕】]?年?([一-龥]{1,6}?\d{0,4}[一-龥]{1,8}?)(?<!第)第?(\d{1,8})(?:-\d{1,2})?号?"
    r"(之(?:[一二三四五六七八九十]{1,3}|\d{1,2}))?"
)
_SUFFIX = re.compile("之[^之]*$")
_WITHOUT_YEAR = re.compile(r"(?<!\d)([一-龥]\d{2,4}执[一-龥]{0,2}?)(\d{1,8})号?")
_ON_BEHALF = re.compile(r"(?:代替?|替|帮)([一-龥·]{2,40}?)(?:偿?还|支?付|交|缴|履行|清偿|转)")
_LONG_NUMBER = re.compile(r"\d{8,40}")
_COMMON_WORDS = re.compile(r"中国|股份|有限|责任|公司|营业部|[()\[\]〔〕【】]")


@dataclass(frozen=True, slots=True)
class Deduction:
    """Money that is on its way: a 扣划 or another expected receipt; `holder` is who will send it. Fen."""

    amount: int
    holder: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as far as money is matched to it. `owed` is fen.

    `other_numbers` are numbers that people write instead: of the judgment, of the case before revival.
    """

    case_no: str
    court: str
    virtual_no: str = ""
    respondents: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    owed: int = 0
    awaited: tuple[Deduction, ...] = ()
    other_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Whose money it is. `case` is None where it is unclear; `others` are the cases that also fit."""

    case: OpenCase | None
    confidence: Confidence
    why: str
    others: tuple[OpenCase, ...] = ()
    awaited: Deduction | None = None


@dataclass
class Cases:
    """Open cases, indexed once by all that a line may name them by."""

    by_virtual: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_number: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_other_number: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_short: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_respondent: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_applicant: dict[str, list[OpenCase]] = field(default_factory=dict)
    by_awaited: dict[int, list[tuple[OpenCase, Deduction]]] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Iterable[OpenCase]) -> Cases:
        """The index of these cases."""
        index = cls()
        for case in cases:
            index._add(case)
        return index

    def _add(self, case: OpenCase) -> None:
        number = _number(case.case_no)
        _put(self.by_number, [number], case)
        _put(self.by_short, [number.partition(")")[2].rstrip("号")], case)
        _put(self.by_other_number, map(_number, case.other_numbers), case)
        _put(self.by_virtual, [halfwidth(case.virtual_no)], case)
        _put(self.by_respondent, map(_name, case.respondents), case)
        _put(self.by_applicant, map(_name, case.applicants), case)
        for each in case.awaited:
            self.by_awaited.setdefault(each.amount, []).append((case, each))


def match(line: Line, cases: Cases) -> Match:
    """The case of a sum that came in, with the reason in words; "certain" still waits for a person's yes."""
    steps: Sequence[Callable[[Line, Cases], Match | None]] = (
        _by_virtual,
        _by_number,
        _by_short_number,
        _by_deduction,
        _by_respondent,
        _on_behalf,
    )
    return next((found for step in steps if (found := step(line, cases))), None) or _by_applicant(line, cases)


def _put(index: dict[str, list[OpenCase]], keys: Iterable[str], case: OpenCase) -> None:
    for key in dict.fromkeys(keys):
        if key:
            index.setdefault(key, []).append(case)


def _number(text: str) -> str:
    """A case number as it is compared: half-width, without spaces."""
    try:
        return halfwidth(str(parse_case_number(text, known_court=False)))
    except ValueError:
        return halfwidth(text)


def _name(text: str) -> str:
    return halfwidth(text).lower()


def _named(cases: Sequence[OpenCase]) -> str:
    shown = "、".join(case.case_no for case in cases[:_MOST_NAMED])
    return shown + (f"等{len(cases)}件" if len(cases) > _MOST_NAMED else "")


def _numbers_in(remark: str) -> list[str]:
    """Every case number that a remark may be read to name, in the form of `_number`."""
    text = halfwidth(remark)
    found: list[str] = []
    for year, words, serial, suffix in _NUMBER.findall(text):
        old = "字第" if words.endswith("字") else ""
        written = f"({year}){words.removesuffix('字')}{old}{serial}号{suffix}"
        found.append(_number(written))
    return list(dict.fromkeys(found))


def _of_numbers(index: Mapping[str, Sequence[OpenCase]], numbers: Iterable[str]) -> tuple[OpenCase, ...]:
    """The cases of these numbers; 之一 may be the case's own or that of a ruling made in the case."""
    return _unique(
        case for number in numbers for case in index.get(number) or index.get(_SUFFIX.sub("", number)) or ()
    )


def _unique(found: Iterable[OpenCase]) -> tuple[OpenCase, ...]:
    return tuple({id(case): case for case in found}.values())


def _by_virtual(line: Line, cases: Cases) -> Match | None:
    written = (
        [halfwidth(line.virtual_no)] if line.virtual_no else _LONG_NUMBER.findall(halfwidth(line.remark))
    )
    found = _unique(case for number in written for case in cases.by_virtual.get(number, ()))
    if not found:
        return None
    if len(found) > 1:
        return Match(None, "unclear", f"同一子账号登记给了{_named(found)}，请先更正账号", found)
    [case] = found
    named = _of_numbers(cases.by_number, _numbers_in(line.remark))
    others = tuple(each for each in named if each is not case)
    if others:
        why = f"进入{case.case_no}的专用子账号，附言却写的是{_named(others)}"
        return Match(case, "likely", why, others)
    return Match(case, "certain", f"进入{case.case_no}的专用子账号")


def _by_number(line: Line, cases: Cases) -> Match | None:
    numbers = _numbers_in(line.remark)
    found = _of_numbers(cases.by_number, numbers)
    if len(found) > 1:
        return Match(None, "unclear", f"附言写了几个案号：{_named(found)}", found)
    if found:
        return _numbered(line, found[0], f"附言写有案号{found[0].case_no}", "certain")
    other = _of_numbers(cases.by_other_number, numbers)
    if len(other) > 1:
        return Match(None, "unclear", f"附言的案号（{numbers[0]}）对应几件：{_named(other)}", other)
    if other:
        why = f"附言写有{other[0].case_no}的依据或原案号{numbers[0]}"
        return _numbered(line, other[0], why, "likely")
    if not any("执" in number for number in numbers):
        return None
    payer = _unique(cases.by_respondent.get(_name(line.payer_name), ()))
    told = f"；交款人是{_named(payer)}的被执行人" if payer else ""
    return Match(None, "unclear", f"附言的案号{numbers[0]}不在在办案件中{told}", payer)


def _numbered(line: Line, case: OpenCase, why: str, confidence: Confidence) -> Match:
    if line.amount > case.owed:
        return Match(case, "likely", f"{why}，但金额多于尚欠的{display(case.owed)}元")
    if _name(line.payer_name) in map(_name, case.respondents):
        why += "，交款人是该案被执行人"
    return Match(case, confidence, why)


def _by_short_number(line: Line, cases: Cases) -> Match | None:
    written = [court + serial for court, serial in _WITHOUT_YEAR.findall(halfwidth(line.remark))]
    found = _unique(case for each in written for case in cases.by_short.get(each, ()))
    if len(found) > 1:
        return Match(None, "unclear", f"附言的案号没有年度，{_named(found)}都对得上", found)
    if found:
        return _numbered(line, found[0], f"附言的案号没有年度，在办的只有{found[0].case_no}", "likely")
    return None


def _by_deduction(line: Line, cases: Cases) -> Match | None:
    sender = (_institution(line.payer_name), _institution(line.payer_bank), _institution(line.remark))
    due = [
        pair for pair in cases.by_awaited.get(line.amount, ()) if _holds(_institution(pair[1].holder), sender)
    ]
    if len(due) == 1:
        [(case, deduction)] = due
        why = f"{case.case_no}正等{deduction.holder}划来{display(line.amount)}元，机构和金额都相符"
        return Match(case, "certain", why, awaited=deduction)
    if due:
        found = _unique(case for case, _ in due)
        why = f"{_named(found)}都在等同一机构同样金额的款"
        if len(found) == 1:
            return Match(found[0], "likely", f"{found[0].case_no}有几笔相同的待到账款，机构和金额都相符")
        return Match(None, "unclear", why, found)
    return None


def _institution(text: str) -> str:
    return _COMMON_WORDS.sub("", _name(text))


def _holds(holder: str, senders: Iterable[str]) -> bool:
    """Whether the sender is who holds the money; a branch is its bank, and a bank's name stands for it."""
    if len(holder) < _SHORTEST_HOLDER:
        return False
    return any(holder in each or (len(each) >= _SHORTEST_HOLDER and each in holder) for each in senders)


def _by_respondent(line: Line, cases: Cases) -> Match | None:
    return _by_name(line, line.payer_name, cases.by_respondent, f"交款人{line.payer_name}")


def _on_behalf(line: Line, cases: Cases) -> Match | None:
    for name in _ON_BEHALF.findall(halfwidth(line.remark)):
        found = _by_name(line, name, cases.by_respondent, f"附言写明代{name}交款，{name}")
        if found:
            return Match(found.case, "likely", found.why, found.others) if found.case else found
    return None


def _by_name(line: Line, name: str, index: Mapping[str, Sequence[OpenCase]], who: str) -> Match | None:
    found = _unique(index.get(_name(name), ()))
    if not found:
        return None
    if len(found) > 1:
        exact = [case for case in found if case.owed == line.amount]
        told = f"，其中{_named(exact)}尚欠的正是这个数" if exact else ""
        ordered = (*exact, *(case for case in found if case not in exact))
        return Match(None, "unclear", f"{who}在{_named(ordered)}中都是被执行人或同名{told}", ordered)
    [case] = found
    owed = display(case.owed)
    if line.amount == case.owed:
        return Match(case, "certain", f"{who}只在{case.case_no}中是被执行人，金额正是尚欠的{owed}元")
    if line.amount < case.owed:
        return Match(case, "likely", f"{who}只在{case.case_no}中是被执行人，金额不超过尚欠的{owed}元")
    why = f"{who}是{case.case_no}的被执行人，但金额多于尚欠的{owed}元"
    return Match(None, "unclear", why, found)


def _by_applicant(line: Line, cases: Cases) -> Match:
    found = _unique(cases.by_applicant.get(_name(line.payer_name), ()))
    if found:
        why = f"交款人{line.payer_name}是{_named(found)}的申请执行人，可能是退款、担保或费用"
        return Match(None, "unclear", why, found)
    return Match(None, "unclear", "账号、案号、待到账款和交款人都对不上在办案件")
