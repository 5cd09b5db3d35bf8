"""The page of the room: the plan reckoned in it, what it shows, to whom, and what its forms do."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.court.settlement import given
from tests.court.settlement.given import DAY, SIGNED

from duixian.court.people.models import Installation
from duixian.court.settlement import actions
from duixian.court.settlement.models import Contact, Hardship, Settlement

PLAN = {"on": "2026-06-30", "surcharge": "全部", "count": "4", "first_on": "2026-07-31"}
SETTLE = PLAN | {
    "kind": "joint",
    "text": "分四期付清本金",
    "waived_by": "party",
    "waiver_words": "付清本金的，加倍部分我不要了",
    "takes_effect": "performance",
    "signed_on": "2026-06-30",
    "applicant": "甲某某",
    "respondent": "虚构乙某",
}


@pytest.fixture(autouse=True)
def _day(db):
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})


@pytest.fixture
def client(client_of, handler):
    return client_of(handler)


def text(response, status=200):
    assert response.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, case, **asked):
    return client.get(reverse("case-settlement", args=[case.pk]), asked)


def settle(client, case, **more):
    return client.post(reverse("case-act", args=[case.pk, "settle"]), SETTLE | more)


def test_the_case_has_the_tab_and_the_acts(client, case):
    told = text(client.get(reverse("case-page", args=[case.pk])))
    for word in ("和解沟通", "登记沟通", "登记困难", "达成和解", "登记和解违约"):
        assert word in told


def test_the_plan_is_reckoned_in_the_page_and_alone(client, case):
    whole = text(page(client, case, **PLAN))
    alone = text(client.get(reverse("case-proposal", args=[case.pk]), PLAN))
    for told in (whole, alone):
        assert "加倍部分 315.00 315.00 0.00" in told
        assert "合计 10,315.00 315.00 10,000.00" in told
        assert "第4期 2026-10-31 2,500.00" in told
        # 第三期未付，10-01 恢复：本金 5,000；加倍部分 369.25+40.69+28.00（含当日）
        assert "第3期 2026-10-01 5,000.00 5,437.94" in told
        # 放弃 315.00；其间新生 54.25+40.69+26.25+13.56=134.75
        assert "比按原执行依据少收 449.75 元，其中放弃 315.00 元，其间新生利息 134.75 元" in told
    assert "申请执行" in whole
    assert "申请执行人 其余 10,000.00 元到 2026-10-31 收齐" in alone


def test_without_a_plan_the_page_shows_what_is_to_be_arranged(client, case):
    assert "还有 10,315.00 元没有安排" in text(page(client, case))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"surcharge": "400"}, "400.00元多于所欠的315.00元"),
        ({"surcharge": "很多"}, "请写成 1234.56"),
        ({"count": "3"}, "请填写首期最迟何日付"),
        ({"on": "昨天"}, "日期请写成 2026-06-30"),
    ],
)
def test_a_plan_that_does_not_work_says_why(client, case, asked, words):
    assert words in text(client.get(reverse("case-proposal", args=[case.pk]), asked))


def test_the_plan_goes_over_into_the_agreement_s_form(client, case):
    answer = page(client, case, **PLAN).content.decode()
    [link] = re.findall(r'href="(/cases/\d+/acts?/settle[^"]*\?[^"]+|[^"]*settle/?\?[^"]+)"', answer)
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="全部"' in form
    assert 'value="2026-07-31"' in form


def test_an_agreement_is_made_shown_and_paid(client, handler, case):
    assert settle(client, case).url == reverse("case-settlement", args=[case.pk])
    settlement = Settlement.objects.get()
    assert (settlement.state, settlement.waived_surcharge, settlement.agreed) == ("signed", 315_00, 10_000_00)
    told = text(page(client, case))
    assert "履行中" in told
    assert "第1期 2026-07-31" in told
    given.paid(handler, case, DAY, 10_000_00)
    assert "登记履行完毕" in text(page(client, case))
    address = reverse("settlement-act", args=[settlement.pk, "perform"])
    assert client.post(address, {"on": "2026-06-30"}).url == reverse("case-settlement", args=[case.pk])
    settlement.refresh_from_db()
    assert settlement.state == "performed"


def test_on_the_spot_one_form_is_agreement_payment_and_waiver(client, case):
    settle(client, case, at_once="全部", count="", first_on="", channel="现金")
    assert Settlement.objects.get().state == "performed"
    assert (case.payments.get().amount, case.payments.get().channel) == (10_000_00, "现金")
    assert case.waivers.get().amount == 315_00
    case.refresh_from_db()
    assert case.owed == 0


def test_parts_written_out_are_taken_as_they_stand(client, case):
    settle(client, case, count="", schedule="2026-07-15 4,000\n\n2026-12-31，6000.00")
    parts = Settlement.objects.get().instalments.values_list("due_on", "amount")
    assert list(parts) == [(date(2026, 7, 15), 4_000_00), (date(2026, 12, 31), 6_000_00)]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"applicant": ""}, "只有一方签名"),
        ({"waiver_words": ""}, "放弃须明示"),
        ({"schedule": "七月底 4000"}, "第1行“七月底 4000”读不懂"),
        ({"schedule": "2026-02-30 4000"}, "读不懂"),
        ({"schedule": "2026-07-31 若干"}, "第1行"),
        ({"count": "", "first_on": ""}, "没有约定任何给付"),
        ({"kind": "joke"}, "joke 不在可用的选项中"),
    ],
)
def test_a_refused_agreement_keeps_what_was_typed(client, case, more, words):
    answer = settle(client, case, **more)
    assert words in text(answer, 422)
    assert "分四期付清本金" in answer.content.decode()
    assert not Settlement.objects.exists()


def test_without_signatures_it_waits_and_is_signed_on_its_own_page(client, case):
    settle(client, case, applicant="", respondent="")
    drafted = Settlement.objects.get()
    assert "待签名" in text(page(client, case))
    address = reverse("settlement-act", args=[drafted.pk, "sign"])
    assert "双方签名" in text(client.get(address))
    client.post(address, {"on": "2026-06-30", "applicant": "甲某某", "respondent": "虚构乙某"})
    drafted.refresh_from_db()
    assert drafted.state == "signed"


def test_a_breach_is_noted_and_answered(client, handler, case):
    settle(client, case)
    on = date(2026, 8, 1)
    Installation.objects.update(demo_day=on)
    act = reverse("case-act", args=[case.pk, "breach"])
    assert client.post(act, {"on": "2026-08-01", "text": "分文未付"}).status_code == 302
    settlement = Settlement.objects.get()
    assert settlement.state == "breached"
    told = text(page(client, case))
    assert "申请恢复执行的最后一日 2028-10-31" in told
    answer = client.post(reverse("settlement-act", args=[settlement.pk, "revive"]), {"on": "2026-08-01"})
    assert answer.status_code == 302
    assert "已恢复执行" in text(page(client, case))
    again = client.post(act, {"on": "2026-08-01", "text": "又没付"})
    assert "没有履行中的和解协议" in text(again, 422)


def test_a_breach_before_the_day_is_refused_in_the_page(client, case):
    settle(client, case)
    settlement = Settlement.objects.get()
    address = reverse("settlement-act", args=[settlement.pk, "breach"])
    refused = client.post(address, {"on": "2026-06-30", "text": "没有付"})
    assert "尚未届至" in text(refused, 422)


def test_talks_and_hardships_are_noted_and_shown(client, case):
    form = {
        "side": "applicant", "person": "甲某某", "way": "wechat", "on": "2026-06-30", "time": "09:30",
        "said": "愿意放弃加倍部分", "result": "willing",
    }  # fmt: skip
    client.post(reverse("case-act", args=[case.pk, "contact"]), form)
    hardship = {
        "party": given.respondent(case).pk, "kind": "illness", "on": "2026-06-30",
        "text": "其妻患病住院", "evidence": "诊断证明",
    }  # fmt: skip
    client.post(reverse("case-act", args=[case.pk, "hardship"]), hardship)
    assert (Contact.objects.count(), Hardship.objects.count()) == (1, 1)
    told = text(page(client, case))
    for word in ("愿意放弃加倍部分", "09:30", "微信", "其妻患病住院", "诊断证明"):
        assert word in told


def test_what_people_say_is_text_and_nothing_else(client, handler, case):
    actions.note_contact(handler, case, given.contact(said="<script>alert(1)</script>"), DAY)
    assert "<script>alert(1)" not in page(client, case).content.decode()


def test_a_guardian_s_waiver_of_a_child_s_principal_is_marked(client, handler, case):
    case.category, case.cause = "support", "抚养费纠纷"
    case.save(update_fields=["category", "cause"])
    settle(client, case, surcharge="", principal="315", waived_by="guardian")
    assert "抚养费属于未成年人" in text(page(client, case))


def test_who_works_no_case_sees_and_does_nothing(client_of, handler, case):
    given.settled(handler, case)
    settlement = Settlement.objects.get()
    sees = client_of("president")
    told = text(page(sees, case))
    assert "履行中" in told
    assert "按此方案达成和解" not in told
    assert sees.get(reverse("settlement-act", args=[settlement.pk, "breach"])).status_code == 403
    assert sees.post(reverse("case-act", args=[case.pk, "settle"]), SETTLE).status_code == 403


def test_another_court_s_pages_are_not_there(client_of, handler, stranger, case):
    settlement = given.settled(handler, case, signing=SIGNED)
    other = client_of(stranger)
    assert page(other, case).status_code == 404
    assert other.get(reverse("case-proposal", args=[case.pk])).status_code == 404
    address = reverse("settlement-act", args=[settlement.pk, "breach"])
    assert other.post(address, {"on": "2026-08-01", "text": "x"}).status_code == 404


def test_an_act_that_is_none_is_not_there(client, handler, case):
    settlement = given.settled(handler, case)
    assert client.get(reverse("settlement-act", args=[settlement.pk, "forgive"])).status_code == 404
