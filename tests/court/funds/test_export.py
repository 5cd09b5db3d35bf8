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
from django.db import connection
from tests.court.funds import given
from tests.court.funds.given import COURT, DAY, YUAN

from duixian.court.approvals import actions as approvals
from duixian.court.funds.actions import claiming, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.models import Account, Receipt
from duixian.court.funds.queries.export import book_entries, month_of
from duixian.writing.beancount import account_name, beancount
from duixian.writing.reconciliation import BALANCE_COLUMNS, COLUMNS, docx_bytes, xlsx_bytes


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


def test_what_is_entered_while_the_book_is_read_waits_for_the_next_time(handler, case, arrived):
    reading = book_entries(COURT)

    def meanwhile(execute, sql, params, many, context):
        connection.execute_wrappers.pop()
        done = execute(sql, params, many, context)
        # It opens a place that was not there when the reading began.
        claiming.claim(handler, arrived, Told(case, 4_000 * YUAN), on=DAY, today=DAY)
        return done

    connection.execute_wrappers.append(meanwhile)
    # The two arrivals; then they and the claim.
    assert [len(list(reading)), len(list(book_entries(COURT)))] == [2, 3]


def test_a_month_of_many_arrivals_takes_no_question_for_each(
    finance, here, handler, case, django_assert_max_num_queries
):
    rows = [(DAY, f"{yuan}.00", "丙某某", case.case_no) for yuan in range(1, 41)]
    receiving.import_statement(finance, here, given.statement(*rows), "a.csv", today=DAY)
    claiming.claim_certain(handler, Receipt.objects.all(), on=DAY, today=DAY)
    with django_assert_max_num_queries(10):
        table = month_of(here, DAY)
    # 1 + 2 + … + 40 yuan.
    assert (len(table.arrivals), table.courts[0].received) == (40, 82_000)


def test_the_ten_fields_are_those_of_the_arrival_and_its_case(book, case, handler, finance):
    rows = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(month_of(book, DAY)))).worksheets[0].values
    head, *told = [[cell or "" for cell in row] for row in rows]
    assert tuple(head) == ("法院", *COLUMNS)
    of_case = [row[1:] for row in told if len(row) > 3 and row[3] == case.case_no]
    debtor, creditor = case.parties.get(side="respondent").name, given.applicant(case).name
    parties = [case.case_no, handler.name, creditor, debtor, "丙某某", "被执行人交款"]
    assert of_case == [
        ["2026-06-30", 3_000, *parties, finance.name, handler.name],
        # Cash: nobody of finance has seen it yet.
        ["2026-06-30", 200, *parties, "", handler.name],
    ]
    [nobody] = [row[1:] for row in told if row[3] == "未认领"]
    assert nobody == ["2026-06-30", 77.5, "未认领", "", "", "", "无名氏", "", finance.name, ""]


def test_the_banks_own_balance_stands_beside_the_books(finance, here):
    head = "交易日期,收入金额,支出金额,余额,对方户名,对方账号,附言,流水号"
    # The bank has 1.00 that it told nobody of.
    content = f"{head}\n2026-06-30,77.50,,78.50,无名氏,6222000000000000,,S1".encode()
    receiving.import_statement(finance, here, content, "a.csv", today=DAY)
    table = month_of(here, DAY)
    assert (table.courts[0].closing, table.courts[0].bank) == (7_750, 7_850)
    head, row, *_ = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[1].values
    assert (head, row) == (BALANCE_COLUMNS, (here.name, 0, 77.5, 0, 77.5, 78.5, -1))
    # July opens with what June left, and of its end the bank has said nothing.
    [july] = month_of(here, date(2026, 7, 15)).courts
    assert (july.opening, july.received, july.closing, july.bank) == (7_750, 0, 7_750, None)
