"""沟通 and 困难情况: what was said, and who is in need."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.settlement.actions.checks import chosen, told
from duixian.court.settlement.actions.facts import ContactFacts, HardshipFacts
from duixian.court.settlement.models import Contact, Hardship
from duixian.law.errors import InputError


@action
def note_contact(actor: Staff, case: Case, facts: ContactFacts, today: date) -> Contact:
    """登记沟通. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 沟通"
    chosen(f"{where} 哪一方", facts.side, Contact.Side)
    chosen(f"{where} 方式", facts.way, Contact.Way)
    chosen(f"{where} 结果", facts.result, Contact.Result)
    told(f"{where} 与何人", facts.person, "请写明与谁谈的，如 申请执行人本人、其妻")
    told(f"{where} 谈了什么", facts.said, "请写明双方各说了什么；没有联系上的，写明拨打的时间和次数")
    not_later(facts.on, today, f"{where} 日期")
    contact = Contact(
        case=case,
        court_id=case.court_id,
        side=facts.side,
        person=facts.person.strip(),
        way=facts.way,
        on=facts.on,
        time=facts.time,
        said=facts.said.strip(),
        result=facts.result,
        noted_by=actor,
    )
    fitting(where, contact).save()
    words = f"{contact.get_way_display()}，{contact.get_result_display()}：{contact.said}"
    _tell(
        actor,
        case,
        EventKind.CONTACT,
        facts.on,
        words,
        contact.person,
        {"contact": contact.pk, "side": facts.side},
    )
    return contact


@action
def note_hardship(actor: Staff, case: Case, facts: HardshipFacts, today: date) -> Hardship:
    """登记困难情况 of a party, with what shows it. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    where = f"{case.case_no} 困难情况"
    if facts.party.case_id != case.pk:
        raise InputError(f"{where} 何人", f"{facts.party.name}不是本案当事人", "请在本案当事人中选择")
    chosen(f"{where} 困难", facts.kind, Hardship.Kind)
    told(f"{where} 情况", facts.text, "请写明困难是什么、从何时起")
    told(f"{where} 证据", facts.evidence, "请写明凭什么认定，如 诊断证明、低保证、村委会证明")
    not_later(facts.on, today, f"{where} 了解的日期")
    hardship = Hardship(
        case=case,
        court_id=case.court_id,
        party=facts.party,
        kind=facts.kind,
        on=facts.on,
        text=facts.text.strip(),
        evidence=facts.evidence.strip(),
        noted_by=actor,
    )
    fitting(where, hardship).save()
    words = f"困难情况：{hardship.get_kind_display()}，{hardship.text}（{hardship.evidence}）"
    _tell(actor, case, EventKind.NOTE, facts.on, words, facts.party.name, {"hardship": hardship.pk})
    return hardship


def _tell(
    actor: Staff, case: Case, kind: EventKind, on: date, words: str, person: str, data: dict[str, object]
) -> None:
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=words[:500],
        person=person[:60],
        data=data,
    )
