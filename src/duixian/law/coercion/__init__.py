"""强制措施: what may be done to a person or a unit, within which limits, and which article says so."""

from duixian.law.coercion.appearance import (
    AppearanceFacts,
    check_release,
    checks_appearance,
    checks_extension,
    latest_release,
    level,
    minutes_left,
)
from duixian.law.coercion.check import Check, refuse
from duixian.law.coercion.detention import (
    DetentionFacts,
    Penalty,
    checks_detention,
    checks_early_release,
    family_told_by,
    last_day,
)
from duixian.law.coercion.dishonest import (
    ListingFacts,
    checks_listing,
    deletion_due,
    deletions,
    exclusions,
    grounds,
    relist_from,
    until,
)
from duixian.law.coercion.fine import FineFacts, checks_fine, limits
from duixian.law.coercion.refusal import (
    Head,
    RefusalFacts,
    check_private,
    checks_refusal,
    heads,
    weighs,
)
from duixian.law.coercion.restriction import (
    RestrictionFacts,
    checks_exemption,
    checks_lift,
    checks_restriction,
    items,
    lifting,
    persons,
)
from duixian.law.coercion.review import checks_review, decide_by, file_by
from duixian.law.coercion.search import SearchDone, SearchFacts, checks_conduct, checks_search

__all__ = [
    "AppearanceFacts",
    "Check",
    "DetentionFacts",
    "FineFacts",
    "Head",
    "ListingFacts",
    "Penalty",
    "RefusalFacts",
    "RestrictionFacts",
    "SearchDone",
    "SearchFacts",
    "check_private",
    "check_release",
    "checks_appearance",
    "checks_conduct",
    "checks_detention",
    "checks_early_release",
    "checks_exemption",
    "checks_extension",
    "checks_fine",
    "checks_lift",
    "checks_listing",
    "checks_refusal",
    "checks_restriction",
    "checks_review",
    "checks_search",
    "decide_by",
    "deletion_due",
    "deletions",
    "exclusions",
    "family_told_by",
    "file_by",
    "grounds",
    "heads",
    "items",
    "last_day",
    "latest_release",
    "level",
    "lifting",
    "limits",
    "minutes_left",
    "persons",
    "refuse",
    "relist_from",
    "until",
    "weighs",
]
