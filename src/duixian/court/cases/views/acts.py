"""What is registered at a case: one form an act, shown in the page, kept as typed where it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases import actions
from duixian.court.cases.forms import AssignForm, EventForm, PaymentForm, WaiverForm
from duixian.court.cases.models import Case, EventKind, Status
from duixian.court.people import access
from duixian.court.people.models import Staff

Typed = Mapping[str, Any]
OPEN_ONLY = (Status.OPEN,)
Doing = Callable[[Staff, Case, Typed, date], object]


@dataclass(frozen=True)
class Act:
    """An act of an officer at a case: its word, its form, the right it needs, what does it.

    `statuses` are those of the cases in which it is done, every one where empty.
    """

    name: str
    words: str
    form: type[forms.Form]
    right: access.Act
    do: Doing
    statuses: tuple[str, ...] = ()
    back_to: str = "case-page"


def register(*acts: Act) -> None:
    """Add another room's acts to the menu of a case; called once, when its app is ready."""
    ACTS.update({act.name: act for act in acts})


def open_to(actor: Staff, case: Case) -> Iterator[Act]:
    """The acts that this person may do at this case as it stands."""
    for act in ACTS.values():
        if case.status not in (act.statuses or Status.values):
            continue
        if access.may(actor, act.right, case.court_id):
            yield act


def blank(act: Act, case: Case, on: date, asked: Typed, typed: Typed | None = None) -> forms.Form:
    """The form of an act, with what was typed; `fit` offers what this case has to choose from.

    `begin` fills in what the address names, as a find that is to be controlled.
    """
    begin = getattr(act.form, "begin", None)
    initial = act.form.start(on) | (begin(case, asked) if begin else {})  # type: ignore[attr-defined]
    form = act.form(typed, initial=initial)
    if fit := getattr(form, "fit", None):
        fit(case)
    return form


def _payment(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.record_payment(
        actor,
        case,
        on=typed["on"],
        amount=typed["amount"],
        to=typed["to"],
        channel=typed["channel"],
        key=typed["key"],
        today=on,
    )


def _waiver(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    given = {name: typed[name] for name in ("on", "of", "amount", "basis")}
    return actions.record_waiver(actor, case, **given, today=on)


def _event(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    given = {name: typed[name] for name in ("on", "text", "person", "amount")}
    return actions.record_event(actor, case, EventKind(typed["kind"]), **given, today=on)


def _assign(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.assign(actor, [case], typed["handler"], on)


ACTS = {
    act.name: act
    for act in (
        Act("payment", "登记到位", PaymentForm, access.Act.WORK_CASE, _payment),
        Act("waiver", "登记放弃", WaiverForm, access.Act.WORK_CASE, _waiver),
        Act("event", "登记经过", EventForm, access.Act.WORK_CASE, _event),
        Act("assign", "分案", AssignForm, access.Act.ASSIGN, _assign, statuses=OPEN_ONLY),
    )
}
