"""What a phone sends: once kept however often sent, refused in words, and only by who may work the case."""

from __future__ import annotations

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.court.liaison import given
from tests.court.liaison.given import DAY

from duixian.court.liaison.models import FieldVisit, VisitPhoto
from duixian.court.people.models import Installation

RECORD = {"done_at": "2026-06-30T09:40:00+08:00", "result": "met", "met": "本人", "outcome": "愿分期"}
ARRIVAL = {"at": "2026-06-30T01:00:00.000Z"}


@pytest.fixture(autouse=True)
def _day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


@pytest.fixture
def phone(client_of, handler):
    return client_of(handler)


@pytest.fixture
def visit(handler, case):
    return given.stop(handler, case)


def send(client, visit, kind, body):
    return client.post(f"/api/visits/{visit.key}/{kind}", body, content_type="application/json")


def send_photo(client, visit, key, content, **more):
    file = SimpleUploadedFile("evil.svg", content, "image/svg+xml")
    return client.post(f"/api/visits/{visit.key}/photos/{key}", {"file": file, **more})


def test_a_day_s_stop_is_told_and_told_again(phone, visit):
    for _ in range(2):
        assert send(phone, visit, "arrival", ARRIVAL).json()["state"] == "arrived"
    for _ in range(2):
        answer = send(
            phone,
            visit,
            "record",
            RECORD | {"signature": base64.b64encode(given.png()).decode(), "signed_by": "本人"},
        )
        assert answer.status_code == 200
        assert answer.json()["state_words"] == "已完成"
    key = given.key()
    sums = {send_photo(phone, visit, key, given.jpeg(), caption="院门").json()["sha256"] for _ in range(2)}
    assert len(sums) == 1
    assert VisitPhoto.objects.get().caption == "院门"
    told = phone.get(f"/api/tours/{visit.tour_id}").json()
    assert [(stop["state"], stop["outcome"]) for stop in told["stops"]] == [("done", "愿分期")]


def test_what_another_told_first_is_given_back_and_stands(phone, client_of, colleague, visit):
    send(client_of(colleague), visit, "arrival", ARRIVAL)
    late = send(phone, visit, "arrival", {"at": "2026-06-30T01:05:00Z"})
    assert late.status_code == 409
    assert f"{colleague.name}已登记 06-30 09:00 到达" in late.json()["error"]
    send(client_of(colleague), visit, "record", RECORD)
    late = send(phone, visit, "record", RECORD | {"outcome": "另一种说法"})
    assert late.status_code == 409
    assert late.json()["kept"]["outcome"] == "愿分期"
    assert late.json()["kept"]["recorded_by"] == colleague.name
    assert FieldVisit.objects.get().outcome == "愿分期"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"result": "nothing"}, "结果"),
        ({"signature": "%%%"}, "签名：没有传完整"),
        ({"done_at": "2026-07-02T09:00:00+08:00"}, "还没有到"),
    ],
)
def test_a_refusal_says_why_in_chinese(phone, visit, body, words):
    send(phone, visit, "arrival", ARRIVAL)
    answer = send(phone, visit, "record", RECORD | body)
    assert answer.status_code == 422
    assert words in answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"at": "2026-06-30T09:00:00"},
        {"at": "x"},
        ARRIVAL | {"latitude": 91, "longitude": 1},
        ARRIVAL | {"latitude": "NaN", "longitude": 1},
    ],
)
def test_an_arrival_that_cannot_be_is_refused(phone, visit, body):
    assert send(phone, visit, "arrival", body).status_code == 422
    assert FieldVisit.objects.get().state == "planned"


def test_a_file_is_judged_by_what_it_is(phone, visit):
    send(phone, visit, "arrival", ARRIVAL)
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    answer = send_photo(phone, visit, given.key(), svg)
    assert answer.status_code == 422
    assert "不是可以识别的图像" in answer.json()["error"]
    assert send_photo(phone, visit, given.key(), given.jpeg()).status_code == 200


def test_the_position_of_a_photo_is_kept_only_where_it_is_wanted(phone, visit):
    send(phone, visit, "arrival", ARRIVAL)
    send_photo(phone, visit, given.key(), given.jpeg())
    send_photo(phone, visit, given.key(), given.jpeg(), with_position="true", taken_at="2026-06-30T01:10:00Z")
    without, wanted = VisitPhoto.objects.order_by("pk")
    assert (without.with_position, b"Exif" in bytes(without.content)) == (False, False)
    assert (wanted.with_position, b"Exif" in bytes(wanted.content)) == (True, True)


def test_another_court_s_visit_is_not_there_and_a_president_records_none(
    client_of, stranger, president, visit
):
    for who, status in ((stranger, 404), (president, 403)):
        client = client_of(who)
        assert send(client, visit, "arrival", ARRIVAL).status_code == status
        assert send(client, visit, "record", RECORD).status_code == status
        assert send_photo(client, visit, given.key(), given.jpeg()).status_code == status
    assert client_of(stranger).get(f"/api/tours/{visit.tour_id}").status_code == 404


def test_without_a_session_nothing_is_taken_and_the_phone_is_told_so(visit):
    assert send(Client(), visit, "arrival", ARRIVAL).status_code == 401


def test_a_request_from_elsewhere_is_refused(handler, visit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(handler, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, visit, "arrival", ARRIVAL).status_code == 403
    page = client.get(f"/visits/{visit.tour_id}/")
    token = page.cookies["csrftoken"].value
    answer = client.post(
        f"/api/visits/{visit.key}/arrival",
        ARRIVAL,
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 200


def test_a_page_that_one_left_open_sends_nothing_in_another_s_name(phone, handler, colleague, visit):
    answer = phone.post(
        f"/api/visits/{visit.key}/arrival",
        ARRIVAL,
        content_type="application/json",
        headers={"X-Duixian-Staff": str(colleague.pk)},
    )
    assert answer.status_code == 401
    assert f"现在登录的是{handler.name}" in answer.json()["error"]
    assert FieldVisit.objects.get().state == "planned"
