"""MT940: the bank's statement as SWIFT has it, in GBK or UTF-8."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from duixian.law.errors import InputError
from duixian.law.money import LIMIT_FEN
from duixian.reading.receipts import cells
from duixian.reading.receipts.model import Gap, Refused
from duixian.reading.receipts.moves import Move, Told, plain, reversal

LARGEST_FILE = 20 << 20
_START = re.compile(r"^(?:\{4:\s*)?(?=:20:)", re.MULTILINE)
_MESSAGE = re.compile(rb"(?:\A|[\r\n])\s*(?:\{[^\r\n]{0,200}\{4:\s*)?:20:")
_CODE = re.compile(r"/(ORDP|BENM|NAME|ACCT|BANK|REMI|PURP|ADDR|VACC)(?=/)")
_CHINESE_LINE = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")

# What it cannot read it also logs, and that would carry names into the log.
logging.getLogger("mt940").addHandler(logging.NullHandler())
logging.getLogger("mt940").propagate = False


def is_swift(content: bytes) -> bool:
    """Whether a file holds an MT940 message."""
    return _MESSAGE.search(content[:2_000]) is not None and b":60" in content


def read_swift(content: bytes, filename: str) -> tuple[list[Move], Told]:
    """The lines of every message of the file, and its balances. Raises InputError."""
    if len(content) > LARGEST_FILE:
        raise InputError(filename, f"文件超过{LARGEST_FILE >> 20} MB", "请按日期分成几个文件")
    text = _decoded(content, filename).replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(filename)
    for message in _START.split(text):
        if message.startswith(":20:"):
            reader.take(message)
    return reader.moves, reader.told


def _decoded(content: bytes, filename: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(filename, "MT940 文件里的文字读不出来", "请从网银重新下载")


@dataclass
class _Reader:
    filename: str
    told: Told = field(default_factory=Told)
    moves: list[Move] = field(default_factory=list)

    def take(self, message: str) -> None:
        """One message: its opening follows from the closing before, its lines lead to its closing."""
        try:
            # A text that is the name of a file would be opened: a stream is not.
            read = mt940.parse(io.StringIO(message), options=mt940.Options.all())
        except Exception as error:
            raise self._broken("里有读不出的行") from error
        data = read.data
        account = cells.number(str(data.get("account_identification") or ""))[0]
        if self.told.account_no not in ("", account):
            raise InputError(self.filename, "文件里有几个账户的对账单", "请每个账户分开下载")
        self.told.account_no = account
        opening, closing = self._balance(data, "opening"), self._balance(data, "closing")
        if opening is None or closing is None:
            raise self._broken("缺少期初或期末余额，可能没有下载完整")
        if self.told.closing is None:
            self.told.opening = opening
        elif self.told.closing != opening:
            self.told.gaps.append(Gap(len(self.moves) + 1, None, self.told.closing, opening))
        self.moves += (self._move(row, each.data) for row, each in enumerate(read, start=len(self.moves) + 1))
        self.told.closing = closing

    def _balance(self, data: dict[str, Any], which: str) -> int | None:
        told = data.get(f"final_{which}_balance") or data.get(f"intermediate_{which}_balance")
        if told is None:
            return None
        if not cells.is_yuan(told.amount.currency or ""):
            raise InputError(
                self.filename, f"账户币种是{plain(told.amount.currency)}", "请选人民币账户的对账单"
            )
        fen = _fen(told.amount.amount)
        if fen is None:
            raise self._broken("的余额读不出")
        return fen

    def _broken(self, why: str) -> InputError:
        return InputError(self.filename, f"MT940 文件{why}", "请从网银重新下载，或改用 xlsx、csv 格式")

    def _move(self, row: int, data: dict[str, Any]) -> Move:
        fen, status = _fen(data["amount"].amount), str(data["status"]).upper()
        fault = None
        if not fen:
            fault = Refused(row, "金额", str(data["amount"].amount)[:40], "不是金额", "请向银行核对这一笔")
        elif status.startswith("R"):
            fault = reversal(row, f"{abs(fen) / 100:.2f}")
        details = str(data.get("transaction_details") or "")
        coded = dict(_coded(details))
        reference = str(data.get("bank_reference") or "") or str(data.get("customer_reference") or "")
        purpose = coded.get("REMI") or coded.get("PURP") or data.get("purpose") or details
        return Move(
            row=row,
            on=date.fromisoformat(str(data.get("entry_date") or data["date"])),
            amount=fen,
            name=_joined(coded.get("NAME") or coded.get("ORDP") or data.get("applicant_name")),
            number=cells.number(_joined(coded.get("ACCT") or data.get("applicant_iban")))[0],
            bank=_joined(coded.get("BANK") or data.get("applicant_bin")),
            remark=_joined(purpose),
            virtual_no=cells.number(_joined(coded.get("VACC")))[0],
            serial="" if reference.upper() in ("NONREF", "") else plain(reference),
            fault=fault,
        )


def _coded(details: str) -> Iterator[tuple[str, str]]:
    """The parts of :86: by their code, the first of each code counting."""
    _, *parts = _CODE.split(details)
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    return ((code, told) for code, value in reversed(pairs) if (told := value.lstrip("/").strip()))


def _joined(text: Any) -> str:
    """A text whose lines were broken for their length alone."""
    return plain(_CHINESE_LINE.sub("", str(text or "")))


def _fen(amount: Decimal | None) -> int | None:
    if amount is None or not amount.is_finite() or abs(amount) * 100 >= LIMIT_FEN:
        return None
    fen = amount * 100
    return int(fen) if fen == int(fen) else None
