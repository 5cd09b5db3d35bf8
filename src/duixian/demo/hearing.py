"""What is heard in some open cases: leads, reports, money on its way, answers of others, whereabouts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from duixian.demo.acts import (
    PlannedAct,
    PlannedExpected,
    PlannedLead,
    PlannedReport,
    PlannedRequest,
    PlannedSighting,
    PlannedTour,
)
from duixian.demo.days import DEMO_DAY, some_day
from duixian.demo.drafts import Draft
from duixian.demo.holdings import least_owed
from duixian.demo.institutions import TOWN
from duixian.demo.staff import SHOWN_HANDLER

AREA = "示例街道"
_STOPS = 5
_LEADS = (
    "被执行人在示例建材市场有一处出租的摊位",
    "被执行人近日在示例汽车城提走一辆货车",
    "被执行人名下养殖场将出栏一批羊",
    "被执行人在邻近旗区承包工程，有工程款未结",
    "被执行人以亲属名义使用银行账户收款",
)
_PAYERS = (
    ("wages", "示例劳务有限公司", "单位答复"),
    ("rent", "示例商业管理有限公司", "租赁合同"),
    ("claim", "示例建筑工程有限公司", "申请执行人提供对账单"),
    ("land_compensation", TOWN, "镇人民政府反馈"),
    ("dividend", "示例农牧业合作社", "合作社章程和分配方案"),
    ("tax_refund", "示例市税务部门", "退税公示"),
    ("claim", "示例物流有限公司", "财产报告"),
)
_BODIES = (
    ("police", "示例派出所", "platform", "find_person", "请协助查询被执行人的居住登记和落脚点"),
    ("community", "示例社区居民委员会", "phone", "find_person", "请留意被执行人是否回家居住"),
    ("employer", "示例劳务有限公司", "letter", "find_property", "请告知被执行人的工资发放日和数额"),
    ("registry", "示例市不动产登记中心", "letter", "find_property", "请查询被执行人的预告登记"),
)


def draw_hearing(random: Random, busy: list[Draft]) -> None:
    """Tell something of most of these cases; what waits for an answer is late in some."""
    for heard, cases in _HEARD:
        for place, draft in enumerate(random.sample(busy, cases)):
            draft.acts.append(heard(random, draft, place))


def draw_tour(random: Random, drafts: list[Draft]) -> PlannedTour:
    """The shown handler's day out on the demo's day, to five persons of one area."""
    own = [draft.case for draft in drafts if draft.closing is None and draft.case.handler == SHOWN_HANDLER]
    people = [case for case in own if case.respondents[0].is_person]
    return PlannedTour(
        DEMO_DAY,
        people[0].court,
        SHOWN_HANDLER,
        AREA,
        f"{people[0].clerk_name}、法警一名",
        "示例警车1",
        "核实住址和经营情况，送达传票",
        tuple(case.case_no for case in random.sample(people, _STOPS)),
    )


def _lead(random: Random, draft: Draft, place: int) -> PlannedAct:
    """Of every four one is verified, one is late, two are still in time, and the last of these urgent."""
    text, turn = random.choice(_LEADS), place % 4
    teller = draft.case.applicants[0].name
    if turn == 0:
        day = _lately(random, 40, 20)
        found = some_day(random, day + timedelta(1), day + timedelta(9)) or DEMO_DAY
        outcome = random.choice(("confirmed", "partly", "unfounded"))
        words = {
            "confirmed": "经查属实，已列入控制计划",
            "partly": "确有此事，权利人另有其人的部分除外",
            "unfounded": "经走访和登记查询，没有发现",
        }
        return PlannedLead(
            day, text, told_by=teller, verified_on=found, outcome=outcome, findings=words[outcome]
        )
    if turn == 1:
        return PlannedLead(_lately(random, 14, 9), text, told_by=teller)
    return PlannedLead(_lately(random, 1 if turn == 3 else 4, 0), text, told_by=teller, urgent=turn == 3)


def _report(random: Random, draft: Draft, place: int) -> PlannedAct:
    """Of every three one has reported, one is late, one is still in time."""
    if place % 3 == 2:
        return PlannedReport(_lately(random, 4, 0))
    day = _lately(random, 60, 30)
    if place % 3 == 1:
        return PlannedReport(day)
    reported = some_day(random, day + timedelta(3), day + timedelta(12)) or DEMO_DAY
    return PlannedReport(day, reported, "名下有活期存款若干、小型汽车一辆，无其他财产")


def _expected(random: Random, draft: Draft, place: int) -> PlannedAct:
    """Payable within ten days; every other one is stopped by a notice already."""
    kind, payer, source = _PAYERS[place % len(_PAYERS)]
    known = _lately(random, 12, 5)
    most = least_owed(draft, known)
    noticed = some_day(random, known + timedelta(1), DEMO_DAY) if place % 2 else None
    return PlannedExpected(
        known,
        kind,
        payer,
        max(most * random.randint(20, 160) // 100 // 100_00, 5) * 100_00,
        DEMO_DAY + timedelta(1 + place),
        source,
        noticed_on=noticed,
        withheld=max(most // 5, 100_00) if noticed else 0,
    )


def _request(random: Random, draft: Draft, place: int) -> PlannedAct:
    """Of every three one is answered, one is late, one is still in time."""
    body, name, channel, purpose, text = _BODIES[place % len(_BODIES)]
    if place % 3 == 2:
        return PlannedRequest(_lately(random, 3, 0), body, name, channel, purpose, text)
    day = _lately(random, 30, 12)
    if place % 3 == 1:
        return PlannedRequest(day, body, name, channel, purpose, text)
    answered = some_day(random, day + timedelta(2), day + timedelta(9)) or DEMO_DAY
    seen = _sight(random, answered, name) if purpose == "find_person" else None
    answer = "查到一处落脚点，详见下落" if seen else "没有查到新的登记"
    return PlannedRequest(
        day, body, name, channel, purpose, text, answered_on=answered, answer=answer, seen=seen
    )


def _sighting(random: Random, draft: Draft, place: int) -> PlannedAct:
    return _sight(random, _lately(random, 50, 3), random.choice(("申请执行人", "邻居", "网格员")))


def _sight(random: Random, on: date, source: str) -> PlannedSighting:
    place = f"鄂尔多斯市{AREA}{random.randint(1, 60)}号院"
    certainty = random.choice(("likely", "hearsay"))
    return PlannedSighting(on, place, source, certainty, area=AREA, text="近期多次出入")


def _lately(random: Random, most: int, least: int) -> date:
    """A working day so many days before the demo's."""
    first, last = DEMO_DAY - timedelta(most), DEMO_DAY - timedelta(least)
    return some_day(random, first, last) or DEMO_DAY


_HEARD: tuple[tuple[Callable[[Random, Draft, int], PlannedAct], int], ...] = (
    (_lead, 16),
    (_report, 12),
    (_expected, 7),
    (_request, 15),
    (_sighting, 8),
)
