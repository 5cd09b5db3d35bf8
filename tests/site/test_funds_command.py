"""duixian funds: the proof of every book, and the book for an auditor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from beancount.loader import load_string
from tests.court.funds import given
from tests.court.funds.given import DAY
from typer.testing import CliRunner

from duixian.cli import funds as commands
from duixian.court.funds.actions import receiving
from duixian.court.funds.models import Account
from duixian.court.people.models import Court


@pytest.fixture
def run(db, monkeypatch):
    """run(*words) is the command on the test's own database."""
    import typer

    monkeypatch.setattr("duixian.site.boot.boot", lambda data: None)
    app = typer.Typer()
    commands.register(app)
    return lambda *words: CliRunner().invoke(app, ["funds", *words])


@pytest.fixture
def arrived(staff):
    finance = staff("finance")
    content = given.statement((DAY, "4000.00", "丙某某", ""))
    receiving.import_statement(finance, Court.objects.get(pk="内0622"), content, "a.csv", today=DAY)


def test_a_true_book_is_proved_and_a_false_one_is_named(run, arrived):
    done = run("prove", "内0622", "--json")
    (told,) = json.loads(done.stdout)
    assert (done.exit_code, told["own"], told["faults"]) == (0, 400_000, [])
    Account.objects.filter(place="bank").update(balance=400_001)
    done = run("prove")
    assert (done.exit_code, "记着4,000.01元" in done.stdout) == (1, True)


def test_the_book_is_written_as_another_program_reads_it(run, arrived, tmp_path: Path):
    out = tmp_path / "book.beancount"
    assert run("beancount", "内0622", "--out", str(out)).exit_code == 0
    entries, errors, _ = load_string(out.read_text())
    assert errors == [] and len(entries) > 2


def test_an_unknown_court_is_refused(run):
    done = run("beancount", "内9999")
    assert "没有这个代字" in str(done.exception)
