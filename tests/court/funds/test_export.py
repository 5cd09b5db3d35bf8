"""The book in somebody else's program, and the month that both sides sign."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pytest
from beancount.core.realization import compute_balance, get_or_create, realize
from beancount.loader import load_string
from tests.court.funds import given
from tests.court.funds.given import COURT, DAY, YUAN

from duixian.court.approvals import actions as approvals
from duixian.court.funds.actions import claiming, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.models import Account, Receipt
from duixian.court.funds.queries.export import book_entries, month_of
from duixian.writing.beancount import account_name, beancount
from duixian.writing.reconciliation import docx_bytes, xlsx_bytes


@pytest.fixture
def book(handler, clerk, chief, finance, here, case, new_case, arrived, payee):
    """4,000.00 of two cases, 1,000.00 of it paid, 500.00 sent back; 77.50 of nobody; 200.00 in cash."""
    claiming.claim(handler, arrived, Told(case, 3_000 * YUAN), on=DAY, today=DAY)
    claiming.claim(handler, arrived, Told(new_case(), 1_000 * YUAN, why="同一人"), on=DAY, today=DAY)
    given.court_account(finance, here)
    for yuan, paid in ((1_000, True), (500, False)):
        (row,) = given.release(handler, case, payee, yuan)
        approvals.grant(chief, row.request, on=DAY, today=DAY)
        releasing.send_batch(finance, here, [row], format="icbc", on=DAY, today=DAY)
        if paid:
            releasing.note_paid(finance, row, on=DAY, today=DAY)
        else:
            releasing.note_returned(finance, row, reason="户名不符", on=DAY, today=DAY)
    told = {"amount": 200 * YUAN, "payer": "丙某某", "number": "0001", "on": DAY, "today": DAY}
    receiving.take_cash(handler, case, clerk, **told)
    return here


def test_another_program_finds_the_same_balances_to_the_fen(book):
    text = beancount(book_entries(COURT))
    entries, errors, _ = load_string(text)
    assert errors == []
    root = realize(entries)
    for one in Account.objects.all():
        ids = ("" if pk is None else str(pk) for pk in (one.receipt_id, one.case_id, one.payee_id))
        name = account_name(one.place, COURT, **dict(zip(("receipt", "case", "payee"), ids, strict=True)))
        held = compute_balance(get_or_create(root, name)).get_currency_units("CNY").number
        assert held == Decimal(one.balance) / 100, name


def test_a_fen_more_in_the_text_is_found_by_it(book):
    text = beancount(book_entries(COURT))
    assert "3000.00 CNY" in text
    _, errors, _ = load_string(text.replace("3000.00 CNY", "3000.01 CNY", 1))
    assert errors


def test_the_month_tells_of_every_arrival_with_its_case(book, case):
    table = month_of(book, date(2026, 6, 1))
    assert sorted((row.amount, bool(row.case_no)) for row in table.arrivals) == [
        (7_750, False),
        (20_000, True),
        (100_000, True),
        (300_000, True),
    ]
    (told,) = table.courts
    # 4,000.00 + 77.50 + 200.00 came, 1,000.00 went.
    assert (told.opening, told.received, told.paid_out, told.closing) == (0, 427_750, 100_000, 327_750)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table)))
    cells = {cell.value for row in sheet.worksheets[0].iter_rows() for cell in row}
    assert case.case_no in cells
    words = "".join(
        cell.text
        for one in docx.Document(io.BytesIO(docx_bytes(table))).tables
        for row in one.rows
        for cell in row.cells
    )
    assert case.case_no in words and "3,277.50" in words


def test_the_line_of_banked_cash_is_none_of_the_month(handler, clerk, finance, here, case):
    told = {"amount": 500 * YUAN, "payer": "丙某某", "number": "0001", "on": DAY, "today": DAY}
    cash = receiving.take_cash(handler, case, clerk, **told)
    content = given.statement((DAY, "500.00", "准格尔旗人民法院", "现金缴存"))
    receiving.import_statement(finance, here, content, "a.csv", today=DAY)
    line = Receipt.objects.get(channel="bank")
    receiving.bank_cash(finance, cash, on=DAY, line=line, today=DAY)
    table = month_of(here, DAY)
    assert [row.amount for row in table.arrivals] == [50_000]
    assert (table.courts[0].received, table.courts[0].closing) == (50_000, 50_000)
