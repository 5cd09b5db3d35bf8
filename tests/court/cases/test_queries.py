"""What people look at: only the cases of their courts, every one once, with counts that are true."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.db.models import Sum
from django.http import QueryDict
from tests.court.cases.given import DAY, FILED, YUAN, facts, titled

from duixian.court.cases import actions, queries
from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.models import Case, CaseCount, EventKind, Status
from duixian.court.cases.queries import Filters, NotFound, Sort, case_page, narrow
from duixian.court.people.models import Role
from duixian.law.errors import InputError, NotAllowed

NONE = Filters()


@pytest.fixture
def many(clerk):
    """27 cases with few different days and sums, so that most are ties; some are closed."""
    random = Random(7)
    cases = actions.register_cases(
        clerk,
        [
            facts(filed_on=FILED + timedelta(random.randrange(3)), amount_claimed=random.randrange(4) * YUAN)
            for _ in range(27)
        ],
        DAY,
    )
    actions.close_cases(clerk, [(case, Status.SUSPENDED, DAY, "") for case in cases[::3]], DAY)
    return cases


@pytest.fixture
def all_are_many(monkeypatch):
    """Makes the list walk along its order, as it does where filters leave more cases than it fetches."""
    monkeypatch.setattr(narrow, "FEW", -1)
    monkeypatch.setattr(narrow, "EVENTS", -1)
    monkeypatch.setattr(narrow, "FETCHED", 1e12)


def met(rows):
    return [row.pk for row in rows]


def walk(actor, filters, sort):
    """All pages forwards, then back from the last to the first."""
    there, page = [], case_page(actor, filters, sort, size=4)
    there.append([case.pk for case in page.rows])
    while page.next_key:
        page = case_page(actor, filters, sort, page.next_key, size=4)
        there.append([case.pk for case in page.rows])
    back = [there[-1]]
    while page.prev_key:
        page = case_page(actor, filters, sort, page.prev_key, size=4)
        back.append([case.pk for case in page.rows])
    return there, back[::-1]


@pytest.mark.parametrize("sort", list(Sort))
def test_paging_meets_each_case_once_forwards_and_back(clerk, many, sort):
    there, back = walk(clerk, NONE, sort)
    found = [pk for page in there for pk in page]
    assert sorted(found) == sorted(case.pk for case in many)
    assert there == back


@pytest.mark.parametrize("sort", list(Sort))
def test_walking_the_order_meets_what_gathering_meets(clerk, many, sort, request):
    gathered = walk(clerk, NONE, sort)
    request.getfixturevalue("all_are_many")
    assert walk(clerk, NONE, sort) == gathered


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("reach", [1, 2, 1_000])
def test_a_walk_that_reckoned_wrongly_meets_what_gathering_meets(
    clerk, many, sort, reach, request, monkeypatch
):
    searched = Filters(q="甲", filed_from=FILED, filed_to=FILED + timedelta(1))
    gathered = walk(clerk, searched, sort)
    assert sum(map(len, gathered[0])) > 4
    request.getfixturevalue("all_are_many")
    monkeypatch.setattr(narrow, "REACH", reach)
    monkeypatch.setattr(narrow, "PAGE", 0)
    assert walk(clerk, searched, sort) == gathered


@pytest.mark.parametrize("sort", list(Sort))
def test_a_falling_order_is_the_rising_one_reversed(supervisor, many, sort):
    if sort.key == "next_due":
        return_last = case_page(supervisor, NONE, sort, size=27).rows[-9:]
        assert all(case.next_due_on is None for case in return_last)
        return
    rising = [case.pk for case in case_page(supervisor, NONE, Sort(sort.key), size=27).rows]
    falling = [case.pk for case in case_page(supervisor, NONE, Sort(f"-{sort.key}"), size=27).rows]
    assert rising == falling[::-1]


def test_export_holds_what_the_pages_hold(clerk, many):
    there, _ = walk(clerk, Filters(status=("open",)), Sort.OWED)
    exported = [case.pk for case in queries.export_rows(clerk, Filters(status=("open",)), Sort.OWED)]
    assert exported == [pk for page in there for pk in page]


def test_going_back_past_new_cases_shows_a_full_first_page(clerk, many):
    second = case_page(clerk, NONE, Sort.FILED, case_page(clerk, NONE, Sort.FILED, size=4).next_key, size=4)
    first = case_page(clerk, NONE, Sort.FILED, second.prev_key, size=10)
    assert len(first.rows) == 10
    assert first.prev_key is None


@pytest.mark.parametrize("key", ["x", "a.1", "a.x.2026-01-01", "a.1.昨天", "c.1.2026-01-01", "a.1.\0"])
def test_a_key_of_no_page_is_refused(clerk, key):
    with pytest.raises(InputError, match="翻页"):
        case_page(clerk, NONE, Sort.FILED, key)


def test_nobody_sees_a_case_of_a_court_that_is_not_his(case, stranger):
    for wanted in (case.pk, case.case_no):
        with pytest.raises(NotFound):
            queries.find_case(stranger, wanted)
    assert case_page(stranger, NONE, Sort.FILED).rows == []
    assert case_page(stranger, Filters(court=(case.court_id,)), Sort.FILED).count.n == 0
    assert case_page(stranger, Filters(q="示例"), Sort.FILED).rows == []
    assert queries.quick_search(stranger, case.case_no) == []
    assert list(queries.export_rows(stranger, Filters(court=(case.court_id,)), Sort.FILED)) == []


def test_who_sees_no_case_at_all_gets_no_list(case, staff):
    administrator = staff(Role.ADMINISTRATOR, "内06")
    with pytest.raises(NotAllowed):
        case_page(administrator, NONE, Sort.FILED)
    with pytest.raises(NotAllowed):
        queries.export_rows(administrator, NONE, Sort.FILED)
    assert queries.quick_search(administrator, "示例") == []
    with pytest.raises(NotFound):
        queries.find_case(administrator, case.pk)


def test_the_higher_court_sees_the_cases_below_it(case, supervisor):
    assert queries.find_case(supervisor, case.pk) == case
    assert met(case_page(supervisor, NONE, Sort.FILED).rows) == [case.pk]


def test_a_case_is_found_by_its_number_as_people_write_it(case, clerk):
    assert queries.find_case(clerk, case.case_no.replace("（", "(").replace("）", ") ")) == case
    with pytest.raises(NotFound):
        queries.find_case(clerk, "没有这个号")


@pytest.mark.parametrize(
    "text", ["某", "甲某", "甲某某", "商贸有限", "0019", "（2026）内0622执", "ＮＵＭ 八"]
)
def test_search_finds_parts_of_numbers_names_and_identity_numbers(clerk, text):
    named = actions.register_case(
        clerk, titled(applicants=(PartyFacts("num八甲某某", id_no="000000199001010019"),)), DAY
    )
    assert named.pk in met(queries.quick_search(clerk, text))
    assert named.pk in met(case_page(clerk, Filters(q=text), Sort.FILED).rows)


@pytest.mark.parametrize("text", ["乙某", "贸商", "甲示例", "%", "", "某商"])
def test_search_finds_nothing_else(clerk, case, text):
    assert queries.quick_search(clerk, text) == []


def test_a_search_for_a_courts_number_looks_at_that_court_alone(supervisor, case, staff):
    other = actions.register_case(staff("clerk", "内0602"), titled("内0602"), DAY)
    assert met(case_page(supervisor, Filters(q="（2026）内0602执"), Sort.FILED).rows) == [other.pk]
    assert case_page(supervisor, Filters(q="内0602执", court=("内0622",)), Sort.FILED).rows == []
    assert set(met(queries.quick_search(supervisor, "内06"))) == {case.pk, other.pk}


def test_search_for_what_very_many_have_walks_the_order(clerk, many, all_are_many):
    there, back = walk(clerk, Filters(q="示例"), Sort.OWED)
    assert there == back
    assert sum(map(len, there)) == 27


@pytest.mark.parametrize("many_are_left", [False, True])
def test_filters_cut_the_list_down(clerk, chief, handler, case, request, many_are_left):
    if many_are_left:
        request.getfixturevalue("all_are_many")
    other = actions.register_case(clerk, titled(filed_on=date(2026, 3, 1)), DAY)
    actions.assign(chief, [other], handler, DAY)
    actions.set_green(chief, [other], DAY)
    actions.set_supervision(chief, [other], DAY)
    actions.record_event(clerk, other, EventKind.VISIT, on=DAY, text="走访")
    actions.close_case(clerk, other, Status.SUSPENDED, DAY, "", today=DAY)
    only_other = [
        Filters(status=("suspended",)),
        Filters(handler=(str(handler.pk),)),
        Filters(handler=(handler.name,)),
        Filters(green=True),
        Filters(key=True),
        Filters(filed_from=date(2026, 3, 1)),
        Filters(closed_from=DAY, closed_to=DAY),
        Filters(event=("visit",)),
        Filters(event=("visit",), event_from=DAY, event_to=DAY),
        Filters(q=other.case_no, event=("visit",), filed_from=date(2026, 3, 1)),
    ]
    for filters in only_other:
        page = case_page(clerk, filters, Sort.FILED)
        assert (met(page.rows), page.count.n) == ([other.pk], 1), filters
    for filters in (Filters(unclosed=True), Filters(due_to=date(2026, 7, 5)), Filters(filed_to=FILED)):
        assert met(case_page(clerk, filters, Sort.FILED).rows) == [case.pk]
    for filters in (Filters(event=("fined",)), Filters(campaign="none"), Filters(category=("wages",))):
        assert case_page(clerk, filters, Sort.FILED).rows == []


def test_filters_survive_the_address(clerk):
    filters = Filters(
        court=("内0622",), status=("open", "suspended"), q="甲某", green=True, due_to=DAY, event=("visit",)
    )
    assert Filters.from_query(QueryDict(filters.to_query())) == filters
    assert Filters.from_query(QueryDict("flag=green&status=lost&filed_from=昨天&q=%00")) == Filters(
        green=True
    )


def test_of_many_that_nobody_counted_the_list_says_at_least(clerk, many, all_are_many):
    page = case_page(clerk, Filters(filed_from=FILED), Sort.FILED, size=10)
    assert (page.count.n, page.count.exact, page.total_owed) == (10, False, None)
    page = case_page(clerk, NONE, Sort.FILED, size=10)
    assert (page.count.n, page.count.exact) == (27, True)


def test_the_sum_below_the_list_is_of_all_its_cases(clerk, many):
    owed = Case.objects.filter(status="open").aggregate(fen=Sum("owed"))["fen"]
    by_counts = case_page(clerk, Filters(status=("open",)), Sort.FILED, size=4)
    by_rows = case_page(clerk, Filters(status=("open",), filed_from=FILED), Sort.FILED, size=4)
    assert by_counts.total_owed == by_rows.total_owed == owed > 0


def add_up_at_the_next_row():
    """A writer adds the table up when he writes a row whose id is a multiple of 256."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_casecount_id_seq')")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT setval('cases_casecount_id_seq', %s)", [row // 256 * 256 + 255 + 256])


