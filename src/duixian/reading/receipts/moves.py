"""Movements as any file tells them, composed into one statement: checked, keyed, each in its place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from duixian.law.errors import InputError
from duixian.reading.receipts.model import Gap, Line, Refused, Statement

_LONGEST = 500
_UNKEPT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_REVERSED = "金额为负，是冲正（红字）"
_REVERSAL = "请找到被冲正的那一笔，由会计核对后冲正，不要当作新到账"


@dataclass(frozen=True, slots=True)
class Move:
    """One movement; `amount` is fen, negative where it left the account, None where it cannot be read.

    `account` parts the running balances of a file that holds several. `fault` says why it is refused.
    """

    row: int
    on: date | None
    amount: int | None
    balance: int | None = None
    name: str = ""
    number: str = ""
    bank: str = ""
    remark: str = ""
    virtual_no: str = ""
    serial: str = ""
    account: str = ""
    fault: Refused | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Told:
    """What a file told besides its movements; balances in fen."""

    account_no: str = ""
    opening: int | None = None
    closing: int | None = None
    left_out: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def plain(text: str | None) -> str:
    """A text from outside without what no database or document keeps, and of a bearable length."""
    return _UNKEPT.sub(" ", text or "").strip()[:_LONGEST]


def reversal(row: int, amount: str) -> Refused:
    """The refusal of a movement that takes back an earlier one."""
    return Refused(row, "金额", amount[:40], _REVERSED, _REVERSAL)


def compose(filename: str, moves: Sequence[Move], told: Told) -> Statement:
    """The statement of these movements, in the order of the file. Raises InputError where there is none."""
    if not moves:
        raise InputError(filename, "没有找到一笔收支", "请核对选的是不是银行流水")
    if told.closing is None and all(move.balance is None for move in moves):
        told.notes.append("文件没有余额，无法核对是否漏了行")
    gaps, opening, closing = _balances(moves, told)
    came: list[Line] = []
    went: list[Line] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    same: Counter[tuple[object, ...]] = Counter()
    for move in moves:
        if move.fault or move.on is None or not move.amount:
            refused.append(
                move.fault or Refused(move.row, "金额", "", "没有日期或金额", "请向银行核对这一行")
            )
            continue
        line = _line(move, move.on, move.amount, told.account_no, same)
        if line.key in seen:
            why = f"与第{seen[line.key]}行的流水号、日期和金额都相同，是重复的一行"
            refused.append(
                Refused(move.row, "流水号", move.serial, why, "不必处理；确是两笔的，请银行出具说明")
            )
            continue
        seen[line.key] = move.row
        (came if move.amount > 0 else went).append(line)
    return Statement(
        account_no=told.account_no,
        lines=tuple(came),
        outgoing=tuple(went),
        refused=tuple(refused),
        gaps=(*gaps, *told.gaps),
        opening=opening,
        closing=closing,
        left_out=tuple(told.left_out),
        notes=tuple(told.notes),
    )


def _line(move: Move, on: date, amount: int, account_no: str, same: Counter[tuple[object, ...]]) -> Line:
    account = move.account or account_no
    identity: tuple[object, ...] = (account, on, amount, move.serial)
    if not move.serial:
        identity += (move.number, move.name, move.remark, move.balance)
        same[identity] += 1
        identity += (same[identity],)
    digest = hashlib.sha256("\x1f".join(map(str, identity)).encode()).hexdigest()
    return Line(
        row=move.row,
        on=on,
        amount=abs(amount),
        payer_name=move.name,
        payer_account=move.number,
        payer_bank=move.bank,
        remark=move.remark,
        virtual_no=move.virtual_no,
        serial=move.serial,
        balance=move.balance,
        key=digest[:32],
        notes=move.notes,
    )


def _balances(moves: Sequence[Move], told: Told) -> tuple[list[Gap], int | None, int | None]:
    """Gaps of the running balances, and where they begin and end, newest first or oldest first."""
    accounts = {move.account for move in moves}
    if len(accounts) > 1:
        groups = ([move for move in moves if move.account == each] for each in sorted(accounts))
        return [gap for group in groups for gap in _in_order(group, Told())[0]], told.opening, told.closing
    return _in_order(moves, told)


def _in_order(moves: Sequence[Move], told: Told) -> tuple[list[Gap], int | None, int | None]:
    ways = [_walk(moves, told), _walk(tuple(reversed(moves)), told)]
    days = [move.on for move in moves if move.on]
    newest_first = bool(days) and days[0] > days[-1]
    return min(ways[::-1] if newest_first else ways, key=lambda way: len(way[0]))


def _walk(moves: Iterable[Move], told: Told) -> tuple[list[Gap], int | None, int | None]:
    gaps: list[Gap] = []
    carried, after, opening = told.opening, None, told.opening
    row = 0
    for move in moves:
        row = move.row
        expected = None if carried is None or move.amount is None else carried + move.amount
        if move.balance is None:
            carried = expected
            continue
        if expected is not None and expected != move.balance:
            gaps.append(Gap(move.row, after, expected, move.balance))
        elif opening is None and after is None and move.amount is not None:
            opening = move.balance - move.amount
        carried, after = move.balance, move.row
    if told.closing is not None and carried is not None and carried != told.closing:
        gaps.append(Gap(row, None, carried, told.closing))
    return gaps, opening, told.closing if told.closing is not None else carried


def halfwidth(text: str) -> str:
    """A text in half-width forms without spaces, as numbers and marks are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())
