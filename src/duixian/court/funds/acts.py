"""What this room adds to the acts of a case."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.funds.actions import delaying, holding, payees, receiving, releasing
from duixian.court.funds.actions.holding import Basis
from duixian.court.funds.clocks import PAGE
from duixian.court.funds.forms import (
    CashForm,
    DelayForm,
    EscrowForm,
    HoldForm,
    PayeeForm,
    ReleaseForm,
    SubAccountForm,
)
from duixian.court.funds.queries.rows import case_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff


def register() -> None:
    """Called once, when the room's app is ready."""
    work = Act.WORK_CASE
    acts.register(
        acts.Act("cash", "收取现金", CashForm, work, _cash, back_to=PAGE),
        acts.Act("payee", "登记收款账户", PayeeForm, work, _payee, back_to=PAGE),
        acts.Act("release", "报请发放", ReleaseForm, work, _release, back_to=PAGE),
        acts.Act("withhold", "扣留案款", HoldForm, work, _withhold, back_to=PAGE),
        acts.Act("delay", "报请延期发放", DelayForm, work, _delay, back_to=PAGE),
        acts.Act("escrow", "提存", EscrowForm, work, _escrow, back_to=PAGE),
        acts.Act("sub-account", "登记专用子账号", SubAccountForm, Act.KEEP_FUNDS, _sub_account, back_to=PAGE),
    )


def _cash(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    told = {name: value for name, value in typed.items() if name != "second"}
    return receiving.take_cash(actor, case, typed["second"], **told, today=on)


def _payee(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    party = typed["party"] if typed["kind"] in payees.OF_SIDE else None
    return payees.add_payee(actor, case, **{**typed, "party": party}, today=on)


def _release(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    told = {name: value for name, value in typed.items() if name != "payee"}
    return releasing.ask_release(actor, case, typed["payee"], **told, today=on)


def _withhold(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    basis = Basis(typed["basis"], typed["basis_no"], typed["basis_on"], typed["basis_until"])
    told = {name: typed[name] for name in ("amount", "why", "told_on", "on")}
    target = case_of(typed["for_case"])
    return holding.withhold(actor, case, typed["payee"], target, **told, basis=basis, today=on)


def _delay(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return delaying.ask_delay(actor, case, **typed, on=on)


def _escrow(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    told = {name: value for name, value in typed.items() if name != "payee"}
    return delaying.deposit(actor, case, typed["payee"], **told, on=on)


def _sub_account(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return receiving.give_sub_account(actor, case, typed["number"], on)
