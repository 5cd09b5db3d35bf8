"""What a corrected ledger changes in cases that are already here; each change stays on the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import hold
from duixian.court.cases.actions.derived import refresh_softly
from duixian.court.cases.actions.facts import PartyFacts
from duixian.court.cases.actions.register import names
from duixian.court.cases.ledger_import.told import LEDGER_CHANNEL, LEDGER_SUBJECT, Paid, Told, due_of, sum_due
from duixian.court.cases.models import (
    Case,
    Event,
    EventKind,
    LedgerImport,
    Obligation,
    Party,
    Payment,
    Status,
    Title,
)
from duixian.court.cases.search_terms import search_text, terms_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.money import display
from duixian.reading.ledger.cells import is_person

Change = tuple[Told, Case, Paid, list[dict[str, str]]]
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

_TITLE_COLUMNS = {
    "title_number": "number",
    "title_kind": "kind",
    "title_made_by": "made_by",
    "operative": "operative",
}


def update_cases(
    actor: Staff, changed: Sequence[Change], ledger: LedgerImport, handlers: Handlers, on: date
) -> list[Case]:
    """Apply the changes that were confirmed; returns the cases."""
    if not changed:
        return []
    held = hold(actor, Act.IMPORT_LEDGER, [case for _, case, _, _ in changed])
    events: list[Event] = []
    for told, case, paid, shown in changed:
        fields = {change["field"] for change in shown}
        row = held[case.pk]
        was_open = row.status == Status.OPEN
        _set_columns(row, told, fields, handlers)
        _set_parties(row, told, fields)
        _set_title(row, told, fields)
        if was_open and row.closed_on:
            events.append(closed_event(actor, row))
        if "recovered" in fields and told.recovered is not None:
            events += _recover(actor, row, told.recovered, paid, ledger, on)
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
    """Parties of a side as the ledger now names them; who is no longer named stays in the audit trail."""
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
    if "respondent_id" in fields:
        case.parties.filter(side=Party.Side.RESPONDENT).update(id_no=told.respondent_id)
    if "phone" in fields:
        case.parties.filter(side=Party.Side.APPLICANT).update(phone=told.phone)
    if fields & {"applicants", "respondents", "respondent_id"}:
        parties = list(case.parties.all())
        text = search_text(case.case_no, (one.name for one in parties), (one.id_no for one in parties))
        case.search_text, case.search_terms = text, terms_of(text)


def _set_title(case: Case, told: Told, fields: set[str]) -> None:
    given: dict[str, Any] = {
        column: getattr(told, name) for name, column in _TITLE_COLUMNS.items() if name in fields
    }
    if "effective_on" in fields:
        given["effective_on"] = date.fromisoformat(told.effective_on)
    if given:
        Title.objects.update_or_create(case=case, defaults=given)
    known = due_of(case)
    due = told.performance_due or known
    if fields & {"performance_due", "amount_claimed"} and known is not None and due and case.amount_claimed:
        terms = sum_due(case.amount_claimed, due)
        Obligation.objects.update_or_create(
            case=case, position=1, defaults={"subject": LEDGER_SUBJECT, "terms": terms}
        )


def _recover(
    actor: Staff, case: Case, recovered: int, paid: Paid, ledger: LedgerImport, on: date
) -> Iterator[Event]:
    """Enter what the ledger tells beyond what is known; where it tells less, reverse what ledgers told."""
    missing = recovered - paid.total
    if missing < 0:
        for payment in case.payments.filter(reversed_on=None, channel=LEDGER_CHANNEL):
            Payment.objects.filter(pk=payment.pk).update(reversed_on=on)
            text = f"冲正{payment.on}到位的{display(payment.amount)}元：台账更正"
            yield _event(actor, case, EventKind.REVERSAL, on, text, amount=payment.amount)
        missing = recovered
    if missing:
        day = case.closed_on or on
        key = f"ledger:{ledger.pk}:{case.case_no}"
        Payment.objects.create(case=case, on=day, amount=missing, channel=LEDGER_CHANNEL, key=key)
        text = f"台账载明到位{display(missing)}元"
        yield _event(actor, case, EventKind.PAYMENT, day, text, amount=missing)


def closed_event(actor: Staff, case: Case) -> Event:
    """结案 as a ledger tells it, on the day that it tells."""
    text = f"{Status(case.status).label}（台账载明）"
    day = case.closed_on or case.filed_on
    return _event(actor, case, EventKind.CLOSED, day, text, data={"way": case.status})


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
