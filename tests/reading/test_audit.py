"""The audit of a ledger: every suspended case is premature, in time, not stated, or refused."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.law.calendar import add_months
from duixian.reading.ledger import AUDITED, Audit, audit, read_ledger

FILED = "2026-01-06"
NUMBER = "（2026）内0622执{}号"


def audited(heads: list[str], *rows: list[str]) -> Audit:
    text = "\n".join("\t".join(row) for row in (heads, *rows))
    return audit(read_ledger(text.encode(), "台账.csv", only=AUDITED))


def early(found: Audit) -> dict[int, int]:
    return {one.row.row: one.days for one in found.premature}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("结案方式", "终结本次执行程序"),
        ("结案方式", "终结本次执行程序（待恢复）"),
        ("结案类型", "终本"),
        ("案件状态", "已终本"),
        ("终结本次执行事由", "无财产可供执行"),
    ],
)
def test_a_suspension_is_told_by_way_or_stage_or_reason(head: str, told: str) -> None:
    # From 2026-01-06 to 2026-01-31 are 25 days.
    found = audited(["案号", "立案日期", head, "结案日期"], [NUMBER.format(1), FILED, told, "2026-01-31"])
    assert (found.suspended, early(found)) == (1, {2: 25})


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("结案方式", "终结执行"),
        ("结案方式", "执行完毕"),
        ("案件状态", "拟终本"),
        ("案件状态", "报请终本"),
        ("案件状态", "终本后已恢复执行"),
        ("案件状态", "未终本"),
        ("终结本次执行事由", "无"),
    ],
)
def test_what_is_no_suspension_is_none(head: str, told: str) -> None:
    found = audited(["案号", "立案日期", head, "结案日期"], [NUMBER.format(1), FILED, told, "2026-01-31"])
    assert found == Audit(0, (), (), ())


@pytest.mark.parametrize(
    "head",
    ["终本日期", "终本时间", "终结本次执行日期", "终结本次执行程序时间", "终本裁定日期"],
)
def test_a_day_of_suspension_tells_it_under_every_usual_head(head: str) -> None:
    found = audited([head, "案号", "立案时间"], ["2026年1月31日", NUMBER.format(1), FILED])
    assert early(found) == {2: 25}


def test_neither_amount_nor_any_other_column_keeps_a_case_from_the_audit() -> None:
    heads = ["案号", "标的金额", "立案日期", "终本日期", "限消日期"]
    found = audited(
        heads,
        [NUMBER.format(1), "", FILED, "2026-01-31", ""],
        [NUMBER.format(2), "若干", FILED, "2026-01-31", "不详"],
    )
    assert (early(found), found.refused) == ({2: 25, 3: 25}, ())


def test_a_day_that_cannot_be_read_is_refused_with_its_cell() -> None:
    found = audited(["案号", "立案日期", "终本日期"], [NUMBER.format(1), FILED, "二月间"])
    (refused,) = found.refused
    assert (refused.cell, refused.field) == ("C2", "suspended_on")


class TestOneCaseInTwoRows:
    HEADS = ["案号", "立案日期", "终本日期"]

    def test_a_suspension_that_the_second_row_alone_tells_is_not_lost(self) -> None:
        found = audited(self.HEADS, [NUMBER.format(1), FILED, ""], [NUMBER.format(1), "", "2026-01-31"])
        assert (found.suspended, early(found), found.not_stated) == (1, {3: 25}, ())

    def test_the_same_told_twice_is_one_case(self) -> None:
        row = [NUMBER.format(1), FILED, "2026-01-31"]
        found = audited(self.HEADS, row, row)
        assert (found.suspended, early(found), found.refused) == (1, {2: 25}, ())

    @pytest.mark.parametrize(
        ("second", "cell"), [((FILED, "2026-05-06"), "C3"), (("2026-01-07", "2026-01-31"), "B3")]
    )
    def test_days_that_differ_are_named(self, second: tuple[str, str], cell: str) -> None:
        first = [NUMBER.format(1), FILED, "2026-01-31"]
        found = audited(self.HEADS, first, [NUMBER.format(1), *second])
        (refused,) = found.refused
        assert (found.suspended, early(found), refused.cell) == (1, {2: 25}, cell)
        assert "第2行" in refused.why


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2026, 6, 30))


@settings(max_examples=60)
@given(st.lists(st.tuples(DAYS, st.booleans(), st.none() | st.integers(-5, 200)), min_size=1, max_size=12))
def test_every_suspended_case_has_one_fate(cases: list[tuple[date | None, bool, int | None]]) -> None:
    rows, expected = [], Counter[str]()
    for serial, (filed, closed_so, after) in enumerate(cases, start=1):
        day = (filed or date(2026, 1, 1)) + timedelta(after) if after is not None else None
        way = "终本" if closed_so else "执行完毕"
        rows.append([NUMBER.format(serial), str(filed or ""), way, str(day or "")])
        if not closed_so:
            continue
        if filed is None or day is None:
            expected["not_stated"] += 1
        elif day < filed:
            expected["refused"] += 1
        else:
            expected["premature" if day <= add_months(filed, 3) else "in_time"] += 1
    found = audited(["案号", "立案日期", "结案方式", "结案日期"], *rows)
    told = {
        "premature": len(found.premature),
        "not_stated": len(found.not_stated),
        "refused": len(found.refused),
    }
    assert told == {name: expected[name] for name in told}
    assert found.suspended == expected.total()
