"""Which cases belong to a campaign, as what, and the sentence that says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.causes import causes
from duixian.law.errors import InputError
from duixian.law.scope import CATEGORIES, Decision, decide, default_scope, scope_from_toml

SCOPE = default_scope()
LIMIT = 10_000_000
"""100,000.00 yuan."""


@pytest.mark.parametrize(
    ("cause", "category"),
    [
        ("追索劳动报酬纠纷", "wages"),
        ("经济补偿金纠纷", "wages"),
        ("新就业形态追索劳动报酬纠纷", "wages"),
        ("抚养费纠纷", "support"),
        ("赡养费纠纷", "support"),
        ("机动车交通事故责任纠纷", "injury"),
        ("生命权、身体权、健康权纠纷", "injury"),
        ("提供劳务者受害责任纠纷", "injury"),
    ],
)
def test_a_core_cause_decides_whatever_the_amount(cause: str, category: str) -> None:
    for amount in (None, 0, LIMIT, 100 * LIMIT):
        decision = decide(SCOPE, cause, amount)
        assert (decision.category, decision.confidence) == (category, "core")


def test_the_reason_names_the_cause_and_the_rule() -> None:
    assert decide(SCOPE, "追索劳动报酬纠纷", LIMIT) == Decision(
        "wages", "core", "案由‘追索劳动报酬纠纷’属劳动报酬类（核心案由）"
    )
    assert "即‘机动车交通事故责任纠纷’" in decide(SCOPE, "交通事故", LIMIT).reason


@pytest.mark.parametrize(
    ("amount", "category"), [(1, "small_claim"), (LIMIT, "small_claim"), (LIMIT + 1, None)]
)
def test_any_other_case_is_a_small_claim_up_to_the_limit_inclusive(amount: int, category: str | None) -> None:
    decision = decide(SCOPE, "民间借贷纠纷", amount)
    assert (decision.category, decision.confidence) == (category, "core")


def test_without_a_cause_the_amount_alone_decides_and_the_reason_says_so() -> None:
    small, large = decide(SCOPE, None, LIMIT), decide(SCOPE, "  ", LIMIT + 1)
    assert (small.category, small.confidence) == ("small_claim", "core")
    assert (large.category, large.confidence) == (None, "review")
    assert "未载案由" in small.reason
    assert "未载案由" in large.reason


def test_a_cause_that_no_table_knows_is_left_to_the_amount_and_named() -> None:
    decision = decide(SCOPE, "某种没有的纠纷", LIMIT + 1)
    assert (decision.category, decision.confidence) == (None, "review")
    assert "‘某种没有的纠纷’不在案由表内" in decision.reason


@pytest.mark.parametrize("amount", [None, 0])
def test_a_case_without_an_amount_is_no_small_claim(amount: int | None) -> None:
    decision = decide(SCOPE, "民间借贷纠纷", amount)
    assert (decision.category, decision.confidence) == (None, "review")
    assert "行为执行" in decision.reason


def test_a_contract_for_services_is_wages_only_where_a_person_applies() -> None:
    person = decide(SCOPE, "劳务合同纠纷", LIMIT + 1, applicant_is_person=True)
    unknown = decide(SCOPE, "劳务合同纠纷", LIMIT + 1)
    company = decide(SCOPE, "劳务合同纠纷", LIMIT + 1, applicant_is_person=False)
    small_company = decide(SCOPE, "劳务合同纠纷", LIMIT, applicant_is_person=False)
    assert (person.category, person.confidence) == ("wages", "core")
    assert (unknown.category, unknown.confidence) == ("wages", "review")
    assert (company.category, company.confidence) == (None, "core")
    assert (small_company.category, small_company.confidence) == ("small_claim", "core")
    assert "不是自然人" in company.reason


def test_work_injury_benefits_owed_by_the_fund_are_left_to_a_person() -> None:
    employer = decide(SCOPE, "工伤保险待遇纠纷", LIMIT, True, respondent_is_fund=False)
    fund = decide(SCOPE, "工伤保险待遇纠纷", LIMIT, True, respondent_is_fund=True)
    assert (employer.category, employer.confidence) == ("injury", "core")
    assert (fund.category, fund.confidence) == ("injury", "review")


def test_a_doubtful_cause_within_the_limit_is_asked_about_and_both_ways_are_told() -> None:
    decision = decide(SCOPE, "劳动合同纠纷", 5_000_000)
    assert (decision.category, decision.confidence) == ("wages", "review")
    assert "需人工确认" in decision.reason
    assert "不属该类的，标的额50,000.00元不超过100,000.00元，属小标的类" in decision.reason


def test_basic_livelihood_is_never_assigned_by_the_program_alone() -> None:
    person = decide(SCOPE, "房屋租赁合同纠纷", LIMIT + 1, applicant_is_person=True)
    company = decide(SCOPE, "买卖合同纠纷", LIMIT, applicant_is_person=False)
    assert (person.category, person.confidence) == ("livelihood", "review")
    assert company.category == "small_claim"


def test_a_cause_of_two_categories_goes_to_the_earlier_one() -> None:
    assert decide(SCOPE, "医疗服务合同纠纷", LIMIT + 1).category == "injury"


def test_a_campaign_may_leave_categories_out_and_set_its_own_limit_and_causes() -> None:
    scope = scope_from_toml(
        'limit = "50000.00"\ncategories = ["support", "livelihood", "small_claim"]\n'
        '[[rule]]\ncause = "离婚纠纷"\ncategory = "support"\nstrength = "core"\n'
        '[[rule]]\ncause = "买卖合同纠纷"\nstrength = "none"\n'
        '[[rule]]\ncause = "供用热力合同纠纷"\ncategory = "livelihood"\nstrength = "core"\n'
    )
    assert decide(scope, "追索劳动报酬纠纷", 5_000_001).category is None
    assert decide(scope, "追索劳动报酬纠纷", 5_000_000).category == "small_claim"
    assert decide(scope, "离婚纠纷", 0).confidence == "core"
    assert decide(scope, "买卖合同纠纷", 5_000_000).category == "small_claim"
    assert decide(scope, "供用热力合同纠纷", 5_000_000).confidence == "review"


def test_a_campaign_without_small_claims_leaves_other_cases_out() -> None:
    scope = scope_from_toml('limit = "100000.00"\ncategories = ["wages"]\n')
    assert decide(scope, "民间借贷纠纷", 100).category is None
    assert "不在本次行动范围" in decide(scope, "劳动合同纠纷", 100).reason


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("limit = ", "TOML"),
        ('categories = ["wages"]', "limit"),
        ('limit = "十万"', "limit"),
        ('limit = "-1.00"', "limit"),
        ('limit = "1.00"\nlimits = 3', "limits"),
        ('limit = "1.00"\ncategories = ["food"]', "categories"),
        ('limit = "1.00"\ncategories = "wages"', "categories"),
        ('limit = "1.00"\nin_force = "soon"', "in_force"),
        ('limit = "1.00"\nperson_causes = ["没有的"]', "person_causes"),
        ('limit = "1.00"\n[[rule]]\ncause = "没有的"\nstrength = "none"', "rule"),
        ('limit = "1.00"\n[[rule]]\ncause = "离婚纠纷"\ncategory = "support"\nstrength = "sure"', "rule"),
        ('limit = "1.00"\n[[rule]]\ncause = "离婚纠纷"\nstrength = "core"', "categories"),
        ('limit = "1.00"\n[[rule]]\ncause = "离婚纠纷"\nweight = 1', "rule"),
    ],
)
def test_a_wrong_campaign_file_is_refused_by_field(text: str, field: str) -> None:
    with pytest.raises(InputError, match=field):
        scope_from_toml(text)


ANY_CAUSE = st.none() | st.text(max_size=8) | st.sampled_from([each.name for each in causes()])


@given(ANY_CAUSE, st.none() | st.integers(0, 10**12), st.none() | st.booleans(), st.none() | st.booleans())
def test_every_case_gets_one_category_and_a_reason(
    cause: str | None, amount: int | None, person: bool | None, fund: bool | None
) -> None:
    decision = decide(SCOPE, cause, amount, person, fund)
    assert decision.category is None or decision.category in CATEGORIES
    assert decision.reason
    if decision.category == "small_claim":
        assert amount is not None
        assert 0 < amount <= LIMIT
    if decision.category == "livelihood":
        assert decision.confidence == "review"
