"""What a bank's statement says, line by line. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.law.money import display


@dataclass(frozen=True, slots=True)
class Line:
    """One movement; `payer_*` is the other side, who is the payee where the money went out.

    `row` is the row of the sheet, or the number of the entry where the file is no sheet. `key` is the
    same whenever this movement is read again, from any file of the account. `balance` is what the bank
    says lies in the account after it.
    """

    row: int
    on: date
    amount: int
    payer_name: str
    payer_account: str
    payer_bank: str
    remark: str
    virtual_no: str
    serial: str
    balance: int | None
    key: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken: which field, its value, why, and what to do."""

    row: int
    field: str
    value: str
    why: str
    remedy: str

    def __str__(self) -> str:
        shown = f"“{self.value}”" if self.value else ""
        return f"第{self.row}行{self.field}{shown}：{self.why}；{self.remedy}"


@dataclass(frozen=True, slots=True)
class Gap:
    """A balance that does not follow from the one before it: between the two a movement is missing."""

    row: int
    after: int | None
    expected: int
    found: int

    def __str__(self) -> str:
        lacking = self.found - self.expected
        way = "收入" if lacking > 0 else "支出"
        place = f"第{self.after}行与第{self.row}行之间" if self.after else f"第{self.row}行"
        return (
            f"{place}余额不连续：应为{display(self.expected)}元，写的是{display(self.found)}元，"
            f"像是少了{way}{display(abs(lacking))}元的一行；请重新导出完整的流水"
        )


@dataclass(frozen=True)
class Statement:
    """A statement as read; `opening` and `closing` are None where the file does not tell them.

    `left_out` are rows that hold no movement, such as sums, with the reason. `notes` are for the person
    who imports.
    """

    account_no: str
    lines: tuple[Line, ...]
    outgoing: tuple[Line, ...]
    refused: tuple[Refused, ...]
    gaps: tuple[Gap, ...]
    opening: int | None
    closing: int | None
    left_out: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()
