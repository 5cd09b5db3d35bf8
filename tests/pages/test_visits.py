"""走访 on a phone: without a net nothing is lost, with it all arrives once, and nobody is overwritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, Route, expect
from tests.conftest import PASSWORD
from tests.court.liaison import given as liaison
from tests.pages import walked as given

from duixian.court.cases.models import Event, EventKind
from duixian.court.liaison import actions
from duixian.court.liaison.models import FieldVisit, Sighting, Tour, VisitPhoto
from duixian.court.people.models import Installation, Role, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHOTO = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": liaison.jpeg()}

FLUSH_WHEN_IDLE = """async () => {
  while (net.sending) await new Promise((done) => setTimeout(done, 20));
  await flush();
}"""


NOBODY_TELLS = """addEventListener("online", (told) => {
  if (told.isTrusted) told.stopImmediatePropagation();
}, true)"""

# The page's first sending fails, and the net is back before it has.
NET_BACK_WHILE_FAILING = """(() => {
  const real = window.fetch;
  window.fetch = (address, asked) => {
    if (window.failed || asked?.method !== "POST") return real(address, asked);
    window.failed = true;
    dispatchEvent(new Event("online"));
    return Promise.reject(new TypeError("no net"));
  };
})()"""


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    Installation.objects.update_or_create(only=True, defaults={"demo_day": given.DAY})
    return staff(Role.HANDLER)


@pytest.fixture
def tour(officer: Staff) -> Tour:
    cases = [given.case(officer, serial) for serial in (101, 102)]
    plans = [liaison.plan(case, f"薛家湾镇大塔村{number}号") for number, case in enumerate(cases, start=9)]
    return liaison.tour(officer, *plans)


@pytest.fixture
def phone(page_of: Callable[..., Page], officer: Staff, tour: Tour) -> Page:
    """A phone with the day's page open, which is kept for when there is no net."""
    page = page_of(officer, size=given.PHONE)
    page.goto(f"/visits/{tour.pk}/")
    expect(page.locator("body")).to_have_attribute("data-kept", "yes")
    return page


def stop(page: Page, number: int) -> Locator:
    return page.locator(".stop").nth(number - 1)


def arrive(place: Locator) -> None:
    """Press the button, and wait until the server has it."""
    place.get_by_role("button", name="到达").click()
    expect(place.locator("[data-said]")).to_have_text("已到达")


def fill_in(place: Locator, outcome: str = "愿分三期付清") -> None:
    place.get_by_label("见到何人").fill("本人")
    place.get_by_label("结果", exact=True).select_option(label="见到本人")
    place.get_by_label("情况").fill(outcome)


def sign(page: Page, place: Locator) -> None:
    canvas = place.locator("canvas[data-signature]")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=5)
    page.mouse.up()


def net(page: Page) -> Locator:
    return page.get_by_role("status")


def test_a_day_without_a_net_is_kept_and_arrives_once(
    phone: Page, tour: Tour, screenshot: Callable[..., None]
) -> None:
    phone.context.set_offline(True)
    phone.reload()
    place = stop(phone, 1)
    place.get_by_role("button", name="到达").click()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    fill_in(place)
    place.get_by_label("笔录").fill("问：何时履行？\n答：七月底前付第一期。")
    place.get_by_label("核实虚构乙某101确在此处").check()
    place.get_by_label("拍照片").set_input_files(PHOTO)  # type: ignore[arg-type]
    place.get_by_placeholder("说明").fill("院门")
    place.get_by_label("签名人").fill("本人")
    sign(phone, place)
    phone.reload()
    expect(place.get_by_label("笔录")).to_have_value("问：何时履行？\n答：七月底前付第一期。")
    expect(place.get_by_placeholder("说明")).to_have_value("院门")
    screenshot(phone, "visit-phone")
    place.get_by_role("button", name="完成这一处").click()
    expect(net(phone)).to_contain_text("3 项待发送")
    expect(place.locator("[data-said]")).to_have_text("已填完，待发送")
    phone.reload()
    expect(net(phone)).to_contain_text("3 项待发送")
    assert FieldVisit.objects.filter(state="planned").count() == 2

    phone.context.set_offline(False)
    expect(net(phone)).to_have_text("没有待发送的内容")
    expect(place.locator("[data-said]")).to_have_text("已完成")
    phone.reload()
    expect(stop(phone, 1)).to_contain_text("愿分三期付清")
    expect(net(phone)).to_have_text("没有待发送的内容")
    visit = tour.visits.get(state="done")
    assert (visit.result, visit.transcript) == ("met", "问：何时履行？\n答：七月底前付第一期。")
    assert (visit.signed_by, bool(visit.signature)) == ("本人", True)
    photo = VisitPhoto.objects.get()
    assert (photo.caption, b"39.865" in bytes(photo.content)) == ("院门", False)
    assert Sighting.objects.get().place == visit.address
    assert Event.objects.filter(kind=EventKind.VISIT).count() == 1


