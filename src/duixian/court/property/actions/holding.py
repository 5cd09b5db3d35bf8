"""What every act on a measure does alike: the measure as it is now, its terms, its queue, its event."""

from __future__ import annotations

from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import fitting, hold
from duixian.court.cases.models import Event, EventKind
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.actions.papers import Paper
from duixian.court.property.models import Asset, Measure, MeasureTerm
from duixian.law import control as law
from duixian.law.control import Chain, Term, Thing
from duixian.law.money import display

KIND = {
    Measure.Act.SEAL: EventKind.SEALED,
    Measure.Act.SEIZE: EventKind.SEALED,
    Measure.Act.FREEZE: EventKind.FROZEN,
    Measure.Act.WITHHOLD: EventKind.FROZEN,
}


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


def begin(measure: Measure, on: date, registered_end: date | None, receipt: str) -> None:
    """The first day of holding, once."""
    term = law.term(thing_of(measure), on, months=measure.months, registered_end=registered_end)
    measure.state, measure.ends_on = Measure.State.HELD, term.last
    measure.save()
    save_term(measure, term, Paper(measure.ruling_no, measure.ruling), receipt, on)


def save_term(measure: Measure, term: Term, paper: Paper, receipt: str, on: date) -> MeasureTerm:
    row = MeasureTerm(
        measure=measure,
        starts_on=term.start,
        ends_on=term.end,
        registered_end=term.registered_end,
        ruling_no=paper.number,
        document=paper.document,
        receipt=receipt.strip(),
        receipt_on=on if receipt.strip() else None,
    )
    fitting(words(measure), row).save()
    return row


def end(measure: Measure, state: Measure.State, on: date) -> None:
    """The measure holds no longer; its terms stay as they were."""
    measure.state, measure.ended_on = state, on
    measure.save(update_fields=["state", "ended_on"])


def next_in_queue(actor: Staff, asset: Asset, on: date) -> Measure | None:
    """轮候 becomes effective by itself: the first that waits, where nothing holds the whole any more."""
    if holder_of_whole(asset) is not None:
        return None
    waiting = asset.measures.select_for_update(no_key=True, of=("self",)).filter(state=Measure.State.QUEUED)
    measure: Measure | None = waiting.select_related("asset", "case").order_by("position").first()
    # Behind another court it waits until the holder says that its turn has come.
    if measure is None or measure.ahead:
        return None
    measure.frozen = really(measure, None)
    begin(measure, on, None, "")
    note(actor, measure, KIND[act_of(measure)], on, f"轮候自动生效：{done(measure)}，至{measure.ends_on}")
    return measure


def holder_of_whole(asset: Asset) -> Measure | None:
    found: Measure | None = asset.measures.filter(state=Measure.State.HELD, amount=None).first()
    return found


def really(measure: Measure, told: int | None) -> int | None:
    """What is really held of a sum: never more than the limit."""
    if told is None or measure.amount is None:
        return told
    return min(told, measure.amount)


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


def thing_of(measure: Measure) -> Thing:
    return Thing(measure.asset.thing)


def act_of(measure: Measure) -> Measure.Act:
    return Measure.Act(measure.act)


def words(measure: Measure) -> str:
    return f"{measure.asset.description}（{measure.asset.holder}）"


def done(measure: Measure) -> str:
    limit = f"{display(measure.amount)}元" if measure.amount is not None else ""
    return f"{act_of(measure).label}{words(measure)}{limit}"
