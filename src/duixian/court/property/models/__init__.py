"""财产查控: what was asked, found, expected and held; what the database itself refuses."""

from duixian.court.property.models.control import (
    Asset,
    Deduction,
    LivingStandard,
    Measure,
    MeasureTerm,
    Release,
)
from duixian.court.property.models.expected import ExpectedPayment
from duixian.court.property.models.found import Find, Lead, PropertyReport
from duixian.court.property.models.search import (
    Delivery,
    Institution,
    SearchOrder,
    SearchRequest,
    Source,
    Stray,
)

__all__ = [
    "Asset",
    "Deduction",
    "Delivery",
    "ExpectedPayment",
    "Find",
    "Institution",
    "Lead",
    "LivingStandard",
    "Measure",
    "MeasureTerm",
    "PropertyReport",
    "Release",
    "SearchOrder",
    "SearchRequest",
    "Source",
    "Stray",
]
