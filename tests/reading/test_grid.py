"""Files from strangers: each gets a sentence, none a traceback."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from duixian.law.errors import InputError
from duixian.reading.ledger import read_ledger
from duixian.reading.ledger.grid import LARGEST_FILE
from tests.reading.ledgers import HEADS, case, xlsx

CSV = '案号,执行标的\n（2026）内0602执7号,"1,500.00"\n'


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_any_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f"案号{delimiter}执行标的\n（2026）内0602执7号{delimiter}1500.00\n"
    (row,) = read_ledger(text.encode(encoding), "台账.csv").rows
    assert row.amount == 150_000


def test_a_comma_inside_quotes_stays_in_its_cell() -> None:
    (row,) = read_ledger(CSV.encode(), "台账.csv").rows
    assert row.amount == 150_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "不是 xlsx"),
        (b"PK\x03\x04 broken", "打不开"),
        (zipped({"word/document.xml": b"<w/>"}), "不是 Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".decode().encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "打不开"),
        (b"just a sentence", "没有找到表头"),
        (b"\n\n\n", "没有内容"),
        (b"0" * (LARGEST_FILE + 1), "超过50 MB"),
        (xlsx([]), "是空的"),
        (xlsx([HEADS]), "没有案件"),
        (xlsx([["案号", "立案日期"], ["（2026）内0602执7号", "2026-01-05"]]), "标的金额"),
    ],
)
def test_what_is_no_ledger_is_told_so(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_ledger(content, "文件")
    assert caught.value.remedy


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """800 MiB of nothing in under one."""
    return zipped({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(800 << 20)})


def test_a_zip_bomb_is_not_unpacked(bomb: bytes) -> None:
    assert len(bomb) < 1 << 20
    with pytest.raises(InputError, match="压缩炸弹"):
        read_ledger(bomb, "台账.xlsx")


def test_a_zip_that_understates_its_size_is_found_out(bomb: bytes) -> None:
    lying = bomb.replace(struct.pack("<L", 800 << 20), struct.pack("<L", 1000))
    with pytest.raises(InputError, match="压缩炸弹"):
        read_ledger(lying, "台账.xlsx")


def test_two_columns_of_one_meaning_are_named_by_their_cells() -> None:
    with pytest.raises(InputError, match="B1和C1") as caught:
        read_ledger(xlsx([["案号", "执行标的", "申请执行标的"], ["（2026）内0602执7号", 1, 2]]), "台账.xlsx")
    assert "删去" in caught.value.remedy


def test_a_formula_without_a_computed_value_is_no_amount() -> None:
    ledger = read_ledger(xlsx([HEADS, case(1, **{"申请执行标的（元）": "=1+1"})]), "台账.xlsx")
    assert ledger.refused[0].cell == "E2"


def test_cells_are_named_as_the_sheet_names_them() -> None:
    rows = [[None, None, "案号", "标的"], [None, None, "（2026）内0602执7号", "-"]]
    assert read_ledger(xlsx(rows), "台账.xlsx").refused[0].cell == "D2"
