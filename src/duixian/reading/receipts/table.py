"""A statement as a table, xlsx or csv, in the habits of the banks' business sites."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from duixian.law.errors import InputError
from duixian.reading.ledger.cells import blank
from duixian.reading.ledger.grid import Grid, SheetSource, sheets
from duixian.reading.receipts import cells
from duixian.reading.receipts import heads as heads_of
from duixian.reading.receipts.heads import DAYS, Heads
from duixian.reading.receipts.model import Refused
from duixian.reading.receipts.moves import Move, Told, halfwidth, plain, reversal

T = TypeVar("T")

_SUMS = (
    "合计",
    "总计",
    "小计",
    "累计",
    "本页",
    "本月合计",
    "本年累计",
    "收入合计",
    "支出合计",
    "期末",
    "承后",
    "过次页",
)
_OPENING = ("期初", "上期", "承前", "上日", "上页")
_OWN = re.compile(r"(?:账号|账户|卡号):?(\d[\d-]{6,38}\d)")
_TOLD = re.compile(r"(期初|上期|承前|期末)余额:?([-\d,.]+)")
_SIDES = {"credit": "贷方发生额", "debit": "借方发生额", "amount": "发生额", "balance": "余额"}
_FEW = 2
_MONEY = "请核对这一格，写成 1234.56"


def read_table(content: bytes, filename: str, chosen: Mapping[str, str] | None) -> tuple[list[Move], Told]:
    """The movements of the sheet that looks most like a statement. Raises InputError."""
    found = sheets(content, filename)
    if not found:
        raise InputError(filename, "工作簿里没有看得见的工作表", "请重新导出后再选")
    scores = [heads_of.score(source.whole.head(), chosen) for source in found]
    best = found[scores.index(max(scores))]
    heads = heads_of.find(best.whole.head(), filename, chosen)
    table = _Table(best.whole, heads, Told(notes=_unread(found, scores, best)))
    table.read_above()
    moves = [move for row in range(heads.row + 1, best.whole.height + 1) if (move := table.move(row))]
    if not table.signs_debits:
        moves = [_red(move) if move.row in table.negative_debits else move for move in moves]
    return _accounts(moves, table.told, separate="virtual_no" in heads.columns), table.told


def _unread(found: Sequence[SheetSource], scores: Sequence[int], best: SheetSource) -> list[str]:
    others = (source for source, score in zip(found, scores, strict=True) if source is not best and score)
    return [f"工作表“{source.name}”也像流水，没有读，请分开导入" for source in others]


def _red(move: Move) -> Move:
    """A debit below zero among debits above it gives money back."""
    amount = -(move.amount or 0)
    return replace(move, amount=amount, fault=move.fault or reversal(move.row, f"{-amount / 100:.2f}"))


def _accounts(moves: list[Move], told: Told, *, separate: bool) -> list[Move]:
    """One account is the statement's own; several are the sub-accounts of its cases."""
    accounts = {move.account for move in moves if move.account}
    if len(accounts) == 1:
        told.account_no = accounts.pop()
        return [replace(move, account="") for move in moves]
    return moves if separate else [replace(move, virtual_no=move.account) for move in moves]


