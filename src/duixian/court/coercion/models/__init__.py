"""强制措施: facts, and what the database itself refuses."""

from duixian.court.coercion.models.appearance import Appearance, Extension, Leg
from duixian.court.coercion.models.base import Against, Decision, Post, Signed
from duixian.court.coercion.models.ending import Ending
from duixian.court.coercion.models.referral import Referral
from duixian.court.coercion.models.restriction import (
    DishonestEntry,
    Exemption,
    RestrictedPerson,
    Restriction,
)
from duixian.court.coercion.models.sanction import Detention, Fine, Review
from duixian.court.coercion.models.search import PremisesSearch

__all__ = [
    "Against",
    "Appearance",
    "Decision",
    "Detention",
    "DishonestEntry",
    "Ending",
    "Exemption",
    "Extension",
    "Fine",
    "Leg",
    "Post",
    "PremisesSearch",
    "Referral",
    "RestrictedPerson",
    "Restriction",
    "Review",
    "Signed",
]
