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
from duixian.court.cases.models import Case, Event, EventKind, Party, Status
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property import guards
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.models import Asset, Measure, MeasureTerm, Release
from duixian.law import control as law
from duixian.law.control import Chain, Term, Thing
from duixian.law.errors import InputError
from duixian.law.money import display

DAY = timedelta(days=1)
_KIND = {
    Measure.Act.SEAL: EventKind.SEALED,
    Measure.Act.SEIZE: EventKind.SEALED,
    Measure.Act.FREEZE: EventKind.FROZEN,
    Measure.Act.WITHHOLD: EventKind.FROZEN,
}


@action
def control(actor: Staff, case: Case, facts: ControlFacts, *, on: date, today: date) -> Measure:
    """裁定 to hold a thing for a case; it holds nothing until it is served.

    Raises NotAllowed; InputError where law forbids the measure (exempt, another's, more than is owed).
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(on, today, "裁定日期")
    _respondent(case, facts.party)
    if case.status != Status.OPEN:
        raise InputError(case.case_no, f"案件已{case.get_status_display()}", "恢复执行后再采取控制措施")
    if facts.amount is not None:
        positive(facts.amount, "控制限额")
    if not facts.ruling_no.strip():
        raise InputError("裁定文号", "没有填写", "请填写控制裁定的文号")
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
        ruling_no=facts.ruling_no.strip(),
        ruled_on=on,
        made_by=actor,
    )
    fitting(case.case_no, measure).save()
    said = f"裁定{measure.get_act_display()}{_words(measure)}，{measure.ruling_no}"
    note(actor, measure, EventKind.NOTE, on, f"{said}；{facts.reason}" if facts.reason else said)
    return measure


@action
def serve(actor: Staff, measure: Measure, service: Service, *, today: date) -> Measure:
    """送达协助单位: from this day the measure holds, or waits in the queue. Raises InputError, NotAllowed."""
    measure = held_measure(actor, measure)
    if measure.state != Measure.State.ORDERED:
        raise InputError(_words(measure), f"已于{measure.served_on}送达", "请刷新页面核对")
    not_later(service.on, today, "送达日期")
    if service.on < measure.ruled_on:
        raise InputError("送达日期", f"早于裁定日期{measure.ruled_on}", "请核对送达回证")
    asset = Asset.objects.select_for_update(no_key=True).get(pk=measure.asset_id)
    measure.position = (asset.measures.aggregate(last=Max("position"))["last"] or 0) + 1
    measure.served_on = service.on
    if _must_wait(measure, asset, service):
        measure.state = Measure.State.QUEUED
        measure.save()
        note(
            actor, measure, _KIND[_act(measure)], service.on, f"轮候{_done(measure)}，{_queue_words(service)}"
        )
        return measure
    measure.frozen = _really(measure, service.frozen)
    _begin(measure, service.on, service.registered_end, service.receipt)
    note(actor, measure, _KIND[_act(measure)], service.on, f"{_done(measure)}，至{measure.ends_on}")
    return measure


@action
def take_effect(actor: Staff, measure: Measure, service: Service, *, today: date) -> Measure:
    """轮候生效: the holder says that the measures of other courts before this one have ended."""
    measure = held_measure(actor, measure)
    not_later(service.on, today, "生效日期")
    if measure.state != Measure.State.QUEUED:
        raise InputError(_words(measure), f"不在轮候中（{measure.get_state_display()}）", "请刷新页面核对")
    if _holder_of_whole(measure.asset) is not None and measure.amount is None:
        raise InputError(_words(measure), "本系统内在先的措施还没有结束", "在先措施解除或失效后自动生效")
    measure.frozen = _really(measure, service.frozen)
    _begin(measure, service.on, service.registered_end, service.receipt)
    note(actor, measure, _KIND[_act(measure)], service.on, f"轮候生效：{_done(measure)}，至{measure.ends_on}")
    return measure


@action
def renew(
    actor: Staff, measure: Measure, service: Service, *, ruling_no: str, months: int | None, today: date
) -> MeasureTerm:
    """续冻、续封, served no later than the last day. Raises Lapsed after it; InputError, NotAllowed."""
    measure = held_measure(actor, measure)
    _needs_held(measure)
    not_later(service.on, today, "续行送达日期")
    if not ruling_no.strip():
        raise InputError("裁定文号", "没有填写", "请填写续行裁定的文号")
    chain = chain_of(measure)
    renewed = law.renew(
        chain, _thing(measure), service.on, months=months, registered_end=service.registered_end
    )
    last = measure.terms.latest("starts_on")
    new = renewed.terms[-1]
    if new.start <= last.ends_on:
        last.cut_on = new.start - DAY
        last.save(update_fields=["cut_on"])
    term = _save_term(measure, new, ruling_no.strip(), service.receipt, service.on)
    measure.ends_on = new.last
    measure.save(update_fields=["ends_on"])
    note(actor, measure, _KIND[_act(measure)], service.on, f"续行{_done(measure)}，至{measure.ends_on}")
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
    fitting(_words(measure), term).save()
    note(actor, measure, EventKind.NOTICE, on, f"收到{_words(measure)}的协助执行回执：{term.receipt}")
    return term


@action
def release(
    actor: Staff, measure: Measure, *, amount: int | None, why: str, ruling_no: str, on: date, today: date
) -> Release:
    """解除, in whole or by `amount`; what waits behind a whole thing takes effect the same day."""
    measure = held_measure(actor, measure)
    if measure.state not in guards.LIVE:
        raise InputError(_words(measure), f"已结束（{measure.get_state_display()}）", "请刷新页面核对")
    not_later(on, today, "解除日期")
    for value, what in ((why, "解除理由"), (ruling_no, "裁定文号")):
        if not value.strip():
            raise InputError(what, "没有填写", "请按解除裁定填写")
    if amount is not None:
        _part(measure, amount)
    row = Release(
        measure=measure, on=on, amount=amount, why=why.strip(), ruling_no=ruling_no.strip(), made_by=actor
    )
    fitting(_words(measure), row).save()
    if amount is None:
        end(measure, Measure.State.RELEASED, on)
    else:
        measure.let_go += amount
        measure.save(update_fields=["let_go"])
    part = "" if amount is None else f"中的{display(amount)}元"
    note(actor, measure, EventKind.NOTICE, on, f"解除{_done(measure)}{part}：{row.why}", amount)
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
        said = f"{_done(measure)}期限于{last}届满，未续行，效力消灭；须重新控制的，顺位重排"
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


def held_measure(actor: Staff, measure: Measure) -> Measure:
    """The measure as it is now, its case and itself held. Raises NotAllowed."""
    hold(actor, Act.WORK_CASE, [measure.case])
    rows = Measure.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "asset", "case", "party"
    )
    return rows.get(pk=measure.pk)


def chain_of(measure: Measure) -> Chain:
    """The terms of a measure as law reads them."""
    terms = [
        Term(row.starts_on, row.cut_on or row.ends_on, row.registered_end)
        for row in measure.terms.order_by("starts_on")
    ]
    return Chain(tuple(terms), measure.ended_on)


def end(measure: Measure, state: Measure.State, on: date) -> None:
    """The measure holds no longer; its terms stay as they were."""
    measure.state, measure.ended_on = state, on
    measure.save(update_fields=["state", "ended_on"])


def next_in_queue(actor: Staff, asset: Asset, on: date) -> Measure | None:
    """轮候 becomes effective by itself: the first that waits, where nothing holds the whole any more."""
    if _holder_of_whole(asset) is not None:
        return None
    waiting = asset.measures.select_for_update(no_key=True, of=("self",)).filter(state=Measure.State.QUEUED)
    measure: Measure | None = waiting.select_related("asset", "case").order_by("position").first()
    if measure is None:
        return None
    measure.frozen = _really(measure, None)
    _begin(measure, on, None, "")
    note(actor, measure, _KIND[_act(measure)], on, f"轮候自动生效：{_done(measure)}，至{measure.ends_on}")
    return measure


def note(
    actor: Staff, measure: Measure, kind: EventKind, on: date, text: str, amount: int | None = None
) -> None:
    """An event at the measure's case."""
    data: dict[str, Any] = {"measure": measure.pk}
    Event.objects.create(
        case=measure.case,
        court_id=measure.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=text[:500],
        amount=amount if amount is not None else measure.frozen,
        data=data,
    )


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
    return measure.amount is None and _holder_of_whole(asset) is not None


