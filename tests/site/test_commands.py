"""The commands that keep an installation, as they answer wrong input: one line, exit 2, nothing half done."""

from __future__ import annotations

import json

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


LEDGER = """案号,案由,标的额,立案日期,申请执行人,被执行人
（2026）内0602执101号,追索劳动报酬纠纷,3.5万元,2026-01-05,甲某,乙公司
（2026）内0622执102号,抚养费纠纷,"111,500.00",2026-01-06,丙某,丁某
（2026）内0622执103号,抚养费纠纷,不详,2026-01-07,丙某,丁某
"""
SCOPE = """
name = "春季行动"
in_force = 2026-01-01
limit = "100000.00"
"""


def test_a_ledger_becomes_cases_of_its_courts_and_a_campaign_and_only_once(program, tmp_path):
    data = tmp_path / "data"
    (tmp_path / "台账.csv").write_text(LEDGER)
    (tmp_path / "spring.toml").write_text(SCOPE)

    def run(*arguments: str) -> dict:
        ran = program("-m", "duixian.cli", *arguments, "--json", "--data", str(data), data=data)
        assert ran.end(120) == 0, ran.said
        return json.loads(ran.said)

    first = run("import", str(tmp_path / "台账.csv"), "--campaign", str(tmp_path / "spring.toml"))
    assert (first["rows"], first["new"], first["same"]) == (3, 2, 0)
    assert [row["cell"] for row in first["refused"]] == ["C4"]
    assert (first["campaign"]["slug"], first["campaign"]["included"]) == ("spring", 2)
    again = run("import", str(tmp_path / "台账.csv"), "--campaign", "spring")
    assert (again["new"], again["changed"], again["same"], again["campaign"]["included"]) == (0, 0, 2, 0)
    # Between the two courts stands the intermediate court above both: it is made with them.
    paper = run("bulletin", "spring")
    assert [line["court"] for line in paper["courts"]] == ["鄂尔多斯中院", "东胜法院", "准格尔旗法院"]
