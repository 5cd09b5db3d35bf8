"""What waits for whom: the inbox, the asker's own list and the agenda hold it, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.approvals.test_signing import AT, ask, grant
from tests.court.cases.given import DAY

from duixian.court.agenda import queries as agenda
from duixian.court.agenda.queries import Filters
from duixian.court.approvals import actions, queries
from duixian.court.approvals.models import Request
from duixian.court.approvals.signing import may_sign
from duixian.law.errors import DuixianError, NotAllowed


def leave(giver, taker):
    return actions.delegate(giver, taker, first=DAY, last=DAY, why="外出", today=DAY)


def back(actor, request, on=DAY):
    return actions.send_back(actor, request, reason="补充", on=on, today=on)


def on_agenda(actor, kind):
    items = agenda.item_page(actor, DAY, Filters(kind=kind)).items
    return [(item.ref, item.until) for item in items]


class TestInbox:
    def test_who_signed_as_chief_does_not_find_it_again_in_the_presidents_place(
        self, handler, chief, president, case
    ):
        leave(president, chief)
        request = ask(handler, case)
        assert list(queries.waiting(chief, DAY)) == [request]
        grant(chief, request)
        assert list(queries.waiting(chief, DAY)) == []
        assert queries.count_waiting(chief, DAY) == 0
        assert list(queries.waiting(president, DAY)) == [request]

    def test_what_came_first_stands_first_and_then_the_oldest(self, handler, chief, case):
        later = ask(handler, case, on=DAY, today=DAY)
        older = ask(handler, case, on=DAY - timedelta(2), today=DAY)
        urgent = ask(handler, case, "detention", urgent=True, acted_at=AT)
        assert list(queries.waiting(chief, DAY)) == [urgent, older, later]

    def test_the_asker_finds_first_what_came_back(self, handler, president, case):
        returned = back(president, ask(handler, case, "consumption"))
        refused = ask(handler, case, "dishonest")
        actions.refuse_request(president, refused, reason="不符合", on=DAY, today=DAY)
        pending = ask(handler, case, "dishonest")
        granted = grant(president, ask(handler, case, "consumption"))
        assert list(queries.asked_by(handler)) == [returned, pending, granted, refused]

    def test_the_supervisor_of_the_higher_court_sees_and_signs_nothing(self, staff, handler, chief, case):
        above = staff("supervisor", chief.court.parent)
        request = ask(handler, case)
        assert list(queries.open_at(above)) == [request]
        assert queries.find_request(above, request.pk) == request
        assert list(queries.waiting(above, DAY)) == []
        for act in (actions.grant, actions.refuse_request, actions.send_back):
            with pytest.raises(NotAllowed):
                act(above, request, reason="否", on=DAY, today=DAY)


class TestAgenda:
    def test_what_came_back_is_the_askers_to_mend(self, handler, chief, case):
        asked_on = DAY - timedelta(2)
        request = back(chief, ask(handler, case, on=asked_on, today=asked_on))
        assert on_agenda(handler, "approval") == []
        # Three days from the return, as for an answer.
        assert on_agenda(handler, "approval_returned") == [(request.pk, DAY + timedelta(3))]
        actions.resubmit(handler, request, text="已补", on=DAY, today=DAY)
        assert on_agenda(handler, "approval_returned") == []
        assert on_agenda(handler, "approval") == [(request.pk, DAY + timedelta(3))]

    def test_a_deed_reported_late_is_overdue_at_once(self, handler, case):
        # Done on the 25th, five days before the report.
        request = ask(handler, case, "detention", urgent=True, acted_at=AT - timedelta(5))
        assert on_agenda(handler, "approval") == [(request.pk, DAY - timedelta(5))]

    def test_mending_gives_no_new_days_for_what_was_done_first(self, handler, chief, case):
        request = back(chief, ask(handler, case, "detention", urgent=True, acted_at=AT))
        assert on_agenda(handler, "approval_returned") == [(request.pk, DAY)]
        later = DAY + timedelta(9)
        request = actions.resubmit(handler, request, text="已补", on=later, today=later)
        assert request.due_on == DAY


PEOPLE = st.integers(0, 4)
DOINGS = st.lists(
    st.tuples(st.sampled_from(["ask", "leave", "grant", "back", "mend"]), PEOPLE, PEOPLE), max_size=14
)


def do(what, actor, other, case):
    if what == "ask":
        ask(actor, case, "closing" if other.role == "president" else "fine")
    elif what == "leave":
        leave(actor, other)
    else:
        for request in Request.objects.filter(case=case).order_by("pk"):
            if what == "grant":
                grant(actor, request)
            elif what == "back":
                back(actor, request)
            else:
                actions.resubmit(actor, request, text="补", on=DAY, today=DAY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(DOINGS)
def test_the_inbox_is_what_one_may_sign_whatever_was_done(
    second_chief, handler, colleague, chief, president, case, doings
):
    people = [handler, colleague, chief, second_chief, president]
    with transaction.atomic():
        for what, who, other in doings:
            with suppress(DuixianError), transaction.atomic():
                do(what, people[who], people[other], case)
        for one in people:
            may = {request for request in Request.objects.all() if may_sign(one, request, DAY)}
            assert set(queries.waiting(one, DAY)) == may
            assert queries.count_waiting(one, DAY) == len(may)
        transaction.set_rollback(True)
