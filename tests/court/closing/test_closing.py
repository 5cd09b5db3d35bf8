"""结案: nothing closes before its conditions hold on the case's own record, and before it is signed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.court.closing import given
from tests.court.closing.given import DAY, NAMESAKE
from tests.court.property.asked import PERSON

from duixian.court.approvals import actions as approvals
from duixian.court.cases.actions import (
    record_event,
    record_payment,
    record_waiver,
    register_case,
    reverse_payment,
    withdraw_document,
)
from duixian.court.cases.models import EventKind, Status
from duixian.court.closing import actions
from duixian.court.closing.checking import checked
from duixian.court.closing.models import Proposal, Recheck
from duixian.court.property.actions.feedback import set_aside_held
from duixian.court.property.actions.leads import LeadFacts, note_lead
from duixian.law.closing import WAYS, rechecks
from duixian.law.errors import InputError, InputErrors, NotAllowed

YUAN = 100


def missing(case, way="suspended", on=DAY) -> set[str]:
    return {one.key for one in checked(case, way, on, evidence="有") if one.met is not True}


def propose(actor, case, way="suspended", **more):
    plain = {"reason": "无财产可供执行", "on": DAY, "today": DAY} | more
    return actions.propose(actor, case, way, **plain)


class TestSuspension:
    def test_a_new_case_lacks_nearly_everything(self, case):
        name = given.respondent(case).name
        assert missing(case) == {
            "notice", "report", f"central:{name}", f"besides:{name}", "inquiry", f"consumption:{name}",
            f"dishonest:{name}", "talk", "agreed", "alive", f"sought:{name}", "obstruction",
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
        ("leave", "left"),
        [
            ("notice", "notice"),
            ("report", "report"),
            ("search", "central:虚构乙某"),
            ("visit", "inquiry"),
            ("restrict", "consumption:虚构乙某"),
            ("talk", "talk"),
            ("agree", "agreed"),
            ("behave", "obstruction"),
        ],
    )
    def test_whatever_was_left_out_is_named_and_stops_it(self, handler, chief, president, case, leave, left):
        given.search_all(handler, chief, president, case, leave=leave)
        assert left in missing(case)
        with pytest.raises(InputErrors, match=r"法〔2016〕373号|民诉法解释"):
            propose(handler, case)
        assert not Proposal.objects.exists()

    def test_a_query_that_failed_or_waits_has_searched_nothing(self, handler, case):
        given.search(handler, case, state="error")
        assert "central:虚构乙某" in missing(case)

    def test_a_query_of_more_than_three_months_ago_is_too_old(self, handler, case):
        # Three months before 2026-06-30 is 2026-03-30: that day passes, the day before does not.
        given.search(handler, case, on=date(2026, 3, 29))
        assert "central:虚构乙某" in missing(case)
        given.search(handler, case, on=date(2026, 3, 30))
        assert "central:虚构乙某" not in missing(case)

    def test_an_order_still_waiting_has_searched_nothing(self, handler, case):
        order = given.search(handler, case)
        waits = order.requests.filter(institution__source="vehicle")
        waits.update(state="sent", answered_on=None, due_on=DAY)
        found = {one.key: one for one in checked(case, "suspended", DAY)}
        assert found["central:虚构乙某"].why == "三个月内没有有效答复：车辆"

    def test_each_respondent_is_searched_and_reports_for_himself(self, handler):
        two = register_case(handler, given.facts(handler, respondents=(PERSON, NAMESAKE)), DAY)
        first = two.parties.get(id_no=PERSON.id_no)
        order = given.search(handler, two)
        order.requests.exclude(party=first).update(state="error")
        assert {"central:虚构乙某（001X）", "central:虚构乙某（0027）"} & missing(two) == {
            "central:虚构乙某（0027）"
        }
        given.report(handler, two, first)
        assert "report" in missing(two)
        given.report(handler, two, two.parties.get(id_no=NAMESAKE.id_no))
        assert "report" not in missing(two)

    def test_a_false_report_is_dealt_with_when_it_is_punished(self, handler, president, case):
        given.report(handler, case, truthful=False)
        assert "report" in missing(case)
        listed = given.list_for_report(handler, case)
        given.sign(listed.request, president)
        assert "report" not in missing(case)

    def test_a_withdrawn_notice_is_none(self, handler, chief, president, searched):
        paper = searched.documents.get(form="enforcement_notice")
        withdraw_document(handler, paper, why="误发", on=DAY, today=DAY)
        assert missing(searched) == {"notice"}

    def test_what_was_found_is_disposed_of_or_set_aside(self, handler, chief, president, searched):
        find = given.find_account(searched, 5_000)
        assert missing(searched) == {"finds"}
        held = given.hold_account(handler, searched, 5_000)
        given.take(handler, held, 2_000)
        assert "finds" in missing(searched)
        given.take(handler, held, 3_000)
        assert "finds" not in missing(searched)
        given.find_account(searched, 8_000, number="示例尾号0009")
        assert "finds" in missing(searched)
        assert find.worth == 5_000 * YUAN

    def test_money_that_is_frozen_is_first_taken_or_let_go(self, handler, searched):
        held = given.hold_account(handler, searched, 5_000)
        assert missing(searched) == {"finds"}
        # 900.00 are left: under 1,000 yuan, but more than 5 % of the 10,000.00 claimed.
        given.take(handler, held, 4_100)
        assert "finds" in missing(searched)
        given.take(handler, held, 900)
        assert "finds" not in missing(searched)

    def test_frozen_money_that_cannot_be_taken_is_stated_with_its_reason(self, handler, searched):
        held = given.hold_account(handler, searched, 5_000)
        find = set_aside_held(handler, held, "案外人异议，诉讼中", on=DAY)
        assert (find.worth, find.identity) == (5_000 * YUAN, held.asset.identity)
        assert "finds" not in missing(searched)
        with pytest.raises(InputError, match="没有在控的款项"):
            set_aside_held(handler, given.take(handler, held, 5_000).measure, "再来", on=DAY)

    def test_he_was_looked_for_or_it_is_known_where_he_is(self, handler, case):
        key = f"sought:{given.respondent(case).name}"
        assert key in missing(case)
        given.visit(handler, case)
        found = {one.key: one for one in checked(case, "suspended", DAY)}
        assert (found[key].met, found[key].why) == (True, "2026-06-30上门查找")
        given.see(handler, case)
        found = {one.key: one for one in checked(case, "suspended", DAY)}
        assert found[key].why == "2026-06-20在示例路1号"

    def test_a_penalty_asked_for_must_be_decided_first(self, handler, chief, president, searched):
        fine = given.ask_fine(handler, searched)
        assert missing(searched) == {"obstruction"}
        given.sign(fine.request, chief, president)
        assert missing(searched) == set()

    def test_a_penalty_that_was_revoked_is_none(self, handler, chief, president, searched):
        fine = given.ask_fine(handler, searched)
        given.sign(fine.request, chief, president)
        said = {one.key: one.why for one in checked(searched, "suspended", DAY)}
        assert said["obstruction"].startswith("已处理")
        type(fine).objects.filter(pk=fine.pk).update(revoked_on=DAY)
        said = {one.key: one.why for one in checked(searched, "suspended", DAY)}
        assert not said["obstruction"].startswith("已处理")

    def test_a_talk_after_the_ruling_does_not_hide_the_one_before(self, handler, chief, president, case):
        given.search_all(handler, chief, president, case)
        given.talk(handler, case, on=DAY)
        found = {one.key: one for one in checked(case, "suspended", given.SEEN)}
        assert (found["talk"].met, found["talk"].why) == (True, "2026-06-20约谈")

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

    def test_nothing_is_stated_that_holds_already_or_without_its_paper(self, handler, searched, case):
        told = {"way": "suspended", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="案件记录已经符合"):
            actions.state(handler, searched, "alive", text="在世", evidence="笔录", **told)
        with pytest.raises(InputError, match="说明或者材料没有填写"):
            actions.state(handler, searched, "agreed", text="同意", evidence=" ", **told)
        with pytest.raises(InputError, match="还没有到"):
            later = told | {"on": date(2026, 7, 1)}
            actions.state(handler, searched, "agreed", text="同意", evidence="笔录", **later)

    def test_an_unknown_condition_stops_it_until_somebody_answers(self, handler, chief, president, case):
        given.search_all(handler, chief, president, case, leave="see")
        found = {one.key: one for one in checked(case, "suspended", DAY)}
        assert found["alive"].met is None
        with pytest.raises(InputErrors, match="被执行人是否在世不明"):
            propose(handler, case)
        told = {"text": "派出所证明在世", "evidence": "户籍证明06-29", "on": DAY, "today": DAY}
        row = actions.state(handler, case, "alive", way="suspended", **told)
        assert (row.noted_by, row.on) == (handler, DAY)
        assert propose(handler, case).state == "waiting"

    def test_the_ruling_says_what_was_mended(self, handler, chief, president, searched):
        row = propose(handler, searched)
        approvals.send_back(chief, row.request, reason="写明查询情况", on=DAY, today=DAY)
        approvals.resubmit(handler, row.request, text="六类财产均无", on=DAY, today=DAY)
        given.sign(row.request, chief, president)
        closed = searched.events.get(kind=EventKind.CLOSED)
        assert "六类财产均无" in closed.text

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
        given.pay_all(handler, case)
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
        given.hold_account(handler, case, 5_000)
        given.pay_all(handler, case)
        assert missing(case, "fully_performed") == {"measures"}
        told = {"text": "另案轮候，移送该案", "evidence": "函", "on": DAY, "today": DAY}
        actions.state(handler, case, "measures", way="fully_performed", **told)
        assert missing(case, "fully_performed") == set()

    def test_a_reason_for_one_thing_is_none_for_the_next(self, handler, case):
        given.hold_account(handler, case, 3_000)
        told = {"text": "另案轮候，移送该案", "evidence": "函", "on": DAY, "today": DAY}
        actions.state(handler, case, "measures", way="fully_performed", **told)
        assert "measures" not in missing(case, "fully_performed")
        given.hold_account(handler, case, 2_000, number="示例尾号0002")
        given.pay_all(handler, case)
        assert missing(case, "fully_performed") == {"measures"}
        with pytest.raises(InputErrors, match=r"没有解除：.*示例尾号0002"):
            propose(handler, case, "fully_performed")

    def test_money_in_court_stops_every_way_until_it_is_passed_on(self, handler, case):
        taken = given.take(handler, given.hold_account(handler, case, 4_000), 4_000)
        for way in WAYS:
            assert "money" in missing(case, way)
        with pytest.raises(InputErrors, match=r"尚有4,000\.00元案款没有发放（法发〔2017〕6号"):
            propose(handler, case, "withdrawn", reason="重复立案")
        told = {"text": "已发放", "evidence": "回单", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="不能以说明代替"):
            actions.state(handler, case, "money", way="withdrawn", **told)
        release = {"on": DAY, "text": "发放给申请执行人", "today": DAY}
        record_event(handler, case, EventKind.RELEASED, amount=taken.amount - 1, **release)
        assert "money" in missing(case, "withdrawn")
        record_event(handler, case, EventKind.RELEASED, amount=1, **release)
        assert "money" not in missing(case, "withdrawn")

    def test_a_deduction_written_by_mistake_is_no_money(self, handler, case):
        taken = given.take(handler, given.hold_account(handler, case, 4_000), 4_000)
        reverse_payment(handler, taken.payment, "误登", DAY)
        assert "money" not in missing(case, "withdrawn")

    def test_what_is_held_stays_held_only_when_the_case_is_suspended(self, handler, case):
        given.hold_account(handler, case, 5_000)
        assert {way for way in WAYS if "measures" in missing(case, way)} == set(WAYS) - {"suspended"}

    def test_a_reversed_payment_is_no_payment(self, handler, case):
        paid = given.pay_all(handler, case)
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
        told = {"way": "suspended", "text": "在世", "evidence": "笔录", "on": DAY, "today": DAY}
        with pytest.raises(NotAllowed):
            actions.state(staff(role), case, "alive", **told)

    @pytest.mark.parametrize("role", ["handler", "clerk", "bureau_chief"])
    def test_who_works_cases_may_ask(self, staff, case, role):
        assert propose(staff(role), case, "withdrawn").state == "waiting"

    @pytest.mark.parametrize(
        "role", ["handler", "clerk", "president", "finance", "supervisor", "administrator"]
    )
    def test_only_the_chief_signs_what_is_performed(self, staff, handler, case, role):
        given.pay_all(handler, case)
        row = propose(handler, case, "fully_performed")
        with pytest.raises(NotAllowed):
            approvals.grant(staff(role), row.request, on=DAY, today=DAY)

    @pytest.mark.parametrize(
        "role", ["handler", "clerk", "bureau_chief", "finance", "supervisor", "administrator"]
    )
    def test_only_the_president_signs_a_suspension_last(self, staff, handler, chief, searched, role):
        row = propose(handler, searched)
        approvals.grant(chief, row.request, on=DAY, today=DAY)
        with pytest.raises(NotAllowed):
            approvals.grant(staff(role), row.request, on=DAY, today=DAY)
        searched.refresh_from_db()
        assert searched.status == Status.OPEN

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
