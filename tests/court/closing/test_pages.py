"""The pages of 结案, and of the suspended stock."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.cases.given import titled
from tests.court.closing.given import DAY

from duixian.court.cases.actions import close_case, register_case
from duixian.court.closing.models import Proposal, Recheck
from duixian.court.people.models import Installation


@pytest.fixture(autouse=True)
def demo_day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


def enter(client, actor):
    client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_says_what_is_missing_and_where_it_is_met(client, handler, case):
    page = enter(client, handler).get(f"/cases/{case.pk}/closing/?way=suspended").content.decode()
    assert "还差 10 项" in page
    for words in ("没有约谈申请执行人的记录", "法〔2016〕373号", "/acts/contact/", "/acts/restriction/"):
        assert words in page
    assert "报请结案</button>" not in page


def test_a_statement_is_typed_beside_its_condition(client, handler, case):
    told = {"condition": "alive", "text": "派出所证明在世", "evidence": "户籍证明"}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/state/?way=suspended", told)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "派出所证明在世（户籍证明）" in page
    assert "还差 9 项" in page


def test_all_met_it_is_asked_for_and_signed_and_the_paper_is_there(
    client, handler, chief, president, searched
):
    page = enter(client, handler).get(f"/cases/{searched.pk}/closing/?way=suspended").content.decode()
    assert "条件齐备" in page
    told = {"reason": "各项财产均已查询", "on": str(DAY)}
    assert client.post(f"/cases/{searched.pk}/closing/?way=suspended", told).status_code == 302
    row = Proposal.objects.get()
    for signer in (chief, president):
        enter(client, signer).post(f"/approvals/{row.request_id}/", {"answer": "grant"})
    page = enter(client, handler).get(f"/cases/{searched.pk}/closing/").content.decode()
    assert "终本后核查" in page
    assert "终结本次执行程序裁定书" in page
    row.refresh_from_db()
    assert client.get(f"/documents/{row.document_id}.docx").status_code == 200


def test_an_unmet_way_posted_by_hand_is_refused_with_each_fault(client, handler, case):
    told = {"reason": "无财产", "on": str(DAY)}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/?way=suspended", told)
    assert answer.status_code == 422
    assert answer.content.decode().count("请") > 5
    assert not Proposal.objects.exists()


def test_there_is_no_other_way_to_close(client, handler, case):
    assert enter(client, handler).get(f"/cases/{case.pk}/acts/close/").status_code == 404


def test_a_check_is_registered_and_leads_to_the_revival(client, handler, suspended):
    row = Recheck.objects.filter(case=suspended).first()
    Installation.objects.update(demo_day=date(2026, 12, 28))
    told = {"outcome": "found", "text": "查到存款12,000元", "on": "2026-12-28", "told_on": ""}
    assert enter(client, handler).post(f"/closing/rechecks/{row.pk}/", told).status_code == 302
    assert "恢复执行" in client.get("/agenda/").content.decode()
    page = client.get(f"/cases/{suspended.pk}/").content.decode()
    assert "/acts/revive/" in page
    told = {"case_no": "（2026）内0622执恢9101号", "reason": "查到存款", "on": "2026-12-28"}
    assert client.post(f"/cases/{suspended.pk}/acts/revive/", told).status_code == 302
    page = client.get(f"/cases/{suspended.pk}/closing/").content.decode()
    assert "（2026）内0622执恢9101号" in page


def test_the_stock_names_what_was_suspended_too_early(client, handler, staff):
    early, late = (
        register_case(handler, titled(handler.court_id, filed_on=date(2026, 1, 6)), DAY) for _ in range(2)
    )
    # Three months from 2026-01-06 end on 2026-04-06.
    close_case(handler, early, "suspended", date(2026, 4, 6), "", today=DAY)
    close_case(handler, late, "suspended", date(2026, 4, 7), "", today=DAY)
    page = enter(client, handler).get("/closing/stock/?show=premature").content.decode()
    assert early.case_no in page
    assert late.case_no not in page
    assert "90 日" in page
    enter(client, handler).post("/closing/stock/schedule/", {"case": [early.pk]})
    assert Recheck.objects.filter(case=early).count() == 10
    stranger = staff("handler", "内0602")
    assert early.case_no not in enter(client, stranger).get("/closing/stock/").content.decode()
