"""达成和解: what an agreement needs, what it does to the debt and the term, and who may make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from docx import Document
from tests.court.settlement import given
from tests.court.settlement.given import DAY, FOUR, SIGNED, owed, waived, words

from duixian.court.cases import queries as cases
from duixian.court.cases.actions import close_case
from duixian.court.cases.models import EventKind, Status
from duixian.court.settlement import actions, queries
from duixian.court.settlement.models import Settlement
from duixian.law.errors import InputError, NotAllowed
from duixian.law.settlement import Forgiven, Planned

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 31)
OVER = date(2026, 10, 31)


# Agreed and signed


def test_an_agreement_in_instalments_leaves_the_debt_and_stops_the_term(handler, case):
    before = owed(case, DAY)
    settlement = given.settled(handler, case)
    assert (settlement.state, settlement.agreed, settlement.last_on) == ("signed", 10_000_00, OVER)
    assert [(one.due_on, one.amount, one.cover) for one in settlement.instalments.all()] == [
        (FOUR[0].on, 2_500_00, 2_500_00),
        (FOUR[1].on, 2_500_00, 5_000_00),
        (FOUR[2].on, 2_500_00, 7_500_00),
        (FOUR[3].on, 2_500_00, 10_000_00),
    ]
    assert (owed(case, DAY), waived(case)) == (before, [])
    case.refresh_from_db()
    assert case.next_due_on is None
    stop = case.stops.get()
    assert (stop.reason, stop.start, stop.end) == ("settlement", DAY, None)
    assert words(case, EventKind.SETTLEMENT) == [
        "达成和解：10,000.00元分4期，自2026-07-31至2026-10-31付清；"
        "申请执行人本人放弃加倍部分315.00元，履行完毕时生效"
    ]


def test_paid_on_the_spot_agreement_payment_and_waiver_are_one(handler, case):
    settlement = given.settled(handler, case, given.on_the_spot())
    assert settlement.state == "performed"
    assert (owed(case, DAY), waived(case)) == (0, [(DAY, "surcharge", 315_00)])
    payment = case.payments.get()
    assert (payment.on, payment.amount, payment.channel) == (DAY, 10_000_00, "和解当场履行")
    assert not case.stops.exists()
    assert words(case, EventKind.PERFORMED) == ["和解协议履行完毕，共付10,000.00元，可以执行完毕结案"]
    assert close_case(handler, case, Status.FULLY_PERFORMED, DAY, "", today=DAY).status == "fully_performed"


def test_one_half_wrong_is_nothing_at_all(handler, case):
    with pytest.raises(InputError, match="被执行人一方"):
        given.settled(handler, case, given.on_the_spot(), replace(SIGNED, respondent=" "))
    assert (Settlement.objects.count(), case.payments.count(), waived(case)) == (0, 0, [])


def test_a_waiver_of_interest_by_an_agreement_takes_nothing_off_the_principal_before(handler, case):
    given.settled(handler, case)
    # 2026-07-31 到位 2,500：本金 7,500，加倍部分至07-30 211日×1.75=369.25，07-31当日 1.31
    given.paid(handler, case, JULY)
    made = cases.statement_of(case, JULY)
    assert (made.principal, made.surcharge) == (7_500_00, 369_25 + 1_31)


@pytest.mark.parametrize("kind", Settlement.Kind.values)
def test_each_kind_of_agreement_and_whether_it_stops_the_term(handler, case, kind):
    settlement = given.settled(handler, case, given.terms(kind=kind))
    before_court = kind != "out_of_court"
    assert (case.stops.exists(), settlement.document is not None) == (before_court, before_court)


def test_the_record_is_a_paper_of_the_case(handler, case):
    told = given.terms(guarantor="虚构丙某", guarantee="连带责任保证", direct_enforcement=True)
    document = given.settled(handler, case, told).document
    assert (document.form, document.on) == ("settlement_record", DAY)
    said = "\n".join(one.text for one in Document(BytesIO(document.content)).paragraphs)
    for words_ in (
        "被执行人分四期付清本金，申请执行人放弃加倍部分",
        "10,000.00元分4期，自2026-07-31至2026-10-31付清",
        "第3期，2026-09-30前付2,500.00元",
        "放弃：申请执行人本人放弃加倍部分315.00元，履行完毕时生效（“付清本金的，加倍部分我不要了”）",
        "担保：担保人虚构丙某，连带责任保证，承诺违约时直接接受强制执行",
        "申请执行人一方（甲某某）",
    ):
        assert words_ in said


def test_a_draft_waits_for_both_signatures(handler, case):
    drafted = actions.draft(handler, case, given.terms(), DAY)
    assert (drafted.state, case.stops.exists()) == ("drafted", False)
    assert not case.events.filter(kind=EventKind.SETTLEMENT).exists()
    signed = actions.sign(handler, drafted, SIGNED, DAY)
    assert (signed.state, signed.signed_on) == ("signed", DAY)
    with pytest.raises(InputError, match="协议已是“履行中”"):
        actions.sign(handler, drafted, SIGNED, DAY)


@pytest.mark.parametrize("signed_on", [DAY, date(2026, 7, 2)])
def test_money_that_came_between_draft_and_signature_makes_a_new_draft_needed(handler, case, signed_on):
    drafted = actions.draft(handler, case, given.terms(), DAY)
    given.paid(handler, case, signed_on, 100_00)
    with pytest.raises(InputError, match=r"签名以前到位100\.00元"):
        actions.sign(handler, drafted, replace(SIGNED, on=signed_on), signed_on)


def test_a_second_agreement_waits_until_the_first_is_over(handler, case):
    given.settled(handler, case)
    with pytest.raises(InputError, match="另有一份履行中的协议"):
        given.settled(handler, case)


def test_a_waiver_at_the_signing_is_one_at_once_and_stays_in_a_breach(handler, case):
    given.settled(handler, case, given.terms(takes_effect="signing"))
    assert waived(case) == [(DAY, "surcharge", 315_00)]
    actions.breach(
        handler, queries.running(case), on=date(2026, 8, 1), text="分文未付", today=date(2026, 8, 1)
    )
    # 08-01 当日计入：01-01至08-01 213日×1.75=372.75，减 315.00
    assert owed(case, date(2026, 8, 1)) == 10_000_00 + 372_75 - 315_00


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "secret"}, "形式：“secret”不认识"),
        ({"text": " "}, "协议内容：没有填写"),
        ({"on": date(2026, 7, 1)}, "还没有到"),
        ({"on": date(2026, 1, 4)}, "早于立案日期"),
        ({"waived_by": "general_agent"}, "一般授权的代理人无权放弃"),
        ({"waiver_words": ""}, "放弃须明示"),
        ({"forgiven": Forgiven(surcharge=315_01)}, "多于所欠的315.00元"),
        ({"forgiven": Forgiven()}, "还有315.00元没有着落"),
        ({"instalments": FOUR[:3]}, "还有2,500.00元没有着落"),
        ({"instalments": ()}, "没有约定任何给付"),
        ({"instalments": (Planned(date(2026, 6, 29), 10_000_00),)}, "早于协议日期"),
        ({"guarantee": "以其车辆"}, "担保人：没有填写"),
        ({"takes_effect": "never"}, "放弃何时生效"),
    ],
)
def test_what_is_wrong_with_an_agreement_is_said(handler, case, wrong, message):
    with pytest.raises(InputError, match=message):
        given.settled(handler, case, given.terms(**wrong))
    assert not Settlement.objects.exists()


def test_a_closed_case_settles_no_more(handler, case):
    close_case(handler, case, Status.TERMINATED, DAY, "", today=DAY)
    with pytest.raises(InputError, match="案件已终结执行"):
        given.settled(handler, case)


def test_a_suspended_case_may_settle_and_has_no_term_to_stop(handler, case):
    close_case(handler, case, Status.SUSPENDED, DAY, "", today=DAY)
    assert given.settled(handler, case).stop is None


# Who may, and what the database holds


@pytest.mark.parametrize("role", ["clerk", "handler", "bureau_chief"])
def test_who_works_cases_settles_them(staff, case, role):
    assert given.settled(staff(role), case).state == "signed"


@pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
def test_who_works_no_case_settles_none(staff, handler, case, role):
    actor = staff(role, "内06" if role == "supervisor" else "内0622")
    with pytest.raises(NotAllowed):
        given.settled(actor, case)


def test_nobody_of_another_court_touches_an_agreement(handler, stranger, case):
    drafted = actions.draft(handler, case, given.terms(), DAY)
    on = {"on": DAY, "today": DAY}
    with pytest.raises(NotAllowed):
        actions.sign(stranger, drafted, SIGNED, DAY)
    with pytest.raises(NotAllowed):
        actions.perform(stranger, drafted, **on)
    with pytest.raises(NotAllowed):
        actions.revive(stranger, drafted, **on)
    for act in (actions.breach, actions.sue, actions.void):
        with pytest.raises(NotAllowed):
            act(stranger, drafted, text="无", **on)


@pytest.mark.parametrize(
    "wrong",
    [
        {"waiver_words": ""},
        {"waived_by": "general_agent"},
        {"agreed": 0},
        {"at_once": -1},
        {"waived_principal": -1},
        {"respondent_signer": ""},
        {"state": "performed"},
        {"answered_on": DAY},
        {"ended_on": DAY},
        {"direct_enforcement": True},
    ],
)
def test_the_database_holds_no_agreement_that_cannot_be(handler, case, wrong):
    given.settled(handler, case)
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.update(**wrong)


def test_the_database_forgets_no_agreement_and_no_instalment(handler, case):
    settlement = given.settled(handler, case)
    for rows in (Settlement.objects.all(), settlement.instalments.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        settlement.instalments.update(amount=1)


def test_an_act_is_signed_in_the_audit_trail(handler, case):
    settlement = given.settled(handler, case)
    signed = [version.pgh_context.metadata["actor"] for version in settlement.versions.all()]
    assert signed == [handler.pk] * 2  # 拟订、签名各一
