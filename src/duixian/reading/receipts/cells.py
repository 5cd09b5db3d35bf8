"""One cell of a bank's table: days with the time of day, signed money, marks of debit and credit, numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from duixian.reading.ledger import cells
from duixian.reading.ledger.cells import blank
from duixian.reading.receipts.moves import halfwidth

_IN = {
    "贷",
    "贷方",
    "贷记",
    "收",
    "收入",
    "收款",
    "来账",
    "转入",
    "存入",
    "进账",
    "入账",
    "c",
    "cr",
    "+",
    "in",
}
_OUT = {
    "借",
    "借方",
    "借记",
    "付",
    "支",
    "支出",
    "付款",
    "往账",
    "转出",
    "支取",
    "出账",
    "d",
    "dr",
    "-",
    "out",
}
_YUAN = {"", "人民币", "人民币元", "cny", "rmb", "156", "01", "001", "元"}
_STAMP = re.compile(
    r"(\d{4}-?\d{2}-?\d{2})[ T.-]*\d{1,2}[:.时]?\d{2}(?:[:.分]?\d{2}秒?)?(?:[.:]\d+)?", re.ASCII
)
_WRAPPED = re.compile(r'="(.*)"')
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_SIGN = str.maketrans("−–—", "---")


def bare(text: str) -> str:
    """A cell without what keeps spreadsheets from turning a number into powers of ten."""
    text = text.strip().lstrip("'").strip()
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped[1].strip() if wrapped else text


def something(text: str) -> bool:
    """Whether a cell of money says anything but nothing."""
    return not blank(text) and bool(text.strip("0.,+-￥¥ 元"))


@lru_cache(maxsize=100_000)
def signed(text: str, unit: str = "") -> int:
    """Fen of an amount, below zero after a minus or in brackets. Raises ValueError in Chinese."""
    clean = unicodedata.normalize("NFKC", text).strip().translate(_SIGN)
    bracketed = clean.startswith("(") and clean.endswith(")")
    clean = clean.strip("()") if bracketed else clean
    mark = clean.lstrip("¥￥ ")[:1]
    if mark in ("-", "+"):
        clean = clean.replace(mark, "", 1)
    fen = cells.read_sum(clean, unit)
    return -fen if bracketed or mark == "-" else fen


def day(text: str) -> date:
    """The day of a moment as banks write it. Raises ValueError in Chinese."""
    stamp = _STAMP.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return cells.read_day(stamp[1] if stamp else text)


def way(mark: str) -> int:
    """1 for money in, -1 for money out, 0 where the mark tells neither."""
    clean = halfwidth(mark).lower()
    return 1 if clean in _IN else -1 if clean in _OUT else 0


def is_yuan(currency: str) -> bool:
    """Whether a currency is the country's own, or not told."""
    return halfwidth(currency).lower() in _YUAN


def number(text: str) -> tuple[str, bool]:
    """A number kept as text, and whether it is whole: as a power of ten it has lost its digits."""
    if blank(text):
        return "", True
    clean = halfwidth(text)
    return ("", False) if _SCIENTIFIC.fullmatch(clean) else (clean[:100], True)
