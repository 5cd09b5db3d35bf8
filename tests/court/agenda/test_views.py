"""The pages of the agenda, as each person has them."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook
from tests.court.agenda.given import DAY, filed, lead, report

from duixian.court.agenda import actions
from duixian.court.agenda.models import Answer
from duixian.court.cases.actions import stop_clock
from duixian.court.people.models import Installation

D = timedelta(days=1)


@pytest.fixture(autouse=True)
def day(db):
    """The day of work of this installation."""
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


def page(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def bands_of(html):
    """(the band's words, its count) of the desk."""
    return re.findall(r'<h2>([^<]+)</h2><span class="count-words">([\d,]+) 项', html)


class TestDesk:
    def test_a_handler_sees_his_bands_each_row_with_its_one_button(self, client_of, handler, case):
        lead(case, DAY - D)
        row = report(case, DAY)
        html = page(client_of(handler), "desk")
        assert bands_of(html) == [("已逾期", "1"), ("今日", "1"), ("七日内", "0"), ("控制将到期", "0")]
        assert f'href="{reverse("report-act", args=[row.pk, "take"])}"' in html
        assert "核查线索" in html and "登记报告" in html

    def test_a_chief_sees_first_what_has_climbed_to_him_and_his_people(self, client_of, handler, chief, case):
        lead(case, DAY - D)
        html = page(client_of(chief), "desk")
        assert bands_of(html)[0] == ("升级到我的", "1")
        assert "升级到局长" in html and "按承办人" in html
        assert f"handler={handler.pk}" in html

    def test_a_president_has_no_button_that_he_may_not_press(self, client_of, president, case):
        lead(case, DAY - D)
        html = page(client_of(president), "desk")
        assert "答复" in html and "/property/leads/" not in html

    def test_a_supervisor_sees_courts_and_a_stranger_nothing(self, client_of, supervisor, stranger, case):
        lead(case, DAY)
        html = page(client_of(supervisor), "desk")
        assert "按法院" in html and "court=%E5%86%850622" in html
        assert case.case_no not in page(client_of(stranger), "desk")

    def test_chips_filter_the_desk_by_the_url(self, client_of, chief, handler, case):
        lead(case, DAY)
        report(case, DAY)
        html = page(client_of(chief), "desk", kind="lead", handler=str(handler.pk))
        assert ("今日", "1") in bands_of(html)
        assert f"{handler.name}" in html and "去掉这个条件" in html

    def test_who_sees_no_case_is_led_to_his_own_page(self, client_of):
        assert client_of("administrator").get(reverse("desk")).url == reverse("staff-list")

    def test_a_stopped_term_says_why(self, client_of, handler, case):
        stop_clock(handler, case, "appraisal", start=DAY, text="委托示例评估公司", today=DAY)
        client = client_of(handler)
        assert "1 件的执行期限停止计算" in page(client, "desk")
        html = page(client, "agenda-stopped")
        assert "审计、评估、鉴定期间" in html and "委托示例评估公司" in html
        assert "自2026-06-30停止计算：审计、评估、鉴定期间" in page(client, "case-page", case.pk)

    def test_the_sidebar_counts_what_is_overdue_or_due_today(self, client_of, handler, case):
        for distance in (-5, 0, 1):
            lead(case, DAY + distance * D)
        assert re.search(
            r"已逾期和今日到期[^0-9]*2|2[^0-9]{0,80}已逾期和今日到期", page(client_of(handler), "desk")
        )


class TestList:
    def test_pages_follow_each_other_by_key(self, client_of, handler, case):
        for distance in range(60):
            lead(case, DAY + distance * D)
        client = client_of(handler)
        first = page(client, "agenda")
        onward = re.search(r'rel="next" href="\?([^"]+)"|href="[^"]*\?([^"]*after=[^"]*)"[^>]*>下一页', first)
        assert first.count("<tr data-row>") == 50 and onward
        rest = client.get(
            f"{reverse('agenda')}?{(onward[1] or onward[2]).replace('&amp;', '&')}"
        ).content.decode()
        assert rest.count("<tr data-row>") == 11

    def test_a_wrong_key_is_refused_in_chinese(self, client_of, handler):
        assert "请从第一页开始" in page(client_of(handler), "agenda", status=422, after="x")

    def test_the_export_has_the_rows_of_the_filters(self, client_of, handler, case):
        lead(case, DAY)
        report(case, DAY)
        answer = client_of(handler).get(reverse("agenda-export"), {"kind": "lead"})
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:5] == ("期限", "段", "事项", "内容", "案号")
        assert [row[2:5] for row in rows[1:]] == [("财产线索", "在示例镇有商铺一间", case.case_no)]

    def test_finance_exports_nothing_that_it_may_not_see(self, client_of, case):
        lead(case, DAY)
        other = client_of("bureau_chief", "内0602")
        assert case.case_no not in page(other, "agenda")


