"""控制财产: held from the day of service to the last day, renewed in time or lapsed, once each in a queue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.court.property.given import DAY, YUAN, account, car, freeze, respondent, seal, served

from duixian.court.cases.actions import register_case
from duixian.court.cases.models import EventKind
from duixian.court.property.actions import control, deduct, holding
from duixian.court.property.actions.facts import AssetFacts, ControlFacts
from duixian.court.property.models import Asset, Measure, MeasureTerm
from duixian.law.control import Thing
from duixian.law.errors import InputError, Lapsed, NotAllowed

JUNE = date(2026, 6, 10)


def order(handler, case, facts, on=JUNE):
    return control.control(handler, case, facts, on=on, today=DAY)


def hold(handler, case, facts, on=JUNE, yuan=None, **given):
    return control.serve(handler, order(handler, case, facts, on), served(on, yuan, **given), today=DAY)


def texts(case, kind=None):
    rows = case.events.order_by("pk")
    return [row.text for row in (rows.filter(kind=kind) if kind else rows)]


class TestService:
    def test_a_ruling_holds_nothing_until_it_is_served(self, handler, lender):
        measure = order(handler, lender, freeze(lender, account(50_000), 140_000))
        assert (measure.state, measure.ends_on) == (Measure.State.ORDERED, None)
        measure = control.serve(handler, measure, served(JUNE, 30_000, receipt="示例银行回执1号"), today=DAY)
        # 民诉法解释485: deposits for a year at most.
        assert (measure.state, measure.ends_on) == (Measure.State.HELD, date(2027, 6, 10))
        assert measure.frozen == 30_000 * YUAN
        assert "冻结活期存款账户（示例银行）140,000.00元，至2027-06-10" in texts(lender, EventKind.FROZEN)

    def test_the_day_in_the_holders_register_binds_where_it_is_earlier(self, handler, lender):
        given = freeze(lender, account(50_000), 140_000)
        measure = hold(handler, lender, given, registered_end=date(2026, 12, 9))
        assert measure.ends_on == date(2026, 12, 9)

    def test_only_who_works_at_the_court_may(self, stranger, handler, lender):
        with pytest.raises(NotAllowed):
            order(stranger, lender, freeze(lender, account(1), 100))
        measure = order(handler, lender, freeze(lender, account(1), 100))
        with pytest.raises(NotAllowed):
            control.serve(stranger, measure, served(JUNE), today=DAY)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"on": date(2026, 7, 1)}, "还没有到"),
            ({"months": 13}, "银行存款最长12个月"),
            ({"amount": 0}, "须大于零"),
        ],
    )
    def test_what_is_wrong_is_refused_and_nothing_is_kept(self, handler, lender, change, words):
        given = vars(freeze(lender, account(50_000), 100)) | {k: v for k, v in change.items() if k != "on"}
        with pytest.raises(InputError, match=words):
            order(handler, lender, ControlFacts(**given), change.get("on", JUNE))
        assert not Measure.objects.exists() and not Asset.objects.exists()

    def test_only_a_respondents_property_is_held(self, handler, lender):
        applicant = lender.parties.get(side="applicant")
        facts = ControlFacts(applicant, account(1), Measure.Act.FREEZE, "裁1", amount=100)
        with pytest.raises(InputError, match="不是本案被执行人"):
            order(handler, lender, facts)


class TestGuards:
    def test_the_policy_alone_covers_the_debt(self, handler, lender):
        hold(handler, lender, freeze(lender, account(30_000), 30_000), yuan=30_000)
        policy = AssetFacts(
            Thing.POLICY, "示例人寿", "示例保单1", "两全保险", worth=150_000 * YUAN, worth_on=DAY
        )
        facts = ControlFacts(respondent(lender), policy, Measure.Act.FREEZE, "裁3")
        # Owed 140,000, fee 140,000 × 1.5% − 100 = 2,000: 30,000 + 150,000 − 142,000 = 38,000 too much.
        with pytest.raises(InputError, match=r"超出38,000\.00元，属超标的.*仅两全保险（示例人寿）已足以清偿"):
            order(handler, lender, facts)
        limited = ControlFacts(respondent(lender), policy, Measure.Act.FREEZE, "裁3", amount=112_000 * YUAN)
        assert order(handler, lender, limited).amount == 112_000 * YUAN

    def test_an_unknown_value_wants_a_reason(self, handler, lender):
        with pytest.raises(InputError, match=r"小型汽车（示例市车管所）价值未知"):
            order(handler, lender, seal(lender, car(None)))
        assert order(handler, lender, seal(lender, car(None), reason="先行查封，另行询价"))

    def test_a_wage_account_is_refused_with_its_article(self, handler, lender):
        wages = account(50_000, description="示例项目农民工工资专用账户")
        with pytest.raises(InputError, match=r"不得查封.*第三十三条"):
            order(handler, lender, freeze(lender, wages, 100))

    def test_what_another_owns_wants_a_reason(self, handler, lender):
        others = AssetFacts(
            Thing.VEHICLE, "示例市车管所", "蒙K·示例2", "小型汽车", owner="赵某某", worth=100, worth_on=DAY
        )
        with pytest.raises(InputError, match="登记在赵某某名下"):
            order(handler, lender, seal(lender, others))


class TestRenewal:
    def test_renewed_on_the_last_day_it_holds_without_a_gap(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 1_000), date(2025, 6, 30))
        control.renew(handler, measure, served(DAY), ruling_no="裁续1", months=None, today=DAY)
        measure.refresh_from_db()
        assert measure.ends_on == date(2027, 6, 30)
        spans = [(row.starts_on, row.cut_on or row.ends_on) for row in measure.terms.order_by("starts_on")]
        assert spans == [(date(2025, 6, 30), date(2026, 6, 29)), (DAY, date(2027, 6, 30))]

    def test_after_the_last_day_it_is_a_new_measure(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 1_000), date(2025, 6, 29))
        with pytest.raises(Lapsed, match=r"2026-06-29届满.*顺位重新排列"):
            control.renew(handler, measure, served(DAY), ruling_no="裁续1", months=None, today=DAY)

    def test_a_lapse_is_recorded_and_never_hidden(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 1_000), date(2025, 6, 29))
        assert control.record_lapses(handler, DAY) == [measure]
        measure.refresh_from_db()
        assert (measure.state, measure.ended_on) == (Measure.State.LAPSED, date(2026, 6, 29))
        assert any("未续行，效力消灭" in text for text in texts(lender))
        assert control.record_lapses(handler, DAY) == []

    def test_only_a_receipt_proves_a_renewal_and_once(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 1_000))
        term = measure.terms.get()
        assert term.receipt == ""
        proven = control.prove(handler, term, "示例银行续冻回执", on=DAY, today=DAY)
        assert (proven.receipt, proven.receipt_on) == ("示例银行续冻回执", DAY)
        with pytest.raises(InputError, match="已于2026-06-30登记"):
            control.prove(handler, term, "又一份", on=DAY, today=DAY)

    def test_the_database_refuses_terms_that_overlap(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 1_000))
        with pytest.raises(IntegrityError), transaction.atomic():
            MeasureTerm.objects.create(
                measure=measure, starts_on=date(2027, 6, 10), ends_on=date(2028, 6, 10)
            )
        MeasureTerm.objects.create(measure=measure, starts_on=date(2027, 6, 11), ends_on=date(2028, 6, 11))


class TestQueue:
    def test_the_second_waits_and_takes_effect_by_itself_once(self, clerk, handler, lender, mother):
        first = hold(handler, lender, seal(lender, car()))
        second = hold(handler, mother, seal(mother, car()), date(2026, 6, 11))
        assert (second.state, second.position, second.ends_on) == (Measure.State.QUEUED, 2, None)
        control.release(handler, first, amount=None, why="已履行", ruling_no="裁解1", on=DAY, today=DAY)
        second.refresh_from_db()
        # Movables: two years, from the day it takes effect.
        assert (second.state, second.ends_on) == (Measure.State.HELD, date(2028, 6, 30))
        assert second.terms.count() == 1
        assert [text for text in texts(mother) if "轮候自动生效" in text]

    def test_a_lapse_lets_the_next_in_the_day_after(self, handler, lender, mother):
        first = hold(handler, lender, seal(lender, car()), date(2024, 6, 28))
        second = hold(handler, mother, seal(mother, car()), date(2026, 6, 11))
        control.record_lapses(handler, DAY)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, first.ended_on) == (Measure.State.LAPSED, date(2026, 6, 28))
        assert second.terms.get().starts_on == date(2026, 6, 29)

    def test_behind_another_court_it_waits_until_the_registry_says_otherwise(self, handler, lender):
        measure = hold(handler, lender, seal(lender, car()), ahead=2)
        assert measure.state == Measure.State.QUEUED
        measure = control.take_effect(handler, measure, served(DAY, receipt="车管所回执"), today=DAY)
        assert (measure.state, measure.ends_on) == (Measure.State.HELD, date(2028, 6, 30))

    def test_the_end_of_ours_lets_nobody_past_another_court(self, handler, lender, mother):
        first = hold(handler, lender, seal(lender, car()))
        second = hold(handler, mother, seal(mother, car()), date(2026, 6, 11), ahead=1)
        control.release(handler, first, amount=None, why="已履行", ruling_no="裁解1", on=DAY, today=DAY)
        second.refresh_from_db()
        assert second.state == Measure.State.QUEUED
        assert control.take_effect(handler, second, served(DAY), today=DAY).state == Measure.State.HELD

    def test_a_queued_measure_counts_nothing_against_over_seizure(self, handler, lender, mother):
        from duixian.court.property import guards

        hold(handler, lender, seal(lender, car()))
        hold(handler, mother, seal(mother, car()), date(2026, 6, 11))
        assert guards.guard_of(lender, DAY).held == 30_000 * YUAN
        assert guards.guard_of(mother, DAY).held == 0

    def test_the_database_lets_one_hold_the_whole(self, handler, lender, mother):
        first = hold(handler, lender, seal(lender, car()))
        second = hold(handler, mother, seal(mother, car()), date(2026, 6, 11))
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=second.pk).update(state="held", ends_on=DAY)
        assert first.state == Measure.State.HELD


class TestDeduction:
    def test_it_lowers_the_debt_on_its_day(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 50_000), yuan=30_000)
        deduct.deduct(handler, measure, amount=30_000 * YUAN, ruling_no="裁划1", on=DAY, today=DAY)
        lender.refresh_from_db()
        measure.refresh_from_db()
        assert (lender.owed, lender.amount_recovered) == (110_000 * YUAN, 30_000 * YUAN)
        assert (measure.state, measure.taken) == (Measure.State.SPENT, 30_000 * YUAN)

    def test_no_more_than_is_held(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 50_000), yuan=30_000)
        with pytest.raises(InputError, match=r"超过可扣划的30,000\.00元"):
            deduct.deduct(handler, measure, amount=30_000 * YUAN + 1, ruling_no="裁", on=DAY, today=DAY)

    def test_a_form_sent_twice_takes_once(self, handler, lender):
        measure = hold(handler, lender, freeze(lender, account(50_000), 50_000), yuan=30_000)
        given = {"amount": 10_000 * YUAN, "ruling_no": "裁划1", "on": DAY, "today": DAY, "key": "一次"}
        first = deduct.deduct(handler, measure, **given)
        assert deduct.deduct(handler, measure, **given) == first
        lender.refresh_from_db()
        assert lender.amount_recovered == 10_000 * YUAN

    def test_a_thing_is_not_deducted_but_sold(self, handler, lender):
        measure = hold(handler, lender, seal(lender, car()))
        with pytest.raises(InputError, match="评估、拍卖"):
            deduct.deduct(handler, measure, amount=100, ruling_no="裁", on=DAY, today=DAY)

    def test_what_is_not_held_is_not_taken(self, handler, lender):
        measure = order(handler, lender, freeze(lender, account(50_000), 50_000))
        with pytest.raises(InputError, match="不在控制中"):
            deduct.deduct(handler, measure, amount=100, ruling_no="裁", on=DAY, today=DAY)


def test_without_the_number_of_a_ruling_the_papers_are_made(handler, lender):
    given = vars(freeze(lender, account(50_000), 50_000)) | {"ruling_no": ""}
    measure = hold(handler, lender, ControlFacts(**given), yuan=50_000)
    deduct.deduct(handler, measure, amount=30_000 * YUAN, ruling_no="", on=DAY, today=DAY)
    control.renew(handler, measure, served(DAY), ruling_no="", months=None, today=DAY)
    control.release(handler, measure, amount=None, why="已履行", ruling_no="", on=DAY, today=DAY)
    made = [(one.title, one.number.removeprefix(lender.case_no)) for one in lender.documents.all()]
    assert made == [
        ("执行裁定书", "之一"),
        ("协助执行通知书", "之二"),
        ("执行裁定书", "之三"),
        ("执行裁定书", "之四"),
        ("执行裁定书", "之五"),
    ]
    assert measure.ruling_no == f"{lender.case_no}之一"
    assert measure.terms.latest("starts_on").document.number == f"{lender.case_no}之四"


def test_a_part_is_released_and_the_rest_holds(handler, lender):
    measure = hold(handler, lender, freeze(lender, account(50_000), 50_000), yuan=50_000)
    control.release(
        handler, measure, amount=20_000 * YUAN, why="超标的", ruling_no="裁解1", on=DAY, today=DAY
    )
    measure.refresh_from_db()
    assert (measure.state, measure.let_go) == (Measure.State.HELD, 20_000 * YUAN)
    with pytest.raises(InputError, match=r"控制中还有30,000\.00元"):
        control.release(
            handler, measure, amount=30_000 * YUAN, why="超", ruling_no="裁解2", on=DAY, today=DAY
        )


def test_a_renewal_stays_proof_of_days_held_whatever_came_after(handler, lender):
    measure = hold(handler, lender, freeze(lender, account(50_000), 1_000), date(2025, 6, 30))
    control.renew(handler, measure, served(DAY), ruling_no="裁续1", months=None, today=DAY)
    days = [
        date(2025, 6, 29),
        date(2025, 6, 30),
        DAY - timedelta(days=1),
        DAY,
        date(2027, 6, 30),
        date(2027, 7, 1),
    ]
    from duixian.law.control import held

    chain = holding.chain_of(measure)
    assert [held(chain, day) for day in days] == [False, True, True, True, True, False]


def test_a_case_of_another_applicant_shares_the_thing_but_not_the_rank(clerk, handler, lender):
    from tests.court.property.given import loan

    other = register_case(clerk, loan(), DAY)
    hold(handler, lender, freeze(lender, account(50_000), 20_000), yuan=20_000)
    hold(handler, other, freeze(other, account(50_000), 20_000), date(2026, 6, 12), yuan=20_000)
    assert Asset.objects.count() == 1
    assert list(Measure.objects.order_by("pk").values_list("position", "state")) == [(1, "held"), (2, "held")]


def test_the_nights_work_records_lapses_of_every_court(handler, lender):
    from duixian.court.people.models import Installation
    from duixian.court.property.tasks import record_lapses_job

    Installation.objects.create(demo_day=DAY)
    measure = hold(handler, lender, freeze(lender, account(50_000), 1_000), date(2025, 6, 29))
    record_lapses_job(0)
    measure.refresh_from_db()
    assert (measure.state, measure.ended_on) == (Measure.State.LAPSED, date(2026, 6, 29))
