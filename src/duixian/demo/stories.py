"""The three cases that the campaign's bulletin tells, with their published amounts, as cases with events.

People, places and numbers other than the amounts are invented; the arithmetic stands beside each.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from duixian.demo.facts import (
    PlannedCase,
    PlannedClosing,
    PlannedEvent,
    PlannedInclusion,
    PlannedPayment,
    PlannedStaff,
    PlannedTitle,
    PlannedWaiver,
)
from duixian.demo.names import Someone, court_name, person_id
from duixian.demo.told_acts import injury_acts, loan_acts, support_acts

INJURY, SUPPORT, LOAN = "injury", "support", "loan"
_DONE = "fully_performed"


def told(staff: tuple[PlannedStaff, ...]) -> tuple[PlannedCase, ...]:
    """The injury, the support and the loan, each in the hands of its court's first handler."""
    return injury(staff), support(staff), loan(staff)


def injury(staff: tuple[PlannedStaff, ...]) -> PlannedCase:
    """A traffic victim; the debtor is brought in from another city, pays on the spot after a waiver.

    Damages 86,000.00 + acceptance fee 975.00 (of 1,950.00, halved) = 86,975.00 claimed.
    Surcharge: due 2025-09-04, paid 2026-05-14: 251 days × 86,000.00 × 0.000175 = 3,777.55.
    Waived: 6,000.00 of the damages and the whole surcharge. Paid: 86,975.00 − 6,000.00 = 80,975.00.
    """
    court, day, debtor = "内0602", date(2026, 5, 14), "郝某某"
    handler, clerk = _hands(staff, court)
    damages = {
        "id": "1",
        "subject": "医疗费、误工费等损失",
        "amount": "86000.00",
        "due_on": "2025-09-04",
        "surcharge": True,
    }
    operative = "一、郝某某于2025年9月4日前赔偿白某某各项损失86,000.00元。案件受理费975.00元，由郝某某负担。"
    title = _title(court, "民事判决书", 86, date(2025, 8, 20), operative, damages)
    return PlannedCase(
        case_no=f"（2025）{court}执186号",
        court=court,
        cause="机动车交通事故责任纠纷",
        filed_on=date(2025, 12, 3),
        amount_claimed=86_975_00,
        applicants=(_person("白某某", date(1971, 4, 9), 12),),
        respondents=(_person(debtor, date(1984, 11, 2), 31),),
        handler=handler,
        clerk_name=clerk,
        title=replace(title, fees=(("案件受理费", 975_00),)),
        scope="core",
        story=INJURY,
        payments=(PlannedPayment(day, 80_975_00, "被执行人当场履行"),),
        waivers=(
            PlannedWaiver(day, "principal", 6_000_00, "执行和解笔录：当场付清即放弃赔偿款6,000.00元"),
            PlannedWaiver(day, "surcharge", 3_777_55, "执行和解笔录：放弃全部加倍部分债务利息"),
        ),
        events=(
            PlannedEvent(date(2025, 12, 8), "notice", "发出执行通知书、报告财产令"),
            PlannedEvent(
                date(2025, 12, 9), "search", "网络查控：银行存款余额不足千元，名下无车辆、不动产登记"
            ),
            PlannedEvent(date(2026, 1, 20), "consumption", "对郝某某限制消费"),
            PlannedEvent(date(2026, 4, 2), "contact", "申请执行人尚在康复治疗，生活困难，列入优先办理"),
            PlannedEvent(
                day, "summoned_by_force", "赴邻市异地拘传，当地法院派员协助，将郝某某带回接受询问", debtor
            ),
            PlannedEvent(
                day, "contact", "经释法说理，郝某某表示愿意当日筹款履行；询问结束，解除拘传", debtor
            ),
            PlannedEvent(
                day, "settlement", "双方达成和解：当场付清80,975.00元，其余赔偿款与加倍部分债务利息放弃"
            ),
            PlannedEvent(day, "released", "案款当场发放申请执行人", amount=80_975_00),
        ),
        acts=injury_acts(),
        closing=PlannedClosing(day, _DONE, "和解协议当场履行完毕，执行完毕结案"),
    )


