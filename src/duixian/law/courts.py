"""Courts of the country: code in a case number (法院代字), name, level, parent, area.

Most codes are derived from area codes; `basis` says which were seen on real documents. The table is
not complete: special courts without an area of their own are listed only where one was seen.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from duixian.law.errors import InputError

_TABLE = Path(__file__).parent / "tables" / "courts.csv"
_PROVINCE = re.compile(
    r"^(?:中华人民共和国|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|内蒙古|广西|西藏|宁夏|新疆"
    r"|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省?)"
)
_CITY = re.compile(r"^.{2,8}?(?:自治州|市|地区|盟)(?=.{1,12}(?:区|县|旗|市)法院$)")
_AREA = re.compile(
    r"(?:(?:壮族|回族|维吾尔)?自治区|自治州|省|市|地区|盟|区|县|旗)(?=(?:第.)?(?:[高中]级)?法院$)"
)


class Court(NamedTuple):
    """One court; `level` is 最高, 高级, 中级, 基层 or 专门."""

    code: str
    name: str
    level: str
    parent_code: str
    area_code: str
    basis: str
    observed_name: str


def court_by_code(code: str) -> Court | None:
    """The court of a code such as 内0602, full-width digits and spaces forgiven."""
    court = _by_code().get(code)
    return court or _by_code().get(_clean(code))


def court_by_name(name: str) -> Court | None:
    """The court of a name, with or without its province, city, kind of area or 人民.

    None where no court or more than one would fit.
    """
    key = _key(_clean(name))
    bare = _PROVINCE.sub("", key)
    for tolerance in range(4):
        index = _by_name(tolerance)
        court = index.get(key) or index.get(bare)
        if court:
            return court
    return None


@cache
def _by_code() -> dict[str, Court]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        if tuple(next(lines, ())) != Court._fields:
            raise InputError("courts.csv 第1行", "表头不符", f"应为 {','.join(Court._fields)}")
        return {line[0]: Court(*line) for line in lines}


@cache
def _by_name(tolerance: int) -> dict[str, Court | None]:
    """Courts by name: 0 as written, 1 without province, 2 and without city, 3 and without 区, 县, 旗."""
    index: dict[str, Court | None] = {}
    for court in _by_code().values():
        for name in {court.name, court.observed_name or court.name}:
            key = _key(name)
            if tolerance >= 1 and court.level != "高级":
                key = _PROVINCE.sub("", key)
            if tolerance >= 2:
                key = _CITY.sub("", key)
            if tolerance >= 3:
                key = _AREA.sub("", key)
            other = index.setdefault(key, court)
            if other is not None and other.code != court.code:
                index[key] = None
    return index


def _key(name: str) -> str:
    key = name.replace("人民法院", "法院")
    if key.endswith(("中院", "高院")):
        key = f"{key[:-2]}{key[-2]}级法院"
    return key


def _clean(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
