"""A whole installation in one file, and back."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

PEOPLED = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.people.actions import install_courts
from duixian.court.people.models import Staff
court = install_courts()[4]
Staff.objects.create_user("zhao", "Invented-2026-pass", name="赵某", court=court, role="handler")
"""
COUNTED = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.people.models import Court, Staff
staff = Staff.objects.get()
print(Court.objects.count(), staff.username, staff.court_id, staff.check_password("Invented-2026-pass"))
"""


@pytest.fixture(scope="module")
def run(lasting_program):
    def run(*arguments: str | Path, data: Path, code: int = 0) -> str:
        ran = lasting_program(*map(str, arguments), data=data)
        assert ran.end(120) == code, ran.said
        return ran.said

    return run


@pytest.fixture(scope="module")
def duixian(run):
    return lambda *arguments, data, code=0: run(
        "-m", "duixian.cli", *arguments, "--data", data, data=data, code=code
    )


@pytest.fixture(scope="module")
def old(tmp_path_factory, run) -> Path:
    """An installation with ten courts, one account and a table of its own."""
    data = tmp_path_factory.mktemp("installation") / "old"
    run("-c", PEOPLED, data, data=data)
    (data / "tables").mkdir()
    (data / "tables" / "lpr.csv").write_text("day,1y,5y,source,added_by,added_on\n")
    return data


@pytest.fixture(scope="module")
def kept(old, duixian) -> Path:
    """Its backup."""
    file = old.parent / "kept.zip"
    duixian("backup", file, data=old)
    return file


def test_what_was_backed_up_comes_back_with_its_key_and_tables(old, kept, run, duixian, tmp_path):
    assert kept.stat().st_mode & 0o077 == 0
    new = tmp_path / "new"
    assert "已恢复" in duixian("restore", kept, data=new)
    assert run("-c", COUNTED, new, data=new) == "10 zhao 内0622 True\n"
    for name in ("secret.key", "tables/lpr.csv"):
        assert (new / name).read_text() == (old / name).read_text()


def test_nothing_is_restored_over_people_and_no_backup_is_overwritten(old, kept, duixian):
    assert "已经有人员或案件" in duixian("restore", kept, data=old, code=2)
    assert "已经存在" in duixian("backup", kept, data=old, code=2)


def test_a_damaged_file_is_refused_and_the_folder_still_takes_a_whole_one(kept, duixian, tmp_path):
    new, broken = tmp_path / "new", tmp_path / "broken.zip"
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0xFF
    broken.write_bytes(content)
    assert "不是完好的备份文件" in duixian("restore", broken, data=new, code=2)
    broken.write_text("no zip at all")
    assert "不是完好的备份文件" in duixian("restore", broken, data=new, code=2)
    assert "已恢复" in duixian("restore", kept, data=new)


def test_a_backup_of_a_newer_version_is_refused(kept, duixian, tmp_path):
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(newer, "w") as archive:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                manifest["migrations"].append("cases.9999_later")
                content = json.dumps(manifest).encode()
            archive.writestr(name, content)
    assert "由更新的版本" in duixian("restore", newer, data=tmp_path / "new", code=2)


def test_a_folder_without_an_installation_has_nothing_to_back_up(duixian, tmp_path):
    told = duixian("backup", tmp_path / "none.zip", data=tmp_path / "empty", code=2)
    assert "里面没有兑现的数据" in told
    assert not (tmp_path / "none.zip").exists()
