"""What people do with cases: the right first, then law, then the rows, all of them or none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.court.cases.given import DAY, DUE, FILED, YUAN, facts, titled

from duixian.court.cases import actions, queries
from duixian.court.cases.actions import FeeFacts, PartyFacts, PaymentFacts
from duixian.court.cases.models import Case, EventKind, Payment, Status
from duixian.law.errors import InputError, InputErrors, NotAllowed

APRIL = date(2026, 4, 1)


def kinds(case):
    return [event.kind for event in queries.timeline(case)]


def pay(clerk, case, yuan=4_000, on=APRIL, **given):
    return actions.record_payment(clerk, case, on=on, amount=yuan * YUAN, today=DAY, **given)


def test_a_case_with_its_title_owes_what_law_says(case):
    # 2026-01-01 to 06-30: 181 days × 10,000.00 × 0.000175 = 316.75.
    assert case.owed == 10_316_75
    assert case.owed_on == DAY
    assert queries.statement_of(case, DAY).total == 10_316_75


def test_a_case_of_which_only_the_sum_is_known_owes_it_and_says_so(clerk):
    case = actions.register_case(clerk, facts(fees=(FeeFacts("案件受理费", 25 * YUAN),)), DAY)
    said = queries.statement_of(case, DAY)
    assert (case.owed, said.surcharge) == (10_000 * YUAN, 0)
    assert "未计迟延履行利息" in said.warnings[0]


def test_a_new_case_is_due_six_months_after_filing(case):
    assert (case.filed_on, case.next_due_on) == (FILED, date(2026, 7, 5))


def test_filing_and_what_was_paid_before_stand_on_the_timeline(clerk):
    paid = PaymentFacts(date(2026, 2, 1), 100 * YUAN)
    case = actions.register_case(clerk, titled(payments=(paid,)), DAY)
    assert kinds(case) == [EventKind.FILED, EventKind.PAYMENT]
    assert case.amount_recovered == 100 * YUAN


def test_a_handler_gives_the_case_his_name(clerk, handler):
    case = actions.register_case(clerk, facts(handler=handler), DAY)
    assert (case.handler, case.handler_name) == (handler, handler.name)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"case_no": "（2026）内0622执"}, "案号"),
        ({"case_no": "（2026）内0121执1号"}, "没有代字为“内0121”的法院"),
        ({"filed_on": date(2026, 7, 1)}, "立案日期"),
        ({"amount_claimed": -1}, "申请标的"),
        ({"payments": (PaymentFacts(APRIL, 0),)}, "到位金额"),
        ({"payments": (PaymentFacts(date(2026, 7, 1), 1),)}, "到位日期"),
        ({"cause": "长" * 101}, "案由：超过100字"),
        ({"respondents": (PartyFacts("甲\0"),)}, "被执行人：含有不能保存的字符"),
        ({"respondents": (PartyFacts(" "),)}, "没有姓名"),
        ({"obligations": ({"id": "1", "amount": "1.00"},)}, "没有写明何时到期"),
        ({"obligations": (DUE | {"due_on": "昨天"},)}, "due_on"),
    ],
)
def test_what_is_wrong_with_a_filing_is_said(clerk, given, words):
    with pytest.raises((InputError, InputErrors), match=words):
        actions.register_case(clerk, facts(**given), DAY)


def test_one_bad_case_keeps_the_whole_batch_out(clerk):
    with pytest.raises(InputError, match="立案日期"):
        actions.register_cases(clerk, [facts(), facts(filed_on=date(2027, 1, 1)), facts()], DAY)
    assert not Case.objects.exists()


def test_all_faults_of_a_batch_are_told_together(clerk):
    with pytest.raises(InputErrors) as caught:
        actions.register_cases(clerk, [facts(amount_claimed=-1), facts(filed_on=date(2027, 1, 1))], DAY)
    assert len(caught.value.errors) == 2


def test_a_case_number_is_registered_once(clerk, case):
    with pytest.raises(InputError, match="已经登记"):
        actions.register_case(clerk, facts(case_no=case.case_no), DAY)
    twice = facts()
    with pytest.raises(InputError, match="已经登记"):
        actions.register_cases(clerk, [twice, twice], DAY)


def test_a_clerk_registers_nothing_at_another_court(stranger):
    with pytest.raises(NotAllowed):
        actions.register_case(stranger, facts("内0622"), DAY)


def test_a_ledger_may_be_brought_in_by_who_works_no_case(supervisor):
    case = actions.register_cases(supervisor, [facts()], DAY, how=EventKind.IMPORTED)[0]
    assert kinds(case) == [EventKind.FILED, EventKind.IMPORTED]
    with pytest.raises(NotAllowed):
        actions.register_case(supervisor, facts(), DAY)


def test_a_party_named_twice_is_one(clerk):
    both = (PartyFacts("乙某某"), PartyFacts("乙某某"))
    case = actions.register_case(clerk, facts(respondents=both), DAY)
    assert case.parties.filter(name="乙某某").count() == 1


def test_many_cases_take_no_more_queries_than_few(clerk):
    def queries_for(number):
        with CaptureQueriesContext(connection) as seen:
            cases = actions.register_cases(
                clerk, [titled(payments=(PaymentFacts(APRIL, 1),)) for _ in range(number)], DAY
            )
            actions.record_payments(clerk, [(case, APRIL, 100) for case in cases], DAY)
            actions.record_events(clerk, [(case, EventKind.VISIT, APRIL, "走访") for case in cases], DAY)
            actions.close_cases(clerk, [(case, Status.SUSPENDED, APRIL, "") for case in cases], DAY)
        return len(seen)

    assert queries_for(40) == queries_for(2)


def test_a_payment_lowers_principal_and_what_grows_on_it(clerk, case):
    pay(clerk, case)
    case.refresh_from_db()
    # To 03-31: 90 days × 1.75 = 157.50; from 04-01: 91 days × 6,000.00 × 0.000175 = 95.55.
    assert case.owed == 6_000_00 + 157_50 + 95_55
    assert case.amount_recovered == 4_000 * YUAN


def test_a_form_sent_twice_is_one_payment(clerk, case):
    first, second = pay(clerk, case, key="page:1"), pay(clerk, case, key="page:1")
    case.refresh_from_db()
    assert first.pk == second.pk
    assert case.amount_recovered == 4_000 * YUAN
    assert kinds(case).count(EventKind.PAYMENT) == 1


def test_a_key_of_one_payment_is_not_taken_for_another(clerk, case):
    pay(clerk, case, key="page:1")
    with pytest.raises(InputError, match="防重键"):
        pay(clerk, case, 5, key="page:1")


def test_a_reversed_payment_counts_no_more_and_stays_on_the_timeline(clerk, case):
    payment = pay(clerk, case)
    actions.reverse_payment(clerk, payment, "记错案件", DAY)
    case.refresh_from_db()
    assert (case.owed, case.amount_recovered) == (10_316_75, 0)
    assert kinds(case) == [EventKind.FILED, EventKind.PAYMENT, EventKind.REVERSAL]
    with pytest.raises(InputError, match="冲正"):
        actions.reverse_payment(clerk, payment, "再冲一次", DAY)


def test_a_waiver_takes_from_the_part_that_it_names(clerk, case):
    actions.record_waiver(
        clerk, case, on=APRIL, of="surcharge", amount=157_50, basis="申请人书面声明", today=DAY
    )
    case.refresh_from_db()
    # Waived is what grew to 03-31, 90 days × 1.75 = 157.50; from 04-01 it grows on: 91 days × 1.75 = 159.25.
    assert (case.owed, case.amount_waived) == (10_000_00 + 159_25, 157_50)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"amount": 0}, "大于零"), ({"of": "all"}, "放弃范围"), ({"basis": " "}, "依据")],
)
def test_a_waiver_needs_a_sum_a_scope_and_a_basis(clerk, case, given, words):
    whole = {"on": DAY, "of": "principal", "amount": 1, "basis": "和解协议"} | given
    with pytest.raises(InputError, match=words):
        actions.record_waiver(clerk, case, **whole)


def test_a_day_that_has_not_come_is_refused(clerk, case):
    tomorrow = date(2026, 7, 1)
    with pytest.raises(InputError, match="还没有到"):
        pay(clerk, case, on=tomorrow)
    with pytest.raises(InputError, match="还没有到"):
        actions.record_event(clerk, case, EventKind.VISIT, on=tomorrow, text="走访", today=DAY)
    with pytest.raises(InputError, match="还没有到"):
        actions.close_case(clerk, case, Status.SUSPENDED, tomorrow, "", today=DAY)
    assert not Payment.objects.exists()


def test_an_event_that_an_act_leaves_is_not_written_by_hand(clerk, case):
    with pytest.raises(InputError, match="不能这样登记"):
        actions.record_event(clerk, case, EventKind.CLOSED, on=DAY, text="结案")


@pytest.mark.parametrize(("text", "words"), [(" ", "没有填写"), ("长" * 501, "超过500字")])
def test_an_event_says_something_and_not_too_much(clerk, case, text, words):
    with pytest.raises(InputError, match=words):
        actions.record_event(clerk, case, EventKind.VISIT, on=DAY, text=text)


def test_performed_is_refused_while_something_is_owed(clerk, case):
    with pytest.raises(InputError, match=r"还欠10,316\.75元"):
        actions.close_case(clerk, case, Status.FULLY_PERFORMED, DAY, "", today=DAY)
    case.refresh_from_db()
    assert (case.status, kinds(case)) == (Status.OPEN, [EventKind.FILED])


def test_a_performed_case_is_over_and_owes_nothing_later(clerk, case):
    # 90 days × 1.75 = 157.50 by 03-31, and none on what is paid on 04-01.
    actions.record_payment(clerk, case, on=APRIL, amount=10_157_50, today=DAY)
    closed = actions.close_case(clerk, case, Status.FULLY_PERFORMED, APRIL, "全部付清", today=DAY)
    assert (closed.owed, closed.owed_on, closed.next_due_on) == (0, APRIL, None)
    assert kinds(case)[-1] == EventKind.CLOSED


def test_the_debt_of_a_suspended_case_grows_on(clerk, case):
    closed = actions.close_case(clerk, case, Status.SUSPENDED, APRIL, "", today=DAY)
    assert (closed.owed, closed.owed_on) == (10_316_75, DAY)


def test_a_closed_case_is_not_closed_again(clerk, case):
    actions.close_case(clerk, case, Status.SUSPENDED, APRIL, "", today=DAY)
    with pytest.raises(InputError, match="已于2026-04-01"):
        actions.close_case(clerk, case, Status.WITHDRAWN, DAY, "", today=DAY)


def test_the_chief_assigns_to_a_handler_of_the_court_alone(chief, case, handler, staff):
    actions.assign(chief, [case], handler, DAY)
    case.refresh_from_db()
    assert (case.handler, case.handler_name) == (handler, handler.name)
    assert kinds(case)[-1] == EventKind.ASSIGNED
    with pytest.raises(InputError, match="不是该院"):
        actions.assign(chief, [case], staff("handler", "内0602"), DAY)


def test_a_mark_is_set_once_and_taken_away(chief, clerk, case):
    assert actions.mark_cases(chief, [case], "green", DAY) == 1
    assert actions.set_green(chief, [case], DAY) == 0
    assert actions.set_supervision(chief, [case], DAY) == 1
    assert actions.set_green(chief, [case], DAY, value=False) == 1
    case.refresh_from_db()
    assert (case.green_channel, case.key_supervision) == (False, True)
    with pytest.raises(NotAllowed):
        actions.set_green(clerk, [case], DAY)


def test_who_works_no_case_of_the_court_records_nothing_at_it(case, stranger, supervisor, staff):
    for actor in (stranger, supervisor, staff("finance"), staff("administrator", "内06")):
        with pytest.raises(NotAllowed):
            pay(actor, case)
        with pytest.raises(NotAllowed):
            actions.record_event(actor, case, EventKind.VISIT, on=DAY, text="走访")
        with pytest.raises(NotAllowed):
            actions.close_case(actor, case, Status.SUSPENDED, DAY, "")
    assert kinds(case) == [EventKind.FILED]


def test_the_list_is_reckoned_anew_for_another_day(clerk, case):
    assert actions.refresh_owed(clerk, [case], date(2026, 1, 10)) == []
    case.refresh_from_db()
    # 2026-01-01 to 01-10: 10 days × 1.75.
    assert (case.owed, case.owed_on) == (10_017_50, date(2026, 1, 10))


def test_a_debt_that_law_cannot_reckon_keeps_its_last_figure(clerk):
    lpr = {"from": "2026-01-01", "until": "payment", "rate": {"kind": "lpr", "tenor": "1y"}}
    case = actions.register_case(clerk, titled(obligations=(DUE | {"interest": lpr},)), DAY)
    assert actions.refresh_owed(clerk, [case], date(2066, 1, 1)) == [case]
    before = case.owed
    case.refresh_from_db()
    assert (case.owed, case.owed_on) == (before, DAY)


def test_cases_are_held_in_the_order_of_their_ids_before_anything_is_written(clerk):
    cases = actions.register_cases(clerk, [titled() for _ in range(3)], DAY)
    with CaptureQueriesContext(connection) as seen:
        actions.record_events(clerk, [(case, EventKind.VISIT, DAY, "走访") for case in cases[::-1]], DAY)
    written = [query["sql"] for query in seen if "cases_" in query["sql"]]
    assert written[0].endswith('ORDER BY "cases_case"."id" ASC FOR NO KEY UPDATE')