class TestAnswer:
    def test_an_answer_is_given_and_leads_back(self, client_of, handler, case):
        key = f"lead.{lead(case, DAY - D).pk}"
        client = client_of(handler)
        assert "核实记录" in page(client, "agenda-answer", key)
        where = reverse("agenda-answer", args=[key])
        typed = {"text": "已约勘验", "until": "2026-07-02", "back": "/agenda/?band=overdue"}
        assert client.post(where, typed).url == "/agenda/?band=overdue"
        assert "已约勘验" in page(client, "agenda-answer", key)
        assert client.post(where, typed | {"back": "https://elsewhere.example/"}).url == reverse("desk")

    def test_what_is_refused_keeps_what_was_typed(self, client_of, handler, case):
        key = f"lead.{lead(case, DAY - D).pk}"
        typed = {"text": "已约勘验", "until": "2026-12-31"}
        answer = client_of(handler).post(reverse("agenda-answer", args=[key]), typed)
        assert answer.status_code == 422
        assert "不在今日起三十日内" in answer.content.decode() and "已约勘验" in answer.content.decode()
        assert not Answer.objects.exists()

    def test_a_row_of_another_court_is_not_there(self, client_of, stranger, case):
        page(client_of(stranger), "agenda-answer", f"lead.{lead(case, DAY).pk}", status=404)


class TestCalendar:
    def test_the_address_is_shown_once_and_reads_without_signing_in(
        self, client, client_of, handler, colleague, case
    ):
        row = lead(case, DAY - D)
        lead(filed(colleague), DAY)
        inside = client_of(handler)
        shown = inside.post(reverse("agenda-calendar")).content.decode()
        path = re.search(r"/agenda/[\w-]{43}\.ics", shown)[0]
        assert path not in page(inside, "agenda-calendar")
        answer = client.get(path)
        assert answer["Content-Type"].startswith("text/calendar")
        assert answer["Cache-Control"] == "private, no-store"
        events = {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
        # His lead, the term of his case, and one for what is overdue; nothing of his colleague.
        assert set(events) == {f"lead.{row.pk}@duixian", f"enforcement.{case.pk}@duixian", "overdue@duixian"}
        told = events[f"lead.{row.pk}@duixian"]
        assert (told.decoded("dtstart"), str(told["summary"])) == (DAY - D, f"财产线索 {case.case_no}")
        assert str(events["overdue@duixian"]["summary"]) == "兑现：已逾期 1 项"
        assert "武某某" not in answer.content.decode()

    def test_names_are_written_where_they_are_chosen(self, client, handler, case):
        lead(case, DAY)
        token = actions.subscribe(handler, with_names=True)
        assert "武某某" in client.get(reverse("agenda-feed", args=[token])).content.decode().replace(
            "\r\n ", ""
        )

    def test_a_revoked_address_opens_nothing(self, client, client_of, handler):
        token = actions.subscribe(handler)
        client_of(handler).post(reverse("agenda-calendar"), {"revoke": "1"})
        for wrong in (token, "x" * 43):
            assert client.get(reverse("agenda-feed", args=[wrong])).status_code == 404

    def test_a_chiefs_calendar_has_what_climbed_to_him(self, client, chief, case):
        lead(case, DAY - D)
        lead(case, DAY)
        token = actions.subscribe(chief)
        found = Calendar.from_ical(client.get(reverse("agenda-feed", args=[token])).content).walk("VEVENT")
        assert [one.decoded("dtstart") for one in found] == [DAY - D, DAY]


class TestMorning:
    def test_the_mornings_list_shows_what_is_done_since(self, client_of, handler, case):
        done, _open = lead(case, DAY - D), lead(case, DAY)
        actions.store_digests(DAY)
        done.verified_on, done.verified_by, done.outcome, done.findings = (
            DAY,
            handler,
            "unfounded",
            "查无此铺",
        )
        done.save()
        client = client_of(handler)
        assert "今晨清单" in page(client, "desk")
        html = page(client, "agenda-morning")
        assert "2 项，已了结 1 项" in html
        assert html.count("待办") == 1

    def test_before_the_morning_the_page_says_so(self, client_of, handler):
        assert "今天还没有生成清单" in page(client_of(handler), "agenda-morning")


def test_the_term_is_stopped_and_runs_on_by_the_acts_of_the_case(client_of, handler, case):
    client = client_of(handler)
    typed = {"reason": "stay", "since": "2026-06-30", "end": "", "text": "（2026）示裁1号"}
    assert client.post(reverse("case-act", args=[case.pk, "stop-clock"]), typed).status_code == 302
    stop = case.stops.get()
    assert "中止执行期间，自2026-06-30" in page(client, "case-act", case.pk, "resume-clock")
    typed = {"stop": str(stop.pk), "end": "2026-06-30"}
    assert client.post(reverse("case-act", args=[case.pk, "resume-clock"]), typed).status_code == 302
    case.refresh_from_db()
    # The term of the case began with 2026-06-30; that day is not counted, so no day is added.
    assert (case.stops.get().end, case.next_due_on) == (DAY, date(2026, 12, 30))