def counted():
    columns = ("court", "status", "category", "green_channel", "key_supervision", "handler", "handler_name")
    sums = ("n", "claimed", "recovered", "owed")
    rows = CaseCount.objects.values(*columns).order_by().annotate(**{f"s_{name}": Sum(name) for name in sums})
    return {
        tuple(row[name] for name in columns): tuple(int(row[f"s_{name}"]) for name in sums)
        for row in rows
        if any(row[f"s_{name}"] for name in sums)
    }


def recounted():
    found = {}
    for case in Case.objects.all():
        key = (case.court_id, case.status, case.category, case.green_channel, case.key_supervision)
        key += (case.handler_id, case.handler_name)
        old = found.get(key, (0, 0, 0, 0))
        new = (1, case.amount_claimed, case.amount_recovered, case.owed)
        found[key] = tuple(map(sum, zip(old, new, strict=True)))
    return found


def test_the_table_of_counts_is_what_counting_gives(clerk, chief, handler, many, staff):
    add_up_at_the_next_row()
    actions.register_case(staff("clerk", "内0602"), titled("内0602"), DAY)
    actions.assign(chief, many[:5], handler, DAY)
    actions.set_green(chief, many[3:8], DAY)
    actions.record_payments(clerk, [(case, DAY, 1 * YUAN) for case in many[:9]], DAY)
    actions.refresh_owed(clerk, many, DAY)
    Case.objects.filter(pk=many[0].pk).update(category="wages")
    assert counted() == recounted()


