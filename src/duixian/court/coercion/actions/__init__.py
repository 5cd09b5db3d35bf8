"""What people do to compel and to let go; the only code of this room that writes."""

from duixian.court.coercion.actions.appearances import (
    arrive,
    ask_appearance,
    ask_extension,
    drop,
    hand_over,
    leave,
    question,
    release,
)
from duixian.court.coercion.actions.endings import ask_all_lifted, ask_deletion, ask_early_release, ask_lift
from duixian.court.coercion.actions.facts import (
    AppearanceAsk,
    LegFacts,
    ListingAsk,
    Misconduct,
    RefusalAsk,
    RestrictedFacts,
    RestrictionAsk,
    SearchReport,
    Whom,
)
from duixian.court.coercion.actions.journeys import add_leg, end_leg
from duixian.court.coercion.actions.referrals import ask_referral, record_outcome, send_referral
from duixian.court.coercion.actions.restrictions import ask_exemption, ask_listing, ask_restriction
from duixian.court.coercion.actions.reviews import decide_review, file_review
from duixian.court.coercion.actions.sanctions import (
    ask_detention,
    ask_fine,
    carry_out,
    discharge,
    pay,
    serve,
    tell_family,
)
from duixian.court.coercion.actions.searches import ask_search, record_search

__all__ = [
    "AppearanceAsk",
    "LegFacts",
    "ListingAsk",
    "Misconduct",
    "RefusalAsk",
    "RestrictedFacts",
    "RestrictionAsk",
    "SearchReport",
    "Whom",
    "add_leg",
    "arrive",
    "ask_all_lifted",
    "ask_appearance",
    "ask_deletion",
    "ask_detention",
    "ask_early_release",
    "ask_exemption",
    "ask_extension",
    "ask_fine",
    "ask_lift",
    "ask_listing",
    "ask_referral",
    "ask_restriction",
    "ask_search",
    "carry_out",
    "decide_review",
    "discharge",
    "drop",
    "end_leg",
    "file_review",
    "hand_over",
    "leave",
    "pay",
    "question",
    "record_outcome",
    "record_search",
    "release",
    "send_referral",
    "serve",
    "tell_family",
]
