"""文书: filled once with the facts of a case, the article numbers those of the paper's own day."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from duixian.law import approvals, coercion
from duixian.law.errors import InputError, InputErrors
from duixian.writing.forms import FORMS, Form, check_template, default_template, render

CASE: dict[str, Any] = {
    "court": "准格尔旗人民法院",
    "case_no": "（2026）内0622执102号",
    "number": "（2026）内0622执102号之一",
    "cause": "抚养费纠纷",
    "filed_on": date(2026, 1, 6),
    "owed": 111_500_00,
    "applicants": "李某某",
    "respondents": "王某某",
    "applicants_with_ids": "李某某（000000198603210015）",
    "respondents_with_ids": "王某某（000000198307150013）",
    "title_no": "（2018）内0622民初310号",
    "title_kind": "民事调解书",
    "title_by": "准格尔旗人民法院",
    "handler": "陈某",
    "clerk": "乙某",
}
DAY = date(2026, 6, 10)


def facts(form: Form, **given: Any) -> dict[str, Any]:
    plain = {"text": "示例", "day": DAY, "money": 111_500_00, "count": 12}
    return CASE | {one.name: plain[one.kind] for one in form.ask} | given


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("key", FORMS)
def test_each_form_is_filled_whole(key: str) -> None:
    form = FORMS[key]
    told = words(render(form, facts(form), DAY))
    assert "{{" not in told and "{%" not in told
    for said in ("准格尔旗人民法院", form.name, CASE["number"], "2026年6月10日"):
        assert said in told


@pytest.mark.parametrize("key", FORMS)
def test_the_programs_own_templates_pass_its_own_check(key: str) -> None:
    check_template(FORMS[key], default_template(FORMS[key]))


@pytest.mark.parametrize(
    ("day", "article"),
    # 民事诉讼法: withholding of income was 243 to 2021, 250 to 2023, 254 since (rule book, renumbering).
    [(date(2020, 6, 1), "第二百四十三条"), (date(2022, 6, 1), "第二百五十条"), (DAY, "第二百五十四条")],
)
def test_the_article_is_the_one_valid_on_the_papers_day(day: date, article: str) -> None:
    form = FORMS["deduct_ruling"]
    assert article in words(render(form, facts(form), day))


def test_a_sum_stands_in_digits_and_in_capital_numerals() -> None:
    form = FORMS["deduct_ruling"]
    told = words(render(form, facts(form, holder="示例镇人民政府"), DAY))
    assert "从示例镇人民政府扣划、提取" in told
    assert "111,500.00元（大写：壹拾壹万壹仟伍佰元整）" in told


def test_a_whole_thing_needs_no_limit() -> None:
    form = FORMS["control_ruling"]
    assert "为限" not in words(render(form, facts(form, amount=None), DAY))
    assert "为限" in words(render(form, facts(form), DAY))


def test_the_receipt_stands_on_a_page_of_its_own_below_the_courts_signature() -> None:
    form = FORMS["assist_notice"]
    told = words(render(form, facts(form), DAY))
    assert told.index("2026年6月10日") < told.index("协助执行通知书（回执）") < told.index("实际控制金额")


def test_what_is_missing_is_named() -> None:
    form = FORMS["deduct_ruling"]
    with pytest.raises(InputErrors) as told:
        render(form, facts(form, holder="", amount=None), DAY)
    assert [error.where for error in told.value.errors] == ["协助单位", "金额"]


def test_names_with_marks_of_xml_stay_words() -> None:
    form = FORMS["deduct_ruling"]
    assert "<b>&某{{ 7*7 }}" in words(render(form, facts(form, holder="<b>&某{{ 7*7 }}"), DAY))


def test_a_mark_that_no_paper_can_hold_takes_no_word_with_it() -> None:
    form = FORMS["deduct_ruling"]
    assert "从甲乙&<丙>丁扣划" in words(render(form, facts(form, holder="甲\x0b乙&<丙>\ufffe丁"), DAY))


@pytest.mark.parametrize("key", FORMS)
def test_the_page_is_a4_with_the_fonts_of_official_papers_and_others_where_these_lack(key: str) -> None:
    document = docx.Document(io.BytesIO(render(FORMS[key], facts(FORMS[key]), DAY)))
    section = document.sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    # GB/T 9704: A4, 37 mm above and 28 mm to the left of the text.
    assert [round(length.mm) for length in page if length] == [210, 297, 37, 28]
    fonts = [run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in document.paragraphs[0].runs]
    assert fonts == ["方正小标宋简体"]
    table = next(one for one in document.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
    for font, instead in (("方正小标宋简体", "宋体"), ("仿宋", "仿宋_GB2312")):
        assert f'<w:font w:name="{font}"><w:altName w:val="{instead}"/>' in table.blob.decode()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("release_ruling", "查封、扣押、冻结财产的规定》关于解除的规定，裁定如下"),
        ("claim_notice", "请自收到本通知后十五日内"),
        ("release_notice", "其余部分的控制不变"),
        ("service_receipt", "受送达人签名或者盖章"),
    ],
)
def test_each_form_says_what_it_is_for(key: str, said: str) -> None:
    assert said in words(render(FORMS[key], facts(FORMS[key]), DAY))


def test_a_whole_release_lets_those_who_wait_step_up() -> None:
    form = FORMS["release_notice"]
    told = words(render(form, facts(form, amount=None), DAY))
    assert "轮候" in told and "其余部分" not in told


class TestTemplates:
    form = FORMS["enforcement_notice"]

    def changed(self, text: str) -> bytes:
        document = docx.Document(io.BytesIO(default_template(self.form)))
        document.add_paragraph(text)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def test_a_courts_own_is_filled_the_same_way(self) -> None:
        own = self.changed("联系人：{{ handler }}")
        check_template(self.form, own)
        assert "联系人：陈某" in words(render(self.form, facts(self.form), DAY, own))

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("{{ salary }}", "不认识的占位符 salary.*可用的是 applicants"),
            ("{{ handler", "读不出来"),
            ("{% for x in y %}", "读不出来"),
            ("{{ handler|day }}", "填写时出错"),
            ("{{ handler|center(900000000) }}", "不能用的格式 |center"),
            ("{{ handler * 900000000 }}", "算式、循环"),
            ("{% for a in range(9) %}{% endfor %}", "算式、循环"),
            ("{{ handler.__class__.__mro__ }}", "取属性"),
            ("{{ law() }}", "不能用的调用"),
            ("{{ law('salary') }}", "不认识的法条"),
            ("{% if handler %}" * 110 + "{% endif %}" * 110, "填写时出错"),
            ("{{ " * 301, "占位符过多"),
        ],
    )
    def test_one_that_cannot_be_filled_is_refused_at_once(self, text: str, why: str) -> None:
        with pytest.raises(InputError, match=why):
            check_template(self.form, self.changed(text))

    def test_what_was_not_checked_is_refused_when_it_is_filled(self) -> None:
        own = self.changed("{{ handler.__class__.__mro__ }}")
        with pytest.raises(InputError, match="取属性"):
            render(self.form, facts(self.form), DAY, own)

    def test_the_foot_of_the_page_is_checked_as_well(self) -> None:
        document = docx.Document(io.BytesIO(default_template(self.form)))
        document.sections[0].footer.paragraphs[0].text = "{{ salary }}"
        out = io.BytesIO()
        document.save(out)
        with pytest.raises(InputError, match="salary"):
            check_template(self.form, out.getvalue())

    def test_a_sum_is_never_told_in_fen_and_a_day_never_in_foreign_order(self) -> None:
        told = words(render(self.form, facts(self.form), DAY, self.changed("共{{ owed }}，{{ on }}")))
        assert "共111,500.00元（大写：壹拾壹万壹仟伍佰元整），2026年6月10日" in told
        empty = words(
            render(self.form, facts(self.form, clerk=None), DAY, self.changed("书记员：{{ clerk }}。"))
        )
        assert "书记员：。" in empty

    def repacked(self, change: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(default_template(self.form))) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            members = {name: old.read(name) for name in old.namelist()} | change
            for name, content in members.items():
                new.writestr(name, content)
        return out.getvalue()

    def test_a_macro_under_another_name_is_refused(self) -> None:
        with zipfile.ZipFile(io.BytesIO(default_template(self.form))) as packed:
            contents = packed.read("[Content_Types].xml")
        macro = (
            b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        )
        changed = {"[Content_Types].xml": contents.replace(b"</Types>", macro), "word/x.bin": b"1"}
        with pytest.raises(InputError, match="宏"):
            check_template(self.form, self.repacked(changed))

    def test_what_word_would_fetch_from_elsewhere_is_refused(self) -> None:
        office = "http://schemas.openxmlformats.org"
        link = (
            f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument/2006/relationships/attachedTemplate" '
            'Target="http://example.invalid/x.dotm" TargetMode="External"/></Relationships>'
        )
        with pytest.raises(InputError, match=r"文件以外的内容 http://example\.invalid"):
            check_template(self.form, self.repacked({"word/_rels/settings.xml.rels": link.encode()}))

    @pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml"])
    def test_broken_xml_is_refused(self, name: str) -> None:
        with pytest.raises(InputError, match="模板"):
            check_template(self.form, self.repacked({name: b"<a"}))

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", bytes(3 << 20)])
    def test_what_is_no_docx_is_refused(self, content: bytes) -> None:
        with pytest.raises(InputError):
            check_template(self.form, content)

    def test_macros_and_bombs_are_refused(self) -> None:
        for name, body, why in (
            ("word/vbaProject.bin", b"1", "宏"),
            ("word/media/a.bin", bytes(31 << 20), "展开后过大"),
        ):
            out = io.BytesIO(default_template(self.form))
            with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(name, body)
            with pytest.raises(InputError, match=why):
                check_template(self.form, out.getvalue())


@pytest.mark.parametrize("key", ["fine_decision", "detention_decision"])
def test_a_penalty_says_how_it_can_be_reviewed(key: str) -> None:
    told = words(render(FORMS[key], facts(FORMS[key]), DAY))
    # 民诉法 119, unmoved in 2024; three days, and nothing waits for it (rule book, section 5).
    for said in ("第一百一十八条", "第一百一十九条", "三日内", "上一级人民法院", "不停止"):
        assert said in told


def test_a_summons_by_force_names_both_limits_of_its_hours() -> None:
    told = words(render(FORMS["summons_by_force"], facts(FORMS["summons_by_force"]), DAY))
    assert "不超过八小时" in told
    assert "不超过二十四小时" in told
    assert "放回时间" in told


def test_the_nine_items_of_the_restriction_are_those_of_the_law() -> None:
    told = words(render(FORMS["consumption_order"], facts(FORMS["consumption_order"]), DAY))
    assert len(coercion.items()) == 9
    numerals = "一二三四五六七八九"
    for numeral, item in zip(numerals, coercion.items(), strict=True):
        line = next(line for line in told.splitlines() if line.startswith(f"{numeral}、"))
        assert line[2:6] == item[:4]


def test_a_suspension_leaves_the_debt_standing() -> None:
    told = words(render(FORMS["suspension_ruling"], facts(FORMS["suspension_ruling"]), DAY))
    for said in ("111,500.00元", "继续", "不受申请执行时效期间的限制", "五年内", "每六个月", "六十日内"):
        assert said in told


def test_a_settlement_without_waiver_or_guarantee_does_not_speak_of_them() -> None:
    form = FORMS["settlement_record"]
    told = words(render(form, facts(form, waiver=None, guarantee=None, schedule=None), DAY))
    assert "放弃：" not in told
    assert "担保：" not in told
    assert "第二百四十一条" in told


def test_every_matter_that_names_a_paper_has_it() -> None:
    assert {one.form for one in approvals.matters() if one.form} <= set(FORMS)


# Rule book, sections 5, 6 and 8; 民诉法 by its numbers since 2024.
OBJECTION = ("第二百三十六条", "书面异议", "十五日内审查", "十日内向上一级人民法院申请复议")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("assist_court_letter", ("采取拘传措施", "拘传票、执行依据")),
        ("search_warrant", ("第二百五十九条", "成年家属", *OBJECTION)),
        ("detention_family_notice", ("决定对其拘留12日，自2026年6月10日起", "现羁押于示例")),
        ("detention_release_decision", ("提前解除对示例的拘留",)),
        ("consumption_order", ("第二百六十六条", "申请纠正", "获准后方可进行")),
        ("consumption_exempt_decision", ("第八条", "仅限一次", "继续有效")),
        ("consumption_lift_order", ("第九条", "解除对你方的限制消费措施")),
        ("dishonest_decision", ("十五日内审查", "三个工作日内纠正", "十日内向上一级人民法院申请复议")),
        ("dishonest_delete_decision", ("第十条", "三个工作日内")),
        ("exit_decision", ("第二百六十六条", "十日内向上一级人民法院申请复议", "不停止")),
        ("exit_lift_decision", ("解除对示例的限制出境措施",)),
        ("referral_letter", ("第三百一十三条", "履行能力", "证据目录", "是否立案的结果书面告知")),
        ("talk_record", ("被谈话人签名：", "谈话人签名：", "记录人签名：")),
        (
            "settlement_record",
            ("申请执行人一方（示例）：", "被执行人一方（示例）：", "恢复执行原生效法律文书"),
        ),
        ("stay_ruling", ("第二百六十七条", "继续有效", *OBJECTION)),
        ("deferral_decision", ("暂缓执行至2026年6月10日", *OBJECTION)),
        ("termination_ruling", ("第二百六十八条", "六十日内")),
        ("change_party_ruling", ("十日内向上一级人民法院申请复议", "十五日内向本院提起执行异议之诉")),
        ("revival_notice", ("已予扣除", "不再另行收取申请执行费", *OBJECTION)),
        ("closing_notice", ("共执行到位111,500.00元", "书面异议")),
    ],
)
def test_a_paper_says_what_it_does_and_what_can_be_done_against_it(key: str, said: tuple[str, ...]) -> None:
    told = words(render(FORMS[key], facts(FORMS[key]), DAY))
    assert [one for one in said if one not in told] == []


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if form.signers == "院长"])
def test_nobody_is_named_as_the_president_who_is_not(key: str) -> None:
    lines = words(render(FORMS[key], facts(FORMS[key]), DAY)).splitlines()
    assert "院长　________________" in lines


@pytest.mark.parametrize("key", FORMS)
def test_what_is_not_told_leaves_no_empty_line(key: str) -> None:
    form = FORMS[key]
    untold = {one.name: None for one in form.ask if not one.required}
    before, *_ = words(render(form, facts(form, **untold), DAY)).partition("（院印）")
    assert all(before.splitlines())


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if any(one.required for one in form.ask)])
def test_a_paper_with_nothing_told_names_all_it_needs(key: str) -> None:
    with pytest.raises(InputErrors) as told:
        render(FORMS[key], CASE, DAY)
    assert [error.where for error in told.value.errors] == [
        one.label for one in FORMS[key].ask if one.required
    ]


def test_a_list_of_evidence_keeps_its_lines() -> None:
    form = FORMS["referral_letter"]
    lines = words(render(form, facts(form, evidence="1. 银行流水\n2. 拘留决定书"), DAY)).splitlines()
    assert lines[lines.index("1. 银行流水") + 1] == "2. 拘留决定书"


@pytest.mark.parametrize("key", ["talk_record", "settlement_record"])
def test_each_who_signs_a_record_signs_with_the_day(key: str) -> None:
    lines = words(render(FORMS[key], facts(FORMS[key]), DAY)).splitlines()
    signed = [line for line in lines if "________________" in line and "联系电话" not in line]
    assert len(signed) >= 2
    assert all("____年__月__日" in line for line in signed)
