"""终结本次执行程序: the conditions of the rule, and the checks that courts run before it.

What was not asked, not answered or asked too long ago is not searched; nothing unknown counts as met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from duixian.law.calendar import add_months
from duixian.law.closing.facts import Condition, Facts, Find, Query, Respondent
from duixian.law.closing.table import table
from duixian.law.money import display

_RULE = "法〔2016〕373号"


def earliest(filed_on: date) -> date:
    """The day on which three calendar months since filing end; suspension comes later than that.

    Source: 法〔2016〕373号 第一条第四项.
    """
    return add_months(filed_on, table()["suspension"]["months"])


def premature(filed_on: date, suspended_on: date) -> int | None:
    """Days between filing and a suspension that came too early; None where it did not."""
    return (suspended_on - filed_on).days if suspended_on <= earliest(filed_on) else None


def rechecks(suspended_on: date) -> tuple[date, ...]:
    """The ten half-yearly days of the five years after. Source: 法〔2016〕373号 第九条."""
    return tuple(add_months(suspended_on, 6 * n) for n in range(1, table()["suspension"]["rechecks"] + 1))


def conditions_of_suspension(facts: Facts, on: date) -> tuple[Condition, ...]:
    """All that must hold on the day of the ruling. Source: 法〔2016〕373号 第一条至第五条; 民诉法解释 517."""
    seen: dict[str, bool] = table()["suspension"]["verified"]
    return tuple(
        replace(one, verified=seen.get(one.key.partition(":")[0], True))
        for one in _all(_known_on(facts, on), on)
    )


def _all(facts: Facts, on: date) -> Iterator[Condition]:
    yield _time(facts, on)
    yield _notice(facts)
    yield _report(facts)
    yield from _central(facts, on)
    yield from _besides(facts, on)
    yield _inquiry(facts)
    yield _leads(facts)
    yield _finds(facts)
    yield from _restrictions(facts)
    yield from _sought(facts)
    yield _obstruction(facts)
    yield _told(facts)
    yield _agreed(facts)
    yield _owing(facts)
    yield _debtor_lives(facts)
    yield _money_duty(facts)


def _known_on(facts: Facts, on: date) -> Facts:
    """The facts without what was done only after the day: a ruling rests on what came before it."""

    def before(day: date | None) -> date | None:
        return day if day and day <= on else None

    return replace(
        facts,
        notice_on=before(facts.notice_on),
        report_order_on=before(facts.report_order_on),
        inquiries=tuple(day for day in facts.inquiries if day <= on),
        talk_on=before(facts.talk_on),
        panel_on=before(facts.panel_on),
    )


def _time(facts: Facts, on: date) -> Condition:
    last = earliest(facts.filed_on)
    days = (on - facts.filed_on).days
    why = f"{facts.filed_on}立案，至{on}共{days}日；{last}以后才满三个月以上"
    return Condition("time", "立案超过三个月", on > last, why, f"{_RULE} 第一条第四项", f"{last}以后再报")


def _notice(facts: Facts) -> Condition:
    given = facts.notice_on is not None and facts.report_order_on is not None
    why = f"执行通知 {facts.notice_on or '没有'}，报告财产令 {facts.report_order_on or '没有'}"
    return Condition(
        "notice",
        "发出执行通知、责令报告财产",
        given,
        why,
        f"{_RULE} 第一条第一项",
        "请制作并送达执行通知书、报告财产令",
        "document",
    )


def _report(facts: Facts) -> Condition:
    why = {
        True: "报告已核实，或者对不报告、虚假报告已处理",
        False: "报告没有核实，或者对不报告、虚假报告没有处理",
        None: "没有财产报告的记录",
    }[facts.report_dealt_with]
    return Condition(
        "report",
        "核实财产报告",
        facts.report_dealt_with,
        why,
        f"{_RULE} 第二条",
        "请登记财产报告及处理",
        "report",
        answerable=facts.report_dealt_with is None,
    )


def _central(facts: Facts, on: date) -> Iterator[Condition]:
    """A query by every central source, answered, of every respondent, in the last three months."""
    kinds: dict[str, str] = table()["suspension"]["central"]
    for one in facts.respondents:
        cite, item = f"{_RULE} 第三条", f"网络查询 {one.name}"
        if one.kind == "exempt":
            why = "村（居）民委员会、业主大会、分支机构，不要求网络查询"
            yield Condition(f"central:{one.name}", item, True, why, cite, exempt=True)
            continue
        left = _left(facts, one, kinds, on)
        why = f"三个月内没有有效答复：{'、'.join(left)}" if left else "三个月内各类财产均已答复"
        yield Condition(
            f"central:{one.name}",
            item,
            not left,
            why,
            cite,
            "请发起网络查询，失败的重新查询",
            "search",
        )


def _besides(facts: Facts, on: date) -> Iterator[Condition]:
    rules = table()["suspension"]
    persons_alone = rules["persons_alone"]["kinds"]
    for one in facts.respondents:
        if one.kind == "exempt":
            continue
        asked = {
            kind: words
            for kind, words in rules["besides"].items()
            if one.kind == "person" or kind not in persons_alone
        }
        left = _left(facts, one, asked, on)
        why = f"没有查询：{'、'.join(left)}" if left else "均已查询"
        yield Condition(
            f"besides:{one.name}",
            f"其他财产 {one.name}",
            not left,
            why,
            f"{_RULE} 第三条",
            "请向有关单位查询",
            "search",
        )


def _left(facts: Facts, one: Respondent, kinds: Mapping[str, str], on: date) -> list[str]:
    """What of these kinds was not searched, each with the day of the last query that does not count."""
    left = []
    for kind, words in kinds.items():
        asked = [query for query in facts.queries if (query.party, query.kind) == (one.name, kind)]
        if any(query.outcome != "failed" and _fresh(query, on) for query in asked):
            continue
        last = max((query for query in asked if query.on <= on), key=lambda query: query.on, default=None)
        why = "查询失败" if last and last.outcome == "failed" else "已过三个月"
        left.append(f"{words}（{last.on}{why}）" if last else words)
    return left


def _fresh(query: Query, on: date) -> bool:
    months = table()["suspension"]["query_months"]
    return query.on <= on <= add_months(query.on, months)


def _inquiry(facts: Facts) -> Condition:
    done = facts.inquiries
    why = f"最近一次 {max(done)}" if done else "没有现场调查、搜查、悬赏或者审计的记录"
    return Condition(
        "inquiry",
        "现场调查、搜查、悬赏或者审计至少一项",
        bool(done),
        why,
        f"{_RULE} 第三条",
        "请安排走访、搜查或者悬赏、审计",
        "visit",
    )


def _leads(facts: Facts) -> Condition:
    left = facts.open_leads
    why = f"没有核实：{'、'.join(left)}" if left else "没有未核实的线索"
    return Condition("leads", "财产线索全部核实", not left, why, f"{_RULE} 第三条", "请核实线索", "lead")


def _finds(facts: Facts) -> Condition:
    left = [one for one in facts.finds if not _spent(one, facts.claimed)]
    why = f"还可以处置：{'、'.join(_worth(one) for one in left)}" if left else "没有可供执行而未处置的财产"
    return Condition(
        "finds",
        "无可供执行的财产，或者财产不能处置",
        not left,
        why,
        f"{_RULE} 第四条",
        "请处置，或者写明不能处置的理由",
        "find",
    )


def _spent(one: Find, claimed: int) -> bool:
    """Disposed of, of no use for a stated reason, or worth less than both limits of a small find."""
    if one.disposed or one.useless.strip():
        return True
    small = table()["suspension"]["small"]
    return (
        one.worth is not None and one.worth < small["worth"] and one.worth * 100 <= claimed * small["percent"]
    )


def _worth(one: Find) -> str:
    return f"{one.what}（{display(one.worth)}元）" if one.worth is not None else f"{one.what}（价值不明）"


def _restrictions(facts: Facts) -> Iterator[Condition]:
    for one in facts.respondents:
        if one.alive is False:
            yield from _of_the_dead(one)
            continue
        whole = one.restricted and (one.kind == "person" or bool(one.responsible))
        names = f"，及{'、'.join(one.responsible)}" if one.responsible else ""
        why = f"已限制消费{names}" if whole else "已限制消费，没有列明单位的法定代表人等责任人员"
        yield Condition(
            f"consumption:{one.name}",
            f"限制消费 {one.name}",
            whole,
            why if one.restricted else "没有限制消费",
            f"{_RULE} 第一条第二项",
            "请报请限制消费，单位的并列明责任人员",
            "restriction",
        )
        met = None if one.ground is None and not one.listed else one.listed or not one.ground
        told = {
            True: "已纳入，或者不符合纳入情形",
            False: "符合纳入情形，没有纳入",
            None: "是否符合纳入情形没有判断",
        }
        yield Condition(
            f"dishonest:{one.name}",
            f"失信名单 {one.name}",
            met,
            told[met],
            f"{_RULE} 第一条第二项",
            "请报请纳入，或者写明不符合的理由",
            "dishonest",
            answerable=met is None,
        )


def _of_the_dead(one: Respondent) -> Iterator[Condition]:
    for key, item in (("consumption", "限制消费"), ("dishonest", "失信名单")):
        cite = f"{_RULE} 第一条第二项"
        yield Condition(
            f"{key}:{one.name}", f"{item} {one.name}", True, "已经死亡，不再适用", cite, exempt=True
        )


def _sought(facts: Facts) -> Iterator[Condition]:
    """Whether he is missing no register tells: either it is known where he is, or he was looked for."""
    for one in facts.respondents:
        if one.kind != "person" or one.alive is False:
            continue
        yield Condition(
            f"sought:{one.name}",
            f"下落不明的已经查找 {one.name}",
            True if one.whereabouts else None,
            one.whereabouts or "没有下落的记录，也没有查找过",
            f"{_RULE} 第一条第五项",
            "请公安、社区协助查找或者上门，并登记；没有下落不明的，写明情况",
            "liaison",
            answerable=not one.whereabouts,
        )


def _obstruction(facts: Facts) -> Condition:
    """Obstruction penalised, crimes referred; that there was none the handler says himself."""
    met = False if facts.sanctions_open else True if facts.sanctions else None
    why = {
        False: f"还没有办结：{'、'.join(facts.sanctions_open)}",
        True: f"已处理：{'、'.join(facts.sanctions)}",
        None: "没有处罚、移送的记录",
    }[met]
    return Condition(
        "obstruction",
        "妨害执行的已经处罚，涉嫌犯罪的已经移送",
        met,
        why,
        f"{_RULE} 第一条第五项",
        "请处罚或者移送；没有妨害执行的，写明情况",
        "coercion",
        answerable=met is None,
    )


def _told(facts: Facts) -> Condition:
    why = f"{facts.talk_on}约谈" if facts.talk_on else "没有约谈申请执行人的记录"
    return Condition(
        "talk",
        "告知申请执行人并听取意见",
        facts.talk_on is not None,
        why,
        f"{_RULE} 第五条",
        "请约谈并登记",
        "contact",
    )


def _agreed(facts: Facts) -> Condition:
    met = True if facts.consent else facts.panel_on is not None
    why = "申请执行人签字同意" if facts.consent else f"{facts.panel_on}合议庭核查"
    if not met:
        why = "申请执行人没有同意，也没有合议庭核查"
    return Condition(
        "agreed",
        "申请执行人签字确认，或者合议庭核查",
        met,
        why,
        "民诉法解释 第五百一十七条",
        "请取得签字，或者由合议庭核查，并写明日期",
        "contact",
        answerable=True,
    )


def _owing(facts: Facts) -> Condition:
    met = None if facts.owed is None else facts.owed > 0
    why = "应付金额不能计算" if facts.owed is None else f"尚欠{display(facts.owed)}元"
    return Condition("owing", "仍有债务未履行", met, why, f"{_RULE} 第一条", "已履行完毕的，以执行完毕结案")


def _debtor_lives(facts: Facts) -> Condition:
    known = [one for one in facts.respondents if one.kind != "person" or one.alive]
    unknown = any(one.alive is None for one in facts.respondents)
    met = True if known else None if unknown else False
    why = {True: "至少一名被执行人存续", False: "被执行人均已死亡", None: "被执行人是否在世不明"}[met]
    return Condition(
        "alive",
        "至少一名被执行人存续",
        met,
        why,
        f"{_RULE} 第四条",
        "均已死亡的，查明遗产和义务承担人",
        answerable=met is None,
    )


def _money_duty(facts: Facts) -> Condition:
    why = "执行内容只有行为" if facts.conduct_only else "有金钱给付内容"
    return Condition(
        "money_duty",
        "不是单纯的行为义务",
        not facts.conduct_only,
        why,
        f"{_RULE} 第一条",
        "单纯行为义务不适用终本",
    )
