"""What a person watches, and the errands and figures beside the clocks of his cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.court.cases.given import DAY, facts

from duixian.court.cases import duties
from duixian.court.cases.actions import close_case, record_payment, register_case
from duixian.court.cases.models import LedgerImport
from duixian.court.people.models import Role, Staff


def test_a_handler_watches_his_own_cases_and_a_chief_all_of_the_court(staff: Callable[..., Staff]) -> None:
    one, other, chief = staff(Role.HANDLER), staff(Role.HANDLER), staff(Role.BUREAU_CHIEF)
    mine = register_case(chief, facts(handler=one), DAY)
    his = register_case(chief, facts(handler=other), DAY)
    assert set(duties.watched(one)) == {mine}
    assert set(duties.watched(chief)) == {mine, his}
    assert set(duties.watched(staff(Role.BUREAU_CHIEF, "内0602"))) == set()


def test_a_ledger_that_waits_is_an_errand_of_who_brought_it(staff: Callable[..., Staff]) -> None:
    clerk = staff(Role.CLERK)
    LedgerImport.objects.create(
        court_id=clerk.court_id,
        uploaded_by=clerk,
        filename="台账.xlsx",
        content=b"",
        on=date(2026, 6, 29),
        stage=LedgerImport.Stage.STAGED,
    )
    [errand] = duties.errands(clerk, DAY)
    assert (errand.what, errand.subject, errand.until) == ("台账待核对", "台账.xlsx", date(2026, 6, 29))
    assert duties.errands(staff(Role.CLERK), DAY) == []


def test_without_a_campaign_the_figures_are_those_of_the_year(staff: Callable[..., Staff]) -> None:
    handler = staff(Role.HANDLER)
    case = register_case(handler, facts(handler=handler), DAY)
    record_payment(handler, case, on=DAY, amount=10_000_00, today=DAY)
    close_case(handler, case, "fully_performed", DAY, "", today=DAY)
    register_case(handler, facts(handler=handler), DAY)
    told = {one.words: one.value for one in duties.own_figures(handler, DAY)}
    # 10,000.00 yuan are 1.00 in units of ten thousand.
    assert told == {"在办": "1", "本年执行完毕": "1", "本年到位": "1.00"}
