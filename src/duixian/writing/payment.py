"""付款批次: the payments that one file asks a bank to make, checked before any file is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duixian.law.errors import InputError, InputErrors
from duixian.law.money import LIMIT_FEN, contract_yuan

_ACCOUNT = re.compile(r"\d{5,32}", re.ASCII)
_BANK_CODE = re.compile(r"(?:\d{12})?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9/:().,+-]{0,34}", re.ASCII)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME = 140


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment; `end_to_end` is ours, up to 35 letters and digits, and comes back in the bank's answer.

    `bank_code` is the 12 digits of the payee's branch (联行号) or "". `amount` is fen.
    """

    end_to_end: str
    name: str
    account_no: str
    bank: str
    amount: int
    purpose: str
    bank_code: str = ""


@dataclass(frozen=True, slots=True)
class PaymentBatch:
    """Payments from one account on one day; `number` is ours and the same whenever the file is made again."""

    number: str
    on: date
    payer_name: str
    payer_account: str
    payer_bank: str
    payments: tuple[Payment, ...]
    payer_bank_code: str = ""

    @property
    def total(self) -> int:
        """The sum of all payments in fen."""
        return sum(payment.amount for payment in self.payments)


def checked(batch: PaymentBatch) -> PaymentBatch:
    """The batch, fit to be sent. Raises InputErrors naming every payment at fault."""
    faults = [*_of_batch(batch)]
    for place, payment in enumerate(batch.payments, start=1):
        faults += _of_payment(f"第{place}笔（{payment.name[:20]}）", payment)
    if faults:
        raise InputErrors(faults)
    return batch


def _of_batch(batch: PaymentBatch) -> Iterator[InputError]:
    if not batch.payments:
        yield InputError("付款批次", "一笔付款也没有", "请先选择已审批的发放")
    if not batch.number.strip() or _UNPRINTABLE.search(batch.number):
        yield InputError("批次号", "没有填写或有不能打印的字符", "请重新生成批次")
    yield from _of_account("付款账户", batch.payer_name, batch.payer_account, batch.payer_bank_code)
    if _UNPRINTABLE.search(batch.payer_bank):
        yield InputError("付款账户开户行", "有换行或不能打印的字符", "请重新填写")
    twice = [each for each, times in Counter(one.end_to_end for one in batch.payments).items() if times > 1]
    if twice:
        yield InputError("付款编号", f"{'、'.join(twice[:5])}出现了两次", "请重新生成批次，避免重复付款")


def _of_payment(where: str, payment: Payment) -> Iterator[InputError]:
    yield from _of_account(where, payment.name, payment.account_no, payment.bank_code)
    if not _ID.fullmatch(payment.end_to_end):
        yield InputError(where, "付款编号应为不超过35位的字母和数字", "请重新生成批次")
    if not 0 < payment.amount < LIMIT_FEN:
        yield InputError(where, f"金额{contract_yuan(payment.amount)}元不能付", "请核对金额，应大于零")
    if not payment.bank.strip():
        yield InputError(where, "没有收款银行", "请补上开户行全称")
    if any(map(_UNPRINTABLE.search, (payment.bank, payment.purpose))):
        yield InputError(where, "开户行或用途里有换行或不能打印的字符", "请重新填写")
    if len(payment.purpose) > _LONGEST_NAME or len(payment.bank) > _LONGEST_NAME:
        yield InputError(where, f"开户行或用途超过{_LONGEST_NAME}字", "请写短一些")


def _of_account(where: str, name: str, account_no: str, bank_code: str) -> Iterator[InputError]:
    if not name.strip() or len(name) > _LONGEST_NAME or _UNPRINTABLE.search(name):
        yield InputError(where, f"户名没有填写、超过{_LONGEST_NAME}字或有不能打印的字符", "请按账户全称填写")
    if not _ACCOUNT.fullmatch(account_no):
        yield InputError(where, f"账号“{account_no[:40]}”不是5至32位数字", "请按银行卡或开户许可证填写")
    if not _BANK_CODE.fullmatch(bank_code):
        yield InputError(where, f"联行号“{bank_code[:40]}”不是12位数字", "请核对联行号，没有的留空")
