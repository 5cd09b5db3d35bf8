"""Who gets how much of the money, to the fen, and why."""

from __future__ import annotations

from datetime import date

import pytest

from duixian.law.distribution import COURT, RESPONDENT, Claim, Debtor, Money, apportion, distribute, method
from duixian.law.errors import InputError

PERSON = Debtor("person")
COMPANY = Debtor("company", bankruptcy="declined")
JAN = [date(2026, 1, day) for day in range(1, 32)]


def amounts(plan):
    return [(one.key, one.stage, one.amount) for one in plan.lines]


# Shares that sum to the whole


def test_the_last_fen_goes_to_the_largest_remainder():
    # 100 × 1/6 = 16.67, × 2/6 = 33.33, × 3/6 = 50.00: 16 + 33 + 50 leaves 1 for the first.
    assert apportion(100, [1, 2, 3]) == (17, 33, 50)


def test_of_equal_remainders_the_first_given_goes_first():
    # 100 ÷ 3 = 33.33 each; 200 ÷ 3 = 66.67 each.
    assert apportion(100, [5, 5, 5]) == (34, 33, 33)
    assert apportion(200, [5, 5, 5]) == (67, 67, 66)


def test_what_cannot_be_apportioned_is_refused():
    assert apportion(0, []) == ()
    assert apportion(0, [0, 0]) == (0, 0)
    for total, weights in ((1, []), (1, [0]), (-1, [1]), (1, [2, -1])):
        with pytest.raises(ValueError, match="分"):
            apportion(total, weights)


# A natural person: in proportion


def test_a_person_s_ordinary_creditors_share_after_costs_and_preferred_claims():
    plan = distribute(
        PERSON,
        Money(100_00, costs=10_00),
        [
            Claim("甲", 100_00, controlled_on=JAN[0]),
            Claim("乙", 50_00),
            Claim("丙", 50_00, preferred=20_00, basis="抵押权"),
        ],
    )
    # 100 − 10 − 20 = 70 for 100 + 50 + 30 = 180: 38.888…, 19.444…, 11.666…;
    # 38.88 + 19.44 + 11.66 = 69.98, two fen left for .888 and .666. 甲 gains nothing by his control.
    assert amounts(plan) == [
        (COURT, "costs", 10_00),
        ("丙", "preferred", 20_00),
        ("甲", "ordinary", 38_89),
        ("乙", "ordinary", 19_44),
        ("丙", "ordinary", 11_67),
    ]
    assert plan.method.key == "proportion"
    assert plan.paid("丙") == 31_67
    assert plan.surplus == 0


def test_every_share_says_its_arithmetic_and_its_article():
    plan = distribute(PERSON, Money(70_00), [Claim("甲", 100_00), Claim("乙", 80_00)])
    first = plan.lines[0]
    # 100 ÷ 180 × 70 = 38.888…
    assert "100.00元÷本顺位共180.00元×可分70.00元＝38.89元（按最大余数法取到分）" in first.why
    assert first.cite == "民诉法解释 第五百零六条、第五百零八条"
    assert first.verified


def test_a_share_without_a_rest_is_not_called_rounded():
    plan = distribute(PERSON, Money(90_00), [Claim("甲", 100_00), Claim("乙", 80_00)])
    # 100 ÷ 180 × 90 = 50 exactly
    assert plan.lines[0].why.endswith("＝50.00元")


def test_preferred_claims_go_by_their_rank_and_share_within_one():
    claims = [
        Claim("银行", 80_00, preferred=80_00, rank=2, basis="抵押权"),
        Claim("工程队", 30_00, preferred=30_00, rank=1, basis="建设工程价款优先受偿权"),
        Claim("典当行", 40_00, preferred=40_00, rank=2, basis="抵押权"),
        Claim("甲", 10_00),
    ]
    plan = distribute(PERSON, Money(60_00), claims)
    # 60 − 30 = 30 for 80 + 40: 20 and 10. Nothing is left for 甲.
    assert amounts(plan) == [
        ("工程队", "preferred", 30_00),
        ("银行", "preferred", 20_00),
        ("典当行", "preferred", 10_00),
        ("甲", "ordinary", 0),
    ]
    assert [one.verified for one in plan.lines] == [True, False, False, True]
    assert "待核实" in plan.lines[1].why
    assert "款项已由在先顺位分完" in plan.lines[3].why


