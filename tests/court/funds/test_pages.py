"""案款 pages: who sees what, what is refused on the page, and what falls due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.court.funds import given
from tests.court.funds.given import DAY, YUAN

from duixian.court.agenda.queries.items import own_items
from duixian.court.approvals import actions as approvals
from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.clocks import sources
from duixian.court.funds.actions import holding, receiving, releasing
from duixian.court.funds.models import Claim, Receipt, Release
from duixian.court.funds.tasks import end_holds_job
from duixian.court.people.models import Installation, Role


@pytest.fixture
def pages(client_of):
    """pages(role) is a client of that person, at this court unless another is named."""
    return client_of


def test_every_role_that_sees_cases_sees_the_desk_and_only_finance_its_forms(pages, arrived):
    for role in (Role.HANDLER, Role.CLERK, Role.BUREAU_CHIEF, Role.PRESIDENT):
        body = pages(role).get("/funds/").content.decode()
        assert "4,000.00" in body and "导入银行流水" not in body
    assert "导入银行流水" in pages(Role.FINANCE).get("/funds/").content.decode()
    assert pages(Role.ADMINISTRATOR).get("/funds/").status_code == 403


def test_another_court_sees_none_of_it(pages, arrived, case):
    stranger = pages(Role.FINANCE, "内0602")
    assert "4,000.00" not in stranger.get("/funds/").content.decode()
    for url in (
        reverse("receipt", args=[arrived.pk]),
        reverse("statement", args=[arrived.statement_id]),
        reverse("case-funds", args=[case.pk]),
    ):
        assert stranger.get(url).status_code == 404


def test_a_file_that_is_none_is_refused_on_the_page(pages):
    file = SimpleUploadedFile("a.csv", b"nothing,of,a,bank")
    answer = pages(Role.FINANCE).post("/funds/statements/", {"file": file})
    assert answer.status_code == 422
    assert not Receipt.objects.exists()


def test_the_receipt_is_claimed_on_its_page_and_refused_beside_the_form(pages, arrived, case):
    url = reverse("receipt", args=[arrived.pk])
    typed = {"act": "claim", "case_no": case.case_no, "source": "debtor", "why": "附言", "on": str(DAY)}
    answer = pages(Role.HANDLER).post(url, typed | {"amount": "4000.01"})
    assert (answer.status_code, Claim.objects.count()) == (422, 0)
    assert "余额不够" in answer.content.decode()
    answer = pages(Role.HANDLER).post(url, typed | {"amount": "4000"})
    assert (answer.status_code, Claim.objects.get().amount) == (302, 4_000 * YUAN)


def test_a_claim_to_no_case_is_refused_with_the_remedy(pages, arrived):
    typed = {"act": "claim", "case_no": "（2026）内0622执999号", "source": "debtor", "why": "x"}
    url = reverse("receipt", args=[arrived.pk])
    answer = pages(Role.HANDLER).post(url, typed | {"amount": "1", "on": str(DAY)})
    assert "不在系统中" in answer.content.decode()


def test_what_is_marked_with_tags_is_shown_and_not_run(pages, finance, here):
    content = given.statement((DAY, "5.00", "<script>alert(1)</script>", "<b>附言</b>"))
    receiving.import_statement(finance, here, content, "<i>.csv", today=DAY)
    body = pages(Role.FINANCE).get("/funds/").content.decode()
    assert "<script>alert(1)" not in body and "<b>附言" not in body and "&lt;script&gt;" in body


def test_the_book_of_a_case_says_of_every_yuan_why_it_is_here(pages, handler, case, claimed, payee):
    given.release(handler, case, payee, 1_000)
    body = pages(Role.HANDLER).get(reverse("case-funds", args=[case.pk])).content.decode()
    for said in ("3,000.00", "已认领，待发放（到账三十日内发放）", "1,000.00", "报请发放，待审批"):
        assert said in body


def test_the_file_for_the_bank_is_finances_alone_and_the_same_again(
    pages, handler, chief, finance, here, case, claimed, payee
):
    (row,) = given.release(handler, case, payee, 4_000)
    approvals.grant(chief, row.request, on=DAY, today=DAY)
    given.court_account(finance, here)
    batch = releasing.send_batch(finance, here, [row], format="iso20022", on=DAY, today=DAY)
    url = reverse("batch-file", args=[batch.pk])
    first, again = pages(Role.FINANCE).get(url).content, pages(Role.FINANCE).get(url).content
    assert first == again and f"DX{row.pk}".encode() in first
    assert pages(Role.HANDLER).get(url).status_code == 403
    answer = pages(Role.FINANCE).post(
        reverse("batch", args=[batch.pk]),
        {
            "file": SimpleUploadedFile(
                "r.csv", f"付款编号,状态,金额\nDX{row.pk},成功,39.00\nDX999999,成功,1.00".encode()
            )
        },
    )
    body = answer.content.decode()
    assert "金额与付款文件不符" in body and "不在这一批次" in body
    row.refresh_from_db()
    assert row.state == Release.State.SENT


def test_what_falls_due_stands_on_the_agenda(handler, finance, case, arrived, claimed, payee):
    named = {one.key for one in sources() if one.key.startswith("money_")}
    assert named == {"money_claim", "money_notice", "money_cash", "money_release", "money_hold", "money_plan"}
    late = DAY + timedelta(days=40)
    items = {item.key: item for item in own_items(handler, late, late, 50)}
    told = {key.split(":")[0] for key in items}
    assert any("money_notice" in key for key in told) and any("money_release" in key for key in told), items


def test_the_night_ends_what_no_order_came_for(handler, case, claimed, payee, new_case):
    owing = PartyFacts("甲某某", is_person=True, id_no="000000199001010019")
    other = new_case(respondents=(owing,), applicants=(PartyFacts("丁某某", is_person=True),))
    told = {"amount": 100 * YUAN, "why": "另案被执行人", "on": DAY, "today": DAY}
    (row,) = holding.withhold(handler, case, payee, other, **told)
    Installation.objects.update(demo_day=row.until + timedelta(days=1))
    end_holds_job(0)
    row.refresh_from_db()
    assert (row.ended_on, "自行解除" in row.ended_why) == (row.until + timedelta(days=1), True)
