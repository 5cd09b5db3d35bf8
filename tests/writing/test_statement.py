"""A statement of debt on its way out: the contract's object, a table for people, a document."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document

from duixian.law.debt import statement
from duixian.law.rates import published
from duixian.law.title import (
    Accrued,
    Claim,
    DueOn,
    ExcludedPeriod,
    Fee,
    InterestRule,
    Obligation,
    Options,
    Payment,
    Rate,
    Title,
    Waiver,
)
from duixian.writing.statement import choices, rate_words, statement_docx, statement_object, statement_text

RULE = InterestRule(
    date(2024, 3, 1),
    "payment",
    Rate("annual", Decimal("0.0365")),
    year_days=360,
    accrued=Accrued(500_00, date(2024, 2, 29)),
)
CLAIM = Claim(
    date(2024, 9, 1),
    (Obligation("1", "货款", DueOn(date(2024, 3, 11)), 100_000_00, (RULE,)),),
    title=Title(date(2024, 3, 1)),
    fees=(Fee("案件受理费", 50_00),),
    payments=(Payment(date(2024, 4, 1), 1_000_00),),
    waivers=(Waiver(date(2024, 5, 1), "surcharge", 100_00),),
    excluded=(ExcludedPeriod(date(2024, 6, 1), date(2024, 6, 30), "再审中止执行"),),
)
SAID = statement(CLAIM)


def cells(content: bytes) -> list[list[str]]:
    document: Any = Document(io.BytesIO(content))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def paragraphs(content: bytes) -> str:
    document: Any = Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("0.000175/day", "日万分之1.75"),
        ("0.24/year", "年24%"),
        ("0.0385/year(360)", "年3.85%（一年360日）"),
        ("0.02/month", "月2%"),
        ("accrued", "已结算"),
        ("同期同类", "同期同类"),
    ],
)
def test_a_rate_is_said_as_people_say_it(rate: str, words: str) -> None:
    assert rate_words(rate) == words


def test_the_object_adds_up_from_its_own_lines() -> None:
    said = statement_object(SAID, CLAIM, published())
    parts = [Decimal(said[name]) for name in ("fees", "interest", "principal", "surcharge")]
    assert Decimal(said["total"]) == sum(parts)
    for kind, waived in (("interest", 0), ("surcharge", 100)):
        grown = sum(Decimal(line["amount"]) for line in said["lines"] if line["kind"] == kind)
        applied = sum(Decimal(each["amount"]) for each in said["allocations"] if each["to"] == kind)
        assert Decimal(said[kind]) == grown - applied - waived


def test_the_proof_is_the_same_for_the_same_input_and_no_other() -> None:
    proof = statement_object(SAID, CLAIM, published())["proof"]
    other = Claim(CLAIM.as_of, CLAIM.obligations)
    assert proof == statement_object(SAID, CLAIM, published())["proof"]
    assert (
        proof["input_sha256"]
        != statement_object(statement(other), other, published())["proof"]["input_sha256"]
    )
    assert all(len(proof[name]) == 64 for name in ("tables_sha256", "input_sha256"))


def test_the_document_shows_every_line_and_where_it_comes_from() -> None:
    rows = cells(statement_docx(SAID, CLAIM, published()))
    for line in SAID.lines:
        shown = [line.start.isoformat(), line.end.isoformat(), str(line.days)]
        assert any(row[2:5] == shown and row[8] == line.cite for row in rows)
    # 12 to 31 March: 20 days on 100,000 yuan, 100,000 × 0.000175 × 20 = 350.00.
    assert ["加倍部分债务利息", "1", "2024-03-12", "2024-03-31", "20", "100,000.00"] in [
        row[:6] for row in rows
    ]
    assert ["一般债务利息", "1", "2024-02-29", "2024-02-29", "1", "100,000.00", "已结算", "500.00"] in [
        row[:8] for row in rows
    ]


def test_the_document_names_what_happened_and_what_was_chosen() -> None:
    content = statement_docx(SAID, CLAIM, published(), case_no="（2026）内0602执1号", parties="甲诉乙")
    rows, text = cells(content), paragraphs(content)
    assert ["1", "2024-04-01", "费用", "", "50.00"] in rows
    assert ["2024-05-01", "加倍部分债务利息", "100.00"] in rows
    assert ["2024-06-01", "2024-06-30", "再审中止执行"] in rows
    assert ["截至日当日", "计息"] in rows
    assert "（2026）内0602执1号" in text and "2024年3月1日生效" in text
    assert all(warning in text for warning in SAID.warnings)
    assert all(mark in text for mark in statement_object(SAID, CLAIM, published())["proof"].values())


def test_the_total_stands_in_capitals_too() -> None:
    claim = Claim(date(2024, 9, 1), (Obligation("1", "货款", DueOn(date(2024, 3, 11)), 100_000_00),))
    text = paragraphs(statement_docx(statement(claim), claim, published()))
    # 100,000 + 100,000 × 0.000175 × 174 days.
    assert "103,045.00元（人民币壹拾万叁仟零肆拾伍元整）" in text


def test_nothing_that_did_not_happen_has_a_heading() -> None:
    claim = Claim(date(2024, 3, 1), (Obligation("1", "货款", DueOn(date(2024, 3, 11)), 1_00),))
    text = paragraphs(statement_docx(statement(claim), claim, published()))
    assert not any(word in text for word in ("逐段计算", "抵充", "放弃", "不计加倍"))


def test_the_table_for_people_aligns_chinese_and_digits() -> None:
    text = statement_text(SAID, CLAIM)
    lines = text.splitlines()
    head = next(line for line in lines if "基数（元）" in line)
    row = next(line for line in lines if "2024-03-12" in line)
    # Each Chinese character of the head is two cells wide.
    assert sum(2 if letter > "\u2e7f" else 1 for letter in head.split("起")[0]) == sum(
        2 if letter > "\u2e7f" else 1 for letter in row.split("2024")[0]
    )
    assert all(f"注意：{warning}" in lines for warning in SAID.warnings)


@pytest.mark.parametrize(
    ("options", "point", "choice"),
    [
        (Options(count_as_of=False), "截至日当日", "不计息"),
        (Options(rounding="once"), "取整", "合计后四舍五入一次"),
        (Options(surcharge_start="expiry_day"), "加倍部分起算日", "履行期届满当日"),
        (Options(court_fee_in_base=True), "诉讼费用", "计入加倍部分的基数"),
        (Options(accrued_interest_in_base=True), "执行依据已结算的利息", "计入加倍部分的基数"),
        (Options(extend_last_quote=True), "最后一次报价之后", "延用最后报价"),
    ],
)
def test_every_option_is_printed(options: Options, point: str, choice: str) -> None:
    assert (point, choice) in choices(options)
    assert (point, choice) not in choices(Options())
