"""协助请求 and 下落: who was asked, until when he answers, and where people were seen."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.liaison import given
from tests.court.liaison.given import DAY

from duixian.court.cases import queries
from duixian.court.liaison import actions
from duixian.court.liaison.actions import SightingFacts
from duixian.court.liaison.agreed import answer_due
from duixian.court.liaison.models import LiaisonRequest, Sighting
from duixian.law.errors import InputError, NotAllowed


def seen(case, **more):
    plain = {
        "party": given.respondent(case),
        "seen_on": date(2026, 6, 25),
        "place": "示例镇建材市场",
        "source": "申请人电话",
        "certainty": "likely",
    }
    return SightingFacts(**plain | more)


def last_words(case):
    return queries.timeline(case)[-1].text


def test_a_request_is_due_after_the_days_agreed_with_that_kind_of_body(handler, case):
    asked = given.request(handler, case)
    assert asked.due_on == date(2026, 6, 27)  # 06-20 加公安机关约定的 7 日
    words = [event.text for event in queries.timeline(case)]
    assert "请示例镇派出所查找下落（函），2026-06-27前答复：请协助查找被执行人现住址" in words


@pytest.mark.parametrize(("body", "due"), [("community", 25), ("registry", 27), ("other", 30)])
def test_each_kind_of_body_has_its_days(body, due):
    assert answer_due(body, date(2026, 6, 20)) == date(2026, 6, due)


def test_before_any_agreement_somebody_must_say_the_day(handler, case):
    with pytest.raises(InputError, match="没有约定的答复期限"):
        answer_due("police", date(2023, 12, 31))


def test_a_day_that_was_given_is_the_day(handler, case):
    assert given.request(handler, case, due_on=date(2026, 7, 31)).due_on == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"body": "army"}, "单位类型：“army”不认识"),
        ({"channel": "pigeon"}, "方式"),
        ({"purpose": "favour"}, "事项"),
        ({"name": " "}, "协助单位：没有填写"),
        ({"text": ""}, "请求内容：没有填写"),
        ({"text": "长" * 501}, "请求内容：超过500字"),
        ({"sent_on": date(2026, 7, 1)}, "发出日期：2026-07-01 还没有到"),
        ({"due_on": date(2026, 6, 19)}, "早于发出日期"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(handler, case, wrong, words):
    with pytest.raises(InputError, match=words):
        given.request(handler, case, **wrong)
    assert not LiaisonRequest.objects.exists()


def test_another_case_s_party_is_refused(handler, case, new_case):
    with pytest.raises(InputError, match="不是本案当事人"):
        given.request(handler, case, party=given.respondent(new_case()))
    with pytest.raises(InputError, match="不是本案当事人"):
        actions.note_sighting(handler, case, seen(new_case()), DAY)


def test_an_answer_stands_on_the_timeline_and_is_given_once(handler, case):
    asked = given.request(handler, case)
    answered = actions.answer(handler, asked, on=DAY, text="查无此人", today=DAY)
    assert (answered.answered_on, answered.answer) == (DAY, "查无此人")
    assert last_words(case) == "示例镇派出所答复：查无此人"
    with pytest.raises(InputError, match="已于2026-06-30登记答复"):
        actions.answer(handler, asked, on=DAY, text="又查到了", today=DAY)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "答复内容：没有填写"),
        ({"on": date(2026, 6, 19)}, "早于发出日期 2026-06-20"),
        ({"on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(handler, case, wrong, words):
    asked = given.request(handler, case)
    with pytest.raises(InputError, match=words):
        actions.answer(handler, asked, **{"on": DAY, "text": "查无此人", "today": DAY} | wrong)


def test_an_answer_that_tells_of_a_place_notes_where_the_person_is(handler, case):
    asked = given.request(handler, case)
    actions.answer(handler, asked, on=DAY, text="暂住建材市场", today=DAY, sighting=seen(case))
    sighting = Sighting.objects.get()
    assert (sighting.request, sighting.place, sighting.noted_by) == (asked, "示例镇建材市场", handler)


def test_an_answer_with_a_wrong_place_is_no_answer(handler, case):
    asked = given.request(handler, case)
    with pytest.raises(InputError, match="可信程度"):
        told = seen(case, certainty="sure")
        actions.answer(handler, asked, on=DAY, text="在建材市场", today=DAY, sighting=told)
    asked.refresh_from_db()
    assert asked.answered_on is None


def test_a_later_sighting_adds_and_replaces_none(handler, case):
    actions.note_sighting(handler, case, seen(case), DAY)
    actions.note_sighting(handler, case, seen(case, seen_on=DAY, place="示例县城", certainty="certain"), DAY)
    told = Sighting.objects.values_list("place", "certainty")
    assert list(told) == [("示例县城", "certain"), ("示例镇建材市场", "likely")]
    assert last_words(case) == "下落：示例县城（已核实，申请人电话）"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"place": ""}, "地点：没有填写"),
        ({"source": " "}, "来源：没有填写"),
        ({"seen_on": date(2026, 7, 1)}, "还没有到"),
        ({"certainty": ""}, "可信程度"),
    ],
)
def test_what_is_wrong_with_a_sighting_is_said(handler, case, wrong, words):
    with pytest.raises(InputError, match=words):
        actions.note_sighting(handler, case, seen(case, **wrong), DAY)


def test_nobody_of_another_court_asks_answers_or_notes(handler, stranger, president, case):
    asked = given.request(handler, case)
    for other in (stranger, president):
        with pytest.raises(NotAllowed):
            given.request(other, case)
        with pytest.raises(NotAllowed):
            actions.answer(other, asked, on=DAY, text="无", today=DAY)
        with pytest.raises(NotAllowed):
            actions.note_sighting(other, case, seen(case), DAY)
    assert (LiaisonRequest.objects.count(), Sighting.objects.count()) == (1, 0)


def test_an_act_is_signed_in_the_audit_trail(handler, case):
    version = given.request(handler, case).versions.get()  # type: ignore[attr-defined]
    assert version.pgh_context.metadata == {"actor": handler.pk, "act": "ask"}