def test_costs_that_creditors_advanced_stand_beside_the_shared_costs():
    plan = distribute(PERSON, Money(40_00, costs=30_00), [Claim("甲", 99_00, costs=10_00), Claim("乙", 1_00)])
    assert amounts(plan)[:2] == [(COURT, "costs", 30_00), ("甲", "costs", 10_00)]
    assert plan.paid("乙") == 0
    # 20 for 30 + 10: 15 and 5.
    short = distribute(PERSON, Money(20_00, costs=30_00), [Claim("甲", 99_00, costs=10_00)])
    assert amounts(short)[:2] == [(COURT, "costs", 15_00), ("甲", "costs", 5_00)]
    assert not short.lines[0].verified


def test_the_doubled_part_comes_after_all_that_the_titles_award():
    claims = [Claim("甲", 60_00, surcharge=6_00), Claim("乙", 30_00, surcharge=2_00)]
    plan = distribute(PERSON, Money(94_00), claims)
    # 94 − 90 = 4 for 6 + 2: 3 and 1.
    assert amounts(plan)[2:] == [("甲", "surcharge", 3_00), ("乙", "surcharge", 1_00)]
    assert [one.verified for one in plan.lines] == [True, True, False, False]
    alone = distribute(PERSON, Money(62_00), claims[:1])
    assert amounts(alone) == [("甲", "ordinary", 60_00), ("甲", "surcharge", 2_00)]
    assert alone.lines[1].cite == "法释〔2014〕8号 第四条"
    assert alone.lines[1].verified


def test_a_fee_that_waits_comes_after_the_claims():
    claims = [Claim("甲", 60_00, surcharge=5_00)]
    assert distribute(PERSON, Money(63_00, waiting=4_00), claims).paid(COURT) == 0
    plan = distribute(PERSON, Money(68_00, waiting=4_00), claims)
    # 68 − 65 = 3 of the 4
    assert (plan.paid("甲"), plan.paid(COURT)) == (65_00, 3_00)
    assert plan.method.key == "all"
    assert "待核实" in plan.lines[-1].cite


# Enough for all


@pytest.mark.parametrize("debtor", [PERSON, Debtor("organisation"), Debtor("company")])
def test_where_there_is_enough_each_gets_all_and_the_rest_goes_back(debtor):
    claims = [Claim("甲", 60_00, controlled_on=JAN[1], surcharge=1_00), Claim("乙", 30_00, costs=2_00)]
    plan = distribute(debtor, Money(100_00, costs=3_00), claims)
    # 100 − 3 − 2 − 60 − 30 − 1 = 4
    assert (plan.paid("甲"), plan.paid("乙"), plan.paid(COURT)) == (61_00, 32_00, 3_00)
    assert plan.surplus == plan.paid(RESPONDENT) == 4_00
    assert plan.method.key == "all"
    assert [one.stage for one in plan.lines if not one.verified] == ["surplus"]
    exact = distribute(debtor, Money(96_00, costs=3_00), claims)
    assert (exact.surplus, exact.method.key) == (0, "all")


def test_one_fen_less_than_enough_is_shared_by_proportion():
    claims = [Claim("甲", 60_00), Claim("乙", 30_00)]
    assert distribute(PERSON, Money(90_00), claims).method.key == "all"
    assert distribute(PERSON, Money(89_99), claims).method.key == "proportion"


# By order of control


def test_a_company_s_ordinary_creditors_go_by_the_order_of_control():
    claims = [
        Claim("甲", 100_00),
        Claim("乙", 50_00, controlled_on=JAN[2], controlled_order=2),
        Claim("丙", 30_00, controlled_on=JAN[2], controlled_order=1),
        Claim("丁", 20_00, controlled_on=JAN[1]),
    ]
    plan = distribute(COMPANY, Money(90_00), claims)
    # 90 − 20 − 30 = 40 of 乙's 50
    assert amounts(plan) == [
        ("丁", "ordinary", 20_00),
        ("丙", "ordinary", 30_00),
        ("乙", "ordinary", 40_00),
        ("甲", "ordinary", 0),
    ]
    assert {one.cite for one in plan.lines} == {"民诉法解释 第五百一十四条"}
    assert "2026-01-03控制第2位" in plan.lines[2].why


