"""反馈: whom it reaches without a number, what is nobody's, and who may take it in or set it aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.court.property.asked import (
    DAY,
    account,
    case_of,
    finds,
    requests_of,
    sheet,
    strays,
)

from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.models import Event, EventKind
from duixian.court.people.accounts import operator
from duixian.court.people.models import Court, Staff
from duixian.court.property.actions import feedback, matching
from duixian.court.property.actions.feedback import take_feedback
from duixian.court.property.actions.searching import order_search
from duixian.court.property.models import Delivery, Find, Institution, SearchRequest, Stray
from duixian.law.errors import InputError, NotAllowed


def test_without_a_number_every_open_case_of_the_respondent_learns_of_it(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    second = case_of(handler)
    row = account(asked) | {"查询编号": ""}
    take_feedback(handler, bank, sheet(row), "a.csv", on=DAY)
    found = list(Find.objects.order_by("pk").values_list("case", "request"))
    assert found == [(asked.case_id, asked.pk), (second.pk, None)]
    assert Event.objects.filter(kind=EventKind.FOUND).count() == 2
    take_feedback(handler, bank, sheet(row) + b"\r\n", "b.csv", on=DAY)
    assert Find.objects.count() == 2


def test_without_a_number_no_court_learns_that_did_not_ask(
    staff: Callable[..., Staff], bank: Institution, asked: SearchRequest
) -> None:
    elsewhere = case_of(staff("handler", "内0602"))
    upper = staff("supervisor", "内06")
    take_feedback(upper, bank, sheet(account(asked) | {"查询编号": ""}), "a.csv", on=DAY)
    assert not Find.objects.filter(case=elsewhere).exists()
    assert Find.objects.filter(case=asked.case).count() == 1


def test_without_a_number_name_and_identity_must_both_agree(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    bare = account(asked) | {"查询编号": ""}
    others = ({"被查询人": "虚构丙某"}, {"证件号码": "000000199909090099"}, {"证件号码": ""})
    take_feedback(handler, bank, sheet(*(bare | one for one in others)), "a.csv", on=DAY)
    assert strays() == [
        (2, matching.WRONG_PERSON),
        (3, matching.NOBODY),
        (4, matching.NO_IDENTITY),
    ]
    assert finds() == []


def test_a_clerk_takes_in_nothing_of_another_court(
    staff: Callable[..., Staff], bank: Institution, asked: SearchRequest
) -> None:
    stranger = staff("clerk", "内0602")
    take_feedback(stranger, bank, sheet(account(asked)), "a.csv", on=DAY)
    assert finds() == []
    (stray,) = Stray.objects.all()
    assert (stray.why, stray.court_id) == (matching.OTHER_COURT, "内0622")


def test_the_program_itself_takes_in_for_every_court(
    courts: dict[str, Court], bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(operator(courts["内06"]), bank, sheet(account(asked)), "a.csv", on=DAY)
    assert len(finds()) == 1


@pytest.mark.parametrize("role", ["president", "finance", "administrator"])
def test_who_brings_in_no_files_takes_no_feedback(
    staff: Callable[..., Staff], bank: Institution, asked: SearchRequest, role: str
) -> None:
    with pytest.raises(NotAllowed):
        take_feedback(staff(role), bank, sheet(account(asked)), "a.csv", on=DAY)
    assert not Delivery.objects.exists()


def test_a_stray_is_settled_once_with_its_reason(
    handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked) | {"被查询人": "虚构丙某"}), "a.csv", on=DAY)
    stray = Stray.objects.get()
    with pytest.raises(InputError, match="没有填写"):
        feedback.settle_stray(handler, stray, how=" ", on=DAY)
    done = feedback.settle_stray(handler, stray, how="经核对为同名他人", on=DAY)
    assert (done.settled_by, done.settled_on, done.settled_how) == (handler, DAY, "经核对为同名他人")
    with pytest.raises(InputError, match="已于2026-06-30处理"):
        feedback.settle_stray(handler, stray, how="再来", on=DAY)


def test_a_stray_of_another_court_is_not_settled(
    staff: Callable[..., Staff], handler: Staff, bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked) | {"被查询人": "虚构丙某"}), "a.csv", on=DAY)
    with pytest.raises(NotAllowed):
        feedback.settle_stray(staff("clerk", "内0602"), Stray.objects.get(), how="是", on=DAY)


def test_a_firm_without_a_number_is_known_by_its_registered_name(handler: Staff, bank: Institution) -> None:
    case = case_of(handler, PartyFacts("示例建筑（集团）有限公司", is_person=False))
    order_search(handler, [case], [bank], on=DAY)
    (asked,) = requests_of(case)
    row = account(asked) | {"被查询人": "示例建筑(集团)有限公司", "证件号码": "91000000EXAMPLE02X"}
    take_feedback(handler, bank, sheet(row), "a.csv", on=DAY)
    assert len(finds()) == 1


def test_a_find_is_set_aside_with_its_reason(
    handler: Staff, staff: Callable[..., Staff], bank: Institution, asked: SearchRequest
) -> None:
    take_feedback(handler, bank, sheet(account(asked)), "a.csv", on=DAY)
    find = Find.objects.get()
    with pytest.raises(NotAllowed):
        feedback.set_aside(staff("clerk", "内0602"), find, "不值", on=DAY)
    with pytest.raises(InputError, match="没有填写"):
        feedback.set_aside(handler, find, "", on=DAY)
    feedback.set_aside(handler, find, "余额低于扣划成本", on=DAY)
    find.refresh_from_db()
    assert (find.set_aside_on, find.set_aside_why) == (DAY, "余额低于扣划成本")
    assert Event.objects.filter(case=asked.case).latest("pk").text == "活期存款认定不便处置：余额低于扣划成本"
