"""Files from strangers: each gets a sentence, none a traceback."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from openpyxl import load_workbook

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
        (b"%PDF-1.7 a paper", "不是 xlsx"),
        ("<html><table><tr><td>案号</td></tr></table></html>".encode(), "网页"),
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


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose one sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(xlsx([HEADS, case(1)]))) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    return zipped(members | {"xl/worksheets/sheet1.xml": xml})


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """800 MiB of nothing in under one."""
    return with_sheet(bytes(800 << 20))


def test_a_zip_bomb_is_not_unpacked(bomb: bytes) -> None:
    assert len(bomb) < 1 << 20
    with pytest.raises(InputError, match="压缩炸弹"):
        read_ledger(bomb, "台账.xlsx")


def test_a_zip_that_understates_its_size_is_found_out(bomb: bytes) -> None:
    lying = bomb.replace(struct.pack("<L", 800 << 20), struct.pack("<L", 1000))
    with pytest.raises(InputError, match="压缩炸弹"):
        read_ledger(lying, "台账.xlsx")


def sheet_of(cells: str) -> bytes:
    """A workbook whose sheet holds these cells, as its XML writes them."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_sheet(f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode())


@pytest.mark.parametrize("far", ["XFD1048576", "B1048576", "XFD2"])
def test_a_cell_at_the_far_end_of_the_sheet_does_not_fill_the_memory(far: str) -> None:
    row = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{far}"><v>1</v></c></row>'
    with pytest.raises(InputError, match="很远的地方") as caught:
        read_ledger(sheet_of(cells), "台账.xlsx")
    assert "删去" in caught.value.remedy


def test_a_cell_outside_any_sheet_does_not_end_the_program() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ99999999999"><v>1</v></c></row>'
    with pytest.raises(InputError):
        read_ledger(sheet_of(cells), "台账.xlsx")


def test_hidden_sheets_are_not_read() -> None:
    book = load_workbook(io.BytesIO(xlsx([HEADS, case(1), case(2)], sheet="旧台账")))
    shown = book.create_sheet("新台账")
    for line in (HEADS, case(7)):
        shown.append(list(line))
    book["旧台账"].sheet_state = "hidden"
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    ledger = read_ledger(out.getvalue(), "台账.xlsx")
    assert (ledger.sheet_name, [row.case_no for row in ledger.rows]) == ("新台账", ["（2026）内0622执107号"])
    assert ledger.unread_sheets == ()


def test_a_second_ledger_in_the_file_is_named() -> None:
    book = load_workbook(io.BytesIO(xlsx([HEADS, case(1)], sheet="甲院")))
    for line in (HEADS, case(7)):
        (book["乙院"] if "乙院" in book.sheetnames else book.create_sheet("乙院")).append(list(line))
    out = io.BytesIO()
    book.save(out)
    ledger = read_ledger(out.getvalue(), "台账.xlsx")
    assert (ledger.sheet_name, ledger.unread_sheets) == ("甲院", ("乙院",))


def test_cells_are_named_rightly_where_the_order_of_sheets_was_changed() -> None:
    book = load_workbook(io.BytesIO(xlsx([HEADS, case(1)], sheet="说明")))
    book["说明"].delete_rows(1, 2)
    book["说明"]["A1"] = "填表说明"
    for line in ([None, None, "案号", "标的"], [None, None, "（2026）内0602执7号", "若干"]):
        (book["台账"] if "台账" in book.sheetnames else book.create_sheet("台账")).append(line)
    book.move_sheet("台账", -1)
    out = io.BytesIO()
    book.save(out)
    assert read_ledger(out.getvalue(), "台账.xlsx").refused[0].cell == "D2"


def test_two_columns_of_one_meaning_are_named_by_their_cells() -> None:
    with pytest.raises(InputError, match="B1和C1") as caught:
        read_ledger(xlsx([["案号", "执行标的", "申请执行标的"], ["（2026）内0602执7号", 1, 2]]), "台账.xlsx")
    assert "删去" in caught.value.remedy


def test_a_formula_without_a_computed_value_is_refused_and_not_taken_for_an_empty_cell() -> None:
    rows = [case(1, **{"申请执行标的（元）": "=1+1"}), case(2, 立案日期="=TODAY()")]
    ledger = read_ledger(xlsx([HEADS, *rows]), "台账.xlsx")
    assert [(each.cell, each.field) for each in ledger.refused] == [("E2", "amount"), ("F3", "filed_on")]
    assert all("保存" in each.remedy for each in ledger.refused)


def test_a_formula_with_its_value_is_read_by_its_value() -> None:
    number = "（2026）内0602执7号"
    cells = (
        '<row r="1"><c r="A1" t="str"><v>案号</v></c><c r="B1" t="str"><v>标的</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>{number}</v></c><c r="B2"><f>20*1.5</f><v>30</v></c></row>'
    )
    (row,) = read_ledger(sheet_of(cells), "台账.xlsx").rows
    assert (row.case_no, row.amount) == (number, 30_00)


def test_cells_are_named_as_the_sheet_names_them() -> None:
    rows = [[None, None, "案号", "标的"], [None, None, "（2026）内0602执7号", "-"]]
    assert read_ledger(xlsx(rows), "台账.xlsx").refused[0].cell == "D2"
