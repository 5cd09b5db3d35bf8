"""付款结果: what the bank answers to a batch of payments, from a table or pain.002, payment by payment.

Source: ISO 20022, CustomerPaymentStatusReport pain.002.001.03 to .12.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from duixian.law.errors import InputError
from duixian.reading.ledger.cells import blank
from duixian.reading.ledger.grid import HEAD_ROWS, Grid, sheets
from duixian.reading.ledger.heads import normal
from duixian.reading.receipts import cells
from duixian.reading.receipts.iso20022 import document, is_xml, text
from duixian.reading.receipts.model import Refused
from duixian.reading.receipts.moves import halfwidth, plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

State = Literal["paid", "returned", "pending"]
T = TypeVar("T")

_SUMS = ("合计", "总计", "小计", "总笔数", "成功笔数", "失败笔数")
_NOT_DONE = ("不成功", "未成功", "失败", "退汇", "退票", "拒绝", "退回")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one payment; `amount` in fen, and who was paid, only where the bank repeats them."""

    row: int
    end_to_end: str
    state: State
    on: date | None
    reason: str
    amount: int | None = None
    account_no: str = ""
    name: str = ""


@dataclass(frozen=True)
class BankAnswer:
    """An answer as read. `whole` is what the bank said of all payments that no outcome names.

    `message_id` is the batch's own, "" where a table does not tell it. `left_out` are rows that hold no
    payment, with the reason.
    """

    message_id: str
    whole: Outcome | None
    outcomes: tuple[Outcome, ...]
    refused: tuple[Refused, ...]
    left_out: tuple[tuple[int, str], ...] = ()


def read_answer(content: bytes, filename: str) -> BankAnswer:
    """An answer from xlsx, xls, csv or pain.002; money is fen.

    A payment told of twice with different results is refused both times. Raises InputError where the
    file as a whole cannot be read.
    """
    if not content.strip():
        raise InputError(filename, "文件是空的", "请从网银重新下载")
    found = _read_message(content, filename) if is_xml(content) else _read_table(content, filename)
    if not (found.outcomes or found.refused or found.whole):
        raise InputError(filename, "没有找到一笔付款结果", "请核对选的是不是付款结果文件")
    return _once(found)


def _once(found: BankAnswer) -> BankAnswer:
    told: dict[str, list[Outcome]] = {}
    for outcome in found.outcomes:
        told.setdefault(outcome.end_to_end, []).append(outcome)
    kept, refused = list[Outcome](), list(found.refused)
    for key, outcomes in told.items():
        states = {outcome.state for outcome in outcomes}
        if len(states) == 1:
            kept.append(outcomes[0])
            continue
        why = f"同一付款编号有{len(outcomes)}行，结果不同"
        refused += (Refused(each.row, "付款编号", key, why, "请向银行核实最后结果") for each in outcomes)
    return replace(found, outcomes=tuple(kept), refused=tuple(sorted(refused, key=lambda each: each.row)))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _state(written: str) -> State | None:
    """The state as written: by its word, or by what a sentence says, a denial first."""
    clean = halfwidth(written).lower()
    states = cast(Mapping[str, Sequence[str]], _words()["states"])
    for state, words in states.items():
        if clean in words:
            return cast(State, state)
    if any(word in clean for word in _NOT_DONE):
        return "returned"
    if "处理中" in clean or "待" in clean or "部分" in clean:
        return "pending"
    return "paid" if "成功" in clean else None


