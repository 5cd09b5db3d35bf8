"""程序变动: what stands still stops the term and, only where law says so, the surcharge; and bars acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.court.cases.given import DAY, YUAN
from tests.court.property import given as property_given

from duixian.court.approvals import actions as approvals
from duixian.court.cases.bars import Deed, refuse
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Party
from duixian.court.people.models import Installation
from duixian.court.property.actions.control import control, serve
from duixian.court.property.actions.deduct import deduct
from duixian.court.standing import actions, queries
from duixian.court.standing.models import Objection, Standstill
from duixian.law.errors import InputError, NotAllowed

ONE = timedelta(1)
START = date(2026, 6, 1)


def stay(actor, case, *signers, ground="heirs", kind="stay", on=DAY, **more):
    plain = {"reason": "等待继承人", "start": START, "today": on} | more
    row = actions.ask_standstill(actor, case, kind, ground=ground, **plain)
    for signer in signers:
        approvals.grant(signer, row.request, on=on, today=on)
    row.refresh_from_db()
    return row


class TestStay:
    def test_signed_it_stops_the_term_and_ended_it_runs_on_by_so_many_days(self, handler, chief, case):
        # Filed on 2026-01-05: six months end on 2026-07-05.
        assert case.next_due_on == date(2026, 7, 5)
        row = stay(handler, case, chief)
        case.refresh_from_db()
        assert (row.state, case.next_due_on) == ("granted", None)
        assert row.document.form == "stay_ruling"
        actions.end_standstill(handler, row, on=DAY, why="继承人已参加", today=DAY)
        case.refresh_from_db()
        # From 06-01 to 06-29 it stood still, 29 days: 07-05 and 29 days is 08-03.
        assert case.next_due_on == date(2026, 8, 3)

    @pytest.mark.parametrize(("ground", "days"), [("heirs", 180), ("retrial", 151)])
    def test_the_surcharge_stops_only_where_law_says_so(self, handler, chief, case, ground, days):
        # From 2026-01-01 to 2026-06-30 both counted are 181 days of 1.75; 30 of June are excluded, 151 left.
        before = statement_of(case, DAY).total
        assert before == 10_000 * YUAN + 181 * 175
        stay(handler, case, chief, ground=ground)
        expected = 181 if ground == "heirs" else 151
        assert statement_of(case, DAY).total == 10_000 * YUAN + expected * 175

    def test_the_surcharge_grows_again_after_it(self, handler, chief, case):
        row = stay(handler, case, chief, ground="retrial")
        actions.end_standstill(handler, row, on=date(2026, 6, 11), why="再审维持", today=DAY)
        # Ten days of June, the 1st to the 10th, are excluded for good.
        assert statement_of(case, DAY).total == 10_000 * YUAN + 171 * 175

    def test_unsigned_it_changes_nothing(self, handler, chief, case):
        row = stay(handler, case)
        case.refresh_from_db()
        assert case.next_due_on == date(2026, 7, 5)
        approvals.refuse_request(chief, row.request, reason="不符合", on=DAY, today=DAY)
        row.refresh_from_db()
        assert row.state == "refused"
        assert stay(handler, case).state == "waiting"

    def test_one_at_a_time(self, handler, chief, case):
        stay(handler, case, chief)
        with pytest.raises(InputError, match="已经报请或者正在进行"):
            stay(handler, case)

    def test_a_deferral_ends_by_itself_with_its_last_day(self, handler, chief, president, case):
        until = date(2026, 9, 30)
        given = {"kind": "deferral", "ground": "superior", "start": DAY, "until": until}
        stay(handler, case, chief, president, **given)
        assert queries.running(case, until).exists()
        assert not queries.running(case, until + ONE).exists()

    @pytest.mark.parametrize("role", ["president", "finance", "supervisor", "administrator"])
    def test_who_works_no_case_stays_none(self, staff, case, role):
        with pytest.raises(NotAllowed):
            stay(staff(role), case)


class TestBars:
    def test_nothing_is_disposed_of_and_nobody_brought_in_while_it_stands_still(self, handler, chief, case):
        row = stay(handler, case, chief)
        for deed in Deed:
            with pytest.raises(InputError, match=r"中止执行.*民诉法第267条"):
                refuse(case, deed, DAY)
        actions.end_standstill(handler, row, on=DAY, why="已参加", today=DAY)
        for deed in Deed:
            refuse(case, deed, DAY)

    def test_a_claimed_thing_is_not_disposed_of_and_others_are(self, handler, case):
        held = {}
        for number in ("示例尾号0001", "示例尾号0002"):
            asset = property_given.account(1_000, number)
            measure = control(handler, case, property_given.freeze(case, asset, 1_000), on=START, today=DAY)
            held[number] = serve(handler, measure, property_given.served(START, 1_000), today=DAY)
        row = actions.file_objection(
            handler,
            case,
            "third_party",
            by="虚构丁某",
            thing="示例尾号0001",
            text="账户是我的",
            on=START,
            today=DAY,
        )
        take = {"amount": 500 * YUAN, "on": DAY, "ruling_no": "扣", "today": DAY}
        with pytest.raises(InputError, match="虚构丁某于2026-06-01提出案外人异议"):
            deduct(handler, held["示例尾号0001"], **take)
        deduct(handler, held["示例尾号0002"], **take)
        decided = {"decision": "账户在被执行人名下", "on": date(2026, 6, 10), "served_on": date(2026, 6, 12)}
        actions.decide_objection(handler, row, "rejected", **decided, today=DAY)
        # Fifteen days from 06-12 end on 06-27, a Saturday: the suit is open until Monday the 29th.
        row.refresh_from_db()
        with pytest.raises(InputError, match="案外人异议"):
            refuse(case, Deed.DISPOSE, row.next_until, "示例尾号0001")
        refuse(case, Deed.DISPOSE, row.next_until + ONE, "示例尾号0001")

    def test_an_objection_to_conduct_stops_nothing(self, handler, case):
        actions.file_objection(handler, case, "conduct", by="虚构乙某", text="送达违法", on=START, today=DAY)
        refuse(case, Deed.DISPOSE, DAY, "x")


class TestObjection:
    def test_fifteen_days_and_then_the_next_remedy(self, handler, case):
        row = actions.file_objection(
            handler, case, "conduct", by="乙某", text="程序违法", on=START, today=DAY
        )
        # Fifteen days from Monday 2026-06-01: Tuesday the 16th.
        assert row.due_on == date(2026, 6, 16)
        told = {"decision": "驳回", "on": date(2026, 6, 16), "served_on": date(2026, 6, 17), "today": DAY}
        row = actions.decide_objection(handler, row, "rejected", **told)
        # Ten days from the 17th: Saturday the 27th, so Monday the 29th.
        assert row.next_until == date(2026, 6, 29)
        with pytest.raises(InputError, match="已过"):
            actions.follow_objection(handler, row, next_on=DAY, ended_on=None, today=DAY)
        with pytest.raises(InputError, match="已于2026-06-16裁定"):
            actions.decide_objection(handler, row, "upheld", **told)

    def test_it_is_not_over_while_the_remedy_is_open(self, handler, case):
        row = actions.file_objection(handler, case, "conduct", by="乙某", text="程序违法", on=DAY, today=DAY)
        row = actions.decide_objection(
            handler, row, "upheld", decision="撤销", on=DAY, served_on=DAY, today=DAY
        )
        with pytest.raises(InputError, match="期满没有提出的再登记终结"):
            actions.follow_objection(handler, row, next_on=None, ended_on=DAY, today=DAY)


class TestChange:
    def ask(self, actor, case, ground="one_person", **more):
        plain = {
            "person": "虚构己某",
            "is_person": True,
            "reason": "一人公司",
            "on": DAY,
            "today": DAY,
        } | more
        return actions.ask_change(actor, case, ground, **plain)

    def test_granted_the_new_respondent_stands_in_the_case(self, handler, case):
        row = self.ask(handler, case)
        # Sixty days from 2026-06-30: 31 of July and 29 of August, a Saturday.
        assert row.due_on == date(2026, 8, 31)
        row = actions.decide_change(handler, row, "granted", decision="财产混同", on=DAY, today=DAY)
        assert row.party.side == Party.Side.RESPONDENT
        case.refresh_from_db()
        assert "虚构己某" in case.respondents
        assert row.document.form == "change_party_ruling"

    def test_within_an_estate_the_limit_is_told(self, handler, case):
        with pytest.raises(InputError, match="遗产范围内"):
            self.ask(handler, case, "estate")
        assert self.ask(handler, case, "estate", limit=5_000 * YUAN).limit == 5_000 * YUAN

    def test_the_spouse_is_no_party(self, handler, case):
        with pytest.raises(InputError, match="没有配偶这一法定事由"):
            self.ask(handler, case, "spouse")

    def test_refused_nobody_is_added(self, handler, case):
        row = actions.decide_change(
            handler, self.ask(handler, case), "refused", decision="账目独立", on=DAY, today=DAY
        )
        assert row.party is None
        assert case.parties.count() == 2


class TestPages:
    @pytest.fixture(autouse=True)
    def demo_day(self, db):
        Installation.objects.update_or_create(only=True, defaults={"demo_day": DAY})

    def enter(self, client, actor):
        client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_a_stay_is_asked_signed_seen_and_ended(self, client, handler, chief, case):
        told = {"ground": "retrial", "reason": "再审裁定", "from_on": "2026-06-01"}
        assert self.enter(client, handler).post(f"/cases/{case.pk}/acts/stay/", told).status_code == 302
        row = Standstill.objects.get()
        self.enter(client, chief).post(f"/approvals/{row.request_id}/", {"answer": "grant"})
        page = self.enter(client, handler).get(f"/cases/{case.pk}/standing/").content.decode()
        for words in ("不得处分财产", "期间不计迟延履行利息", "中止执行裁定书"):
            assert words in page
        ended = client.post(f"/standing/{row.pk}/end/", {"on": "2026-06-20", "why": "再审维持"})
        assert ended.status_code == 302
        row.refresh_from_db()
        assert row.end == date(2026, 6, 19)

    def test_an_objection_falls_due_on_the_agenda(self, client, handler, case):
        told = {"kind": "third_party", "by": "丁某", "text": "车是我的", "thing": "", "on": "2026-06-16"}
        assert self.enter(client, handler).post(f"/cases/{case.pk}/acts/objection/", told).status_code == 302
        assert "异议审查" in client.get("/agenda/").content.decode()
        row = Objection.objects.get()
        answer = client.post(
            f"/standing/{row.pk}/decide/", {"result": "", "decision": "", "on": "2026-06-30"}
        )
        assert answer.status_code == 422

    def test_a_change_is_asked_with_its_form(self, client, handler, case):
        told = {
            "ground": "spouse",
            "person": "配偶",
            "is_person": "yes",
            "reason": "共同债务",
            "on": "2026-06-30",
        }
        answer = self.enter(client, handler).post(f"/cases/{case.pk}/acts/change-party/", told)
        assert answer.status_code == 422
        assert "执行夫妻共同财产" in answer.content.decode()

    def test_another_court_does_not_find_it(self, client, staff, handler, case):
        row = actions.file_objection(handler, case, "conduct", by="乙某", text="违法", on=START, today=DAY)
        stranger = staff("handler", "内0602")
        assert self.enter(client, stranger).get(f"/standing/{row.pk}/decide/").status_code == 404
