"""案款 played at random: whatever people do, in whatever order, no fen is lost, doubled or paid twice."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from tests.court.funds import given
from tests.court.funds.given import COURT, DAY

from duixian.court.approvals import actions as approvals
from duixian.court.approvals.models import Request
from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.models import Payment
from duixian.court.funds.actions import claiming, delaying, holding, payees, planning, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.actions.holding import Basis
from duixian.court.funds.actions.planning import Joined
from duixian.court.funds.models import Account, Claim, Entry, Hold, Plan, Posting, Receipt, Release
from duixian.court.funds.models.book import OWN
from duixian.court.funds.proof import close_day, prove
from duixian.law.errors import InputError, InputErrors, NotAllowed

GAMES = int(os.environ.get("DUIXIAN_GAMES", "4"))
STEPS = 60
APPLICANT = PartyFacts("甲某某", is_person=True, id_no="000000199001010019")
DEBTOR = PartyFacts("丙某某", is_person=True, id_no="000000198001010010")


ONWARD = ["do_import", "do_certain", "do_payee", "do_ask", "do_sign", "do_send", "do_paid"]
"""What brings money home is done more often than what turns it back."""


class Game:
    """One court, three cases: two of one debtor, and one in which the applicant owes himself."""

    def __init__(self, seed: int, people, new_case, here) -> None:
        self.lot = random.Random(seed)
        self.handler, self.clerk, self.chief, self.finance = people
        self.here, self.on = here, DAY
        other = PartyFacts("丁某某", is_person=True, id_no="000000199001010027")
        self.cases = [
            new_case(respondents=(DEBTOR,)),
            new_case(respondents=(DEBTOR,)),
            new_case(respondents=(APPLICANT,), applicants=(other,)),
        ]
        given.court_account(self.finance, here)
        self.came: dict[str, int] = {}
        self.files: list[bytes] = []
        self.written: dict[int, tuple[object, ...]] = {}
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        self.on += timedelta(days=self.lot.choice([0, 0, 0, 1, 1, 5, 12]))
        name = self.lot.choice([one for one in dir(self) if one.startswith("do_")] + ONWARD * 3)
        try:
            getattr(self, name)()
            self.done[name] += 1
        except (InputError, InputErrors, NotAllowed, LookupErrorOfGame):
            return

    def one(self, rows):
        found = list(rows.order_by("pk"))
        if not found:
            raise LookupErrorOfGame
        return self.lot.choice(found)

    def fen(self, most: int) -> int:
        return self.lot.choice([most, max(1, most // 2), self.lot.randint(1, max(1, most)), most + 1])

    def now(self) -> dict[str, date]:
        return {"on": self.on, "today": self.on}

    def do_import(self) -> None:
        number, case = len(self.came) + 1, self.lot.choice(self.cases)
        yuan = self.lot.choice(["100.01", "2500.00", "12000.00", "33333.33"])
        row = f"{self.on},{yuan},丙某某,6222000000000000,{self.lot.choice([case.case_no, ''])},N{number}"
        content = f"交易日期,收入金额,对方户名,对方账号,附言,流水号\n{row}".encode()
        receiving.import_statement(self.finance, self.here, content, "a.csv", today=self.on)
        self.came[f"N{number}"] = round(float(yuan) * 100)
        self.files.append(content)

    def do_import_again(self) -> None:
        if self.files:
            content = self.lot.choice(self.files)
            row = receiving.import_statement(self.finance, self.here, content, "b.csv", today=self.on)
            assert row.taken == 0

    def do_cash(self) -> None:
        number = f"C{len(self.came)}"
        told = {"amount": self.lot.randint(1, 500_000), "payer": "丙某某", "number": number}
        receiving.take_cash(self.handler, self.lot.choice(self.cases), self.clerk, **told, **self.now())
        self.came[number] = told["amount"]

    def do_bank(self) -> None:
        receiving.bank_cash(
            self.finance, self.one(Receipt.objects.filter(bank_by__isnull=False)), **self.now()
        )

    def do_claim(self) -> None:
        row = self.one(Receipt.objects.filter(open=True))
        left = sum(one.sum for one in row.accounts.filter(place="unclaimed"))
        told = Told(self.lot.choice(self.cases), self.fen(left), why="附言")
        claiming.claim(self.handler, row, told, **self.now())

    def do_certain(self) -> None:
        claiming.claim_certain(self.handler, Receipt.objects.filter(open=True), **self.now())

    def do_undo(self) -> None:
        claiming.undo_claim(self.handler, self.one(Claim.objects.all()), reason="有误", **self.now())

    def do_payee(self) -> None:
        kind = self.lot.choice(["applicant", "applicant", "respondent"])
        row = given.payee(self.handler, None, self.lot.choice(self.cases), kind)
        payees.verify_payee(self.clerk, row, how="核对原件", **self.now())

    def do_ask(self) -> None:
        case = self.lot.choice(self.cases)
        payee = self.one(case.payees.all())
        held = sum(one.sum for one in case.accounts.filter(place="held"))
        told = {"amount": self.fen(held), "purpose": "执行案款", "cleared": self.lot.choice(["", "已核对"])}
        releasing.ask_release(self.handler, case, payee, **told, **self.now())

    def do_return(self) -> None:
        row = self.one(Receipt.objects.filter(open=True, channel="bank"))
        told = {"name": "丙某某", "bank": "示例银行", "account_no": "6222000000000000", "reason": "误汇"}
        releasing.return_to_payer(self.finance, row, **told, **self.now())

    def do_sign(self) -> None:
        row = self.one(Request.objects.filter(state="pending"))
        act = self.lot.choice([approvals.grant, approvals.grant, approvals.refuse_request])
        act(self.chief, row, reason="同意" if act is approvals.grant else "存疑", **self.now())

    def do_approve_return(self) -> None:
        releasing.approve_return(self.chief, self.one(Release.objects.filter(request=None)), **self.now())

    def do_send(self) -> None:
        rows = Release.objects.filter(state="approved")
        releasing.send_batch(self.finance, self.here, rows, format="icbc", **self.now())

    def do_cancel(self) -> None:
        releasing.cancel_release(self.finance, self.one(Release.objects.all()), reason="不发", **self.now())

    def do_paid(self) -> None:
        releasing.note_paid(self.finance, self.one(Release.objects.all()), **self.now())

    def do_returned(self) -> None:
        releasing.note_returned(
            self.finance, self.one(Release.objects.all()), reason="户名不符", **self.now()
        )

    def do_hold(self) -> None:
        case = self.cases[0]
        held = sum(one.sum for one in case.accounts.filter(place="held"))
        told = {"amount": self.fen(held), "why": "另案被执行人"}
        holding.withhold(self.handler, case, self.one(case.payees.all()), self.cases[2], **told, **self.now())

    def do_basis(self) -> None:
        basis = Basis("order", "（2026）内0622执9号之一", self.on)
        holding.give_basis(self.handler, self.one(Hold.objects.all()), basis, today=self.on)

    def do_take(self) -> None:
        holding.take_hold(self.handler, self.one(Hold.objects.all()), **self.now())

    def do_end_hold(self) -> None:
        holding.end_hold(self.handler, self.one(Hold.objects.all()), reason="已和解", **self.now())

    def do_night(self) -> None:
        holding.end_overdue(self.handler, self.on)

    def do_escrow(self) -> None:
        case = self.lot.choice(self.cases)
        told = {
            "amount": self.lot.randint(1, 100_000),
            "why": "未领",
            "told_on": self.on - timedelta(days=400),
        }
        delaying.deposit(self.handler, case, self.one(case.payees.all()), **told, on=self.on)

    def do_call_back(self) -> None:
        case = self.lot.choice(self.cases)
        payee = self.one(case.payees.all())
        delaying.call_back(self.handler, case, payee, amount=self.lot.randint(1, 50_000), on=self.on)

    def do_plan(self) -> None:
        joined = [Joined(one) for one in self.cases[:2]]
        planning.draw_plan(self.handler, self.cases[0], joined, debtor="person", **self.now())

    def do_serve_plan(self) -> None:
        planning.serve_plan(self.handler, self.one(Plan.objects.all()), **self.now())

    def do_carry_out(self) -> None:
        planning.carry_out(self.handler, self.one(Plan.objects.all()), **self.now())

    def do_drop_plan(self) -> None:
        planning.drop_plan(self.handler, self.one(Plan.objects.all()), reason="有误", **self.now())

    def do_close(self) -> None:
        close_day(self.finance, self.here, self.on - timedelta(days=1), self.on)

    def check(self) -> None:
        """What must hold after each step."""
        assert prove(COURT).faults == ()
        accounts = list(Account.objects.all())
        own = sum(one.sum for one in accounts if one.place in OWN)
        paid = sum(Release.objects.filter(state="paid").values_list("amount", flat=True))
        assert sum(self.came.values()) == own + paid
        assert Receipt.objects.count() == len(self.came)
        for case in self.cases:
            self.check_case(case, [one for one in accounts if one.case_id == case.pk])
        self.check_entries()

    def check_case(self, case, accounts) -> None:
        given_away = sum(Hold.objects.filter(case=case).values_list("taken", flat=True))
        shares = Plan.objects.filter(case=case).values_list("shares__moved", "shares__case")
        given_away += sum(moved for moved, to in shares if to and to != case.pk)
        claims = Claim.objects.filter(case=case, undone_on=None)
        paid = sum(Release.objects.filter(case=case, state="paid").values_list("amount", flat=True))
        came = sum(claims.values_list("amount", flat=True))
        assert came == sum(one.sum for one in accounts) + paid + given_away
        counted = sum(Payment.objects.filter(claim__in=claims).values_list("amount", flat=True))
        case.refresh_from_db()
        assert (case.amount_recovered, counted) == (counted, counted)
        out = Release.objects.filter(case=case, payee__kind="applicant").exclude(
            state__in=["returned", "cancelled"]
        )
        mine = Hold.objects.filter(case=case, payee__kind="applicant")
        kept = sum(one.taken if one.ended_on else one.amount for one in mine)
        kept += sum(one.sum for one in accounts if one.place == "escrow")
        assert sum(out.values_list("amount", flat=True)) + kept <= counted, self.done

    def check_entries(self) -> None:
        """No entry is changed, and none is gone."""
        sides: dict[int, list[tuple[int, int]]] = {}
        for entry, account, fen in Posting.objects.order_by("entry", "no").values_list(
            "entry", "account", "amount"
        ):
            sides.setdefault(entry, []).append((account, fen))
        now = {
            row[0]: (*row, sides[row[0]])
            for row in Entry.objects.values_list("pk", "on", "kind", "text", "key")
        }
        assert self.written.items() <= now.items()
        self.written = now


class LookupErrorOfGame(Exception):
    """Nothing there to act on."""


@pytest.mark.parametrize("seed", range(GAMES))
def test_no_fen_is_lost_doubled_or_paid_twice(seed, handler, clerk, chief, finance, new_case, here):
    game = Game(seed, (handler, clerk, chief, finance), new_case, here)
    for _ in range(STEPS):
        game.step()
        game.check()
    assert game.done["do_import"] and sum(game.done.values()) > STEPS // 6
