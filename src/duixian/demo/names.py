"""Names and numbers that look like life and belong to nobody.

A person is called by a surname, 某 and a number or a heavenly stem, as published judgments do;
a company begins with 示例; identity numbers lie in the area 000000, which no office issues, with
check digits that hold, so that a checker has something to check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from duixian.law.courts import court_by_code

_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANDS = ("青禾", "远山", "河湾", "晨光", "长风", "新泽", "沙棘", "云杉", "南坡", "北塬", "红柳", "白桦")
_TRADES = ("建材", "商贸", "运输", "餐饮管理", "劳务", "农牧", "物业服务", "机械租赁", "装饰工程", "煤炭运销")
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_UNIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_UNIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NOWHERE = "000000"


@dataclass(frozen=True)
class Someone:
    """A person or a company as a case names it."""

    name: str
    is_person: bool
    id_no: str
    address: str


def person_id(born: date, serial: int) -> str:
    """公民身份号码 of the area 000000; `serial` 0 to 999.

    Source: GB 11643-1999, check digit by ISO 7064 MOD 11-2.
    """
    body = f"{_NOWHERE}{born:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _PERSON_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def unit_id(serial: int) -> str:
    """统一社会信用代码 of the area 000000; `serial` below 100 million.

    Source: GB 32100-2015, check character by MOD 31.
    """
    body = f"91{_NOWHERE}{serial:09d}"
    total = sum(_UNIT_DIGITS.index(sign) * weight for sign, weight in zip(body, _UNIT_WEIGHTS, strict=True))
    return body + _UNIT_DIGITS[-total % 31]


def persons(random: Random) -> Iterator[Someone]:
    """People without end, no two of one name, in no order."""
    for hundred in range(0, 10_000, 100):
        names = [f"{surname}某{hundred + n}" for surname in _SURNAMES for n in range(1, 101)]
        random.shuffle(names)
        for name in names:
            born = date(random.randint(1955, 2004), random.randint(1, 12), random.randint(1, 28))
            yield Someone(name, True, person_id(born, random.randint(0, 999)), _address(random))


def companies(random: Random) -> Iterator[Someone]:
    """Companies without end, no two of one name."""
    serial = 0
    while True:
        serial += 1
        brand, trade = random.choice(_BRANDS), random.choice(_TRADES)
        name = f"示例{brand}{serial}号{trade}（鄂尔多斯）有限公司"
        yield Someone(name, False, unit_id(serial), _address(random))


def staff_names(random: Random) -> Iterator[str]:
    """Names of court staff: a surname, 某 and a stem, so that nobody takes them for parties."""
    names = [f"{surname}某{stem}" for surname in _SURNAMES for stem in _STEMS]
    random.shuffle(names)
    return iter(names)


def _address(random: Random) -> str:
    return f"鄂尔多斯市示例街道{random.randint(1, 60)}号院{random.randint(1, 30)}栋"


def court_name(code: str) -> str:
    """The full name of a court that the table of courts knows by its code. Raises KeyError."""
    court = court_by_code(code)
    if court is None:
        raise KeyError(code)
    return court.name
