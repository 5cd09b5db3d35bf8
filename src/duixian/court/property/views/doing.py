"""What is done with a measure, or with money on its way: when it fits, its form, the act."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from duixian.court.cases.models import Case
from duixian.court.cases.views.acts import OPEN_ONLY, Act, Typed
from duixian.court.people import access
from duixian.court.people.models import Staff
from duixian.court.property import guards
from duixian.court.property.actions import control, deduct, expected, feedback, lapses
from duixian.court.property.actions.facts import AssetFacts, ControlFacts, Service
from duixian.court.property.forms import (
    ControlForm,
    DeductForm,
    EndForm,
    ExpectForm,
    NoticeForm,
    ObjectionForm,
    ReceiptForm,
    ReleaseForm,
    RenewForm,
    ServeForm,
    WhyForm,
)
from duixian.court.property.models import ExpectedPayment, Find, Measure
from duixian.law.control import Thing
from duixian.law.errors import InputError, InputErrors
from duixian.law.money import contract_yuan

Row = Any
_M, _E = Measure.State, ExpectedPayment.State


def _nothing(row: Row, on: date) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Doing:
    """An act on one row; `states` are those in which it can be done."""

    name: str
    words: str
    form: type[forms.Form]
    do: Callable[[Staff, Row, Any, date], object]
    states: Collection[str]
    begin: Callable[[Row, date], dict[str, object]] = _nothing
    money_only: bool = False

    def fits(self, row: Row) -> bool:
        """Whether the act can be done as the row stands."""
        return getattr(row, "state", "") in self.states and not (self.money_only and row.amount is None)


def subject(row: Measure | ExpectedPayment | Find) -> str:
    """What the act is done to, for the head of its form."""
    if isinstance(row, Find):
        return row.description
    if isinstance(row, Measure):
        return f"{row.asset.description}（{row.asset.holder}）"
    return f"{row.payer}的{row.get_kind_display()}"


def _owed(case: Case, on: date) -> int | None:
    try:
        return guards.limit_of(case, on).owed
    except (InputError, InputErrors):
        return None


def _to_take(row: Measure, on: date) -> dict[str, object]:
    """What is owed today or what is held, whichever is less."""
    owed = _owed(row.case, on)
    return {} if owed is None else {"amount": contract_yuan(min(owed, deduct.left_of(row)))}


def _to_withhold(row: ExpectedPayment, on: date) -> dict[str, object]:
    owed = _owed(row.case, on)
    return {} if owed is None else {"amount": contract_yuan(min(owed, row.amount or owed))}


def _to_intercept(row: ExpectedPayment, on: date) -> dict[str, object]:
    return _to_take(row.measure, on) if row.measure else {}


def _serve(actor: Staff, row: Measure, form: ServeForm, on: date) -> object:
    return control.serve(actor, row, _service(form.cleaned_data), today=on)


def _take_effect(actor: Staff, row: Measure, form: ServeForm, on: date) -> object:
    return control.take_effect(actor, row, _service(form.cleaned_data), today=on)


def _renew(actor: Staff, row: Measure, form: RenewForm, on: date) -> object:
    typed = form.cleaned_data
    return control.renew(
        actor,
        row,
        _service(typed),
        ruling_no=typed["ruling_no"],
        months=typed["months"] or None,
        today=on,
    )


def _prove(actor: Staff, row: Measure, form: ReceiptForm, on: date) -> object:
    term = row.terms.latest("starts_on")
    return control.prove(actor, term, form.cleaned_data["receipt"], on=form.cleaned_data["on"], today=on)


def _release(actor: Staff, row: Measure, form: ReleaseForm, on: date) -> object:
    return control.release(actor, row, **form.cleaned_data, today=on)


def _deduct(actor: Staff, row: Measure, form: DeductForm, on: date) -> object:
    return deduct.deduct(actor, row, **_taking(form), today=on)


def _explain(actor: Staff, row: Measure, form: EndForm, on: date) -> object:
    return lapses.explain_lapse(actor, row, **form.cleaned_data, today=on)


def _intercept(actor: Staff, row: ExpectedPayment, form: DeductForm, on: date) -> object:
    return expected.intercept(actor, row, **_taking(form), today=on)


def _taking(form: DeductForm) -> dict[str, Any]:
    return form.cleaned_data | {"reserve": form.cleaned_data["reserve"] or 0}


def _notice(actor: Staff, row: ExpectedPayment, form: NoticeForm, on: date) -> object:
    typed = form.cleaned_data
    return expected.serve_notice(
        actor,
        row,
        amount=typed["amount"],
        ruling_no=typed["ruling_no"],
        ruled_on=typed["ruled_on"],
        service=_service(typed),
        today=on,
        reason=typed["reason"],
        dependants=typed["dependants"] or 0,
    )


def _objection(actor: Staff, row: ExpectedPayment, form: ObjectionForm, on: date) -> object:
    return expected.note_objection(actor, row, **form.cleaned_data, today=on)


def _miss(actor: Staff, row: ExpectedPayment, form: EndForm, on: date) -> object:
    return expected.miss(actor, row, **form.cleaned_data, today=on)


def _drop(actor: Staff, row: ExpectedPayment, form: EndForm, on: date) -> object:
    return expected.drop(actor, row, **form.cleaned_data, today=on)


def _control(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    thing = Thing(typed["thing"])
    asset = AssetFacts(
        thing=thing,
        holder=typed["holder"],
        identity=typed["identity"],
        description=typed["description"],
        owner=typed["owner"],
        worth=typed["worth"],
        worth_on=typed["on"] if typed["worth"] is not None else None,
        worth_basis=typed["worth_basis"],
        encumbrance=typed["encumbrance"] or 0,
        divisible=thing not in {Thing.VEHICLE, Thing.IMMOVABLE, Thing.SHIP},
    )
    facts = ControlFacts(
        party=typed["party"],
        asset=asset,
        act=Measure.Act(typed["act"]),
        ruling_no=typed["ruling_no"],
        amount=typed["amount"],
        months=typed["months"] or None,
        reason=typed["reason"],
    )
    return control.control(actor, case, facts, on=typed["on"], today=on)


def _set_aside(actor: Staff, row: Find, form: WhyForm, on: date) -> object:
    return feedback.set_aside(actor, row, form.cleaned_data["why"], on=on)


def _set_aside_held(actor: Staff, row: Measure, form: WhyForm, on: date) -> object:
    return feedback.set_aside_held(actor, row, form.cleaned_data["why"], on=on)


def _expect(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    facts = expected.ExpectedFacts(**{**typed, "kind": ExpectedPayment.Kind(typed["kind"])})
    return expected.expect(actor, case, facts, today=on)


def _service(typed: Typed) -> Service:
    return Service(
        on=typed["on"],
        receipt=typed["receipt"],
        frozen=typed.get("frozen"),
        registered_end=typed.get("registered_end"),
        ahead=typed.get("ahead") or 0,
    )


FIND = {"set-aside": Doing("set-aside", "不便处置", WhyForm, _set_aside, {""})}
OF_CASE = (
    Act(
        "control", "采取控制措施", ControlForm, access.Act.WORK_CASE, _control, OPEN_ONLY, "property-of-case"
    ),
    Act("expect", "登记待收款项", ExpectForm, access.Act.WORK_CASE, _expect, OPEN_ONLY, "property-of-case"),
)


MEASURE = {
    act.name: act
    for act in (
        Doing("serve", "送达", ServeForm, _serve, {_M.ORDERED}),
        Doing("take-effect", "轮候生效", ServeForm, _take_effect, {_M.QUEUED}),
        Doing("renew", "续行", RenewForm, _renew, {_M.HELD}),
        Doing("receipt", "登记回执", ReceiptForm, _prove, {_M.HELD}),
        Doing("deduct", "扣划", DeductForm, _deduct, {_M.HELD}, _to_take, money_only=True),
        Doing("set-aside", "不便扣划", WhyForm, _set_aside_held, {_M.HELD}, money_only=True),
        Doing("release", "解除", ReleaseForm, _release, {_M.ORDERED, _M.QUEUED, _M.HELD}),
        Doing("lapse", "说明失效", EndForm, _explain, {_M.LAPSED}),
    )
}
EXPECTED = {
    act.name: act
    for act in (
        Doing("notice", "送达协助通知", NoticeForm, _notice, {_E.WATCHED}, _to_withhold),
        Doing("intercept", "提取", DeductForm, _intercept, {_E.NOTICED, _E.OBJECTED}, _to_intercept),
        Doing("objection", "第三人异议", ObjectionForm, _objection, {_E.NOTICED}),
        Doing("missed", "未截住", EndForm, _miss, {_E.WATCHED, _E.NOTICED, _E.OBJECTED}),
        Doing("dropped", "不再关注", EndForm, _drop, {_E.WATCHED, _E.NOTICED, _E.OBJECTED}),
    )
}
