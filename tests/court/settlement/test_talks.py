"""沟通 and 困难情况: kept as written, on the timeline, by nobody else."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import DatabaseError, transaction
from tests.court.cases.given import titled
from tests.court.settlement import given
from tests.court.settlement.given import DAY

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import EventKind
from duixian.court.settlement import actions
from duixian.court.settlement.models import Contact, Hardship
from duixian.law.errors import InputError, NotAllowed


def test_a_talk_stands_on_the_timeline_with_whom_and_what_was_said(handler, case):
    contact = actions.note_contact(handler, case, given.contact(time=time(9, 30)), DAY)
    event = case.events.get(kind=EventKind.CONTACT)
    assert (event.on, event.person, event.actor) == (DAY, "虚构乙某", handler)
    assert event.text == "电话，愿意和解或履行：称七月底先付两千五"
    assert event.data == {"contact": contact.pk, "side": "respondent"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"side": "judge"}, "哪一方：“judge”不认识"),
        ({"way": "pigeon"}, "方式"),
        ({"result": "fine"}, "结果"),
        ({"person": " "}, "与何人：没有填写"),
        ({"said": ""}, "谈了什么：没有填写"),
        ({"said": "长" * 1001}, "超过1000字"),
        ({"on": date(2026, 7, 1)}, "2026-07-01 还没有到"),
    ],
)
def test_what_is_wrong_with_a_talk_is_said(handler, case, wrong, words):
    with pytest.raises(InputError, match=words):
        actions.note_contact(handler, case, given.contact(**wrong), DAY)
    assert not Contact.objects.exists()


def test_a_hardship_has_its_kind_and_its_evidence(handler, case):
    actions.note_hardship(handler, case, given.hardship(case), DAY)
    event = case.events.get(kind=EventKind.NOTE)
    assert event.text == "困难情况：重病，其妻患病住院（示例县医院诊断证明）"
    assert event.person == "虚构乙某"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "poor"}, "困难：“poor”不认识"),
        ({"evidence": ""}, "证据：没有填写"),
        ({"text": " "}, "情况：没有填写"),
        ({"on": date(2026, 7, 1)}, "还没有到"),
    ],
)
def test_what_is_wrong_with_a_hardship_is_said(handler, case, wrong, words):
    with pytest.raises(InputError, match=words):
        actions.note_hardship(handler, case, given.hardship(case, **wrong), DAY)
    assert not Hardship.objects.exists()


def test_a_party_of_another_case_has_no_hardship_here(handler, case):
    other = register_case(handler, titled(), DAY)
    with pytest.raises(InputError, match="不是本案当事人"):
        actions.note_hardship(handler, case, given.hardship(case, party=other.parties.first()), DAY)


@pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
def test_who_works_no_case_notes_nothing(staff, handler, case, role):
    actor = staff(role, "内06" if role == "supervisor" else "内0622")
    with pytest.raises(NotAllowed):
        actions.note_contact(actor, case, given.contact(), DAY)
    with pytest.raises(NotAllowed):
        actions.note_hardship(actor, case, given.hardship(case), DAY)


def test_nobody_of_another_court_notes_anything(stranger, case):
    with pytest.raises(NotAllowed):
        actions.note_contact(stranger, case, given.contact(), DAY)
    with pytest.raises(NotAllowed):
        actions.note_hardship(stranger, case, given.hardship(case), DAY)


def test_the_database_changes_and_forgets_nothing_that_was_said(handler, case):
    actions.note_contact(handler, case, given.contact(), DAY)
    actions.note_hardship(handler, case, given.hardship(case), DAY)
    for model, column in ((Contact, "said"), (Hardship, "text")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{column: "别的话"})
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
