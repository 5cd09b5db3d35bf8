"""审批: who may ask, who may sign, in which order, and nobody signs his own."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.cases.given import DAY

from duixian.court.approvals import actions, queries, registry
from duixian.court.approvals.models import Delegation, Request, Step
from duixian.court.cases.models import EventKind
from duixian.law.coercion import Check
from duixian.law.errors import DuixianError, InputError, NotAllowed

MET = Check("amount", "罚款金额", True, "拟罚1,000.00元", "民诉法第118条")
UNMET = Check("amount", "罚款金额", False, "拟罚100,001.00元", "民诉法第118条", "请填写100,000元以下的金额")
UNKNOWN = Check("summoned", "经传唤拒不到场", None, "没有传唤记录", "民诉法解释 第四百八十二条")
AT = datetime(2026, 6, 30, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def ask(actor, case, matter="fine", **more):
    given = {"text": "拒不报告财产", "checks": [MET], "on": DAY, "today": DAY} | more
    return actions.ask(actor, case, matter, **given)


def grant(actor, request, **more):
    return actions.grant(actor, request, **({"on": DAY, "today": DAY} | more))


class TestOrder:
    def test_the_chief_signs_and_then_the_president(self, handler, chief, president, case):
        request = ask(handler, case)
        assert request.waiting_for == "bureau_chief"
        with pytest.raises(NotAllowed, match="待执行局长签批"):
            grant(president, request)
        request = grant(chief, request)
        assert (request.state, request.waiting_for) == ("pending", "president")
        request = grant(president, request)
        assert (request.state, request.decided_on) == ("granted", DAY)
        told = [event.text for event in case.events.filter(kind=EventKind.APPROVAL)]
        assert [text[:4] for text in told] == ["报请罚款", "执行局长", "院长测试"]

    def test_the_chief_who_asks_has_said_yes_by_asking(self, chief, president, case):
        request = ask(chief, case)
        assert request.waiting_for == "president"
        assert grant(president, request).state == "granted"

    def test_what_the_chief_alone_signs_goes_to_the_president_when_he_asks(self, chief, president, case):
        request = ask(chief, case, "closing")
        with pytest.raises(NotAllowed):
            grant(chief, request)
        assert grant(president, request).state == "granted"

    def test_it_is_decided_once(self, handler, president, case):
        request = grant(president, ask(handler, case, "consumption"))
        with pytest.raises(InputError, match="已经同意"):
            grant(president, request)


class TestWho:
    @pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
    def test_who_works_no_case_asks_for_nothing(self, staff, case, role):
        with pytest.raises(NotAllowed):
            ask(staff(role), case)

    @pytest.mark.parametrize("role", ["handler", "clerk", "bureau_chief"])
    def test_who_works_the_case_asks(self, staff, case, role):
        assert ask(staff(role), case).state == "pending"

    @pytest.mark.parametrize("role", ["handler", "clerk", "finance", "supervisor", "administrator"])
    def test_nobody_else_signs(self, staff, handler, case, role):
        request = ask(handler, case)
        with pytest.raises(NotAllowed):
            grant(staff(role), request)

    def test_a_chief_of_another_court_does_not_sign(self, staff, handler, case):
        with pytest.raises(NotAllowed):
            grant(staff("bureau_chief", "内0602"), ask(handler, case))

    def test_the_database_itself_refuses_a_signature_under_ones_own_request(self, chief, case):
        request = ask(chief, case)
        step = Step(request=request, round=1, role="president", decision="granted", decided_by=chief, on=DAY)
        with pytest.raises(IntegrityError, match="nobody signs"), transaction.atomic():
            step.save()

    def test_the_database_itself_refuses_a_signature_in_the_askers_place(self, colleague, chief, case):
        request = ask(chief, case)
        signed = {"request": request, "round": 1, "role": "president", "decision": "granted", "on": DAY}
        with pytest.raises(IntegrityError, match="nobody signs"), transaction.atomic():
            Step.objects.create(**signed, decided_by=colleague, on_behalf_of=chief)

    def test_one_person_does_not_sign_twice(self, handler, chief, president, case):
        actions.delegate(chief, president, first=DAY, last=DAY, why="外出", today=DAY)
        request = grant(president, ask(handler, case))
        with pytest.raises(NotAllowed, match="同一人不能签两步"):
            grant(president, request)


class TestDelegation:
    def test_the_delegate_signs_in_the_others_name_for_these_days(self, handler, colleague, chief, case):
        actions.delegate(chief, colleague, first=DAY, last=DAY + timedelta(2), why="外出", today=DAY)
        request = ask(handler, case)
        with pytest.raises(NotAllowed):
            grant(colleague, request, on=DAY + timedelta(3), today=DAY + timedelta(3))
        request = grant(colleague, request)
        step = request.steps.get()
        assert (step.decided_by, step.on_behalf_of, step.role) == (colleague, chief, "bureau_chief")
        assert f"受{chief.name}委托" in case.events.latest("id").text

    def test_the_delegate_does_not_sign_what_he_or_the_giver_asked(self, colleague, chief, president, case):
        actions.delegate(president, colleague, first=DAY, last=DAY, why="外出", today=DAY)
        actions.delegate(chief, colleague, first=DAY, last=DAY, why="外出", today=DAY)
        with pytest.raises(NotAllowed, match="自己报请"):
            grant(colleague, ask(colleague, case))

    def test_of_two_chiefs_the_delegate_signs_for_the_one_who_did_not_ask(
        self, handler, colleague, second_chief, case
    ):
        request = ask(handler, case)
        # The asker became chief while his request was waiting.
        handler.role = "bureau_chief"
        handler.save(update_fields=["role"])
        actions.delegate(handler, colleague, first=DAY, last=DAY, why="外出", today=DAY)
        with pytest.raises(NotAllowed, match=f"这一报请由{handler.name}提出"):
            grant(colleague, request)
        assert list(queries.waiting(colleague, DAY)) == []
        actions.delegate(second_chief, colleague, first=DAY, last=DAY, why="外出", today=DAY)
        assert list(queries.waiting(colleague, DAY)) == [request]
        assert grant(colleague, request).steps.get().on_behalf_of == second_chief

    def test_the_delegate_gives_his_signature_no_day_outside_the_span(self, handler, colleague, chief, case):
        first = DAY + timedelta(2)
        actions.delegate(chief, colleague, first=first, last=first, why="外出", today=DAY)
        request = ask(handler, case)
        with pytest.raises(NotAllowed, match=f"不在{chief.name}委托{colleague.name}签批的期间"):
            grant(colleague, request, on=DAY, today=first)
        assert grant(colleague, request, on=first, today=first).waiting_for == "president"

    def test_who_left_the_cases_no_longer_signs_for_the_chief(self, handler, colleague, chief, case):
        actions.delegate(chief, colleague, first=DAY, last=DAY, why="外出", today=DAY)
        colleague.role = "finance"
        colleague.save(update_fields=["role"])
        with pytest.raises(NotAllowed):
            grant(colleague, ask(handler, case))

    def test_an_ended_delegation_gives_nothing(self, handler, colleague, chief, case):
        given = actions.delegate(chief, colleague, first=DAY, last=DAY + timedelta(9), why="外出", today=DAY)
        with pytest.raises(NotAllowed):
            actions.end_delegation(colleague, given, on=DAY)
        actions.end_delegation(chief, given, on=DAY)
        with pytest.raises(NotAllowed):
            grant(colleague, ask(handler, case))

    @pytest.mark.parametrize(
        ("taker", "first", "last"),
        [("clerk", 0, 1), ("finance", 0, 1), ("handler", 1, 0), ("handler", -3, -1)],
    )
    def test_what_cannot_be_delegated(self, staff, chief, taker, first, last):
        with pytest.raises(InputError):
            days = {"first": DAY + timedelta(first), "last": DAY + timedelta(last)}
            actions.delegate(chief, staff(taker), why="外出", today=DAY, **days)
        assert not Delegation.objects.exists()

    def test_only_a_signer_delegates(self, handler, colleague):
        with pytest.raises(NotAllowed):
            actions.delegate(handler, colleague, first=DAY, last=DAY, why="外出", today=DAY)


class TestReturning:
    def test_it_comes_back_with_its_reason_and_is_mended(self, handler, chief, president, case):
        request = grant(chief, ask(handler, case))
        with pytest.raises(InputError, match="没有写明"):
            actions.send_back(president, request, reason=" ", on=DAY, today=DAY)
        request = actions.send_back(president, request, reason="补充送达回证", on=DAY, today=DAY)
        assert (request.state, request.waiting_for) == ("returned", "")
        request = actions.resubmit(handler, request, text="已补送达回证", on=DAY, today=DAY)
        assert (request.round, request.waiting_for) == (2, "bureau_chief")
        assert grant(president, grant(chief, request)).state == "granted"
        assert request.steps.count() == 4

    def test_the_chief_does_not_write_himself_what_he_then_signs(self, handler, chief, case):
        request = ask(handler, case, "closing", text="已履行完毕")
        request = actions.send_back(chief, request, reason="补充", on=DAY, today=DAY)
        with pytest.raises(NotAllowed, match="只有报请人可以补正"):
            actions.resubmit(chief, request, text="局长自拟", on=DAY, today=DAY)
        request.refresh_from_db()
        assert (request.state, request.text) == ("returned", "已履行完毕")
        assert actions.withdraw(chief, request, reason="承办人已调离", on=DAY, today=DAY).state == "withdrawn"

    def test_each_step_has_a_day_no_earlier_than_the_one_before(self, handler, chief, president, case):
        day = DAY + timedelta(2)
        request = grant(chief, ask(handler, case), on=day, today=day)
        with pytest.raises(InputError, match=f"早于上一步的日期 {day}"):
            grant(president, request, on=DAY + timedelta(1), today=day)
        with pytest.raises(InputError, match="早于上一步"):
            actions.withdraw(handler, request, reason="不报了", on=DAY, today=day)
        request = actions.send_back(president, request, reason="补充", on=day, today=day)
        with pytest.raises(InputError, match="早于上一步"):
            actions.resubmit(handler, request, text="已补", on=DAY, today=day)
        assert actions.resubmit(handler, request, text="已补", on=day, today=day).state == "pending"

    def test_nobody_mends_or_withdraws_what_another_asked(self, handler, colleague, chief, case):
        request = actions.send_back(chief, ask(handler, case), reason="补充", on=DAY, today=DAY)
        with pytest.raises(NotAllowed):
            actions.resubmit(colleague, request, text="补充", on=DAY, today=DAY)
        with pytest.raises(NotAllowed):
            actions.withdraw(colleague, request, reason="不报了", on=DAY, today=DAY)
        assert actions.withdraw(handler, request, reason="不报了", on=DAY, today=DAY).state == "withdrawn"

    def test_a_no_has_its_reason(self, handler, chief, case):
        request = ask(handler, case)
        with pytest.raises(InputError, match="没有写明"):
            actions.refuse_request(chief, request, reason="", on=DAY, today=DAY)
        assert actions.refuse_request(chief, request, reason="情节轻微", on=DAY, today=DAY).state == "refused"


class TestUrgent:
    def test_what_came_first_is_answered_for_at_once(self, handler, case):
        request = ask(handler, case, "detention", urgent=True, acted_at=AT)
        assert request.due_on == DAY
        with pytest.raises(InputError, match="不能撤回"):
            actions.withdraw(handler, request, reason="算了", on=DAY, today=DAY)

    @pytest.mark.parametrize("matter", ["fine", "summons_by_force", "summons_extension"])
    def test_only_detention_comes_first(self, handler, case, matter):
        with pytest.raises(InputError, match="不能先行采取"):
            ask(handler, case, matter, urgent=True, acted_at=AT)

    def test_when_it_was_done_is_told(self, handler, case):
        with pytest.raises(InputError, match="何时先行采取"):
            ask(handler, case, "detention", urgent=True)

    def test_what_is_not_urgent_was_not_done_before(self, handler, case):
        with pytest.raises(InputError, match="没有报为紧急"):
            ask(handler, case, "detention", acted_at=AT)

    def test_it_was_done_by_the_day_of_the_report(self, handler, case):
        # The last minute of the day is still that day; the next minute is the day after.
        midnight = datetime(2026, 7, 1, 0, 0, tzinfo=AT.tzinfo)
        with pytest.raises(InputError, match="2026-07-01 晚于报请日期 2026-06-30"):
            ask(handler, case, "detention", urgent=True, acted_at=midnight)
        last = midnight - timedelta(minutes=1)
        assert ask(handler, case, "detention", urgent=True, acted_at=last).acted_at == last


class TestChecks:
    def test_law_refuses_before_anybody_signs(self, handler, case):
        with pytest.raises(InputError, match=r"拟罚100,001\.00元（民诉法第118条）"):
            ask(handler, case, checks=[MET, UNMET])
        assert not Request.objects.exists()

    def test_several_at_once_only_where_all_is_known(self, handler, president, case):
        sure = [ask(handler, case, "consumption"), ask(handler, case, "dishonest")]
        unsure = ask(handler, case, "consumption", checks=[UNKNOWN])
        with pytest.raises(InputError, match="经传唤拒不到场"):
            actions.grant_many(president, [*sure, unsure], on=DAY, today=DAY)
        assert not Step.objects.exists()
        assert actions.grant_many(president, sure, on=DAY, today=DAY) == 2

    def test_several_at_once_are_judged_as_they_are_now(self, handler, president, case):
        seen = ask(handler, case, "consumption")
        actions.send_back(president, seen, reason="补充", on=DAY, today=DAY)
        actions.resubmit(handler, seen, text="已补", checks=[UNKNOWN], on=DAY, today=DAY)
        with pytest.raises(InputError, match="经传唤拒不到场"):
            actions.grant_many(president, [seen], on=DAY, today=DAY)

    def test_what_follows_a_grant_happens_with_it_or_not_at_all(self, handler, president, case, monkeypatch):
        def fails(actor, request, on):
            raise InputError("后续", "做不成", "请补正")

        monkeypatch.setitem(registry._answers, "consumption", registry.Answer(fails))
        request = ask(handler, case, "consumption")
        with pytest.raises(InputError, match="做不成"):
            grant(president, request)
        request.refresh_from_db()
        assert (request.state, request.steps.count()) == ("pending", 0)


class TestWaiting:
    def test_each_sees_what_waits_for_him(self, handler, chief, president, case):
        request = ask(handler, case)
        assert [list(queries.waiting(one, DAY)) for one in (handler, chief, president)] == [[], [request], []]
        grant(chief, request)
        assert [queries.count_waiting(one, DAY) for one in (chief, president)] == [0, 1]

    def test_another_court_sees_nothing(self, staff, handler, case):
        stranger = staff("bureau_chief", "内0602")
        ask(handler, case)
        assert not queries.waiting(stranger, DAY).exists()
        assert not queries.open_at(stranger).exists()


def attempt(actor, request, what):
    day = {"on": DAY, "today": DAY}
    if what == "grant":
        actions.grant(actor, request, **day)
    elif what == "back":
        actions.send_back(actor, request, reason="补", **day)
    elif what == "refuse":
        actions.refuse_request(actor, request, reason="否", **day)
    elif what == "mend":
        actions.resubmit(actor, request, text="补", **day)
    else:
        actions.withdraw(actor, request, reason="撤", **day)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(
    st.lists(
        st.tuples(st.sampled_from(["grant", "back", "refuse", "mend", "withdraw"]), st.integers(0, 3)),
        max_size=12,
    )
)
def test_whatever_they_try_only_the_right_signatures_grant_it(
    handler, colleague, chief, president, case, tried
):
    people = [handler, colleague, chief, president]
    with transaction.atomic():
        request = ask(handler, case)
        for what, who in tried:
            with suppress(DuixianError):
                attempt(people[who], request, what)
        request.refresh_from_db()
        signed = [
            (one.role, one.decided_by)
            for one in request.steps.filter(round=request.round, decision="granted")
        ]
        granted = signed == [("bureau_chief", chief), ("president", president)]
        assert (request.state == "granted") == granted
        transaction.set_rollback(True)
