"""What this room adds to the acts of a case."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import OPEN_ONLY, Typed
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.standing import actions
from duixian.court.standing.clocks import PAGE
from duixian.court.standing.forms import ChangeForm, DeferralForm, ObjectionForm, StayForm


def register() -> None:
    """Called once, when the room's app is ready."""
    work = Act.WORK_CASE
    acts.register(
        acts.Act("stay", "报请中止", StayForm, work, _stay, statuses=OPEN_ONLY, back_to=PAGE),
        acts.Act("deferral", "报请暂缓", DeferralForm, work, _deferral, statuses=OPEN_ONLY, back_to=PAGE),
        acts.Act("objection", "登记异议", ObjectionForm, work, _objection, back_to=PAGE),
        acts.Act("change-party", "变更追加被执行人", ChangeForm, work, _change, back_to=PAGE),
    )


def _stay(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return _standstill(actor, case, "stay", typed, on)


def _deferral(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return _standstill(actor, case, "deferral", typed, on)


def _standstill(actor: Staff, case: Case, kind: str, typed: Typed, on: date) -> object:
    told = {name: value for name, value in typed.items() if name != "from_on"}
    return actions.ask_standstill(actor, case, kind, start=typed["from_on"], **told, today=on)


def _objection(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.file_objection(actor, case, **typed, today=on)


def _change(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_change(actor, case, **typed, today=on)
