"""What people do to bring two sides together; the only code of this room that writes."""

from duixian.court.settlement.actions.agreeing import draft, settle, sign
from duixian.court.settlement.actions.ending import breach, perform, revive, sue, void
from duixian.court.settlement.actions.facts import ContactFacts, HardshipFacts, Signing, Terms
from duixian.court.settlement.actions.talks import note_contact, note_hardship

__all__ = [
    "ContactFacts",
    "HardshipFacts",
    "Signing",
    "Terms",
    "breach",
    "draft",
    "note_contact",
    "note_hardship",
    "perform",
    "revive",
    "settle",
    "sign",
    "sue",
    "void",
]
