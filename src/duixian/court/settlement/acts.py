"""What this room adds to the acts of a case: 登记沟通, 登记困难, 达成和解, 登记违约."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.acts import Typed
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.settlement import actions, queries
from duixian.court.settlement.actions import ContactFacts, HardshipFacts, Signing, Terms
from duixian.court.settlement.forms import BreachForm, ContactForm, HardshipForm, SettleForm
from duixian.court.settlement.planning import instalments_of
from duixian.law.errors import InputError

PAGE = "case-settlement"
_OF_TERMS = (
    "on",
    "kind",
    "text",
    "waived_by",
    "waiver_words",
    "takes_effect",
    "guarantor",
    "guarantee",
    "direct_enforcement",
)


def register() -> None:
    """Called once, when the room's app is ready."""
    acts.register(
        acts.Act("contact", "登记沟通", ContactForm, Act.WORK_CASE, _contact, back_to=PAGE),
        acts.Act("hardship", "登记困难", HardshipForm, Act.WORK_CASE, _hardship, back_to=PAGE),
        acts.Act("settle", "达成和解", SettleForm, Act.WORK_CASE, _settle, back_to=PAGE),
        acts.Act("breach", "登记和解违约", BreachForm, Act.WORK_CASE, _breach, back_to=PAGE),
    )


def _contact(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.note_contact(actor, case, ContactFacts(**typed), on)


def _hardship(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    return actions.note_hardship(actor, case, HardshipFacts(**typed), on)


def _settle(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    proposal, parts = instalments_of(case, typed)
    told = {name: typed[name] for name in _OF_TERMS}
    terms = Terms(forgiven=proposal.forgiven, at_once=proposal.at_once, instalments=parts, **told)
    if not typed["applicant"]:
        return actions.draft(actor, case, terms, on)
    signing = signing_of(typed, typed["signed_on"] or typed["on"])
    return actions.settle(actor, case, terms, signing, on)


def signing_of(typed: Typed, on: date) -> Signing:
    """The signatures that a form tells."""
    told = Signing(on, typed["applicant"], typed["respondent"])
    return Signing(on, told.applicant, told.respondent, typed["channel"] or told.channel)


def _breach(actor: Staff, case: Case, typed: Typed, on: date) -> object:
    settlement = queries.running(case)
    if settlement is None:
        raise InputError(case.case_no, "没有履行中的和解协议", "请在“和解沟通”页核对协议的状态")
    return actions.breach(actor, settlement, **typed, today=on)
