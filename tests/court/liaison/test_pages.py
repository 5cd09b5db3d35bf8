"""The pages of the room: what they show, to whom, and what a form does."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from tests.court.liaison import given
from tests.court.liaison.given import DAY, at

from duixian.court.liaison import actions
from duixian.court.liaison.actions import PhotoFacts
from duixian.court.liaison.models import LiaisonRequest, Sighting, Tour
from duixian.court.people.models import Installation


@pytest.fixture(autouse=True)
def _day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


@pytest.fixture
def client(client_of, handler):
    return client_of(handler)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_case_page_has_the_tab_and_the_acts(client, case):
    page = text(client.get(reverse("case-page", args=[case.pk])))
    assert reverse("case-liaison", args=[case.pk]) in page
    assert "请求协助" in page
    assert "登记下落" in page


def test_a_request_is_made_at_the_case_and_answered_with_where_the_person_is(client, case):
    form = {
        "purpose": "find_person", "party": given.respondent(case).pk, "body": "community",
        "name": "大塔村村委会", "channel": "phone", "sent_on": "2026-06-28", "text": "问其是否在村",
    }  # fmt: skip
    answer = client.post(reverse("case-act", args=[case.pk, "ask"]), form)
    assert answer.url == reverse("case-liaison", args=[case.pk])
    asked = LiaisonRequest.objects.get()
    assert asked.due_on == date(2026, 7, 3)  # 06-28 加社区约定的 5 日
    page = text(client.get(reverse("request-answer", args=[asked.pk])))
    assert "大塔村村委会" in page
    told = {"on": "2026-06-30", "text": "住在县城其兄家", "place": "示例县城某小区", "certainty": "likely"}
    refused = client.post(reverse("request-answer", args=[asked.pk]), told)
    assert refused.status_code == 422
    assert "填了地点，请选择是谁" in refused.content.decode()
    told |= {"party": given.respondent(case).pk, "seen_on": "2026-06-29"}
    client.post(reverse("request-answer", args=[asked.pk]), told)
    page = text(client.get(reverse("case-liaison", args=[case.pk])))
    assert "住在县城其兄家" in page
    assert "示例县城某小区" in page
    assert Sighting.objects.get().source == "大塔村村委会"


def test_an_answer_twice_is_refused_in_the_form(client, handler, case):
    asked = given.request(handler, case)
    actions.answer(handler, asked, on=DAY, text="无", today=DAY)
    told = {"on": "2026-06-30", "text": "又来", "certainty": "likely"}
    refused = client.post(reverse("request-answer", args=[asked.pk]), told)
    assert refused.status_code == 422
    assert "已于2026-06-30登记答复" in refused.content.decode()
    assert "又来" in refused.content.decode()


def test_sightings_stand_newest_first_with_how_sure_they_are(client, handler, case):
    for day, place, certainty in ((1, "旧址", "certain"), (20, "新址", "hearsay"), (10, "中间", "likely")):
        facts = actions.SightingFacts(given.respondent(case), date(2026, 6, day), place, "申请人", certainty)
        actions.note_sighting(handler, case, facts, DAY)
    page = text(client.get(reverse("case-liaison", args=[case.pk])))
    assert page.index("新址") < page.index("中间") < page.index("旧址")
    assert page.index("传闻") < page.index("较可信") < page.index("已核实")


def test_the_main_page_lists_what_is_unanswered_by_its_day(client, handler, case):
    given.request(handler, case, name="后到期的所", due_on=date(2026, 7, 20))
    given.request(handler, case, name="先到期的所", due_on=date(2026, 6, 25))
    answered = given.request(handler, case, name="答复过的所")
    actions.answer(handler, answered, on=DAY, text="无", today=DAY)
    page = text(client.get(reverse("liaison")))
    assert page.index("先到期的所") < page.index("后到期的所")
    assert "答复过的所" not in page
    assert "逾期" in page


def test_a_tour_is_planned_from_an_area_and_printed(client, handler, new_case):
    cases = [new_case() for _ in range(3)]
    page = text(client.get(reverse("tour-new"), {"q": "大塔村"}))
    assert all(case.case_no in page for case in cases)
    parties = [given.respondent(case).pk for case in cases]
    form = {
        "on": "2026-07-01",
        "area": "大塔村",
        "leader": handler.pk,
        "vehicle": "示A·0001",
        "purpose": "核实住址",
    }
    form |= {"pick": parties[:2], f"address-{parties[0]}": "大塔村10号", f"address-{parties[1]}": "大塔村9号"}
    answer = client.post(reverse("tour-new") + "?q=大塔村", form)
    tour = Tour.objects.get()
    assert answer.url == reverse("tour-sheet", args=[tour.pk])
    assert [visit.address for visit in tour.visits.all()] == ["大塔村9号", "大塔村10号"]
    sheet = text(client.get(answer.url))
    assert sheet.index("大塔村9号") < sheet.index("大塔村10号")
    assert "示A·0001" in sheet
    assert "2026-07-01" in text(client.get(reverse("liaison")))


def test_a_refused_plan_keeps_what_was_chosen_and_typed(client, handler, case):
    party = given.respondent(case).pk
    form = {"on": "2026-06-29", "area": "大塔村", "leader": handler.pk, "purpose": "核实"}
    form |= {"pick": party, f"address-{party}": "改过的地址"}
    refused = client.post(reverse("tour-new") + "?q=大塔村", form)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "2026-06-29 已经过去" in page
    assert 'value="改过的地址"' in page
    assert f'value="{party}" aria-label="走访虚构乙某" checked' in page


def test_the_sheet_s_buttons_move_and_call_off(client, handler, new_case):
    tour = given.tour(handler, *(given.plan(new_case(), f"大塔村{number}号") for number in (1, 2)))
    first, second = tour.visits.order_by("position")
    client.post(reverse("visit-move", args=[second.pk, "up"]))
    assert [visit.pk for visit in tour.visits.order_by("position")] == [second.pk, first.pk]
    client.post(reverse("tour-order", args=[tour.pk]))
    assert [visit.pk for visit in tour.visits.order_by("position")] == [first.pk, second.pk]
    client.post(reverse("visit-call-off", args=[first.pk]), {"reason": "已到院"})
    assert "已到院" in text(client.get(reverse("tour-sheet", args=[tour.pk])))
    refused = client.post(reverse("visit-call-off", args=[second.pk]), {"reason": ""})
    assert refused.status_code == 422


def test_photos_and_signature_are_shown_to_who_may_see_the_case_and_nobody_else(
    client, client_of, handler, stranger, president, case
):
    visit = given.arrived(handler, case)
    record = given.record(signature=given.png(), signed_by="其父")
    actions.record_visit(handler, visit, record, DAY)
    photo = actions.add_photo(handler, visit, PhotoFacts(given.key(), given.jpeg(), "院门"))
    page = text(client.get(reverse("case-liaison", args=[case.pk])))
    picture, signed = reverse("visit-photo", args=[photo.pk]), reverse("visit-signature", args=[visit.pk])
    assert picture in page
    assert signed in page
    for address, kind, form in ((picture, "image/jpeg", "JPEG"), (signed, "image/png", "PNG")):
        answer = client.get(address)
        assert answer["Content-Type"] == kind
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert Image.open(BytesIO(answer.content)).format == form
        assert client_of(president).get(address).status_code == 200
        assert client_of(stranger).get(address).status_code == 404
        assert client_of("administrator").get(address).status_code == 404


@pytest.mark.parametrize("name", ["case-liaison", "request-answer", "tour-sheet", "tour-page"])
def test_another_court_s_pages_are_not_there(client_of, handler, stranger, case, name):
    tour = given.tour(handler, given.plan(case))
    pk = {"case-liaison": case.pk, "request-answer": given.request(handler, case).pk}.get(name, tour.pk)
    assert client_of(stranger).get(reverse(name, args=[pk])).status_code == 404
    assert client_of(handler).get(reverse(name, args=[pk])).status_code == 200


def test_another_court_s_stops_are_moved_and_called_off_by_nobody(client_of, handler, stranger, case):
    visit = given.stop(handler, case)
    other = client_of(stranger)
    assert other.post(reverse("visit-move", args=[visit.pk, "up"])).status_code == 404
    assert other.post(reverse("visit-call-off", args=[visit.pk]), {"reason": "x"}).status_code == 404
    assert other.post(reverse("tour-order", args=[visit.tour_id])).status_code == 404


def test_a_forged_choice_brings_no_case_of_another_court(client, client_of, handler, stranger, new_case):
    party = given.respondent(new_case(stranger)).pk
    form = {"on": "2026-07-01", "area": "大塔村", "leader": handler.pk, "purpose": "核实", "pick": party}
    refused = client.post(reverse("tour-new"), form | {f"address-{party}": "大塔村9号"})
    assert refused.status_code == 422
    assert "一处也没有选" in refused.content.decode()


def test_who_works_no_case_plans_no_tour_but_sees_them(client_of, president, handler, case):
    given.tour(handler, given.plan(case))
    sees = client_of(president)
    assert sees.get(reverse("tour-new")).status_code == 403
    page = text(sees.get(reverse("liaison")))
    assert "薛家湾镇" in page
    assert "安排外勤" not in page


def test_the_worker_answers_for_visits_alone(client):
    worker = client.get(reverse("visit-worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert reverse("visit-worker") == "/visits/worker.js"
    assert worker["Cache-Control"] == "no-cache"


def test_the_number_of_queries_does_not_grow_with_the_stops(
    client, handler, new_case, django_assert_max_num_queries
):
    tour = given.tour(handler, *(given.plan(new_case(), f"大塔村{number}号") for number in range(8)))
    for visit in tour.visits.all():
        actions.arrive(handler, visit, actions.Arrival(at(9)), DAY)
        actions.add_photo(handler, visit, PhotoFacts(given.key(), given.jpeg(40, 30)))
    for name in ("tour-page", "tour-sheet"):
        with django_assert_max_num_queries(11):
            client.get(reverse(name, args=[tour.pk]))
