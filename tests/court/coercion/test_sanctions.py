"""罚款, 拘留, 复议: limits on both sides, one act once, the family, the end, the higher court."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.court.coercion import given
from tests.court.coercion.given import DAY, EVE, HOUR, LATER, at

from duixian.court.approvals import actions as approvals
from duixian.court.cases.models import EventKind
from duixian.court.coercion import actions
from duixian.court.coercion.models import Detention, Ending, Fine
from duixian.law.errors import InputError, NotAllowed

YUAN = 100


def words(case, kind):
    return [event.text for event in case.events.filter(kind=kind)]


@pytest.fixture
def decided(handler, case, sign):
    """Fifteen days, decided on the eve."""
    return sign(given.detention(handler, case), EVE)


@pytest.fixture
def detained(handler, decided):
    return actions.carry_out(handler, decided, at(10), LATER, "示例拘留所")


# 罚款


@pytest.mark.parametrize(
    ("amount", "unit", "allowed"),
    [
        (100_000 * YUAN, False, True),
        (100_000 * YUAN + 1, False, False),
        (50_000 * YUAN - 1, True, False),
        (50_000 * YUAN, True, True),
        (1_000_000 * YUAN, True, True),
        (1_000_000 * YUAN + 1, True, False),
    ],
)
def test_the_sum_of_a_fine_on_both_sides(handler, case, amount, unit, allowed):
    whom = given.company(case) if unit else given.person(case)
    if allowed:
        assert given.fine(handler, case, amount, whom).unit == unit
    else:
        with pytest.raises(InputError, match="罚款金额"):
            given.fine(handler, case, amount, whom)


def test_a_unit_s_responsible_person_is_fined_as_a_person(handler, case):
    with pytest.raises(InputError, match="罚款金额"):
        given.fine(handler, case, 500_000 * YUAN, given.head_of(case))
    assert not given.fine(handler, case, 80_000 * YUAN, given.head_of(case)).unit


def test_a_fine_counts_when_it_is_decided_with_its_amount_and_its_paper(handler, case, sign):
    row = given.fine(handler, case)
    assert not case.events.filter(kind=EventKind.FINED).exists()
    row = sign(row, EVE)
    [event] = case.events.filter(kind=EventKind.FINED)
    assert (event.on, event.amount, event.person) == (EVE, 5_000 * YUAN, "虚构乙某")
    assert row.document.form == "fine_decision"
    assert row.document.made_by == handler


def test_the_same_act_is_fined_once_and_a_new_one_again(handler, case):
    given.fine(handler, case)
    with pytest.raises(InputError, match="同一行为"):
        given.fine(handler, case)
    assert given.fine(handler, case, act_on=date(2026, 6, 11)).pk


def test_what_was_refused_may_be_asked_anew(handler, chief, case):
    given.refused(given.fine(handler, case), chief, EVE)
    assert given.fine(handler, case).decision == "waiting"


def test_the_database_knows_one_fine_for_one_act(handler, case):
    first = given.fine(handler, case)
    other = given.fine(handler, case, act_on=date(2026, 6, 11))
    with pytest.raises(IntegrityError), transaction.atomic():
        Fine.objects.filter(pk=other.pk).update(act_key=first.act_key)


def test_a_fine_is_paid_to_the_state_and_the_debt_stays(handler, case, sign):
    owed = case.owed
    row = sign(given.fine(handler, case), EVE)
    row = actions.pay(handler, row, 2_000 * YUAN, EVE, DAY)
    assert row.paid_on is None
    with pytest.raises(InputError, match="只欠3,000"):
        actions.pay(handler, row, 3_000 * YUAN + 1, EVE, DAY)
    row = actions.pay(handler, row, 3_000 * YUAN, DAY, DAY)
    case.refresh_from_db()
    assert (row.paid_on, case.owed, case.payments.count()) == (DAY, owed, 0)


# 拘留


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (15, True), (16, False)])
def test_days_of_a_detention_on_both_sides(handler, case, days, allowed):
    if allowed:
        assert given.detention(handler, case, days).days == days
    else:
        with pytest.raises(InputError, match="拘留最长15日"):
            given.detention(handler, case, days)


def test_a_unit_is_not_detained(handler, case):
    with pytest.raises(InputError, match="单位不能拘留"):
        given.detention(handler, case, act=given.misconduct(given.company(case)))


def test_with_a_fine_both_are_asked_for_and_the_same_act_bears_both(handler, case):
    row = given.detention(handler, case, 10, fine=5_000 * YUAN)
    assert (row.fine.amount, row.fine.act_key) == (5_000 * YUAN, row.act_key)
    assert row.fine.request_id != row.request_id
    with pytest.raises(InputError, match="同一行为"):
        given.detention(handler, case, 5)


def test_the_database_knows_one_detention_for_one_act(handler, case):
    first = given.detention(handler, case)
    other = given.detention(handler, case, act=given.misconduct(given.person(case), act_on=date(2026, 6, 11)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Detention.objects.filter(pk=other.pk).update(act_key=first.act_key)


def test_it_counts_when_carried_out(handler, case, decided):
    assert words(case, EventKind.DETAINED) == []
    row = actions.carry_out(handler, decided, at(10), LATER, "示例拘留所")
    # 15 days from June 29th, that day counted.
    assert row.last_on == date(2026, 7, 13)
    assert row.family_by == at(10) + 24 * HOUR
    assert words(case, EventKind.DETAINED) == ["依法拘留虚构乙某15日，送示例拘留所，至2026-07-13"]


def test_before_the_signature_only_in_an_emergency(handler, case):
    row = given.detention(handler, case)
    with pytest.raises(InputError, match="待审批"):
        actions.carry_out(handler, row, at(10), LATER, "示例拘留所")
    other = given.detention(
        handler,
        case,
        act=given.misconduct(given.person(case), act_on=date(2026, 6, 20)),
        urgent_at=at(9),
        place="示例拘留所",
    )
    assert (other.is_held, other.request.urgent) == (True, True)


def test_an_emergency_that_is_not_approved_ends_at_once(handler, chief, case):
    row = given.detention(handler, case, urgent_at=at(9), place="示例拘留所")
    with pytest.raises(InputError, match="期满"):
        actions.discharge(handler, row, EVE, DAY)
    row = given.refused(row, chief, EVE)
    assert actions.discharge(handler, row, EVE, DAY).ended_why == "未获批准，立即解除"


@pytest.mark.parametrize(("told_at", "late"), [(at(10) + 24 * HOUR, False), (at(10) + 25 * HOUR, True)])
def test_the_family_is_told_within_a_day(handler, case, detained, told_at, late):
    row = actions.tell_family(handler, detained, told_at, LATER, whom="其妻虚构丙某")
    [told] = words(case, EventKind.NOTICE)
    assert ("超过二十四小时" in told) == late
    assert case.documents.get(form="detention_family_notice").made_by == handler
    with pytest.raises(InputError, match="不能更改"):
        actions.tell_family(handler, row, told_at, LATER, whom="其父")


def test_whom_nobody_can_reach_is_told_why(handler, detained):
    with pytest.raises(InputError, match="没有填写"):
        actions.tell_family(handler, detained, at(11), LATER)
    row = actions.tell_family(handler, detained, at(11), LATER, unreachable="无近亲属")
    assert row.family_unreachable == "无近亲属"


def test_it_ends_on_its_last_day_and_a_day_more_is_told(handler, case, detained):
    last = date(2026, 7, 13)
    with pytest.raises(InputError, match="2026-07-13期满"):
        actions.discharge(handler, detained, last - timedelta(days=1), last)
    row = actions.discharge(handler, detained, last + timedelta(days=1), date(2026, 7, 20))
    assert row.ended_why == "期满解除，超过1日"


def test_who_repents_goes_earlier_by_the_president_s_signature(handler, chief, president, case, detained):
    with pytest.raises(InputError, match="承认并改正"):
        actions.ask_early_release(handler, detained, repents=False, reason="无", on=DAY, today=DAY)
    ending = actions.ask_early_release(
        handler, detained, repents=True, reason="已具结悔过", on=DAY, today=DAY
    )
    with pytest.raises(NotAllowed):
        approvals.grant(chief, ending.request, on=DAY, today=DAY)
    approvals.grant(president, ending.request, on=DAY, today=DAY)
    detained.refresh_from_db()
    assert detained.ended_on == DAY
    assert Ending.objects.get().document.form == "detention_release_decision"


def test_detention_ends_the_questioning(handler, case, sign):
    brought = sign(given.appearance(handler, case), EVE)
    brought = actions.arrive(handler, brought, at(8), LATER)
    row = sign(given.detention(handler, case, appearance=brought), EVE)
    actions.carry_out(handler, row, at(12), LATER, "示例拘留所")
    brought.refresh_from_db()
    assert (brought.outcome, brought.released_at) == ("detained", at(12))


def test_nobody_is_detained_twice_at_once(handler, case, sign, detained):
    act = given.misconduct(given.person(case), act_on=date(2026, 6, 20))
    other = sign(given.detention(handler, case, act=act), EVE)
    with pytest.raises(InputError, match="现在已被拘留"):
        actions.carry_out(handler, other, at(11), LATER, "示例拘留所")
    with pytest.raises(IntegrityError), transaction.atomic():
        Detention.objects.filter(pk=other.pk).update(
            began_at=at(11), last_on=DAY, family_by=at(12), family_on=DAY
        )


@pytest.mark.parametrize(
    "change",
    [{"began_at": at(9)}, {"family_by": at(23)}, {"days": 0}, {"family_at": at(9), "family": "其妻"}],
)
def test_the_database_keeps_what_was_told(detained, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Detention.objects.filter(pk=detained.pk).update(**change)


# 复议


def test_review_within_three_days_of_service_on_both_sides(handler, detained):
    with pytest.raises(InputError, match="没有登记决定书送达日期"):
        review(handler, detained, date(2026, 6, 30))
    row = actions.serve(handler, detained, EVE, DAY)
    # 29 June + 3 days is 2 July, a Thursday.
    with pytest.raises(InputError, match="应在2026-07-02以前申请"):
        review(handler, row, date(2026, 7, 3))
    told = review(handler, row, date(2026, 7, 2))
    # Five days after 2 July is 7 July, a Tuesday.
    assert told.due_on == date(2026, 7, 7)


def review(actor, row, filed_on):
    return actions.file_review(
        actor, row, filed_on=filed_on, sent_on=filed_on, text="没有隐瞒", today=date(2026, 7, 20)
    )


def outcome(actor, told, result, **more):
    on = date(2026, 7, 6)
    return actions.decide_review(
        actor, told, on=on, result=result, number="（2026）内06司惩复1号", today=date(2026, 7, 20), **more
    )


@pytest.fixture
def reviewed(handler, detained):
    return review(handler, actions.serve(handler, detained, EVE, DAY), DAY)


def test_review_suspends_nothing(reviewed, detained):
    detained.refresh_from_db()
    assert detained.is_held


def test_what_is_revoked_ends(handler, reviewed, detained):
    outcome(handler, reviewed, "revoked")
    detained.refresh_from_db()
    assert (detained.ended_on, detained.revoked_on) == (date(2026, 7, 6), date(2026, 7, 6))


def test_what_is_changed_is_shorter(handler, reviewed, detained):
    with pytest.raises(InputError, match="不少于原决定"):
        outcome(handler, reviewed, "changed", days=15)
    outcome(handler, reviewed, "changed", days=8)
    detained.refresh_from_db()
    # Eight days from 29 June.
    assert (detained.days, detained.last_on) == (8, date(2026, 7, 6))


def test_what_is_upheld_stays_and_is_asked_once(handler, reviewed, detained):
    outcome(handler, reviewed, "upheld")
    detained.refresh_from_db()
    assert detained.is_held
    with pytest.raises(InputError, match="已经申请过"):
        review(handler, detained, DAY)


@pytest.mark.parametrize("act", ["fine", "detention"])
def test_who_may_ask(staff, stranger, case, act):
    ask = {"fine": given.fine, "detention": given.detention}[act]
    for actor in (staff("president"), staff("finance"), staff("administrator"), stranger):
        with pytest.raises(NotAllowed):
            ask(actor, case)
    assert ask(staff("clerk"), case).decision == "waiting"
