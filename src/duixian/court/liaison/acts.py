"""What this room adds to the acts of a case: 请求协助 and 登记下落."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.liaison import actions
from duixian.court.liaison.actions import SightingFacts
from duixian.court.liaison.forms import AskForm, SightingForm
from duixian.court.people.access import Act
from duixian.court.people.models import Staff

PAGE = "case-liaison"
_LEAD = "lead"


def register() -> None:
    """Called once, when the room's app is ready."""
    acts.register(
        acts.Act("ask", "请求协助", AskForm, Act.WORK_CASE, _ask, statuses=acts.OPEN_ONLY, back_to=PAGE),
        acts.Act("sighting", "登记下落", SightingForm, Act.WORK_CASE, _sighting, back_to=PAGE),
    )


def lead_act(actor: Staff, case: Case) -> acts.Act | None:
    """登记线索, where the room of property is there and this person may do it."""
    return next((act for act in acts.open_to(actor, case) if act.name == _LEAD), None)


def _ask(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask(actor, case, **typed, today=on)


def _sighting(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.note_sighting(actor, case, SightingFacts(**typed), on)
