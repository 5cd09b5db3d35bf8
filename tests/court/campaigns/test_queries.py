"""The figures: what counts, from when, for whom, and that the tally never differs from the plain count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.court.campaigns.given import DAY, START, YUAN, Maker

from duixian.court.campaigns import actions, queries
from duixian.court.campaigns.models import Campaign, Measure, Tally
from duixian.court.cases.models import Case, Event, EventKind, Payment, Status
from duixian.court.people.models import Court, Staff

FORCE = EventKind.SUMMONED_BY_FORCE


@pytest.fixture
def screened(supervisor: Staff, campaign: Campaign) -> Callable[[], queries.Dashboard]:
    """screened() applies the scope to all cases made and gives the supervisor's dashboard."""

    def screen() -> queries.Dashboard:
        actions.screen_cases(supervisor, campaign, DAY)
        return queries.dashboard(supervisor, campaign, DAY)

    return screen


def test_amounts_are_payments_of_the_campaigns_days(screened: Any, make_case: Maker) -> None:
    make_case(
        filed=date(2026, 1, 5),
        paid=[(START - timedelta(1), 1_000), (START, 200), (DAY, 30), (DAY + timedelta(1), 4)],
    )
    assert screened().city.recovered == 230 * YUAN  # 200 + 30: the first and the last day count


def test_a_reversed_payment_counts_for_nothing(screened: Any, make_case: Maker) -> None:
    case = make_case(paid=[(date(2026, 5, 6), 500), (date(2026, 5, 7), 70)])
    Payment.objects.filter(case=case, amount=500 * YUAN).update(reversed_on=date(2026, 5, 8))
    assert screened().city.recovered == 70 * YUAN


