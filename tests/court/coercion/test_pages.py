"""The pages of the room: what they show, to whom, and what their forms do."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.court.coercion import given
from tests.court.coercion.given import DAY, EVE, HOUR

from duixian.court.approvals.models import Request
from duixian.court.cases.actions import record_payment
from duixian.court.coercion import actions, moments
from duixian.court.coercion.models import (
    Appearance,
    Detention,
    DishonestEntry,
    Ending,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
)


@pytest.fixture
def client(client_of, handler):
    return client_of(handler)


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[-800:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def act(client, case, name, **typed):
    return client.post(reverse("case-act", args=[case.pk, name]), typed)


def move(client, kind, row, name, **typed):
    return client.post(reverse("coercion-act", args=[kind, row.pk, name]), typed)


def minute(at):
    return moments.clock(at).replace(" ", "T")


def page(client, case):
    return text(client.get(reverse("case-coercion", args=[case.pk])))


@pytest.fixture
def held(handler, case, sign):
    """Brought in seven hours ago."""
    row = sign(given.appearance(handler, case), EVE)
    return actions.arrive(handler, row, moments.now() - 7 * HOUR, moments.now())


def test_the_case_has_the_tab_and_the_acts(client, case):
    told = page(client, case)
    for words in (
        "强制措施",
        "报请拘传",
        "报请拘留",
        "报请罚款",
        "报请限制消费、出境",
        "报请纳入失信",
        "报请搜查",
    ):
        assert words in told


def test_each_measure_is_asked_for_by_its_form(client, case):
    party = given.person(case).party.pk
    whom = {"party": party, "post": "respondent", "on": "2026-06-30", "reason": "隐瞒车辆"}
    conduct = whom | {"conduct": "false_report", "act_on": "2026-06-10"}
    refusal = {"head": "gift", "way": "police", "to": "示例县公安局", "able": "yes", "means": "有存款"}
    refusal |= {"acted_on": "2026-03-01"}
    asked = {
        "appearance": whom | {"summoned_on": "2026-06-01"},
        "premises": whom | {"place": "示例镇示例路"},
        "fine": conduct | {"amount": "5000", "pay_by": "2026-07-05"},
        "detention": conduct | {"days": "10", "place": "示例拘留所"},
        "restriction": whom | {"kind": "consumption", "applied_on": "2026-06-01"},
        "dishonest": whom | {"ground": "4", "applied_on": "2026-06-20"},
        "refusal": whom | refusal,
    }
    for name, typed in asked.items():
        response = act(client, case, name, **typed)
        assert response.status_code == 302, (name, text(response, 422))
        assert response.url == reverse("case-coercion", args=[case.pk])
    for model in (Appearance, PremisesSearch, Fine, Detention, Restriction, DishonestEntry, Referral):
        assert model.objects.get().person == "虚构乙某"
    assert Request.objects.count() == 7
    told = page(client, case)
    assert "待审批 7 项" in told
    for words in ("罚款 5,000.00 元", "拘留 10 日", "限制消费", "失信名单 第4项", "搜查 示例镇示例路"):
        assert words in told


def test_what_law_refuses_is_told_with_its_article_and_keeps_what_was_typed(client, case):
    party = given.person(case).party.pk
    response = act(
        client, case, "detention", party=party, post="respondent", on="2026-06-30", reason="隐瞒车辆一台",
        conduct="false_report", act_on="2026-06-10", days="16", place="示例拘留所",
    )  # fmt: skip
    told = text(response, 422)
    assert "拘留最长15日，拟拘留16日" in told
    assert "隐瞒车辆一台" in told
    assert not Detention.objects.exists()


def test_the_persons_of_a_unit_are_written_one_a_line(client, case):
    party = given.company(case).party.pk
    typed = {
        "party": party, "post": "respondent", "on": "2026-06-30", "reason": "未履行", "kind": "consumption",
        "applied_on": "2026-06-01",
    }  # fmt: skip
    assert "读不懂" in text(act(client, case, "restriction", **typed, persons="张某某"), 422)
    act(client, case, "restriction", **typed, persons="法定代表人 虚构丁某\n实际控制人，虚构戊某")
    found = Restriction.objects.get().persons.values_list("name", "post")
    assert list(found) == [("虚构丁某", "legal_representative"), ("虚构戊某", "controller")]


def test_an_appearance_is_followed_on_its_own_page(client, handler, case, sign):
    row = sign(given.appearance(handler, case), EVE)
    address = reverse("appearance", args=[row.pk])
    assert "出发" in text(client.get(address))
    start = moments.now().replace(second=0, microsecond=0)
    assert move(client, "appearance", row, "arrive", at=minute(start)).url == address
    told = text(client.get(address))
    assert "询问中" in told
    assert re.search(r"还有 (7 小时 5\d 分|8 小时 0 分)", told)
    assert move(client, "appearance", row, "question", at=minute(start), record="问：……答：……").url == address
    assert move(client, "appearance", row, "release", at=minute(start)).url == address
    row.refresh_from_db()
    assert row.outcome == "released"
    assert "已办结" in text(client.get(address))


def test_minutes_left_stand_on_the_page_and_too_long_is_a_red_alarm(client, handler, case, sign, held):
    told = page(client, case)
    assert "还有 59 分" in told or "还有 1 小时 0 分" in told
    assert 'class="red-alarm"' not in client.get(reverse("case-coercion", args=[case.pk])).content.decode()
    late = sign(given.appearance(handler, case, whom=given.head_of(case)), EVE)
    actions.arrive(handler, late, moments.now() - 9 * HOUR, moments.now())
    for address in (reverse("case-coercion", args=[case.pk]), reverse("coercion")):
        response = client.get(address)
        assert response.content.decode().count('class="red-alarm"') == 1
        assert "超时未放回" in text(response)
        assert "已超过 1 小时" in text(response)
    assert "应当立即放回" in text(client.get(reverse("appearance", args=[late.pk])))


def test_who_is_here_is_detained_from_the_same_page(client, case, held):
    link = f"{reverse('case-act', args=[case.pk, 'detention'])}?appearance={held.pk}"
    assert link.replace("&", "&amp;") in client.get(reverse("appearance", args=[held.pk])).content.decode()
    form = client.get(link).content.decode()
    assert f'name="appearance" value="{held.pk}"' in form


def test_a_late_act_of_the_form_is_refused_in_the_page(client, held):
    told = text(move(client, "appearance", held, "arrive", at=minute(moments.now())), 422)
    assert "不能更改" in told


def test_all_is_lifted_by_one_button_once_nothing_is_owed(client, handler, case, sign):
    given.noticed(handler, case)
    sign(given.restriction(handler, case), EVE)
    sign(given.listing(handler, case), EVE)
    button = reverse("lift-all", args=[case.pk])
    assert "还有应付款项" in text(client.post(button), 422)
    assert "全部报请解除" not in page(client, case)
    record_payment(handler, case, on=DAY, amount=20_000_00, today=DAY)
    assert "全部报请解除" in page(client, case)
    assert "应当解除的限制 2 项" in text(client.get(reverse("coercion")))
    assert client.post(button).status_code == 302
    assert Ending.objects.filter(decision="waiting").count() == 2
    assert "全部报请解除" not in page(client, case)


def test_the_checklist_shows_items_evidence_and_articles(client, handler, case):
    given.noticed(handler, case)
    told = text(client.get(reverse("case-refusal", args=[case.pk])))
    for words in ("有能力执行 不明", "判决、裁定已生效 具备", "送达执行通知书", "刑法 第三百一十三条"):
        assert words in told
    asked = {"head": "report", "able": "no", "acted_on": "2026-06-10"}
    told = text(client.get(reverse("case-refusal", args=[case.pk]), asked))
    assert "有能力执行 不具备" in told
    assert "还没有罚款或者拘留过" in told


def test_the_checklist_goes_over_into_the_request(client, case):
    asked = {"head": "report", "means": "有存款", "acted_on": "2026-06-10"}
    answer = client.get(reverse("case-refusal", args=[case.pk]), asked).content.decode()
    [link] = re.findall(r'href="([^"]*/refusal/?\?[^"]+)"', answer)
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert "有存款" in form
    assert 'value="2026-06-10"' in form


def test_who_works_no_case_sees_and_does_nothing(client_of, case, held):
    sees = client_of("president")
    assert "询问中" in page(sees, case)
    assert "报请拘传" not in page(sees, case)
    assert move(sees, "appearance", held, "release", at=minute(moments.now())).status_code == 403
    assert client_of("administrator").get(reverse("coercion")).status_code == 403


def test_another_court_s_pages_are_not_there(client_of, stranger, case, held):
    other = client_of(stranger)
    assert other.get(reverse("case-coercion", args=[case.pk])).status_code == 404
    assert other.get(reverse("appearance", args=[held.pk])).status_code == 404
    assert move(other, "appearance", held, "release", at="2026-06-30T10:00").status_code == 404
    assert "现在被控制的人 0 人" in text(other.get(reverse("coercion")))


def test_what_is_none_is_not_there(client, held):
    assert move(client, "appearance", held, "forgive").status_code == 404
    assert client.get("/coercion/nothing/1/leave/").status_code == 404
    assert client.get(reverse("coercion-act", args=["fine", 9, "pay"])).status_code == 404


def test_every_form_opens(client, handler, case, sign, held):
    given.noticed(handler, case)
    fine = sign(
        given.fine(handler, case),
        EVE,
    )
    detention = sign(given.detention(handler, case, place="示例拘留所"), EVE)
    restriction = sign(given.restriction(handler, case), EVE)
    entry = sign(given.listing(handler, case), EVE)
    search = sign(
        actions.ask_search(
            handler, case, given.person(case), place="示例路", reason="藏匿现金", on=EVE, today=EVE
        ),
        EVE,
    )
    rows = {
        "appearance": held,
        "fine": fine,
        "detention": detention,
        "restriction": restriction,
        "entry": entry,
        "premisessearch": search,
    }
    from duixian.court.coercion.views.moves import MOVES

    for kind, name in MOVES:
        if kind in rows:
            assert client.get(reverse("coercion-act", args=[kind, rows[kind].pk, name])).status_code == 200, (
                kind,
                name,
            )
    told = page(client, case)
    for words in ("现行", "待缴纳", "已批准，待收拘", "已批准，待执行"):
        assert words in told
