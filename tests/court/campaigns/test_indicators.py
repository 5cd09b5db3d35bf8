"""The indicators against arithmetic done by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.court.campaigns.given import DAY, SCOPE, Maker

from duixian.court.campaigns import actions, queries
from duixian.court.campaigns.indicators import Indicator, definitions, statistical_year
from duixian.court.campaigns.models import Campaign
from duixian.court.cases.models import Status
from duixian.court.people.models import Court, Staff
from duixian.writing.ratio import Ratio

PAID_ON = date(2026, 5, 6)


def _all(supervisor: Staff, campaign: Campaign) -> dict[str, Indicator]:
    found = queries.case_indicators(supervisor, campaign, DAY)
    return {each.definition.code: each for each in found}


@pytest.mark.parametrize(
    ("small_paid", "by_amount", "per_case"),
    [
        # (2,000,000 + 5 x 20,000) / (4,000,000 + 5 x 20,000); (0.5 + 5 x 1) / 6
        (20_000, "51.22%", "91.67%"),
        # 2,000,000 / 4,100,000; 0.5 / 6
        (0, "48.78%", "8.33%"),
    ],
)
def test_the_rate_by_amount_hides_small_claims_and_the_rate_per_case_does_not(
    supervisor: Staff, campaign: Campaign, make_case: Maker, small_paid: int, by_amount: str, per_case: str
) -> None:
    large = make_case("追索劳动报酬纠纷", 4_000_000, paid=[(PAID_ON, 2_000_000)])
    for _ in range(5):
        make_case(yuan=20_000, paid=[(PAID_ON, small_paid)] if small_paid else [])
    actions.screen_cases(supervisor, campaign, DAY)
    found = _all(supervisor, campaign)
    assert campaign.inclusions.filter(case=large).exists()
    assert found["recovered"].city.percent == by_amount
    assert found["recovered_per_case"].city.percent == per_case


def test_a_case_paid_more_than_its_claim_counts_as_one_and_no_more(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(yuan=20_000, paid=[(PAID_ON, 50_000)])
    make_case(yuan=20_000)
    actions.screen_cases(supervisor, campaign, DAY)
    assert _all(supervisor, campaign)["recovered_per_case"].city == Ratio(1, 2)


def test_closed_within_six_months_counts_the_last_day_of_the_period(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(filed=date(2025, 10, 15), closed=date(2026, 4, 15))
    make_case(filed=date(2025, 10, 15), closed=date(2026, 4, 16))
    actions.screen_cases(supervisor, campaign, DAY)
    assert _all(supervisor, campaign)["in_time"].city.percent == "50.00%"


def test_revived_cases_stay_out_of_the_closings_of_first_enforcement(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(closed=PAID_ON)
    make_case(closed=PAID_ON, way=Status.SUSPENDED)
    make_case(kind="执恢", closed=PAID_ON, way=Status.SUSPENDED)
    make_case(kind="执恢", closed=PAID_ON)
    actions.screen_cases(supervisor, campaign, DAY)
    found = _all(supervisor, campaign)
    assert found["performed"].city == Ratio(1, 2)
    assert found["revived_performed"].city == Ratio(1, 2)


def test_the_two_rates_of_suspension_differ_by_their_denominator(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(closed=PAID_ON, way=Status.SUSPENDED)
    make_case(closed=PAID_ON)
    make_case()
    make_case()
    actions.screen_cases(supervisor, campaign, DAY)
    found = _all(supervisor, campaign)
    assert found["suspended_of_closed"].city.percent == "50.00%"  # 1 of 2 closed
    assert found["suspended_of_accepted"].city.percent == "25.00%"  # 1 of 4 accepted


def test_average_days_are_days_from_filing_to_closing(
    supervisor: Staff, campaign: Campaign, make_case: Maker
) -> None:
    make_case(filed=date(2026, 4, 1), closed=date(2026, 4, 11))
    make_case(filed=date(2026, 4, 1), closed=date(2026, 4, 22))
    actions.screen_cases(supervisor, campaign, DAY)
    assert _all(supervisor, campaign)["average_days"].city.number == "15.5"  # (10 + 21) / 2


def test_a_campaign_without_cases_has_no_figure_but_a_dash(supervisor: Staff, campaign: Campaign) -> None:
    shown = {each.show(each.city) for each in _all(supervisor, campaign).values()}
    assert shown == {"—"}


def test_a_figure_is_inside_or_outside_its_interval_or_neither() -> None:
    performed = next(each for each in definitions(DAY) if each.code == "performed")
    assert performed.low == Fraction("0.3929")
    assert performed.inside(Ratio(3929, 10_000)) is True
    assert performed.inside(Ratio(3928, 10_000)) is False
    assert performed.inside(Ratio(0, 0)) is None


def test_no_definition_is_used_before_its_day() -> None:
    assert definitions(date(2024, 8, 31)) == ()
    assert len({each.code for each in definitions(DAY)}) == len(definitions(DAY))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 11, 30), date(2024, 12, 1)),
        (date(2025, 12, 1), date(2025, 12, 1)),
        (date(2026, 6, 30), date(2025, 12, 1)),
    ],
)
def test_the_statistical_year_starts_in_december(day: date, first: date) -> None:
    assert statistical_year(day) == first


def test_a_campaign_over_december_can_be_counted_by_statistical_year(
    supervisor: Staff, courts: dict[str, Court], make_case: Maker
) -> None:
    winter = actions.create_campaign(
        supervisor,
        slug="winter",
        name="冬季行动",
        organiser=courts["内06"],
        starts_on=date(2025, 11, 1),
        ends_on=date(2026, 1, 31),
        scope_toml=SCOPE,
        on=date(2025, 11, 1),
    )
    make_case(filed=date(2025, 10, 1), closed=date(2025, 11, 30))
    make_case(filed=date(2025, 10, 1), closed=date(2025, 12, 1), way=Status.SUSPENDED)
    actions.screen_cases(supervisor, winter, date(2026, 1, 31))

    def performed(of_year: bool) -> Ratio:
        found = queries.case_indicators(supervisor, winter, date(2026, 1, 31), of_year=of_year)
        return next(each.city for each in found if each.definition.code == "performed")

    assert (performed(False), performed(True)) == (Ratio(1, 2), Ratio(0, 1))
