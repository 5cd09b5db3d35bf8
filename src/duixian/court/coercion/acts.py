"""What this room adds to the acts of a case: each measure is asked for by a form of its own."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.coercion import actions
from duixian.court.coercion.actions import AppearanceAsk, ListingAsk, Misconduct, RefusalAsk, RestrictionAsk
from duixian.court.coercion.actions.common import CONTINUES
from duixian.court.coercion.forms.asking import (
    AppearanceForm,
    DetentionForm,
    FineForm,
    ListingForm,
    RefusalForm,
    RestrictionForm,
    SearchForm,
)
from duixian.court.people.access import Act
from duixian.court.people.models import Staff

PAGE = "case-coercion"
_OF_ACT = ("whom", "conduct", "act_on", "reason")


def register() -> None:
    """Called once, when the room's app is ready."""
    # Who obstructs is fined or detained after the case is over as well (民诉法解释 第五百一十九条).
    acts.register(
        acts.Act("appearance", "报请拘传", AppearanceForm, Act.WORK_CASE, _appearance, CONTINUES, PAGE),
        acts.Act("detention", "报请拘留", DetentionForm, Act.WORK_CASE, _detention, back_to=PAGE),
        acts.Act("fine", "报请罚款", FineForm, Act.WORK_CASE, _fine, back_to=PAGE),
        acts.Act(
            "restriction", "报请限制消费、出境", RestrictionForm, Act.WORK_CASE, _restriction, CONTINUES, PAGE
        ),
        acts.Act("dishonest", "报请纳入失信", ListingForm, Act.WORK_CASE, _listing, CONTINUES, PAGE),
        acts.Act("premises", "报请搜查", SearchForm, Act.WORK_CASE, _search, CONTINUES, PAGE),
        acts.Act("refusal", "移送拒执罪", RefusalForm, Act.WORK_CASE, _refusal, CONTINUES, PAGE),
    )


def _appearance(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_appearance(actor, case, AppearanceAsk(**typed), on)


def _search(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_search(actor, case, **typed, today=on)


def _fine(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    act = Misconduct(**{name: typed[name] for name in _OF_ACT})
    return actions.ask_fine(
        actor, case, act, typed["amount"], on=typed["on"], today=on, pay_by=typed["pay_by"]
    )


def _detention(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    act = Misconduct(**{name: typed[name] for name in _OF_ACT})
    return actions.ask_detention(
        actor,
        case,
        act,
        typed["days"],
        on=typed["on"],
        today=on,
        place=typed["place"],
        fine=typed["fine"] or 0,
        pay_by=typed["pay_by"],
        appearance=typed["appearance"],
        urgent_at=typed["urgent_at"],
    )


def _restriction(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_restriction(actor, case, RestrictionAsk(**typed), on)


def _listing(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_listing(actor, case, ListingAsk(**typed), on)


def _refusal(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.ask_referral(actor, case, RefusalAsk(**typed), on)
