"""拒执罪: what weighs for and against a referral, by the days of the prosecution."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from duixian.law import coercion as law
from duixian.law.coercion.refusal import instrument

DAY = date(2026, 6, 30)
REFUSE = law.RefusalFacts(
    effective_on=date(2025, 12, 1),
    head="gift",
    acted_on=date(2026, 1, 10),
    able=True,
    means="2026年1月卖车得款30,000元",
    suit_began_on=date(2025, 8, 1),
    owed=50_000_00,
)


class TestRefusal:
    def test_only_four_ways_need_a_penalty_before(self):
        assert [one.key for one in law.heads() if one.prior] == ["report", "hand_over", "conduct", "abstain"]

    def test_the_interpretation_of_the_day(self):
        assert instrument(date(2024, 12, 1)) == "法释〔2024〕13号"
        assert instrument(date(2024, 11, 30)) == "法释〔2015〕16号"

    def test_support_weighs_heavier_and_payment_before_the_indictment_milder(self):
        words = law.weighs(replace(REFUSE, category="support", paid_in_full_on=DAY))
        assert ["从重" in words[0], "从宽" in words[1]] == [True, True]

    @pytest.mark.parametrize(
        ("category", "words"),
        [
            # 法释〔2024〕13号 10: support and wages whole; of an injury the medical cost and the pension.
            ("support", "拒不执行赡养费"),
            ("wages", "拒不执行赡养费"),
            ("injury", "其中的医疗费、抚恤金"),
            ("small_claim", ""),
        ],
    )
    def test_what_weighs_heavier(self, category, words):
        told = " ".join(law.weighs(replace(REFUSE, category=category)))
        assert told.startswith(words) and ("从重" in told) == bool(words)
        assert law.weighs(replace(REFUSE, category="small_claim")) == ()

    @pytest.mark.parametrize(
        ("indicted", "judged", "stage"),
        [
            (DAY, None, "提起公诉前"),
            (DAY - timedelta(1), None, "一审宣告判决前"),
            (DAY - timedelta(9), DAY, "一审宣告判决前"),
            (DAY - timedelta(9), DAY - timedelta(1), None),
        ],
    )
    def test_payment_in_full_weighs_until_the_judgment(self, indicted, judged, stage):
        paid = replace(REFUSE, paid=0, paid_in_full_on=DAY, indicted_on=indicted, judged_on=judged)
        assert [words.split("已于")[0] for words in law.weighs(paid)] == ([stage] if stage else [])

    def test_without_an_indictment_the_judgment_alone_divides(self):
        paid = replace(REFUSE, paid_in_full_on=DAY, judged_on=DAY)
        assert law.weighs(paid)[0].startswith("一审宣告判决前已于")

    def test_of_what_was_paid_in_full_too_late_the_part_before_the_judgment_weighs(self):
        paid = replace(REFUSE, paid=12_345, paid_in_full_on=DAY, judged_on=DAY - timedelta(1))
        assert law.weighs(paid)[0].startswith("已履行123.45元，可以酌情从宽")

    def test_a_part_paid_weighs_at_discretion(self):
        assert "酌情从宽" in law.weighs(replace(REFUSE, paid=1))[0]
        assert law.weighs(replace(REFUSE, paid=0)) == ()

    def test_what_is_not_known_is_not_an_answer(self):
        asked = law.checks_refusal(replace(REFUSE, able=None, acted_on=None), DAY)
        assert {one.key for one in asked if one.met is None} == {"able", "when"}

    def test_the_creditor_may_sue_himself_only_after_a_written_no(self):
        assert law.check_private(refused_by="示例市公安局", refused_on=DAY).met
        assert law.check_private(refused_by="示例市公安局", refused_on=None).met is False
