"""CAMT.053: the bank's statement as ISO 20022 has it, any version.

Source: ISO 20022, BankToCustomerStatement camt.053.001.02 to .12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from duixian.law.errors import InputError
from duixian.reading.receipts import cells
from duixian.reading.receipts.iso20022 import document, text, texts
from duixian.reading.receipts.model import Gap, Refused
from duixian.reading.receipts.moves import Move, Told, plain, reversal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ACCOUNT = ("Id/Othr/Id", "Id/IBAN")


def read_camt(content: bytes, filename: str) -> tuple[list[Move], Told]:
    """The booked entries of a camt.053, and its balances. Raises InputError."""
    root = document(content, filename)
    statements = root.findall("BkToCstmrStmt/Stmt")
    if not statements:
        raise InputError(filename, "不是对账单（camt.053）", "请从网银下载账户对账单，不要选回单或付款结果")
    accounts = {text(each, *(f"Acct/{path}" for path in _ACCOUNT)) for each in statements}
    if len(accounts) > 1:
        raise InputError(filename, "文件里有几个账户的对账单", "请每个账户分开下载")
    reader = _Reader(Told(account_no=cells.number(accounts.pop())[0]))
    for statement in statements:
        reader.take(statement)
    return reader.moves, reader.told


@dataclass
class _Reader:
    told: Told
    moves: list[Move] = field(default_factory=list)
    _count: int = 0

    def take(self, statement: Element) -> None:
        """One statement: its opening follows from the closing before, its entries lead to its closing."""
        balances = {
            code: fen for code, fen in map(self._balance, statement.iterfind("Bal")) if fen is not None
        }
        opening = balances.get("OPBD", balances.get("PRCD"))
        if opening is not None:
            if self.told.closing not in (None, opening):
                self.told.gaps.append(Gap(self._count + 1, None, self.told.closing or 0, opening))
            if self.told.opening is None and not self.moves:
                self.told.opening = opening
        found = [move for entry in statement.iterfind("Ntry") for move in self._entry(entry)]
        self.moves += found
        self.told.closing = balances.get("CLBD", self.told.closing)

    def _balance(self, balance: Element) -> tuple[str, int | None]:
        code = text(balance, "Tp/CdOrPrtry/Cd")
        try:
            fen = cells.signed(text(balance, "Amt"))
        except ValueError:
            return code, None
        return code, -fen if text(balance, "CdtDbtInd") == "DBIT" else fen

    def _entry(self, entry: Element) -> Iterator[Move]:
        self._count += 1
        status = text(entry, "Sts/Cd", "Sts")
        if status and status != "BOOK":
            self.told.left_out.append((self._count, f"状态为{status[:10]}，尚未入账"))
            return
        whole = self._move(entry, entry, "")
        details = entry.findall("NtryDtls/TxDtls")
        parts = [self._move(entry, each, f"/{n}") for n, each in enumerate(details, start=1)]
        sums = [part.amount for part in parts]
        # A collected entry is several payments only where their sums are told and make up the whole.
        if (
            len(parts) > 1
            and not whole.fault
            and all(sums)
            and sum(amount or 0 for amount in sums) == whole.amount
        ):
            yield from parts
        elif len(parts) == 1:
            yield replace(
                parts[0], amount=whole.amount, fault=whole.fault, serial=whole.serial or parts[0].serial
            )
        else:
            yield whole

    def _move(self, entry: Element, detail: Element, place: str) -> Move:
        row, faults = self._count, list[Refused]()
        own = detail.find("Amt") if detail is not entry else entry.find("Amt")
        if own is None:
            own = detail.find("AmtDtls/TxAmt/Amt")
        amount = self._amount(row, entry, own, faults)
        day = text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
        on = None
        try:
            on = cells.day(day[:10])
        except ValueError as error:
            faults.append(Refused(row, "记账日期", day[:40], str(error), "请向银行核对这一笔"))
        side = "Dbtr" if (amount or 0) >= 0 else "Cdtr"
        parties, agents = detail.find("RltdPties"), detail.find("RltdAgts")
        remark = [*texts(detail, "RmtInf/Ustrd"), text(detail, "AddtlTxInf"), text(entry, "AddtlNtryInf")]
        serial = text(entry, "AcctSvcrRef", "NtryRef") or text(detail, "Refs/AcctSvcrRef", "Refs/TxId")
        return Move(
            row=row,
            on=on,
            amount=amount,
            name=plain(text(parties, f"{side}/Pty/Nm", f"{side}/Nm")),
            number=cells.number(text(parties, *(f"{side}Acct/{path}" for path in _ACCOUNT)))[0],
            bank=plain(text(agents, f"{side}Agt/FinInstnId/Nm", f"{side}Agt/FinInstnId/BICFI")),
            remark=plain("；".join(dict.fromkeys(filter(None, remark)))),
            virtual_no=cells.number(text(parties, "CdtrAcct/Id/Othr/Id") if side == "Dbtr" else "")[0],
            serial=plain(serial + place if serial else ""),
            fault=faults[0] if faults else None,
        )

    def _amount(self, row: int, entry: Element, told: Element | None, faults: list[Refused]) -> int | None:
        """Fen, negative where it went out; a reversal is already told in the direction that it moves."""
        if told is None:
            return None
        currency, written = told.get("Ccy", ""), (told.text or "").strip()
        way = {"CRDT": 1, "DBIT": -1}.get(text(entry, "CdtDbtInd"), 0)
        try:
            fen = cells.signed(written)
        except ValueError as error:
            faults.append(Refused(row, "金额", written[:40], str(error), "请向银行核对这一笔"))
            return None
        if not way or fen <= 0:
            faults.append(Refused(row, "借贷标志", "", "看不出是收入还是支出", "请向银行核对这一笔"))
            return None
        if not cells.is_yuan(currency):
            faults.append(
                Refused(row, "币种", currency[:40], "不是人民币", "外币案款请按结汇后入账的人民币登记")
            )
        if text(entry, "RvslInd") in ("true", "1"):
            faults.append(reversal(row, written))
        return way * fen
