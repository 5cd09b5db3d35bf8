"""The pages of searches: from the list to the order, feedback up, and nobody sees what is not his."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from tests.court.property.asked import DAY, PERSON, account, case_of, institution, requests_of, sheet

from duixian.court.cases.models import Case
from duixian.court.people.models import Installation, Staff
from duixian.court.property.actions.feedback import take_feedback
from duixian.court.property.actions.searching import order_search
from duixian.court.property.models import (
    Delivery,
    Find,
    Institution,
    Lead,
    PropertyReport,
    SearchOrder,
    SearchRequest,
    Source,
    Stray,
)

ClientOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def day(db: None) -> None:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


@pytest.fixture
def client(client_of: ClientOf, handler: Staff) -> Client:
    return client_of(handler)


@pytest.fixture
def case(handler: Staff) -> Case:
    return case_of(handler)


@pytest.fixture
def order(handler: Staff, case: Case, bank: Institution) -> SearchOrder:
    return order_search(handler, [case], [bank], on=DAY)


def said(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def upload(client: Client, bank: Institution, content: bytes, name: str = "反馈.csv") -> Delivery:
    file = BytesIO(content)
    file.name = name
    answer = client.post(reverse("feedback-upload"), {"institution": bank.pk, "file": file})
    row = Delivery.objects.latest("pk")
    assert answer.headers["Location"] == reverse("delivery", args=[row.pk])
    return row


def test_from_the_list_to_the_order(client: Client, case: Case, bank: Institution) -> None:
    assert 'formaction="/property/searches/new/"' in said(client, "case-list")
    chosen = client.post(reverse("search-new"), {"case": [case.pk]})
    assert chosen.status_code == 200
    assert "示例银行（银行存款）" in chosen.content.decode()
    typed = {"key": "k1", "cases": str(case.pk), "institutions": [bank.pk]}
    done = client.post(reverse("search-new"), typed)
    order = SearchOrder.objects.get()
    assert done.headers["Location"] == reverse("search-order", args=[order.pk])
    assert client.post(reverse("search-new"), typed).headers["Location"] == done.headers["Location"]
    page = said(client, "search-order", order.pk)
    assert "示例银行" in page
    assert requests_of(case)[0].ref in page


def test_an_order_without_institutions_or_for_nobody_keeps_the_form(
    client: Client, case: Case, order: SearchOrder, bank: Institution
) -> None:
    empty = client.post(reverse("search-new"), {"key": "k", "cases": str(case.pk)})
    assert empty.status_code == 422
    assert "一家也没有选" in empty.content.decode()
    again = client.post(reverse("search-new"), {"key": "k", "cases": str(case.pk), "institutions": [bank.pk]})
    assert again.status_code == 422
    assert "上次查询还没有反馈 1 项" in again.content.decode()


def test_the_file_of_questions_is_downloaded(client: Client, order: SearchOrder, bank: Institution) -> None:
    assert "下载查询文件" in said(client, "search-order", order.pk)
    answer = client.post(reverse("search-file", args=[order.pk, bank.pk]))
    assert answer.content.startswith(b"PK")
    assert SearchRequest.objects.get().state == "sent"


def test_feedback_goes_up_and_its_result_is_shown(
    client: Client, case: Case, order: SearchOrder, bank: Institution
) -> None:
    wrong = account(requests_of(case)[0]) | {"被查询人": "虚构丙某"}
    row = upload(client, bank, sheet(account(requests_of(case)[0]), wrong))
    page = said(client, "delivery", row.pk)
    assert "财产 1 条，待核对 1 行" in page
    assert "6222-0001" in page
    assert "姓名或证件号码与被查询人不符" in page
    overview = said(client, "searches")
    assert "反馈.csv" in overview
    assert "虚构丙某" in overview
    settled = client.post(reverse("stray-settle", args=[Stray.objects.get().pk]), {"how": "同名他人"})
    assert settled.status_code == 302
    assert "虚构丙某" not in said(client, "searches")
    assert client.get(reverse("delivery-file", args=[row.pk])).content == bytes(
        Delivery.objects.get().content
    )


def test_what_cannot_be_read_is_shown_as_refused(
    client: Client, order: SearchOrder, bank: Institution
) -> None:
    row = upload(client, bank, b"no book", "反馈.xlsx")
    page = said(client, "delivery", row.pk)
    assert "未收" in page
    assert row.why in page


def test_an_upload_without_a_file_keeps_the_page(client: Client, bank: Institution) -> None:
    answer = client.post(reverse("feedback-upload"), {"institution": bank.pk})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.content.decode()


def test_the_overview_names_what_is_late_failed_and_waits(
    client: Client, handler: Staff, bank: Institution
) -> None:
    cars = institution(Source.VEHICLE, "示例车管所")
    funds = institution(Source.HOUSING_FUND, "示例公积金中心")
    case = case_of(handler)
    order_search(handler, [case], [bank, cars, funds], on=DAY)
    late = {"state": "sent", "sent_on": "2026-06-20", "due_on": "2026-06-23"}
    SearchRequest.objects.filter(institution=bank).update(**late)
    SearchRequest.objects.filter(institution=cars).update(state="error", answered_on=DAY, why="系统维护")
    page = said(client, "searches")
    assert "逾期 2026-06-23" in page
    assert "系统维护" in page
    assert "示例公积金中心" in page
    order_search(handler, [case], [cars], on=DAY)
    assert "系统维护" not in said(client, "searches")


def test_another_court_sees_nothing_of_it(
    client_of: ClientOf, handler: Staff, case: Case, order: SearchOrder, bank: Institution
) -> None:
    wrong = account(requests_of(case)[0], "6222-0009") | {"被查询人": "虚构丙某"}
    row = take_feedback(handler, bank, sheet(account(requests_of(case)[0]), wrong), "保密.csv", on=DAY)
    stranger = client_of("handler", "内0602")
    for name, pk in (
        ("search-order", order.pk),
        ("delivery", row.pk),
        ("delivery-file", row.pk),
    ):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
    assert stranger.post(reverse("search-file", args=[order.pk, bank.pk])).status_code == 404
    stray = Stray.objects.get()
    assert stranger.post(reverse("stray-settle", args=[stray.pk]), {"how": "是"}).status_code == 404
    chosen = stranger.post(reverse("search-new"), {"case": [case.pk]})
    assert case.case_no not in chosen.content.decode()
    page = said(stranger, "searches")
    assert "虚构" not in page
    assert "保密.csv" not in page


def test_two_courts_that_ask_one_institution_see_each_its_own(
    client: Client,
    client_of: ClientOf,
    staff: Callable[..., Staff],
    case: Case,
    order: SearchOrder,
    bank: Institution,
) -> None:
    other = staff("handler", "内0602")
    theirs = case_of(other)
    order_search(other, [theirs], [bank], on=DAY)
    rows = [account(requests_of(case)[0], "6222-0001"), account(requests_of(theirs)[0], "6222-0002")]
    row = take_feedback(staff("supervisor", "内06"), bank, sheet(*rows), "汇总.csv", on=DAY)
    assert Find.objects.count() == 2
    page = said(client, "delivery", row.pk)
    assert "6222-0001" in page
    assert "6222-0002" not in page
    assert "下载原文" not in page
    assert client.get(reverse("delivery-file", args=[row.pk])).status_code == 404
    upper = client_of("supervisor", "内06")
    assert "6222-0002" in said(upper, "delivery", row.pk)
    assert upper.get(reverse("delivery-file", args=[row.pk])).status_code == 200


def test_the_administrator_keeps_institutions_and_sees_no_case(
    client_of: ClientOf, bank: Institution
) -> None:
    admin = client_of("administrator")
    typed = {
        "name": "示例保险公司",
        "code": "policy",
        "source": "insurance",
        "reach": "local",
        "connector": "http",
        "address": "https://insurer.example/api",
        "key": "secret-of-both",
        "answers_in_days": "5",
        "is_active": "on",
    }
    assert admin.post(reverse("institutions"), typed).status_code == 302
    row = Institution.objects.get(code="policy")
    assert (row.key, row.answers_in_days) == ("secret-of-both", 5)
    page = said(admin, "institution", row.pk)
    assert "secret-of-both" not in page
    changed = typed | {"key": "", "answers_in_days": "7"}
    assert admin.post(reverse("institution", args=[row.pk]), changed).status_code == 302
    row.refresh_from_db()
    assert (row.key, row.answers_in_days) == ("secret-of-both", 7)
    assert admin.get(reverse("searches")).status_code == 403
    refused = admin.post(reverse("institutions"), typed | {"code": "x1", "name": "另一家", "key": ""})
    assert refused.status_code == 422
    assert "签名密钥" in refused.content.decode()


def test_who_is_no_administrator_keeps_no_institution(client: Client, bank: Institution) -> None:
    assert client.get(reverse("institutions")).status_code == 403
    assert client.post(reverse("institution", args=[bank.pk]), {"name": "改"}).status_code == 403


def test_a_lead_is_noted_and_verified_on_its_pages(client: Client, case: Case) -> None:
    typed = {"origin": "applicant", "told_by": "甲某", "received_on": "2026-06-29", "text": "有一辆货车"}
    done = client.post(reverse("case-act", args=[case.pk, "lead"]), typed)
    assert done.headers["Location"] == reverse("property-of-case", args=[case.pk])
    lead = Lead.objects.get()
    assert reverse("lead-verify", args=[lead.pk]) in said(client, "property-of-case", case.pk)
    assert "有一辆货车" in said(client, "lead-verify", lead.pk)
    verified = {"on": "2026-06-30", "outcome": "confirmed", "findings": "车管所登记在其名下"}
    assert client.post(reverse("lead-verify", args=[lead.pk]), verified).status_code == 302
    again = client.post(reverse("lead-verify", args=[lead.pk]), verified)
    assert again.status_code == 422
    assert "车管所登记在其名下" in said(client, "property-of-case", case.pk)


def test_a_report_is_ordered_taken_and_judged_on_its_pages(client: Client, case: Case) -> None:
    party = requests_party(case)
    ordered = {"party": party, "served_on": "2026-06-15"}
    assert client.post(reverse("case-act", args=[case.pk, "report-order"]), ordered).status_code == 302
    report = PropertyReport.objects.get()
    taken = {"on": "2026-06-20", "content": "无财产"}
    assert client.post(reverse("report-act", args=[report.pk, "take"]), taken).status_code == 302
    judged = {"on": "2026-06-30", "truthful": "no", "why": "有存款"}
    assert client.post(reverse("report-act", args=[report.pk, "judge"]), judged).status_code == 302
    assert "不实" in said(client, "property-of-case", case.pk)
    assert client.get(reverse("report-act", args=[report.pk, "other"])).status_code == 404


def requests_party(case: Case) -> int:
    return case.parties.get(name=PERSON.name).pk  # type: ignore[attr-defined]


def test_leads_and_reports_of_another_court_are_not_there(
    client: Client, client_of: ClientOf, case: Case
) -> None:
    client.post(
        reverse("case-act", args=[case.pk, "lead"]),
        {"origin": "applicant", "received_on": "2026-06-29", "text": "有房"},
    )
    stranger = client_of("handler", "内0602")
    assert stranger.get(reverse("lead-verify", args=[Lead.objects.get().pk])).status_code == 404


def test_the_menu_leads_there(client: Client, client_of: ClientOf) -> None:
    assert 'href="/property/"' in said(client, "searches")
    assert 'href="/property/institutions/"' in said(client_of("administrator"), "institutions")
