"""Causes of action: found by name, whatever year the name is from."""

import pytest

from duixian.law.causes import cause, causes


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("追索劳动报酬纠纷", "追索劳动报酬纠纷"),
        ("追索劳动报酬", "追索劳动报酬纠纷"),
        ("拖欠农民工工资", "追索劳动报酬纠纷"),
        ("机动车交通事故责任纠纷", "机动车交通事故责任纠纷"),
        ("道路交通事故人身损害赔偿纠纷", "机动车交通事故责任纠纷"),
        ("抚养费纠纷", "抚养费纠纷"),
        ("抚育费纠纷", "抚养费纠纷"),
        ("健康权纠纷", "生命权、身体权、健康权纠纷"),
        ("生命权、健康权、身体权纠纷", "生命权、身体权、健康权纠纷"),
        ("生命权，身体权，健康权纠纷案", "生命权、身体权、健康权纠纷"),
        (" 民间借贷 纠纷 ", "民间借贷纠纷"),
        ("买卖", "买卖合同纠纷"),
        ("房屋租赁合同纠纷一案", "房屋租赁合同纠纷"),
        ("房屋拆迁安置补偿合同纠纷", "民事主体间房屋拆迁补偿合同纠纷"),
    ],
)
def test_a_cause_is_found_by_its_name_of_any_year(name: str, current: str) -> None:
    found = cause(name)
    assert found is not None
    assert found.name == current


@pytest.mark.parametrize("name", ["", "某种没有的纠纷", "合同法", "纠纷"])
def test_a_name_that_no_cause_bears_is_none(name: str) -> None:
    assert cause(name) is None


def test_a_right_of_residence_is_not_taken_for_the_contract_about_it() -> None:
    right, contract = cause("居住权纠纷"), cause("居住权合同纠纷")
    assert right is not None
    assert contract is not None
    assert right.code != contract.code


def test_the_list_of_2025_is_whole() -> None:
    third = [each for each in causes() if each.level == 3]
    numbers = {int(each.code.rsplit("-", 1)[1]) for each in third}
    assert numbers == set(range(1, 515))
    assert sum(each.level == 4 for each in causes()) == 470


def test_every_cause_stands_below_one_that_exists() -> None:
    codes = {each.code for each in causes()}
    assert len(codes) == len(causes())
    assert all(each.parent_code in codes for each in causes() if each.level > 1)


def test_basic_livelihood_is_never_certain() -> None:
    assert not [
        each.name for each in causes() if "livelihood" in each.categories and each.strength != "review"
    ]


def test_a_category_always_comes_with_its_strength() -> None:
    assert all(bool(each.categories) == (each.strength is not None) for each in causes())