def test_what_waits_is_sent_soon_though_nobody_tells_that_the_net_is_back(phone: Page, tour: Tour) -> None:
    phone.add_init_script(NOBODY_TELLS)
    phone.context.set_offline(True)
    phone.reload()
    stop(phone, 1).get_by_role("button", name="到达").click()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    phone.context.set_offline(False)
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert FieldVisit.objects.filter(state="arrived").count() == 1


def wait_with_no_timer(phone: Page) -> None:
    """One thing waits to be sent; from its next opening the page has no timer and hears of no net."""
    phone.context.set_offline(True)
    stop(phone, 1).get_by_role("button", name="到达").click()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    phone.add_init_script(NOBODY_TELLS)
    phone.clock.install()
    phone.clock.pause_at(phone.evaluate("Date.now() + 60000"))


def test_a_net_that_comes_back_while_a_sending_fails_is_not_overheard(phone: Page, tour: Tour) -> None:
    wait_with_no_timer(phone)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.add_init_script(NET_BACK_WHILE_FAILING)
    phone.goto(f"/visits/{tour.pk}/")
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert phone.evaluate("window.failed")
    assert FieldVisit.objects.filter(state="arrived").count() == 1


def test_a_sending_that_hangs_does_not_hold_up_the_net_that_is_back(phone: Page, tour: Tour) -> None:
    hung: list[Route] = []

    def hang(route: Route) -> None:
        if hung:
            route.continue_()
        else:
            hung.append(route)

    phone.route("**/api/visits/**", hang)
    with phone.expect_request("**/api/visits/**"):
        stop(phone, 1).get_by_role("button", name="到达").click()
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert len(hung) == 1
    assert FieldVisit.objects.filter(state="arrived").count() == 1


def test_what_waits_is_sent_when_the_officer_turns_to_the_page(phone: Page, tour: Tour) -> None:
    wait_with_no_timer(phone)
    phone.reload()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('focus'))")
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert FieldVisit.objects.filter(state="arrived").count() == 1


def test_an_answer_lost_on_the_way_makes_nothing_twice(phone: Page, tour: Tour) -> None:
    lost = []

    def lose(route) -> None:  # type: ignore[no-untyped-def]
        if len(lost) < 3:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.route("**/api/visits/**", lose)
    place = stop(phone, 1)
    place.get_by_role("button", name="到达").click()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    fill_in(place)
    place.get_by_label("拍照片").set_input_files(PHOTO)  # type: ignore[arg-type]
    expect(place.get_by_placeholder("说明")).to_be_visible()
    place.get_by_role("button", name="完成这一处").click()
    for _ in range(4):
        phone.evaluate(FLUSH_WHEN_IDLE)
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert lost == [200, 200, 200]
    assert tour.visits.filter(state="done").count() == 1
    assert VisitPhoto.objects.count() == 1
    assert Event.objects.filter(kind=EventKind.VISIT).count() == 1


def test_a_session_that_ended_costs_a_sign_in_and_nothing_else(
    phone: Page, officer: Staff, tour: Tour
) -> None:
    place = stop(phone, 1)
    arrive(place)
    phone.context.clear_cookies(name="sessionid")
    fill_in(place)
    place.get_by_role("button", name="完成这一处").click()
    expect(net(phone)).to_contain_text("1 项待发送：登录已过期")
    net(phone).get_by_role("link", name="登录后继续").click()
    phone.get_by_label("登录名").fill(officer.username)
    phone.get_by_label("密码").fill(PASSWORD)
    phone.get_by_role("button", name="登录").click()
    phone.wait_for_url(f"**/visits/{tour.pk}/")
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert tour.visits.get(state="done").outcome == "愿分三期付清"


