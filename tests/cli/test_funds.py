"""`duixian funds` as whoever keeps the machine runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from beancount.loader import load_string

from tests.cli.running import run

BOOK = """
import sys
from datetime import date
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.people.actions import install_courts
install_courts()
from duixian.court.funds.actions import receiving
from duixian.court.funds.proof import close_day
from duixian.court.people.models import Court, Role, Staff
court = Court.objects.get(pk="内0622")
finance = Staff.objects.create(username="finance", name="财务", court=court, role=Role.FINANCE)
lines = "交易日期,收入金额,对方户名,附言,流水号\\n2026-06-29,4000.00,丙某某,,S1\\n2026-06-30,77.50,无名氏,,S2"
receiving.import_statement(finance, court, lines.encode(), "a.csv", today=date(2026, 6, 30))
close_day(finance, court, date(2026, 6, 29), date(2026, 6, 30))
"""
CHANGED = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE funds_posting DISABLE TRIGGER USER")
    cursor.execute("UPDATE funds_posting SET amount = amount + sign(amount) WHERE abs(amount) = 400000")
    cursor.execute("ALTER TABLE funds_posting ENABLE TRIGGER USER")
"""


def python(told: str, data: Path) -> None:
    done = subprocess.run([sys.executable, "-c", told, data], capture_output=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """4,000.00 of a day that is closed and 77.50 of the next, in a data folder of its own."""
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)
    folder = tmp_path / "data"
    python(BOOK, folder)
    return folder


def test_the_books_are_proved_and_handed_to_an_auditor(data: Path, tmp_path: Path) -> None:
    def funds(*arguments: str | Path, code: int = 0) -> str:
        done = run("funds", *arguments, "--data", data)
        assert done.returncode == code, done.stderr.decode()
        return (done.stderr if code == 2 else done.stdout).decode()

    lines = funds("prove").splitlines()
    # The ten courts of Ordos, nine with nothing in their books.
    assert len(lines) == 10
    [told] = [line for line in lines if line.startswith("内0622 ")]
    assert told == "内0622  日结 1  分录 2  银行和现金 4,077.50  应付各方 4,077.50  相符"
    [one] = json.loads(funds("prove", "内0622", "--json"))
    sums = {"closes": 1, "entries": 2, "own": 407_750, "held": 407_750, "faults": []}
    assert one == {"court": "内0622", **sums}

    entries, errors, _ = load_string(funds("beancount", "内0622"))
    # Three places, two entries, and the balance of each place.
    assert (errors, len(entries)) == ([], 3 + 2 + 3)
    out = tmp_path / "账簿.beancount"
    assert funds("beancount", "内0622", "--out", out) == ""
    assert out.read_text(encoding="utf-8") == funds("beancount", "内0622")

    for arguments in (("prove", "内9999"), ("beancount", "内9999")):
        said = funds(*arguments, code=2)
        assert "内9999" in said and "没有这个代字" in said and "内0622" in said
    nowhere = tmp_path / "没有" / "账簿.beancount"
    assert "写不进去" in funds("beancount", "内0622", "--out", nowhere, code=2)

    # Behind the program's back both sides of an entry grow by a fen: it balances, the seal does not.
    python(CHANGED, data)
    [wrong] = json.loads(funds("prove", "内0622", "--json", code=1))
    assert "2026-06-29的日结与账簿不符：自第一笔以后至2026-06-29的分录被改动过" in wrong["faults"]
    shown = funds("prove", code=1)
    assert "不符" in shown and shown.count("相符") == 9
