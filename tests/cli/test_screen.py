"""`duixian screen` as the contract has it."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.running import run
from tests.reading.ledgers import HEADS, case, xlsx

ROW_KEYS = {
    "row", "case_no", "court", "cause", "amount", "filed_on", "category", "confidence", "reason", "handler",
}  # fmt: skip


def ledger() -> bytes:
    return xlsx(
        [
            ["在办案件台账"],
            HEADS,
            case(1),
            case(2, 案由="抚养费纠纷", **{"申请执行标的（元）": "11.15万元"}),
            case(3, 案由="民间借贷纠纷", **{"申请执行标的（元）": "100,000.00"}),
            case(4, 案由="民间借贷纠纷", **{"申请执行标的（元）": "100,000.01"}),
            case(1),
            case(5, **{"申请执行标的（元）": "若干"}, 被执行人="=1+1"),
            ["合计", None, None, None, 1],
        ]
    )


def test_the_answer_has_the_contracts_shape(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(ledger())
    done = run("screen", file, "--json")
    assert done.returncode == 0, done.stderr.decode()
    said = json.loads(done.stdout)
    assert set(said) == {"rows", "duplicates", "refused", "totals"}
    assert all(set(row) == ROW_KEYS for row in said["rows"])
    assert [(row["row"], row["category"], row["amount"]) for row in said["rows"]] == [
        (3, "wages", "35000.00"),
        (4, "support", "111500.00"),
        (5, "small_claim", "100000.00"),
        (6, "none", "100000.01"),
    ]
    assert said["duplicates"] == [{"row": 7, "same_as": 3}]
    (refused,) = said["refused"]
    assert (refused["row"], refused["cell"], refused["field"]) == (8, "E8", "amount")
    assert {"court": "准格尔旗人民法院", "category": "support", "cases": 1, "amount": "111500.00"} in said[
        "totals"
    ]


def test_the_result_is_written_back_and_no_cell_of_it_is_a_formula(tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    done = run("screen", "-", "--out", out, given=ledger())
    assert done.returncode == 0, done.stderr.decode()
    book = load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    heads = [cell.value for cell in book["筛查结果"][1]]
    assert heads[: len(HEADS)] == list(HEADS) and heads[-4:] == ["类别", "把握", "理由", "提示"]
    assert [cell.value for cell in book["筛查结果"]["K"]][1:3] == [35000, 111500]
    assert book["未收"]["B2"].value == "E8"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    given = "案号,标的,被执行人\n（2026）内0602执7号,5,=HYPERLINK(1)\n（2026）内0602执8号,5,+1\n"
    out = tmp_path / "结果.xlsx"
    run("screen", "-", "--out", out, given=given.encode())
    values = [(cell.value, cell.data_type) for cell in load_workbook(out)["筛查结果"]["C"]]
    assert values[1:] == [("=HYPERLINK(1)", "s"), ("+1", "s")]


def test_the_ledger_itself_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    content = ledger()
    file.write_bytes(content)
    done = run("screen", file, "--out", file)
    assert done.returncode == 2 and file.read_bytes() == content


def test_a_file_that_is_no_ledger_leaves_with_two() -> None:
    done = run("screen", "-", "--json", given=b"\x89PNG\r\n\x1a\n\0\0")
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_result_can_be_screened_again_and_says_the_same(tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    run("screen", "-", "--out", out, given=ledger())
    first, again = (
        json.loads(run("screen", "-", "--json", given=given).stdout) for given in (ledger(), out.read_bytes())
    )
    kept = ("case_no", "amount", "category", "reason")
    assert [[row[key] for key in kept] for row in again["rows"]] == [
        [row[key] for key in kept] for row in first["rows"]
    ]
    assert again["totals"] == first["totals"]


def test_a_result_is_only_written_as_xlsx(tmp_path: Path) -> None:
    done = run("screen", "-", "--out", tmp_path / "结果.csv", given=ledger())
    assert done.returncode == 2 and "xlsx" in done.stderr.decode()


def test_a_result_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    done = run("screen", "-", "--out", tmp_path / "没有这个文件夹" / "结果.xlsx", given=ledger())
    assert done.returncode == 2 and list(tmp_path.iterdir()) == []
    (tmp_path / "结果.xlsx").mkdir()
    done = run("screen", "-", "--out", tmp_path / "结果.xlsx", given=ledger())
    assert done.returncode == 2 and [each.name for each in tmp_path.iterdir()] == ["结果.xlsx"]


def test_a_campaign_file_decides_and_its_faults_are_told(tmp_path: Path) -> None:
    scope = tmp_path / "范围.toml"
    scope.write_text('limit = "20000.00"\ncategories = ["small_claim"]\n', encoding="utf-8")
    said = json.loads(run("screen", "-", "--campaign", scope, "--json", given=ledger()).stdout)
    assert {row["category"] for row in said["rows"]} == {"none"}
    scope.write_text('limit = "20000.00"\ncolour = "red"\n', encoding="utf-8")
    done = run("screen", "-", "--campaign", scope, given=ledger())
    assert done.returncode == 2 and "colour" in done.stderr.decode()


def test_people_are_told_what_was_read_left_out_and_refused() -> None:
    done = run("screen", "-", given=ledger())
    said = done.stdout.decode()
    assert done.returncode == 0
    assert "工作表“台账”，表头在第2行" in said
    assert "收 4 件，重复 1 行，未收 1 行，不是案件的 1 行" in said
    assert "第9行 不是案件：“合计”是合计行" in said
    assert "E8 未收" in said
