"""Answers, stopped terms, calendars' addresses and the lists of the morning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.court.agenda.given import DAY, filed, kinds, lead

from duixian.court.agenda import actions, queries
from duixian.court.agenda.models import Answer, Digest, Subscription
from duixian.court.agenda.queries import Filters
from duixian.court.cases.actions import close_case, refresh_owed, resume_clock, stop_clock
from duixian.court.cases.models import EventKind
from duixian.court.property.actions.leads import verify_lead
from duixian.court.property.models import Lead
from duixian.law.errors import InputError, NotAllowed

D = timedelta(days=1)


class TestAnswers:
    def test_an_answer_is_on_record_and_closes_nothing(self, handler, chief, case):
        row = lead(case, DAY - 3 * D)
        actions.answer(handler, f"lead.{row.pk}", text="已约当事人七月二日勘验", until=DAY + 2 * D, today=DAY)
        assert kinds(chief, band="climbed") == []
        assert kinds(handler) == [("lead", "overdue")]
        event = case.events.latest("pk")
        assert event.text == (
            "答复“财产线索：在示例镇有商铺一间”（期限2026-06-27）：已约当事人七月二日勘验，至2026-07-02"
        )
        verify_lead(
            handler, row, outcome=Lead.Outcome.UNFOUNDED, findings="商铺系他人所有", on=DAY, today=DAY
        )
        assert kinds(handler) == []

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"text": "  "}, "没有填写"),
            ({"until": DAY - D}, "不在今日起三十日内"),
            ({"until": DAY + 31 * D}, "不在今日起三十日内"),
            ({"text": "字" * 201}, "超过200字"),
        ],
    )
    def test_what_is_no_answer_is_refused(self, handler, case, change, words):
        key = f"lead.{lead(case, DAY - D).pk}"
        with pytest.raises(InputError, match=words):
            actions.answer(handler, key, **{"text": "在办", "until": DAY, "today": DAY} | change)
        assert not Answer.objects.exists()

    def test_only_who_works_or_directs_it_answers(
        self, staff, handler, president, supervisor, stranger, case
    ):
        key = f"lead.{lead(case, DAY - D).pk}"
        said = {"text": "已催办", "until": DAY, "today": DAY}
        with pytest.raises(InputError, match="不由您答复"):
            actions.answer(stranger, key, **said)
        with pytest.raises(NotAllowed):
            actions.answer(staff("finance"), key, **said)
        for actor in (handler, president, supervisor):
            assert actions.answer(actor, key, **said).by == actor

    def test_an_answer_is_never_changed(self, handler, case):
        row = actions.answer(handler, f"lead.{lead(case, DAY).pk}", text="在办", until=DAY, today=DAY)
        for change in (Answer.objects.filter(pk=row.pk).delete, lambda: row.save()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestStops:
    def test_a_stay_stops_the_term_and_says_why(self, handler, supervisor, case):
        # 2026-06-30 立案，六个月到 2026-12-30。
        assert case.next_due_on == date(2026, 12, 30)
        later = DAY + 10 * D
        stop_clock(handler, case, "stay", start=DAY + D, text="（2026）示裁1号", today=later)
        case.refresh_from_db()
        assert (case.next_due_on, case.next_due_what) == (None, "自2026-07-01停止计算：中止执行期间")
        assert queries.item_page(handler, later, Filters(kind="enforcement")).items == []
        [shown] = queries.stopped(supervisor)
        assert (shown.case_id, shown.get_reason_display()) == (case.pk, "中止执行期间")
        assert case.events.latest("pk").kind == EventKind.STOPPED

    def test_the_days_that_stood_still_are_added(self, handler, case):
        stop = stop_clock(handler, case, "stay", start=DAY + D, text="裁定", today=DAY + D)
        resume_clock(handler, case, stop, end=date(2026, 7, 31), today=date(2026, 8, 3))
        case.refresh_from_db()
        # 七月整月 31 天：2026-12-30 加 31 天为 2027-01-30。
        assert case.next_due_on == date(2027, 1, 30)
        assert not queries.stopped(handler).exists()
        refresh_owed(handler, [case], date(2026, 8, 3))
        case.refresh_from_db()
        assert case.next_due_on == date(2027, 1, 30)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"reason": "holiday"}, "不停止执行期限"),
            ({"text": ""}, "没有填写"),
            ({"start": DAY + D}, "还没有到"),
            ({"start": DAY - D}, "早于立案日期"),
            ({"end": DAY + D}, "还没有到"),
        ],
    )
    def test_what_stops_nothing_is_refused(self, handler, case, change, words):
        given = {"reason": "stay", "start": DAY, "text": "裁定", "today": DAY} | change
        with pytest.raises(InputError, match=words):
            stop_clock(handler, case, given.pop("reason"), **given)
        assert not case.stops.exists()

    def test_the_same_reason_stops_once_and_a_stop_ends_once(self, handler, case):
        stop = stop_clock(handler, case, "stay", start=DAY, text="裁定", today=DAY)
        with pytest.raises(InputError, match="尚未恢复"):
            stop_clock(handler, case, "stay", start=DAY, text="又一裁定", today=DAY)
        resume_clock(handler, case, stop, end=DAY, today=DAY)
        with pytest.raises(InputError, match="已经恢复"):
            resume_clock(handler, case, stop, end=DAY, today=DAY)

    def test_a_closed_case_is_stopped_no_more_and_no_other_court_stops_it(self, handler, stranger, case):
        with pytest.raises(NotAllowed):
            stop_clock(stranger, case, "stay", start=DAY, text="裁定", today=DAY)
        close_case(handler, case, "terminated", DAY, "撤回申请", today=DAY)
        with pytest.raises(InputError, match="只有在办案件"):
            stop_clock(handler, case, "stay", start=DAY, text="裁定", today=DAY)


class TestCalendars:
    def test_a_new_address_ends_the_old_one_and_only_a_hash_is_kept(self, handler):
        first, second = actions.subscribe(handler), actions.subscribe(handler, with_names=True)
        assert actions.reader_of(first) is None
        found = actions.reader_of(second)
        assert found and (found.staff, found.with_names) == (handler, True)
        assert not Subscription.objects.filter(token_sha256__in=[first, second]).exists()
        assert actions.revoke(handler) and not actions.revoke(handler)
        assert actions.reader_of(second) is None

    def test_an_account_that_is_closed_reads_no_calendar(self, handler):
        token = actions.subscribe(handler)
        handler.is_active = False
        handler.save()
        assert actions.reader_of(token) is None

    def test_an_administrator_has_none(self, staff):
        with pytest.raises(NotAllowed):
            actions.subscribe(staff("administrator"))

    def test_two_in_force_are_refused_by_the_database(self, handler):
        actions.subscribe(handler)
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(staff=handler, token_sha256="0" * 64)


class TestDigests:
    def test_each_person_gets_the_morning_once(self, handler, colleague, chief, staff, case):
        staff("administrator")
        row = lead(case, DAY - D)
        lead(filed(colleague), DAY)
        assert actions.store_digests(DAY) == 3
        assert actions.store_digests(DAY) == 0
        mine = Digest.objects.get(staff=handler, on=DAY)
        assert mine.counts == {"climbed": 0, "overdue": 1, "today": 0, "week": 0, "early": 0}
        assert [(one["key"], one["until"]) for one in mine.rows] == [(f"lead.{row.pk}", "2026-06-29")]
        his = Digest.objects.get(staff=chief, on=DAY)
        assert (his.counts["climbed"], his.counts["today"], len(his.rows)) == (1, 1, 2)

    def test_a_list_is_kept_as_it_was(self, handler):
        actions.store_digests(DAY)
        with pytest.raises(DatabaseError), transaction.atomic():
            Digest.objects.filter(staff=handler).update(rows=[1])
