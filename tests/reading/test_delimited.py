"""csv as systems and people write it: quotes that belong to names must not swallow rows."""

from __future__ import annotations

import pytest

from duixian.law.errors import InputError
from duixian.reading.ledger.delimited import delimited_rows


def test_a_quote_left_open_swallows_no_rows() -> None:
    rows = delimited_rows('案号,被执行人\n1号,"甲\n2号,乙\n'.encode(), "台账.csv")
    assert rows == [["案号", "被执行人"], ["1号", '"甲'], ["2号", "乙"]]


def test_quotes_inside_a_name_stay() -> None:
    assert delimited_rows('案号,被执行人\n1号,"甲"公司\n'.encode(), "台账.csv")[1] == ["1号", '"甲"公司']


def test_where_quotes_cannot_be_told_apart_the_file_is_refused() -> None:
    content = '案号,标的,被执行人\n1号,5,"甲"公司\n2号,"1,500.00",乙\n'.encode()
    with pytest.raises(InputError, match="引号不成对"):
        delimited_rows(content, "台账.csv")


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    assert (
        delimited_rows('案号,主文\n1号,"一、给付\n二、驳回"\n'.encode(), "台账.csv")[1][1]
        == "一、给付\n二、驳回"
    )


def test_the_separator_is_told_by_the_heads() -> None:
    text = "案 号\t标的\t主文\n1号\t5\t一、给付,二、负担,三、驳回,四、其他,五、另有\n"
    assert delimited_rows(text.encode(), "台账.txt")[1][:2] == ["1号", "5"]
