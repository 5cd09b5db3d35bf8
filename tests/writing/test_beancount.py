"""The book proved by beancount itself, to the fen."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import realization
from beancount.core.data import Balance, Open, Transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duixian.law.errors import InputError
from duixian.writing.beancount import BookEntry, account_name, beancount

BANK = account_name("bank", "150602")
UNCLAIMED = account_name("unclaimed", "150602", receipt="12")
HELD = account_name("held", "150602", receipt="12", case="34")
DUE = account_name("due", "150602", receipt="12", case="34", payee="5")
CASE = "（2026）内0602执101号"
BOOK = (
    BookEntry(date(2026, 1, 5), "1", "到账：示例公司", "", ((BANK, 1_000_00), (UNCLAIMED, -1_000_00))),
    BookEntry(date(2026, 1, 6), "2", "认领", CASE, ((UNCLAIMED, 1_000_00), (HELD, -1_000_00))),
    BookEntry(date(2026, 1, 7), "3", "分配", CASE, ((HELD, 333_33), (DUE, -333_33))),
    BookEntry(date(2026, 1, 8), "4", "发放", CASE, ((DUE, 333_33), (BANK, -333_33))),
)
# What came in less what was paid: 1000.00 - 333.33 = 666.67, all of it still held for the case.
BALANCES = {BANK: 666_67, UNCLAIMED: 0, HELD: -666_67, DUE: 0}


def load(text: str) -> tuple[list[Any], list[Any]]:
    entries, errors, _ = loader.load_string(text)
    return entries, errors


def balances(entries: Sequence[Any]) -> dict[str, int]:
    root = realization.realize(entries)
    found = {}
    for account in realization.iter_children(root):
        if any(isinstance(each, Open) for each in account.txn_postings):
            sums = [position.units.number for position in account.balance]
            found[account.account] = int(sum(sums, Decimal(0)) * 100)
    return found


def test_names_of_accounts_are_ascii_and_never_meet() -> None:
    assert BANK == "Assets:C150602:Bank"
    assert HELD == "Liabilities:C150602:R12:K34:Held"
    assert account_name("held", "内0602").isascii()
    assert account_name("held", "内0602") != account_name("held", "冀0602")
    assert account_name("held", "a-b") != account_name("held", "a_b")
    assert account_name("held", "1", receipt="23") != account_name("held", "12", receipt="3")


def test_beancount_finds_no_fault_and_the_same_balances() -> None:
    entries, errors = load(beancount(BOOK))
    assert errors == []
    assert balances(entries) == BALANCES
    assert {
        each.account: int(each.amount.number * 100) for each in entries if isinstance(each, Balance)
    } == BALANCES
    told = [
        (each.date, each.narration, each.meta["number"], each.meta.get("case_no"))
        for each in entries
        if isinstance(each, Transaction)
    ]
    assert told == [(each.on, each.text, each.number, each.case_no or None) for each in BOOK]


def test_the_checker_that_auditors_run_says_so_too(tmp_path: Path) -> None:
    book = tmp_path / "book.beancount"
    book.write_text(beancount(BOOK), encoding="utf-8")
    command = [sys.executable, "-m", "beancount.scripts.check", str(book)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    book.write_text(beancount(BOOK).replace("666.67 ~", "666.66 ~", 1), encoding="utf-8")
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("balance Assets:C150602:Bank  666.67", "balance Assets:C150602:Bank  666.68"),
        ("balance Assets:C150602:Bank  666.67", "balance Assets:C150602:Bank  666.66"),
        ("  Assets:C150602:Bank  -333.33 CNY", "  Assets:C150602:Bank  -333.34 CNY"),
        ("R12:Unclaimed  -1000.00", "R12:Unclaimed  -999.99"),
        ("R12:Unclaimed  -1000.00", "R12:Unclaimed  -1000.001"),
    ],
)
def test_a_book_that_is_wrong_by_a_fen_fails(right: str, wrong: str) -> None:
    text = beancount(BOOK)
    assert text.count(right) == 1
    assert load(text.replace(right, wrong))[1]


def test_entries_in_any_order_are_one_book() -> None:
    entries, errors = load(beancount(reversed(BOOK)))
    assert errors == []
    assert balances(entries) == BALANCES


def test_the_balances_stand_at_the_end_of_the_closing_day() -> None:
    entries, errors = load(beancount(BOOK, date(2026, 1, 31)))
    assert errors == []
    assert {each.date for each in entries if isinstance(each, Balance)} == {date(2026, 2, 1)}
    with pytest.raises(InputError, match="晚于截止日"):
        beancount(BOOK, date(2026, 1, 7))


def test_an_entry_that_does_not_balance_makes_no_book() -> None:
    off = replace(BOOK[0], postings=((BANK, 1_000_00), (UNCLAIMED, -999_99)))
    with pytest.raises(InputError, match=r"相差0\.01元"):
        beancount([off])
    with pytest.raises(InputError, match="借贷不平"):
        beancount([replace(BOOK[0], postings=())])


@pytest.mark.parametrize(
    "name", ["Assets:内0602", "assets:A", "Assets:A B", "Assets:A\n2026-01-01 close Assets:A", "Assets", ""]
)
def test_an_account_that_no_book_can_hold_makes_none(name: str) -> None:
    with pytest.raises(InputError, match="科目名"):
        beancount([replace(BOOK[0], postings=((name, 1), (UNCLAIMED, -1)))])


def test_an_empty_book_is_a_book() -> None:
    assert load(beancount([]))[1] == []


texts = st.text(st.characters(codec="utf-8"), max_size=60)
amounts = st.integers(-(10**13), 10**13).filter(bool)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), texts, texts, amounts, st.integers(0, 5)), min_size=1, max_size=12
    )
)
def test_any_text_and_any_sums_prove(drawn: list[tuple[int, str, str, int, int]]) -> None:
    book, expected = [], Counter[str]()
    for days, text, case_no, fen, case in drawn:
        held = account_name("held", "内0602", case=str(case))
        book.append(
            BookEntry(date(2026, 1, 1) + timedelta(days), text, text, case_no, ((BANK, fen), (held, -fen)))
        )
        expected[BANK] += fen
        expected[held] -= fen
    entries, errors = load(beancount(book))
    assert errors == []
    assert balances(entries) == dict(expected)
    assert len([each for each in entries if isinstance(each, Transaction)]) == len(book)


@settings(max_examples=50, deadline=None)
@example('他说"还清了"')
@example("C:\\new\\")
@example('\\"')
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=80))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    entries, errors = load(beancount([replace(BOOK[0], text=text, case_no=f"x{text}")]))
    assert errors == []
    [found] = [each for each in entries if isinstance(each, Transaction)]
    assert found.narration == text
    assert found.meta["case_no"] == f"x{text}"
