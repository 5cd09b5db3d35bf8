"""What the bank says became of each payment, from tables and pain.002."""

from __future__ import annotations

from datetime import date

import pytest

from duixian.law.errors import InputError
from duixian.reading.bank_answer import BankAnswer, read_answer

HEAD = "序号,收款账户,收款账户名称,金额,客户参考号,处理结果,失败原因,处理日期,备注"


def table(*rows: str, encoding: str = "utf-8") -> BankAnswer:
    return read_answer("\n".join((HEAD, *rows)).encode(encoding), "结果.csv")


def message(body: str, group: str = "") -> BankAnswer:
    return read_answer(
        (
            "<?xml version='1.0' encoding='UTF-8'?>"
            "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'><CstmrPmtStsRpt>"
            "<GrpHdr><MsgId>A1</MsgId><CreDtTm>2026-01-06T08:00:00</CreDtTm></GrpHdr>"
            f"<OrgnlGrpInfAndSts><OrgnlMsgId>F20260105-01</OrgnlMsgId>{group}</OrgnlGrpInfAndSts>"
            f"{body}</CstmrPmtStsRpt></Document>"
        ).encode(),
        "结果.xml",
    )


def status(key: str, state: str, more: str = "") -> str:
    return f"<TxInfAndSts><OrgnlEndToEndId>{key}</OrgnlEndToEndId><TxSts>{state}</TxSts>{more}</TxInfAndSts>"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_table_says_paid_returned_or_pending(encoding: str) -> None:
    found = table(
        '1,6222021234567890123,李某甲,"1,234.56",P1,交易成功,,2026-01-06 10:00:00,案款',
        "2,15060100,示例公司,0.08,P2,失败,账号户名不符,2026-01-06,案款",
        "3,15060100,示例公司,1,P3,银行处理中,,,案款",
        "4,15060100,示例公司,1,P4,付款不成功,已销户,,案款",
        "合计,,,1236.64,,,,,",
        encoding=encoding,
    )
    assert [(each.end_to_end, each.state) for each in found.outcomes] == [
        ("P1", "paid"),
        ("P2", "returned"),
        ("P3", "pending"),
        ("P4", "returned"),
    ]
    paid, returned = found.outcomes[:2]
    assert (paid.on, paid.amount, paid.account_no, paid.name, paid.reason) == (
        date(2026, 1, 6),
        1_234_56,
        "6222021234567890123",
        "李某甲",
        "",
    )
    assert returned.reason == "账号户名不符"
    assert [row for row, _ in found.left_out] == [6]


def test_a_row_that_does_not_say_is_refused() -> None:
    found = table(
        "1,6222,李某甲,1,,成功,,,",
        "2,6222,李某甲,1,P2,???,,,",
        "3,6222,李某甲,一大笔,P3,成功,,,",
        "4,6222,李某甲,1,P4,成功,,2026-02-30,",
        "5,6222,李某甲,1,P5,,,,",
    )
    assert found.outcomes == ()
    assert [(each.row, each.field) for each in found.refused] == [
        (2, "付款编号"),
        (3, "处理结果"),
        (4, "金额"),
        (5, "日期"),
        (6, "处理结果"),
    ]


def test_a_payment_told_of_twice_counts_once_or_not_at_all() -> None:
    found = table(
        "1,6222,甲,1,P1,成功,,,", "2,6222,甲,1,P1,成功,,,", "3,6222,乙,1,P2,成功,,,", "4,6222,乙,1,P2,退汇,,,"
    )
    assert [each.end_to_end for each in found.outcomes] == ["P1"]
    assert [(each.row, each.value) for each in found.refused] == [(4, "P2"), (5, "P2")]


def test_pain002_payment_by_payment() -> None:
    reason = "<StsRsnInf><Rsn><Cd>BE01</Cd></Rsn><AddtlInf>请核对</AddtlInf></StsRsnInf>"
    original = (
        "<OrgnlTxRef><Amt><InstdAmt Ccy='CNY'>1234.56</InstdAmt></Amt>"
        "<Cdtr><Pty><Nm>李某甲</Nm></Pty></Cdtr></OrgnlTxRef>"
    )
    found = message(
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>X</OrgnlPmtInfId>"
        + status("P1", "ACSC", f"<AccptncDtTm>2026-01-05T12:00:00+08:00</AccptncDtTm>{original}")
        + status("P2", "RJCT", reason)
        + status("P3", "PDNG")
        + status("P4", "XXXX")
        + "</OrgnlPmtInfAndSts>"
    )
    assert found.message_id == "F20260105-01"
    assert [(each.end_to_end, each.state, each.on, each.reason) for each in found.outcomes] == [
        ("P1", "paid", date(2026, 1, 5), ""),
        ("P2", "returned", date(2026, 1, 6), "户名与账号不符；请核对"),
        ("P3", "pending", date(2026, 1, 6), ""),
    ]
    assert (found.outcomes[0].amount, found.outcomes[0].name) == (1_234_56, "李某甲")
    assert [each.value for each in found.refused] == ["XXXX"]
    assert found.whole is None


def test_pain002_that_speaks_of_the_whole_batch() -> None:
    found = message("", "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>")
    assert found.whole is not None
    assert (found.whole.state, found.whole.reason) == ("returned", "付款账户余额不足")
    assert found.outcomes == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\0",
        "甲,乙\n1,2".encode(),
        HEAD.encode(),
        b"<?xml version='1.0'?><Document><BkToCstmrStmt/></Document>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Document>&x;</Document>",
        b"<?xml version='1.0'?><Document><CstmrPmtStsRpt/></Document>",
    ],
)
def test_a_file_that_is_no_answer_says_so(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_answer(content, "结果")
    assert refused.value.remedy
