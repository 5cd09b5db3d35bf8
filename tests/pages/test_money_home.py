"""The money of the three stories, from where it came to the applicants' accounts, by the pages alone.

The victim: 80,975.00 in cash on the spot, as the agreement had it. The mother: 111,500.00 out of land
compensation. The lender: 37,300.00 from the bank, 4,150.00 from WeChat and 48,550.00 from a policy, which
is 90,000.00. Each is asked for by the handler, approved by the chief, paid by finance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.court.property import given as property_given
from tests.pages.test_brought_in import act, fill, sign, tab

from duixian.court.cases.actions import CaseFacts, PartyFacts, record_payment, register_case
from duixian.court.cases.models import Case, EventKind
from duixian.court.funds.models import Account
from duixian.court.funds.proof import prove
from duixian.court.people.models import Installation, Role, Staff
from duixian.court.property.actions.control import control, serve
from duixian.court.property.actions.deduct import deduct
from duixian.law.control import Thing
from duixian.law.money import display

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Story:
    applicant: str
    cause: str
    yuan: int
    cash: bool
    came: tuple[tuple[Thing, str, int], ...]


VICTIM = Story("虚构刘某", "机动车交通事故责任纠纷", 80_975, True, ())
MOTHER = Story("虚构陈某", "抚养费纠纷", 111_500, False, ((Thing.DEPOSIT, "示例旗征地事务中心", 111_500),))
LENDER = Story(
    "虚构周某",
    "民间借贷纠纷",
    90_000,
    False,
    (
        (Thing.DEPOSIT, "示例银行", 37_300),
        (Thing.ONLINE_PAYMENT, "示例支付公司", 4_150),
        (Thing.DEPOSIT, "示例人寿保险公司", 48_550),
    ),
)


@pytest.fixture
def handler(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})
    return staff(Role.HANDLER)


def filed(handler: Staff, story: Story) -> Case:
    """The case, whose debt is told as conduct: here only the money matters."""
    facts = CaseFacts(
        case_no="（2026）内0622执301号",
        cause=story.cause,
        filed_on=date(2026, 3, 2),
        amount_claimed=story.yuan * 100,
        applicants=(PartyFacts(story.applicant, is_person=True, id_no="000000197005050012"),),
        respondents=(PartyFacts("虚构郝某", is_person=True, id_no="000000198806060013"),),
        handler=handler,
    )
    return register_case(handler, facts, DAY)


def taken(handler: Staff, case: Case, story: Story) -> bytes:
    """What was deducted for the case, and the bank's statement of it."""
    lines = ["交易日期,收入金额,对方户名,对方账号,附言,流水号"]
    for number, (thing, holder, yuan) in enumerate(story.came, 1):
        asset = replace(property_given.account(yuan, f"示例尾号000{number}"), thing=thing, holder=holder)
        held = control(handler, case, property_given.freeze(case, asset, yuan), on=DAY, today=DAY)
        held = serve(handler, held, property_given.served(DAY, yuan), today=DAY)
        deduct(handler, held, amount=yuan * 100, ruling_no=f"裁{number}", on=DAY, today=DAY)
        lines.append(f"{DAY},{yuan}.00,{holder},6222000000000000,协助划款,S{number}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize("story", [VICTIM, MOTHER, LENDER], ids=["victim", "mother", "lender"])
def test_the_money_arrives_to_the_fen(
    page_of: Callable[..., Page],
    handler: Staff,
    staff: Callable[..., Staff],
    screenshot: Callable[[Page, str], None],
    story: Story,
) -> None:
    clerk = staff(Role.CLERK)
    case = filed(handler, story)
    page, second, chief, finance = map(page_of, (handler, clerk, Role.BUREAU_CHIEF, Role.FINANCE))
    for one in (page, second, chief, finance):
        one.set_default_timeout(8_000)
    if story.cash:
        record_payment(handler, case, on=DAY, amount=story.yuan * 100, channel="和解当场履行", today=DAY)
        cash(page, finance, case, clerk, story)
    else:
        arrives(finance, page, taken(handler, case, story), len(story.came))
        screenshot(finance, "funds")
    account(page, second, case, story)
    ask(page, case, story)
    sign(chief, "发放案款")
    pay(finance, story, parts=max(1, len(story.came)))
    page.goto(f"/cases/{case.pk}/funds/")
    expect(page.locator("#lies")).to_contain_text(f"已发放 {display(story.yuan * 100)} 元")
    expect(page.locator("#lies")).to_contain_text("本案没有留在法院的案款")
    screenshot(page, "case-funds")
    arrived(case, story)


def cash(page: Page, finance: Page, case: Case, clerk: Staff, story: Story) -> None:
    """Two officers take it, finance banks it."""
    page.goto(f"/cases/{case.pk}/")
    told = {"amount": f"{story.yuan}", "payer": "虚构郝某", "number": "收0001"}
    act(page, "收取现金", **told, second=clerk.name, meets="和解当场履行", on=str(DAY))
    finance.goto("/funds/")
    expect(finance.locator("#cash")).to_contain_text(display(story.yuan * 100))
    finance.locator("#cash").get_by_role("link", name="缴存").click()
    fill(finance, "#bank", on=str(DAY))
    expect(finance.locator("#receipt")).to_contain_text("虚构郝某")


def arrives(finance: Page, page: Page, content: bytes, count: int) -> None:
    """Finance brings the statement in twice; the handler claims what it tells for certain."""
    for new in (count, 0):
        finance.goto("/funds/")
        finance.locator("#upload input[type=file]").set_input_files(
            {"name": "六月.csv", "mimeType": "text/csv", "buffer": content}
        )
        finance.locator("#upload button[type=submit]").click()
        expect(finance.locator("#statement")).to_contain_text(f"新到账 {new} 笔")
    finance.goto("/funds/")
    page.goto("/funds/")
    expect(page.locator("#unclaimed tbody tr")).to_have_count(count)
    page.get_by_role("button", name="认领勾选的").click()
    expect(page.locator("#unclaimed")).to_contain_text("没有待认领的款项")
    expect(page.locator("#waiting tbody tr")).to_have_count(count)


def account(page: Page, second: Page, case: Case, story: Story) -> None:
    """The handler enters the applicant's account, the clerk verifies it."""
    page.goto(f"/cases/{case.pk}/")
    told = {"kind": "申请执行人", "party": story.applicant, "name": story.applicant}
    act(
        page, "登记收款账户", **told, bank="示例银行准格尔支行", account_no="6222 0000 0000 0042", on=str(DAY)
    )
    second.goto(f"/cases/{case.pk}/funds/")
    second.locator("#payees").get_by_role("link", name="核对", exact=True).click()
    fill(second, "#act", how="与身份证、银行卡原件核对一致", on=str(DAY))
    expect(second.locator("#payees")).to_contain_text("已核对")


def ask(page: Page, case: Case, story: Story) -> None:
    page.goto(f"/cases/{case.pk}/")
    over = {"payee": story.applicant, "purpose": "执行案款", "on": str(DAY)}
    act(page, "报请发放", amount=f"{story.yuan}.01", **over)
    expect(page.get_by_role("alert").first).to_contain_text("超过应发给申请执行人的")
    act(page, "报请发放", amount=f"{story.yuan}", **over)
    tab(page, "案款")
    expect(page.locator("#releases")).to_contain_text("待审批")


def pay(finance: Page, story: Story, parts: int) -> None:
    """One file to the bank, its answer back, and the same answer again."""
    finance.goto("/funds/account/")
    told = {"name": "准格尔旗人民法院", "bank": "示例银行", "account_no": "0500000000000001"}
    fill(finance, "#act", **told)
    expect(finance.locator("#to-pay tbody tr")).to_have_count(parts)
    fill(finance, "#to-pay", format="工商银行", on=str(DAY))
    with finance.expect_download() as file:
        finance.get_by_role("link", name="下载付款文件").click()
    sent = file.value.path().read_bytes().decode("gb18030")
    assert sent.count("6222000000000042") == parts
    assert sent.count(story.applicant) == parts
    numbers = [one.split("-")[1] for one in _ids(finance)]
    answer = "付款编号,状态\n" + "\n".join(f"DX{one},成功" for one in numbers)
    for said in (f"付讫 {parts} 笔", "付讫 0 笔"):
        finance.locator("#answer input[type=file]").set_input_files(
            {"name": "回单.csv", "mimeType": "text/csv", "buffer": answer.encode()}
        )
        finance.locator("#answer button[type=submit]").click()
        expect(finance.locator("#batch")).to_contain_text(said)


def _ids(page: Page) -> Iterable[str]:
    rows = page.locator("#batch tbody tr").all()
    return [row.get_attribute("id") or "" for row in rows]


def arrived(case: Case, story: Story) -> None:
    fen = story.yuan * 100
    case.refresh_from_db()
    assert (case.amount_recovered, case.payments.filter(reversed_on=None).count()) == (
        fen,
        max(1, len(story.came)),
    )
    assert sum(one.amount for one in case.events.filter(kind=EventKind.RELEASED)) == fen
    assert not Account.objects.exclude(balance=0).exists()
    assert prove(case.court_id).faults == ()
