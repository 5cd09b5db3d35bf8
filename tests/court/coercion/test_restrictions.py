"""限制消费, 限制出境, 失信名单, 搜查, 移送: in force by a signature, lifted in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.court.coercion import given
from tests.court.coercion.given import DAY, EVE, LATER, at

from duixian.court.cases.actions import PartyFacts, record_payment
from duixian.court.cases.models import EventKind
from duixian.court.coercion import actions, evidence
from duixian.court.coercion.actions import RestrictedFacts, SearchReport
from duixian.court.coercion.models import DishonestEntry, Restriction
from duixian.law.errors import InputError, NotAllowed

HEAD = RestrictedFacts("虚构丁某", "legal_representative")


def words(case, kind):
    return [event.text for event in case.events.filter(kind=kind)]


@pytest.fixture
def restricted(handler, case, sign):
    given.noticed(handler, case)
    return sign(given.restriction(handler, case), EVE)


@pytest.fixture
def listed(handler, case, sign):
    return sign(given.listing(handler, case), EVE)


def lift(actor, row, ground="consent", **more):
    told = {"ground": ground, "arose_on": EVE, "reason": "申请执行人书面同意", "on": EVE, "today": DAY}
    return actions.ask_lift(actor, row, **told | more)


def delete(actor, row, ground="creditor", on=EVE, **more):
    told = {"arose_on": on, "reason": "申请执行人书面申请", "on": on, "today": on}
    return actions.ask_deletion(actor, row, ground=ground, **told | more)


# 限制


def test_a_restriction_is_in_force_from_the_signature(handler, case, sign):
    given.noticed(handler, case)
    row = given.restriction(handler, case)
    assert words(case, EventKind.CONSUMPTION) == []
    row = sign(row, EVE)
    assert words(case, EventKind.CONSUMPTION) == ["对虚构乙某限制消费：未按执行通知履行"]
    assert (row.document.form, row.document.made_by) == ("consumption_order", handler)


def test_without_application_the_reason_stands(handler, case):
    assert given.restriction(handler, case, applied_on=None).applied_on is None


def test_a_unit_s_persons_are_bound_with_it(handler, case, sign):
    row = given.restriction(handler, case, whom=given.company(case), persons=(HEAD,))
    sign(row, EVE)
    assert [one.name for one in row.persons.all()] == ["虚构丁某"]
    assert "同时限制虚构丁某" in words(case, EventKind.CONSUMPTION)[0]


def test_a_unit_is_not_restricted_without_them(handler, case):
    with pytest.raises(InputError, match="没有列明单位的法定代表人"):
        given.restriction(handler, case, whom=given.company(case))
    assert not Restriction.objects.exists()


@pytest.mark.parametrize(
    ("kind", "post", "allowed"),
    [
        ("consumption", "controller", True),
        ("consumption", "directly_responsible", True),
        ("exit", "directly_responsible", True),
        ("exit", "controller", False),
        ("consumption", "outsider", False),
    ],
)
def test_who_of_a_unit_is_bound(handler, case, kind, post, allowed):
    whom = given.head_of(case, post) if post != "outsider" else actions.Whom(None, post, "虚构己某")
    if allowed:
        assert given.restriction(handler, case, kind=kind, whom=whom).post == post
    else:
        with pytest.raises(InputError, match="限制对象"):
            given.restriction(handler, case, kind=kind, whom=whom)


def test_a_unit_does_not_leave_the_country(handler, case):
    with pytest.raises(InputError, match="单位不出境"):
        given.restriction(handler, case, kind="exit", whom=given.company(case))


def test_one_of_a_kind_a_person(handler, case, restricted):
    with pytest.raises(InputError, match="不必重复"):
        given.restriction(handler, case)
    assert given.restriction(handler, case, kind="exit").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.filter(kind="exit").update(kind="consumption")


def test_one_trip_is_let_pass(handler, sign, restricted):
    told = {
        "what": "乘火车就医",
        "from_on": DAY,
        "until_on": DAY,
        "reason": "住院手术",
        "on": DAY,
        "today": DAY,
    }
    with pytest.raises(InputError, match="不在被限制的人中"):
        actions.ask_exemption(handler, restricted, person="虚构戊某", **told)
    with pytest.raises(InputError, match="限于单次"):
        actions.ask_exemption(handler, restricted, person="虚构乙某", **told | {"until_on": EVE})
    row = sign(actions.ask_exemption(handler, restricted, person="虚构乙某", **told))
    assert row.document.form == "consumption_exempt_decision"
    restricted.refresh_from_db()
    assert restricted.ended_on is None


def test_it_is_lifted_with_its_ground_and_once(handler, case, sign, restricted):
    with pytest.raises(InputError, match="还有应付款项"):
        lift(handler, restricted, "performed")
    ending = lift(handler, restricted)
    with pytest.raises(InputError, match="已经报请"):
        lift(handler, restricted)
    sign(ending)
    restricted.refresh_from_db()
    assert restricted.ended_on == DAY
    assert words(case, EventKind.LIFTED) == ["解除对虚构乙某的限制消费：申请执行人书面同意"]
    with pytest.raises(InputError, match="已于2026-06-30解除"):
        lift(handler, restricted)
    with pytest.raises(DatabaseError), transaction.atomic():
        Restriction.objects.filter(pk=restricted.pk).update(ended_on=None)


def test_after_full_performance_all_goes_at_once(handler, case, sign, restricted, listed):
    with pytest.raises(InputError, match="还有应付款项"):
        actions.ask_all_lifted(handler, case, on=DAY, today=DAY)
    record_payment(handler, case, on=DAY, amount=20_000_00, today=DAY)
    asked = actions.ask_all_lifted(handler, case, on=DAY, today=DAY)
    # At once; and within three working days of Tuesday, 30 June: Friday, 3 July.
    assert [one.due_on for one in asked] == [DAY, date(2026, 7, 3)]
    for one in asked:
        sign(one)
    for row in (restricted, listed):
        row.refresh_from_db()
        assert row.ended_on == DAY
    with pytest.raises(InputError, match="没有需要报请解除"):
        actions.ask_all_lifted(handler, case, on=DAY, today=DAY)


# 失信名单


@pytest.mark.parametrize(
    ("ground", "added", "until"),
    [(1, 0, None), (4, 0, date(2028, 6, 29)), (2, 1, date(2029, 6, 29)), (3, 3, date(2031, 6, 29))],
)
def test_terms_of_the_grounds(handler, case, sign, ground, added, until):
    row = sign(given.listing(handler, case, ground=ground, added_years=added), EVE)
    assert row.until == until
    assert len(words(case, EventKind.DISHONEST)) == 1


@pytest.mark.parametrize(("ground", "added"), [(1, 1), (4, 4), (7, 0)])
def test_terms_that_law_does_not_know(handler, case, ground, added):
    with pytest.raises(InputError):
        given.listing(handler, case, ground=ground, added_years=added)


def test_exclusions_spare_only_who_could_pay_and_does_not(handler, case):
    with pytest.raises(InputError, match="充分有效的担保"):
        given.listing(handler, case, ground=1, spared=("security",))
    assert given.listing(handler, case, ground=4, spared=("security",)).pk


@pytest.mark.parametrize(("born", "allowed"), [("20080629", True), ("20080630", False)])
def test_a_child_is_not_listed(handler, new_case, born, allowed):
    # On 29 June 2026 who was born on 29 June 2008 is eighteen.
    case = new_case(respondents=(PartyFacts("虚构乙某", is_person=True, id_no=f"000000{born}0010"),))
    if allowed:
        assert given.listing(handler, case).pk
    else:
        with pytest.raises(InputError, match="未成年人"):
            given.listing(handler, case)


def test_only_a_respondent_is_listed(handler, case):
    with pytest.raises(InputError, match="只有被执行人"):
        given.listing(handler, case, whom=given.head_of(case))


def test_a_name_goes_within_three_working_days_of_its_ground(handler, case, sign, listed):
    # Monday, 29 June: the third working day is Thursday, 2 July.
    ending = delete(handler, listed)
    assert ending.due_on == date(2026, 7, 2)
    sign(ending, date(2026, 7, 3))
    listed.refresh_from_db()
    assert listed.ended_on == date(2026, 7, 3)
    assert "超过2026-07-02的期限" in words(case, EventKind.LIFTED)[0]


@pytest.mark.parametrize(("on", "allowed"), [(date(2026, 12, 28), False), (date(2026, 12, 29), True)])
def test_whom_the_applicant_let_go_he_lists_again_after_six_months(handler, case, sign, listed, on, allowed):
    sign(delete(handler, listed), EVE)
    if allowed:
        assert given.listing(handler, case, on=on, applied_on=on).pk
    else:
        with pytest.raises(InputError, match="以前不得再申请"):
            given.listing(handler, case, on=on, applied_on=on)
        assert given.listing(handler, case, on=on, applied_on=None).pk


def test_a_term_is_over_the_day_after_its_last(handler, listed):
    with pytest.raises(InputError, match="期限至2028-06-29"):
        delete(handler, listed, "expired", date(2028, 6, 29))
    assert delete(handler, listed, "expired", date(2028, 6, 30)).pk


def test_nothing_that_is_none_deletes(handler, listed):
    with pytest.raises(InputError, match="不是删除的事由"):
        delete(handler, listed, "kindness")


def test_the_database_lists_once_and_the_first_ground_without_a_term(handler, case, listed):
    with pytest.raises(DatabaseError), transaction.atomic():
        DishonestEntry.objects.filter(pk=listed.pk).update(ground=1)


# 搜查


def search(actor, case, **more):
    told = {"place": "示例镇示例路", "reason": "邻居称其家中藏有现金", "on": EVE, "today": EVE}
    return actions.ask_search(actor, case, given.person(case), **told | more)


def report(**more):
    told = {"began_at": at(14), "ended_at": at(15), "officers": ("甲某", "乙某"), "present": "其妻虚构丙某"}
    return SearchReport(**told | {"found": "现金一万元", "taken": "现金一万元"} | more)


def test_a_search_needs_its_warrant_two_officers_and_a_witness(handler, case, sign):
    row = search(handler, case)
    with pytest.raises(InputError, match="待审批"):
        actions.record_search(handler, row, report(), LATER)
    row = sign(row, EVE)
    assert row.document.form == "search_warrant"
    for more in ({"officers": ("甲某",)}, {"present": ""}, {"warrant_shown": False}):
        with pytest.raises(InputError):
            actions.record_search(handler, row, report(**more), LATER)
    before = at(14) - timedelta(days=1)
    with pytest.raises(InputError, match="早于搜查令日期"):
        actions.record_search(handler, row, report(began_at=before), LATER)
    actions.record_search(handler, row, report(), LATER)
    [told] = words(case, EventKind.PREMISES_SEARCH)
    assert told == "搜查示例镇示例路，其妻虚构丙某在场；发现现金一万元；扣押现金一万元"


# 移送


def referral(actor, case, **more):
    return actions.ask_referral(actor, case, given.refusal(case, **more), DAY)


def test_a_referral_carries_its_checklist_and_its_evidence(handler, case, sign, restricted):
    row = referral(handler, case)
    assert {one["key"]: one["met"] for one in row.checks}["able"] is True
    assert "限制消费" in row.evidence
    row = sign(row)
    assert row.document.form == "referral_letter"
    assert not case.events.filter(kind=EventKind.REFERRED).exists()
    actions.send_referral(handler, row, DAY, DAY)
    assert len(words(case, EventKind.REFERRED)) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"able": False}, "有能力执行"),
        ({"head": "report"}, "还没有罚款或者拘留过"),
        ({"head": "nothing"}, "拒不执行的行为"),
        ({"acted_on": date(2025, 3, 1), "suit_began_on": date(2025, 6, 1)}, "诉讼开始以前"),
        ({"to": ""}, "受移送机关"),
        ({"way": "private"}, "不予追究"),
    ],
)
def test_a_referral_without_an_item_is_refused(handler, case, more, words):
    with pytest.raises(InputError, match=words):
        referral(handler, case, **more)


def test_a_head_that_needs_a_penalty_counts_only_what_was_decided(handler, case, sign):
    fine = given.fine(handler, case)
    with pytest.raises(InputError, match="还没有罚款或者拘留过"):
        referral(handler, case, head="report")
    sign(fine, EVE)
    assert referral(handler, case, head="report").pk


def test_private_prosecution_is_open_once_police_refuse(handler, case, sign):
    told = {"way": "private", "refused_by": "示例县公安局", "refused_on": EVE, "to": "示例旗法院"}
    row = sign(referral(handler, case, **told))
    assert row.document is None
    row = actions.send_referral(handler, row, DAY, DAY)
    assert "自诉" in words(case, EventKind.REFERRED)[0]


def test_what_was_paid_after_the_referral_stands_beside_its_outcome(handler, case, sign):
    row = actions.send_referral(handler, sign(referral(handler, case)), DAY, DAY)
    record_payment(handler, case, on=date(2026, 7, 2), amount=3_000_00, today=date(2026, 7, 2))
    row = outcome(handler, row, "convicted", 10, indicted_on=date(2026, 7, 1))
    assert row.paid_before == 3_000_00


def outcome(actor, row, what, day, **more):
    """What was recorded on a day of July."""
    told = {"outcome": what, "on": date(2026, 7, day), "text": "", "today": date(2026, 7, 31)}
    return actions.record_outcome(actor, row, **told | more)


@pytest.fixture
def sent(handler, case, sign):
    return actions.send_referral(handler, sign(referral(handler, case)), DAY, DAY)


def test_indictment_and_first_judgment_keep_their_days(handler, sent):
    row = outcome(handler, sent, "indicted", 5)
    assert (row.indicted_on, row.judged_on) == (date(2026, 7, 5), None)
    row = outcome(handler, row, "convicted", 10)
    row = outcome(handler, row, "acquitted", 20)
    assert (row.indicted_on, row.judged_on) == (date(2026, 7, 5), date(2026, 7, 10))
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(judged_on=date(2026, 7, 11))


@pytest.mark.parametrize("told", [None, date(2026, 6, 29), date(2026, 7, 11)])
def test_a_judgment_tells_when_he_was_indicted(handler, sent, told):
    with pytest.raises(InputError, match="提起公诉日期"):
        outcome(handler, sent, "convicted", 10, indicted_on=told)
    assert outcome(handler, sent, "convicted", 10, indicted_on=date(2026, 7, 10)).judged_on


@pytest.mark.parametrize("what", ["filed", "declined", "closed", "indicted"])
def test_no_other_outcome_tells_of_an_indictment(handler, sent, what):
    with pytest.raises(InputError, match="不需要填写"):
        outcome(handler, sent, what, 10, indicted_on=date(2026, 7, 9))


def test_private_prosecution_has_a_judgment_and_no_indictment(handler, case, sign):
    told = {"way": "private", "refused_by": "示例县公安局", "refused_on": EVE, "to": "示例旗法院"}
    row = actions.send_referral(handler, sign(referral(handler, case, **told)), DAY, DAY)
    with pytest.raises(InputError, match="不提起公诉"):
        outcome(handler, row, "indicted", 5)
    row = outcome(handler, row, "convicted", 10)
    assert (row.indicted_on, row.judged_on) == (None, date(2026, 7, 10))


@pytest.mark.parametrize(
    ("paid_on", "words"),
    [
        # Indicted on 5 July, judged on 10 July.
        (date(2026, 7, 5), ["提起公诉前已于2026-07-05全部履行"]),
        (date(2026, 7, 6), ["一审宣告判决前已于2026-07-06全部履行"]),
        (date(2026, 7, 10), ["一审宣告判决前已于2026-07-10全部履行"]),
        (date(2026, 7, 11), []),
    ],
)
def test_the_checklist_weighs_payment_by_the_days_of_the_prosecution(handler, case, sent, paid_on, words):
    outcome(handler, outcome(handler, sent, "indicted", 5), "convicted", 10)
    record_payment(handler, case, on=paid_on, amount=20_000_00, today=paid_on)
    told = given.refusal(case, on=date(2026, 7, 31))
    _, weighs = evidence.checklist(case, sent.person_key, told)
    assert [one.split("，")[0] for one in weighs] == words


def test_an_act_after_the_judgment_is_another_matter(handler, case, sent):
    outcome(handler, sent, "convicted", 10, indicted_on=date(2026, 7, 5))
    anew = given.refusal(case, on=date(2026, 7, 31), acted_on=date(2026, 7, 11))
    assert evidence.facts_of(case, sent.person_key, anew).judged_on is None
    same = given.refusal(case, on=date(2026, 7, 31), acted_on=date(2026, 7, 10))
    assert evidence.facts_of(case, sent.person_key, same).judged_on == date(2026, 7, 10)


@pytest.mark.parametrize("ask", [given.restriction, given.listing, search, referral])
def test_who_may_ask(staff, stranger, case, ask):
    for actor in (staff("president"), staff("finance"), staff("administrator"), stranger):
        with pytest.raises(NotAllowed):
            ask(actor, case)
    assert ask(staff("clerk"), case).decision == "waiting"