@dataclass
class _Table:
    """A sheet with its heads. Banks that sign their debits sign all of them."""

    grid: Grid
    heads: Heads
    told: Told
    negative_debits: set[int] = field(default_factory=set)
    signs_debits: bool = True

    def read_above(self) -> None:
        """The account and the balances told above the heads."""
        for row in range(1, self.heads.row):
            text = halfwidth("".join(self._texts(row)))
            own = _OWN.search(text)
            if own and not self.told.account_no:
                self.told.account_no = own[1].replace("-", "")
            for which, amount in _TOLD.findall(text):
                self._tell(which, amount)

    def _tell(self, which: str, amount: str) -> None:
        try:
            fen = cells.signed(amount, self.heads.units.get("balance", ""))
        except ValueError:
            return
        if which == "期末":
            self.told.closing = fen
        else:
            self.told.opening = fen

    def move(self, row: int) -> Move | None:
        """The movement of a row; None where it holds none, which is noted unless it is empty."""
        texts = self._texts(row)
        if not any(texts):
            return None
        when = next((text for each in DAYS if not blank(text := self._text(texts, each))), "")
        why = self._why_none(texts, when)
        if why:
            self.told.left_out.append((row, why))
            return None
        faults: list[Refused] = []
        currency = self._text(texts, "currency")
        if not cells.is_yuan(currency):
            faults.append(
                Refused(row, "币种", currency[:40], "不是人民币", "外币案款请按结汇后入账的人民币登记")
            )
        on = self._tried(row, "交易日期", when, cells.day, faults, "请写成 2026-01-05")
        amount = self._amount(row, texts, faults)
        balance = self._money(row, "balance", self._text(texts, "balance"), faults)
        numbers = {each: cells.number(self._text(texts, each)) for each in _NUMBERS}
        return Move(
            row=row,
            on=on,
            amount=amount,
            balance=balance,
            name=plain(self._text(texts, "payer_name")),
            number=numbers["payer_account"][0],
            bank=plain(self._text(texts, "payer_bank")),
            remark=self._remark(texts),
            virtual_no=numbers["virtual_no"][0],
            serial=numbers["serial"][0],
            account=numbers["own_account"][0],
            fault=faults[0] if faults else None,
            notes=tuple(
                f"{_NUMBERS[each]}被表格软件改成了科学计数法，已丢失位数"
                for each, (_, whole) in numbers.items()
                if not whole
            ),
        )

    def _texts(self, row: int) -> list[str]:
        return [cells.bare(self.grid.cell(row, column)) for column in range(len(self.grid.columns))]

    def _text(self, texts: Sequence[str], meaning: str) -> str:
        columns = self.heads.columns.get(meaning, ())
        return texts[columns[0]] if columns else ""

    def _remark(self, texts: Sequence[str]) -> str:
        told = (plain(texts[column]) for column in self.heads.columns.get("remark", ()))
        return "；".join(dict.fromkeys(text for text in told if not blank(text)))

    def _why_none(self, texts: Sequence[str], when: str) -> str:
        shown = next(text for text in texts if text)[:20]
        places = [place for columns in self.heads.columns.values() for place in columns]
        if all(texts[place] == self.heads.words[place] for place in places):
            return "表头在中间又出现一次"
        moved = any(cells.something(self._text(texts, each)) for each in ("credit", "debit", "amount"))
        if not moved and any(text.startswith(_OPENING) for text in texts):
            if self.told.opening is None:
                self._tell("期初", self._text(texts, "balance"))
            return f"“{shown}”是期初余额"
        is_sum = any(text.startswith(_SUMS) for text in texts) and not self._text(texts, "payer_name")
        if is_sum and (blank(when) or shown == when[:20]):
            return f"“{shown}”是合计行"
        few = sum(map(bool, texts)) <= _FEW
        return f"“{shown}”不是收支" if not moved and (few or blank(when)) else ""

    def _amount(self, row: int, texts: Sequence[str], faults: list[Refused]) -> int | None:
        """Fen, negative where it went out."""
        if "credit" in self.heads.columns:
            sides = [each for each in ("credit", "debit") if cells.something(self._text(texts, each))]
            if len(sides) != 1:
                why = "借方和贷方都有金额" if sides else "没有金额"
                faults.append(Refused(row, "贷方发生额", "", why, "请向银行核对这一行"))
                return None
            side = sides[0]
            way = 1 if side == "credit" else -1
        else:
            side, mark = "amount", self._text(texts, "mark")
            way = cells.way(mark) if "mark" in self.heads.columns else 0
            if not way and "mark" in self.heads.columns:
                faults.append(Refused(row, "借贷标志", mark[:40], "看不出是收入还是支出", "请写成 借 或 贷"))
                return None
        text = self._text(texts, side)
        fen = self._money(row, side, text, faults)
        if not fen:
            faults.append(Refused(row, _SIDES[side], text[:40], "没有金额", "请向银行核对这一行"))
            return None
        return self._directed(row, fen, way, text, faults)

    def _directed(self, row: int, fen: int, way: int, text: str, faults: list[Refused]) -> int:
        if way > 0 and fen < 0:
            faults.append(reversal(row, text))
        if way < 0 and fen < 0:
            self.negative_debits.add(row)
            return fen
        if way < 0:
            self.signs_debits = False
            return -fen
        return fen

    def _money(self, row: int, meaning: str, text: str, faults: list[Refused]) -> int | None:
        unit = self.heads.units.get(meaning, "")
        return self._tried(row, _SIDES[meaning], text, lambda each: cells.signed(each, unit), faults, _MONEY)

    def _tried(
        self, row: int, what: str, text: str, read: Callable[[str], T], faults: list[Refused], remedy: str
    ) -> T | None:
        """What a cell says; None where it is empty, or where its fault has been noted."""
        if blank(text):
            if what == "交易日期":
                faults.append(Refused(row, what, "", "没有日期", remedy))
            return None
        try:
            return read(text)
        except ValueError as error:
            faults.append(Refused(row, what, text[:40], str(error), remedy))
            return None


_NUMBERS = {
    "payer_account": "对方账号",
    "virtual_no": "子账号",
    "serial": "流水号",
    "own_account": "本方账号",
}
