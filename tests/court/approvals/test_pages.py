"""The pages of 审批, as each role meets them."""

from __future__ import annotations

import pytest
from tests.court.approvals.test_signing import MET, UNKNOWN, ask
from tests.court.cases.given import DAY

from duixian.court.people.models import Installation


@pytest.fixture(autouse=True)
def demo_day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


def enter(client, actor):
    client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_chief_opens_what_waits_and_signs(client, handler, chief, president, case):
    request = ask(handler, case, checks=[MET, UNKNOWN])
    page = enter(client, chief).get("/approvals/").content.decode()
    assert case.case_no in page
    assert "待核 1 项" in page
    page = client.get(f"/approvals/{request.pk}/").content.decode()
    for words in ("罚款", "拒不报告财产", "民诉法第118条", "待核实", "民诉法第119条"):
        assert words in page
    answer = client.post(f"/approvals/{request.pk}/", {"answer": "grant", "reason": ""})
    assert answer.headers["Location"] == "/approvals/"
    assert case.case_no in enter(client, president).get("/approvals/").content.decode()


def test_a_return_without_a_reason_keeps_the_page(client, handler, chief, case):
    request = ask(handler, case)
    answer = enter(client, chief).post(f"/approvals/{request.pk}/", {"answer": "back", "reason": ""})
    assert answer.status_code == 422
    assert "没有写明事实和理由" in answer.content.decode()


def test_the_asker_mends_what_came_back(client, handler, chief, case):
    request = ask(handler, case)
    enter(client, chief).post(f"/approvals/{request.pk}/", {"answer": "back", "reason": "补充"})
    assert "补正后再报" in enter(client, handler).get(f"/approvals/{request.pk}/").content.decode()
    client.post(f"/approvals/{request.pk}/mend/", {"text": "补充完毕"})
    request.refresh_from_db()
    assert (request.state, request.text) == ("pending", "补充完毕")


def test_who_may_not_sign_has_no_form_and_is_refused(client, handler, case):
    request = ask(handler, case)
    assert "签批意见</h2>" not in enter(client, handler).get(f"/approvals/{request.pk}/").content.decode()
    assert client.post(f"/approvals/{request.pk}/", {"answer": "grant"}).status_code == 403


def test_another_court_does_not_find_it(client, staff, handler, case):
    request = ask(handler, case)
    stranger = staff("bureau_chief", "内0602")
    assert enter(client, stranger).get(f"/approvals/{request.pk}/").status_code == 404


def test_several_are_signed_together(client, handler, president, case):
    asked = [ask(handler, case, "consumption"), ask(handler, case, "dishonest")]
    answer = enter(client, president).post("/approvals/chosen/", {"request": [one.pk for one in asked]})
    assert answer.status_code == 302
    for one in asked:
        one.refresh_from_db()
        assert one.state == "granted"


def test_a_president_leaves_his_signature_to_the_chief(client, chief, president):
    days = {"taker": chief.pk, "first": "2026-07-01", "last": "2026-07-03", "why": "出差"}
    assert enter(client, president).post("/approvals/delegations/", days).status_code == 302
    page = client.get("/approvals/delegations/").content.decode()
    assert "2026-07-01 至 2026-07-03" in page
    assert "终止" in page


def test_the_agenda_has_what_waits(client, handler, chief, case):
    ask(handler, case)
    assert "待审批" in enter(client, chief).get("/agenda/").content.decode()
