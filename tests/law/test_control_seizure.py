"""超标的, exempt property and living costs. Sums in yuan × 100."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.control import (
    Holding,
    Standard,
    Thing,
    deductible,
    objections,
    over_seizure,
    withholdable,
    would_be,
)
from duixian.law.errors import InputError

YUAN = 100


def money(label: str, value: int | None, frozen: int | None = None, **given: object) -> Holding:
    return Holding(label, Thing.DEPOSIT, value, label, frozen, **given)  # type: ignore[arg-type]


def house(label: str, value: int | None, **given: object) -> Holding:
    return Holding(label, Thing.IMMOVABLE, value, label, divisible=False, **given)  # type: ignore[arg-type]


holdings = st.lists(
    st.builds(
        Holding,
        label=st.sampled_from("甲乙丙丁"),
        thing=st.sampled_from(list(Thing)),
        value=st.none() | st.integers(0, 10**9),
        key=st.sampled_from("甲乙丙丁"),
        frozen=st.none() | st.integers(0, 10**9),
        encumbrance=st.integers(0, 10**8),
        effective=st.booleans(),
        divisible=st.booleans(),
    ),
    max_size=6,
)


class TestOverSeizure:
    def test_what_is_held_within_what_is_owed_and_costs_stands(self) -> None:
        guard = over_seizure([money("账户", 90_000 * YUAN)], owed=100_000 * YUAN, costs=1_400 * YUAN)
        assert (guard.ok, guard.held, guard.limit) == (True, 90_000 * YUAN, 101_400 * YUAN)

    def test_the_policy_alone_covers_the_loan(self) -> None:
        # Owed 140,000; fee 140,000 × 1.5% − 100 = 2,000. Held 30,000 + 5,000; the policy is worth 150,000.
        held = [money("银行账户", 30_000 * YUAN), money("微信账户", 5_000 * YUAN)]
        policy = Holding("两全保险", Thing.POLICY, 150_000 * YUAN, "保单")
        guard = would_be(held, policy, owed=140_000 * YUAN, costs=2_000 * YUAN)
        assert not guard.ok
        assert guard.excess == 43_000 * YUAN  # 185,000 − 142,000
        assert guard.sufficient == ("两全保险",)
        assert "仅两全保险已足以清偿" in guard.words
        # Both accounts may go: 150,000 is left, still above 142,000.
        assert set(guard.releasable) == {"银行账户", "微信账户"}

    def test_an_unknown_value_is_asked_for_and_not_taken_as_nothing(self) -> None:
        guard = over_seizure([house("住宅", None)], owed=100 * YUAN, costs=0)
        assert guard.unknown == ("住宅",)
        assert any("价值未知" in sentence for sentence in guard.words)

    def test_an_indivisible_thing_stands_where_nothing_else_suffices(self) -> None:
        guard = over_seizure([money("账户", 20_000), house("住宅", 5_000_000)], owed=100_000, costs=0)
        assert guard.ok and guard.excess == 4_920_000  # 5,020,000 − 100,000
        assert any("不可分物" in sentence for sentence in guard.words)

    def test_a_second_house_where_the_first_suffices_does_not(self) -> None:
        guard = over_seizure([house("甲宅", 500_000), house("乙宅", 600_000)], owed=100_000, costs=0)
        assert not guard.ok
        assert guard.releasable == ("乙宅",)

    def test_a_sum_above_the_limit_is_told_by_how_much_to_lessen_it(self) -> None:
        # 700 + 600 + 250 = 1,550 against 1,000: without the 700 or the 600 too little is left (850; 950),
        # without the 250 there is 1,300, which is 300 too much.
        accounts = [money("甲户", 70_000), money("乙户", 60_000), money("丙户", 25_000)]
        guard = over_seizure(accounts, owed=100_000, costs=0)
        assert guard.releasable == ("丙户",)
        assert "其中钱款等可分财产的限额应减少300.00元" in guard.words

    def test_two_things_of_one_name_are_two(self) -> None:
        twins = [Holding("存折", Thing.DEPOSIT, 60_000, key) for key in ("甲", "乙")]
        guard = over_seizure(twins, owed=50_000, costs=0)
        assert (guard.held, guard.releasable) == (120_000, ("存折",))  # one of 600.00 still covers 500.00
        assert "其中钱款等可分财产的限额应减少100.00元" in guard.words

    def test_two_houses_that_are_both_needed_do(self) -> None:
        guard = over_seizure([house("甲宅", 80_000), house("乙宅", 60_000)], owed=100_000, costs=0)
        assert guard.ok and guard.excess == 40_000

    def test_prior_claims_come_off_and_a_queued_measure_counts_nothing(self) -> None:
        mortgaged = house("住宅", 500_000, encumbrance=450_000)
        queued = money("账户", 90_000, effective=False)
        assert over_seizure([mortgaged, queued], owed=100_000, costs=0).held == 50_000

    def test_a_frozen_sum_counts_no_more_than_the_account_holds(self) -> None:
        assert over_seizure([money("账户", 3_000, 10_000)], owed=10_000, costs=0).held == 3_000
        assert over_seizure([money("账户", 30_000, 10_000)], owed=10_000, costs=0).held == 10_000

    @given(holdings, st.integers(0, 10**9), st.integers(0, 10**6))
    def test_a_measure_told_twice_counts_once_in_a_whole_thing(
        self, told: list[Holding], owed: int, costs: int
    ) -> None:
        whole = [one for one in told if one.frozen is None]
        assert over_seizure([*whole, *whole], owed, costs) == over_seizure(whole, owed, costs)

    @given(holdings, st.integers(0, 10**9))
    def test_no_thing_counts_above_its_value(self, told: list[Holding], owed: int) -> None:
        values: dict[str, int] = {}
        for one in told:
            if one.effective and one.value is not None:
                values[one.key] = max(values.get(one.key, 0), one.value)
        known = [one for one in told if one.effective and one.key in values]
        assert over_seizure(known, owed, 0).held <= sum(values.values())

    @given(holdings, st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**9))
    def test_more_owed_never_means_more_excess(
        self, told: list[Holding], owed: int, costs: int, more: int
    ) -> None:
        assert over_seizure(told, owed + more, costs).excess <= over_seizure(told, owed, costs).excess

    @given(st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), max_size=6), st.integers(1, 10**6))
    def test_what_it_proposes_to_release_leaves_enough(
        self, worths: list[tuple[int, bool]], owed: int
    ) -> None:
        told = [
            house(str(n), worth) if whole else money(str(n), worth) for n, (worth, whole) in enumerate(worths)
        ]
        guard = over_seizure(told, owed, 0)
        rest = [one for one in told if one.label not in guard.releasable]
        if guard.excess:
            left = over_seizure(rest, owed, 0)
            assert left.held >= owed
            # Nothing more may go whole: whatever else is let go takes the rest below what is owed.
            assert not left.releasable
        else:
            assert not guard.releasable


class TestDeduction:
    def test_no_more_than_is_owed_and_not_a_fen_more(self) -> None:
        assert deductible(Thing.LAND_COMPENSATION, 612_400_00, 111_500_00, 0) == 111_500_00

    def test_the_fee_is_taken_only_where_it_is_counted(self) -> None:
        assert deductible(Thing.DEPOSIT, 612_400_00, 111_500_00, 1_572_00) == 113_072_00

    def test_what_must_be_left_is_not_touched(self) -> None:
        assert deductible(Thing.INCOME, 5_000_00, 100_000_00, 0, reserve=1_800_00) == 3_200_00
        with pytest.raises(InputError, match=r"须保留生活费1,800\.00元"):
            deductible(Thing.INCOME, 1_500_00, 100_000_00, 0, reserve=1_800_00)

    @pytest.mark.parametrize("thing", [Thing.VEHICLE, Thing.IMMOVABLE, Thing.EQUITY])
    def test_what_is_not_money_is_sold_first(self, thing: Thing) -> None:
        with pytest.raises(InputError, match="不能直接扣划；请评估、拍卖、变卖"):
            deductible(thing, 100_000, 50_000, 0)

    def test_a_reserve_below_nothing_frees_nothing(self) -> None:
        with pytest.raises(InputError, match="保留生活费：小于零"):
            deductible(Thing.INCOME, 100, 1_000, 0, reserve=-50)

    def test_nothing_is_taken_where_nothing_is_owed(self) -> None:
        with pytest.raises(InputError, match="已无应付"):
            deductible(Thing.DEPOSIT, 100, 0, 50)

    @given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**6))
    def test_never_more_than_held_less_the_reserve_or_owed_and_costs(
        self, available: int, owed: int, costs: int, reserve: int
    ) -> None:
        try:
            most = deductible(Thing.DEPOSIT, available, owed, costs, reserve)
        except InputError:
            assert owed == 0 or available <= reserve
        else:
            assert 0 < most <= owed + costs and most + reserve <= available


class TestLivingCosts:
    standard = Standard("示例旗", date(2026, 1, 1), 900 * YUAN, "示例文件")

    def test_the_standard_for_himself_and_each_dependant_is_left(self) -> None:
        told = withholdable(5_000 * YUAN, self.standard, 2, date(2026, 6, 30))
        assert (told.reserve, told.amount) == (2_700 * YUAN, 2_300 * YUAN)  # 3 × 900; 5,000 − 2,700
        assert "第二百五十四条" in told.cite  # the number in force since 2024

    def test_below_the_standard_nothing_is_withheld(self) -> None:
        assert withholdable(800 * YUAN, self.standard, 0, date(2026, 6, 30)).amount == 0

    def test_fewer_dependants_than_none_are_refused(self) -> None:
        with pytest.raises(InputError, match="扶养人数：小于零"):
            withholdable(5_000 * YUAN, self.standard, -1, date(2026, 6, 30))

    @given(st.integers(0, 10**8), st.integers(0, 10**6), st.integers(0, 12))
    def test_what_is_left_to_him_never_falls_below_the_reserve_or_all_he_has(
        self, income: int, monthly: int, dependants: int
    ) -> None:
        standard = Standard("示例旗", date(2026, 1, 1), monthly, "示例文件")
        told = withholdable(income, standard, dependants, date(2026, 6, 30))
        assert income - told.amount == min(income, monthly * (1 + dependants))

    def test_without_a_standard_in_force_it_is_asked_for(self) -> None:
        for standard in (None, self.standard):
            with pytest.raises(InputError, match="请系统管理员录入"):
                withholdable(5_000 * YUAN, standard, 0, date(2025, 12, 31))


class TestExempt:
    @pytest.mark.parametrize(
        ("category", "severity"), [("injury", "refuse"), ("", "refuse"), ("wages", "ask")]
    )
    def test_a_wage_account_is_held_only_for_those_workers(self, category: str, severity: str) -> None:
        # Even for wages somebody must say that they are wages of that very project.
        told = objections(Thing.DEPOSIT, description="示例项目农民工工资专用账户", category=category)
        assert [(one.severity, one.cite) for one in told] == [(severity, "保障农民工工资支付条例 第三十三条")]

    def test_what_stands_in_anothers_name_wants_a_reason(self) -> None:
        told = objections(Thing.VEHICLE, description="小型汽车", owner="赵某", respondents=["武某某"])
        assert [one.severity for one in told] == ["ask"]
        assert not objections(Thing.VEHICLE, description="小型汽车", owner="武某某", respondents=["武某某"])

    def test_necessities_are_not_held(self) -> None:
        told = objections(Thing.MOVABLE, description="家具一套")
        assert told[0].severity == "refuse" and "第三条第一项" in told[0].cite

    @pytest.mark.parametrize(
        ("thing", "description", "severities"),
        [
            (Thing.EQUITY, "示例家具有限公司20%股权", []),
            (Thing.IMMOVABLE, "荣誉家园3号楼商铺", ["inform"]),
            (Thing.MOVABLE, "红木家具一套（非生活必需）", []),
            (Thing.MOVABLE, "库存轮椅200台（非本人必需）", []),
            (Thing.MOVABLE, "电动轮椅", ["refuse"]),
            (Thing.MOVABLE, "奖章一枚", ["refuse"]),
            (Thing.IP, "未公开的发明", ["refuse"]),
        ],
    )
    def test_a_word_exempts_the_thing_and_not_whatever_bears_it_in_its_name(
        self, thing: Thing, description: str, severities: list[str]
    ) -> None:
        assert [one.severity for one in objections(thing, description=description)] == severities

    def test_what_a_remedy_bids_write_down_lets_the_thing_be_held(self) -> None:
        for description in ("家具一套", "轮椅"):
            refused = objections(Thing.MOVABLE, description=description)[0]
            said = refused.remedy.split("“")[1].removesuffix("”")
            assert not objections(Thing.MOVABLE, description=f"{description}（{said}）")

    @pytest.mark.parametrize(
        ("thing", "tells"),
        [
            (Thing.HOUSING_FUND, "提取条件"),
            (Thing.PENSION, "生活必需费用"),
            (Thing.POLICY, "等值款项"),
            (Thing.LAND_COMPENSATION, "个人的份额"),
            (Thing.INCOME, "所扶养家属"),
        ],
    )
    def test_what_is_held_with_care_is_told_and_not_refused(self, thing: Thing, tells: str) -> None:
        (told,) = objections(thing, description="示例")
        assert told.severity == "inform" and tells in told.words + told.remedy

    def test_what_forbids_comes_first(self) -> None:
        told = objections(Thing.DEPOSIT, description="机关党费", owner="示例机关", respondents=["武某某"])
        assert [one.severity for one in told] == ["refuse", "ask"]

    def test_a_home_may_be_sealed_but_is_told_of(self) -> None:
        assert [one.severity for one in objections(Thing.IMMOVABLE, description="住宅一套")] == ["inform"]
