"""`duixian fee`: the contract's shape, a table for people, and refusals in Chinese."""

import json
import sys

import pytest

from duixian.cli import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["duixian", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_json_has_the_shape_of_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "fee", "--kind", "enforcement", "--amount", "162275", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        # 50 + 152,275 x 1.5% = 2,334.125
        "fee": "2334.00",
        "steps": [
            {"from": "0.00", "to": "10000.00", "rate": "每件50元", "fee": "50.00"},
            {"from": "10000.00", "to": "162275.00", "rate": "1.5%", "fee": "2284.13"},
        ],
        "cite": "《诉讼费用交纳办法》（国务院令第481号）第十四条第一项",
    }


def test_people_read_the_fee_its_steps_and_its_article(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "fee", "--kind", "enforcement", "--amount", "16.2275万元") == 0
    shown = capsys.readouterr().out
    assert "执行申请费：2,334.00元" in shown
    assert "1.5%" in shown
    assert "第十四条第一项" in shown


@pytest.mark.parametrize(
    ("options", "fee"),
    [
        (["--kind", "enforcement", "--amount", "162275", "--unit", "fen"], "2334.13"),
        # 17,605.083 → 17,605 → 8,802.50
        (["--kind", "acceptance", "--amount", "1422787", "--halved"], "8802.50"),
        (["--kind", "preservation", "--amount", "900000"], "5000.00"),
    ],
)
def test_options_change_the_fee_as_the_rules_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], fee: str
) -> None:
    assert run(monkeypatch, "fee", *options, "--json") == 0
    assert json.loads(capsys.readouterr().out)["fee"] == fee


def test_halving_an_enforcement_fee_is_done_and_questioned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["fee", "--kind", "enforcement", "--amount", "162275", "--halved"]
    assert run(monkeypatch, *arguments, "--json") == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["fee"] == "1167.00"
    assert "减交" in shape["warnings"][0]
    assert run(monkeypatch, *arguments) == 0
    assert "注意：" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--kind", "enforcement", "--amount", "-5"], "为负"),
        (["--kind", "enforcement", "--amount", "many"], "不是金额"),
        (["--kind", "enforcement", "--amount", "1e18"], "科学计数法"),
        (["--kind", "lunch", "--amount", "5"], "lunch"),
        (["--kind", "enforcement"], "--amount"),
    ],
)
def test_wrong_input_leaves_with_2_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    assert run(monkeypatch, "fee", *arguments) == 2
    captured = capsys.readouterr()
    assert why in captured.err
    assert captured.out == ""
