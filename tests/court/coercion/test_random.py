"""Whatever officers and signers do, in whatever order: nobody is held without a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.cases.given import titled
from tests.court.coercion import given
from tests.court.coercion.given import EVE, HOUR, LATER, at

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import register_case
from duixian.court.cases.models import EventKind
from duixian.court.coercion import actions
from duixian.court.coercion.models import Appearance, Decision, Detention, DishonestEntry, Fine, Restriction
from duixian.law.errors import InputError, NotAllowed

WAYS = (
    ("ask", "sign", "arrive", "release"),
    ("ask", "arrive", "refuse", "arrive"),
    ("ask", "sign", "arrive", "extend", "detain", "sign", "carry_out"),
    ("detain", "sign", "carry_out", "family", "discharge"),
    ("detain_urgent", "refuse", "discharge"),
    ("ask", "sign", "drop"),
    ("fine", "sign"),
    ("restrict", "sign", "lift", "sign"),
    ("list", "sign", "delete", "sign"),
)
"""What officers mean to do; each step is done, left out, or done by another in between."""

steps = st.tuples(st.sampled_from(WAYS), st.sampled_from((0, 0, 0, 1))).flatmap(
    lambda drawn: st.tuples(
        *(
            st.tuples(st.sampled_from((*(act,) * 5, drawn[0][0])), st.just(drawn[1]), st.integers(0, 900))
            for act in drawn[0]
        )
    )
)
moves = st.lists(steps, min_size=2, max_size=6).map(lambda some: [one for way in some for one in way])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(moves)
def test_random_officers_reach_no_unlawful_state(handler, chief, president, moves):
    with transaction.atomic():
        cases = [
            register_case(
                handler,
                titled(handler=handler, respondents=(given.PERSON,), filed_on=given.FILED),
                given.DAY,
            )
            for _ in range(2)
        ]
        for act, which, minute in moves:
            try:
                DOING[act](handler, (chief, president), cases[which], minute)
            except (InputError, NotAllowed):
                continue
            lawful(cases)
        transaction.set_rollback(True)


def lawful(cases) -> None:
    appearances, detentions = Appearance.objects.all(), Detention.objects.all()
    for row in appearances.filter(arrived_at__isnull=False):
        assert row.is_granted
        hours = 24 if row.extended_at else 8
        assert row.release_by == row.arrived_at + hours * HOUR
    for row in detentions.filter(began_at__isnull=False):
        assert row.is_granted or row.urgent
        assert 1 <= row.days <= 15
        assert row.ended_on is None or row.ended_on >= row.last_on or row.decision == Decision.REFUSED
    assert detentions.filter(began_at__isnull=False, ended_on=None).count() <= 1
    assert appearances.filter(arrived_at__isnull=False, released_at=None).count() <= 1
    for case in cases:
        counted = {
            EventKind.SUMMONED_BY_FORCE: appearances.filter(case=case, arrived_at__isnull=False),
            EventKind.DETAINED: detentions.filter(case=case, began_at__isnull=False),
            EventKind.FINED: Fine.objects.filter(case=case, decision=Decision.GRANTED),
            EventKind.CONSUMPTION: Restriction.objects.filter(case=case, decision=Decision.GRANTED),
            EventKind.DISHONEST: DishonestEntry.objects.filter(case=case, decision=Decision.GRANTED),
        }
        for kind, rows in counted.items():
            assert case.events.filter(kind=kind).count() == rows.count()
    waiting = Request.objects.filter(state=Request.State.PENDING)
    for model in (Appearance, Detention, Fine, Restriction, DishonestEntry):
        for row in model.objects.filter(decision=Decision.WAITING):
            assert waiting.filter(pk=row.request_id).exists()


def _last(model, case, **wanted):
    row = model.objects.filter(case=case, **wanted).last()
    if row is None:
        raise InputError("", "没有", "")
    return row


def _moment(minute: int):
    return at(0) + timedelta(minutes=minute)


def _sign(officer, signers, case, minute):
    given.sign_request(_last(Request, case, state=Request.State.PENDING), *signers, EVE)


def _refuse(officer, signers, case, minute):
    request = _last(Request, case, state=Request.State.PENDING)
    who = signers[0] if request.waiting_for == "bureau_chief" else signers[1]
    approvals.refuse_request(who, request, reason="事实不清", on=EVE, today=EVE)


def _extend(officer, signers, case, minute):
    told = {"complicated": True, "detention_possible": True, "reason": "情况复杂", "on": EVE}
    actions.ask_extension(officer, _last(Appearance, case), **told, now=_moment(minute))


def _detain(officer, case, minute, **more):
    act = given.misconduct(given.person(case), act_on=EVE - timedelta(days=minute % 3))
    given.detention(officer, case, 1 + minute % 17, act=act, place="示例拘留所", **more)


def _lift(officer, signers, case, minute):
    told = {"ground": "consent", "arose_on": EVE, "reason": "同意解除", "on": EVE, "today": EVE}
    actions.ask_lift(officer, _last(Restriction, case), **told)


def _delete(officer, signers, case, minute):
    told = {"ground": "creditor", "arose_on": EVE, "reason": "申请删除", "on": EVE, "today": EVE}
    actions.ask_deletion(officer, _last(DishonestEntry, case), **told)


DOING: dict[str, Callable[..., object]] = {
    "ask": lambda who, signers, case, minute: given.appearance(who, case),
    "sign": _sign,
    "refuse": _refuse,
    "arrive": lambda who, signers, case, minute: actions.arrive(
        who, _last(Appearance, case), _moment(minute), LATER
    ),
    "release": lambda who, signers, case, minute: actions.release(
        who, _last(Appearance, case), _moment(minute), LATER
    ),
    "drop": lambda who, signers, case, minute: actions.drop(who, _last(Appearance, case), "未找到", EVE),
    "extend": _extend,
    "detain": lambda who, signers, case, minute: _detain(who, case, minute),
    "detain_urgent": lambda who, signers, case, minute: _detain(who, case, minute, urgent_at=_moment(minute)),
    "carry_out": lambda who, signers, case, minute: actions.carry_out(
        who, _last(Detention, case), _moment(minute), LATER, "示例拘留所"
    ),
    "family": lambda who, signers, case, minute: actions.tell_family(
        who, _last(Detention, case), _moment(minute), LATER, whom="其妻"
    ),
    "discharge": lambda who, signers, case, minute: actions.discharge(
        who, _last(Detention, case), EVE + timedelta(days=minute % 40), EVE + timedelta(days=40)
    ),
    "fine": lambda who, signers, case, minute: given.fine(who, case, 100_00 * (1 + minute)),
    "restrict": lambda who, signers, case, minute: given.restriction(who, case),
    "list": lambda who, signers, case, minute: given.listing(who, case),
    "lift": _lift,
    "delete": _delete,
}
