"""What people do with a campaign, and what they may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.court.campaigns.given import DAY, END, SCOPE, START, Maker

from duixian.court.campaigns import actions
from duixian.court.campaigns.models import Campaign, Measure
from duixian.court.cases.models import Case, Category, Event, EventKind
from duixian.court.people.models import Court, Staff
from duixian.law.errors import InputError, NotAllowed


def test_screening_puts_each_case_into_one_category_with_its_reason(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    wages = make_case("追索劳动报酬纠纷", 150_000)
    loan = make_case("民间借贷纠纷", 100_000)
    outside = make_case("民间借贷纠纷", 100_001)
    effect = actions.screen_cases(supervisor, campaign, DAY)
    assert (effect.included, effect.removed) == (2, 0)
    found = {each.case_id: each for each in campaign.inclusions.all()}
    assert found[wages.pk].category == Category.WAGES
    assert found[loan.pk].category == Category.SMALL_CLAIM
    assert outside.pk not in found
    assert "100,000.00" in found[loan.pk].reason


def test_an_inclusion_stands_on_the_timeline_and_on_the_case(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    case = make_case("抚养费纠纷")
    actions.screen_cases(supervisor, campaign, DAY)
    event = Event.objects.get(case=case)
    assert (event.kind, event.on, event.actor) == (EventKind.INCLUDED, DAY, supervisor)
    case.refresh_from_db()
    assert (case.category, case.category_confidence) == (Category.SUPPORT, "core")


def test_livelihood_cases_get_the_green_channel_and_small_claims_do_not(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    support, loan = make_case("抚养费纠纷"), make_case("民间借贷纠纷")
    actions.screen_cases(supervisor, campaign, DAY)
    assert Case.objects.get(pk=support.pk).green_channel
    assert not Case.objects.get(pk=loan.pk).green_channel


def test_screening_twice_changes_nothing(supervisor: Staff, campaign: Campaign, make_case: Maker) -> None:
    make_case()
    actions.screen_cases(supervisor, campaign, DAY)
    again = actions.screen_cases(supervisor, campaign, DAY)
    assert (again.included, again.removed, again.moved) == (0, 0, 0)
    assert Event.objects.count() == 1


def test_cases_closed_before_the_campaign_stay_outside(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(filed=date(2026, 1, 5), closed=date(2026, 3, 30))
    on_its_first_day = make_case(filed=date(2026, 1, 5), closed=START)
    actions.screen_cases(supervisor, campaign, DAY)
    assert [each.case_id for each in campaign.inclusions.all()] == [on_its_first_day.pk]


def test_a_narrower_scope_takes_open_cases_out_and_leaves_closed_ones_counted(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    open_case = make_case(yuan=60_000)
    closed = make_case(yuan=60_000, closed=date(2026, 5, 6))
    actions.screen_cases(supervisor, campaign, DAY)
    actions.set_scope(supervisor, campaign, 'limit = "50000.00"', date(2026, 6, 1))
    effect = actions.screen_cases(supervisor, campaign, DAY)
    assert effect.removed == 1
    assert campaign.inclusions.get(case=open_case).removed_on == DAY
    assert campaign.inclusions.get(case=closed).removed_on is None
    assert Case.objects.get(pk=open_case.pk).category == Category.NONE


def test_what_a_person_decided_is_not_undone_by_the_scope(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    wanted, unwanted = make_case(yuan=300_000), make_case(yuan=3_000)
    actions.include_case(supervisor, campaign, wanted, Category.LIVELIHOOD, "申请人系低保户", DAY)
    actions.screen_cases(supervisor, campaign, DAY)
    actions.remove_case(supervisor, campaign, unwanted, "与本案重复立案", DAY)
    actions.screen_cases(supervisor, campaign, DAY)
    assert campaign.inclusions.get(case=wanted).removed_on is None
    assert campaign.inclusions.get(case=unwanted).removed_reason == "与本案重复立案"


def test_a_decision_needs_its_reason(supervisor: Staff, campaign: Campaign, make_case: Maker) -> None:
    with pytest.raises(InputError, match="理由"):
        actions.include_case(supervisor, campaign, make_case(), Category.WAGES, " ", DAY)


def test_a_review_case_becomes_certain_when_a_person_confirms_it(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    case = make_case("房屋租赁合同纠纷", 150_000)
    actions.screen_cases(supervisor, campaign, DAY)
    inclusion = campaign.inclusions.get(case=case)
    assert inclusion.confidence == "review"
    assert actions.confirm_inclusions(supervisor, [inclusion], DAY) == 1
    inclusion.refresh_from_db()
    assert (inclusion.confidence, inclusion.decided_by) == ("core", supervisor)
    assert Case.objects.get(pk=case.pk).green_channel


def test_a_clerk_screens_the_cases_of_his_own_court_alone(
    campaign: Campaign, make_case: Maker, staff: Callable[..., Staff]
) -> None:
    own, other = make_case(court="内0622"), make_case(court="内0602")
    actions.screen_cases(staff("clerk", "内0622"), campaign, DAY, [own, other])
    assert [each.case_id for each in campaign.inclusions.all()] == [own.pk]


def test_a_handler_decides_nothing_about_the_scope(
    campaign: Campaign, make_case: Maker, staff: Callable[..., Staff]
) -> None:
    with pytest.raises(NotAllowed):
        actions.include_case(staff("handler"), campaign, make_case(), Category.WAGES, "理由", DAY)
    with pytest.raises(NotAllowed):
        actions.set_scope(staff("handler"), campaign, SCOPE, DAY)


def test_a_bureau_chief_decides_for_his_own_court_alone(
    campaign: Campaign, make_case: Maker, staff: Callable[..., Staff]
) -> None:
    chief = staff("bureau_chief", "内0622")
    actions.include_case(chief, campaign, make_case(yuan=200_000), Category.INJURY, "人身损害赔偿", DAY)
    with pytest.raises(NotAllowed):
        actions.include_case(chief, campaign, make_case(court="内0602"), Category.INJURY, "理由", DAY)


def test_a_scope_adds_a_version_and_overwrites_none(supervisor: Staff, campaign: Campaign) -> None:
    actions.set_scope(supervisor, campaign, 'limit = "50000.00"', date(2026, 5, 1))
    assert [each.valid_from for each in campaign.scope_versions.all()] == [START, date(2026, 5, 1)]


def test_a_scope_cannot_start_before_the_one_in_force(supervisor: Staff, campaign: Campaign) -> None:
    with pytest.raises(InputError, match="早于现行版本"):
        actions.set_scope(supervisor, campaign, SCOPE, date(2026, 3, 1))


def test_a_scope_with_an_unknown_field_is_refused(supervisor: Staff, campaign: Campaign) -> None:
    with pytest.raises(InputError, match="没有这个字段"):
        actions.set_scope(supervisor, campaign, 'limit = "1.00"\nceiling = 3', END)


def test_a_target_is_set_again_and_not_doubled(
    supervisor: Staff, campaign: Campaign, courts: dict[str, Court]
) -> None:
    actions.set_target(supervisor, campaign, courts["内0622"], Measure.FULLY_PERFORMED, 50)
    actions.set_target(supervisor, campaign, courts["内0622"], Measure.FULLY_PERFORMED, 60)
    assert [target.value for target in campaign.targets.all()] == [60]


def test_a_slug_is_taken_once(supervisor: Staff, campaign: Campaign) -> None:
    with pytest.raises(InputError, match="已被另一个"):
        actions.create_campaign(
            supervisor,
            slug=campaign.slug,
            name="另一个",
            organiser=campaign.organiser,
            starts_on=START,
            ends_on=END,
            scope_toml=SCOPE,
            on=START,
        )