def _heads(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each meaning; where two mean the same, the usual one."""
    known = {
        meaning: [normal(word) for word in words]
        for meaning, words in _words().items()
        if isinstance(words, list)
    }
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(1, min(grid.height, HEAD_ROWS) + 1):
        here = {normal(grid.cell(row, place)): place for place in range(len(grid.columns) - 1, -1, -1)}
        columns = {
            meaning: here[word]
            for meaning, words in known.items()
            for word in reversed(words)
            if word in here
        }
        if len(columns) > len(best[1]):
            best = (row, columns)
    return best


def _read_table(content: bytes, filename: str) -> BankAnswer:
    for sheet in sheets(content, filename):
        row, columns = _heads(sheet.whole)
        if {"end_to_end", "state"} <= columns.keys():
            return _Table(sheet.whole, columns).read(row)
    raise InputError(filename, "没有找到付款编号和处理结果两列", "请保留列名一行，并导出含客户参考号的结果")


@dataclass
class _Table:
    grid: Grid
    columns: Mapping[str, int]
    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def read(self, head: int) -> BankAnswer:
        for row in range(head + 1, self.grid.height + 1):
            texts = [cells.bare(self.grid.cell(row, place)) for place in range(len(self.grid.columns))]
            if any(texts):
                self._take(row, texts)
        return BankAnswer("", None, tuple(self.outcomes), tuple(self.refused), tuple(self.left_out))

    def _take(self, row: int, texts: Sequence[str]) -> None:
        told = {meaning: texts[place] for meaning, place in self.columns.items()}
        key, written = halfwidth(plain(told["end_to_end"])), plain(told["state"])
        first = next(each for each in texts if each)
        if blank(written) and (blank(key) or first.startswith(_SUMS)):
            self.left_out.append((row, f"“{first[:20]}”不是付款"))
            return
        faults: list[Refused] = []
        if blank(key):
            faults.append(
                Refused(row, "付款编号", "", "没有付款编号", "请导出含客户参考号的结果，或逐笔登记")
            )
        state = _state(written)
        if state is None:
            why = "看不出付款成了没有"
            faults.append(Refused(row, "处理结果", written[:40], why, "请向银行核实后逐笔登记"))
        day = self._tried(row, "日期", told.get("day", ""), cells.day, faults)
        amount = self._tried(row, "金额", told.get("amount", ""), cells.signed, faults)
        if faults or state is None:
            self.refused.append(faults[0])
            return
        reason = told.get("reason", "")
        self.outcomes.append(
            Outcome(
                row=row,
                end_to_end=key,
                state=state,
                on=day,
                reason="" if blank(reason) or state == "paid" else plain(reason),
                amount=amount,
                account_no=cells.number(told.get("account_no", ""))[0],
                name=plain(told.get("name")),
            )
        )

    def _tried(
        self, row: int, what: str, written: str, read: Callable[[str], T], faults: list[Refused]
    ) -> T | None:
        if blank(written):
            return None
        try:
            return read(written)
        except ValueError as error:
            faults.append(Refused(row, what, written[:40], str(error), "请核对这一格"))
            return None


def _read_message(content: bytes, filename: str) -> BankAnswer:
    report = document(content, filename).find("CstmrPmtStsRpt")
    if report is None:
        raise InputError(filename, "不是付款结果（pain.002）", "请从网银下载付款结果，不要选对账单")
    made = _day(text(report, "GrpHdr/CreDtTm"))
    group = report.find("OrgnlGrpInfAndSts")
    above = [(group, "GrpSts"), *((each, "PmtInfSts") for each in report.iterfind("OrgnlPmtInfAndSts"))]
    whole = [_outcome(0, element, name, made) for element, name in above if text(element, name)]
    outcomes: list[Outcome] = []
    refused: list[Refused] = []
    for row, each in enumerate(_transactions(report), start=1):
        outcome = _outcome(row, each, "TxSts", made)
        if outcome is None or not outcome.end_to_end:
            written = text(each, "TxSts")
            why = "没有付款编号" if outcome else "看不出付款成了没有"
            refused.append(Refused(row, "处理结果", written[:40], why, "请向银行核实后逐笔登记"))
        else:
            outcomes.append(outcome)
    told = [each for each in whole if each]
    # A payment instruction's own state says more than that of the message around it.
    return BankAnswer(text(group, "OrgnlMsgId"), told[-1] if told else None, tuple(outcomes), tuple(refused))


def _transactions(report: Element) -> Iterable[Element]:
    yield from report.iterfind("OrgnlPmtInfAndSts/TxInfAndSts")
    yield from report.iterfind("TxInfAndSts")


def _outcome(row: int, element: Element | None, name: str, made: date | None) -> Outcome | None:
    state = _state(text(element, name))
    if element is None or state is None:
        return None
    code = text(element, "StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")
    meaning = cast(Mapping[str, str], _words()["reasons"]).get(code, "")
    more = [each.text or "" for each in element.iterfind("StsRsnInf/AddtlInf")]
    reason = "；".join(dict.fromkeys(filter(None, [meaning, *more, "" if meaning else code])))
    settled = text(element, "FctvIntrBkSttlmDt/Dt", "FctvIntrBkSttlmDt/DtTm", "AccptncDtTm")
    return Outcome(
        row=row,
        end_to_end=plain(text(element, "OrgnlEndToEndId")),
        state=state,
        on=_day(settled) or made,
        reason="" if state == "paid" else plain(reason),
        amount=_fen(text(element, "OrgnlTxRef/Amt/InstdAmt")),
        account_no=cells.number(text(element, "OrgnlTxRef/CdtrAcct/Id/Othr/Id"))[0],
        name=plain(text(element, "OrgnlTxRef/Cdtr/Pty/Nm", "OrgnlTxRef/Cdtr/Nm")),
    )


def _day(written: str) -> date | None:
    try:
        return cells.day(written[:10]) if written else None
    except ValueError:
        return None


def _fen(written: str) -> int | None:
    try:
        return cells.signed(written) if written else None
    except ValueError:
        return None
