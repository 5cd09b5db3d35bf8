"""付款文件: a batch of payments as the banks' import forms, and as ISO 20022 pain.001.

Source: ISO 20022, CustomerCreditTransferInitiation pain.001.001.09.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from duixian.law.errors import InputError
from duixian.law.money import contract_yuan
from duixian.writing.payment import Payment, PaymentBatch, checked

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ASCII_ID = re.compile(r"[A-Za-z0-9-]{1,30}")


@dataclass(frozen=True)
class Habit:
    """The form of one bank; `verified` is whether it was held against the bank's own."""

    key: str
    name: str
    encoding: str
    verified: bool
    columns: tuple[tuple[str, str], ...]


@cache
def habits() -> Mapping[str, Habit]:
    """Every bank's form, by its key."""
    table = tomllib.loads((Path(__file__).parent / "payment_habits.toml").read_text(encoding="utf-8"))
    return {
        key: Habit(
            key=key,
            name=said["name"],
            encoding=said["encoding"],
            verified=said["verified"],
            columns=tuple((head, field) for head, field in said["columns"]),
        )
        for key, said in table.items()
    }


def payment_csv(batch: PaymentBatch, habit: str) -> bytes:
    """The batch as a bank's import form takes it; what could start a formula stays text.

    Raises InputErrors for payments at fault, InputError for an unknown form.
    """
    form = habits().get(habit)
    if form is None:
        names = "、".join(habits())
        raise InputError("付款文件格式", f"没有“{habit[:40]}”这种格式", f"请选择：{names}")
    checked(batch)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([head for head, _ in form.columns])
    for number, payment in enumerate(batch.payments, start=1):
        told = _fields(batch, payment, number)
        writer.writerow([told[field] for _, field in form.columns])
    return out.getvalue().encode(form.encoding)


def _fields(batch: PaymentBatch, payment: Payment, number: int) -> dict[str, str]:
    texts = {
        "name": payment.name,
        "bank": payment.bank,
        "purpose": payment.purpose,
        "end_to_end": payment.end_to_end,
        "payer_name": batch.payer_name,
        "payer_bank": batch.payer_bank,
    }
    return {field: _escaped(text) for field, text in texts.items()} | {
        "number": str(number),
        "account_no": payment.account_no,
        "bank_code": payment.bank_code,
        "amount": contract_yuan(payment.amount),
        "amount_fen": str(payment.amount),
        "payer_account": batch.payer_account,
        "currency": "RMB",
        "on": f"{batch.on:%Y%m%d}",
        "empty": "",
    }


def _escaped(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_STARTS_FORMULA) else text


def message_id(batch: PaymentBatch) -> str:
    """The batch's number as a message may carry it: the same for the same number, at most 35 characters."""
    if _ASCII_ID.fullmatch(batch.number):
        return batch.number
    return f"B{hashlib.sha256(batch.number.encode()).hexdigest()[:30]}"


def pain001(batch: PaymentBatch) -> bytes:
    """The batch as pain.001.001.09, in yuan; the same bytes for the same batch. Raises InputErrors."""
    checked(batch)
    root = Element("Document", xmlns=NAMESPACE)
    message = SubElement(root, "CstmrCdtTrfInitn")
    head = SubElement(message, "GrpHdr")
    _put(head, "MsgId", message_id(batch))
    _put(head, "CreDtTm", f"{batch.on.isoformat()}T00:00:00")
    _totals(head, batch)
    _put(head, "InitgPty/Nm", batch.payer_name)
    payment = SubElement(message, "PmtInf")
    _put(payment, "PmtInfId", f"{message_id(batch)}-1")
    _put(payment, "PmtMtd", "TRF")
    _put(payment, "BtchBookg", "false")
    _totals(payment, batch)
    _put(payment, "ReqdExctnDt/Dt", batch.on.isoformat())
    _put(payment, "Dbtr/Nm", batch.payer_name)
    account = SubElement(payment, "DbtrAcct")
    _put(account, "Id/Othr/Id", batch.payer_account)
    _put(account, "Ccy", "CNY")
    _agent(payment, "DbtrAgt", batch.payer_bank, batch.payer_bank_code)
    for each in batch.payments:
        _transfer(payment, each)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _transfer(parent: Element, payment: Payment) -> None:
    transfer = SubElement(parent, "CdtTrfTxInf")
    ids = SubElement(transfer, "PmtId")
    _put(ids, "InstrId", payment.end_to_end)
    _put(ids, "EndToEndId", payment.end_to_end)
    amount = SubElement(SubElement(transfer, "Amt"), "InstdAmt", Ccy="CNY")
    amount.text = contract_yuan(payment.amount)
    _agent(transfer, "CdtrAgt", payment.bank, payment.bank_code)
    _put(transfer, "Cdtr/Nm", payment.name)
    _put(transfer, "CdtrAcct/Id/Othr/Id", payment.account_no)
    if payment.purpose.strip():
        _put(transfer, "RmtInf/Ustrd", payment.purpose)


def _totals(parent: Element, batch: PaymentBatch) -> None:
    _put(parent, "NbOfTxs", str(len(batch.payments)))
    _put(parent, "CtrlSum", contract_yuan(batch.total))


def _agent(parent: Element, name: str, bank: str, code: str) -> None:
    """A bank by the number of its branch in the national clearing system, and by name."""
    institution = SubElement(SubElement(parent, name), "FinInstnId")
    if code:
        member = SubElement(institution, "ClrSysMmbId")
        _put(member, "ClrSysId/Cd", "CNAPS")
        _put(member, "MmbId", code)
    _put(institution, "Nm", bank)


def _put(parent: Element, path: str, text: str) -> None:
    for name in path.split("/"):
        parent = SubElement(parent, name)
    parent.text = text
