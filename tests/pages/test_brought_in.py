"""The first story by the pages alone: found in another city, brought in, talked to, settled, paid, closed.

86,000.00 and fees of 975.00 owed. From 2025-09-05 to 2026-05-13 are 251 days (26+31+30+31+31+28+31+30+13)
of 86,000 × 0.000175 = 15.05, 3,777.55 of surcharge; the day of payment bears none: 90,752.55. The applicant
gives up 6,000.00 of the principal and all of the surcharge; 80,975.00 is paid on the spot.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import docx
import pytest
from playwright.sync_api import Page, expect

from duixian.court.cases.actions import CaseFacts, FeeFacts, PartyFacts, TitleFacts, register_case
from duixian.court.cases.models import Case, EventKind, Status
from duixian.court.coercion.models import Appearance
from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 5, 14)
MAN, VICTIM = "虚构郝某", "虚构刘某"


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    return staff(Role.HANDLER)


@pytest.fixture
def case(handler: Staff) -> Case:
    facts = CaseFacts(
        case_no="（2025）内0622执186号",
        cause="机动车交通事故责任纠纷",
        filed_on=date(2025, 12, 22),
        amount_claimed=86_975_00,
        applicants=(PartyFacts(VICTIM, is_person=True, id_no="000000197005050012"),),
        respondents=(PartyFacts(MAN, is_person=True, id_no="000000198806060013"),),
        handler=handler,
        title=TitleFacts("（2025）示民初77号", "民事判决书", "准格尔旗人民法院", date(2025, 8, 20)),
        obligations=(
            {"id": "1", "subject": "赔偿款", "amount": "86000.00", "due_on": "2025-09-04", "surcharge": True},
        ),
        fees=(FeeFacts("案件受理费", 975_00),),
    )
    return register_case(handler, facts, DAY)


def tab(page: Page, words: str) -> None:
    page.get_by_role("navigation", name="案件各页").get_by_role("link", name=words, exact=True).click()


def act(page: Page, words: str, **typed: str | bool) -> None:
    """One of the acts of 登记, filled in and sent."""
    page.locator("summary", has_text="登记").first.click()
    page.locator(".menu").get_by_role("link", name=words, exact=True).click()
    fill(page, "#act", **typed)


def fill(page: Page, form: str, **typed: str | bool) -> None:
    for name, value in typed.items():
        field = page.locator(f"{form} [name={name}]")
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            chosen = field.locator("option", has_text=value).first
            field.select_option(value=chosen.get_attribute("value"))
        else:
            field.fill(value)
    page.locator(f"{form} form button[type=submit]").first.click()
    page.wait_for_load_state()


def move(page: Page, words: str, **typed: str) -> None:
    """One step of the appearance, as on a phone: open it, fill it, send it."""
    step = page.locator("details.move").filter(has=page.locator("summary", has_text=words)).first
    if step.get_attribute("open") is None:
        step.locator("summary").click()
    for name, value in typed.items():
        step.locator(f"[name={name}]").fill(value)
    step.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def sign(page: Page, matter: str) -> None:
    page.goto("/approvals/")
    page.get_by_role("main").get_by_role("link", name=matter, exact=True).first.click()
    page.get_by_label("意见", exact=True).select_option(label="同意")
    page.get_by_role("button", name="提交意见").click()
    page.wait_for_load_state()


def test_from_a_lost_debtor_to_a_closed_case(
    page_of: Callable[..., Page], handler: Staff, case: Case, screenshot: Callable[[Page, str], None]
) -> None:
    page, chief, president = page_of(handler), page_of(Role.BUREAU_CHIEF), page_of(Role.PRESIDENT)
    page.set_default_timeout(8_000)
    page.goto(f"/cases/{case.pk}/")
    find_him(page)
    bring_him_in(page, chief, president)
    screenshot(page, "coercion")
    talk(page)
    settle(page)
    screenshot(page, "settlement")
    close(page, chief)
    case.refresh_from_db()
    assert (case.status, case.closed_on, case.amount_recovered, case.owed) == (
        Status.FULLY_PERFORMED,
        DAY,
        80_975_00,
        0,
    )
    read_every_paper(page, case)
    kinds = list(case.events.order_by("id").values_list("kind", flat=True))
    story = ["contact", "summoned", "summoned_by_force", "settlement", "payment", "closed"]
    at = [kinds.index(EventKind(kind)) for kind in story]
    assert at == sorted(at)


def find_him(page: Page) -> None:
    """The police of another city answer where he lives."""
    act(
        page,
        "请求协助",
        purpose="查找下落",
        body="公安",
        name="示例市公安局",
        channel="联动平台",
        sent_on="2026-05-07",
        text="请协助查询落脚点",
    )
    page.get_by_role("link", name="登记答复").click()
    fill(
        page,
        "#answer",
        text="在邻市一家修理厂务工，住厂内",
        on="2026-05-12",
        party=MAN,
        place="邻市示例路修理厂",
        certainty="较可信",
    )
    expect(page.locator("#sightings")).to_contain_text("邻市示例路修理厂")


def bring_him_in(page: Page, chief: Page, president: Page) -> None:
    """Summoned and not come: outside the area, with that city's court, by two signatures; held and let go."""
    act(page, "登记经过", kind="传唤", on="2026-05-12", text="电话、短信传唤，称不会来")
    act(
        page,
        "报请拘传",
        summoned_on="2026-05-12",
        summons="两次传唤，明确表示不到庭",
        place="邻市示例路修理厂",
        bring_to="邻市示例区人民法院",
        outside=True,
        assisting_court="邻市示例区人民法院",
        reason="下落查明，拒不到庭接受调查",
    )
    sign(chief, "拘传")
    sign(president, "拘传")
    tab(page, "强制措施")
    page.get_by_role("link", name="打开").first.click()
    move(page, "出发")
    move(page, "到案")
    expect(page.locator("#clock")).to_contain_text("还有")
    move(page, "询问", record="问：为何不履行？答：妻子住院，一直躲着，愿意商量。")
    move(page, "放回")
    expect(page.locator("#clock")).to_contain_text("已办结")
    row = Appearance.objects.get()
    assert row.outside and row.released_at and row.release_by
    assert row.arrived_at <= row.released_at < row.release_by == row.arrived_at + timedelta(hours=8)


