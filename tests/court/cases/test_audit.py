"""The audit trail names who did what to which row, and keeps what stood there before."""

from __future__ import annotations

from datetime import date

from tests.court.cases.given import DAY, titled

from duixian.court.cases import actions
from duixian.court.cases.actions.acting import action
from duixian.court.cases.models import Case, Party, Payment, Status


def test_a_filing_is_signed(clerk, case):
    version = case.versions.get()
    assert (version.pgh_label, version.case_no) == ("insert", case.case_no)
    assert version.pgh_context.metadata == {"actor": clerk.pk, "act": "register_cases"}


def test_a_closing_keeps_what_stood_before(clerk, case):
    actions.close_case(clerk, case, Status.SUSPENDED, DAY, "", today=DAY)
    states = [(version.pgh_label, version.status) for version in case.versions.order_by("pgh_id")]
    assert states == [("insert", "open"), ("update", "suspended")]


def test_a_reversal_is_signed_by_who_made_it(clerk, handler, case):
    payment = actions.record_payment(clerk, case, on=DAY, amount=100, today=DAY)
    actions.reverse_payment(handler, payment, "记错案件", DAY)
    signed = [version.pgh_context.metadata["actor"] for version in payment.versions.order_by("pgh_id")]
    assert signed == [clerk.pk, handler.pk]


def test_of_an_act_within_an_act_the_outer_one_is_named(clerk, case):
    @action
    def visit_and_pay(actor):
        return actions.record_payment(actor, case, on=DAY, amount=100, today=DAY)

    payment = visit_and_pay(clerk)
    assert payment.versions.get().pgh_context.metadata == {"actor": clerk.pk, "act": "visit_and_pay"}
    again = actions.record_payment(clerk, case, on=DAY, amount=100, today=DAY)
    assert again.versions.get().pgh_context.metadata["act"] == "record_payments"


def test_a_figure_reckoned_anew_is_no_new_version(clerk, case):
    actions.refresh_owed(clerk, [case], date(2026, 1, 10))
    assert case.versions.count() == 1


def test_every_row_of_a_bulk_has_its_version(clerk):
    cases = actions.register_cases(clerk, [titled() for _ in range(20)], DAY)
    versions = Case.versions.rel.related_model  # type: ignore[attr-defined]
    assert versions.objects.count() == 20
    actions.record_payments(clerk, [(case, DAY, 100) for case in cases], DAY)
    assert Payment.versions.rel.related_model.objects.count() == 20  # type: ignore[attr-defined]
    assert Party.versions.rel.related_model.objects.count() == 40  # type: ignore[attr-defined]
