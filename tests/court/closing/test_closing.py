"""结案: nothing closes before its conditions hold on the case's own record, and before it is signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.court.closing import given
from tests.court.closing.given import DAY
from tests.court.property import given as property_given

from duixian.court.approvals import actions as approvals
from duixian.court.cases.actions import record_payment, record_waiver, reverse_payment
from duixian.court.cases.models import EventKind, Payment, Status
from duixian.court.closing import actions
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Proposal, Recheck
from duixian.court.property.actions.control import control, serve
from duixian.court.property.actions.leads import LeadFacts, note_lead
from duixian.law.closing import rechecks
from duixian.law.errors import InputError, InputErrors, NotAllowed

YUAN = 100


def missing(case, way="suspended", on=DAY) -> set[str]:
    return {one.key for one in checked(case, way, on, evidence="有") if one.met is not True}


def propose(actor, case, way="suspended", **more):
    plain = {"reason": "无财产可供执行", "on": DAY, "today": DAY} | more
    return actions.propose(actor, case, way, **plain)


def pay_all(actor, case):
    from duixian.court.cases.claims import statement_of

    return record_payment(actor, case, on=DAY, amount=statement_of(case, DAY).total, today=DAY)


class TestSuspension:
    def test_a_new_case_lacks_nearly_everything(self, case):
        name = given.respondent(case).name
        assert missing(case) == {
            "notice", "report", f"central:{name}", f"besides:{name}", "inquiry", f"consumption:{name}",
            f"dishonest:{name}", "talk", "agreed", "alive",
        }  # fmt: skip

    def test_all_of_it_done_the_president_signs_and_it_is_suspended(
        self, handler, chief, president, searched
    ):
        assert missing(searched) == set()
        row = given.close(handler, chief, president, searched, "suspended")
        searched.refresh_from_db()
        assert (searched.status, searched.closed_on) == (Status.SUSPENDED, DAY)
        assert (row.state, row.document.form) == ("closed", "suspension_ruling")
        days = list(Recheck.objects.filter(case=searched).values_list("due_on", flat=True))
        # Half a year from 2026-06-30 is 2026-12-30; five years are 2031-06-30.
        assert (len(days), days[0], days[-1]) == (10, date(2026, 12, 30), date(2031, 6, 30))
        assert tuple(days) == rechecks(DAY)

    @pytest.mark.parametrize(
        ("skip", "left"),
        [
            ("notice", "notice"),
            ("report", "report"),
            ("search", "central:虚构乙某"),
            ("visit", "inquiry"),
            ("restrict", "consumption:虚构乙某"),
            ("talk", "talk"),
            ("agree", "agreed"),
        ],
    )
    def test_whatever_was_left_out_is_named_and_stops_it(
        self, handler, chief, president, case, monkeypatch, skip, left
    ):
        if skip != "notice":
            monkeypatch.setattr(given, skip, lambda *told, **more: None)
        else:
            monkeypatch.setattr(given, "produce_document", lambda *told, **more: None)
        given.search_all(handler, chief, president, case)
        assert left in missing(case)
        with pytest.raises(InputErrors, match=r"法〔2016〕373号|民诉法解释"):
            propose(handler, case)
        assert not Proposal.objects.exists()

    def test_a_query_that_failed_or_waits_has_searched_nothing(self, handler, case):
        given.search(handler, case, state="error")
        assert "central:虚构乙某" in missing(case)

    def test_an_unverified_lead_stops_it(self, handler, chief, president, searched):
        lead = LeadFacts(origin="applicant", text="车停在某小区", received_on=DAY)
        note_lead(handler, searched, lead, today=DAY)
        assert missing(searched) == {"leads"}

    def test_a_case_of_less_than_three_months_is_not_suspended(self, handler, chief, president, case):
        type(case).objects.filter(pk=case.pk).update(filed_on=date(2026, 3, 30))
        case.refresh_from_db()
        assert "time" in missing(case)
        assert "time" not in missing(case, on=date(2026, 7, 1))

    def test_a_statement_meets_what_no_register_tells_and_nothing_else(self, handler, case):
        told = {"way": "suspended", "text": "已核实", "evidence": "笔录", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="不能以说明代替"):
            actions.state(handler, case, "talk", **told)
        with pytest.raises(InputError, match="不是这一结案方式的条件"):
            actions.state(handler, case, "paid", **told)
        actions.state(handler, case, "alive", **told)
        found = {one.key: one for one in checked(case, "suspended", DAY)}
        assert found["alive"].met
        assert "经办人说明：已核实（笔录）" in found["alive"].why

    def test_what_comes_in_after_the_request_stops_the_signature(self, handler, chief, president, searched):
        row = propose(handler, searched)
        approvals.grant(chief, row.request, on=DAY, today=DAY)
        note_lead(handler, searched, LeadFacts(origin="applicant", text="有车", received_on=DAY), today=DAY)
        with pytest.raises(InputErrors, match="有车"):
            approvals.grant(president, row.request, on=DAY, today=DAY)
        searched.refresh_from_db()
        assert searched.status == Status.OPEN

    def test_refused_or_withdrawn_the_case_stays_open_and_can_be_asked_again(self, handler, chief, searched):
        row = propose(handler, searched)
        with pytest.raises(InputError, match="等待审批"):
            propose(handler, searched)
        approvals.refuse_request(chief, row.request, reason="再查一次", on=DAY, today=DAY)
        row.refresh_from_db()
        assert row.state == "refused"
        assert propose(handler, searched).state == "waiting"


class TestPerformed:
    def test_paid_and_signed_by_the_chief_it_is_performed(self, handler, chief, president, case):
        assert missing(case, "fully_performed") == {"paid"}
        pay_all(handler, case)
        row = given.close(handler, chief, president, case, "fully_performed", reason="全部履行")
        case.refresh_from_db()
        assert (case.status, row.document.form) == (Status.FULLY_PERFORMED, "closing_notice")

    def test_a_waiver_counts(self, handler, case):
        record_payment(handler, case, on=DAY, amount=10_000 * YUAN, today=DAY)
        assert missing(case, "fully_performed") == {"paid"}
        # From 2026-01-01 to 2026-06-29, 180 days of 1.75: 315.00, the day of payment bearing none.
        record_waiver(handler, case, on=DAY, of="surcharge", amount=315 * YUAN, basis="当庭放弃", today=DAY)
        assert missing(case, "fully_performed") == set()

    def test_what_is_still_held_must_go_or_have_its_reason(self, handler, case):
        asset = property_given.account(5_000)
        held = control(handler, case, property_given.freeze(case, asset, 5_000), on=DAY, today=DAY)
        serve(handler, held, property_given.served(DAY, 5_000), today=DAY)
        pay_all(handler, case)
        assert missing(case, "fully_performed") == {"measures"}
        told = {"text": "另案轮候，移送该案", "evidence": "函", "on": DAY, "today": DAY}
        actions.state(handler, case, "measures", way="fully_performed", **told)
        assert missing(case, "fully_performed") == set()

    def test_a_reversed_payment_is_no_payment(self, handler, case):
        paid = pay_all(handler, case)
        reverse_payment(handler, paid, "误登", DAY)
        assert missing(case, "fully_performed") == {"paid"}


class TestTermination:
    def test_it_has_its_ground_and_its_evidence(self, handler, chief, president, case):
        with pytest.raises(InputErrors, match="没有选择事由"):
            propose(handler, case, "terminated")
        with pytest.raises(InputErrors, match="只适用于赡养费"):
            propose(handler, case, "terminated", ground="claimant_died")
        row = given.close(
            handler, chief, president, case, "terminated", ground="withdrawn", reason="申请人撤回"
        )
        assert (row.state, row.document.form) == ("closed", "termination_ruling")


class TestWho:
    @pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
    def test_who_works_no_case_closes_none(self, staff, case, role):
        with pytest.raises(NotAllowed):
            propose(staff(role), case, "withdrawn")

    def test_nobody_signs_his_own(self, chief, president, case):
        row = propose(chief, case, "withdrawn", reason="重复立案")
        with pytest.raises(NotAllowed):
            approvals.grant(chief, row.request, on=DAY, today=DAY)
        approvals.grant(president, row.request, on=DAY, today=DAY)
        case.refresh_from_db()
        assert case.status == Status.WITHDRAWN

    def test_another_court_does_neither(self, staff, case):
        with pytest.raises(NotAllowed):
            propose(staff("handler", "内0602"), case, "withdrawn")


class TestRechecks:
    def test_it_is_told_once_what_it_found(self, handler, suspended):
        row = suspended.rechecks.first()
        later = date(2026, 12, 28)
        told = {"outcome": "none", "text": "银行、车辆、不动产均无", "on": later, "today": later}
        actions.recheck(handler, row, told_on=later, **told)
        with pytest.raises(InputError, match="已于2026-12-28登记"):
            actions.recheck(handler, row, told_on=None, **told)
        assert suspended.events.filter(kind=EventKind.RECHECKED).count() == 1

    @pytest.mark.parametrize(
        ("given_", "why"),
        [
            ({"outcome": ""}, "没有选择"),
            ({"text": " "}, "没有填写"),
            ({"on": DAY}, "不晚于终本日期"),
            ({"told_on": DAY + timedelta(1)}, "早于核查日期"),
        ],
    )
    def test_half_told_it_is_refused(self, handler, suspended, given_, why):
        later = date(2026, 12, 28)
        told = {"outcome": "none", "text": "均无", "told_on": None, "on": later, "today": later}
        with pytest.raises(InputError, match=why):
            actions.recheck(handler, suspended.rechecks.first(), **told | given_)


class TestRevival:
    NUMBER = "（2026）内0622执恢{}号"

    def revive(self, actor, case, serial, **more):
        told = {"case_no": self.NUMBER.format(serial), "reason": "查明征地补偿款", "on": date(2026, 9, 1)}
        return actions.revive(actor, case, **told | {"today": date(2026, 9, 1)} | more)

    def test_it_goes_on_with_what_was_paid_deducted(self, handler, chief, president, searched):
        record_payment(handler, searched, on=DAY, amount=4_000 * YUAN, today=DAY)
        given.close(handler, chief, president, searched, "suspended")
        searched.refresh_from_db()
        row = self.revive(handler, searched, 9001)
        # The surcharge runs at 1.75 a day on 10,000.00 for 180 days, 315.00; 4,000.00 lower the principal
        # to 6,000.00 (principal before surcharge), and 63 days to 2026-08-31 and the day itself bear 1.05.
        assert row.left == 6_000 * YUAN + 315 * YUAN + 64 * 105
        assert (row.case.kind, row.case.amount_recovered) == ("执恢", 0)
        assert row.case.owed == row.left
        assert Payment.objects.filter(case=row.case).count() == 1
        kinds = [one.events.filter(kind=EventKind.REVIVED).count() for one in (searched, row.case)]
        assert kinds == [1, 1]
        assert not Recheck.objects.filter(case=searched, done_on=None, dropped_on=None).exists()

    def test_what_the_new_number_must_be(self, handler, suspended):
        with pytest.raises(InputError, match="执恢"):
            self.revive(handler, suspended, 1, case_no="（2026）内0622执9002号")
        with pytest.raises(InputError, match="执恢"):
            self.revive(handler, suspended, 1, case_no="（2026）内0602执恢9003号")

    def test_it_is_revived_once(self, handler, suspended):
        self.revive(handler, suspended, 9004)
        with pytest.raises(InputError, match="已经恢复过"):
            self.revive(handler, suspended, 9005)

    def test_an_open_case_is_not_revived(self, handler, case):
        with pytest.raises(InputError, match="只有终本案件"):
            self.revive(handler, case, 9006)
