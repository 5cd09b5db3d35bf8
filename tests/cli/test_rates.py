"""`duixian rates`: what is known, and one command that adds a quote for good."""

import json
import sys
from pathlib import Path

import pytest

from duixian.cli import main

OCTOBER = ["rates", "add", "lpr", "2026-10-20", "--1y", "3.00", "--5y", "3.50", "--source", "公告"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["duixian", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: Path
) -> dict[str, object]:
    capsys.readouterr()
    assert run(monkeypatch, "rates", "list", "--last", "1", "--json", "--data", str(data)) == 0
    shape: dict[str, object] = json.loads(capsys.readouterr().out)
    return shape


def test_the_list_says_to_which_day_each_tenor_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert listed(monkeypatch, capsys, tmp_path)["last_known"] == {"1y": "2026-10-19", "5y": "2026-09-20"}
    assert run(monkeypatch, "rates", "list", "--data", str(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert "未收录" in shown
    assert "LPR 1y 已知到 2026-10-19" in shown


def test_a_quote_added_is_there_for_every_later_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = listed(monkeypatch, capsys, tmp_path)
    assert run(monkeypatch, *OCTOBER, "--data", str(tmp_path)) == 0
    assert "已知到 2026-11-19" in capsys.readouterr().out
    after = listed(monkeypatch, capsys, tmp_path)
    assert after["lpr"] == [{"day": "2026-10-20", "1y": "3.00", "5y": "3.50", "source": "公告"}]
    assert after["tables_sha256"] != before["tables_sha256"]


def test_a_missing_tenor_is_filled_in_afterwards(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fill = ["rates", "add", "lpr", "2026-09-21", "--5y", "3.50", "--source", '公告，"乙"']
    assert run(monkeypatch, *OCTOBER, "--data", str(tmp_path)) == 0
    assert run(monkeypatch, *fill, "--data", str(tmp_path)) == 0
    assert listed(monkeypatch, capsys, tmp_path)["last_known"] == {"1y": "2026-11-19", "5y": "2026-11-19"}
    lines = (tmp_path / "tables" / "lpr.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "day,1y,5y,source,added_by,added_on"
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["lpr", "2026-08-20", "--1y", "2.00", "--source", "公告"], "已收录为3.00%"),
        (["lpr", "2026-11-20", "--1y", "3.00", "--source", "公告"], "请先补录2026-10-20"),
        (["lpr", "2026-10-20", "--1y", "300", "--source", "公告"], "不可信"),
        (["lpr", "2026-10-20", "--1y", "three", "--source", "公告"], "不是利率"),
        (["lpr", "2026-10-20", "--source", "公告"], "没有报价"),
        (["lpr", "2026-10-20", "--1y", "3.00", "--source", " "], "来源"),
        (["lpr", "20.10.2026", "--1y", "3.00", "--source", "公告"], "不是日期"),
        (["pboc", "2026-10-20", "--1y", "3.00", "--source", "公告"], "pboc"),
    ],
)
def test_a_quote_that_cannot_be_right_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    arguments: list[str],
    why: str,
) -> None:
    assert run(monkeypatch, "rates", "add", *arguments, "--data", str(tmp_path)) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "tables" / "lpr.csv").exists()


def test_a_damaged_file_of_added_quotes_is_named_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, *OCTOBER, "--data", str(tmp_path)) == 0
    file = tmp_path / "tables" / "lpr.csv"
    file.write_text(file.read_text(encoding="utf-8") + "2026-11-20,x,,公告,甲,2026-11-20\n", encoding="utf-8")
    capsys.readouterr()
    assert run(monkeypatch, "rates", "list", "--data", str(tmp_path)) == 2
    assert "第3行" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    assert run(monkeypatch, *OCTOBER, "--data", str(occupied)) == 2
    assert "不可写" in capsys.readouterr().err
