"""After a suspension: ten checks with their queries, and the new case in which the debt goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.court.closing import given
from tests.court.closing.given import DAY

from duixian.court.cases.actions import record_payment, register_case
from duixian.court.cases.models import EventKind, Fee, Payment, Status
from duixian.court.closing import actions
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Recheck, Revival
from duixian.court.coercion.models import Restriction
from duixian.court.property.clocks import SOURCES
from duixian.law.errors import InputError, NotAllowed

YUAN = 100
LATER = date(2026, 12, 28)
"""Two days before the first check is due: half a year from 2026-06-30 is 2026-12-30."""


def check(actor, row, **more):
    told = {"outcome": "none", "text": "银行、车辆、不动产均无", "told_on": None, "on": LATER, "today": LATER}
    return actions.recheck(actor, row, **told | more)


def revive(actor, case, serial=None, **more):
    number = "" if serial is None else f"（2026）内0622执恢{serial}号"
    on = date(2026, 9, 1)
    told = {"case_no": number, "reason": "查明征地补偿款", "on": on, "today": on}
    return actions.revive(actor, case, **told | more)


class TestRechecks:
    def test_it_is_told_once_what_it_found(self, handler, suspended):
        row = suspended.rechecks.first()
        check(handler, row, told_on=LATER)
        with pytest.raises(InputError, match="已于2026-12-28登记"):
            check(handler, row)
        assert suspended.events.filter(kind=EventKind.RECHECKED).count() == 1

    @pytest.mark.parametrize(
        ("given_", "why"),
        [
            ({"outcome": ""}, "没有选择"),
            ({"text": " "}, "没有填写"),
            ({"on": DAY}, "不晚于终本日期"),
            ({"on": LATER + timedelta(1)}, "还没有到"),
            ({"told_on": DAY + timedelta(1)}, "早于核查日期"),
        ],
    )
    def test_half_told_it_is_refused(self, handler, suspended, given_, why):
        with pytest.raises(InputError, match=why):
            check(handler, suspended.rechecks.first(), **given_)

    def test_one_check_does_not_stand_for_two(self, handler, suspended):
        first, second = suspended.rechecks.all()[:2]
        check(handler, first)
        due = date(2026, 12, 30)
        with pytest.raises(InputError, match="不晚于上一次应核查日期2026-12-30"):
            check(handler, second, on=due, today=due)
        day = due + timedelta(1)
        assert check(handler, second, on=day, today=day).done_on == day

    def test_the_query_behind_it_must_say_the_same(self, handler, suspended):
        row = suspended.rechecks.first()
        order = given.search(handler, suspended, state="found", on=LATER)
        with pytest.raises(InputError, match="反馈中有财产"):
            check(handler, row, order=order)
        assert check(handler, row, order=order, outcome="found").order == order

    def test_a_query_that_failed_or_waits_is_none(self, handler, suspended):
        row = suspended.rechecks.first()
        order = given.search(handler, suspended, on=LATER)
        vehicle = order.requests.filter(institution__source="vehicle")
        vehicle.update(state="error")
        with pytest.raises(InputError, match="等于没有查询：车辆"):
            check(handler, row, order=order)
        vehicle.update(state="sent", answered_on=None, due_on=LATER)
        with pytest.raises(InputError, match="还有协助单位没有反馈"):
            check(handler, row, order=order)
        vehicle.update(state="none", answered_on=LATER)
        assert check(handler, row, order=order).done_on == LATER

    def test_the_query_is_of_this_case_and_this_half_year(self, handler, suspended):
        row = suspended.rechecks.first()
        old = suspended.search_requests.first().order
        with pytest.raises(InputError, match="不在2026-06-30以后"):
            check(handler, row, order=old)
        other = register_case(handler, given.facts(handler), DAY)
        with pytest.raises(InputError, match="没有查询本案被执行人"):
            check(handler, row, order=given.search(handler, other, on=LATER))

    def test_the_applicant_is_told_later_and_once(self, handler, suspended):
        row = suspended.rechecks.first()
        with pytest.raises(InputError, match="还没有登记核查结果"):
            actions.tell(handler, row, on=LATER, today=LATER)
        check(handler, row)
        with pytest.raises(InputError, match="早于核查日期"):
            actions.tell(handler, row, on=LATER - timedelta(1), today=LATER)
        assert actions.tell(handler, row, on=LATER, today=LATER).told_on == LATER
        with pytest.raises(InputError, match="已于2026-12-28告知"):
            actions.tell(handler, row, on=LATER, today=LATER)

    @pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
    def test_who_works_no_case_checks_tells_and_revives_none(self, staff, suspended, role):
        actor, row = staff(role), suspended.rechecks.first()
        with pytest.raises(NotAllowed):
            check(actor, row)
        with pytest.raises(NotAllowed):
            actions.tell(actor, row, on=LATER, today=LATER)
        with pytest.raises(NotAllowed):
            revive(actor, suspended)
        with pytest.raises(NotAllowed):
            actions.schedule(actor, [suspended], on=DAY)

    @pytest.mark.parametrize("role", ["handler", "clerk", "bureau_chief"])
    def test_who_works_cases_does(self, staff, suspended, role):
        assert check(staff(role), suspended.rechecks.first()).done_on == LATER

    def test_what_is_held_is_still_renewed(self, handler, chief, president, searched):
        # No more than 5 % of the 10,000.00 claimed: too little to be disposed of first.
        held = given.hold_account(handler, searched, 400)
        given.close(handler, chief, president, searched, "suspended")
        due = next(one for one in SOURCES if one.key == "control").rows()
        assert list(due.only("row_ref", "row_until")) == [(held.pk, held.ends_on)]


class TestRevival:
    def test_it_goes_on_with_what_was_paid_deducted(self, handler, chief, president, searched):
        record_payment(handler, searched, on=DAY, amount=4_000 * YUAN, today=DAY)
        given.close(handler, chief, president, searched, "suspended")
        searched.refresh_from_db()
        row = revive(handler, searched, 9001)
        # The surcharge runs at 1.75 a day on 10,000.00 for 180 days, 315.00; 4,000.00 lower the principal
        # to 6,000.00 (principal before surcharge), and 63 days to 2026-08-31 and the day itself bear 1.05.
        assert row.left == 6_000 * YUAN + 315 * YUAN + 64 * 105
        assert (row.case.kind, row.case.amount_recovered) == ("执恢", 0)
        assert row.case.owed == row.left
        assert Payment.objects.filter(case=row.case).count() == 1
        kinds = [one.events.filter(kind=EventKind.REVIVED).count() for one in (searched, row.case)]
        assert kinds == [1, 1]
        assert not Recheck.objects.filter(case=searched, done_on=None, dropped_on=None).exists()

    def test_parties_title_and_costs_go_with_it_and_no_fee_is_new(self, handler, suspended):
        new = revive(handler, suspended).case
        told = ("side", "name", "id_no")
        assert set(new.parties.values_list(*told)) == set(suspended.parties.values_list(*told))
        assert new.title.number == suspended.title.number
        assert Fee.objects.filter(case=new).count() == Fee.objects.filter(case=suspended).count() == 0
        assert new.documents.get().form == "revival_notice"

    def test_a_case_of_which_only_the_sum_is_known_goes_on_with_what_is_left(self, handler, chief, president):
        plain = given.facts(handler, title=None, obligations=())
        case = register_case(handler, plain, DAY)
        record_payment(handler, case, on=DAY, amount=2_500 * YUAN, today=DAY)
        given.search_all(handler, chief, president, case)
        given.close(handler, chief, president, case, "suspended")
        case.refresh_from_db()
        row = revive(handler, case)
        # 10,000.00 less 2,500.00, and a sum of a ledger bears no surcharge.
        assert (row.left, row.case.owed, row.case.amount_claimed) == (7_500 * YUAN,) * 3
        assert not Payment.objects.filter(case=row.case).exists()

    def test_its_number_is_the_next_of_its_court_and_year(self, handler, staff, suspended):
        today = date(2026, 9, 1)
        assert actions.next_number(suspended, today) == "（2026）内0622执恢1号"
        for number in ("（2026）内0622执恢41号", "（2025）内0622执恢99号"):
            register_case(handler, given.facts(handler, case_no=number), DAY)
        other = staff("handler", "内0602")
        register_case(other, given.facts(other, case_no="（2026）内0602执恢77号"), DAY)
        assert revive(handler, suspended).case.case_no == "（2026）内0622执恢42号"

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("（2026）内0622执9002号", "执恢"),
            ("（2026）内0602执恢9003号", "不是本院的执恢案号"),
            ("执恢第三号", "案号"),
        ],
    )
    def test_what_the_new_number_must_be(self, handler, suspended, number, why):
        with pytest.raises(InputError, match=why):
            revive(handler, suspended, case_no=number)
        assert not Revival.objects.exists()

    def test_it_is_revived_once(self, handler, suspended):
        revive(handler, suspended, 9004)
        with pytest.raises(InputError, match="已经恢复过"):
            revive(handler, suspended, 9005)

    def test_an_open_case_is_not_revived(self, handler, case):
        with pytest.raises(InputError, match="只有终本案件"):
            revive(handler, case, 9006)

    def test_nothing_left_is_nothing_to_revive(self, handler, suspended):
        given.pay_all(handler, suspended)
        with pytest.raises(InputError, match="已经没有应付款项"):
            revive(handler, suspended)

    def test_money_of_the_same_day_is_not_recovered_twice(self, handler, suspended):
        on = date(2026, 9, 1)
        record_payment(handler, suspended, on=on, amount=100 * YUAN, today=on)
        with pytest.raises(InputError, match="原案在2026-09-01还有到位款"):
            revive(handler, suspended)

    def test_what_is_held_for_the_former_case_is_held_for_this_one(self, handler, chief, president, searched):
        # No more than 5 % of the 10,000.00 claimed: too little to be disposed of first.
        held = given.hold_account(handler, searched, 400)
        given.close(handler, chief, president, searched, "suspended")
        searched.refresh_from_db()
        on = date(2026, 9, 1)
        new = revive(handler, searched).case
        found = {one.key: one for one in checked(new, "withdrawn", on, evidence="有")}
        assert found["measures"].met is False
        assert searched.case_no in found["measures"].why
        given.take(handler, held, 400)
        found = {one.key: one for one in checked(new, "withdrawn", on, evidence="有")}
        assert (found["measures"].met, found["money"].met) == (True, False)
        # Who was restricted and listed there still is.
        assert Restriction.objects.filter(case=searched, ended_on=None).exists()
        unmet = {one.key for one in checked(new, "suspended", on) if not one.met}
        assert not {"consumption:虚构乙某", "dishonest:虚构乙某"} & unmet
        # But notice, searches and talk are those of its own.
        assert {"notice", "central:虚构乙某", "talk", "time"} <= unmet

    def test_its_own_suspension_is_checked_ten_times_again(self, handler, suspended):
        new = revive(handler, suspended).case
        type(new).objects.filter(pk=new.pk).update(status=Status.SUSPENDED, closed_on=date(2027, 1, 15))
        new.refresh_from_db()
        assert actions.schedule(handler, [new], on=date(2027, 1, 15)) == 10
        assert actions.schedule(handler, [new], on=date(2027, 1, 15)) == 0


class TestStock:
    def test_only_what_is_still_to_come_is_scheduled(self, handler, case):
        # Suspended on 2023-01-31: ten half-years end on 2028-01-31; after 2026-06-30 four of them are left,
        # 2026-07-31, 2027-01-31, 2027-07-31, 2028-01-31.
        type(case).objects.filter(pk=case.pk).update(
            filed_on=date(2022, 5, 1), status=Status.SUSPENDED, closed_on=date(2023, 1, 31)
        )
        assert actions.schedule(handler, [case], on=DAY) == 4
        first = Recheck.objects.filter(case=case).first()
        assert (first.position, first.due_on) == (7, date(2026, 7, 31))

    def test_an_open_case_is_not_scheduled(self, handler, case):
        with pytest.raises(InputError, match="不是终结本次执行程序的案件"):
            actions.schedule(handler, [case], on=DAY)
