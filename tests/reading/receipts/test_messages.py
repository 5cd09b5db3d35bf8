"""Statements as messages: MT940 and camt.053, and files made to do harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.errors import InputError
from duixian.reading.receipts import Statement, read_statement

MT940 = """{1:F01BANKCNBJAXXX0000000000}{2:O9400000}{4:
:20:20260105
:25:15060100123456789
:28C:1/1
:60F:C260104CNY1000,00
:61:2601050105C500,00NTRFNONREF//SN001
:86:/ORDP/NAME/示例建材有限公司/ACCT/6222021234567890123/BANK/示例银行/REMI/（2026）内0622执101号
案款
:61:2601060106D200,5NTRFREF2//SN002
:86:/NAME/李某甲
:62F:C260106CNY1299,50
-}
"""

ENTRY = """<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}<Sts>{status}</Sts>
<BookgDt><DtTm>2026-01-05T10:22:33+08:00</DtTm></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef>{details}</Ntry>"""
PARTY = """<NtryDtls><TxDtls><RltdPties><Dbtr>{name}</Dbtr>
<DbtrAcct><Id><Othr><Id>6222</Id></Othr></Id></DbtrAcct>
</RltdPties><RltdAgts><DbtrAgt><FinInstnId><Nm>示例银行</Nm></FinInstnId></DbtrAgt></RltdAgts>
<RmtInf><Ustrd>（2026）内0622执101号</Ustrd></RmtInf></TxDtls></NtryDtls>"""


def entry(
    amount: str = "500.00", way: str = "CRDT", status: str = "BOOK", ref: str = "SN1", **other: str
) -> str:
    return ENTRY.format(
        amount=amount, way=way, status=status, ref=ref, **({"more": "", "details": ""} | other)
    )


def camt(*entries: str, version: str = "02", opening: str = "1000.00", closing: str = "1500.00") -> bytes:
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='CNY'>{amount}</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        for code, amount in (("OPBD", opening), ("CLBD", closing))
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        f"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}'>"
        "<BkToCstmrStmt><GrpHdr/><Stmt><Id>1</Id><Acct><Id><Othr><Id>15060100</Id></Othr></Id></Acct>"
        f"{balances}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def read(content: bytes) -> Statement:
    return read_statement(content, "对账单")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_mt940(encoding: str) -> None:
    said = read(MT940.replace("\n", "\r\n").encode(encoding))
    assert (said.account_no, said.opening, said.closing) == ("15060100123456789", 1_000_00, 1_299_50)
    assert (said.gaps, said.refused) == ((), ())
    [came], [went] = said.lines, said.outgoing
    assert (came.on, came.amount, came.serial) == (date(2026, 1, 5), 500_00, "SN001")
    assert (came.payer_name, came.payer_account) == ("示例建材有限公司", "6222021234567890123")
    assert (came.payer_bank, came.remark) == ("示例银行", "（2026）内0622执101号案款")
    assert (went.on, went.amount, went.payer_name) == (date(2026, 1, 6), 200_50, "李某甲")


def test_mt940_that_lacks_a_line_names_the_gap() -> None:
    lines = MT940.splitlines(keepends=True)
    [gap] = read("".join(lines[:8] + lines[10:]).encode()).gaps
    assert (gap.expected, gap.found) == (1_500_00, 1_299_50)


def test_mt940_cut_short_is_not_read() -> None:
    with pytest.raises(InputError, match="没有下载完整"):
        read(MT940.partition(":62F:")[0].encode())


def test_mt940_pages_follow_each_other() -> None:
    second = MT940.replace("C260104CNY1000,00", "C260106CNY1299,50").replace("CNY1299,50\n-", "CNY1599,00\n-")
    second = second.replace("SN00", "SN01")
    assert read((MT940 + second).encode()).gaps == ()
    assert read((MT940 + second).encode()).closing == 1_599_00
    [gap] = read((MT940 + second.replace("C260106CNY1299,50", "C260106CNY1399,50")).encode()).gaps[-1:]
    assert (gap.expected, gap.found) == (1_299_50, 1_399_50)


def test_mt940_that_takes_money_back_is_refused_and_still_balances() -> None:
    said = read(MT940.replace("0106D200,5", "0106RC200,5").encode())
    assert [each.row for each in said.refused] == [2]
    assert "冲正" in said.refused[0].why
    assert said.gaps == ()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (":61:2601050105C", ":61:2613990105C", "读不出的行"),
        (":61:2601050105C500,00", ":61:甲", "读不出的行"),
        ("C260104CNY1000,00", "C260104USD1000,00", "USD"),
        ("CNY1000,00", "CNY1000,005", "余额"),
    ],
)
def test_mt940_that_is_broken_says_so(old: str, new: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(MT940.replace(old, new).encode())


def test_mt940_with_a_sum_that_is_none_refuses_the_line() -> None:
    said = read(MT940.replace("C500,00", "C" + "9" * 15).encode())
    assert [each.row for each in said.refused] == [1]
    assert said.lines == ()


def test_mt940_whose_text_is_the_name_of_a_file_opens_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = ":20:X\n:60F:C260104CNY1,00\n:62F:C260104CNY1,00"
    (tmp_path / name).write_text(MT940)
    with pytest.raises(InputError, match="没有找到一笔收支"):
        read(name.encode())


@pytest.mark.parametrize(
    ("version", "name"), [("02", "<Nm>示例公司</Nm>"), ("08", "<Pty><Nm>示例公司</Nm></Pty>")]
)
def test_camt_of_any_version(version: str, name: str) -> None:
    said = read(camt(entry(details=PARTY.format(name=name)), version=version))
    assert (said.account_no, said.opening, said.closing, said.gaps) == ("15060100", 1_000_00, 1_500_00, ())
    [came] = said.lines
    assert (came.on, came.amount, came.serial) == (date(2026, 1, 5), 500_00, "SN1")
    assert (came.payer_name, came.payer_account, came.payer_bank) == ("示例公司", "6222", "示例银行")
    assert came.remark == "（2026）内0622执101号"


def test_camt_in_gbk() -> None:
    content = camt(entry(details=PARTY.format(name="<Nm>示例公司</Nm>"))).decode().replace("UTF-8", "GBK")
    assert read(content.encode("gbk")).lines[0].payer_name == "示例公司"


def test_camt_refuses_what_is_no_booked_yuan_and_names_a_gap() -> None:
    dollars = entry(ref="SN3").replace("CNY", "USD")
    said = read(
        camt(
            entry(),
            entry(ref="SN2", status="PDNG"),
            dollars,
            entry(ref="SN4", more="<RvslInd>true</RvslInd>", way="DBIT"),
            entry(ref="SN5", amount="-1"),
            entry(ref="SN6", amount="1.005"),
            entry(ref="SN7", way="X"),
        )
    )
    assert [line.serial for line in said.lines] == ["SN1"]
    assert [row for row, _ in said.left_out] == [2]
    assert [each.row for each in said.refused] == [3, 4, 5, 6, 7]
    [gap] = read(camt(entry(), closing="1700.00")).gaps
    assert (gap.expected, gap.found) == (1_500_00, 1_700_00)


def test_a_collected_entry_is_its_parts_only_where_they_make_up_the_whole() -> None:
    part = "<TxDtls><Amt Ccy='CNY'>{}</Amt><RltdPties><Dbtr><Nm>{}</Nm></Dbtr></RltdPties></TxDtls>"
    whole = "<NtryDtls>" + part.format("200.00", "甲") + part.format("300.00", "乙") + "</NtryDtls>"
    said = read(camt(entry(details=whole)))
    assert [(line.payer_name, line.amount) for line in said.lines] == [("甲", 200_00), ("乙", 300_00)]
    assert len({line.key for line in said.lines}) == 2
    assert said.gaps == ()
    lacking = "<NtryDtls>" + part.format("200.00", "甲") + part.format("299.99", "乙") + "</NtryDtls>"
    assert [line.amount for line in read(camt(entry(details=lacking))).lines] == [500_00]
    untold = part.replace("<Amt Ccy='CNY'>{}</Amt>", "").format("乙")
    partly = "<NtryDtls>" + part.format("500.00", "甲") + untold + "</NtryDtls>"
    said = read(camt(entry(details=partly)))
    assert [line.amount for line in said.lines] == [500_00]
    assert said.refused == ()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<Document><BkToCstmrStmt><Stmt><Id>&b;</Id></Stmt></BkToCstmrStmt></Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Document><BkToCstmrStmt><Stmt><Id>&x;</Id></Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><Document>",
        b"<?xml version='1.0' encoding='x-none'?><Document/>",
        b"<?xml version='1.0' encoding='GBK'?><Document>\x81</Document>",
        b"<?xml version='1.0'?>" + b"<a>" * 100_000,
        b"<?xml version='1.0'?><Document/>",
        camt().replace(b"<Ntry>", b""),
        "<?xml version='1.0'?><Document/>".encode("utf-16"),
    ],
)
def test_a_hostile_document_ends_in_a_message(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read(content)
    assert refused.value.why
    assert refused.value.remedy


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_a_document_that_declares_entities_is_not_read(content: bytes) -> None:
    with pytest.raises(InputError, match="不允许的声明"):
        read(content)


def test_a_document_too_deep_is_not_read() -> None:
    with pytest.raises(InputError, match="层次太深"):
        read(b"<?xml version='1.0'?><Document>" + b"<a>" * 200 + b"</a>" * 200 + b"</Document>")


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(InputError, match="内容太多"):
        read(b"<?xml version='1.0'?><Document>" + b"<a/>" * 1_000_001 + b"</Document>")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["mt940", "camt"]), st.integers(0, 2_000), st.integers(0, 30), st.binary(max_size=12))
def test_whatever_is_cut_and_pasted_is_read_or_ends_in_a_message(
    kind: str, place: int, cut: int, pasted: bytes
) -> None:
    content = MT940.encode() if kind == "mt940" else camt(entry(details=PARTY.format(name="<Nm>甲</Nm>")))
    place %= len(content)
    try:
        said = read(content[:place] + pasted + content[place + cut :])
    except InputError as error:
        assert error.why
    else:
        assert all(line.amount > 0 for line in (*said.lines, *said.outgoing))
