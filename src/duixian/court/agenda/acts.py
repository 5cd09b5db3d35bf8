"""What this room adds to the acts of a case: its term is stopped, and runs on."""

from __future__ import annotations

from datetime import date

from duixian.court.agenda.forms import ResumeForm, StopForm
from duixian.court.cases import actions
from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.people.access import Act
from duixian.court.people.models import Staff


def register() -> None:
    """Called once, when the room's app is ready."""
    acts.register(
        acts.Act("stop-clock", "停止计算期限", StopForm, Act.WORK_CASE, _stop, statuses=acts.OPEN_ONLY),
        acts.Act("resume-clock", "恢复计算期限", ResumeForm, Act.WORK_CASE, _resume, statuses=acts.OPEN_ONLY),
    )


def _stop(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    given = {name: typed[name] for name in ("reason", "text", "end")}
    return actions.stop_clock(actor, case, start=typed["since"], **given, today=on)


def _resume(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.resume_clock(actor, case, typed["stop"], end=typed["end"], today=on)