def test_who_took_control_at_once_and_who_never_did_share_their_place():
    claims = [
        Claim("甲", 40_00, controlled_on=JAN[0]),
        Claim("乙", 20_00, controlled_on=JAN[0]),
        Claim("丙", 1_00),
        Claim("丁", 3_00),
    ]
    # 30 for 40 + 20: 20 and 10.
    plan = distribute(COMPANY, Money(30_00), claims)
    assert (plan.paid("甲"), plan.paid("乙"), plan.paid("丙")) == (20_00, 10_00, 0)
    assert not plan.lines[0].verified
    # 62 − 60 = 2 for 1 + 3: 0.50 and 1.50.
    plan = distribute(COMPANY, Money(62_00), claims)
    assert (plan.paid("丙"), plan.paid("丁")) == (50, 1_50)
    assert [one.verified for one in plan.lines] == [True, True, False, False]


def test_a_preferred_claim_against_a_company_goes_before_the_first_measure():
    claims = [
        Claim("甲", 50_00, controlled_on=JAN[0]),
        Claim("银行", 30_00, preferred=30_00, basis="抵押权"),
    ]
    plan = distribute(COMPANY, Money(40_00), claims)
    assert (plan.paid("银行"), plan.paid("甲")) == (30_00, 10_00)
    assert plan.lines[0].cite == "民诉法解释 第五百一十四条"


def test_a_company_is_asked_about_bankruptcy_first():
    claims = [Claim("甲", 50_00), Claim("乙", 50_00)]
    with pytest.raises(InputError, match="移送破产审查") as unasked:
        distribute(Debtor("company"), Money(10_00), claims)
    assert "第五百一十一条" in unasked.value.why
    with pytest.raises(InputError, match="已受理"):
        distribute(Debtor("company", bankruptcy="accepted"), Money(200_00), claims)
    assert distribute(COMPANY, Money(10_00), claims).method.key == "company"


def test_a_solvent_debtor_s_creditors_go_by_order_whoever_he_is():
    claims = [Claim("甲", 50_00, controlled_on=JAN[1]), Claim("乙", 50_00, controlled_on=JAN[0])]
    for kind in ("person", "organisation", "company"):
        plan = distribute(Debtor(kind, suffices=True), Money(60_00), claims)
        assert (plan.method.key, plan.paid("乙"), plan.paid("甲")) == ("order", 50_00, 10_00)
        assert plan.lines[0].cite == "执行规定 第五十五条第一款"


def test_creditors_of_one_title_share_in_proportion():
    claims = [Claim("甲", 60_00, controlled_on=JAN[0]), Claim("乙", 30_00, controlled_on=JAN[1])]
    plan = distribute(COMPANY, Money(30_00), claims, one_title=True)
    # 30 for 60 + 30: 20 and 10.
    assert (plan.method.key, plan.paid("甲"), plan.paid("乙")) == ("one_title", 20_00, 10_00)
    assert method(COMPANY, one_title=True).by_order is False


# What cannot be distributed


@pytest.mark.parametrize(
    ("money", "claims", "says"),
    [
        (Money(0), [Claim("甲", 1)], "不大于零"),
        (Money(1, costs=-1), [Claim("甲", 1)], "小于零"),
        (Money(1, waiting=-1), [Claim("甲", 1)], "小于零"),
        (Money(1), [], "一个也没有"),
        (Money(1), [Claim("甲", 1), Claim("甲", 1)], "重复"),
        (Money(1), [Claim(RESPONDENT, 1)], "重复"),
        (Money(1), [Claim("", 1)], "没有名称"),
        (Money(1), [Claim("甲", 0)], "债权金额为零"),
        (Money(1), [Claim("甲", 2, costs=-1)], "金额小于零"),
        (Money(1), [Claim("甲", 2, preferred=3, basis="抵押权")], "优先部分0.03元大于债权0.02元"),
        (Money(1), [Claim("甲", 2, preferred=2)], "依据"),
        (Money(1), [Claim("甲", 2, rank=0)], "顺位"),
        (Money(1), [Claim("甲", 2, controlled_order=0)], "顺位"),
    ],
)
def test_sums_that_make_no_sense_are_refused(money, claims, says):
    with pytest.raises(InputError, match=says):
        distribute(PERSON, money, claims)
