"""The list: every room's clocks by day and person, each row until its proof is there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.agenda.given import DAY, expected, filed, held, kinds, lead, report, respondent, search

from duixian.court.agenda import bands, queries
from duixian.court.agenda.models import Answer
from duixian.court.agenda.queries import Filters
from duixian.court.agenda.queries.counts import summed
from duixian.court.cases import clocks
from duixian.court.cases.actions import close_case
from duixian.court.property.actions import control
from duixian.court.property.actions.lapses import explain_lapse
from duixian.court.property.models import Measure
from duixian.law.clock import Level
from duixian.law.errors import InputError

D = timedelta(days=1)


@drawn(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(-400, 400), st.sampled_from([1, 7, 60]))
def test_every_day_is_in_one_band(on: date, distance: int, early: int) -> None:
    expected_band = (
        "overdue" if distance < 0 else
        "today" if distance == 0 else
        "week" if distance <= 7 else
        "early" if distance <= early else "later"
    )  # fmt: skip
    assert bands.band_of(on + distance * D, on, early).name == expected_band


@pytest.mark.parametrize(
    ("level", "days"), [(Level.BUREAU_CHIEF, 1), (Level.PRESIDENT, 8), (Level.HIGHER_COURT, 16)]
)
def test_an_alarm_reaches_each_level_after_the_days_of_the_table(level: Level, days: int) -> None:
    # law/tables/clocks.toml [escalation]: 1, 8 and 16 days after the day.
    assert bands.last_due(level, DAY) == DAY - days * D


class TestSources:
    def test_every_source_yields_its_row_until_its_own_day(self, handler, case):
        lead(case, DAY - D)
        report(case, DAY)
        search(case, DAY + D, handler)
        expected(case, DAY + 2 * D)
        held(handler, case, DAY + 30 * D)
        assert kinds(handler) == [
            ("lead", "overdue"),
            ("report", "today"),
            ("search", "week"),
            ("expected", "week"),
            ("control", "early"),
        ]

    def test_a_term_of_control_is_shown_sixty_days_ahead_and_no_earlier(self, handler, case):
        held(handler, case, DAY + 60 * D)
        held(handler, case, DAY + 61 * D)
        assert kinds(handler) == [("control", "early")]

    def test_a_renewal_without_the_banks_receipt_keeps_its_alarm(self, handler, case):
        measure = held(handler, case, DAY + 90 * D, receipt="")
        [found] = queries.item_page(handler, DAY, Filters(kind="receipt")).items
        assert (found.until, found.what) == (DAY - 10 * D, "冻结 活期存款账户")
        control.prove(handler, measure.terms.get(), "示例银行回执2号", on=DAY, today=DAY)
        assert kinds(handler, kind="receipt") == []

    def test_a_lapse_stays_until_it_is_explained(self, handler, chief, case):
        measure = held(handler, case, DAY - D)
        control.record_lapses(chief, DAY)
        assert kinds(handler) == [("lapsed", "overdue")]
        with pytest.raises(InputError, match="没有填写"):
            explain_lapse(handler, measure, "  ", on=DAY, today=DAY)
        explain_lapse(handler, measure, "余额为零，申请人同意不再冻结", on=DAY, today=DAY)
        assert kinds(handler) == []
        assert "余额为零" in case.events.latest("pk").text
        with pytest.raises(InputError, match="已经处理"):
            explain_lapse(handler, measure, "再说一次", on=DAY, today=DAY)

    def test_a_lapse_is_done_with_when_the_thing_is_held_anew(self, handler, chief, case):
        gone = held(handler, case, DAY - D)
        control.record_lapses(chief, DAY)
        Measure.objects.create(
            case=case,
            court_id=case.court_id,
            party=respondent(case),
            asset=gone.asset,
            act=Measure.Act.FREEZE,
            amount=1_000_00,
            months=12,
            ruling_no="重新冻结",
            ruled_on=DAY,
            made_by=handler,
        )
        assert kinds(handler) == []

    def test_a_case_that_is_closed_has_no_term(self, handler):
        case = filed(handler, filed_on=date(2025, 12, 10))
        # 六个月：2025-12-10 立案到 2026-06-10。
        [found] = queries.item_page(handler, DAY, Filters()).items
        assert (found.source.key, found.until, found.what) == (
            "enforcement",
            date(2026, 6, 10),
            "执行期限届满",
        )
        close_case(handler, case, "terminated", DAY, "申请人撤回申请", today=DAY)
        assert queries.item_page(handler, DAY, Filters()).items == []

    def test_every_source_names_its_button_and_its_proof_and_leads_to_a_page(self, handler, case):
        for source in clocks.sources():
            assert source.label and source.act and source.proof
            assert source.href(1, case.pk).startswith("/")


class TestSight:
    def test_each_sees_his_own_and_no_other_court(
        self, handler, colleague, chief, stranger, supervisor, case
    ):
        lead(case, DAY)
        assert kinds(handler) == kinds(chief) == kinds(supervisor) == [("lead", "today")]
        assert kinds(colleague) == kinds(stranger) == []
        assert queries.item_page(stranger, DAY, Filters(court="内0622")).items == []

    def test_a_row_of_another_court_cannot_be_found_by_its_key(self, stranger, handler, case):
        from django.http import Http404

        key = f"lead.{lead(case, DAY).pk}"
        assert queries.find_item(handler, key, DAY).what == "在示例镇有商铺一间"
        for actor, asked in ((stranger, key), (handler, "lead.999999"), (handler, "none.1"), (handler, "x")):
            with pytest.raises(Http404):
                queries.find_item(actor, asked, DAY)

    def test_filters_by_handler_kind_and_band(self, handler, colleague, chief, case):
        lead(case, DAY)
        report(filed(colleague), DAY - D)
        assert kinds(chief, handler=str(handler.pk)) == [("lead", "today")]
        assert kinds(chief, kind="report") == [("report", "overdue")]
        assert kinds(chief, band="today") == [("lead", "today")]
        assert kinds(chief, handler="-") == kinds(chief, handler="没有这人") == []

    def test_filters_that_make_no_sense_are_left_out(self):
        asked = {"band": "x", "kind": "x", "level": "x", "handler": "a\0", "court": "内0622"}
        assert Filters.from_query(asked) == Filters(court="内0622")


class TestPages:
    def test_pages_by_key_show_every_row_once_forwards_and_back(self, handler, case):
        for days in (3, 1, 2, 1, 1):
            lead(case, DAY + days * D)
            report(case, DAY + days * D)
        whole = [item.key for item in queries.item_page(handler, DAY, Filters(kind=""), size=50).items]
        assert len(whole) == 11  # five leads, five reports, the term of the case
        seen, after = [], ""
        while True:
            page = queries.item_page(handler, DAY, Filters(), after=after, size=3)
            seen.append([item.key for item in page.items])
            if page.next_key is None:
                break
            after = page.next_key
        assert [key for keys in seen for key in keys] == whole
        back = queries.item_page(handler, DAY, Filters(), after=page.prev_key, size=3)
        assert [item.key for item in back.items] == seen[-2]
        assert [item.key for item in queries.all_items(handler, DAY, Filters(), 100)] == whole

    @pytest.mark.parametrize("key", ["x", "a.2026-06-30.lead", "a.2026-13-30.lead.1", "a.2026-06-30.none.1"])
    def test_a_key_that_is_none_is_refused_in_chinese(self, handler, key):
        with pytest.raises(InputError, match="请从第一页开始"):
            queries.item_page(handler, DAY, Filters(), after=key)


class TestCounts:
    def test_counts_by_band_handler_and_court_agree_with_the_rows(
        self, handler, colleague, chief, supervisor, case
    ):
        for day in (DAY - 20 * D, DAY - D, DAY, DAY + 7 * D, DAY + 8 * D):
            lead(case, day)
        held(handler, filed(colleague), DAY + 30 * D)

        def told(actor, by):
            return {
                key: one.of for key, one in summed(queries.count_lines(actor, DAY, Filters()), by).items()
            }

        mine = told(handler, lambda line: "")[""]
        assert mine == {"climbed": 0, "overdue": 2, "today": 1, "week": 1, "early": 0}
        by_handler = told(chief, lambda line: line.by)
        # Both overdue leads have passed one day and nobody answered.
        assert by_handler[str(handler.pk)] == {"climbed": 2, "overdue": 0, "today": 1, "week": 1, "early": 0}
        assert by_handler[str(colleague.pk)] == {
            "climbed": 0,
            "overdue": 0,
            "today": 0,
            "week": 0,
            "early": 1,
        }
        # Sixteen days and more: one of them has reached the higher court.
        by_court = told(supervisor, lambda line: line.by)
        assert by_court == {"内0622": {"climbed": 1, "overdue": 1, "today": 1, "week": 1, "early": 1}}
        for actor in (handler, chief, supervisor):
            for band, n in summed(queries.count_lines(actor, DAY, Filters()), lambda line: "")[""].of.items():
                assert len(queries.item_page(actor, DAY, Filters(band=band)).items) == n
        assert queries.count_due(handler, DAY) == 3


def test_an_answer_holds_the_climb_until_its_day(handler, chief, president, case):
    row = lead(case, DAY - 10 * D)
    assert kinds(chief, band="climbed") == kinds(president, band="climbed") == [("lead", "overdue")]
    Answer.objects.create(
        source="lead",
        ref=row.pk,
        case=case,
        court_id=case.court_id,
        by=handler,
        on=DAY,
        text="已约勘验",
        until=DAY + D,
    )
    assert kinds(chief, band="climbed") == []
    assert kinds(chief, band="overdue") == [("lead", "overdue")]
    assert kinds(chief, level="president") == []
    assert kinds(chief, DAY + 2 * D, band="climbed") == [("lead", "overdue")]
