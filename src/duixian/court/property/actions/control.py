"""控制财产: to hold, to serve, to renew, to release. Sums are fen; every act leaves its event at the case.

Who holds a whole thing first holds it; the next one waits and becomes effective by itself when the one
before him ends, once. A term that has ended is not renewed: it is recorded as lapsed, and what follows is
a new measure at the end of the queue.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.models import Case, EventKind, Party, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property import guards
from duixian.court.property.actions import papers
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.actions.holding import (
    KIND,
    act_of,
    begin,
    chain_of,
    done,
    end,
    held_measure,
    holder_of_whole,
    next_in_queue,
    note,
    really,
    save_term,
    thing_of,
    words,
)
from duixian.court.property.actions.papers import Paper
from duixian.court.property.models import Asset, Measure, MeasureTerm, Release
from duixian.law import control as law
from duixian.law.errors import InputError
from duixian.law.money import display

DAY = timedelta(days=1)


@action
def control(actor: Staff, case: Case, facts: ControlFacts, *, on: date, today: date) -> Measure:
    """裁定 to hold a thing for a case; it holds nothing until it is served.

    Without the number of a ruling, ruling and notice to assist are made here.
    Raises NotAllowed; InputError where law forbids the measure (exempt, another's, more than is owed).
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(on, today, "裁定日期")
    _respondent(case, facts.party)
    if case.status != Status.OPEN:
        raise InputError(case.case_no, f"案件已{case.get_status_display()}", "恢复执行后再采取控制措施")
    if facts.amount is not None:
        positive(facts.amount, "控制限额")
    law.term(facts.asset.thing, on, months=facts.months)
    asset = known_asset(facts.asset)
    _permit(case, asset, facts, on)
    measure = Measure(
        case=case,
        court_id=case.court_id,
        party=facts.party,
        asset=asset,
        act=facts.act,
        amount=facts.amount,
        months=facts.months or law.most_months(facts.asset.thing),
        ruled_on=on,
        made_by=actor,
    )
    paper = _ruling(actor, measure, "control_ruling", facts.ruling_no, {}, on, today)
    measure.ruling_no, measure.ruling = paper.number, paper.document
    fitting(case.case_no, measure).save()
    papers.notice(actor, measure, paper, on=on, today=today)
    said = f"裁定{measure.get_act_display()}{words(measure)}，{measure.ruling_no}"
    note(actor, measure, EventKind.NOTE, on, f"{said}；{facts.reason}" if facts.reason else said)
    return measure


@action
def serve(actor: Staff, measure: Measure, service: Service, *, today: date) -> Measure:
    """送达协助单位: from this day the measure holds, or waits in the queue. Raises InputError, NotAllowed."""
    measure = held_measure(actor, measure)
    if measure.state != Measure.State.ORDERED:
        raise InputError(words(measure), f"已于{measure.served_on}送达", "请刷新页面核对")
    not_later(service.on, today, "送达日期")
    if service.on < measure.ruled_on:
        raise InputError("送达日期", f"早于裁定日期{measure.ruled_on}", "请核对送达回证")
    asset = Asset.objects.select_for_update(no_key=True).get(pk=measure.asset_id)
    measure.position = (asset.measures.aggregate(last=Max("position"))["last"] or 0) + 1
    measure.served_on = service.on
    if _must_wait(measure, asset, service):
        measure.state, measure.ahead = Measure.State.QUEUED, service.ahead
        measure.save()
        note(
            actor, measure, KIND[act_of(measure)], service.on, f"轮候{done(measure)}，{_queue_words(service)}"
        )
        return measure
    measure.frozen = really(measure, service.frozen)
    begin(measure, service.on, service.registered_end, service.receipt)
    note(actor, measure, KIND[act_of(measure)], service.on, f"{done(measure)}，至{measure.ends_on}")
    return measure


@action
def take_effect(actor: Staff, measure: Measure, service: Service, *, today: date) -> Measure:
    """轮候生效: the holder says that the measures of other courts before this one have ended."""
    measure = held_measure(actor, measure)
    not_later(service.on, today, "生效日期")
    if measure.state != Measure.State.QUEUED:
        raise InputError(words(measure), f"不在轮候中（{measure.get_state_display()}）", "请刷新页面核对")
    if holder_of_whole(measure.asset) is not None and measure.amount is None:
        raise InputError(words(measure), "本系统内在先的措施还没有结束", "在先措施解除或失效后自动生效")
    measure.ahead, measure.frozen = 0, really(measure, service.frozen)
    begin(measure, service.on, service.registered_end, service.receipt)
    note(actor, measure, KIND[act_of(measure)], service.on, f"轮候生效：{done(measure)}，至{measure.ends_on}")
    return measure


@action
def renew(
    actor: Staff, measure: Measure, service: Service, *, ruling_no: str, months: int | None, today: date
) -> MeasureTerm:
    """续冻、续封, served no later than the last day. Raises Lapsed after it; InputError, NotAllowed."""
    measure = held_measure(actor, measure)
    _needs_held(measure)
    not_later(service.on, today, "续行送达日期")
    chain = chain_of(measure)
    renewed = law.renew(
        chain, thing_of(measure), service.on, months=months, registered_end=service.registered_end
    )
    last = measure.terms.latest("starts_on")
    new = renewed.terms[-1]
    if new.start <= last.ends_on:
        last.cut_on = new.start - DAY
        last.save(update_fields=["cut_on"])
    facts = {"before_no": measure.ruling_no, "months": months or law.most_months(thing_of(measure))}
    paper = _ruling(actor, measure, "renewal_ruling", ruling_no, facts, service.on, today)
    term = save_term(measure, new, paper, service.receipt, service.on)
    measure.ends_on = new.last
    measure.save(update_fields=["ends_on"])
    note(actor, measure, KIND[act_of(measure)], service.on, f"续行{done(measure)}，至{measure.ends_on}")
    return term


@action
def prove(actor: Staff, term: MeasureTerm, receipt: str, *, on: date, today: date) -> MeasureTerm:
    """回执: the holder's proof that a term is registered; only this closes the alarm."""
    measure = held_measure(actor, term.measure)
    not_later(on, today, "回执日期")
    if not receipt.strip():
        raise InputError("回执", "没有填写", "请填写协助单位回执的文号或内容")
    term = MeasureTerm.objects.select_for_update(no_key=True).get(pk=term.pk)
    if term.receipt:
        raise InputError("回执", f"已于{term.receipt_on}登记", "请刷新页面核对")
    term.receipt, term.receipt_on = receipt.strip(), on
    fitting(words(measure), term).save()
    note(actor, measure, EventKind.NOTICE, on, f"收到{words(measure)}的协助执行回执：{term.receipt}")
    return term


@action
def release(
    actor: Staff, measure: Measure, *, amount: int | None, why: str, ruling_no: str, on: date, today: date
) -> Release:
    """解除, in whole or by `amount`; what waits behind a whole thing takes effect the same day."""
    measure = held_measure(actor, measure)
    if measure.state not in guards.LIVE:
        raise InputError(words(measure), f"已结束（{measure.get_state_display()}）", "请刷新页面核对")
    not_later(on, today, "解除日期")
    if not why.strip():
        raise InputError("解除理由", "没有填写", "请写明为何解除")
    if amount is not None:
        _part(measure, amount)
    facts = {"before_no": measure.ruling_no, "why": why.strip(), "amount": amount}
    paper = _ruling(actor, measure, "release_ruling", ruling_no, facts, on, today)
    row = Release(
        measure=measure,
        on=on,
        amount=amount,
        why=why.strip(),
        ruling_no=paper.number,
        document=paper.document,
        made_by=actor,
    )
    fitting(words(measure), row).save()
    if amount is None:
        end(measure, Measure.State.RELEASED, on)
    else:
        measure.let_go += amount
        measure.save(update_fields=["let_go"])
    part = "" if amount is None else f"中的{display(amount)}元"
    note(actor, measure, EventKind.NOTICE, on, f"解除{done(measure)}{part}：{row.why}", amount)
    if amount is None:
        next_in_queue(actor, measure.asset, on)
    return row


@action
def record_lapses(actor: Staff, on: date) -> list[Measure]:
    """失效: what was not renewed in time is recorded as ended on its last day, never hidden.

    The night's work for every court; the next in the queue takes effect the day after.
    """
    due = Measure.objects.filter(state=Measure.State.HELD, ends_on__lt=on).order_by("case_id", "pk")
    cases = {row.case_id: row.case for row in due.select_related("case")}
    hold(actor, Act.VIEW_CASES, cases.values())
    lapsed = list(due.select_for_update(no_key=True, of=("self",)).select_related("asset", "case"))
    for measure in lapsed:
        last = measure.ends_on
        assert last  # noqa: S101  a measure that is held has its last day
        end(measure, Measure.State.LAPSED, last)
        said = f"{done(measure)}期限于{last}届满，未续行，效力消灭；须重新控制的，顺位重排"
        note(actor, measure, EventKind.NOTE, last, said)
        next_in_queue(actor, measure.asset, last + DAY)
    return lapsed


def known_asset(facts: AssetFacts) -> Asset:
    """The one row of a thing, held until the transaction ends; a later valuation replaces an earlier one."""
    for value, what in (
        (facts.holder, "协助单位"),
        (facts.identity, "账号、车牌、证号等"),
        (facts.description, "财产"),
    ):
        if not value.strip():
            raise InputError(what, "没有填写", "请按查询反馈或登记资料填写")
    fresh = Asset(**{**vars(facts), "thing": facts.thing.value})
    fitting("财产", fresh)
    Asset.objects.bulk_create([fresh], ignore_conflicts=True)
    asset = Asset.objects.select_for_update(no_key=True).get(
        thing=facts.thing.value, holder=facts.holder, identity=facts.identity
    )
    if facts.worth is not None and (
        asset.worth_on is None or (facts.worth_on or asset.worth_on) >= asset.worth_on
    ):
        asset.worth, asset.worth_on, asset.worth_basis = facts.worth, facts.worth_on, facts.worth_basis
        asset.encumbrance, asset.encumbered_by = facts.encumbrance, facts.encumbered_by
        asset.save()
    return asset


def _permit(case: Case, asset: Asset, facts: ControlFacts, on: date) -> None:
    """What law says against the measure. Raises InputError: refused outright, or asked and not answered."""
    respondents = case.parties.filter(side=Party.Side.RESPONDENT)
    for finding in law.objections(
        facts.asset.thing,
        description=asset.description,
        owner=asset.owner,
        respondents=[party.name for party in respondents],
        category=case.category,
    ):
        if finding.severity == "refuse" or (finding.severity == "ask" and not facts.reason.strip()):
            raise InputError(asset.description, finding.words, f"{finding.cite}；{finding.remedy}")
    guard = guards.guard_with(case, asset, facts.amount, on)
    if not guard.ok:
        raise InputError(asset.description, "；".join(guard.words), "减少限额，或先解除其他措施")
    if guard.unknown and not facts.reason.strip():
        unknown = "、".join(guard.unknown)
        raise InputError(asset.description, f"{unknown}价值未知", "请填写估价，或写明为何先行控制")


def _respondent(case: Case, party: Party) -> None:
    if party.case_id != case.pk or party.side != Party.Side.RESPONDENT:
        raise InputError(party.name, "不是本案被执行人", "只能控制被执行人的财产；案外人财产须另行裁定追加")


def _must_wait(measure: Measure, asset: Asset, service: Service) -> bool:
    if service.ahead:
        return True
    return measure.amount is None and holder_of_whole(asset) is not None


def _ruling(
    actor: Staff, measure: Measure, form: str, number: str, facts: dict[str, Any], on: date, today: date
) -> Paper:
    told = {
        "act": measure.get_act_display(),
        "property": papers.of_asset(measure.asset),
        "holder": measure.asset.holder,
        "amount": measure.amount,
        "months": measure.months,
    }
    return papers.ruling(actor, measure.case, form, number, told | facts, on=on, today=today)


def _part(measure: Measure, amount: int) -> None:
    positive(amount, "解除金额")
    held = measure.frozen if measure.frozen is not None else measure.amount
    if held is None:
        raise InputError("解除金额", f"{words(measure)}控制的是整体", "整体解除请不填金额")
    left = held - measure.taken - measure.let_go
    if amount >= left:
        raise InputError("解除金额", f"控制中还有{display(left)}元", "全部解除请不填金额，部分解除须少于此数")


def _needs_held(measure: Measure) -> None:
    if measure.state != Measure.State.HELD:
        raise InputError(words(measure), f"不在控制中（{measure.get_state_display()}）", "请刷新页面核对")


def _queue_words(service: Service) -> str:
    return f"在先{service.ahead}家" if service.ahead else "在先措施结束后自动生效"
