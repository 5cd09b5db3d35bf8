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


def test_only_what_is_all_known_has_a_box_to_tick(client, handler, president, case):
    sure, unsure = ask(handler, case, "consumption"), ask(handler, case, "dishonest", checks=[UNKNOWN])
    page = enter(client, president).get("/approvals/").content.decode()
    assert f'name="request" value="{sure.pk}"' in page
    assert f'name="request" value="{unsure.pk}"' not in page
    chosen = {"request": [sure.pk, unsure.pk]}
    answer = client.post("/approvals/chosen/", chosen)
    assert "经传唤拒不到场" in answer.content.decode()
    sure.refresh_from_db()
    assert sure.state == "pending"


def test_from_one_request_the_next_is_at_hand(client, handler, president, case):
    first, second = ask(handler, case, "consumption"), ask(handler, case, "dishonest")
    page = enter(client, president).get(f"/approvals/{first.pk}/").content.decode()
    assert f'<tr data-row><td><a href="/approvals/{second.pk}/">' in page
    answer = client.post(f"/approvals/{first.pk}/", {"answer": "grant", "reason": ""})
    assert answer.headers["Location"] == f"/approvals/{second.pk}/"
    assert 'id="following"' not in client.get(f"/approvals/{second.pk}/").content.decode()


def test_the_chief_may_withdraw_but_not_mend_what_his_handler_asked(client, handler, chief, case):
    request = ask(handler, case)
    enter(client, chief).post(f"/approvals/{request.pk}/", {"answer": "back", "reason": "补充"})
    page = client.get(f"/approvals/{request.pk}/").content.decode()
    assert "撤回报请</summary>" in page
    assert "补正后再报</h2>" not in page
    assert client.post(f"/approvals/{request.pk}/mend/", {"text": "局长自拟"}).status_code == 403
    assert client.post(f"/approvals/{request.pk}/withdraw/", {"reason": "另行处理"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.text) == ("withdrawn", "拒不报告财产")


def test_a_supervisor_of_the_higher_court_reads_and_has_no_form(client, staff, handler, chief, case):
    request = ask(handler, case)
    page = enter(client, staff("supervisor", chief.court.parent)).get(f"/approvals/{request.pk}/")
    assert "拒不报告财产" in page.content.decode()
    for form in ("签批意见</h2>", "撤回报请</summary>"):
        assert form not in page.content.decode()
    assert client.post(f"/approvals/{request.pk}/", {"answer": "grant"}).status_code == 403


def test_a_president_leaves_his_signature_to_the_chief(client, chief, president):
    days = {"taker": chief.pk, "first": "2026-07-01", "last": "2026-07-03", "why": "出差"}
    assert enter(client, president).post("/approvals/delegations/", days).status_code == 302
    page = client.get("/approvals/delegations/").content.decode()
    assert "2026-07-01 至 2026-07-03" in page
    assert "终止" in page


def test_the_agenda_has_what_waits(client, handler, chief, case):
    ask(handler, case)
    assert "待审批" in enter(client, chief).get("/agenda/").content.decode()
