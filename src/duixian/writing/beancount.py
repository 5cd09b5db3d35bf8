"""The whole book of case money as text for beancount, so that anyone can prove it with a program not ours.

Every account is opened on the day it is first used, every entry is one transaction, and at the end each
balance is asserted to the fen.

Source: Beancount Language Syntax, beancount.github.io/docs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from duixian.law.errors import InputError
from duixian.law.money import contract_yuan

ASSETS = ("bank", "cash")
_ACCOUNT = re.compile(r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9][A-Za-z0-9-]*)+", re.ASCII)
_UNKEPT = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_HEAD = ('option "title" "案款账"', 'option "operating_currency" "CNY"')


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One entry of the book: postings are (account's name, fen), debits above zero, and sum to zero.

    `number` is the entry's own; `case_no` is "" where it concerns no case.
    """

    on: date
    number: str
    text: str
    case_no: str
    postings: tuple[tuple[str, int], ...]


def account_name(kind: str, court: str, *, receipt: str = "", case: str = "", payee: str = "") -> str:
    """The name of a place of money: its court, receipt, case, payee, and kind; no two places share one.

    Liabilities:C150602:R12:K34:P5:Due. Letters other than ASCII are told by their numbers.
    """
    root = "Assets" if kind in ASSETS else "Liabilities"
    parts = [("C", court), ("R", receipt), ("K", case), ("P", payee)]
    names = [letter + _ascii(value) for letter, value in parts if value]
    return ":".join([root, *names, _ascii(kind).capitalize()])


def _ascii(text: str) -> str:
    return "".join(each if each.isascii() and each.isalnum() else f"-{ord(each):x}-" for each in text)


def beancount(entries: Iterable[BookEntry], closing: date | None = None) -> str:
    """The book as text; entries in any order, balances asserted at the end of `closing`, or of the last day.

    Raises InputError for an entry that does not balance, an account that no book can hold, or an entry
    after `closing`.
    """
    return "\n".join(lines(entries, closing)) + "\n"


def lines(entries: Iterable[BookEntry], closing: date | None = None) -> Iterator[str]:
    """The same line by line, for a book too large for one text."""
    ordered = sorted(entries, key=lambda entry: entry.on)
    balances: dict[str, int] = {}
    yield from _HEAD
    for entry in ordered:
        _check(entry, closing)
        yield ""
        for account, _ in entry.postings:
            if account not in balances:
                balances[account] = 0
                yield f"{entry.on} open {account} CNY"
        yield f"{entry.on} * {_quoted(entry.text)}"
        yield f"  number: {_quoted(entry.number)}"
        if entry.case_no:
            yield f"  case_no: {_quoted(entry.case_no)}"
        for account, fen in entry.postings:
            balances[account] += fen
            yield f"  {account}  {contract_yuan(fen)} CNY"
    if ordered:
        yield ""
        # An assertion holds for the morning of its day.
        day = (closing or ordered[-1].on) + timedelta(days=1)
        for account, fen in sorted(balances.items()):
            yield f"{day} balance {account}  {contract_yuan(fen)} ~ 0.00 CNY"


def _check(entry: BookEntry, closing: date | None) -> None:
    where = f"分录{entry.number[:40]}"
    off = sum(fen for _, fen in entry.postings)
    if off or len(entry.postings) < 2:
        raise InputError(where, f"借贷不平，相差{contract_yuan(off)}元", "请停止导出并报告管理员核对账簿")
    bad = [account for account, _ in entry.postings if not _ACCOUNT.fullmatch(account)]
    if bad:
        raise InputError(where, f"科目名“{bad[0][:60]}”不能用", "请用 account_name 生成科目名")
    if closing and entry.on > closing:
        raise InputError(where, f"日期{entry.on}晚于截止日{closing}", "请核对导出的截止日")


def _quoted(text: str) -> str:
    clean = _UNKEPT.sub(" ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'
