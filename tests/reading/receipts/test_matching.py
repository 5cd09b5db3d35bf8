"""Whose money it is: the surest sign first, and nothing chosen where two cases fit."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from duixian.reading.receipts import Cases, Deduction, Line, OpenCase, match

LINE = Line(
    row=2,
    on=date(2026, 1, 5),
    amount=500_00,
    payer_name="路人甲",
    payer_account="6222",
    payer_bank="示例银行",
    remark="转账",
    virtual_no="",
    serial="SN1",
    balance=None,
    key="k",
)
ONE = OpenCase("（2026）内0622执101号", "内0622", "15000000101", ("示例建材有限公司",), ("李某甲",), 1_000_00)
TWO = OpenCase("（2026）内0622执102号", "内0622", "15000000102", ("王某乙",), ("赵某丙",), 500_00)
OLD = OpenCase("（2013）皋执字第123号", "", "", ("孙某丁",), (), 800_00, (), ("（2012）皋民初字第9号",))
AWAITING = OpenCase(
    "（2026）内0622执103号", "内0622", respondents=("周某戊",), owed=9_000_00,
    awaited=(Deduction(777_00, "建设银行示例分行", "D1"),),
)  # fmt: skip
ALL = Cases.of((ONE, TWO, OLD, AWAITING))


def line(**other: object) -> Line:
    return replace(LINE, **other)  # type: ignore[arg-type]


def test_the_cases_own_account_is_surest() -> None:
    found = match(line(virtual_no="15000000101", payer_name="王某乙"), ALL)
    assert (found.case, found.confidence, found.others) == (ONE, "certain", ())
    assert "子账号" in found.why
    assert match(line(remark="转入15000000102"), ALL).case is TWO


def test_an_account_and_a_remark_that_differ_are_both_told() -> None:
    found = match(line(virtual_no="15000000101", remark="（2026）内0622执102号"), ALL)
    assert (found.case, found.confidence, found.others) == (ONE, "likely", (TWO,))


def test_an_account_of_two_cases_is_unclear() -> None:
    twin = replace(TWO, virtual_no=ONE.virtual_no)
    found = match(line(virtual_no="15000000101"), Cases.of((ONE, twin)))
    assert (found.case, found.confidence, found.others) == (None, "unclear", (ONE, twin))


@pytest.mark.parametrize(
    "remark",
    [
        "（2026）内0622执101号",
        "(2026)内0622执101号案款",
        "[2026]内0622执101",
        "〔２０２６〕内０６２２ 执 １０１ 号",
        "【2026】内0622执101号",
        "还款2026内0622执101号",
        "（2026）内0622执101号之一",
    ],
)
def test_a_case_number_in_the_remark_in_any_form(remark: str) -> None:
    found = match(line(remark=remark), ALL)
    assert (found.case, found.confidence) == (ONE, "certain")
    assert ONE.case_no in found.why


def test_an_old_number_and_the_number_of_the_judgment() -> None:
    assert match(line(remark="〔2013〕皋执字第123号"), ALL).confidence == "certain"
    found = match(line(remark="（2012）皋民初字第9号判决款"), ALL)
    assert (found.case, found.confidence) == (OLD, "likely")


def test_a_number_without_its_year_is_only_likely() -> None:
    found = match(line(remark="内0622执101号"), ALL)
    assert (found.case, found.confidence) == (ONE, "likely")
    older = replace(ONE, case_no="（2025）内0622执101号")
    assert match(line(remark="内0622执101号"), Cases.of((ONE, older))).others == (ONE, older)


def test_two_numbers_in_one_remark_are_unclear() -> None:
    found = match(line(remark="（2026）内0622执101号、（2026）内0622执102号"), ALL)
    assert (found.case, found.confidence, found.others) == (None, "unclear", (ONE, TWO))


def test_a_number_of_no_open_case_is_not_overruled_by_the_payers_name() -> None:
    found = match(line(remark="（2026）内0622执999号", payer_name="王某乙"), ALL)
    assert (found.case, found.confidence, found.others) == (None, "unclear", (TWO,))
    assert "不在在办案件" in found.why


def test_more_than_is_owed_is_never_certain() -> None:
    found = match(line(remark="（2026）内0622执101号", amount=1_000_01), ALL)
    assert (found.case, found.confidence) == (ONE, "likely")
    assert "1,000.00" in found.why


def test_a_deduction_that_is_awaited() -> None:
    found = match(line(amount=777_00, payer_name="中国建设银行股份有限公司示例分行"), ALL)
    assert (found.case, found.confidence) == (AWAITING, "certain")
    assert found.awaited == Deduction(777_00, "建设银行示例分行", "D1")
    assert match(line(amount=777_01, payer_name="建设银行示例分行"), ALL).case is None
    assert match(line(amount=777_00, payer_name="工商银行示例分行"), ALL).case is None
    twin = replace(AWAITING, case_no="（2026）内0622执104号")
    double = match(line(amount=777_00, payer_name="建设银行示例分行"), Cases.of((AWAITING, twin)))
    assert (double.case, double.others) == (None, (AWAITING, twin))


@pytest.mark.parametrize(
    ("amount", "case", "confidence"),
    [(500_00, TWO, "certain"), (499_99, TWO, "likely"), (500_01, None, "unclear")],
)
def test_the_payer_is_the_respondent(amount: int, case: OpenCase | None, confidence: str) -> None:
    found = match(line(payer_name="王某乙", amount=amount), ALL)
    assert (found.case, found.confidence) == (case, confidence)
    assert case or found.others == (TWO,)


def test_namesakes_are_unclear_and_all_named_the_fitting_sum_first() -> None:
    other = replace(ONE, respondents=("王某乙",))
    found = match(line(payer_name="王某乙"), Cases.of((other, TWO)))
    assert (found.case, found.confidence, found.others) == (None, "unclear", (TWO, other))
    assert ONE.case_no in found.why
    assert TWO.case_no in found.why


def test_who_pays_for_another_is_told_by_the_remark() -> None:
    found = match(line(remark="代王某乙还款"), ALL)
    assert (found.case, found.confidence) == (TWO, "likely")


def test_an_applicant_who_pays_and_a_stranger_are_unclear() -> None:
    found = match(line(payer_name="李某甲"), ALL)
    assert (found.case, found.others) == (None, (ONE,))
    assert "申请执行人" in found.why
    assert match(LINE, ALL).others == ()


def test_ten_thousand_lines_against_a_hundred_thousand_cases_take_seconds() -> None:
    cases = [
        OpenCase(f"（2026）内0622执{n}号", "内0622", f"1500{n:08}", (f"某某{n}公司",), (), n * 100)
        for n in range(1, 100_001)
    ]
    began = time.perf_counter()
    index = Cases.of(cases)
    found = [match(line(remark=f"付（2026）内0622执{n}号", amount=100), index) for n in range(1, 100_001, 20)]
    found += [match(line(payer_name=f"某某{n}公司", amount=n * 100), index) for n in range(1, 100_001, 20)]
    assert time.perf_counter() - began < 15
    assert len(found) == 10_000
    assert {each.confidence for each in found} == {"certain"}
