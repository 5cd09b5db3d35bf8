"""The commands that keep an installation, as they answer wrong input: one line, exit 2, nothing half done."""

from __future__ import annotations

import pytest

REAL = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.people.actions import install_courts
from duixian.court.people.models import Staff
court = install_courts()[4]
Staff.objects.create_user("zhao", "Invented-2026-pass", name="赵某", court=court, role="handler")
"""


@pytest.fixture
def refused(program, tmp_path):
    def run(*arguments: str, code: int = 2) -> str:
        ran = program(
            "-m", "duixian.cli", *arguments, "--data", str(tmp_path / "data"), data=tmp_path / "data"
        )
        assert ran.end(120) == code, ran.said
        assert ran.said.count("\n") == 1, ran.said
        return ran.said

    return run


def test_a_ledger_that_is_not_there_starts_no_database(refused, tmp_path):
    assert "没有这个文件" in refused("import", str(tmp_path / "none.xlsx"))
    assert not (tmp_path / "data").exists()


def test_a_campaign_that_is_not_there_is_told_with_those_that_are(refused):
    assert refused("bulletin", "2026") == "CAMPAIGN：没有代号为“2026”的专项行动；可用：还没有专项行动\n"


def test_the_sample_is_not_put_among_real_people(refused, program, tmp_path):
    data = tmp_path / "data"
    made = program("-c", REAL, str(data), data=data)
    assert made.end(120) == 0, made.said
    assert "里面已有真实的人员或案件" in refused("demo", "--no-serve")
