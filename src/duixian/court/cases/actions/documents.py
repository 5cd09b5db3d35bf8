"""制作文书: a paper filled from the case and what its maker adds, kept with its hash under its number."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case, CourtForm, Document, Event, EventKind, Party, Title
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.citations import numeral
from duixian.law.errors import InputError, InputErrors
from duixian.writing import forms

_WITHDRAWN = "withdrawn_document"


@action
def produce_document(
    actor: Staff, case: Case, form: str, *, on: date, facts: Mapping[str, Any], today: date
) -> Document:
    """制作文书 of a form; the case's own facts need not be told. Numbers follow one another without a gap.

    Raises InputErrors naming what is missing, InputError, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    known = _known(form)
    not_later(on, today, "文书日期")
    asked = {one.name: facts.get(one.name) for one in known.ask}
    # The case is held, so that nobody takes the same number.
    serial = case.documents.count() + 1
    number = f"{case.case_no}之{numeral(serial)}"
    told = facts_of(case, on) | {"number": number} | asked
    content = forms.render(known, told, on, template_in_force(case.court, form))
    document = Document(
        case=case,
        court_id=case.court_id,
        form=form,
        title=known.name,
        serial=serial,
        number=number,
        on=on,
        facts={name: _plain(value) for name, value in asked.items()},
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=actor,
    )
    fitting(case.case_no, document).save()
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.DOCUMENT,
        actor=actor,
        text=f"制作{known.name} {number}",
        data={"document": document.pk},
    )
    return document


@action
def withdraw_document(actor: Staff, document: Document, *, why: str, on: date, today: date) -> Event:
    """撤回 a paper: it is kept as it was, and the timeline says that it no longer stands, and why.

    Raises InputError, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [document.case])[document.case_id]
    not_later(on, today, "撤回日期")
    if on < document.on:
        raise InputError("撤回日期", f"早于文书日期 {document.on}", "请填写文书日期当日或者以后的一天")
    if not why.strip():
        raise InputError("撤回理由", "没有填写", "请写明为何撤回")
    if document.pk in withdrawn(case):
        raise InputError(document.number, "已经撤回", "请刷新页面核对")
    event = Event(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.CORRECTED,
        actor=actor,
        text=f"撤回{document.title} {document.number}：{why.strip()}",
        data={_WITHDRAWN: document.pk},
    )
    fitting(case.case_no, event).save()
    return event


def withdrawn(case: Case) -> dict[int, Event]:
    """The papers of a case that no longer stand, each with the event that says why."""
    told = case.events.filter(kind=EventKind.CORRECTED, data__has_key=_WITHDRAWN)
    return {event.data[_WITHDRAWN]: event for event in told}


@action
def replace_form(actor: Staff, court: Court, form: str, content: bytes, *, on: date) -> CourtForm:
    """启用 a court's own template of a form; the earlier ones are kept. Raises InputError, NotAllowed."""
    access.require(actor, Act.EDIT_FORMS, court)
    known = _known(form)
    forms.check_template(known, content)
    return CourtForm.objects.create(
        court=court,
        form=form,
        on=on,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
    )


def template_in_force(court: Court, form: str) -> bytes | None:
    """The latest template of the court, else of the court above it, else None for the program's own."""
    for code in (court.pk, court.parent_id):
        found = CourtForm.objects.filter(court_id=code, form=form).first() if code else None
        if found:
            return bytes(found.content)
    return None


def facts_of(case: Case, on: date) -> dict[str, Any]:
    """What every form is told of a case, so that nobody types it twice."""
    parties = list(case.parties.all())
    title = Title.objects.filter(case=case).first()
    return {
        "court": case.court.name,
        "case_no": case.case_no,
        "cause": case.cause,
        "filed_on": case.filed_on,
        "owed": _owed(case, on),
        "applicants": _names(parties, Party.Side.APPLICANT),
        "respondents": _names(parties, Party.Side.RESPONDENT),
        "applicants_with_ids": _names(parties, Party.Side.APPLICANT, ids=True),
        "respondents_with_ids": _names(parties, Party.Side.RESPONDENT, ids=True),
        "title_no": title.number if title else "",
        "title_kind": title.kind if title else "生效法律文书",
        "title_by": title.made_by if title else "",
        "handler": case.handler_name,
        "clerk": case.clerk_name,
    }


def _known(form: str) -> forms.Form:
    if form not in forms.FORMS:
        raise InputError("文书种类", f"“{form[:40]}”不认识", "请在列出的文书中选择")
    return forms.FORMS[form]


def _owed(case: Case, on: date) -> int:
    """The sum that the paper names; the last known one where law cannot say."""
    try:
        return statement_of(case, on).total
    except (InputError, InputErrors):
        return case.owed


def _names(parties: list[Party], side: Party.Side, *, ids: bool = False) -> str:
    told = [
        f"{party.name}（{party.id_no}）" if ids and party.id_no else party.name
        for party in parties
        if party.side == side
    ]
    return "、".join(told)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