def _holder_of_whole(asset: Asset) -> Measure | None:
    found: Measure | None = asset.measures.filter(state=Measure.State.HELD, amount=None).first()
    return found


def _begin(measure: Measure, on: date, registered_end: date | None, receipt: str) -> None:
    """The first day of holding, once."""
    term = law.term(_thing(measure), on, months=measure.months, registered_end=registered_end)
    measure.state, measure.ends_on = Measure.State.HELD, term.last
    measure.save()
    _save_term(measure, term, measure.ruling_no, receipt, on)


def _save_term(measure: Measure, term: Term, ruling_no: str, receipt: str, on: date) -> MeasureTerm:
    row = MeasureTerm(
        measure=measure,
        starts_on=term.start,
        ends_on=term.end,
        registered_end=term.registered_end,
        ruling_no=ruling_no,
        receipt=receipt.strip(),
        receipt_on=on if receipt.strip() else None,
    )
    fitting(_words(measure), row).save()
    return row


def _really(measure: Measure, told: int | None) -> int | None:
    """What is really held of a sum: never more than the limit."""
    if told is None or measure.amount is None:
        return told
    return min(told, measure.amount)


def _part(measure: Measure, amount: int) -> None:
    positive(amount, "解除金额")
    held = measure.frozen if measure.frozen is not None else measure.amount
    if held is None:
        raise InputError("解除金额", f"{_words(measure)}控制的是整体", "整体解除请不填金额")
    left = held - measure.taken - measure.let_go
    if amount >= left:
        raise InputError("解除金额", f"控制中还有{display(left)}元", "全部解除请不填金额，部分解除须少于此数")


def _needs_held(measure: Measure) -> None:
    if measure.state != Measure.State.HELD:
        raise InputError(_words(measure), f"不在控制中（{measure.get_state_display()}）", "请刷新页面核对")


def _queue_words(service: Service) -> str:
    return f"在先{service.ahead}家" if service.ahead else "在先措施结束后自动生效"


def _thing(measure: Measure) -> Thing:
    return Thing(measure.asset.thing)


def _act(measure: Measure) -> Measure.Act:
    return Measure.Act(measure.act)


def _words(measure: Measure) -> str:
    return f"{measure.asset.description}（{measure.asset.holder}）"


def _done(measure: Measure) -> str:
    limit = f"{display(measure.amount)}元" if measure.amount is not None else ""
    return f"{_act(measure).label}{_words(measure)}{limit}"
