"""履行, 违约, 恢复: what each does to the debt, the term and the timeline."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.cases.given import DUE, titled
from tests.court.settlement import given
from tests.court.settlement.given import DAY, FOUR, owed, waived, words

from duixian.court.cases.actions import register_case, reverse_payment
from duixian.court.cases.models import EventKind
from duixian.court.settlement import actions, queries
from duixian.law.errors import InputError
from duixian.law.settlement import Forgiven, Planned

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 31)
OVER = date(2026, 10, 31)


# Performed


def test_payments_go_to_the_oldest_part_first(handler, case):
    settlement = given.settled(handler, case)
    given.paid(handler, case, JULY, 3_000_00)
    given.paid(handler, case, AUGUST, 1_000_00)
    [shown] = queries.settlements_of(case)
    assert [(one.paid, one.whole_on) for one in shown.parts] == [
        (2_500_00, JULY),
        (1_500_00, None),
        (0, None),
        (0, None),
    ]
    assert (shown.paid, shown.short, shown.row) == (4_000_00, 6_000_00, settlement)


def test_a_payment_reversed_is_none(handler, case):
    given.settled(handler, case)
    payment = given.paid(handler, case, JULY)
    reverse_payment(handler, payment, "记错案件", AUGUST)
    [shown] = queries.settlements_of(case)
    assert (shown.paid, shown.parts[0].whole_on) == (0, None)


def test_what_was_paid_before_the_signing_is_none_of_the_agreement(handler, case):
    given.paid(handler, case, date(2026, 3, 1), 100_00)
    given.paid(handler, case, DAY, 200_00)
    # 3月1日100、6月30日200均抵本金，本金9,700；加倍部分 59日×1.75=103.25，03-01至06-29 121日×1.7325=209.63
    told = given.terms(forgiven=Forgiven(surcharge=103_25 + 209_63), instalments=(Planned(JULY, 9_700_00),))
    given.settled(handler, case, told)
    [shown] = queries.settlements_of(case)
    assert shown.paid == 0
    given.paid(handler, case, DAY, 300_00)
    assert queries.settlements_of(case)[0].paid == 300_00


def test_all_paid_the_waiver_counts_from_the_signing_and_what_grew_since_is_not_enforced(handler, case):
    settlement = given.settled(handler, case)
    for part in FOUR:
        given.paid(handler, case, part.on)
    actions.perform(handler, settlement, on=OVER, today=OVER)
    # 06-30至07-30 31日×1.75=54.25；至08-30 31日×1.3125=40.69；至09-29 30日×0.875=26.25；
    # 至10-30 31日×0.4375=13.56
    assert waived(case) == [
        (DAY, "surcharge", 315_00),
        (OVER, "surcharge", 54_25 + 40_69 + 26_25 + 13_56),
    ]
    assert owed(case, OVER) == 0
    settlement.refresh_from_db()
    assert (settlement.state, settlement.ended_on, settlement.waived_on) == ("performed", OVER, OVER)
    assert case.stops.get().end == OVER
    case.refresh_from_db()
    assert case.status == "open"


def test_interest_that_grew_meanwhile_takes_from_the_payment_and_what_then_is_left_is_not_enforced(handler):
    # 年利率3.65%，每日1.00：至06-29 180.00，加倍315.00，均放弃。07-30付10,000：先抵其间新生利息30.00，
    # 余9,970.00抵本金，剩本金30.00；加倍部分新生30日×1.75=52.50。
    interest = [{"from": "2026-01-01", "until": "payment", "rate": {"kind": "annual", "value": "0.0365"}}]
    facts = titled(handler.court_id, obligations=(DUE | {"interest": interest},))
    case = register_case(handler, facts, DAY)
    pay_by = date(2026, 7, 30)
    told = given.terms(
        forgiven=Forgiven(interest=180_00, surcharge=315_00), instalments=(Planned(pay_by, 10_000_00),)
    )
    settlement = given.settled(handler, case, told)
    given.paid(handler, case, pay_by, 10_000_00)
    actions.perform(handler, settlement, on=pay_by, today=pay_by)
    assert waived(case) == [
        (DAY, "interest", 180_00),
        (DAY, "surcharge", 315_00),
        (pay_by, "principal", 30_00),
        (pay_by, "surcharge", 52_50),
    ]
    assert owed(case, pay_by) == 0


def test_one_fen_short_is_not_performed(handler, case):
    settlement = given.settled(handler, case)
    given.paid(handler, case, OVER, 9_999_99)
    with pytest.raises(InputError, match=r"已付9,999\.99元，还差0\.01元"):
        actions.perform(handler, settlement, on=OVER, today=OVER)
    assert waived(case) == []


# Broken


def broken(handler, case, on=date(2026, 10, 1)):
    """The third part missed: 2,500 on 07-31 and on 08-31 were paid."""
    settlement = given.settled(handler, case)
    for part in FOUR[:2]:
        given.paid(handler, case, part.on)
    return actions.breach(handler, settlement, on=on, text="第三期没有付", today=on)


def test_a_breach_leaves_the_title_whole_and_the_term_runs_on(handler, case):
    settlement = broken(handler, case)
    assert (settlement.state, waived(case)) == ("breached", [])
    # 01-01至07-30 369.25；至08-30 40.69；08-31至10-01 32日×0.875=28.00；本金余 5,000
    assert owed(case, date(2026, 10, 1)) == 5_000_00 + 369_25 + 40_69 + 28_00
    stop = case.stops.get()
    assert (stop.start, stop.end) == (DAY, date(2026, 10, 1))
    case.refresh_from_db()
    # 立案 2026-01-05 起6个月至 07-05，停 06-30 至 10-01 共94日：07-05 加 94 日
    assert case.next_due_on == date(2026, 10, 7)
    assert "申请执行人可在2028-10-31前申请恢复执行" in words(case, EventKind.STATE)[0]


def test_no_breach_before_the_day_is_over(handler, case):
    settlement = given.settled(handler, case)
    with pytest.raises(InputError, match="尚未届至"):
        actions.breach(handler, settlement, on=JULY, text="没有付", today=JULY)
    given.paid(handler, case, JULY)
    with pytest.raises(InputError, match="正在按约履行"):
        actions.breach(handler, settlement, on=date(2026, 8, 1), text="没有付", today=date(2026, 8, 1))


def test_who_says_ahead_that_he_will_not_pay_has_broken_it(handler, case):
    settlement = given.settled(handler, case)
    actions.breach(handler, settlement, on=DAY, text="短信称不再付款", today=DAY, refusal=True)
    revived = actions.revive(handler, settlement, on=DAY, today=DAY)
    assert revived.state == "revived"
    assert "短信称不再付款" in words(case, EventKind.STATE)[-1]


def test_revival_deducts_what_was_paid_and_names_the_guarantor(handler, case):
    told = given.terms(guarantor="虚构丙某", guarantee="连带责任保证", direct_enforcement=True)
    settlement = given.settled(handler, case, told)
    given.paid(handler, case, JULY)
    on = date(2026, 9, 1)
    actions.breach(handler, settlement, on=on, text="第二期没有付", today=on)
    revived = actions.revive(handler, settlement, on=on, today=on)
    assert (revived.state, revived.answered_on) == ("revived", on)
    said = words(case, EventKind.STATE)[-1]
    assert "已付2,500.00元依法扣除" in said
    assert "担保人虚构丙某承诺直接强制执行" in said


def test_late_but_whole_the_title_does_not_revive_and_the_agreement_is_performed(handler, case):
    settlement = broken(handler, case)
    late = date(2026, 10, 9)
    given.paid(handler, case, late, 5_000_00)
    with pytest.raises(InputError, match="另行起诉"):
        actions.revive(handler, settlement, on=late, today=late)
    actions.perform(handler, settlement, on=late, today=late)
    assert (owed(case, late), case.stops.get().end) == (0, date(2026, 10, 1))


def test_after_two_years_and_an_objection_the_title_does_not_revive(handler, case):
    settlement = broken(handler, case)
    last, after = date(2028, 10, 31), date(2028, 11, 1)
    with pytest.raises(InputError, match="2028-10-31届满"):
        actions.revive(handler, settlement, on=after, today=after, objected=True)
    assert actions.revive(handler, settlement, on=last, today=after, objected=True).state == "revived"


def test_the_creditor_sues_or_revives_not_both(handler, case):
    settlement = broken(handler, case)
    on = date(2026, 10, 12)
    actions.sue(handler, settlement, on=on, text="（2026）示民初9号", today=on)
    for refused in (actions.revive, actions.perform):
        with pytest.raises(InputError, match="已于2026-10-12另行起诉"):
            refused(handler, settlement, on=on, today=on)


def test_an_agreement_outside_the_court_needs_no_revival(handler, case):
    settlement = given.settled(handler, case, given.terms(kind="out_of_court"))
    on = date(2026, 8, 1)
    actions.breach(handler, settlement, on=on, text="没有付", today=on)
    with pytest.raises(InputError, match="不需要恢复"):
        actions.revive(handler, settlement, on=on, today=on)


def test_a_draft_and_a_running_agreement_may_be_set_aside(handler, case):
    drafted = actions.draft(handler, case, given.terms(), DAY)
    assert actions.void(handler, drafted, on=DAY, text="双方没有谈拢", today=DAY).state == "void"
    running = given.settled(handler, case)
    actions.void(handler, running, on=DAY, text="双方另行协商", today=DAY)
    assert (case.stops.get().end, waived(case)) == (DAY, [])
    with pytest.raises(InputError, match="协议已是“作废”"):
        actions.void(handler, running, on=DAY, text="再作废", today=DAY)
