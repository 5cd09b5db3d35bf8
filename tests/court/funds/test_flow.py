"""案款 from the debtor's hand to the applicant's: claimed, told, released, held, sent back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.court.funds import given
from tests.court.funds.given import DAY, YUAN

from duixian.court.approvals import actions as approvals
from duixian.court.cases.actions import PartyFacts, record_payment
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import EventKind
from duixian.court.funds.actions import claiming, delaying, holding, payees, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.actions.holding import Basis
from duixian.court.funds.models import Account, Claim, Entry, Hold, Receipt, Release
from duixian.court.funds.proof import close_day, prove
from duixian.court.funds.queries.lying import awaited, lying, release_by, why
from duixian.law.errors import InputError, NotAllowed

COURT = "内0622"
NEXT = DAY + timedelta(days=1)


def sums():
    found: dict[str, int] = {}
    for one in Account.objects.all():
        found[one.place] = found.get(one.place, 0) + one.sum
    return {place: fen for place, fen in found.items() if fen}


class TestArrival:
    def test_a_statement_comes_in_once(self, finance, here, case, arrived):
        again = given.statement((DAY, "4000.00", "丙某某", case.case_no), (DAY, "77.50", "无名氏", ""))
        row = receiving.import_statement(finance, here, again, "再次.csv", today=DAY)
        # 4,000.00 and 77.50.
        assert (row.taken, row.known, sums()) == (0, 2, {"bank": 407_750, "unclaimed": 407_750})

    def test_the_remark_says_whose_it_is(self, arrived, case):
        assert (arrived.suggested, arrived.sure) == (case, "certain")
        assert case.case_no in arrived.why
        assert (arrived.claim_by, arrived.release_by) == (date(2026, 7, 3), date(2026, 7, 30))
        other = Receipt.objects.order_by("pk")[1]
        assert (other.suggested, other.sure) == (None, "unclear")

    def test_what_the_bank_tells_late_is_entered_on_the_first_open_day(self, finance, here, case, arrived):
        close_day(finance, here, DAY, NEXT)
        content = given.statement((DAY, "9.00", "丙某某", "迟到的一行"))
        receiving.import_statement(finance, here, content, "late.csv", today=NEXT)
        late = Receipt.objects.get(amount=900)
        entry = Entry.objects.get(key=f"arrival:{late.pk}")
        assert (late.arrived_on, entry.on) == (DAY, NEXT)

    def test_tomorrow_is_refused_with_its_row(self, finance, here):
        content = given.statement((NEXT, "1.00", "丙某某", ""))
        row = receiving.import_statement(finance, here, content, "a.csv", today=DAY)
        assert row.refused == ["第2行日期2026-07-01还没有到，没有收下"]
        assert sums() == {}

    def test_only_finance_brings_statements_in(self, handler, chief, staff, here):
        content = given.statement((DAY, "1.00", "丙某某", ""))
        for actor in (handler, chief, staff("finance", "内0602")):
            with pytest.raises(NotAllowed):
                receiving.import_statement(actor, here, content, "a.csv", today=DAY)

    def test_cash_is_taken_by_two_and_banked_the_next_working_day(self, handler, clerk, finance, case):
        told = {"amount": 500 * YUAN, "payer": "丙某某", "number": "0001", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="同一人"):
            receiving.take_cash(handler, case, handler, **told)
        row = receiving.take_cash(handler, case, clerk, **told)
        assert (sums(), row.bank_by) == ({"cash": 50_000, "held": 50_000}, NEXT)
        with pytest.raises(InputError, match="已经登记过"):
            receiving.take_cash(handler, case, clerk, **told)
        receiving.bank_cash(finance, row, on=NEXT, today=NEXT)
        assert sums() == {"bank": 50_000, "held": 50_000}

    # The bank may book it a day after it was brought.
    @pytest.mark.parametrize("banked", [DAY, NEXT])
    def test_the_line_that_tells_of_banked_cash_is_no_money_of_its_own(
        self, handler, clerk, finance, here, case, banked
    ):
        told = {"amount": 500 * YUAN, "payer": "丙某某", "number": "0001", "on": DAY, "today": DAY}
        row = receiving.take_cash(handler, case, clerk, **told)
        receiving.import_statement(
            finance,
            here,
            given.statement((NEXT, "500.00", "准格尔旗人民法院", "现金缴存")),
            "a.csv",
            today=NEXT,
        )
        line = Receipt.objects.get(channel="bank")
        receiving.bank_cash(finance, row, on=banked, line=line, today=NEXT)
        assert sums() == {"bank": 50_000, "held": 50_000}
        assert Entry.objects.get(kind="reversal").on == NEXT
        assert not Receipt.objects.filter(open=True).exists()


class TestClaim:
    def test_the_debt_falls_on_the_day_of_transfer(self, handler, case, arrived):
        before = statement_of(case, DAY).total
        row = claiming.claim(handler, arrived, Told(case, 4_000 * YUAN), on=NEXT, today=NEXT)
        assert (row.payment.on, row.payment.amount) == (DAY, 4_000 * YUAN)
        # The day of transfer bears no surcharge on what came: 4,000.00 at 1.75 on ten thousand is 0.70.
        assert statement_of(case, DAY).total == before - 4_000 * YUAN - 70
        case.refresh_from_db()
        assert case.amount_recovered == 4_000 * YUAN

    def test_of_what_is_beyond_the_debt_none_is_a_payment(self, handler, finance, here, new_case):
        case = new_case()
        owed = statement_of(case, DAY).total
        content = given.statement((DAY, "20000.00", "丙某某", case.case_no))
        receiving.import_statement(finance, here, content, "a.csv", today=DAY)
        receipt = Receipt.objects.get()
        row = claiming.claim(handler, receipt, Told(case, 20_000 * YUAN, why="附言"), on=DAY, today=DAY)
        assert (row.payment.amount, lying([case])) == (owed, 20_000 * YUAN)

    def test_a_payment_told_before_is_met_and_not_counted_twice(self, handler, case, arrived):
        told = record_payment(handler, case, on=DAY - timedelta(days=1), amount=4_000 * YUAN, today=DAY)
        row = claiming.claim(handler, arrived, Told(case, 4_000 * YUAN, payment=told), on=DAY, today=DAY)
        assert (row.payment, case.payments.count()) == (told, 1)
        other = Receipt.objects.order_by("pk")[1]
        with pytest.raises(InputError, match="不是本案未对应的到位"):
            claiming.claim(handler, other, Told(case, 7_750, why="x", payment=told), on=DAY, today=DAY)

    def test_a_part_leaves_the_rest_to_be_claimed(self, handler, case, new_case, arrived):
        claiming.claim(handler, arrived, Told(case, 1_000 * YUAN), on=DAY, today=DAY)
        claiming.claim(
            handler, arrived, Told(new_case(), 3_000 * YUAN, why="同一被执行人"), on=DAY, today=DAY
        )
        arrived.refresh_from_db()
        assert (arrived.open, sums()["held"]) == (False, 400_000)
        with pytest.raises(InputError, match="余额不够"):
            claiming.claim(handler, arrived, Told(case, 1), on=DAY, today=DAY)

    def test_a_claim_is_undone_while_its_money_lies_there(self, handler, case, claimed):
        before = statement_of(case, DAY).total
        claiming.undo_claim(handler, claimed, reason="认领到同名的人", on=DAY, today=DAY)
        assert statement_of(case, DAY).total == before + 4_000 * YUAN + 70
        claimed.receipt.refresh_from_db()
        assert (claimed.receipt.open, "held" in sums()) == (True, False)

    def test_a_released_claim_is_not_undone(self, handler, case, claimed, payee):
        given.release(handler, case, payee, 4_000)
        with pytest.raises(InputError, match="余额不够"):
            claiming.undo_claim(handler, claimed, reason="x", on=DAY, today=DAY)

    def test_all_that_is_certain_is_claimed_at_once(self, handler, case, arrived):
        assert claiming.claim_certain(handler, Receipt.objects.all(), on=DAY, today=DAY) == 1
        assert Claim.objects.get().case == case

    def test_nobody_of_another_court_claims(self, staff, finance, case, arrived):
        for actor in (staff("handler", "内0602"), finance):
            with pytest.raises(NotAllowed):
                claiming.claim(actor, arrived, Told(case, 1), on=DAY, today=DAY)


class TestPayee:
    def test_an_account_of_another_name_needs_its_reason_and_authority(self, handler, case):
        told = {"kind": "applicant", "party": given.applicant(case), "name": "乙某某", "bank": "示例银行"}
        told |= {"account_no": "6222000000000001", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="特别授权"):
            payees.add_payee(handler, case, **told, reason="由子女代收")
        row = payees.add_payee(handler, case, **told, reason="由子女代收", special_authority=True)
        assert row.reason == "由子女代收"

    def test_it_is_verified_by_another(self, handler, clerk, case):
        row = given.payee(handler, None, case)
        with pytest.raises(InputError, match="同一人"):
            payees.verify_payee(handler, row, how="核对银行卡", on=DAY, today=DAY)
        assert payees.verify_payee(clerk, row, how="核对银行卡", on=DAY, today=DAY).verified_by == clerk

    def test_no_money_goes_to_an_account_that_nobody_verified(self, handler, case, claimed):
        with pytest.raises(InputError, match="还没有核对"):
            given.release(handler, case, given.payee(handler, None, case), 1)


class TestRelease:
    @pytest.fixture
    def approved(self, handler, chief, case, claimed, payee):
        (row,) = given.release(handler, case, payee, 4_000)
        approvals.grant(chief, row.request, on=DAY, today=DAY)
        row.refresh_from_db()
        return row

    @pytest.fixture
    def sent(self, finance, here, approved):
        given.court_account(finance, here)
        releasing.send_batch(finance, here, [approved], format="icbc", on=DAY, today=DAY)
        approved.refresh_from_db()
        return approved

    def test_one_asks_another_approves_finance_pays(self, finance, chief, case, sent):
        assert (sent.approved_by, sent.state, sums()) == (
            chief,
            "sent",
            {"bank": 407_750, "unclaimed": 7_750, "paying": 400_000},
        )
        row = releasing.note_paid(finance, sent, on=NEXT, today=NEXT)
        assert (row.state, sums()) == ("paid", {"bank": 7_750, "unclaimed": 7_750})
        event = case.events.get(kind=EventKind.RELEASED)
        assert (event.amount, event.on) == (400_000, NEXT)
        assert prove(COURT).faults == ()

    def test_the_same_money_is_not_asked_for_twice(self, handler, case, claimed, payee):
        given.release(handler, case, payee, 3_000)
        with pytest.raises(InputError, match="超过应发给"):
            given.release(handler, case, payee, 1_001)

    def test_what_the_chief_refuses_is_the_cases_again(self, handler, chief, case, claimed, payee):
        (row,) = given.release(handler, case, payee, 4_000)
        approvals.refuse_request(chief, row.request, reason="账户存疑", on=DAY, today=DAY)
        row.refresh_from_db()
        assert (row.state, sums()["held"]) == ("cancelled", 400_000)

    def test_who_asked_does_not_approve(self, chief, case, claimed, payee):
        (row,) = given.release(chief, case, payee, 4_000)
        with pytest.raises(NotAllowed):
            approvals.grant(chief, row.request, on=DAY, today=DAY)

    def test_what_the_bank_sends_back_can_be_released_again(self, handler, finance, case, sent, payee):
        releasing.note_returned(finance, sent, reason="账号户名不符", on=NEXT, today=NEXT)
        assert sums()["held"] == 400_000
        assert given.release(handler, case, payee, 4_000, on=NEXT, today=NEXT)

    def test_nothing_is_sent_or_paid_twice(self, finance, here, sent):
        with pytest.raises(InputError, match="不是待付款的"):
            releasing.send_batch(finance, here, [sent], format="icbc", on=DAY, today=DAY)
        releasing.note_paid(finance, sent, on=NEXT, today=NEXT)
        with pytest.raises(InputError, match="已付讫"):
            releasing.note_paid(finance, sent, on=NEXT, today=NEXT)

    def test_only_finance_pays(self, handler, chief, here, approved):
        for actor in (handler, chief):
            with pytest.raises(NotAllowed):
                releasing.send_batch(actor, here, [approved], format="icbc", on=DAY, today=DAY)

    def test_money_of_no_case_goes_back_to_its_payer(self, finance, chief, here, arrived):
        other = Receipt.objects.order_by("pk")[1]
        back = {"name": "无名氏", "bank": "示例银行", "account_no": "6222000000000000", "reason": "误汇"}
        row = releasing.return_to_payer(finance, other, **back, on=DAY, today=DAY)
        with pytest.raises(NotAllowed):
            releasing.approve_return(finance, row, on=DAY, today=DAY)
        row = releasing.approve_return(chief, row, on=DAY, today=DAY)
        given.court_account(finance, here)
        releasing.send_batch(finance, here, [row], format="icbc", on=DAY, today=DAY)
        releasing.note_paid(finance, row, on=DAY, today=DAY)
        # 77.50 have gone.
        assert sums() == {"bank": 400_000, "unclaimed": 400_000}

    def test_the_surplus_and_no_more_goes_back_to_the_respondent(
        self, handler, clerk, finance, here, new_case
    ):
        case = new_case()
        owed = statement_of(case, DAY).total
        content = given.statement((DAY, "20000.00", "丙某某", case.case_no))
        receiving.import_statement(finance, here, content, "a.csv", today=DAY)
        claiming.claim(handler, Receipt.objects.get(), Told(case, 20_000 * YUAN), on=DAY, today=DAY)
        back = given.payee(handler, clerk, case, kind="respondent")
        told = {"purpose": "退还余款", "on": DAY, "today": DAY}
        with pytest.raises(InputError, match="超过余款"):
            releasing.ask_release(handler, case, back, amount=20_000 * YUAN - owed + 1, **told)
        assert releasing.ask_release(handler, case, back, amount=20_000 * YUAN - owed, **told)


class TestHold:
    @pytest.fixture
    def other(self, new_case):
        """The applicant owes in another case."""
        owing = PartyFacts("甲某某", is_person=True, id_no="000000199001010019")
        return new_case(
            respondents=(owing,),
            applicants=(PartyFacts("丁某某", is_person=True, id_no="000000199001010027"),),
        )

    def test_a_payee_who_owes_elsewhere_is_not_paid_unseen(self, handler, case, claimed, payee, other):
        with pytest.raises(InputError, match=other.case_no):
            given.release(handler, case, payee, 4_000)
        (row,) = given.release(handler, case, payee, 4_000, cleared="另案已和解，正在履行")
        assert other.case_no in row.check_note

    def test_without_an_order_it_ends_by_itself_and_says_so(self, handler, case, claimed, payee, other):
        (row,) = hold(handler, case, payee, other, 1_000)
        # Ten days from 2026-06-30.
        assert (row.until, sums()["withheld"]) == (date(2026, 7, 10), 100_000)
        assert holding.end_overdue(handler, date(2026, 7, 10)) == 0
        assert holding.end_overdue(handler, date(2026, 7, 11)) == 1
        row.refresh_from_db()
        assert ("自行解除" in row.ended_why, sums()["held"]) == (True, 400_000)
        assert "自行解除" in case.events.latest("pk").text

    def test_with_its_order_it_lasts_and_goes_to_the_other_case(self, handler, case, claimed, payee, other):
        (row,) = hold(handler, case, payee, other, 1_000)
        with pytest.raises(InputError, match="补交法律依据"):
            holding.take_hold(handler, row, on=DAY, today=DAY)
        basis = Basis("order", "（2026）内0622执9号之一", DAY)
        row = holding.give_basis(handler, row, basis, today=DAY)
        # A deposit is held for a year.
        assert row.until == date(2027, 6, 30)
        claim = holding.take_hold(handler, row, on=DAY, today=DAY)
        assert (claim.case, claim.payment.amount, lying([other])) == (other, 100_000, 100_000)
        assert (lying([case]), prove(COURT).faults) == (300_000, ())

    def test_what_went_to_the_other_case_is_not_his_again(
        self, handler, clerk, finance, here, new_case, other
    ):
        case = new_case()
        owed = statement_of(case, DAY).total
        content = given.statement((DAY, "12000.00", "丙某某", case.case_no))
        receiving.import_statement(finance, here, content, "a.csv", today=DAY)
        claiming.claim(handler, Receipt.objects.get(), Told(case, 12_000 * YUAN), on=DAY, today=DAY)
        payee = given.payee(handler, clerk, case)
        (row,) = hold(handler, case, payee, other, 1_000)
        basis = Basis("order", "（2026）内0622执9号之一", DAY)
        holding.take_hold(handler, holding.give_basis(handler, row, basis, today=DAY), on=DAY, today=DAY)
        told = {"purpose": "执行案款", "cleared": "其余照发", "on": DAY, "today": DAY}
        # Of 12,000.00 the debt is his, less the 1,000.00; the rest is the respondent's.
        with pytest.raises(InputError, match="超过应发给"):
            releasing.ask_release(handler, case, payee, amount=owed - 1_000 * YUAN + 1, **told)
        assert releasing.ask_release(handler, case, payee, amount=owed - 1_000 * YUAN, **told)

    def test_no_more_than_he_owes_there_or_gets_here(self, handler, case, claimed, payee, other):
        with pytest.raises(InputError, match="扣留金额"):
            hold(handler, case, payee, other, 4_001)

    def test_one_who_owes_nowhere_is_not_held(self, handler, case, claimed, payee, new_case):
        with pytest.raises(InputError, match="另案"):
            hold(handler, case, payee, new_case(), 1_000)


def hold(handler, case, payee, other, yuan):
    told = {"amount": yuan * YUAN, "why": "另案被执行人", "on": DAY, "today": DAY}
    return holding.withhold(handler, case, payee, other, **told)


class TestDelay:
    def test_a_delay_is_approved_and_says_until_when(self, handler, chief, case, claimed):
        (row,) = delaying.ask_delay(
            handler, case, reason="objection", text="案外人异议审查中", until=date(2026, 9, 30), on=DAY
        )
        assert release_by(claimed.receipt, case, DAY)[0] == date(2026, 7, 30)
        approvals.grant(chief, row.request, on=DAY, today=DAY)
        assert release_by(claimed.receipt, case, DAY) == (
            date(2026, 9, 30),
            "经批准延期：对案款有异议、复议或者诉讼未审结",
        )

    def test_what_nobody_takes_in_a_year_goes_to_escrow_and_back(self, handler, case, claimed, payee):
        told = {"amount": 4_000 * YUAN, "why": "三次通知未领", "told_on": DAY}
        with pytest.raises(InputError, match="才可以提存"):
            delaying.deposit(handler, case, payee, **told, on=date(2027, 6, 30))
        delaying.deposit(handler, case, payee, **told, on=date(2027, 7, 1))
        assert lying([case]) == 0
        delaying.call_back(handler, case, payee, amount=4_000 * YUAN, on=date(2027, 7, 2))
        assert lying([case]) == 400_000


class TestWhy:
    def test_of_every_yuan_on_every_day(self, handler, finance, chief, here, case, claimed, payee):
        assert given.release(handler, case, payee, 4_000, on=NEXT, today=NEXT)
        at = {one.place: one for one in Account.objects.filter(case=case)}
        held, paying = why(at["held"], DAY), why(at["paying"], NEXT)
        assert (held.amount, held.since, held.due_on) == (400_000, DAY, date(2026, 7, 30))
        assert (why(at["held"], NEXT), why(at["paying"], DAY)) == (None, None)
        assert (paying.amount, paying.since, paying.who) == (400_000, NEXT, "执行局长")

    def test_what_was_taken_and_has_not_come_is_awaited(self, handler, case):
        assert awaited([case]) == 0


def test_the_database_holds_no_release_by_one_person(handler, case, claimed, payee):
    from django.db import IntegrityError, transaction

    (row,) = given.release(handler, case, payee, 4_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=row.pk).update(state="approved", approved_by=handler, approved_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(
            court_id=COURT,
            receipt=claimed.receipt,
            case=case,
            payee=payee,
            for_case=case,
            amount=1,
            why="x",
            held_on=DAY,
            until=DAY,
            made_by=handler,
        )
