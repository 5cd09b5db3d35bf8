"""Money is int fen inside and text at the edges; nothing between is ever a float.

Two readers, because two kinds of people write: programs write the contract's strict form, and
clerks write 11.15万元, ￥88,000, ６，０００元 or 壹拾贰万叁仟元整.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from duixian.law.errors import InputError

LIMIT_FEN = 10**15
"""Ten trillion yuan: a sum this large is a slip of the keyboard."""

_NOISE_FEN = Fraction(1, 1000)
"""Spreadsheets store 0.3 as 0.30000000000000004; a real half fen is five hundred times as far off."""

_LONGEST = 80
_STRICT = re.compile(r"(-?)(\d{1,13})(?:\.(\d{1,2}))?")
_COMMON = re.compile(r"[¥￥]?(\d+|\d{1,3}(?:[,，]\d{3})+)(?:\.(\d+))?([万亿]?)元?", re.ASCII)
_PLACES = {"": 2, "万": 6, "亿": 10}
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d+", re.ASCII)
_DIGIT = "[0-9零一二三四五六七八九]"
_FRAME = re.compile(
    r"(?:人民币|\(?大写\)?|RMB|CNY|[¥:])*"
    rf"(?P<body>.*?)(?P<yuan>元)?(?:(?P<jiao>{_DIGIT})角)?(?:零?(?P<fen>{_DIGIT})分)?整?"
)
_ARABIC = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([十百千万亿]*)", re.ASCII)
_COUNT = r"(?:\d+|[一二三四五六七八九])"
_SECTION = rf"(?:零?{_COUNT}千)?(?:零?{_COUNT}百)?(?:零?{_COUNT}?十)?(?:零?{_COUNT}|零)?"
_NUMERAL = re.compile(
    rf"(?:(?:(?P<zhao>{_SECTION})万)?(?P<yi>{_SECTION})亿)?(?:(?P<wan>{_SECTION})万)?(?P<rest>{_SECTION})",
    re.ASCII,
)
_ELLIPSIS = re.compile(r"[百千万亿][一二三四五六七八九1-9]")
_PIECE = re.compile(r"\d+|.", re.ASCII)

_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = {name: digit for digit, name in enumerate("零一二三四五六七八九")}
_SIMPLE = str.maketrans(
    "壹贰叁肆伍陆柒捌玖貳參陸两兩〇拾佰仟萬億圆圓块正",
    "一二三四五六七八九二三六二二零十百千万亿元元元整",
)
_CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")


def round_half_up(value: Fraction | Decimal) -> int:
    """The nearest whole number; a half goes away from zero (四舍五入), never to the even neighbour."""
    exact = Fraction(value)
    whole = (abs(exact) * 2 + 1) // 2
    return whole if exact >= 0 else -whole


def parse_yuan(text: str, where: str) -> int:
    """Fen of plain yuan such as "3072000.00" or "3072000". Raises InputError that names `where`."""
    match = _STRICT.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if match is None:
        raise InputError(where, f"“{text}”不是金额", '请写成以元为单位、两位小数的文本，如 "3072000.00"')
    fen = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    return -fen if match[1] else fen


def read_amount(text: str) -> int:
    """Fen of an amount as people write it; digits after the fen are refused, not rounded away.

    A distance of up to a thousandth of a fen is the noise of a spreadsheet's arithmetic and is
    dropped. Raises ValueError with a Chinese sentence.
    """
    if len(text) > _LONGEST:
        raise _nonsense(text)
    common = _COMMON.fullmatch(text)
    if common:
        # Nearly every cell of a ledger; the general way takes ten times as long.
        whole = common[1].replace(",", "").replace("，", "")
        part, places = common[2] or "", _PLACES[common[3]]
        if len(part) <= places:
            return _limited(int(whole + part.ljust(places, "0")), text)
    clean = _SPACE.sub("", unicodedata.normalize("NFKC", text).strip()).translate(_SIMPLE)
    if not clean.strip("-—–/"):
        raise ValueError("金额为空")
    if clean.startswith(("-", "−", "负", "¥-")):
        raise ValueError(f"金额{_quoted(text)}为负")
    if _SCIENTIFIC.fullmatch(clean):
        raise ValueError(f"金额{_quoted(text)}是科学计数法，可能已丢失位数")
    exact = _fen(clean, text)
    fen = round_half_up(exact)
    if abs(exact - fen) > _NOISE_FEN:
        raise ValueError(f"金额{_quoted(text)}精确到分以下")
    return _limited(fen, text)


def _fen(clean: str, text: str) -> Fraction:
    frame = _FRAME.fullmatch(clean)
    body, yuan, jiao, fen = frame.group("body", "yuan", "jiao", "fen") if frame else ("", None, None, None)
    small = bool(jiao or fen)
    if not (body or small) or (small and (bool(body) != bool(yuan) or "." in body)):
        raise _nonsense(text)
    return (_yuan(body, text) if body else 0) * 100 + Fraction(_digit(jiao) * 10 + _digit(fen))


def _yuan(body: str, text: str) -> Fraction:
    arabic = _ARABIC.fullmatch(body)
    if arabic:
        value = Fraction(f"{arabic[1].replace(',', '')}.{arabic[2] or 0}")
        for unit in arabic[3]:
            value *= _UNITS[unit]
        return value
    numeral = _NUMERAL.fullmatch(body)
    if numeral is None or "" in numeral.group("zhao", "wan"):
        raise _nonsense(text)
    if numeral["yi"] == "" and numeral["zhao"] is None:
        raise _nonsense(text)
    if _ELLIPSIS.search(body[-2:]):
        raise ValueError(f"金额{_quoted(text)}有歧义，末位数字缺少单位")
    zhao, yi, wan, rest = (_section(part) for part in numeral.group("zhao", "yi", "wan", "rest"))
    return Fraction(zhao * 10**12 + yi * 10**8 + wan * 10**4 + rest)


def _section(numeral: str | None) -> int:
    total, pending = 0, None
    for piece in _PIECE.findall(numeral or ""):
        if piece in _UNITS:
            total += (1 if pending is None else pending) * _UNITS[piece]
            pending = None
        elif piece != "零":
            pending = _digit(piece)
    return total + (pending or 0)


def _digit(text: str | None) -> int:
    return _DIGITS[text] if text in _DIGITS else int(text or 0)


def _limited(fen: int, text: str) -> int:
    if fen >= LIMIT_FEN:
        raise ValueError(f"金额{_quoted(text)}达到十万亿元，请核对金额与单位")
    return fen


def _nonsense(text: str) -> ValueError:
    return ValueError(f"{_quoted(text)}不是金额")


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def contract_yuan(fen: int) -> str:
    """Yuan with two decimals as the contract prints them: "3072000.00"."""
    return _decimals(fen, "")


def display(fen: int) -> str:
    """Yuan for people: "3,072,000.00"."""
    return _decimals(fen, ",")


def wan(fen: int) -> str:
    """万元 with two decimals, half-up: 307200000 fen → "307.20"."""
    return display(round_half_up(Fraction(fen, 10**4)))


def _decimals(fen: int, separator: str) -> str:
    yuan, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:{separator}}.{part:02d}"


def capital(fen: int) -> str:
    """Capital numerals of a document: 307200000 fen → 叁佰零柒万贰仟元整. Raises ValueError below 0.

    Source: 支付结算办法（银发〔1997〕393号）附一 第二条至第四条.
    """
    if fen < 0:
        raise ValueError("负数金额没有大写形式")
    yuan, part = divmod(fen, 100)
    jiao, cent = divmod(part, 10)
    text = f"{_capital_whole(yuan)}元" if yuan or not part else ""
    if not cent:
        return text + (f"{_CAPITAL_DIGITS[jiao]}角整" if jiao else "整")
    if jiao:
        text += f"{_CAPITAL_DIGITS[jiao]}角"
    elif text:
        text += "零"
    return f"{text}{_CAPITAL_DIGITS[cent]}分"


def _capital_whole(number: int) -> str:
    if number == 0:
        return "零"
    for worth, name in ((10**8, "亿"), (10**4, "万")):
        if number >= worth:
            high, low = divmod(number, worth)
            gap = "零" if 0 < low < worth // 10 else ""
            return f"{_capital_whole(high)}{name}{gap}{_capital_whole(low) if low else ''}"
    text, gap = "", ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += gap + _CAPITAL_DIGITS[digit] + _CAPITAL_UNITS[power]
            gap = ""
        elif text:
            gap = "零"
    return text
