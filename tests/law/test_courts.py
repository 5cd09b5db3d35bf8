"""Courts by code and by the names that people give them."""

import pytest

from duixian.law.courts import court_by_code, court_by_name

ORDOS = {
    "内06": "鄂尔多斯市中级人民法院",
    "内0602": "鄂尔多斯市东胜区人民法院",
    "内0603": "鄂尔多斯市康巴什区人民法院",
    "内0621": "达拉特旗人民法院",
    "内0622": "准格尔旗人民法院",
    "内0623": "鄂托克前旗人民法院",
    "内0624": "鄂托克旗人民法院",
    "内0625": "杭锦旗人民法院",
    "内0626": "乌审旗人民法院",
    "内0627": "伊金霍洛旗人民法院",
}


@pytest.mark.parametrize(("code", "name"), ORDOS.items())
def test_the_ten_courts_of_ordos_are_known_by_code_and_name(code: str, name: str) -> None:
    by_code, by_name = court_by_code(code), court_by_name(name)
    assert by_code is not None
    assert by_code.name == name
    assert by_name == by_code


def test_the_basic_courts_of_ordos_answer_to_its_intermediate_court() -> None:
    for code in list(ORDOS)[1:]:
        court = court_by_code(code)
        assert court is not None
        assert (court.level, court.parent_code) == ("基层", "内06")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("内蒙古自治区鄂尔多斯市东胜区人民法院", "内0602"),
        ("东胜区人民法院", "内0602"),
        ("东胜区法院", "内0602"),
        ("东胜法院", "内0602"),
        ("鄂尔多斯中院", "内06"),
        ("鄂尔多斯市中院", "内06"),
        ("内蒙古高院", "内"),
        ("广西壮族自治区高级人民法院", "桂"),
        (" 准格尔旗 人民法院 ", "内0622"),
        ("北京市朝阳区法院", "京0105"),
        ("山东省沂水县人民法院", "鲁1323"),
        ("最高人民法院", "最高法"),
    ],
)
def test_a_court_is_found_by_its_shorter_names(name: str, code: str) -> None:
    court = court_by_name(name)
    assert court is not None
    assert court.code == code


@pytest.mark.parametrize("name", ["朝阳区人民法院", "高级人民法院", "某某市人民法院", ""])
def test_a_name_that_fits_none_or_several_is_not_guessed(name: str) -> None:
    assert court_by_name(name) is None


def test_a_code_is_read_in_any_width_and_an_unknown_one_is_none() -> None:
    court = court_by_code("内０６０２ ")
    assert court is not None
    assert court.code == "内0602"
    assert court_by_code("内0699") is None