def test_what_a_colleague_recorded_stands_and_both_versions_are_shown(
    phone: Page, staff: Callable[..., Staff], tour: Tour
) -> None:
    place = stop(phone, 1)
    arrive(place)
    phone.context.set_offline(True)
    fill_in(place, outcome="我记的情况")
    place.get_by_role("button", name="完成这一处").click()
    expect(net(phone)).to_contain_text("1 项待发送")
    colleague = staff(Role.CLERK)
    actions.record_visit(
        colleague, tour.visits.get(state="arrived"), liaison.record(done_at=liaison.at(23, 59)), given.DAY
    )
    phone.context.set_offline(False)
    expect(net(phone)).to_contain_text("1 项没有被收下，请处理")
    told = place.get_by_role("alert")
    expect(told).to_contain_text(f"{colleague.name}已于 06-30 23:59 完成登记")
    expect(told).to_contain_text("我填的：本人；我记的情况")
    assert tour.visits.get(state="done").outcome == "称其在外打工"
    phone.reload()
    expect(told).to_contain_text("我记的情况")
    phone.on("dialog", lambda dialog: dialog.accept())
    told.get_by_role("button", name="放弃我这份登记").click()
    expect(net(phone)).to_have_text("没有待发送的内容")
    expect(told).to_be_hidden()


def test_what_the_server_refuses_is_said_and_can_be_mended(phone: Page, tour: Tour) -> None:
    place = stop(phone, 1)
    arrive(place)
    fill_in(place)
    sign(phone, place)
    place.get_by_label("签名人").fill(" ")
    place.get_by_role("button", name="完成这一处").click()
    expect(place.get_by_role("alert")).to_contain_text("签名人：没有填写")
    expect(place.get_by_label("情况")).to_have_value("愿分三期付清")
    place.get_by_label("签名人").fill("本人")
    place.get_by_role("button", name="完成这一处").click()
    expect(place.locator("[data-said]")).to_have_text("已完成")
    assert tour.visits.get(state="done").signed_by == "本人"


def test_nobody_sends_what_another_wrote_on_the_same_phone(
    phone: Page, client_of: Callable[..., Client], staff: Callable[..., Staff], tour: Tour
) -> None:
    phone.route("**/api/visits/**", lambda route: route.abort())
    stop(phone, 1).get_by_role("button", name="到达").click()
    expect(net(phone)).to_contain_text("1 项待发送：没有网络")
    other = client_of(staff(Role.CLERK))
    session = other.cookies["sessionid"].value
    phone.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": phone.evaluate("location.origin")}]
    )
    phone.unroute("**/api/visits/**")
    phone.evaluate("flush()")
    expect(net(phone)).to_contain_text(f"这部手机现在登录的是{other.actor.name}")  # type: ignore[attr-defined]
    phone.reload()
    expect(phone.locator("#notice")).to_contain_text("另一位同事在这部手机上还有 1 项没有发送")
    expect(net(phone)).to_have_text("没有待发送的内容")
    assert tour.visits.filter(state="planned").count() == 2


def test_the_page_fits_a_phone(phone: Page) -> None:
    place = stop(phone, 1)
    place.get_by_role("button", name="到达").click()
    expect(place.get_by_label("笔录")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= given.PHONE["width"]
    for button in place.locator(".btn").all():
        if button.is_visible():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 36


def test_a_position_is_told_only_where_the_officer_wants_it(phone: Page, tour: Tour) -> None:
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 39.91234, "longitude": 111.25678})
    arrive(stop(phone, 1))
    stop(phone, 2).locator("summary").click()
    stop(phone, 2).get_by_label("记下所在位置").check()
    stop(phone, 2).get_by_role("button", name="到达").click()
    expect(stop(phone, 2).locator("[data-said]")).to_have_text("已到达")
    first, second = tour.visits.order_by("position")
    assert first.arrived_latitude is None
    assert (str(second.arrived_latitude), str(second.arrived_longitude)) == ("39.91234", "111.25678")


def test_a_tour_is_planned_ordered_and_opened_on_the_phone(
    page_of: Callable[..., Page], officer: Staff, screenshot: Callable[..., None]
) -> None:
    case = given.case(officer, 101)
    case.parties.filter(side="respondent").update(address="薛家湾镇大塔村9号")  # type: ignore[attr-defined]
    page = page_of(officer)
    page.goto("/cases/")
    page.get_by_role("link", name="联动走访").click()
    page.locator(".page-actions").get_by_role("link", name="安排外勤").click()
    page.get_by_label("地址、区域、案号或姓名").fill("大塔村")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("走访虚构乙某101").check()
    page.get_by_label("走访目的").fill("核实住址")
    page.get_by_role("button", name="安排", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("外勤单 2026-06-30 大塔村")
    screenshot(page, "tour-sheet")
    page.get_by_role("link", name="手机登记").click()
    expect(page.locator(".stop")).to_contain_text("薛家湾镇大塔村9号")
