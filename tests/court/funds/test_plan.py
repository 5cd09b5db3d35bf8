"""参与分配: the plan, its service, objections, and the paying by it; what is disputed stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.court.cases.given import DUE
from tests.court.funds import given
from tests.court.funds.given import COURT, DAY, YUAN

from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.claims import statement_of
from duixian.court.funds.actions import claiming, planning, receiving
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.actions.planning import Joined
from duixian.court.funds.models import Plan, Receipt
from duixian.court.funds.proof import prove
from duixian.court.funds.queries.lying import lying
from duixian.court.people.models import Role
from duixian.law.errors import InputError

# 15 days from 2026-06-30: 2026-07-15, a Wednesday.
LAST = date(2026, 7, 15)
AFTER = LAST + timedelta(days=1)
MAN = PartyFacts("丙某某", is_person=True, id_no="000000198001010010")
PLAIN = DUE | {"surcharge": False}


@pytest.fixture
def cases(new_case):
    """10,000.00 and 30,000.00 owed by one man, and no surcharge on either."""
    told = {"respondents": (MAN,)}
    return (
        new_case(**told, obligations=(PLAIN,)),
        new_case(**told, obligations=(PLAIN | {"amount": "30000.00"},), amount_claimed=30_000 * YUAN),
    )


@pytest.fixture
def pot(handler, finance, here, cases):
    """8,000.00 came in for the first case."""
    content = given.statement((DAY, "8000.00", "丙某某", cases[0].case_no))
    receiving.import_statement(finance, here, content, "a.csv", today=DAY)
    return claiming.claim(handler, Receipt.objects.get(), Told(cases[0], 8_000 * YUAN), on=DAY, today=DAY)


def draw(handler, cases, **more):
    joined = [Joined(one, **more.pop(f"of{n}", {})) for n, one in enumerate(cases)]
    return planning.draw_plan(
        handler, cases[0], joined, **{"debtor": "person", "on": DAY, "today": DAY} | more
    )


def served(handler, plan):
    return planning.serve_plan(handler, plan, on=DAY, today=DAY)


def owed(case):
    return statement_of(case, DAY).total


def test_of_a_person_all_share_in_proportion_and_each_debt_falls_on_the_day_of_arrival(handler, cases, pot):
    first, second = cases
    plan = draw(handler, cases)
    # Nobody is paid by it before it is settled.
    assert (owed(first), owed(second)) == (10_000 * YUAN, 30_000 * YUAN)
    # 8,000 × 10,000 / 40,000 and 8,000 × 30,000 / 40,000.
    assert [(one.case, one.amount) for one in plan.shares.all() if one.amount] == [
        (first, 2_000 * YUAN),
        (second, 6_000 * YUAN),
    ]
    plan = served(handler, plan)
    assert plan.object_by == LAST
    with pytest.raises(InputError, match="异议期"):
        planning.carry_out(handler, plan, on=LAST, today=LAST)
    plan = planning.carry_out(handler, plan, on=AFTER, today=AFTER)
    assert (plan.state, owed(first), owed(second)) == ("done", 8_000 * YUAN, 24_000 * YUAN)
    assert (lying([first]), lying([second])) == (2_000 * YUAN, 6_000 * YUAN)
    assert {row.on for case in cases for row in case.payments.filter(reversed_on=None)} == {DAY}
    assert prove(COURT).faults == ()


def test_costs_and_what_has_priority_come_first(handler, cases, pot):
    plan = draw(handler, cases, costs=500 * YUAN, of0={"preferred": 4_000 * YUAN, "basis": "抵押权"})
    got = {(one.key, one.stage): one.amount for one in plan.shares.all() if one.amount}
    # 500 of costs, 4,000 preferred; of 3,500 the rest: 6,000 and 30,000 share 583.33 and 2,916.67.
    assert got == {
        ("court", "costs"): 500 * YUAN,
        (cases[0].case_no, "preferred"): 4_000 * YUAN,
        (cases[0].case_no, "ordinary"): 583_33,
        (cases[1].case_no, "ordinary"): 2_916_67,
    }
    done = planning.carry_out(handler, served(handler, plan), on=AFTER, today=AFTER)
    assert done.state == "done"
    # 4,583.33 of its own and 500.00 for the court.
    assert (lying([cases[0]]), owed(cases[0])) == (5_083_33, 10_000 * YUAN - 4_583_33)


def test_a_company_goes_by_the_order_of_control_once_nobody_wants_its_bankruptcy(handler, cases, pot):
    with pytest.raises(InputError, match="破产"):
        draw(handler, cases, debtor="company")
    early = {"controlled_on": date(2026, 3, 1)}
    late = {"controlled_on": date(2026, 4, 1)}
    plan = draw(handler, cases, debtor="company", bankruptcy="declined", of0=late, of1=early)
    assert [(one.case, one.amount) for one in plan.shares.all() if one.amount] == [(cases[1], 8_000 * YUAN)]


def test_what_is_disputed_stays_until_it_is_settled(handler, cases, pot):
    first, second = cases
    plan = served(handler, draw(handler, cases))
    share = plan.shares.get(case=second)
    told = {
        "by": first.case_no,
        "amount": 1_000 * YUAN,
        "text": "该债权已部分清偿",
        "on": LAST,
        "today": LAST,
    }
    with pytest.raises(InputError, match="自己"):
        planning.object_to(handler, share, **told | {"by": second.case_no})
    row = planning.object_to(handler, share, **told)
    with pytest.raises(InputError, match="异议期"):
        planning.object_to(handler, share, **told | {"on": AFTER, "today": AFTER})
    plan = planning.carry_out(handler, plan, on=AFTER, today=AFTER)
    assert (plan.state, lying([second]), lying([first])) == ("served", 5_000 * YUAN, 3_000 * YUAN)
    planning.end_objection(handler, row, result="逾期未起诉", on=AFTER, today=AFTER)
    plan = planning.carry_out(handler, plan, on=AFTER, today=AFTER)
    assert (plan.state, lying([second]), lying([first])) == ("done", 6_000 * YUAN, 2_000 * YUAN)
    assert (owed(first), owed(second)) == (8_000 * YUAN, 24_000 * YUAN)
    assert prove(COURT).faults == ()


def test_a_dispute_of_its_own_share_is_counted_once_settled(handler, cases, pot):
    first, second = cases
    plan = served(handler, draw(handler, cases))
    told = {"by": second.case_no, "amount": 500 * YUAN, "text": "计算有误", "on": LAST, "today": LAST}
    row = planning.object_to(handler, plan.shares.get(case=first), **told)
    plan = planning.carry_out(handler, plan, on=AFTER, today=AFTER)
    assert owed(first) == 8_500 * YUAN
    planning.end_objection(handler, row, result="撤回", on=AFTER, today=AFTER)
    planning.carry_out(handler, plan, on=AFTER, today=AFTER)
    assert owed(first) == 8_000 * YUAN


def test_while_a_plan_is_open_nothing_is_released_and_a_dropped_one_leaves_all_as_it_was(
    handler, clerk, cases, pot
):
    plan = draw(handler, cases)
    payee = given.payee(handler, clerk, cases[0])
    with pytest.raises(InputError, match="分配方案还没有执行完"):
        given.release(handler, cases[0], payee, 1)
    with pytest.raises(InputError, match="已有没有执行完的方案"):
        draw(handler, cases)
    planning.drop_plan(handler, plan, reason="有新的债权人参加", on=DAY, today=DAY)
    assert (owed(cases[0]), lying([cases[0]])) == (2_000 * YUAN, 8_000 * YUAN)
    assert given.release(handler, cases[0], payee, 8_000)


def test_what_was_released_before_stays_paid(handler, clerk, cases, pot):
    given.release(handler, cases[0], given.payee(handler, clerk, cases[0]), 3_000)
    plan = draw(handler, cases)
    # 3,000.00 were on their way; 7,000.00 and 30,000.00 share 5,000.00: 945.95 and 4,054.05.
    assert owed(cases[0]) == 7_000 * YUAN
    assert [one.amount for one in plan.shares.all() if one.amount] == [945_95, 4_054_05]
    planning.carry_out(handler, served(handler, plan), on=AFTER, today=AFTER)
    assert (owed(cases[0]), owed(cases[1])) == (7_000_00 - 945_95, 30_000_00 - 4_054_05)


def test_the_page_from_the_plan_to_the_paying(client_of, handler, cases, pot):
    url = reverse("case-distribution", args=[cases[0].pk])
    page = client_of(handler)
    assert cases[1].case_no in page.get(url).content.decode()
    joins = {f"{one.pk}-joins": "on" for one in cases}
    typed = {"act": "draw", "debtor": "person", "bankruptcy": "unasked", "on": str(DAY)}
    answer = page.post(url, typed)
    assert (answer.status_code, "不足两件" in answer.content.decode()) == (422, True)
    assert page.post(url, typed | joins).status_code == 302
    assert "6,000.00" in page.get(url).content.decode()
    assert page.post(url, {"act": "serve", "on": str(DAY)}).status_code == 302
    answer = page.post(url, {"act": "carry", "on": str(DAY)})
    assert "异议期至2026-07-15届满" in answer.content.decode()
    assert Plan.objects.get().state == "served"
    assert client_of(Role.HANDLER, "内0602").get(url).status_code == 404
