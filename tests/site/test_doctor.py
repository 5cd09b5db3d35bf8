"""`doctor` names what is wrong and the remedy."""

from __future__ import annotations

import json
import shutil
import socket
from datetime import date
from pathlib import Path

import pytest

from duixian.site import doctor
from duixian.site.doctor import examine

KNOWN_DAY = date(2026, 6, 30)


def findings(data: Path, day: date = KNOWN_DAY, port: int = 0) -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in examine(data, "127.0.0.1", port, day)}


@pytest.fixture(autouse=True)
def embedded(monkeypatch):
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)


def test_a_new_folder_lacks_nothing_that_only_a_first_start_makes(tmp_path):
    found = findings(tmp_path / "data")
    assert found["数据文件夹"].state == found["数据库"].state == found["利率表"].state == "ok"
    assert not (tmp_path / "data" / "pg").exists()


def test_a_taken_port_is_named_with_a_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        finding = findings(tmp_path, port=port)["端口"]
    assert (finding.state, str(port) in finding.what, f"--port {port + 1}" in finding.remedy) == (
        "wrong",
        True,
        True,
    )


def test_a_folder_that_cannot_be_written_is_named_and_its_database_not_asked(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    found = findings(tmp_path / "data")
    assert found["数据文件夹"].state == "wrong"
    assert "--data" in found["数据文件夹"].remedy
    assert "数据库" not in found


def test_a_disk_nearly_full_is_told_with_what_is_left(tmp_path, monkeypatch):
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(doctor, "ROOM_NEEDED", free * 2)
    finding = findings(tmp_path)["磁盘"]
    assert finding.state == "wrong"
    assert "GiB，不足" in finding.what
    assert "--data" in finding.remedy


def test_a_database_of_a_newer_postgresql_is_named(tmp_path):
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("19\n")
    finding = findings(tmp_path)["数据库"]
    assert finding.state == "wrong"
    assert "更新版 PostgreSQL 19" in finding.what


def test_fonts_and_assets_that_are_missing_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (tmp_path,))
    monkeypatch.setattr(doctor, "FOLDER", tmp_path)
    found = findings(tmp_path)
    assert "fonts-noto-cjk" in found["中文字体"].remedy
    assert "htmx.min.js" in found["页面样式与脚本"].what
    assert "make setup" in found["页面样式与脚本"].remedy


def test_a_day_past_the_tables_is_wrong_and_an_unknown_next_year_only_worth_knowing(tmp_path):
    assert findings(tmp_path, date(2026, 6, 30))["节假日表"].state == "note"
    assert findings(tmp_path, date(2025, 6, 30))["节假日表"].state == "ok"
    later = findings(tmp_path, date(2099, 1, 1))
    assert later["节假日表"].state == later["利率表"].state == "wrong"
    assert "rates add lpr" in later["利率表"].remedy


def test_the_command_prints_json_and_its_exit_code_says_whether_anything_is_wrong(program, tmp_path):
    data = tmp_path / "data"
    (tmp_path / "data").write_text("")
    ran = program("-m", "duixian.cli", "doctor", "--json", "--data", str(data), "--port", "1", data=data)
    assert ran.end() == 2
    told = json.loads(ran.said)
    assert told["ok"] is False
    assert {"name", "state", "what", "remedy"} == set(told["checks"][0])
    assert next(check for check in told["checks"] if check["name"] == "数据文件夹")["state"] == "wrong"
