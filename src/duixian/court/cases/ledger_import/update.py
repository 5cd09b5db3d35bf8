"""What a corrected ledger changes in cases that are already here; each change stays on the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import hold
from duixian.court.cases.actions.derived import refresh_softly
from duixian.court.cases.actions.facts import PartyFacts
from duixian.court.cases.actions.register import names
from duixian.court.cases.ledger_import.told import LEDGER_CHANNEL, Told
from duixian.court.cases.models import Case, Event, EventKind, LedgerImport, Obligation, Party, Payment, Title
from duixian.court.cases.search_terms import search_text, terms_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.money import contract_yuan, display
from duixian.reading.ledger.cells import is_person

Change = tuple[Told, Case, int, list[dict[str, str]]]
Handlers = Mapping[tuple[str, str], Staff | None]
_COLUMNS = (
    "cause",
    "amount_claimed",
    "filed_on",
    "handler",
    "handler_name",
    "clerk_name",
    "applicants",
    "respondents",
    "search_text",
    "search_terms",
    "status",
    "closed_on",
)


def update_cases(
    actor: Staff, changed: Sequence[Change], ledger: LedgerImport, handlers: Handlers, on: date
) -> list[Case]:
    """Apply the changes that were confirmed; returns the cases."""
    if not changed:
        return []
    held = hold(actor, Act.IMPORT_LEDGER, [case for _, case, _, _ in changed])
    events: list[Event] = []
    for told, case, recovered, shown in changed:
        fields = {change["field"] for change in shown}
        row = held[case.pk]
        _set_columns(row, told, fields, handlers)
        _set_parties(row, told, fields)
        _set_title(row, told, fields)
        if "recovered" in fields and told.recovered is not None:
            events.append(_add_payment(actor, row, told.recovered - recovered, ledger, on))
        events.append(_event(actor, row, EventKind.CORRECTED, on, _words(shown), data={"changes": shown}))
    Case.objects.bulk_update(held.values(), _COLUMNS, batch_size=500)
    Event.objects.bulk_create(events, batch_size=2_000)
    refresh_softly(held.values(), on)
    return list(held.values())


def _set_columns(case: Case, told: Told, fields: set[str], handlers: Handlers) -> None:
    for name in fields & {"cause", "amount_claimed", "handler_name", "clerk_name", "status"}:
        setattr(case, name, getattr(told, name))
    for name in fields & {"filed_on", "closed_on"}:
        setattr(case, name, date.fromisoformat(getattr(told, name)))
    if "handler_name" in fields:
        case.handler = handlers.get((case.court_id, told.handler_name))


def _set_parties(case: Case, told: Told, fields: set[str]) -> None:
    """Parties of a side as the ledger now names them; one it no longer names stays where he has papers."""
    for side, name in (("applicant", "applicants"), ("respondent", "respondents")):
        if name not in fields:
            continue
        wanted = getattr(told, name)
        case.parties.filter(side=side).exclude(name__in=wanted).delete()
        there = set(case.parties.filter(side=side).values_list("name", flat=True))
        Party.objects.bulk_create(
            Party(case=case, side=side, name=each, is_person=is_person(each))
            for each in wanted
            if each not in there
        )
        setattr(case, name, names([PartyFacts(each) for each in wanted]))
    if fields & {"applicants", "respondents"}:
        parties = list(case.parties.all())
        text = search_text(case.case_no, (one.name for one in parties), (one.id_no for one in parties))
        case.search_text, case.search_terms = text, terms_of(text)


def _set_title(case: Case, told: Told, fields: set[str]) -> None:
    given: dict[str, Any] = {}
    if "title_number" in fields:
        given["number"] = told.title_number
    if "effective_on" in fields:
        given["effective_on"] = date.fromisoformat(told.effective_on)
    if given:
        Title.objects.update_or_create(case=case, defaults=given)
    obligation = case.obligations.first()
    if fields & {"performance_due", "amount_claimed"} and told.performance_due and case.amount_claimed:
        terms = {"id": "1", "subject": "申请执行标的", "amount": contract_yuan(case.amount_claimed)}
        terms |= {"due_on": told.performance_due}
        if obligation is None:
            Obligation.objects.create(case=case, position=1, subject="申请执行标的", terms=terms)
        elif obligation.subject == "申请执行标的":
            obligation.terms = terms
            obligation.save(update_fields=["terms"])


def _add_payment(actor: Staff, case: Case, amount: int, ledger: LedgerImport, on: date) -> Event:
    day = case.closed_on or on
    key = f"ledger:{ledger.pk}:{case.case_no}"
    Payment.objects.create(case=case, on=day, amount=amount, channel=LEDGER_CHANNEL, key=key)
    text = f"台账载明到位{display(amount)}元"
    return _event(actor, case, EventKind.PAYMENT, day, text, amount=amount)


def _event(
    actor: Staff,
    case: Case,
    kind: EventKind,
    on: date,
    text: str,
    *,
    amount: int | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    return Event(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=text[:500],
        amount=amount,
        data=data or {},
    )


def _words(shown: Sequence[Mapping[str, str]]) -> str:
    parts = (f"{change['label']}由“{change['old'] or '空'}”改为“{change['new']}”" for change in shown)
    return "台账更正：" + "；".join(parts)
