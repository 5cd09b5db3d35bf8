"""`duixian debt` as the contract has it."""

from __future__ import annotations

import json
from pathlib import Path

from docx import Document

from tests.cli.running import run
from tests.reading.test_claim import WHOLE, changed

KEYS = {
    "as_of", "total", "fees", "interest", "principal", "surcharge", "paid", "overpaid",
    "lines", "allocations", "effective_on", "warnings", "proof",
}  # fmt: skip
LINE_KEYS = {"kind", "obligation", "from", "to", "days", "base", "rate", "amount", "cite"}


def test_the_contracts_own_example_is_answered_in_its_shape(tmp_path: Path) -> None:
    file = tmp_path / "案件.json"
    file.write_text(json.dumps(WHOLE, ensure_ascii=False), encoding="utf-8")
    done = run("debt", file, "--json")
    assert done.returncode == 0, done.stderr.decode()
    said = json.loads(done.stdout)
    assert set(said) == KEYS
    assert all(set(line) == LINE_KEYS for line in said["lines"])
    first = next(line for line in said["lines"] if line["kind"] == "surcharge")
    # 3,072,000 × 0.000175 × 369 days = 198,374.40; the court fee stays out of the base by the option.
    assert (first["from"], first["to"], first["days"], first["amount"]) == (
        "2016-10-06", "2017-10-09", 369, "198374.40",
    )  # fmt: skip
    assert said["allocations"][0] == {
        "payment": 1, "to": "fees", "obligation": None, "amount": "31376.00",
    }  # fmt: skip
    assert set(said["proof"]) == {"program", "tables_sha256", "input_sha256"}


def test_with_the_court_fee_in_the_base_the_first_line_is_the_contracts() -> None:
    given = json.dumps(changed("options.court_fee_in_base", True)).encode()
    said = json.loads(run("debt", "-", "--json", given=given).stdout)
    first = next(line for line in said["lines"] if line["kind"] == "surcharge")
    # 3,103,376 × 0.000175 × 369 = 200,400.5052
    assert (first["base"], first["amount"]) == ("3103376.00", "200400.51")


def test_faults_leave_with_two_and_a_chinese_line_each() -> None:
    done = run("debt", "-", given=json.dumps({"as_of": "x", "extra": 1}).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 3 and any(line.startswith("as_of：") for line in lines)


def test_a_file_that_is_not_there_is_told_so() -> None:
    done = run("debt", "/nowhere.json")
    assert done.returncode == 2 and "没有这个文件" in done.stderr.decode()


def test_a_document_that_cannot_be_written_is_told_so() -> None:
    done = run("debt", "-", "--out", "/nowhere/计算书.docx", given=json.dumps(WHOLE).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert "写不进去" in done.stderr.decode()


def test_people_get_a_table_and_a_document(tmp_path: Path) -> None:
    out = tmp_path / "计算书.docx"
    done = run("debt", "-", "--out", out, given=json.dumps(WHOLE).encode())
    assert "加倍部分债务利息" in done.stdout.decode()
    texts = [cell.text for table in Document(str(out)).tables for row in table.rows for cell in row.cells]
    assert "198,374.40" in texts and "法释〔2014〕8号 第一条、民诉法第264条" in texts
