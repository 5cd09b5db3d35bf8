"""Files that ask a bank to pay: the forms of three banks, and pain.001 held against its schema."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sepaxml
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duixian.law.errors import InputError, InputErrors
from duixian.writing.payment import Payment, PaymentBatch
from duixian.writing.payment_file import NAMESPACE, habits, message_id, pain001, payment_csv

ONE = Payment(
    "P20260105-1",
    "李某甲",
    "6222021234567890123",
    "示例银行示例支行",
    1_234_56,
    "（2026）内0622执101号案款",
    "102100000001",
)
TWO = Payment("P20260105-2", "示例建材有限公司", "15060100123456", "示例农商行", 8, "退款")
BATCH = PaymentBatch(
    "F20260105-01",
    date(2026, 1, 5),
    "示例人民法院",
    "1506010012345678",
    "示例银行",
    (ONE, TWO),
    "102100000002",
)

SCHEMA = etree.XMLSchema(etree.parse(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"))


def rows(content: bytes, habit: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(habits()[habit].encoding), newline="")))


@pytest.mark.parametrize("habit", ["icbc", "ccb", "abc"])
def test_every_form_carries_who_where_how_much_and_our_number(habit: str) -> None:
    head, first, second = rows(payment_csv(BATCH, habit), habit)
    assert head == [name for name, _ in habits()[habit].columns]
    assert {"李某甲", "6222021234567890123", "1234.56", "P20260105-1"} <= set(first)
    assert {"示例建材有限公司", "0.08", "P20260105-2"} <= set(second)
    assert len(first) == len(head)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "＠"])
def test_no_cell_of_a_form_can_start_a_formula(start: str) -> None:
    risky = replace(ONE, name=f"{start}cmd|'/c calc'!A0", purpose=f"{start}1+1", bank=f"{start}SUM(A1)")
    for habit in habits():
        _, row = rows(payment_csv(replace(BATCH, payments=(risky,)), habit), habit)
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＠"))]
        assert f"'{risky.name}" in row


def test_a_form_that_is_not_known_is_named() -> None:
    with pytest.raises(InputError, match="icbc、ccb、abc"):
        payment_csv(BATCH, "xyz")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"amount": 0}, "金额0.00元不能付"),
        ({"amount": -1}, "金额-0.01元不能付"),
        ({"amount": 10**15}, "不能付"),
        ({"name": " "}, "户名"),
        ({"name": "李某甲\n6222"}, "户名"),
        ({"name": "李" * 141}, "户名"),
        ({"account_no": "=1+1"}, "账号"),
        ({"account_no": "６２２２０２１２３４"}, "账号"),
        ({"bank_code": "12"}, "联行号"),
        ({"bank": ""}, "收款银行"),
        ({"purpose": "a\x00b"}, "不能打印"),
        ({"end_to_end": "编号"}, "付款编号"),
        ({"end_to_end": "x" * 36}, "付款编号"),
        ({"end_to_end": "P20260105-2"}, "两次"),
    ],
)
def test_a_payment_at_fault_is_named_and_no_file_is_made(fault: dict[str, object], why: str) -> None:
    batch = replace(BATCH, payments=(replace(ONE, **fault), TWO))  # type: ignore[arg-type]
    for make in (pain001, lambda each: payment_csv(each, "icbc")):
        with pytest.raises(InputErrors, match=why) as refused:
            make(batch)
        assert all(each.where and each.remedy for each in refused.value.errors)


def test_no_batch_is_empty() -> None:
    with pytest.raises(InputErrors, match="一笔付款也没有"):
        pain001(replace(BATCH, payments=()))


def test_pain001_reads_back_whole() -> None:
    content = pain001(BATCH)
    SCHEMA.assertValid(etree.fromstring(content))
    root = ElementTree.fromstring(content, forbid_dtd=True)
    name = {"": NAMESPACE}
    head = root.find("CstmrCdtTrfInitn/GrpHdr", name)
    told = {each.tag.rpartition("}")[2]: each.text for each in head}
    # 1234.56 + 0.08 = 1234.64
    assert (told["MsgId"], told["NbOfTxs"], told["CtrlSum"]) == ("F20260105-01", "2", "1234.64")
    transfers = root.findall("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf", name)
    assert [each.findtext("PmtId/EndToEndId", None, name) for each in transfers] == [
        "P20260105-1",
        "P20260105-2",
    ]
    assert [each.findtext("Cdtr/Nm", None, name) for each in transfers] == ["李某甲", "示例建材有限公司"]
    amounts = [each.find("Amt/InstdAmt", name) for each in transfers]
    assert [(each.get("Ccy"), each.text) for each in amounts] == [("CNY", "1234.56"), ("CNY", "0.08")]
    assert transfers[0].findtext("CdtrAgt/FinInstnId/ClrSysMmbId/MmbId", None, name) == "102100000001"
    assert transfers[1].find("CdtrAgt/FinInstnId/ClrSysMmbId", name) is None
    assert root.findtext("CstmrCdtTrfInitn/PmtInf/ReqdExctnDt/Dt", None, name) == "2026-01-05"


def test_the_same_batch_is_the_same_message() -> None:
    assert pain001(BATCH) == pain001(replace(BATCH))
    named = replace(BATCH, number="（2026）第1批")
    assert message_id(named) == message_id(replace(named))
    assert len(message_id(named)) <= 35
    assert message_id(named) != message_id(replace(named, number="（2026）第2批"))
    SCHEMA.assertValid(etree.fromstring(pain001(named)))


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=140)


@settings(max_examples=60, deadline=None)
@given(words, words, st.lists(st.integers(1, 10**14), min_size=1, max_size=20))
def test_any_name_and_any_sums_make_a_valid_message(name: str, purpose: str, amounts: list[int]) -> None:
    payments = tuple(
        replace(ONE, end_to_end=f"P{n}", name=name, purpose=purpose, amount=fen)
        for n, fen in enumerate(amounts)
    )
    root = etree.fromstring(pain001(replace(BATCH, payments=payments)))
    SCHEMA.assertValid(root)
    name_space = {"p": NAMESPACE}
    total = root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=name_space)
    assert int(total.replace(".", "")) == sum(amounts)
    assert root.findtext(".//p:Cdtr/p:Nm", namespaces=name_space) == name
