"""拘传: asked, signed, under way, here, questioned, gone; the hours on both sides; nobody twice at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.court.coercion import given
from tests.court.coercion.given import DAY, EVE, HOUR, LATER, MINUTE, at

from duixian.court.approvals import actions as approvals
from duixian.court.cases.models import EventKind
from duixian.court.coercion import actions, moments
from duixian.court.coercion.actions import LegFacts
from duixian.court.coercion.models import Appearance
from duixian.law.errors import InputError, NotAllowed


@pytest.fixture
def granted(handler, case, sign):
    return sign(given.appearance(handler, case), EVE)


@pytest.fixture
def here(handler, granted):
    """Arrived at eight in the morning of the eve."""
    return actions.arrive(handler, granted, at(8), LATER)


def words(case, kind):
    return [event.text for event in case.events.filter(kind=kind)]


# Asked for


def test_it_is_asked_with_law_s_own_check_and_signed_by_chief_and_president(handler, case, chief, president):
    row = given.appearance(handler, case)
    assert row.decision == "waiting"
    assert {one["key"] for one in row.request.checks} == {"performed", "person", "summoned"}
    approvals.grant(chief, row.request, on=EVE, today=EVE)
    row.refresh_from_db()
    assert row.decision == "waiting"
    approvals.grant(president, row.request, on=EVE, today=EVE)
    row.refresh_from_db()
    assert (row.decision, row.decided_on) == ("granted", EVE)


def test_nobody_signs_his_own(chief, president, case):
    row = given.appearance(chief, case)
    with pytest.raises(NotAllowed):
        approvals.grant(chief, row.request, on=EVE, today=EVE)
    approvals.grant(president, row.request, on=EVE, today=EVE)
    row.refresh_from_db()
    assert row.is_granted


@pytest.mark.parametrize("role", ["president", "finance", "administrator"])
def test_who_works_no_case_asks_for_nothing(staff, case, role):
    with pytest.raises(NotAllowed):
        given.appearance(staff(role), case)


def test_another_court_asks_for_nothing(stranger, case):
    with pytest.raises(NotAllowed):
        given.appearance(stranger, case)


def test_outside_the_area_needs_a_court_that_assists(handler, case):
    with pytest.raises(InputError, match="协助法院"):
        given.appearance(handler, case, outside=True)
    row = given.appearance(handler, case, outside=True, assisting_court="示例外地法院")
    assert row.outside


def test_an_outsider_is_not_brought_in(handler, case):
    with pytest.raises(InputError, match="拘传对象"):
        given.appearance(handler, case, whom=actions.Whom(None, "outsider", "虚构丙某"))


def test_of_a_unit_the_responsible_person_is_brought_in_by_name(handler, case):
    row = given.appearance(handler, case, whom=given.head_of(case))
    assert (row.person, row.party.name) == ("虚构丁某", "示例商贸有限公司")
    with pytest.raises(InputError, match="没有写明姓名"):
        given.appearance(handler, case, whom=actions.Whom(row.party, "principal"))


def test_one_open_appearance_a_person(handler, case):
    given.appearance(handler, case)
    with pytest.raises(InputError, match="没有了结"):
        given.appearance(handler, case)


def test_a_refused_one_is_not_carried_out_and_may_be_asked_again(handler, chief, case):
    row = given.refused(given.appearance(handler, case), chief, EVE)
    with pytest.raises(InputError, match="未批准"):
        actions.arrive(handler, row, at(8), LATER)
    assert given.appearance(handler, case).pk != row.pk


# Carried out


def test_without_a_signature_nobody_is_brought_in(handler, case):
    row = given.appearance(handler, case)
    with pytest.raises(InputError, match="待审批"):
        actions.leave(handler, row, at(7), LATER)
    with pytest.raises(InputError, match="待审批"):
        actions.arrive(handler, row, at(8), LATER)


def test_who_is_not_approved_is_not_brought_in(handler, chief, case):
    row = given.refused(given.appearance(handler, case), chief, EVE)
    with pytest.raises(InputError, match="未批准"):
        actions.leave(handler, row, at(7), LATER)
    with pytest.raises(InputError, match="未批准"):
        actions.arrive(handler, row, at(8), LATER)


def test_arrival_is_what_the_campaign_counts(granted, handler, case):
    assert words(case, EventKind.SUMMONED_BY_FORCE) == []
    actions.arrive(handler, granted, at(8), LATER)
    [event] = case.events.filter(kind=EventKind.SUMMONED_BY_FORCE)
    assert (event.on, event.person) == (EVE, "虚构乙某")
    assert "最迟2026-06-29 16:00前放回" in event.text


@pytest.mark.parametrize(
    ("released", "over"), [(at(16), 0), (at(16) + timedelta(seconds=1), 1), (at(16, 1), 1), (at(17, 30), 90)]
)
def test_eight_hours_on_both_sides(handler, here, case, released, over):
    assert here.release_by == at(8) + 8 * HOUR
    row = actions.release(handler, here, released, LATER)
    assert row.outcome == "released"
    [told] = words(case, EventKind.LIFTED)
    assert ("超过法定时间" in told) == bool(over)
    if over:
        assert f"超过法定时间{over}分钟" in told


def test_the_arrival_before_the_signature_is_refused(handler, granted):
    with pytest.raises(InputError, match="早于批准日期"):
        actions.arrive(handler, granted, at(23, on=EVE - timedelta(days=1)), LATER)


def test_officers_leave_no_day_before_the_signature(handler, granted):
    before = at(23, 59, on=EVE - timedelta(days=1))
    with pytest.raises(InputError, match="早于批准日期"):
        actions.leave(handler, granted, before, LATER)
    with pytest.raises(InputError, match="早于批准日期"):
        actions.add_leg(handler, granted, LegFacts("示例旗", "示例市", before, "甲某"), LATER)
    assert actions.leave(handler, granted, at(0), LATER).left_at == at(0)


def test_moments_follow_one_another_and_none_lies_ahead(handler, granted):
    row = actions.leave(handler, granted, at(7), LATER)
    with pytest.raises(InputError, match="早于出发时间"):
        actions.arrive(handler, row, at(6, 59), LATER)
    with pytest.raises(InputError, match="还没有到"):
        actions.arrive(handler, row, at(8), at(7, 59))
    row = actions.arrive(handler, row, at(8), at(8))
    with pytest.raises(InputError, match="早于"):
        actions.release(handler, row, at(7, 59), LATER)
    with pytest.raises(InputError, match="早于到案时间"):
        actions.question(handler, row, at(7, 59), "问：……", LATER)


def test_times_told_stand(handler, here):
    with pytest.raises(InputError, match="不能更改"):
        actions.arrive(handler, here, at(12), LATER)
    row = actions.release(handler, here, at(12), LATER)
    with pytest.raises(InputError, match="不能更改"):
        actions.release(handler, row, at(11), LATER)


def test_questioning_is_kept_beside_what_was_said_before(handler, here):
    actions.question(handler, here, at(9), "问：车在何处？答：在亲属处", LATER)
    row = actions.question(handler, here, at(10), "问：何时交付？答：明日", LATER)
    assert row.questioned_at == at(9)
    assert row.record.splitlines() == [
        "2026-06-29 09:00 问：车在何处？答：在亲属处",
        "2026-06-29 10:00 问：何时交付？答：明日",
    ]


def test_who_was_not_found_is_called_off(handler, case, granted):
    row = actions.drop(handler, granted, "未找到本人", EVE)
    assert row.dropped_on == EVE
    with pytest.raises(InputError, match="取消"):
        actions.arrive(handler, row, at(8), LATER)
    assert given.appearance(handler, case).pk


# The way


def test_the_way_is_kept_stretch_by_stretch(handler, granted):
    out = LegFacts("示例旗", "外地示例市", at(5), "甲某、乙某", "示例车")
    leg = actions.add_leg(handler, granted, out, LATER)
    granted.refresh_from_db()
    assert granted.left_at == at(5)
    back = LegFacts("外地示例市", "示例旗", at(12), "甲某、乙某", "示例车", with_person=True)
    with pytest.raises(InputError, match="还没有到达"):
        actions.add_leg(handler, granted, back, LATER)
    leg = actions.end_leg(handler, leg, at(11), 320, LATER)
    assert leg.km == 320
    with pytest.raises(InputError, match="早于前一段到达时间"):
        actions.add_leg(handler, granted, LegFacts("a", "b", at(10), "甲某"), LATER)
    actions.add_leg(handler, granted, back, LATER)
    row = actions.hand_over(handler, granted, "外地法院法警移交本院干警")
    assert (row.legs.count(), row.custody) == (2, "外地法院法警移交本院干警")


# 24 hours


def extension(handler, row, now, **more):
    asked = {"complicated": True, "detention_possible": True, "reason": "涉及多处财产，可能拘留"} | more
    return actions.ask_extension(handler, row, **asked, on=EVE, now=now)


@pytest.mark.parametrize("missing", ["complicated", "detention_possible"])
def test_more_hours_need_both_conditions(handler, here, missing):
    with pytest.raises(InputError):
        extension(handler, here, at(10), **{missing: False})


def test_after_the_eighth_hour_nothing_is_extended(handler, here):
    with pytest.raises(InputError, match="不能再延长"):
        extension(handler, here, at(16) + timedelta(seconds=1))
    assert extension(handler, here, at(16)).decision == "waiting"


def test_signed_within_the_eight_hours_the_limit_is_24_from_arrival(handler, president, granted):
    began = moments.now() - 7 * HOUR
    began = max(began, at(0, on=EVE))
    row = actions.arrive(handler, granted, began, moments.now())
    asked = actions.ask_extension(
        handler,
        row,
        complicated=True,
        detention_possible=True,
        reason="情况复杂",
        on=DAY,
        now=moments.now(),
    )
    approvals.grant(president, asked.request, on=DAY, today=DAY)
    row.refresh_from_db()
    assert row.release_by == began + 24 * HOUR
    assert row.release_on == moments.day_of(began + 24 * HOUR)


def test_signed_too_late_it_is_refused_and_he_must_go(handler, president, granted):
    row = actions.arrive(handler, granted, moments.now() - 8 * HOUR - MINUTE, moments.now())
    asked = actions.ask_extension(
        handler,
        row,
        complicated=True,
        detention_possible=True,
        reason="情况复杂",
        on=DAY,
        now=row.arrived_at + HOUR,
    )
    with pytest.raises(InputError, match="立即放回"):
        approvals.grant(president, asked.request, on=DAY, today=DAY)
    row.refresh_from_db()
    assert row.release_by == row.arrived_at + 8 * HOUR


# What the database itself refuses


def test_the_same_person_is_not_in_two_appearances_at_once(handler, new_case, sign, here):
    other = sign(given.appearance(handler, new_case()), EVE)
    with pytest.raises(InputError, match="另一次拘传中"):
        actions.arrive(handler, other, at(9), LATER)
    actions.release(handler, here, at(10), LATER)
    with pytest.raises(InputError, match="另一次拘传中"):
        actions.arrive(handler, other, at(9), LATER)
    assert actions.arrive(handler, other, at(10, 1), LATER).is_held


@pytest.mark.parametrize(
    "change",
    [
        {"released_at": at(7), "outcome": "released"},
        {"arrived_at": at(9)},
        {"release_by": at(23)},
        {"release_by": None},
        {"arrived_at": None, "release_by": None, "release_on": None},
        {"questioned_at": at(7)},
        {"released_at": at(9)},
        {"dropped_on": EVE},
    ],
)
def test_the_database_keeps_the_hours(here, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Appearance.objects.filter(pk=here.pk).update(**change)


def test_nothing_is_deleted(here):
    with pytest.raises(DatabaseError), transaction.atomic():
        here.delete()


def test_the_database_lets_nobody_in_without_a_decision(handler, case):
    row = given.appearance(handler, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appearance.objects.filter(pk=row.pk).update(arrived_at=at(8), release_by=at(16), release_on=EVE)
