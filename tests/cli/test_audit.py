"""`duixian audit` as the contract has it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.running import run
from tests.reading.ledgers import xlsx

REAL = Path(__file__).parents[3] / "shared" / "data" / "real-ledger.xlsx"
HEADS = ["案号", "标的金额", "立案日期", "结案方式", "结案日期", "终本日期"]


def audited(file: Path) -> dict[str, Any]:
    done = run("audit", file, "--json")
    assert done.returncode == 0, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def row(
    serial: int, filed: str | None, way: str | None, closed: str | None, suspended: str | None
) -> list[Any]:
    return [f"（2026）内0622执{serial}号", 5000, filed, way, closed, suspended]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "结案台账.xlsx"
    rows = [
        HEADS,
        row(1, "2026-01-06", "终结本次执行程序", "2026-04-06", None),
        row(2, "2026-01-06", "终结本次执行程序", "2026-04-07", None),
        row(3, "2026-01-06", "执行完毕", "2026-02-06", None),
        row(4, "2026-01-06", None, None, "2026-01-31"),
        row(5, None, "终本", "2026-03-01", None),
        row(6, "2026-01-06", "终本", None, None),
        row(7, "2026-05-06", "终本", None, "2026-03-01"),
        row(8, "2026-01-06", None, None, None),
    ]
    file.write_bytes(xlsx(rows))
    return file


def test_the_answer_has_the_contracts_shape(ledger: Path) -> None:
    said = audited(ledger)
    assert set(said) == {"suspended", "premature", "not_stated", "refused"}
    # From 2026-01-06: 25 days left of January, 28, 31 and 6 make 90.
    assert said["premature"] == [
        {
            "case_no": "（2026）内0622执1号",
            "filed_on": "2026-01-06",
            "suspended_on": "2026-04-06",
            "days": 90,
        },
        {
            "case_no": "（2026）内0622执4号",
            "filed_on": "2026-01-06",
            "suspended_on": "2026-01-31",
            "days": 25,
        },
    ]
    assert said["not_stated"] == [
        {"case_no": "（2026）内0622执5号", "missing": ["filed_on"]},
        {"case_no": "（2026）内0622执6号", "missing": ["suspended_on"]},
    ]
    (refused,) = said["refused"]
    assert (refused["row"], refused["cell"], refused["why"]) == (8, "F8", "终本日期早于立案日期2026-05-06")
    # 1, 2, 4, 5, 6 and 7: one in time, two too early, two not stated, one refused.
    assert said["suspended"] == 6


def test_a_clerk_reads_it_in_chinese(ledger: Path) -> None:
    done = run("audit", ledger)
    told = done.stdout.decode()
    assert "终本 6 件，其中立案不满三个月即终本 2 件" in told
    assert "（2026）内0622执1号  2026-01-06 立案，2026-04-06 终本，90 日" in told
    assert "（2026）内0622执5号  没有立案日期" in told


def test_a_ledger_that_cannot_tell_says_so(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(xlsx([HEADS[:3], ["（2026）内0622执1号", 5000, "2026-01-06"]]))
    done = run("audit", file, "--json")
    assert (done.returncode, json.loads(done.stdout)["suspended"]) == (0, 0)
    assert "看不出哪些是终本案件" in done.stderr.decode()


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"no workbook")
    done = run("audit", file, "--json")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not REAL.exists(), reason="the real ledger of ../shared is not on this machine")
def test_no_suspended_case_of_the_real_ledger_is_lost() -> None:
    said = audited(REAL)
    sheet = load_workbook(REAL, read_only=True).active
    assert sheet is not None
    _, heads, *rows = sheet.iter_rows(values_only=True)
    filed, ended = heads.index("立案日期"), heads.index("终本日期")
    told = [(str(row[filed]), str(row[ended])) for row in rows if row[ended]]
    assert (said["suspended"], said["refused"], said["not_stated"]) == (len(told), [], [])
    # Its days are written 2021年01月04日 or 2021-01-04: told by their numbers alone.
    pairs = [tuple(tuple(map(int, re.findall(r"\d+", day)[:3])) for day in days) for days in told]
    within = [pair for pair in pairs if (_months(*pair), pair[1][2]) <= (3, pair[0][2])]
    assert len(said["premature"]) == len(within) > 0


def _months(earlier: tuple[int, ...], later: tuple[int, ...]) -> int:
    return (later[0] - earlier[0]) * 12 + later[1] - earlier[1]
