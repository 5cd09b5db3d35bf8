"""The page of a case's property: what is seen there, and each act through its form."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.court.property.given import DAY, YUAN, account, freeze, served

from duixian.court.people.models import Installation
from duixian.court.property.actions import control
from duixian.court.property.models import ExpectedPayment, Find, Measure

JUNE = date(2026, 6, 10)


@pytest.fixture
def client(client_of, handler):
    Installation.objects.create(demo_day=DAY)
    return client_of(handler)


def page(client, case):
    return client.get(reverse("property-of-case", args=[case.pk])).content.decode()


def test_the_page_says_what_is_owed_and_what_is_held(client, handler, lender):
    measure = control.control(handler, lender, freeze(lender, account(50_000), 50_000), on=JUNE, today=DAY)
    control.serve(handler, measure, served(JUNE, 30_000), today=DAY)
    shown = page(client, lender)
    assert "140,000.00" in shown and "30,000.00" in shown
    assert "缺回执" in shown
    assert "第十九条" in shown


def test_a_ruling_is_typed_served_and_deducted_by_forms(client, lender):
    typed = {
        "party": lender.parties.get(side="respondent").pk,
        "thing": "deposit",
        "act": "freeze",
        "holder": "示例银行",
        "identity": "示例尾号0001",
        "description": "活期存款账户",
        "amount": "14万",
        "ruling_no": "裁1",
        "on": "2026-06-10",
    }
    done = client.post(reverse("case-act", args=[lender.pk, "control"]), typed)
    assert (done.status_code, done.url) == (302, reverse("property-of-case", args=[lender.pk]))
    measure = Measure.objects.get()
    assert measure.amount == 140_000 * YUAN
    given = {"on": "2026-06-10", "frozen": "30000", "receipt": "示例银行回执"}
    assert client.post(reverse("measure-act", args=[measure.pk, "serve"]), given).status_code == 302
    form = client.get(reverse("measure-act", args=[measure.pk, "deduct"])).content.decode()
    assert 'value="30000.00"' in form  # what is held, less than what is owed
    given = {"key": "a", "ruling_no": "裁2", "on": "2026-06-30", "amount": "30,000.01"}
    refused = client.post(reverse("measure-act", args=[measure.pk, "deduct"]), given)
    assert refused.status_code == 422
    assert "超过可扣划的30,000.00元" in refused.content.decode()
    assert 'value="30,000.01"' in refused.content.decode()
    given["amount"] = "30000"
    assert client.post(reverse("measure-act", args=[measure.pk, "deduct"]), given).status_code == 302
    measure.refresh_from_db()
    assert measure.state == Measure.State.SPENT


def test_money_on_its_way_is_typed_noticed_and_taken_by_forms(client, mother):
    typed = {
        "party": mother.parties.get(side="respondent").pk,
        "kind": "land_compensation",
        "payer": "示例镇人民政府",
        "amount": "612,400",
        "expected_on": "2026-07-14",
        "known_on": "2026-06-08",
    }
    client.post(reverse("case-act", args=[mother.pk, "expect"]), typed)
    row = ExpectedPayment.objects.get()
    watched = client.get(reverse("property")).content.decode()
    assert "示例镇人民政府" in watched and "612,400.00" in watched and "2026-07-14" in watched
    notice = reverse("expected-act", args=[row.pk, "notice"])
    assert 'value="111500.00"' in client.get(notice).content.decode()
    given = {"ruling_no": "裁1", "ruled_on": "2026-06-10", "on": "2026-06-10", "amount": "111500.00"}
    assert client.post(notice, given).status_code == 302
    given = {"key": "b", "ruling_no": "裁2", "on": "2026-06-12", "amount": "111500"}
    assert client.post(reverse("expected-act", args=[row.pk, "intercept"]), given).status_code == 302
    mother.refresh_from_db()
    assert mother.owed == 0


def test_another_court_sees_neither_page_nor_act(client_of, stranger, handler, lender):
    measure = control.control(handler, lender, freeze(lender, account(1), 100), on=JUNE, today=DAY)
    other = client_of(stranger)
    assert other.get(reverse("property-of-case", args=[lender.pk])).status_code == 404
    assert other.get(reverse("measure-act", args=[measure.pk, "serve"])).status_code == 404
    assert "示例银行" not in other.get(reverse("property")).content.decode()


def test_who_only_looks_is_offered_no_act(client_of, staff, handler, lender):
    measure = control.control(handler, lender, freeze(lender, account(1), 100), on=JUNE, today=DAY)
    supervisor = client_of(staff("supervisor", "内06"))
    shown = page(supervisor, lender)
    assert "活期存款账户" in shown and "送达</a>" not in shown
    assert supervisor.post(reverse("measure-act", args=[measure.pk, "serve"]), {}).status_code == 403


def test_a_find_fills_the_form_that_controls_it_and_may_be_set_aside(client, lender):
    find = Find.objects.create(
        case=lender,
        court=lender.court,
        party=lender.parties.get(side="respondent"),
        found_on=JUNE,
        source="vehicle",
        thing="vehicle",
        identity="蒙K·示例9",
        description="小型汽车",
        worth=30_000 * YUAN,
    )
    form = client.get(reverse("case-act", args=[lender.pk, "control"]), {"find": find.pk}).content.decode()
    assert 'value="蒙K·示例9"' in form and 'value="30000.00"' in form
    assert '<option value="seal" selected>' in form
    done = client.post(reverse("find-act", args=[find.pk, "set-aside"]), {"why": "价值低于处置费用"})
    assert done.status_code == 302
    assert "价值低于处置费用" in page(client, lender)


def test_a_find_of_another_case_fills_nothing(client, lender, mother):
    shown = client.get(reverse("case-act", args=[mother.pk, "control"]), {"find": "²"})
    assert shown.status_code == 200
