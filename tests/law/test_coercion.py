"""强制措施: every limit of the rule book's section 5, one step inside and one step outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.law import coercion as law
from duixian.law.clock import due
from duixian.law.coercion import (
    AppearanceFacts,
    DetentionFacts,
    FineFacts,
    ListingFacts,
    Penalty,
    RefusalFacts,
    RestrictionFacts,
    SearchDone,
    SearchFacts,
)
from duixian.law.errors import InputError

YUAN = 100
DAY = date(2026, 6, 30)
CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 6, 11, 9, 0, tzinfo=CHINA)

FINE = FineFacts(amount=1_000 * YUAN, is_person=True, act="拒不报告财产", on=DAY)
DETAIN = DetentionFacts(days=10, is_person=True, act="拒不报告财产", on=DAY)
APPEAR = AppearanceFacts(role="respondent", summoned=True)
CONSUME = RestrictionFacts(kind="consumption", on=DAY, owed=1, noticed=True)
EXIT = replace(CONSUME, kind="exit")
LIST = ListingFacts(ground=1, on=DAY, owed=1, minor=False)
SEARCH = SearchFacts(place="示例路1号", why="邻居见其将现金搬入", owed=1, on=DAY)
DONE = SearchDone(warrant_shown=True, witnesses="成年家属到场", officers=2)
REFUSE = RefusalFacts(
    effective_on=date(2025, 12, 1),
    head="gift",
    acted_on=date(2026, 1, 10),
    able=True,
    means="2026年1月卖车得款30,000元",
    suit_began_on=date(2025, 8, 1),
    owed=50_000 * YUAN,
)


def unmet(checks) -> set[str]:
    return {one.key for one in checks if one.met is False}


LIMITS = [
    # what, the facts inside, the facts outside, which check speaks, the article
    (
        "a person's fine to 100,000",
        FINE,
        {"amount": 100_000 * YUAN},
        {"amount": 100_000 * YUAN + 1},
        "amount",
    ),
    ("a fine of nothing", FINE, {"amount": 1}, {"amount": 0}, "amount"),
    (
        "a unit's fine from 50,000",
        replace(FINE, is_person=False),
        {"amount": 50_000 * YUAN},
        {"amount": 50_000 * YUAN - 1},
        "amount",
    ),
    (
        "a unit's fine to 1,000,000",
        replace(FINE, is_person=False),
        {"amount": 1_000_000 * YUAN},
        {"amount": 1_000_000 * YUAN + 1},
        "amount",
    ),
    ("15 days of detention", DETAIN, {"days": 15}, {"days": 16}, "days"),
    ("a day of detention", DETAIN, {"days": 1}, {"days": 0}, "days"),
    ("no unit is detained", DETAIN, {"is_person": True}, {"is_person": False}, "person"),
    (
        "not twice for one act",
        DETAIN,
        {"earlier": [Penalty("detention", "撕毁封条", DAY)]},
        {"earlier": [Penalty("detention", "拒不报告财产", DAY)]},
        "once",
    ),
    (
        "a fine beside a detention",
        DETAIN,
        {"earlier": [Penalty("fine", "拒不报告财产", DAY)]},
        {"earlier": [Penalty("detention", "拒不报告财产", DAY - timedelta(1))]},
        "once",
    ),
    (
        "not fined twice for one act",
        FINE,
        {"earlier": [Penalty("detention", "拒不报告财产", DAY)]},
        {"earlier": [Penalty("fine", "拒不报告财产", DAY)]},
        "once",
    ),
    ("summoned first", APPEAR, {"summoned": True}, {"summoned": False}, "summoned"),
    ("whose appearance", APPEAR, {"role": "controller"}, {"role": "spouse"}, "person"),
    (
        "outside the area with a court's help",
        replace(APPEAR, outside=True),
        {"assisting_court": "示例市示例区人民法院"},
        {"assisting_court": " "},
        "assisting_court",
    ),
    ("nobody who has paid is brought in", APPEAR, {"performed": False}, {"performed": True}, "performed"),
    ("restricted while a fen is owed", CONSUME, {"owed": 1}, {"owed": 0}, "owed"),
    ("restricted after the notice's term", CONSUME, {"noticed": True}, {"noticed": False}, "noticed"),
    ("the controller is restricted too", CONSUME, {"role": "controller"}, {"role": "shareholder"}, "person"),
    (
        "of a unit its persons stay in the country",
        replace(EXIT, is_unit=True),
        {"role": "legal_representative"},
        {"role": "respondent"},
        "person",
    ),
    (
        "a unit with the persons who act for it",
        replace(CONSUME, is_unit=True),
        {"named": True},
        {"named": False},
        "responsible",
    ),
    ("the controller is not in the exit rule", EXIT, {"role": "principal"}, {"role": "controller"}, "person"),
    (
        "ex officio with a reason",
        replace(CONSUME, asked_by_applicant=False),
        {"why_ex_officio": "高消费被举报"},
        {"why_ex_officio": ""},
        "asked",
    ),
    ("six grounds", LIST, {"ground": 6}, {"ground": 7}, "ground"),
    ("listed while a fen is owed", LIST, {"owed": 1}, {"owed": 0}, "owed"),
    ("no minor is listed", LIST, {"minor": False}, {"minor": True}, "minor"),
    (
        "security spares one who could pay",
        replace(LIST, exclusions=["security"]),
        {"ground": 4},
        {"ground": 1},
        "excluded",
    ),
    # Deleted on 2026-01-15 at the applicant's request: six months end on 2026-07-15.
    (
        "six months until the applicant asks again",
        replace(LIST, deleted_at_request_on=date(2026, 1, 15)),
        {"on": date(2026, 7, 15)},
        {"on": date(2026, 7, 14)},
        "relisting",
    ),
    (
        "the six months bind the applicant alone",
        replace(LIST, deleted_at_request_on=date(2026, 1, 15)),
        {"by_applicant": False},
        {"by_applicant": True},
        "relisting",
    ),
    ("a search has a place", SEARCH, {"place": "示例路1号"}, {"place": " "}, "place"),
    ("a search has a reason", SEARCH, {"why": "转移现金"}, {"why": ""}, "hidden"),
    ("a warrant is shown", DONE, {"warrant_shown": True}, {"warrant_shown": False}, "warrant"),
    ("two officers", DONE, {"officers": 2}, {"officers": 1}, "officers"),
    ("somebody was told to be present", DONE, {"witnesses": "社区干部"}, {"witnesses": ""}, "witnesses"),
    ("one who could pay", REFUSE, {"able": True}, {"able": False}, "able"),
    (
        "hidden after the suit began counts",
        REFUSE,
        {"acted_on": date(2025, 8, 1)},
        {"acted_on": date(2025, 7, 31)},
        "when",
    ),
    (
        "refusing to report needs a penalty before",
        replace(REFUSE, head="report"),
        {"penalties": [Penalty("fine", "拒不报告财产", DAY)]},
        {"penalties": []},
        "prior",
    ),
    ("giving away needs no penalty before", REFUSE, {"head": "gift"}, {"head": "report"}, "prior"),
    ("a title in force", REFUSE, {"effective_on": DAY}, {"effective_on": DAY + timedelta(1)}, "title"),
    ("who has paid is not referred", REFUSE, {"owed": 1}, {"owed": 0}, "unperformed"),
]


def checks_of(facts):
    if isinstance(facts, RefusalFacts):
        return law.checks_refusal(facts, DAY)
    of = {
        FineFacts: law.checks_fine,
        DetentionFacts: law.checks_detention,
        AppearanceFacts: law.checks_appearance,
        RestrictionFacts: law.checks_restriction,
        ListingFacts: law.checks_listing,
        SearchFacts: law.checks_search,
        SearchDone: law.checks_conduct,
    }
    return of[type(facts)](facts)


@pytest.mark.parametrize(
    ("facts", "inside", "outside", "key"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_both_sides_of_a_limit(facts, inside, outside, key):
    assert key not in unmet(checks_of(replace(facts, **inside)))
    assert unmet(checks_of(replace(facts, **outside))) == {key}


@pytest.mark.parametrize(
    "facts",
    [FINE, DETAIN, APPEAR, CONSUME, EXIT, LIST, SEARCH, DONE, REFUSE],
    ids=lambda one: type(one).__name__,
)
def test_what_may_be_done_is_not_refused_and_every_answer_has_its_article(facts):
    checks = checks_of(facts)
    law.refuse("示例案", checks)
    assert all(one.why and one.cite for one in checks)


def test_a_refusal_names_the_article_of_the_day():
    with pytest.raises(InputError, match=r"个人的罚款金额为100,000\.00元以下.*民诉法第118条"):
        law.refuse("示例案", law.checks_fine(replace(FINE, amount=100_001 * YUAN)))
    with pytest.raises(InputError, match="民诉法第115条"):
        law.refuse("示例案", law.checks_detention(replace(DETAIN, days=16, on=date(2021, 12, 31))))


class TestHours:
    @pytest.mark.parametrize(("extended", "hours"), [(False, 8), (True, 24)])
    def test_the_last_minute_is_allowed_and_the_next_is_not(self, extended, hours):
        last = AT + timedelta(hours=hours)
        assert law.latest_release(AT, extended=extended) == last
        assert law.level(AT, last, extended=extended) == "soon"
        assert law.minutes_left(AT, last, extended=extended) == 0
        assert law.level(AT, last + timedelta(minutes=1), extended=extended) == "over"
        assert law.minutes_left(AT, last + timedelta(minutes=1), extended=extended) == -1

    def test_the_last_hour_is_marked(self):
        assert law.level(AT, AT + timedelta(hours=6, minutes=59), extended=False) == "ok"
        assert law.level(AT, AT + timedelta(hours=7), extended=False) == "soon"

    @given(st.integers(0, 3000), st.booleans())
    def test_nobody_is_within_the_hours_after_the_latest_release(self, minutes, extended):
        now = AT + timedelta(minutes=minutes)
        over = law.level(AT, now, extended=extended) == "over"
        assert over == (minutes > (24 if extended else 8) * 60)

    def test_24_hours_need_both_a_complicated_case_and_a_possible_detention(self):
        assert not unmet(law.checks_extension(complicated=True, detention_possible=True))
        assert unmet(law.checks_extension(complicated=True, detention_possible=False)) == {
            "detention_possible"
        }
        assert unmet(law.checks_extension(complicated=False, detention_possible=True)) == {"complicated"}

    def test_a_release_before_the_arrival_is_a_mistake(self):
        law.check_release(AT, AT)
        with pytest.raises(InputError, match="早于到达时间"):
            law.check_release(AT, AT - timedelta(minutes=1))


class TestDetention:
    def test_the_first_day_counts(self):
        # 15 days from 6-11: the 25th is the last.
        assert law.last_day(date(2026, 6, 11), 15) == date(2026, 6, 25)

    def test_the_family_is_told_within_24_hours(self):
        assert law.family_told_by(AT) == AT + timedelta(hours=24)

    @pytest.mark.parametrize(("on", "met"), [(11, True), (25, True), (26, False), (10, False)])
    def test_early_release_lies_within_the_detention(self, on, met):
        checks = law.checks_early_release(
            repents=True, on=date(2026, 6, on), began_on=date(2026, 6, 11), days=15
        )
        assert (not unmet(checks)) == met

    def test_early_release_wants_repentance(self):
        checks = law.checks_early_release(
            repents=False, on=date(2026, 6, 12), began_on=date(2026, 6, 11), days=15
        )
        assert unmet(checks) == {"repents"}


class TestListing:
    @pytest.mark.parametrize(
        ("ground", "longer", "last"),
        [
            (1, 0, None),
            (2, 0, date(2028, 6, 30)),
            (6, 0, date(2028, 6, 30)),
            (2, 1, date(2029, 6, 30)),
            (2, 3, date(2031, 6, 30)),
        ],
    )
    def test_terms(self, ground, longer, last):
        assert law.until(ground, DAY, longer) == last

    @pytest.mark.parametrize(("ground", "longer"), [(2, 4), (2, -1), (1, 1), (0, 0), (7, 0)])
    def test_no_other_term(self, ground, longer):
        with pytest.raises(InputError):
            law.until(ground, DAY, longer)

    def test_a_name_goes_within_three_working_days(self):
        # Thursday 2026-06-11: Friday 12, Monday 15, Tuesday 16; the Dragon Boat holiday is from the 19th.
        assert law.deletion_due(date(2026, 6, 11)).day == date(2026, 6, 16)

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
    def test_never_listed_again_for_the_same_applicant_within_six_months(self, deleted, days):
        on = deleted + timedelta(days)
        checks = law.checks_listing(replace(LIST, on=on, deleted_at_request_on=deleted))
        assert ("relisting" in unmet(checks)) == (on < law.relist_from(deleted))
        assert 180 <= (law.relist_from(deleted) - deleted).days <= 184

    def test_an_unknown_age_is_not_taken_for_an_answer(self):
        answer = {one.key: one.met for one in law.checks_listing(replace(LIST, minor=None))}
        assert answer["minor"] is None


class TestRestriction:
    def test_nine_items(self):
        assert len(law.items()) == 9

    def test_four_persons_of_a_unit_and_three_for_the_border(self):
        assert len(law.persons("consumption")) == 4
        assert set(law.persons("consumption")) - set(law.persons("exit")) == {"controller"}

    @pytest.mark.parametrize(
        ("ground", "owed", "met"),
        [
            ("performed", 0, True),
            ("performed", 1, False),
            ("guarantee", 1, True),
            ("consent", 1, True),
            ("pity", 0, False),
        ],
    )
    def test_lifting(self, ground, owed, met):
        assert (not unmet(law.checks_lift(ground, owed=owed, kind="consumption"))) == met

    @pytest.mark.parametrize(
        ("first", "last", "met"), [(0, 0, True), (0, 3, True), (-1, 1, False), (3, 2, False)]
    )
    def test_one_journey_has_its_days(self, first, last, met):
        checks = law.checks_exemption(
            why="就医", first=DAY + timedelta(first), last=DAY + timedelta(last), on=DAY
        )
        assert (not unmet(checks)) == met


class TestReview:
    @pytest.mark.parametrize(("filed", "met"), [(8, True), (11, True), (12, False), (7, False)])
    def test_three_days_to_ask(self, filed, met):
        # Received on Monday 2026-06-08: Thursday the 11th is the third day.
        checks = law.checks_review(received_on=date(2026, 6, 8), filed_on=date(2026, 6, filed))
        assert (not unmet(checks)) == met

    def test_five_days_to_decide(self):
        # Wednesday 2026-06-03: Monday the 8th is the fifth day.
        assert law.decide_by(date(2026, 6, 3)).day == date(2026, 6, 8)


class TestDays:
    @pytest.mark.parametrize(
        ("key", "last"),
        [
            # All from Monday 2026-06-01. Three days: Thursday 4. Five: Saturday 6, so Monday 8.
            ("coercion_review", date(2026, 6, 4)),
            ("coercion_review_decision", date(2026, 6, 8)),
            # Ten days: Thursday 11. Fifteen: Tuesday 16.
            ("property_report_change", date(2026, 6, 11)),
            ("reward_or_audit", date(2026, 6, 11)),
            ("dishonest_decision", date(2026, 6, 16)),
            ("dishonest_correction", date(2026, 6, 16)),
            ("dishonest_correction_review", date(2026, 6, 11)),
            ("dishonest_correction_review_decision", date(2026, 6, 16)),
            # Three working days: Thursday 4.
            ("dishonest_deletion", date(2026, 6, 4)),
            ("dishonest_correction_made", date(2026, 6, 4)),
        ],
    )
    def test_the_last_day(self, key, last):
        assert due(key, date(2026, 6, 1)).day == last

    def test_working_days_pass_over_a_holiday(self):
        # Dragon Boat 2026: Friday 19 June to Sunday 21. After Wednesday 17: 18, 22, 23.
        assert due("dishonest_correction_made", date(2026, 6, 17)).day == date(2026, 6, 23)
