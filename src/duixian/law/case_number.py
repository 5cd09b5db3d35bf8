"""Case numbers (案号): read as people write them, stored in the one full-width form.

Source: 关于人民法院案件案号的若干规定（法〔2015〕137号）, in force 2016-01-01; older numbers such as
（2013）皋执字第123号 name the court by a word of its own, which no table lists.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from duixian.law.citations import numeral
from duixian.law.courts import court_by_code

_PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军"
_OPEN, _CLOSE = "[（(〔[【]", "[）)〕\\]】]"
_SUFFIX = r"(?:之([一二三四五六七八九十]{1,3}|[1-9]\d?))?"
_NUMBER = re.compile(
    rf"{_OPEN}(\d{{4}}){_CLOSE}(最高法|[{_PROVINCES}]\d{{0,4}})([一-龥]{{1,8}})(\d{{1,8}})号{_SUFFIX}",
    re.ASCII,
)
_OLD_NUMBER = re.compile(
    rf"{_OPEN}(\d{{4}}){_CLOSE}([一-龥]{{1,6}}?)([一-龥]{{1,4}}字第)(\d{{1,8}})(?:-(\d{{1,2}}))?号{_SUFFIX}",
    re.ASCII,
)
_LAST_OLD_YEAR = 2015
_EXAMPLE = "请按（2026）内0602执101号的形式填写"


class CaseNumber(NamedTuple):
    """案号: year of filing, court code (法院代字), kind (类型代字), serial number, 之一 or nothing."""

    year: int
    court_code: str
    kind: str
    serial: int
    suffix: str = ""

    def __str__(self) -> str:
        return f"（{self.year}）{self.court_code}{self.kind}{self.serial}号{self.suffix}"


def parse_case_number(text: str, *, known_court: bool = True) -> CaseNumber:
    """The case number of a text; brackets, digits and spaces of any width are accepted.

    With `known_court` the court's code must be in the table of courts; a number from before 2016
    carries none and passes. Raises ValueError with a Chinese sentence.
    """
    match = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(_clean(text))
    if match is None:
        return _parse_old(text)
    year, code, kind, serial, suffix = match.groups()
    if known_court and court_by_code(code) is None:
        raise ValueError(f"案号“{text}”的法院代字“{code}”未收录，请核对；确有此法院的，请管理员补录")
    return _number(text, year, code, kind, serial, suffix)


def _parse_old(text: str) -> CaseNumber:
    match = _OLD_NUMBER.fullmatch(_clean(text))
    if match is None or int(match[1]) > _LAST_OLD_YEAR:
        raise ValueError(_fault(text))
    year, code, kind, serial, dashed, suffix = match.groups()
    return _number(text, year, code, kind, serial, suffix or dashed)


def _number(text: str, year: str, code: str, kind: str, serial: str, suffix: str | None) -> CaseNumber:
    if int(serial) == 0 or int(year) < 1949:
        raise ValueError(f"案号“{text}”的年度或编号不对，{_EXAMPLE}")
    if suffix and suffix.isdigit():
        suffix = numeral(int(suffix))
    return CaseNumber(int(year), code, kind, int(serial), f"之{suffix}" if suffix else "")


def _clean(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _fault(text: str) -> str:
    clean = _clean(text)
    shown = f"案号“{text if len(text) <= 40 else text[:40] + '…'}”"
    if not clean:
        return f"案号为空，{_EXAMPLE}"
    if not re.match(rf"{_OPEN}\d{{4}}{_CLOSE}", clean, re.ASCII):
        return f"{shown}的年度没有写在一对括号内，{_EXAMPLE}"
    if "号" not in clean:
        return f"{shown}缺少“号”字，{_EXAMPLE}"
    if not re.match(rf".{{6}}(?:最高法|[{_PROVINCES}])", clean):
        return f"{shown}的法院代字不对，{_EXAMPLE}"
    return f"{shown}读不出，{_EXAMPLE}"
