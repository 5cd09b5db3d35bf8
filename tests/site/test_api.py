"""The contract's calculations over HTTP: signed in, in the contract's shapes, refusals as JSON."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duixian.court.people.models import Role

CLAIM = {
    "as_of": "2025-01-10",
    "title": {"effective_on": "2024-12-01"},
    "obligations": [
        {"id": "1", "subject": "借款", "amount": "10000.00", "due_on": "2024-12-31", "surcharge": True}
    ],
}
LEDGER = (
    "案号,案由,标的额,立案日期,申请执行人,被执行人\n"
    "（2026）内0602执101号,追索劳动报酬纠纷,3.5万元,2026-01-05,甲某,乙公司\n"
)


@pytest.fixture
def post(client_of):
    inside = client_of(Role.CLERK)
    return lambda path, body: inside.post(path, body, content_type="application/json")


def test_what_is_owed_comes_in_the_contracts_shape(post):
    answer = post("/api/debt", json.dumps(CLAIM))
    assert answer.status_code == 200
    said = answer.json()
    # 2025-01-01 to 01-10, both counted: 10 days × 10,000.00 × 0.000175 = 17.50.
    assert (said["principal"], said["surcharge"], said["total"]) == ("10000.00", "17.50", "10017.50")
    assert set(said["proof"]) == {"program", "tables_sha256", "input_sha256"}


def test_a_fee_comes_in_the_contracts_shape(post):
    said = post("/api/fee", json.dumps({"kind": "enforcement", "amount": "162275"})).json()
    # 50 + (162,275 − 10,000) × 1.5% = 50 + 2,284.125 = 2,334.125, whole yuan half-up.
    assert said["fee"] == "2334.00"
    assert {"from", "to", "rate", "fee"} == set(said["steps"][0])


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/api/debt", "{", "不是有效的 JSON"),
        ("/api/debt", json.dumps(CLAIM | {"colour": "red"}), "colour"),
        ("/api/debt", b"\xff\xfe", "不是 UTF-8"),
        ("/api/fee", json.dumps({"kind": "tea", "amount": "1"}), "不是费用的种类"),
        ("/api/fee", json.dumps({"kind": "enforcement", "amount": "一堆"}), "amount"),
        ("/api/fee", json.dumps({"kind": "enforcement", "amount": "1", "on": "x"}), "没有这个字段"),
        ("/api/fee", "[1]", "不是一个对象"),
    ],
)
def test_wrong_input_is_refused_as_json_that_says_why(post, path, body, why):
    answer = post(path, body)
    assert answer.status_code == 422
    assert why in answer.json()["error"]


def test_a_ledger_is_screened(client_of):
    file = SimpleUploadedFile("台账.csv", LEDGER.encode())
    said = client_of(Role.CLERK).post("/api/screen", {"ledger": file}).json()
    assert [(row["case_no"], row["category"], row["amount"]) for row in said["rows"]] == [
        ("（2026）内0602执101号", "wages", "35000.00")
    ]


@pytest.mark.parametrize("path", ["/api/debt", "/api/fee", "/api/screen"])
def test_nothing_is_calculated_for_who_has_not_signed_in(db, path):
    assert Client().post(path, "{}", content_type="application/json").status_code == 401


def test_a_session_without_its_token_is_refused(client_of):
    inside = client_of(Role.CLERK)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = inside.cookies
    assert strict.post("/api/debt", json.dumps(CLAIM), content_type="application/json").status_code == 403


def test_what_is_not_there_is_told_as_json(client_of):
    answer = client_of(Role.CLERK).get("/api/nothing")
    assert (answer.status_code, "没有这个页面" in answer.json()["error"]) == (404, True)