def test_in_hand_is_filed_and_not_yet_closed_on_the_day(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(filed=date(2026, 4, 1), closed=date(2026, 5, 10))
    make_case(filed=date(2026, 5, 12))
    actions.screen_cases(supervisor, campaign, DAY)
    in_hand = [
        queries.dashboard(supervisor, campaign, day).city.in_hand
        for day in (date(2026, 4, 1), date(2026, 5, 10), date(2026, 5, 12))
    ]
    assert in_hand == [1, 0, 1]


def test_only_closing_as_fully_performed_counts_as_such(screened: Any, make_case: Maker) -> None:
    make_case(closed=date(2026, 5, 6))
    make_case(closed=date(2026, 5, 6), way=Status.SUSPENDED)
    city = screened().city
    assert (city.performed, city.closed, city.performed_rate.percent) == (1, 2, "50.00%")


def test_the_citys_rate_is_sum_over_sum_and_no_mean_of_rates(screened: Any, make_case: Maker) -> None:
    make_case(court="内0602", closed=date(2026, 5, 6))
    for _ in range(3):
        make_case(court="内0622", closed=date(2026, 5, 6), way=Status.SUSPENDED)
    board = screened()
    rates = {line.code: line.performed_rate.percent for line in board.courts}
    # 1 ÷ 1 and 0 ÷ 3; (1 + 0) ÷ (1 + 3) = 25%, where the mean of rates would be 50%.
    assert (rates["内0602"], rates["内0622"], board.city.performed_rate.percent) == (
        "100.00%",
        "0.00%",
        "25.00%",
    )


def test_nothing_to_divide_by_prints_a_dash(screened: Any, make_case: Maker) -> None:
    make_case(court="内0622")
    lines = {line.code: line for line in screened().courts}
    assert lines["内0622"].performed_rate.percent == "—"
    assert (lines["内0602"].recovery.percent, lines["内0602"].average_days.number) == ("—", "—")


def test_person_times_and_persons_are_counted_apart(screened: Any, make_case: Maker) -> None:
    twice = [(FORCE, date(2026, 5, 6), "乙某（测试）"), (FORCE, date(2026, 5, 20), "乙某（测试）")]
    make_case(events=twice)
    make_case(events=[(FORCE, date(2026, 5, 21), "乙某（测试）"), (FORCE, date(2026, 5, 21), "")])
    make_case(court="内0602", events=[(FORCE, date(2026, 5, 6), "乙某（测试）")])
    city = screened().city
    # Five times; at 准格尔旗 one man of two cases and one who is not named, at 东胜 a namesake.
    assert (city.times[FORCE], city.persons[FORCE]) == (5, 3)


def test_a_case_taken_out_counts_for_nothing(
    supervisor: Staff, campaign: Campaign, screened: Any, make_case: Maker
) -> None:
    case = make_case(paid=[(date(2026, 5, 6), 500)], events=[(FORCE, date(2026, 5, 6), "乙某（测试）")])
    assert screened().city.recovered == 500 * YUAN
    actions.remove_case(supervisor, campaign, case, "误纳入", DAY)
    city = queries.dashboard(supervisor, campaign, DAY).city
    assert (city.cases, city.recovered, city.times[FORCE]) == (0, 0, 0)
    assert city.persons.get(FORCE, 0) == 0


def test_the_weeks_change_is_what_the_last_seven_days_added(screened: Any, make_case: Maker) -> None:
    make_case(closed=DAY - timedelta(7))
    make_case(closed=DAY - timedelta(6))
    make_case(closed=DAY)
    figure = {each.measure: each for each in screened().figures}[Measure.FULLY_PERFORMED]
    assert (figure.value, figure.change) == (3, 2)


def test_every_week_of_the_campaign_stands_on_the_chart_by_category(screened: Any, make_case: Maker) -> None:
    make_case("抚养费纠纷", closed=date(2026, 4, 6))  # a Monday
    weeks = screened().weeks
    assert weeks[0].monday == date(2026, 3, 30)  # 31 March 2026 is a Tuesday
    assert len(weeks) == 14  # 30 March to 29 June: 13 weeks apart, both counted
    assert (weeks[1].performed["support"], sum(week.performed["support"] for week in weeks)) == (1, 1)


def test_a_target_shows_how_far_a_court_has_come(
    supervisor: Staff, campaign: Campaign, courts: dict[str, Court], screened: Any, make_case: Maker
) -> None:
    make_case(court="内0622", closed=date(2026, 5, 6))
    actions.set_target(supervisor, campaign, courts["内0622"], Measure.FULLY_PERFORMED, 4)
    line = next(line for line in screened().courts if line.code == "内0622")
    assert line.progress(Measure.FULLY_PERFORMED).percent == "25.00%"


def test_courts_stand_in_their_fixed_order_whatever_they_did(screened: Any, make_case: Maker) -> None:
    make_case(court="内0627", closed=date(2026, 5, 6))
    names = [line.code for line in screened().courts]
    assert names == ["内06", *sorted(name for name in names if name != "内06")]


def test_a_clerk_sees_his_court_and_the_city_and_no_other_court(
    campaign: Campaign, screened: Any, make_case: Maker, staff: Callable[..., Staff]
) -> None:
    make_case(court="内0622")
    make_case(court="内0602")
    screened()
    board = queries.dashboard(staff("clerk", "内0622"), campaign, DAY)
    assert [line.code for line in board.courts] == ["内0622"]
    assert (board.courts[0].cases, board.city.cases, board.covers_all) == (1, 2, False)


def test_the_list_behind_a_figure_holds_what_the_figure_counted(
    supervisor: Staff, campaign: Campaign, screened: Any, make_case: Maker, staff: Callable[..., Staff]
) -> None:
    make_case(court="内0622", paid=[(date(2026, 5, 6), 500)])
    make_case(court="内0602", paid=[(date(2026, 5, 6), 30), (date(2026, 7, 1), 1)])
    make_case(yuan=900_000, paid=[(date(2026, 5, 6), 7)])
    board = screened()
    found = queries.entries(supervisor, campaign, "recovered", START, DAY)
    assert (found.count, found.total) == (2, board.city.recovered)
    own = queries.entries(staff("clerk", "内0622"), campaign, "recovered", START, DAY, "内0602")
    assert own.count == 0


def test_stuck_is_an_open_case_without_work_for_thirty_days(
    supervisor: Staff, campaign: Campaign, screened: Any, make_case: Maker
) -> None:
    idle = make_case(filed=date(2026, 4, 1), events=[(EventKind.NOTE, DAY, "")])
    make_case(filed=date(2026, 4, 1), events=[(EventKind.VISIT, date(2026, 6, 20), "")])
    make_case(filed=date(2026, 6, 20))
    screened()
    assert list(queries.stuck(supervisor, campaign, DAY)) == [idle]


def test_a_dashboard_takes_four_queries_however_many_the_cases(
    screened: Any,
    supervisor: Staff,
    campaign: Campaign,
    make_case: Maker,
    django_assert_num_queries: Any,
) -> None:
    for n in range(20):
        make_case(court="内0622" if n % 2 else "内0602", closed=date(2026, 5, 6))
    screened()
    # courts, the tally, persons, targets
    with django_assert_num_queries(4):
        queries.dashboard(supervisor, campaign, DAY)


_PLAIN = """
SELECT c.court_id, i.category, c.kind, f.measure, greatest(f."on", '2026-03-30'::date),
       sum(f.n), sum(f.amount), sum(f.days)
FROM campaigns_inclusion AS i JOIN cases_case AS c ON c.id = i.case_id
JOIN campaigns_counted AS f ON f.case_id = c.id
WHERE i.removed_on IS NULL GROUP BY 1, 2, 3, 4, 5
"""


def _plain_count() -> set[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN)
        return {(*row[:5], *map(int, row[5:])) for row in cursor.fetchall()}


def _tally() -> set[tuple[Any, ...]]:
    rows = Tally.objects.exclude(n=0, amount=0, days=0)
    return set(rows.values_list("court_id", "category", "kind", "measure", "on", "n", "amount", "days"))


ACTS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 80)), max_size=25)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_tally_is_the_plain_count_after_whatever_happens(
    acts: list[tuple[int, int, int]], supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    cases = [make_case(yuan=5_000 * (n + 1)) for n in range(4)]
    for act, which, after in acts:
        case, day = Case.objects.get(pk=cases[which].pk), date(2026, 4, 1) + timedelta(after)
        if act == 0:
            Payment.objects.create(case=case, on=day, amount=after + 1)
        elif act == 1:
            Payment.objects.filter(case=case, reversed_on=None).update(reversed_on=day)
        elif act == 2:
            Event.objects.create(case=case, court=case.court, on=day, kind=FORCE, text="测试")
        elif act == 3:
            Case.objects.filter(pk=case.pk).update(status=Status.SUSPENDED, closed_on=day)
        elif act == 4:
            Case.objects.filter(pk=case.pk).update(status=Status.OPEN, closed_on=None)
        elif act == 5:
            actions.screen_cases(supervisor, campaign, DAY)
        elif act == 6:
            actions.include_case(supervisor, campaign, case, "wages", "测试", day)
        elif campaign.inclusions.filter(case=case, removed_on=None).exists():
            actions.remove_case(supervisor, campaign, case, "测试", day)
    assert _tally() == _plain_count()


def test_what_a_revived_case_brings_with_it_is_not_recovered_a_second_time(
    screened: Any, make_case: Maker
) -> None:
    make_case(yuan=10_000, filed=date(2026, 4, 1), paid=[(date(2026, 4, 10), 4_000)])
    make_case(
        yuan=6_000,
        kind="执恢",
        filed=date(2026, 5, 4),
        paid=[(date(2026, 4, 10), 4_000), (date(2026, 5, 11), 1_000)],
    )
    # 4,000 once, in the first case, and 1,000 in the revived one.
    assert screened().city.recovered == 5_000 * YUAN
