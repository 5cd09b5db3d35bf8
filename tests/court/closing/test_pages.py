"""The pages of 结案, and of the suspended stock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_
from hypothesis import strategies as st
from tests.court.cases.given import titled
from tests.court.closing import given
from tests.court.closing.given import DAY
from tests.reading.ledgers import HEADS, xlsx
from tests.reading.ledgers import case as ledger_case

from duixian.court.cases import ledger_import as ledgers
from duixian.court.cases.actions import close_case, register_case
from duixian.court.cases.views import acts
from duixian.court.closing import actions, queries
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Proposal, Recheck
from duixian.court.closing.views import mend
from duixian.court.people.models import Installation
from duixian.law.closing import WAYS, Condition, premature, rechecks


@pytest.fixture(autouse=True)
def demo_day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


def enter(client, actor):
    client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_says_what_is_missing_and_where_it_is_met(client, handler, case):
    page = enter(client, handler).get(f"/cases/{case.pk}/closing/?way=suspended").content.decode()
    assert "还差 12 项" in page
    for words in ("没有约谈申请执行人的记录", "法〔2016〕373号", "/acts/contact/", "/acts/restriction/"):
        assert words in page
    assert "报请结案</button>" not in page


def test_a_statement_is_typed_beside_its_condition(client, handler, case):
    told = {"condition": "alive", "text": "派出所证明在世", "evidence": "户籍证明"}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/state/?way=suspended", told)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "派出所证明在世（户籍证明）" in page
    assert "还差 11 项" in page


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


def test_what_came_in_since_stops_the_signature_and_is_named(client, handler, chief, president, searched):
    row = actions.propose(handler, searched, "suspended", reason="均已查询", on=DAY, today=DAY)
    enter(client, chief).post(f"/approvals/{row.request_id}/", {"answer": "grant"})
    given.find_account(searched, 5_000)
    answer = enter(client, president).post(f"/approvals/{row.request_id}/", {"answer": "grant"})
    assert answer.status_code == 422
    assert "还可以处置：活期存款账户" in answer.content.decode()
    searched.refresh_from_db()
    assert searched.status == "open"
    # Whoever looks at the case sees the conditions of the way that waits.
    assert "还可以处置：活期存款账户" in client.get(f"/cases/{searched.pk}/closing/").content.decode()


def test_an_unmet_way_posted_by_hand_is_refused_with_each_fault(client, handler, case):
    told = {"reason": "无财产", "on": str(DAY)}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/?way=suspended", told)
    assert answer.status_code == 422
    assert answer.content.decode().count("请") > 5
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("way", ["fully_performed", "withdrawn"])
def test_money_in_court_is_named_and_leads_to_passing_it_on(client, handler, case, way):
    held = given.hold_account(handler, case, 4_000)
    given.take(handler, held, 4_000)
    given.pay_all(handler, case)
    page = enter(client, handler).get(f"/cases/{case.pk}/closing/?way={way}").content.decode()
    assert "尚有4,000.00元案款没有发放" in page
    assert "/acts/event/" in page
    assert "报请结案</button>" not in page
    told = {"reason": "已付清", "on": str(DAY)}
    answer = client.post(f"/cases/{case.pk}/closing/?way={way}", told)
    assert answer.status_code == 422
    assert "尚有4,000.00元案款没有发放" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_what_is_still_held_is_named_and_leads_to_its_release(client, handler, case):
    given.hold_account(handler, case, 5_000)
    given.pay_all(handler, case)
    told = {"reason": "已付清", "on": str(DAY)}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/?way=fully_performed", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有解除：活期存款账户 示例尾号0001（示例银行）" in page
    assert f"/cases/{case.pk}/property/#measures" in page


def test_an_unknown_condition_is_shown_as_such_and_refused(client, handler, chief, president, case):
    given.search_all(handler, chief, president, case, leave="see")
    told = {"reason": "均已查询", "on": str(DAY)}
    answer = enter(client, handler).post(f"/cases/{case.pk}/closing/?way=suspended", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "还差 1 项" in page
    assert page.count("待核实") == 1


def test_each_condition_shows_the_papers_behind_it(client, handler, searched):
    page = enter(client, handler).get(f"/cases/{searched.pk}/closing/?way=suspended").content.decode()
    order = searched.search_requests.first().order
    talk = searched.contacts.get()
    for one in searched.documents.filter(form__in=["enforcement_notice", "consumption_order"]):
        assert f"/documents/{one.pk}.docx" in page
    assert f"/property/searches/{order.pk}/" in page
    assert f"#contact-{talk.pk}" in page


@pytest.mark.parametrize("way", WAYS)
def test_every_condition_that_an_act_meets_leads_to_it(handler, way):
    """No word of law.closing is without its place: what is unmet in an empty case has its link."""
    bare = register_case(handler, titled(handler.court_id), DAY)
    may = {act.name for act in acts.open_to(handler, bare)}
    named = [one for one in checked(bare, way, DAY) if one.met is not True and one.act not in ("", "closing")]
    assert all(mend(bare, one, may) for one in named)


def test_every_word_that_names_an_act_has_its_place(handler, case):
    """The same for those that an empty case meets already."""
    may = {act.name for act in acts.open_to(handler, case)}
    words = {one.act for way in WAYS for one in checked(case, way, DAY)} - {"", "closing"}
    for word in words:
        assert mend(case, Condition("k", "i", False, "w", "c", act=word), may), word


@pytest.mark.parametrize("role", ["president", "finance", "supervisor"])
def test_who_only_looks_sees_the_conditions_and_no_form(client, staff, searched, role):
    # The higher court looks at those below it.
    actor = staff(role, "内06" if role == "supervisor" else "内0622")
    page = enter(client, actor).get(f"/cases/{searched.pk}/closing/?way=suspended").content.decode()
    assert "条件齐备" in page
    assert "报请结案</button>" not in page
    assert "写明情况" not in page
    told = {"reason": "均已查询", "on": str(DAY)}
    assert client.post(f"/cases/{searched.pk}/closing/?way=suspended", told).status_code == 403
    assert not Proposal.objects.exists()


def test_another_court_does_not_see_it(client, staff, case):
    stranger = enter(client, staff("handler", "内0602"))
    assert stranger.get(f"/cases/{case.pk}/closing/").status_code == 404


def test_there_is_no_other_way_to_close(client, handler, case):
    assert enter(client, handler).get(f"/cases/{case.pk}/acts/close/").status_code == 404


def test_a_check_is_registered_and_leads_to_the_revival(client, handler, suspended):
    row = Recheck.objects.filter(case=suspended).first()
    Installation.objects.update(demo_day=date(2026, 12, 28))
    told = {"outcome": "found", "text": "查到存款12,000元", "on": "2026-12-28", "told_on": ""}
    assert enter(client, handler).post(f"/closing/rechecks/{row.pk}/", told).status_code == 302
    assert "查到存款12,000元" in client.get("/agenda/").content.decode()
    page = client.get(f"/cases/{suspended.pk}/").content.decode()
    assert "/acts/revive/" in page
    told = {"case_no": "（2026）内0622执恢9101号", "reason": "查到存款", "on": "2026-12-28"}
    assert client.post(f"/cases/{suspended.pk}/acts/revive/", told).status_code == 302
    page = client.get(f"/cases/{suspended.pk}/closing/").content.decode()
    assert "（2026）内0622执恢9101号" in page


def test_a_check_has_its_query_and_is_told_later(client, handler, suspended):
    row = Recheck.objects.filter(case=suspended).first()
    later = date(2026, 12, 28)
    Installation.objects.update(demo_day=later)
    order = given.search(handler, suspended, on=later)
    address = f"/closing/rechecks/{row.pk}/"
    page = enter(client, handler).get(address).content.decode()
    assert f'value="{order.pk}"' in page
    assert f'value="{suspended.search_requests.first().order_id}"' not in page
    told = {"order": order.pk, "outcome": "none", "text": "均无", "on": "2026-12-28", "told_on": ""}
    assert client.post(address, told).status_code == 302
    due = "把终本核查结果告知申请执行人"
    assert due in client.get("/agenda/").content.decode()
    page = client.get(f"/cases/{suspended.pk}/closing/").content.decode()
    assert f"/property/searches/{order.pk}/" in page
    assert "登记告知" in page
    assert client.post(address, {"on": "2026-12-27"}).status_code == 422
    assert client.post(address, {"on": "2026-12-28"}).status_code == 302
    row.refresh_from_db()
    assert row.told_on == later
    assert due not in client.get("/agenda/").content.decode()


def test_who_only_looks_registers_no_check(client, staff, suspended):
    row = Recheck.objects.filter(case=suspended).first()
    assert enter(client, staff("finance")).get(f"/closing/rechecks/{row.pk}/").status_code == 403
    assert enter(client, staff("handler", "内0602")).get(f"/closing/rechecks/{row.pk}/").status_code == 404


def test_a_number_left_empty_is_the_next(client, handler, suspended):
    page = enter(client, handler).get(f"/cases/{suspended.pk}/acts/revive/").content.decode()
    assert "留空的，编为 （2026）内0622执恢1号" in page
    told = {"case_no": "", "reason": "查到存款", "on": str(DAY)}
    assert client.post(f"/cases/{suspended.pk}/acts/revive/", told).status_code == 302
    assert suspended.revival.case.case_no == "（2026）内0622执恢1号"


def suspended_on(handler, filed: date, closed: date):
    """A case that was suspended before the system came, as a ledger brings it."""
    case = register_case(handler, titled(handler.court_id, filed_on=filed), DAY)
    return close_case(handler, case, "suspended", closed, "", today=DAY)


def test_a_ledger_brings_its_suspended_cases_into_the_stock(client, staff):
    clerk = staff("clerk")
    heads = (*HEADS, "结案方式", "结案日期")
    # Filed on 2026-01-05: three months end on 2026-04-05.
    rows = [[*ledger_case(n), "终结本次执行程序", day] for n, day in ((1, "2026-04-05"), (2, "2026-04-06"))]
    staged = ledgers.stage_ledger(clerk, xlsx([heads, *rows]), "台账.xlsx", DAY)
    ledgers.confirm_ledger(clerk, staged, DAY)
    page = enter(client, clerk).get("/closing/stock/?show=premature").content.decode()
    assert "（2026）内0622执101号" in page
    assert "（2026）内0622执102号" not in page


def test_the_stock_names_what_was_suspended_too_early(client, handler, staff):
    # Three months from 2026-01-06 end on 2026-04-06; from 2026-01-31, on 2026-04-30.
    early = [
        suspended_on(handler, date(2026, 1, 6), date(2026, 4, 6)),
        suspended_on(handler, date(2026, 1, 31), date(2026, 4, 30)),
    ]
    late = [
        suspended_on(handler, date(2026, 1, 6), date(2026, 4, 7)),
        suspended_on(handler, date(2026, 1, 31), date(2026, 5, 1)),
    ]
    page = enter(client, handler).get("/closing/stock/?show=premature").content.decode()
    assert all(case.case_no in page for case in early)
    assert not any(case.case_no in page for case in late)
    assert "90 日" in page
    everything = client.get("/closing/stock/").content.decode()
    assert all(case.case_no in everything for case in (*early, *late))
    # Named in the whole list as well, and in no row of the others.
    assert everything.count("不满三个月</span>") == 2
    stranger = staff("handler", "内0602")
    assert early[0].case_no not in enter(client, stranger).get("/closing/stock/").content.decode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_(st.dates(date(2015, 1, 1), date(2025, 12, 31)), st.integers(0, 120))
def test_the_list_and_the_law_agree_on_every_pair_of_days(handler, filed, days):
    closed = filed + timedelta(days)
    case = suspended_on(handler, filed, closed)
    listed = queries.stock(handler, "premature", (), DAY).filter(pk=case.pk).exists()
    assert listed == (premature(filed, closed) is not None)
    last = rechecks(closed)[-1]
    for day, scheduled in ((last, True), (last + timedelta(1), False)):
        assert queries.unscheduled(handler, (), day).filter(pk=case.pk).exists() is scheduled


def test_the_stock_is_scheduled_by_choice_or_whole(client, handler):
    first, second, third = (suspended_on(handler, date(2025, 1, 6), date(2025, 9, 1)) for _ in range(3))
    enter(client, handler)
    assert client.post("/closing/stock/schedule/", {}).status_code == 422
    assert client.post("/closing/stock/schedule/", {"case": [first.pk]}).status_code == 302
    # Of ten from 2025-09-01 the first, 2026-03-01, is past.
    assert Recheck.objects.filter(case=first).count() == 9
    page = client.get("/closing/stock/?show=none").content.decode()
    assert first.case_no not in page
    assert "给全部 2 件安排核查" in page
    assert client.post("/closing/stock/schedule/", {"all": "1"}).status_code == 302
    assert Recheck.objects.filter(case__in=[second, third]).count() == 18
    assert "没有这样的终本案件" in client.get("/closing/stock/?show=none").content.decode()


def test_the_stock_shows_the_next_check_and_what_was_found_and_revives(client, handler, suspended):
    row = Recheck.objects.filter(case=suspended).first()
    later = date(2026, 12, 28)
    Installation.objects.update(demo_day=later)
    page = enter(client, handler).get("/closing/stock/").content.decode()
    assert "2026-12-30" in page
    assert f"/closing/rechecks/{row.pk}/" in page
    # On the case's own page only the first of the ten can be registered yet.
    own = client.get(f"/cases/{suspended.pk}/closing/").content.decode()
    assert own.count("/closing/rechecks/") == 1
    actions.recheck(
        handler, row, outcome="found", text="查到存款12,000元", told_on=later, on=later, today=later
    )
    page = client.get("/closing/stock/?show=found").content.decode()
    assert "查到存款12,000元" in page
    assert f"/cases/{suspended.pk}/acts/revive/" in page
    actions.revive(handler, suspended, reason="查到存款", on=later, today=later)
    assert suspended.case_no not in client.get("/closing/stock/").content.decode()


def test_the_stock_has_its_pages_and_its_counts(client, handler, staff, monkeypatch):
    cases = [suspended_on(handler, date(2025, 1, 6), date(2025, 9, n)) for n in range(1, 6)]
    monkeypatch.setattr(queries, "SHOWN", 2)
    page = enter(client, handler).get("/closing/stock/?after=2").content.decode()
    shown = [case.case_no in page for case in cases]
    assert shown == [False, False, True, True, False]
    assert "第 3—4 件" in page
    assert "after=4" in page
    overseer = staff("supervisor", "内06")
    (line,) = [one for one in queries.stock_by_court(overseer, DAY) if one.suspended]
    assert (line.court.pk, line.suspended, line.premature, line.due, line.found) == ("内0622", 5, 0, 0, 0)
    assert "给选中的安排核查" not in enter(client, overseer).get("/closing/stock/?show=none").content.decode()
