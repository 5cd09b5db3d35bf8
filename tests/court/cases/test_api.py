"""The cases over HTTP: the same cases as the pages, in the contract's shapes."""

from __future__ import annotations

import pytest
from tests.court.cases.given import DAY, titled

from duixian.court.cases import actions
from duixian.court.people.models import Installation, Role


@pytest.fixture
def api(client_of, clerk):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    inside = client_of(clerk)

    def get(path, status=200, client=inside):
        answer = client.get(f"/api{path}")
        assert answer.status_code == status, answer.content
        return answer.json()

    return get


def test_the_list_pages_by_key(api, clerk):
    cases = actions.register_cases(clerk, [titled() for _ in range(5)], DAY)
    first = api("/cases?size=3&sort=case_no")
    second = api(f"/cases?size=3&sort=case_no&after={first['next']}")
    ids = [case["id"] for page in (first, second) for case in page["cases"]]
    assert ids == [case.pk for case in cases]
    # 5 × 10,316.75.
    assert (first["count"], first["exact"], first["total_owed"]) == (5, True, "51583.75")
    assert (second["next"], first["previous"]) == (None, None)


def test_filters_are_those_of_the_page(api, case):
    assert [found["case_no"] for found in api("/cases?status=open&q=示例")["cases"]] == [case.case_no]
    assert api("/cases?status=suspended")["cases"] == []


@pytest.mark.parametrize(
    "query", ["colour=red", "status=lost", "filed_from=昨天", "after=a.1.x", "status=open&status=lost"]
)
def test_what_is_not_known_is_refused_and_not_ignored(api, query):
    assert "；" in api(f"/cases?{query}", status=422)["error"]


@pytest.mark.parametrize("query", ["size=0", "size=1000", "sort=colour"])
def test_a_size_or_order_that_cannot_be_is_refused(api, query):
    api(f"/cases?{query}", status=422)


def test_a_case_comes_with_its_parties_and_sums(api, case):
    found = api(f"/cases/{case.pk}")
    assert (found["case_no"], found["owed"], found["court"]) == (case.case_no, "10316.75", "内0622")
    assert [party["side"] for party in found["parties"]] == ["applicant", "respondent"]


def test_a_statement_is_the_contracts(api, case):
    said = api(f"/cases/{case.pk}/statement?as_of=2026-01-10")
    # 10 days × 10,000.00 × 0.000175 = 17.50.
    assert (said["total"], said["surcharge"], said["as_of"]) == ("10017.50", "17.50", "2026-01-10")
    assert set(said["proof"]) == {"program", "tables_sha256", "input_sha256"}
    assert api(f"/cases/{case.pk}/statement")["as_of"] == str(DAY)


def test_the_timeline_is_told_in_order(api, case, clerk):
    actions.record_payment(clerk, case, on=DAY, amount=100, today=DAY)
    told = [(event["kind"], event["amount"], event["actor"]) for event in api(f"/cases/{case.pk}/events")]
    assert told == [("filed", None, clerk.name), ("payment", "1.00", clerk.name)]


@pytest.mark.parametrize("path", ["", "/statement", "/events"])
def test_a_case_of_another_court_is_not_there(api, case, client_of, path):
    api(f"/cases/{case.pk}{path}", status=404, client=client_of(Role.CLERK, "内0602"))
    assert api("/cases", client=client_of(Role.CLERK, "内0602"))["cases"] == []


def test_nobody_is_served_who_has_not_signed_in(api, client, case):
    api(f"/cases/{case.pk}", status=401, client=client)


def test_who_sees_no_case_is_told_so(api, client_of):
    assert "无权" in api("/cases", status=403, client=client_of(Role.ADMINISTRATOR, "内06"))["error"]
