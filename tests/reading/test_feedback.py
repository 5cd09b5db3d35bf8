"""反馈: every row of a table, xml or json comes out once, as a find, an answer or a refusal."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from duixian.law.errors import InputError
from duixian.reading.feedback import read_feedback

HEADS = (
    "查询编号",
    "姓名",
    "证件号码",
    "查询结果",
    "账号",
    "开户行",
    "账户余额（元）",
    "截至日期",
    "在先冻结",
)
ID = "000000198307110011"


def xlsx(*rows: tuple[object, ...], above: int = 0) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("反馈")
    if above:
        sheet.write(0, 0, "示例银行协助查询结果")
    for number, row in enumerate((HEADS, *rows), start=above):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def row(**given: str) -> tuple[str, ...]:
    plain = dict(
        zip(
            HEADS,
            ("R-1", "武某某", ID, "有财产", "示例尾号1", "示例支行", "30,000.50", "2026-06-30", "1"),
            strict=True,
        )
    )
    return tuple((plain | given).values())


class TestTables:
    def test_an_account_of_a_respondent(self) -> None:
        (found,) = read_feedback(xlsx(row(), above=2), "反馈.xlsx", source="bank").founds
        assert (found.ref, found.name, found.id_no) == ("R-1", "武某某", ID)
        assert (found.thing, found.identity, found.description) == ("deposit", "示例尾号1", "示例支行")
        assert (found.worth, found.queue, found.as_of) == (30_000_50, 1, date(2026, 6, 30))
        assert (found.row, found.raw["账户余额（元）"]) == (4, "30,000.50")

    def test_nothing_found_is_an_answer_and_a_failure_another(self) -> None:
        empty = {"账号": "", "开户行": "", "账户余额（元）": "", "截至日期": "", "在先冻结": ""}
        told = read_feedback(
            xlsx(
                row(查询结果="未查到", **empty), row(查询编号="R-2", 查询结果="查询失败：系统超时", **empty)
            ),
            "反馈.xlsx",
        )
        assert [(one.ref, one.state) for one in told.answers] == [("R-1", "none"), ("R-2", "error")]
        assert not told.founds and not told.refused

    def test_silence_is_no_answer(self) -> None:
        empty = dict.fromkeys(HEADS[3:], "")
        (refused,) = read_feedback(xlsx(row(**empty)), "反馈.xlsx").refused
        assert "既没有结果也没有财产" in refused.why

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"账户余额（元）": "三万多"}, "价值"),
            ({"截至日期": "2026-13-01"}, "截至日期"),
            ({"在先冻结": "若干"}, "在先控制"),
            ({"在先冻结": "²"}, "在先控制"),
            ({"查询结果": "不详"}, "查询结果"),
            ({"查询结果": "无"}, "查询结果"),
            ({"查询编号": "", "姓名": "", "证件号码": ""}, "被查询人"),
        ],
    )
    def test_a_row_at_fault_is_refused_with_its_field_and_the_rest_stands(
        self, change: dict[str, str], field: str
    ) -> None:
        told = read_feedback(xlsx(row(**change), row(查询编号="R-2")), "反馈.xlsx", source="bank")
        assert [one.ref for one in told.founds] == ["R-2"]
        assert [(one.row, one.field) for one in told.refused] == [(2, field)]
        assert told.refused[0].remedy

    @pytest.mark.parametrize(
        ("written", "state"),
        [
            ("查询失败，没有响应", "error"),
            ("超时，未查到结果", "error"),
            ("没有权限", "error"),
            ("查询成功，无财产", "none"),
            ("未找到", "none"),
            ("没有", "none"),
        ],
    )
    def test_a_failure_is_never_read_as_nothing_found(self, written: str, state: str) -> None:
        told = read_feedback(json.dumps([{"ref": "R-1", "state": written}]).encode(), "反馈.json")
        assert [one.state for one in told.answers] == [state]

    def test_words_that_may_mean_either_wait_for_a_person(self) -> None:
        told = read_feedback(json.dumps([{"ref": "R-1", "state": "没有返回"}]).encode(), "反馈.json")
        assert (told.answers, len(told.refused)) == ((), 1)

    @pytest.mark.parametrize("written", ["无财产", "查询失败"])
    @pytest.mark.parametrize("thing", [{"identity": "示例尾号1"}, {"worth": "500"}, {"available": "0.01"}])
    def test_a_thing_beside_a_denial_is_not_dropped(self, written: str, thing: dict[str, str]) -> None:
        told = read_feedback(json.dumps([{"ref": "R-1", "state": written} | thing]).encode(), "反馈.json")
        assert (told.answers, [one.field for one in told.refused]) == ((), ["查询结果"])

    def test_a_balance_of_nothing_is_no_thing(self) -> None:
        told = read_feedback(b'[{"ref": "R-1", "state": "none", "worth": "0.00"}]', "反馈.json")
        assert [one.state for one in told.answers] == ["none"]

    @pytest.mark.parametrize("written", ["查询失败", "无财产"])
    def test_an_answer_about_nobody_waits_for_a_person(self, written: str) -> None:
        told = read_feedback(json.dumps({"state": written}).encode(), "反馈.json")
        assert [one.field for one in told.refused] == ["被查询人"]

    def test_gbk_text_is_read_alike(self) -> None:
        text = "\n".join([",".join(HEADS), ",".join(cell.replace(",", "") for cell in row())])
        (found,) = read_feedback(text.encode("gbk"), "反馈.csv", source="bank").founds
        assert found.worth == 30_000_50

    def test_a_kind_is_told_by_the_words_where_an_institution_answers_about_many(self) -> None:
        told = read_feedback(xlsx(row(开户行="微信零钱")), "反馈.xlsx").founds[0]
        assert told.thing == "online_payment"
        assert read_feedback(xlsx(row(开户行="两全保险")), "反馈.xlsx").founds[0].thing == "policy"


NESTED = {
    "request_id": "R-9",
    "name": "武某某",
    "idNumber": ID,
    "assets": [
        {"type": "小型汽车", "number": "蒙K·示例1", "value": 30000.10, "owner": "武某某"},
        {"type": "货车", "number": "蒙K·示例2", "value": None},
    ],
}


class TestNested:
    def test_what_stands_above_belongs_to_each_below(self) -> None:
        told = read_feedback(json.dumps([NESTED]).encode(), "反馈.json", source="vehicle")
        assert [(one.ref, one.id_no, one.identity) for one in told.founds] == [
            ("R-9", ID, "蒙K·示例1"),
            ("R-9", ID, "蒙K·示例2"),
        ]
        assert told.founds[0].worth == 30_000_10  # 30000.10, never through a float

    def test_no_assets_and_a_result_is_the_answer(self) -> None:
        told = read_feedback(json.dumps({"ref": "R-9", "status": "empty", "assets": []}).encode(), "x")
        assert [(one.ref, one.state) for one in told.answers] == [("R-9", "none")]

    def test_xml_says_the_same(self) -> None:
        xml = (
            f"<反馈><查询><查询编号>R-9</查询编号><姓名>武某某</姓名><证件号码>{ID}</证件号码>"
            "<财产><车牌号>蒙K·示例1</车牌号><价值>30000.10</价值></财产>"
            "<财产><车牌号>蒙K·示例2</车牌号></财产></查询></反馈>"
        )
        told = read_feedback(xml.encode(), "反馈.xml", source="vehicle")
        assert [(one.ref, one.identity, one.worth) for one in told.founds] == [
            ("R-9", "蒙K·示例1", 30_000_10),
            ("R-9", "蒙K·示例2", None),
        ]

    @pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030", "UTF-8", "UTF-16"])
    def test_xml_is_read_in_the_encoding_that_it_names(self, encoding: str) -> None:
        xml = (
            f'<?xml version="1.0" encoding="{encoding}"?>'
            "<反馈><查询编号>R-9</查询编号><姓名>武某某</姓名><车牌号>蒙K示例1</车牌号></反馈>"
        )
        (found,) = read_feedback(xml.encode(encoding), "反馈.xml").founds
        assert (found.ref, found.name, found.identity) == ("R-9", "武某某", "蒙K示例1")

    def test_json_in_gbk_is_read_alike(self) -> None:
        content = json.dumps(NESTED, ensure_ascii=False).encode("gbk")
        assert read_feedback(content, "反馈.json").founds[0].name == "武某某"

    def test_a_namespace_changes_no_name(self) -> None:
        xml = b'<a xmlns="urn:x" xmlns:b="urn:y"><r b:ref="R-9"><b:identity>1</b:identity></r></a>'
        (found,) = read_feedback(xml, "反馈.xml").founds
        assert (found.ref, found.identity) == ("R-9", "1")


class TestHostile:
    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b'[{"ref": "R\\u00001", "name": "\\ud800A", "identity": "1\\u0000"}]', "x.json"),
            (b"ref,name,identity\n" + b"R2,B,2\n" * 900 + b"R\x001,A,1\x00\n", "x.csv"),
        ],
    )
    def test_what_a_database_cannot_keep_is_taken_out(self, content: bytes, name: str) -> None:
        found = read_feedback(content, name).founds[-1]
        assert (found.ref, found.name, found.identity) == ("R1", "A", "1")
        assert set(found.raw.values()) == {"R1", "A", "1"}

    def test_a_record_of_endless_fields_is_refused(self) -> None:
        above = {f"f{n}": "1" for n in range(5_000)}
        content = json.dumps(above | {"assets": [{"identity": "1"}] * 10}).encode()
        with pytest.raises(InputError, match="项目太多"):
            read_feedback(content, "反馈.json")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"   ",
            b"\x00\x01\x02",
            b"%PDF-1.7",
            b"PK\x03\x04 not a workbook",
            b'{"a": ',
            b"[" * 100_000,
            b"<a><b></a>",
            b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            b"<a>" * 50_000,
            "甲,乙\n1,2".encode(),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_chinese(self, content: bytes) -> None:
        with pytest.raises(InputError) as told:
            read_feedback(content, "反馈")
        assert told.value.remedy

    @given(st.binary(max_size=300))
    def test_no_bytes_make_a_fault_of_ours(self, content: bytes) -> None:
        try:
            read_feedback(content, "反馈")
        except InputError as told:
            assert str(told)

    @given(
        st.recursive(
            st.none() | st.text(max_size=8) | st.integers() | st.booleans(),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.sampled_from(["ref", "name", "assets", "value", "甲"]), inner, max_size=4
                )
            ),
            max_leaves=20,
        )
    )
    def test_no_json_makes_one_either(self, whole: object) -> None:
        try:
            told = read_feedback(json.dumps(whole).encode(), "反馈.json")
        except InputError as refused:
            assert str(refused)
        else:
            assert all(one.why for one in told.refused)
