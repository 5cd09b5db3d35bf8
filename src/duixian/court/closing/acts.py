"""What this room adds to the acts of a case: 恢复执行."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case, Status
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.closing import actions
from duixian.court.closing.clocks import PAGE
from duixian.court.closing.forms import ReviveForm
from duixian.court.people.access import Act
from duixian.court.people.models import Staff


def register() -> None:
    """Called once, when the room's app is ready."""
    acts.register(
        acts.Act(
            "revive",
            "恢复执行",
            ReviveForm,
            Act.WORK_CASE,
            _revive,
            statuses=(Status.SUSPENDED,),
            back_to=PAGE,
        )
    )


def _revive(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.revive(actor, case, **typed, today=on)
