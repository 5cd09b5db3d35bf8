"""One cell at a time: dates in any common form, amounts with the column's unit, names of parties."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from duixian.law.money import read_amount

EARLIEST, LATEST = date(1980, 1, 1), date(2100, 12, 31)
EMPTY = {"", "-", "--", "—", "——", "－", "/", "无", "空", "null", "none", "nan"}
_LONGEST_EMPTY = 8
_EXCEL_EPOCH = date(1899, 12, 30)
_LAST_NONSENSE = date(1900, 12, 31)
_PARTS = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:[ T]\d{1,2}[:时].*)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
_SEPARATOR = re.compile(r"[、,，;；\n]+")
_UNIT_AT_END = re.compile(r"[万亿元]\s*整?$")
_ORGANISATION = re.compile(
    r"公司|企业|合作社|委员会|中心|集团|银行|信用社|支行|分行|酒店|饭店|宾馆|医院|学校|幼儿园|"
    r"经营部|经销部|商行|工厂|农场|牧场|政府|管理局|人民法院|基金|保险|事务所|工作室|协会|"
    r"(?:厂|店|行|局|院|部|社|站|所|场|馆|队)$"
)
_FUND = re.compile(r"社会保险|社保|工伤保险|医疗保险|养老保险")


def blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, 无."""
    return not text or (len(text) < _LONGEST_EMPTY and text.strip().lower() in EMPTY)


@lru_cache(maxsize=100_000)
def read_day(text: str) -> date:
    """A date as people and spreadsheets write it. Raises ValueError with a Chinese sentence."""
    clean = unicodedata.normalize("NFKC", text).strip()
    day = _parts(clean.replace(" ", "") if "年" in clean else clean) or _chinese(clean) or _serial(clean)
    if day is None:
        raise ValueError(f"“{text[:40]}”不是日期")
    if not EARLIEST <= day <= LATEST:
        zero = "，多半是 0 或空值被当成日期" if day <= _LAST_NONSENSE else ""
        raise ValueError(f"日期{day}不在{EARLIEST.year}至{LATEST.year}年之间{zero}")
    return day


def _parts(clean: str) -> date | None:
    match = _PARTS.fullmatch(clean) or _COMPACT.fullmatch(clean)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _serial(clean: str) -> date | None:
    match = _SERIAL.fullmatch(clean)
    return _EXCEL_EPOCH + timedelta(days=int(match[1])) if match else None


def _chinese(clean: str) -> date | None:
    match = _CHINESE.fullmatch(clean)
    if match is None:
        return None
    try:
        return date(int(match[1].translate(_NUMERALS)), _small(match[2]), _small(match[3]))
    except ValueError:
        return None


def _small(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int(numeral.translate(_NUMERALS))
    return int(tens.translate(_NUMERALS) or 1) * 10 + int(ones.translate(_NUMERALS) or 0)


def read_sum(text: str, unit: str) -> int:
    """Fen of an amount; the column's unit (万, 亿, 分) holds where the cell names none. Raises ValueError."""
    if not unit or _UNIT_AT_END.search(text):
        return read_amount(text)
    if unit != "分":
        return read_amount(f"{text}{unit}元")
    fen, part = divmod(read_amount(text), 100)
    if part:
        raise ValueError(f"“{text[:40]}”不是整数分")
    return fen


def names(text: str) -> tuple[str, ...]:
    """The parties of a cell, in order, each once."""
    return tuple(dict.fromkeys(name.strip() for name in _SEPARATOR.split(text) if not blank(name)))


@lru_cache(maxsize=100_000)
def is_person(name: str) -> bool | None:
    """Whether a name is a natural person's; None where it cannot be told."""
    if _ORGANISATION.search(name):
        return False
    if "·" in name or re.fullmatch(r"[一-龥]{1,4}[某甲乙丙丁×*\dXx]*", name):
        return True
    return None


@lru_cache(maxsize=100_000)
def is_fund(name: str) -> bool:
    """Whether the respondent is a social insurance fund and not an employer."""
    return bool(_FUND.search(name))
