"""待收款项: the land compensation that is intercepted before it is paid, and the third party who objects."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.court.property.given import DAY, YUAN, respondent, served

from duixian.court.cases.models import EventKind, Payment
from duixian.court.property.actions import expected
from duixian.court.property.actions.standards import set_standard, standard_in_force
from duixian.court.property.models import ExpectedPayment, Measure
from duixian.law.errors import InputError, NotAllowed

KIND = ExpectedPayment.Kind
KNOWN, NOTICED, TAKEN, PAYABLE = date(2026, 6, 8), date(2026, 6, 10), date(2026, 6, 12), date(2026, 6, 14)


def land(handler, case, kind=KIND.LAND_COMPENSATION, yuan=612_400):
    facts = expected.ExpectedFacts(
        party=respondent(case),
        kind=kind,
        payer="示例镇人民政府",
        known_on=KNOWN,
        amount=yuan * YUAN,
        expected_on=PAYABLE,
        source="镇政府反馈",
    )
    return expected.expect(handler, case, facts, today=DAY)


def notice(handler, row, yuan=111_500):
    return expected.serve_notice(
        handler,
        row,
        amount=yuan * YUAN,
        ruling_no="裁扣1",
        ruled_on=NOTICED,
        service=served(NOTICED, receipt="示例镇政府回执"),
        today=DAY,
    )


def take(handler, row, fen=111_500 * YUAN, on=TAKEN, **given):
    return expected.intercept(handler, row, amount=fen, ruling_no="裁提1", on=on, today=DAY, **given)


def test_the_compensation_is_stopped_two_days_before_it_is_paid_and_taken_to_the_fen(handler, mother):
    row = notice(handler, land(handler, mother))
    assert (row.state, row.noticed_on) == (ExpectedPayment.State.NOTICED, NOTICED)
    assert (row.measure.state, row.measure.amount) == (Measure.State.HELD, 111_500 * YUAN)
    with pytest.raises(InputError, match=r"111,500\.01元超过可扣划的111,500\.00元"):
        take(handler, row, 111_500 * YUAN + 1)
    take(handler, row)
    mother.refresh_from_db()
    assert (mother.owed, mother.amount_recovered) == (0, 111_500 * YUAN)
    assert Payment.objects.get().on == TAKEN
    row.refresh_from_db()
    assert (row.state, row.ended_on) == (ExpectedPayment.State.INTERCEPTED, TAKEN)
    taken = mother.events.get(kind=EventKind.DEDUCTED)
    assert (taken.on, taken.amount) == (TAKEN, 111_500 * YUAN)


def test_no_more_is_withheld_than_is_owed_and_costs(handler, mother):
    # Fee on 111,500: 111,500 × 1.5% − 100 = 1,572.50, whole yuan half up 1,573. Limit 113,073.
    with pytest.raises(InputError, match="超标的"):
        notice(handler, land(handler, mother), 113_074)
    assert notice(handler, ExpectedPayment.objects.get(), 113_073).measure.amount == 113_073 * YUAN


def test_a_claims_third_party_has_fifteen_days(handler, mother):
    row = notice(handler, land(handler, mother, KIND.CLAIM))
    assert row.objection_until == date(2026, 6, 25)  # 10 June + 15, a Thursday
    with pytest.raises(InputError, match="异议期至2026-06-25届满"):
        take(handler, row)
    assert take(handler, row, 50_000 * YUAN, given_freely=True).amount == 50_000 * YUAN


def test_an_objection_in_time_bars_enforcement_and_keeps_the_freeze(handler, mother):
    row = notice(handler, land(handler, mother, KIND.CLAIM))
    row = expected.note_objection(handler, row, on=date(2026, 6, 20), text="双方结算尚未完成", today=DAY)
    assert row.measure.state == Measure.State.HELD
    with pytest.raises(InputError, match="不得对其强制执行"):
        take(handler, row, on=date(2026, 6, 28))


def test_an_objection_too_late_is_none(handler, mother):
    row = notice(handler, land(handler, mother, KIND.CLAIM))
    with pytest.raises(InputError, match="异议期已于2026-06-25届满"):
        expected.note_objection(handler, row, on=date(2026, 6, 26), text="不欠", today=DAY)
    assert take(handler, row, on=date(2026, 6, 26)).amount == 111_500 * YUAN


def test_money_that_got_away_says_how(handler, mother):
    row = land(handler, mother)
    with pytest.raises(InputError, match="情况"):
        expected.miss(handler, row, on=PAYABLE, why=" ", today=DAY)
    row = expected.miss(handler, row, on=PAYABLE, why="通知送达前已转入被执行人账户", today=DAY)
    assert row.state == ExpectedPayment.State.MISSED
    with pytest.raises(InputError, match="已了结"):
        expected.drop(handler, row, on=DAY, why="再来", today=DAY)


def test_what_is_withheld_is_not_dropped_in_silence(handler, mother):
    row = notice(handler, land(handler, mother))
    with pytest.raises(InputError, match="请先解除扣留"):
        expected.drop(handler, row, on=DAY, why="不要了", today=DAY)


def test_another_court_may_not(stranger, handler, mother):
    row = land(handler, mother)
    with pytest.raises(NotAllowed):
        notice(stranger, row)


class TestWages:
    def wages(self, handler, case):
        return land(handler, case, KIND.WAGES, 5_000)

    def test_without_a_standard_wages_are_not_withheld(self, handler, mother):
        with pytest.raises(InputError, match="没有录入当地最低生活保障标准"):
            notice(handler, self.wages(handler, mother), 1_000)

    def test_what_he_and_his_dependants_live_on_is_left(self, staff, courts, handler, mother):
        admin = staff("administrator", "内06")
        set_standard(admin, courts["内06"], start=date(2026, 1, 1), monthly=900 * YUAN, source="示例文件")
        row = self.wages(handler, mother)
        given = {"ruling_no": "裁", "ruled_on": NOTICED, "service": served(NOTICED), "today": DAY}
        # 5,000 − 900 × (1 + 1) = 3,200.
        with pytest.raises(InputError, match=r"可提取3,200\.00元"):
            expected.serve_notice(handler, row, amount=3_200 * YUAN + 1, dependants=1, **given)
        row = expected.serve_notice(handler, row, amount=3_200 * YUAN, dependants=1, **given)
        assert row.measure.amount == 3_200 * YUAN

    def test_a_courts_own_standard_comes_before_the_higher_courts(self, staff, courts):
        admin = staff("administrator", "内06")
        for code, yuan in (("内06", 900), ("内0622", 950)):
            set_standard(admin, courts[code], start=date(2026, 1, 1), monthly=yuan * YUAN, source="示例文件")
        assert standard_in_force(courts["内0622"], DAY).monthly == 950 * YUAN
        assert standard_in_force(courts["内0602"], DAY).monthly == 900 * YUAN
        assert standard_in_force(courts["内0602"], date(2025, 12, 31)) is None

    def test_only_an_administrator_keeps_it_and_once_a_day(self, client_of, staff, courts, handler):
        with pytest.raises(NotAllowed):
            set_standard(handler, courts["内0622"], start=DAY, monthly=1, source="x")
        client = client_of(staff("administrator", "内06"))
        page = reverse("standards")
        typed = {"court": "内0622", "start": "2026-01-01", "monthly": "900", "source": "示例文件"}
        assert client.post(page, typed).status_code == 302
        assert "900.00" in client.get(page).content.decode()
        again = client.post(page, typed | {"monthly": "800"})
        assert again.status_code == 422 and "已经录入" in again.content.decode()