def talk(page: Page) -> None:
    """Both sides are spoken with, and what the family is in is written down with its evidence."""
    page.get_by_role("link", name="（2025）内0622执186号").first.click()
    act(
        page,
        "登记困难",
        party=MAN,
        kind="重病",
        text="妻子住院手术",
        evidence="示例县医院诊断证明",
    )
    for person, side, way, said in (
        (VICTIM, "申请执行人一方", "电话", "愿意放弃六千元本金和全部加倍部分，要求当场付清"),
        (MAN, "被执行人一方", "微信", "向亲友筹款，今天付清"),
    ):
        act(page, "登记沟通", side=side, person=person, way=way, said=said, result="愿意和解或履行")
    expect(page.locator("#contacts tbody tr")).to_have_count(2)


def settle(page: Page) -> None:
    act(
        page,
        "达成和解",
        surcharge="全部",
        principal="6000",
        at_once="全部",
        text="申请执行人放弃本金6,000元和全部加倍部分，被执行人当场付清其余款项",
        waiver_words="我自愿放弃本金六千元和全部加倍部分利息",
        applicant=VICTIM,
        respondent=MAN,
        channel="现场转账",
    )
    expect(page.locator("#settlements")).to_contain_text("80,975.00")
    tab(page, "概况")
    expect(page.locator(".owed-sum")).to_have_text("0.00")


def close(page: Page, chief: Page) -> None:
    tab(page, "结案")
    expect(page.locator("#conditions")).to_contain_text("条件齐备")
    fill(page, "#propose", reason="和解款项当场付清，本案执行完毕")
    sign(chief, "结案")
    page.reload()
    expect(page.locator("#proposals")).to_contain_text("已结案")


def read_every_paper(page: Page, case: Case) -> None:
    """Each is opened, and says what happened."""
    tab(page, "文书")
    said = {}
    for paper in case.documents.all():  # type: ignore[attr-defined]
        answer = page.request.get(f"/documents/{paper.pk}.docx")
        assert answer.ok
        told = docx.Document(io.BytesIO(answer.body()))
        said[paper.form] = "\n".join(line.text for line in told.paragraphs)
    for form, words in {
        "summons_by_force": ("拘传票", MAN, "八小时", "邻市示例区人民法院"),
        "settlement_record": ("执行和解", "6,000.00", "3,777.55", "80,975.00", VICTIM, MAN),
        "closing_notice": ("结案通知书", "80,975.00", "执行完毕"),
    }.items():
        for word in words:
            assert word in said[form], (form, word, said[form])