def support(staff: tuple[PlannedStaff, ...]) -> PlannedCase:
    """Support of a child, unpaid for years, taken from compensation for land.

    2,000.00 a month from 2019-01 to 2023-12: 60 × 2,000.00 = 120,000.00; paid before filing
    4 × 2,000.00 + 500.00 = 8,500.00; enforced 120,000.00 − 8,500.00 = 111,500.00.
    The mother asked for the support alone, so the obligation bears no surcharge.
    """
    court, deducted_on = "内0622", date(2026, 6, 12)
    handler, clerk = _hands(staff, court)
    monthly = {
        "id": "1",
        "subject": "抚养费（未申请加倍部分债务利息）",
        "periodic": {
            "amount": "2000.00",
            "every": "month",
            "day": "last",
            "from": "2019-01",
            "until": "2023-12",
        },
        "surcharge": False,
    }
    operative = "一、婚生子由李某某抚养，王某某自2019年1月起每月支付抚养费2,000.00元，至2023年12月止。"
    before = (
        (date(2019, 2, 1), 2_000_00),
        (date(2019, 3, 1), 2_000_00),
        (date(2019, 4, 1), 2_000_00),
        (date(2019, 5, 5), 2_000_00),
        (date(2019, 9, 12), 500_00),
    )
    return PlannedCase(
        case_no=f"（2026）{court}执102号",
        court=court,
        cause="抚养费纠纷",
        filed_on=date(2026, 1, 6),
        amount_claimed=111_500_00,
        applicants=(_person("李某某", date(1986, 3, 21), 44),),
        respondents=(_person("王某某", date(1983, 7, 15), 57),),
        handler=handler,
        clerk_name=clerk,
        title=_title(court, "民事调解书", 310, date(2018, 12, 20), operative, monthly),
        scope="core",
        story=SUPPORT,
        payments=(
            *(PlannedPayment(on, amount, "申请执行前自行给付") for on, amount in before),
            PlannedPayment(deducted_on, 111_500_00, "征地补偿款提取", by_act=True),
        ),
        events=(
            PlannedEvent(
                date(2026, 1, 6), "note", "申请书只主张抚养费，不主张迟延履行期间的加倍部分债务利息"
            ),
            PlannedEvent(date(2026, 1, 9), "notice", "发出执行通知书、报告财产令"),
            PlannedEvent(date(2026, 1, 9), "search", "网络查控：未发现可供执行的存款、车辆、证券"),
            PlannedEvent(date(2026, 2, 10), "consumption", "对王某某限制消费"),
            PlannedEvent(date(2026, 6, 18), "released", "案款发放孩子的母亲李某某", amount=111_500_00),
        ),
        acts=support_acts(),
        closing=PlannedClosing(date(2026, 6, 18), _DONE, "抚养费全部到位并发放，执行完毕结案"),
    )


def loan(staff: tuple[PlannedStaff, ...]) -> PlannedCase:
    """A loan of 2008, settled in court in 2024, unpaid until every account was found.

    Principal 80,000.00 + interest agreed by the mediation 60,000.00 = 140,000.00, due 2024-12-31.
    Surcharge on the principal, paid 2026-05-27: 511 days × 80,000.00 × 0.000175 = 7,154.00, waived;
    agreed interest is general interest and bears none. Paid 140,000.00.
    """
    court, day = "内0627", date(2026, 5, 27)
    handler, clerk = _hands(staff, court)
    principal = {
        "id": "1",
        "subject": "借款本金",
        "amount": "80000.00",
        "due_on": "2024-12-31",
        "surcharge": True,
    }
    interest = {
        "id": "2",
        "subject": "结算确认的借款利息",
        "amount": "60000.00",
        "due_on": "2024-12-31",
        "surcharge": False,
    }
    operative = (
        "一、武某某确认2008年向苏某某所借本金80,000.00元未还，双方结算利息60,000.00元，"
        "共140,000.00元，于2024年12月31日前付清。"
    )
    return PlannedCase(
        case_no=f"（2026）{court}执57号",
        court=court,
        cause="民间借贷纠纷",
        filed_on=date(2026, 1, 22),
        amount_claimed=140_000_00,
        applicants=(_person("苏某某", date(1958, 9, 30), 73),),
        respondents=(_person("武某某", date(1966, 2, 18), 28),),
        handler=handler,
        clerk_name=clerk,
        title=_title(court, "民事调解书", 97, date(2024, 9, 20), operative, principal, interest),
        scope="core",
        inclusion=PlannedInclusion(
            "small_claim", "借款本金80,000.00元，未超过十万元，利息不计入，经决定纳入", date(2026, 3, 31)
        ),
        story=LOAN,
        payments=(PlannedPayment(day, 140_000_00, "被执行人主动交付"),),
        waivers=(PlannedWaiver(day, "surcharge", 7_154_00, "执行和解笔录：付清本息即放弃加倍部分债务利息"),),
        events=(
            PlannedEvent(date(2026, 1, 27), "notice", "发出执行通知书、报告财产令"),
            PlannedEvent(date(2026, 1, 28), "search", "网络查控：发现银行账户、微信账户、车辆、人身保险"),
            PlannedEvent(date(2026, 5, 20), "contact", "武某某因账户、车辆、保单受限，主动到院商谈履行"),
            PlannedEvent(day, "settlement", "双方达成和解：一次付清140,000.00元，加倍部分债务利息放弃"),
            PlannedEvent(day, "released", "案款发放申请执行人", amount=140_000_00),
        ),
        acts=loan_acts(),
        closing=PlannedClosing(day, _DONE, "本息140,000.00元全部到位，执行完毕结案"),
    )


def _hands(staff: tuple[PlannedStaff, ...], court: str) -> tuple[str, str]:
    handler = next(one.username for one in staff if (one.court, one.role) == (court, "handler"))
    clerk = next(one.name for one in staff if (one.court, one.role) == (court, "clerk"))
    return handler, clerk


def _person(name: str, born: date, serial: int) -> Someone:
    return Someone(name, True, person_id(born, serial), "鄂尔多斯市示例街道")


def _title(
    court: str, kind: str, serial: int, effective_on: date, operative: str, *obligations: dict[str, object]
) -> PlannedTitle:
    number = f"（{effective_on.year}）{court}民初{serial}号"
    return PlannedTitle(number, kind, court_name(court), effective_on, operative, tuple(obligations))