def test_adding_up_leaves_one_row_for_each_combination(clerk, chief, many):
    for case in many[:12]:
        add_up_at_the_next_row()
        actions.set_green(chief, [case], DAY)
    assert CaseCount.objects.count() <= len(counted()) + 2
    assert counted() == recounted()


@pytest.mark.parametrize(
    ("filters", "queries_at_most"),
    [
        (NONE, 5),
        (Filters(status=("open",), green=True), 5),
        (Filters(filed_from=FILED, status=("open",)), 6),
        (Filters(q="示例"), 6),
    ],
)
def test_a_page_of_the_list_takes_few_queries(
    clerk, many, filters, queries_at_most, django_assert_max_num_queries
):
    # Whether the actor sees every court, the counts, what they stand for, the sum, ids, rows.
    with django_assert_max_num_queries(queries_at_most):
        page = case_page(clerk, filters, Sort.OWED_DOWN)
        [(case.court_id, case.handler_name) for case in page.rows]


def test_a_page_of_very_many_takes_no_more_queries(
    supervisor, many, all_are_many, django_assert_max_num_queries
):
    # As above, and the database's belief of how many hold the text and of how many the days.
    with django_assert_max_num_queries(7):
        case_page(supervisor, Filters(q="示例", filed_from=FILED), Sort.OWED_DOWN)
