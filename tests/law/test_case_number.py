"""Case numbers: whatever brackets and widths come in, one form is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.case_number import CaseNumber, parse_case_number


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("（2026）内0602执101号", "（2026）内0602执101号"),
        ("(2026)内0602执101号", "（2026）内0602执101号"),
        ("〔2026〕内0602执101号", "（2026）内0602执101号"),
        ("[2026]内0602执101号", "（2026）内0602执101号"),
        (" （２０２６） 内０６０２ 执 １０１ 号 ", "（2026）内0602执101号"),
        ("（2026）内0602执恢007号", "（2026）内0602执恢7号"),
        ("（2026）内06执复12号", "（2026）内06执复12号"),
        ("（2026）内执监5号", "（2026）内执监5号"),
        ("（2023）最高法执监1号", "（2023）最高法执监1号"),
        ("（2022）苏0682民初1号之一", "（2022）苏0682民初1号之一"),
        ("（2022）苏0682民初1号之12", "（2022）苏0682民初1号之十二"),
        ("（2013）皋执字第0123-2号", "（2013）皋执字第123号之二"),
    ],
)
def test_a_number_in_any_width_is_stored_in_one_form(text: str, stored: str) -> None:
    assert str(parse_case_number(text)) == stored


def test_a_number_falls_into_its_parts() -> None:
    assert parse_case_number("(2026)内0602执恢7号之一") == CaseNumber(2026, "内0602", "执恢", 7, "之一")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "案号为空"),
        ("2026）内0602执101号", "括号"),
        ("（2026内0602执101号", "括号"),
        ("2026内0602执101号", "括号"),
        ("（26）内0602执101号", "括号"),
        ("（2026）内0602执101", "缺少“号”字"),
        ("（2026）执101号", "法院代字"),
        ("（2026）内0699执101号", "“内0699”未收录"),
        ("（2016）皋执字第123号", "法院代字"),
        ("（2026）内0602执0号", "编号"),
        ("（2026）内0602执101、102号", "读不出"),
        ("（2026）内0602执号", "读不出"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_case_number(text)


def test_a_title_of_a_court_that_is_not_listed_can_be_read_on_request() -> None:
    number = parse_case_number("（2024）豫0192民初5号", known_court=False)
    assert number.court_code == "豫0192"


@given(
    st.integers(2016, 2099),
    st.sampled_from(["内06", "内0602", "京0108", "内", "最高法"]),
    st.sampled_from(["执", "执恢", "民初", "执异", "财保"]),
    st.integers(1, 99_999_999),
    st.sampled_from(["", "之一", "之十二"]),
)
def test_what_is_stored_reads_back_as_the_same(
    year: int, code: str, kind: str, serial: int, suffix: str
) -> None:
    number = CaseNumber(year, code, kind, serial, suffix)
    assert parse_case_number(str(number)) == number


@given(st.text())
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="案号"):
        parse_case_number(text)
